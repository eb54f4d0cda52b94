"""Session: the rules of the game. It is given the clock, the random source, the maths and the memory, and knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derivquiz.decks.codes import Code
from derivquiz.decks.deck import Deck
from derivquiz.errors import DerivquizError, WorkerError
from derivquiz.memory.events import Kind, RandomSource
from derivquiz.memory.rating import Rating
from derivquiz.memory.store import Store
from derivquiz.plots import Curve
from derivquiz.reports import Answered, Marked, Score, Summary
from derivquiz.settings import DEFAULTS, Settings
from derivquiz.sitting import outlook
from derivquiz.sitting.asked import Asked
from derivquiz.sitting.modes import EXAM_PROBLEMS, SPRINT_SECONDS, Mode
from derivquiz.sitting.recording import Recorder, is_right
from derivquiz.sitting.supply import Supply
from derivquiz.sitting.tally import Tally
from derivquiz.sitting.teaching import Teaching
from derivquiz.wire import Grain, Hint, Lesson, Outcome, Problem, Reading, Solution, Verdict
from derivquiz.worker import Maths


class Session:
    """One sitting: problems one after the other, each rated by its first readable answer, until it is left or at its limit.

    `clock` gives seconds that never go back. With a `focus` it asks that deck alone, or with `mix` some of what is due elsewhere
    too; without, what is due, then new ones, then practice where the day has nothing more as it begins. `mode` says otherwise,
    and with a `code` exactly that problem is asked, and no other.
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
        mode: Mode = Mode.REVIEW,
        mix: bool = False,
        settings: Settings = DEFAULTS,
        code: Code | None = None,
    ) -> None:
        self.focus = focus
        self.mode = mode
        self.limit = 1 if code else EXAM_PROBLEMS if limit is None and mode is Mode.EXAM else limit
        self.grain = Grain(settings.grain)
        """The size of the steps that `reveal` shows."""
        self._new_a_day = settings.new_a_day
        self._supply = Supply(
            decks=decks, maths=maths, store=store, random=random, focus=focus, mode=mode, mix=mix, settings=settings, code=code
        )
        self._maths = maths
        self._store = store
        self._recorder = Recorder(store)
        self._teaching = Teaching(maths, mode, self._supply.lost, lessons=code is None)
        self._clock = clock
        self._number = 0
        self._began = clock()
        self._bell: float | None = None
        self._now: Asked | None = None
        self._last: tuple[Asked, Tally] | None = None
        """What `undo` takes back, and the tally before it."""
        self._tally = Tally()
        self._kept = False

    @property
    def problem(self) -> Problem | None:
        """The problem on the screen."""
        return self._now.drawn.problem if self._now else None

    @property
    def score(self) -> Score:
        """The running score: first answers only."""
        return self._tally.score

    @property
    def why(self) -> str:
        """Why it is asked, a value of `memory.order.Why`: "due", "new", "relearn", "practice", "placement"; empty at first."""
        return self._now.drawn.pick.why.value if self._now else ""

    @property
    def first_sight(self) -> bool:
        """Whether its template was never asked before."""
        return self._now is not None and self._now.first_sight

    @property
    def due(self) -> str:
        """When the problem on the screen comes back, as "in 3 days"; empty before its first answer."""
        return self._now.due if self._now else ""

    @property
    def silent(self) -> bool:
        """Whether nothing is to be said of an answer before the end: an exam."""
        return self.mode is Mode.EXAM

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The rungs of the ladder of hints that were shown for this problem."""
        return self._now.ladder[: self._now.shown] if self._now and self._now.ladder else ()

    @property
    def seconds_left(self) -> float | None:
        """How long a sprint still goes on, from its first problem; None in other modes."""
        if self.mode is not Mode.SPRINT:
            return None
        return SPRINT_SECONDS if self._bell is None else max(0.0, self._bell - self._clock())

    def take_notice(self) -> str:
        """What the learner should see once, of the problems or of the history; empty where there is nothing."""
        notice, self._supply.notice = self._supply.notice, ""
        return " ".join(filter(None, (notice, self._store.take_notice())))

    async def next(self) -> Problem | None:
        """The next problem, drawn while the last one was being answered; None where the session is over.

        Raises DrawError or WorkerError where none can be drawn; asking again tries another.
        """
        if self._now is not None and not self._now.settled:
            await self._supply.released(self._now.drawn.pick)
        self._now = None
        if (self.limit is not None and self._number >= self.limit) or self.seconds_left == 0:
            return None
        if (drawn := await self._supply.next()) is None:
            return None
        if self._bell is None and self.mode is Mode.SPRINT:
            self._bell = self._clock() + SPRINT_SECONDS
        self._now = Asked(drawn, await self._supply.first_sight(drawn.pick), touched=self._clock())
        self._number += 1
        if self.limit is None or self._number < self.limit:
            self._supply.go_ahead()
        return drawn.problem

    async def lesson(self) -> Lesson | None:
        """The rule and a worked example, where the template is asked for the first time, or keeps being missed; None otherwise.

        It is given once, before the first answer; the time it is looked at is no thinking. Where there is no example, it says so.
        """
        now = self._current()
        try:
            return await self._teaching.lesson(now, *self._supply.template(now.card))
        finally:
            now.touched = self._clock()

    async def hint(self) -> Hint | None:
        """The next rung of the ladder; None at its end, and in an exam. Before the first answer it counts for the rating.

        Raises WorkerError where the hints can't be had.
        """
        now = self._current()
        now.touch(self._clock())
        return await self._teaching.hint(now)

    async def read(self, text: str) -> Reading:
        """What the answer line says so far; where the checker is lost, a Reading with that as its error."""
        now = self._current()
        now.touch(self._clock())
        try:
            return await self._maths.read(now.drawn.problem, text)
        except WorkerError as error:
            self._supply.lost(error)
            return Reading(text, error="the checker was lost on this", hint="type on: it is read again at the next key")

    async def submit(self, text: str) -> Marked:
        """Mark an answer. The first readable one fixes the rating, and is in the history before this returns."""
        now = self._current()
        now.touch(self._clock())
        try:
            verdict = await self._maths.mark(now.drawn.problem, text)
        except WorkerError as error:
            self._supply.lost(error)
            verdict = Verdict(Outcome.UNDECIDED, Reading(text), message="This could not be decided, so it doesn't count.")
        now.text, now.verdict = text, verdict
        if verdict.outcome is Outcome.UNREADABLE:
            return Marked(verdict, self.score, counted=False, finished=now.finished)
        now.tries += 1
        if verdict.outcome is Outcome.UNDECIDED:
            if not now.settled:
                await self._leave_alone(now, text, verdict)
            now.finished = True
            return Marked(verdict, self.score, counted=False, finished=True)
        if now.settled:
            now.finished = now.finished or is_right(verdict)
            return Marked(verdict, self.score, counted=False, finished=now.finished)
        rating = await self._record(now, text, verdict)
        now.finished = self.silent or is_right(verdict)
        return Marked(verdict, self.score, counted=True, finished=now.finished, rating=rating.name.lower(), due=now.due)

    async def reveal(self) -> Solution:
        """The answer and its steps; before any answer this is giving up: Again. Raises WorkerError where they can't be had."""
        now = self._current()
        if not now.settled:
            now.touch(self._clock())
            await self._record(now, "", None)
        now.finished = True
        if now.drawn.solution is None:
            now.drawn.solution = await self._maths.solve(now.drawn.problem, self.grain)
        return now.drawn.solution

    async def undo(self) -> bool:
        """Take back the latest answer, which was a typo; False where there is none, or in an exam.

        It may be the answer to the problem on the screen, or to the one before while this one has none. Score and queue are as
        they were; `next` then gives a fresh instance of the same template. Until that is answered there is nothing to take back.
        """
        if self._last is None or self.silent:
            return False
        asked, before = self._last
        waiting = self._now if self._now is not None and self._now is not asked and not self._now.settled else None
        await self._recorder.take_back(asked)
        self._last = self._now = None
        self._tally = before
        self._number -= 1 if waiting is None else 2
        await self._supply.taken_back(asked.drawn.pick, waiting.drawn if waiting else None)
        return True

    async def dispute(self, note: str = "") -> None:
        """Keep that the latest mark is disputed, for `derivquiz disputes`; raises DerivquizError where nothing was marked yet."""
        now = self._current()
        if now.verdict is None:
            raise DerivquizError("nothing has been marked yet that could be disputed")
        await self._recorder.dispute(now, now.verdict, note)

    async def suspend(self) -> None:
        """Ask the card on the screen no more, until the decks screen or `derivquiz suspended` brings it back; `next` goes on."""
        await self._set_aside(Kind.SUSPEND)

    async def bury(self) -> None:
        """Ask the card on the screen no more today; `next` goes on."""
        await self._set_aside(Kind.BURY)

    async def go_on(self, new: int = 0) -> None:
        """Go on after `next` gave None since the day is done: with so many more new templates, or with practice."""
        await self._supply.go_on(new)

    async def worked(self, grain: Grain | None = None) -> Solution:
        """The solution that was revealed, in steps of another size; raises WorkerError where it can't be had."""
        return await self._maths.solve(self._current().drawn.problem, grain or self.grain)

    async def curve(self, text: str) -> Curve | None:
        """The function and what was typed, to draw; None where there is no such picture, or it can't be had."""
        try:
            return await self._maths.curve(self._current().drawn.problem, text)
        except WorkerError as error:
            self._supply.lost(error)
            return None

    async def summary(self) -> Summary:
        """What was asked, what became of it, and when something comes back."""
        self._supply.stop()
        seconds = int(self._clock() - self._began)
        score = self.score
        best = await self._supply.best() if self.mode is Mode.SPRINT and not self._kept else 0
        over = self.seconds_left == 0 or (self.mode is Mode.EXAM and score.answered == self.limit)
        if over and not self._kept:
            self._kept = True
            await self._recorder.run(self.mode, score, seconds)
        history, reminders, today = await self._recorder.history(), await self._supply.reminders(), self._store.today()
        found = outlook.summary(self._tally, seconds, self._supply.entries, history, today, reminders, new_a_day=self._new_a_day)
        return replace(found, more_new=await self._supply.more_new(), best=best)

    def _current(self) -> Asked:
        if self._now is None:
            raise DerivquizError("no problem has been asked yet")
        return self._now

    async def _leave_alone(self, now: Asked, text: str, verdict: Verdict) -> None:
        await self._supply.released(now.drawn.pick)
        await self._recorder.unrated(now, text, verdict)
        now.settled = True
        self._last = now, self._tally

    async def _record(self, now: Asked, text: str, verdict: Verdict | None) -> Rating:
        """Put the first answer into the history, keep when the card comes back, and say its rating; None is giving up."""
        implied = await self._supply.implied(now.drawn.pick) if is_right(verdict) and not now.hints else ()
        rating = await self._recorder.rated(now, text, verdict, implied)
        now.settled = True
        self._last = now, self._tally
        self._tally = self._tally.with_answer(Answered(now.drawn.problem, text, verdict, now.drawn.solution))
        await self._supply.answered(now.drawn.pick, rating, now.hints, verdict.misconceptions if verdict else ())
        standing = (await self._recorder.history()).standing(now.card)
        returns = self.mode.returns and (self.limit is None or self._number < self.limit)
        now.due = outlook.comes_back(standing, self._store.today(), returns=returns)
        return rating

    async def _set_aside(self, kind: Kind) -> None:
        now = self._current()
        await self._recorder.set_aside(now.card, kind)
        if not now.settled:
            await self._supply.released(now.drawn.pick)
            self._number -= 1
        now.settled = now.finished = True
        await self._supply.dropped(now.card)
