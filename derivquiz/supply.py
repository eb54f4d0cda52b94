"""Supply: what a session asks next, drawn while the learner still answers what came before."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from derivquiz.decks.deck import Deck, Template
from derivquiz.errors import DerivquizError, DrawError, WorkerError, WorkerTimeoutError
from derivquiz.memory.events import RandomSource
from derivquiz.memory.queue import Entry, Pick, Queue
from derivquiz.memory.rating import Rating
from derivquiz.memory.store import Store
from derivquiz.wire import Problem, Solution
from derivquiz.worker import Maths

DRAWS = 4
"""How often a problem is drawn anew where its template asked the very same one the last time."""
SEED_BITS = 31


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card that is asked, the problem that was drawn for it, and its solution where that was to be had."""

    pick: Pick
    problem: Problem
    solution: Solution | None = None


class Supply:
    """The problems of one session in their order; a seeded `random` gives the same ones for the same answers."""

    def __init__(self, *, decks: Sequence[Deck], maths: Maths, store: Store, random: RandomSource, focus: str = "") -> None:
        self.entries = entries(decks)
        self.notice = ""
        """One sentence on what went wrong behind the learner's back; empty where nothing did."""
        self._templates: dict[str, tuple[Deck, Template]] = {
            deck.key(template): (deck, template) for deck in decks for template in deck.templates
        }
        self._maths = maths
        self._store = store
        self._random = random
        self._focus = focus
        self._queue: Queue | None = None
        self._ahead: asyncio.Task[Drawn | None] | None = None
        self._shown: dict[str, tuple[object, ...]] = {}
        self._left_out: set[str] = set()
        self._owed: Pick | None = None

    async def next(self) -> Drawn | None:
        """The next problem; None where nothing more is to be asked.

        A template that gives no problem is left out, with a notice. Raises DrawError where no other is left, and WorkerError.
        """
        ahead, self._ahead = self._ahead, None
        return (await ahead if ahead is not None else None) or await self._draw()

    def go_ahead(self) -> None:
        """Begin to draw the next problem."""
        self._ahead = asyncio.create_task(self._draw_ahead())

    def stop(self) -> None:
        """Give up what is being drawn."""
        if self._ahead is not None:
            self._ahead.cancel()
            self._ahead = None

    async def first_sight(self, pick: Pick) -> bool:
        """Whether the card was never asked before."""
        return not (await self._order()).has_met(pick.card)

    async def answered(self, pick: Pick, rating: Rating) -> None:
        """Take note of the rating of a card that was asked."""
        (await self._order()).answered(pick, rating)

    async def released(self, pick: Pick) -> None:
        """Take note that a card was asked and got no rating."""
        (await self._order()).released(pick)

    def lost(self, error: WorkerError) -> None:
        """Make a notice of a checker that had to be replaced."""
        what = "took too long over that" if isinstance(error, WorkerTimeoutError) else "stopped working"
        self.notice = f"The checker {what} and has been replaced; nothing was lost."

    async def _order(self) -> Queue:
        """The order of this session; where the day has nothing to ask, practice."""
        if self._queue is None:
            history = await asyncio.to_thread(self._store.history)
            self._queue = Queue(
                self.entries,
                history,
                self._store.scheduler,
                today=self._store.today(),
                random=self._random,
                focus=self._focus,
            )
            if self._queue.remaining == 0:
                self._queue.practise()
        return self._queue

    async def _draw_ahead(self) -> Drawn | None:
        """The next problem while the present one is answered; what goes wrong is left for the moment it is wanted."""
        try:
            return await self._draw()
        except DerivquizError:
            return None

    async def _draw(self) -> Drawn | None:
        order = await self._order()
        owed, self._owed = self._owed, None
        while (pick := owed or order.next()) is not None:
            try:
                return await self._drawn(pick)
            except WorkerError as error:
                self.lost(error)
                self._owed = None if owed else pick
                raise
            except DrawError as error:
                owed = None
                deck, template = self._templates[pick.card]
                self.notice = f"{pick.card} is left out ({deck.file}, line {template.line}): {error}"
                if pick.card in self._left_out:
                    raise DrawError(self.notice) from error
                self._left_out.add(pick.card)
        return None

    async def _drawn(self, pick: Pick) -> Drawn:
        deck, template = self._templates[pick.card]
        # all seeds at once: an answer that is recorded meanwhile asks the same source
        for seed in [self._random.getrandbits(SEED_BITS) for _ in range(DRAWS)]:
            problem = await self._maths.draw(deck.id, template, seed)
            face = (problem.function, problem.at, problem.prompt)
            if self._shown.get(pick.card) != face:
                break
        self._shown[pick.card] = face
        try:
            return Drawn(pick, problem, await self._maths.solve(problem))
        except WorkerError as error:
            self.lost(error)
            return Drawn(pick, problem)


def entries(decks: Sequence[Deck]) -> tuple[Entry, ...]:
    """Every template of the decks as the queue knows it, in the decks' order."""
    return tuple(
        Entry(deck.key(template), deck.id, template.rule, template.requires) for deck in decks for template in deck.templates
    )
