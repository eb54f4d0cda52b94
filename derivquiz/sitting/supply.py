"""Supply: what a session asks next, drawn while the learner still answers what came before."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from derivquiz.decks.codes import Code
from derivquiz.decks.deck import Deck, Template
from derivquiz.errors import DerivquizError, DrawError, WorkerError, WorkerTimeoutError
from derivquiz.memory import records
from derivquiz.memory.events import RandomSource
from derivquiz.memory.order import Entry, Order, Pick, Why
from derivquiz.memory.rating import Rating
from derivquiz.memory.replay import Standing
from derivquiz.memory.store import Store
from derivquiz.settings import DEFAULTS, Settings
from derivquiz.sitting import remedies
from derivquiz.sitting.modes import Mode
from derivquiz.sitting.planning import Plan, reminders
from derivquiz.wire import Grain, Problem, Solution
from derivquiz.worker import Maths

DRAWS = 4
"""How often a problem is drawn anew where its template asked the very same one the last time."""
SEED_BITS = 31
PASSES = 2
"""Straight passes at one level of difficulty before the next; an Again leads back to the easiest."""
MISSED = "This one was missed several times: look at the worked example before you answer."


@dataclass(slots=True)
class Drawn:
    """A card that is asked, the problem that was drawn for it, and its solution where that was to be had."""

    pick: Pick
    problem: Problem
    solution: Solution | None = None
    revision: int = 1
    """The revision of its template."""
    leech: bool = False
    """Whether it keeps being missed, so that the worked example is offered again."""


class Supply:
    """The problems of one session in their order; a seeded `random` gives the same ones for the same answers."""

    def __init__(
        self,
        *,
        decks: Sequence[Deck],
        maths: Maths,
        store: Store,
        random: RandomSource,
        focus: str = "",
        mode: Mode = Mode.REVIEW,
        mix: bool = False,
        settings: Settings = DEFAULTS,
        code: Code | None = None,
    ) -> None:
        self.entries = entries(decks)
        self.notice = ""
        """One sentence on what went wrong behind the learner's back; empty where nothing did."""
        self._templates: dict[str, tuple[Deck, Template]] = {
            deck.key(template): (deck, template) for deck in decks for template in deck.templates
        }
        self._maths = maths
        self._store = store
        self._random = random
        self._plan = Plan(mode, focus, mix, settings.new_a_day)
        self._level = settings.level
        self._grain = Grain(settings.grain)
        self._code = code
        """The one problem that is asked for by its share code, until it was drawn."""
        self._made: Order | None = None
        self._ahead: asyncio.Task[Drawn | None] | None = None
        self._shown: dict[str, tuple[object, ...]] = {}
        self._left_out: set[str] = set()
        self._owed: list[Pick | Drawn] = []
        """What comes before anything the order would give, the last of it first."""
        self._lost: list[Pick] = []
        """What is drawn for a second time, since the checker was lost at the first."""

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

    def template(self, card: str) -> tuple[Deck, Template]:
        """The template of a card, and its deck."""
        return self._templates[card]

    async def first_sight(self, pick: Pick) -> bool:
        """Whether the card was never asked before."""
        return not (await self._order()).has_met(pick.card)

    async def implied(self, pick: Pick) -> tuple[str, ...]:
        """The cards that a right answer proves known; none but in a placement run."""
        return (await self._order()).implied(pick)

    async def answered(self, pick: Pick, rating: Rating, hints: int = 0, misconceptions: Sequence[str] = ()) -> None:
        """Take note of the rating of a card that was asked, and of what was named in its answer."""
        order = await self._order()
        order.answered(pick, rating, hints)
        if len(misconceptions) == 1:  # a slip counts only where one rule matched alone
            order.remind(pick, remedies.words(misconceptions[0]))

    async def released(self, pick: Pick) -> None:
        """Take note that a card was asked and got no rating."""
        (await self._order()).released(pick)

    async def taken_back(self, pick: Pick, waiting: Drawn | None) -> None:
        """Forget the answer to a card; a fresh problem of it comes next, then what was waiting for an answer."""
        order = await self._order()
        ahead, self._ahead = self._ahead, None
        brought = order.brought_by(pick)
        for drawn in (await ahead if ahead is not None else None, waiting):
            if drawn is None:
                continue
            if drawn.pick.card in brought:
                order.released(drawn.pick)
            else:
                self._owed.append(drawn)
        order.retract(pick)
        self._owed.append(pick)

    async def dropped(self, card: str) -> None:
        """Ask a card no more in this session."""
        (await self._order()).drop(card)
        self._owed = [owed for owed in self._owed if _card(owed) != card]
        if self._ahead is not None:
            ahead, self._ahead = self._ahead, None
            drawn = await ahead
            if drawn is not None and drawn.pick.card != card:
                self._owed.append(drawn)

    async def go_on(self, new: int) -> None:
        """Go on after the day is done: with so many more new cards, or with practice."""
        order = await self._order()
        if new > 0:
            order.introduce(new)
        else:
            order.practise()

    async def more_new(self) -> int:
        """How many new cards could be met at once by those who go on."""
        return (await self._order()).more_new

    async def reminders(self) -> tuple[str, ...]:
        """The cards that are due today for what was named today."""
        return await asyncio.to_thread(lambda: reminders(self.entries, self._store.history(), self._store, self._store.today()))

    async def best(self) -> int:
        """The most points of the sprints that were finished."""
        return await asyncio.to_thread(self._store.ask, records.best_sprint)

    def lost(self, error: WorkerError) -> None:
        """Make a notice of a checker that gave no answer."""
        what = (
            "took too long over that and has been replaced"
            if isinstance(error, WorkerTimeoutError)
            else "stopped working on that"
        )
        self.notice = f"The checker {what}; nothing was lost."

    async def _order(self) -> Order:
        if self._made is None:
            made, notice = await asyncio.to_thread(self._plan.order, self.entries, self._store, self._random)
            self._made = made
            self.notice = self.notice or notice
            return made
        return self._made

    async def _draw_ahead(self) -> Drawn | None:
        """The next problem while the present one is answered; what goes wrong is left for the moment it is wanted."""
        try:
            return await self._draw()
        except DerivquizError:
            return None

    async def _draw(self) -> Drawn | None:
        if self._code is not None:
            code, self._code = self._code, None
            return await self._named(code)
        order = await self._order()
        while (owed := self._owed.pop() if self._owed else order.next()) is not None:
            if isinstance(owed, Drawn):
                return owed
            try:
                return await self._drawn(owed, leech=order.is_leech(owed.card))
            except WorkerError as error:
                self.lost(error)
                if owed not in self._lost:
                    self._lost.append(owed)
                    self._owed.append(owed)
                else:
                    self._lost.remove(owed)
                raise
            except DrawError as error:
                deck, template = self._templates[owed.card]
                self.notice = f"{owed.card} is left out ({deck.file}, line {template.line}): {error}"
                if owed.card in self._left_out:
                    raise DrawError(self.notice) from error
                self._left_out.add(owed.card)
        return None

    async def _named(self, code: Code) -> Drawn:
        deck, template = self._templates[code.card]
        problem = await self._maths.draw(deck.id, template, code.seed, code.level)
        return Drawn(Pick(code.card, Why.PRACTICE), problem, await self._maths.solve(problem, self._grain), template.revision)

    async def _drawn(self, pick: Pick, *, leech: bool) -> Drawn:
        deck, template = self._templates[pick.card]
        # all seeds at once, before anything is waited for: an answer that is recorded meanwhile asks the same source
        seeds = [self._random.getrandbits(SEED_BITS) for _ in range(DRAWS)]
        standing = (await asyncio.to_thread(self._store.history)).standing(pick.card)
        level = level_at(template, levels_done(standing, self._level))
        for seed in seeds:
            problem = await self._maths.draw(deck.id, template, seed, level)
            face = (problem.function, problem.at, problem.prompt)
            if self._shown.get(pick.card) != face:
                break
        self._shown[pick.card] = face
        try:
            solution = await self._maths.solve(problem, self._grain)
        except WorkerError as error:
            self.lost(error)
            solution = None
        if pick in self._lost:
            self._lost.remove(pick)
        if leech:
            self.notice = self.notice or MISSED
        return Drawn(pick, problem, solution, template.revision, leech)


def levels_done(standing: Standing, chosen: int | None) -> int:
    """How many levels of difficulty a card has behind it: as many as were chosen, or were passed."""
    return standing.passes // PASSES if chosen is None else chosen - 1


def level_at(template: Template, level: int) -> int | None:
    """The level of difficulty to draw at, 0 the easiest; None above the template's last."""
    return level if level < len(template.levels) else None


def _card(owed: Pick | Drawn) -> str:
    return owed.pick.card if isinstance(owed, Drawn) else owed.card


def entries(decks: Sequence[Deck]) -> tuple[Entry, ...]:
    """Every template of the decks as the queue knows it, in the decks' order."""
    return tuple(
        Entry(deck.key(template), deck.id, template.rule, template.requires) for deck in decks for template in deck.templates
    )
