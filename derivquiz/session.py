"""Session: the rules of the game. It is given the clock, the random source, the maths and the memory, and knows no screen."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derivquiz import __version__, outlook
from derivquiz.decks.deck import Deck
from derivquiz.errors import DerivquizError, WorkerError
from derivquiz.memory.events import Event, Kind, RandomSource
from derivquiz.memory.queue import Pick
from derivquiz.memory.rating import Attempt, Rating, rate
from derivquiz.memory.store import Store
from derivquiz.reports import Marked, Score, Summary, SummaryRow
from derivquiz.supply import Supply
from derivquiz.wire import Outcome, Problem, Reading, Solution, Verdict
from derivquiz.worker import Maths

LONGEST_PAUSE = 60.0
"""Seconds between two keys that still count as thinking; the rest of a longer pause was spent away from the keyboard."""
POINTS = 10
"""Points of a right first answer; the combo adds one for each right one before it, up to as many again."""


@dataclass
class _Asked:
    """A problem on the screen, and what becomes of it."""

    pick: Pick
    problem: Problem
    solution: Solution | None
    first_sight: bool
    touched: float
    thinking: float = 0.0
    tries: int = 0
    settled: bool = False
    """The rating is fixed, or the card is left alone."""
    finished: bool = False


@dataclass
class _Row:
    title: str
    answered: int = 0
    right: int = 0


class Session:
    """One sitting: problems one after the other, each rated by its first readable answer, until it is left or at its limit.

    `clock` gives seconds that never go back. With a `focus` it asks that deck alone; without, what is due, then new ones, then,
    where the day has nothing more when it begins, practice.
    """

    def __init__(
        self,
        *,
        decks: Sequence[Deck],
        maths: Maths,
        store: Store,
        clock: Callable[[], float],
        random: RandomSource,
        focus: str = "",
        limit: int | None = None,
    ) -> None:
        self.focus = focus
        self.limit = limit
        self.score = Score()
        self._supply = Supply(decks=decks, maths=maths, store=store, random=random, focus=focus)
        self._maths = maths
        self._store = store
        self._clock = clock
        self._number = 0
        self._began = clock()
        self._now: _Asked | None = None
        self._rows: dict[str, _Row] = {}

    @property
    def problem(self) -> Problem | None:
        """The problem on the screen."""
        return self._now.problem if self._now else None

    @property
    def why(self) -> str:
        """Why it is asked: "due", "new", "relearn" or "practice"; empty before the first."""
        return self._now.pick.why.value if self._now else ""

    @property
    def first_sight(self) -> bool:
        """Whether its template was never asked before."""
        return self._now is not None and self._now.first_sight

    def take_notice(self) -> str:
        """One sentence that the learner should see once; empty where there is none."""
        notice, self._supply.notice = self._supply.notice, ""
        return notice

    async def next(self) -> Problem | None:
        """The next problem, drawn while the last one was being answered; None where the session is over.

        Raises DrawError or WorkerError where none can be drawn; asking again tries another.
        """
        if self._now is not None and not self._now.settled:
            await self._supply.released(self._now.pick)
        self._now = None
        if self.limit is not None and self._number >= self.limit:
            return None
        drawn = await self._supply.next()
        if drawn is None:
            return None
        first_sight = await self._supply.first_sight(drawn.pick)
        self._now = _Asked(drawn.pick, drawn.problem, drawn.solution, first_sight, touched=self._clock())
        self._number += 1
        if self.limit is None or self._number < self.limit:
            self._supply.go_ahead()
        return drawn.problem

    async def read(self, text: str) -> Reading:
        """What the answer line says so far; where the checker is lost, a Reading with that as its error."""
        now = self._current()
        self._touch(now)
        try:
            return await self._maths.read(now.problem, text)
        except WorkerError as error:
            self._supply.lost(error)
            return Reading(text, error="the checker was lost on this", hint="type on: it is read again at the next key")

    async def submit(self, text: str) -> Marked:
        """Mark an answer. The first readable one fixes the rating, and is in the history before this returns."""
        now = self._current()
        self._touch(now)
        try:
            verdict = await self._maths.mark(now.problem, text)
        except WorkerError as error:
            self._supply.lost(error)
            verdict = Verdict(Outcome.UNDECIDED, Reading(text), message="This could not be decided, so it doesn't count.")
        if verdict.outcome is Outcome.UNREADABLE:
            return Marked(verdict, self.score, counted=False, finished=now.finished)
        now.tries += 1
        if verdict.outcome is Outcome.UNDECIDED:
            if not now.settled:
                await self._leave_alone(now, text, verdict)
            now.finished = True
            return Marked(verdict, self.score, counted=False, finished=True)
        if now.settled:
            now.finished = now.finished or verdict.outcome is Outcome.CORRECT
            return Marked(verdict, self.score, counted=False, finished=now.finished)
        rating, due = await self._record(now, text, verdict)
        now.finished = verdict.outcome is Outcome.CORRECT
        return Marked(verdict, self.score, counted=True, finished=now.finished, rating=rating.name.lower(), due=due)

    async def reveal(self) -> Solution:
        """The answer and its steps; before any answer this is giving up: Again. Raises WorkerError where they can't be had."""
        now = self._current()
        if not now.settled:
            self._touch(now)
            await self._record(now, "", None)
        now.finished = True
        if now.solution is None:
            now.solution = await self._maths.solve(now.problem)
        return now.solution

    async def summary(self) -> Summary:
        """What was asked, what became of it, and when something comes back."""
        self._supply.stop()
        history = await asyncio.to_thread(self._store.history)
        today = self._store.today()
        rows = tuple(
            SummaryRow(card, row.title, row.answered, row.right, outlook.comes_back(history.standing(card), today))
            for card, row in self._rows.items()
        )
        due_now, due_tomorrow, message = outlook.outlook(self._supply.entries, history, today)
        return Summary(self.score, int(self._clock() - self._began), rows, due_now, due_tomorrow, message)

    def _current(self) -> _Asked:
        if self._now is None:
            raise DerivquizError("no problem has been asked yet")
        return self._now

    def _touch(self, now: _Asked) -> None:
        moment = self._clock()
        now.thinking += min(max(0.0, moment - now.touched), LONGEST_PAUSE)
        now.touched = moment

    async def _leave_alone(self, now: _Asked, text: str, verdict: Verdict) -> None:
        await self._supply.released(now.pick)
        await asyncio.to_thread(self._store.append, self._event(now, text, verdict))
        now.settled = True

    async def _record(self, now: _Asked, text: str, verdict: Verdict | None) -> tuple[Rating, str]:
        """Put the first answer into the history, and say its rating and when the card comes back; None is giving up."""
        card = now.pick.card
        history = await asyncio.to_thread(self._store.history)
        standing = history.standing(card)
        attempt = Attempt(
            outcome=verdict.outcome.value if verdict else "gave-up",
            hints=0,
            form=verdict.form if verdict else True,
            rounded=verdict is not None and "rounded-early" in verdict.misconceptions,
            took_ms=round(now.thinking * 1000),
            answer_length=len(now.solution.answer) if now.solution else len(text),
            streak=standing.passes,
            first_sight=standing.seen_day is None,
        )
        rating = rate(attempt, await asyncio.to_thread(self._store.times))
        await asyncio.to_thread(self._store.append, self._event(now, text, verdict, rating, attempt))
        now.settled = True
        await self._supply.answered(now.pick, rating)
        self._count(now, right=verdict is not None and verdict.outcome is Outcome.CORRECT)
        history = await asyncio.to_thread(self._store.history)
        return rating, outlook.comes_back(history.standing(card), self._store.today())

    def _event(
        self, now: _Asked, text: str, verdict: Verdict | None, rating: Rating | None = None, attempt: Attempt | None = None
    ) -> Event:
        problem = now.problem
        return Event(
            kind=now.pick.why.kind if rating is not None else Kind.PRACTICE,
            card=now.pick.card,
            rating=rating,
            took_ms=round(now.thinking * 1000),
            attempts=now.tries,
            hints=0,
            template_hash=problem.template_hash,
            parameters=json.dumps(dict(problem.parameters), ensure_ascii=False),
            displayed=problem.to_json(),
            answer=text,
            verdict=verdict.outcome.value if verdict else "gave-up",
            misconceptions=json.dumps(list(verdict.misconceptions)) if verdict else "[]",
            grader=__version__,
            payload=attempt.to_json() if attempt else "",
        )

    def _count(self, now: _Asked, *, right: bool) -> None:
        row = self._rows.setdefault(now.pick.card, _Row(now.problem.title))
        row.answered += 1
        row.right += right
        old = self.score
        combo = old.combo + 1 if right else 0
        self.score = Score(
            answered=old.answered + 1,
            right=old.right + right,
            combo=combo,
            best_combo=max(old.best_combo, combo),
            points=old.points + (POINTS + min(old.combo, POINTS) if right else 0),
        )
