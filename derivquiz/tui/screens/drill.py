"""DrillScreen: one problem after the other, each typed, read as it is typed, marked and explained."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from enum import Enum

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer

from derivquiz.errors import DerivquizError
from derivquiz.tui.protocols import Play
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.choices import Choices
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.reading_box import ReadingBox
from derivquiz.tui.widgets.score_line import ScoreLine
from derivquiz.tui.widgets.side_panel import SidePanel
from derivquiz.tui.widgets.solution_view import SolutionView
from derivquiz.tui.widgets.verdict_panel import VerdictPanel
from derivquiz.wire import Marked, Outcome, Problem, Reading, Solution

SETTLE = 0.25
"""Seconds of rest before Enter may leave a verdict or give a problem up: a key that bounces or is held must do neither."""
PATIENCE = 0.15
"""Seconds after which a mark that isn't there yet is said to be under way."""
EMPTY = "What you type is drawn here as it is read."
PICK = "↑ and ↓ pick one; it may be typed as well."
RETRY = "Try again, it isn't counted any more. F2 shows the answer."
UNREAD = "Mend it and press Enter again."
GO_ON = "Enter goes on. F2 shows the steps."
SHOWN = "Enter goes on."


class Phase(Enum):
    """What the screen is waiting for."""

    DRAWING = "the next problem"
    ASKING = "an answer"
    MARKING = "the mark, or the solution"
    DONE = "going on"
    STUCK = "another try at getting a problem"


class DrillScreen(Screen[None]):
    """The drill. `start` gives the session; it is awaited after the first frame.

    What takes time runs in workers, which post what they found; Enter does nothing while one is under way.
    """

    AUTO_FOCUS = "#answer"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-normal"), (32, "-tall")]
    BINDINGS = [
        Binding("f2", "reveal", "Answer", id="drill.reveal", tooltip="Show the answer and its steps; before any answer: give up"),
        Binding(
            "pageup", "turn(-1)", "Page up", show=False, id="drill.page_up", tooltip="Scroll what stands above the answer line"
        ),
        Binding("pagedown", "turn(1)", "Page down", show=False, id="drill.page_down", tooltip="Scroll it down"),
        Binding("escape", "leave", "Leave", id="drill.leave", tooltip="End the session and see what it brought"),
    ]

    class Left(Message):
        """The learner, or the session, has ended it; `play` is None where it never began."""

        def __init__(self, play: Play | None) -> None:
            super().__init__()
            self.play = play

    class Asked(Message):
        """There is a problem, or None: the session is over."""

        def __init__(self, play: Play, problem: Problem | None) -> None:
            super().__init__()
            self.play = play
            self.problem = problem

    class Read(Message):
        """A text was read."""

        def __init__(self, problem: Problem | None, text: str, reading: Reading) -> None:
            super().__init__()
            self.problem = problem
            self.text = text
            self.reading = reading

    class Answered(Message):
        """An answer was marked."""

        def __init__(self, text: str, marked: Marked) -> None:
            super().__init__()
            self.text = text
            self.marked = marked

    class Revealed(Message):
        """The solution is there."""

        def __init__(self, solution: Solution) -> None:
            super().__init__()
            self.solution = solution

    class Failed(Message):
        """Something foreseen went wrong; the sentence says what."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self, start: Callable[[], Awaitable[Play]], *, clock: Callable[[], float] = time.monotonic, settle: float = SETTLE
    ) -> None:
        super().__init__()
        self._start = start
        self._clock = clock
        self._settle = settle
        self._play: Play | None = None
        self._phase = Phase.DRAWING
        self._leaving = False
        self._number = 0
        self._marked = ""
        """The text that was marked last; marking it again would say the same."""
        self._unread: str | None = None
        self._reading = False
        self._rested = 0.0
        """When the screen last changed under the learner's hands, or Enter was last pressed."""
        self._slow: Timer | None = None

    def compose(self) -> ComposeResult:
        """The score, the card with verdict and solution, the reading, the answer line."""
        yield ScoreLine(id="score")
        with Vertical(id="table"):
            with VerticalScroll(id="card", can_focus=False):
                yield Plain(id="notice")
                yield Plain(id="prompt")
                yield MathsView(id="function")
                yield Choices(id="choices")
                yield VerdictPanel(id="verdict")
            with VerticalScroll(id="side", can_focus=False):
                yield SidePanel(id="tally-panel")
                yield SolutionView(id="solution")
        yield ReadingBox(id="reads")
        yield AnswerLine(id="answer")
        yield Footer()

    def on_mount(self) -> None:
        """Show the frame first, then ask for the session."""
        self._answer.title("your answer")
        self.query_one("#solution").display = False
        self.query_one(Choices).display = False
        self._enter(Phase.DRAWING)
        self.call_after_refresh(self._work, self._draw())

    # What takes time

    def _work(self, work: Awaitable[Message]) -> None:
        async def run() -> None:
            try:
                message = await work
            except DerivquizError as error:
                message = self.Failed(str(error))
            self.post_message(message)

        self._slow = self.set_timer(PATIENCE, self._say_slow)
        self.run_worker(run(), group="work")

    async def _draw(self) -> Message:
        play = self._play or await self._start()
        return self.Asked(play, await play.next())

    async def _mark(self, play: Play, text: str) -> Message:
        return self.Answered(text, await play.submit(text))

    async def _solve(self, play: Play) -> Message:
        return self.Revealed(await play.reveal())

    async def _read_on(self, play: Play) -> None:
        """Read the newest text until there is none newer: one reading at a time, however fast the typing."""
        self._reading = True
        try:
            while self._unread is not None:
                text, self._unread = self._unread, None
                problem = play.problem
                try:
                    reading = await play.read(text)
                except DerivquizError as error:
                    reading = Reading(text, error=str(error))
                self.post_message(self.Read(problem, text, reading))
        finally:
            self._reading = False

    def _say_slow(self) -> None:
        self._answer.title("your answer", "drawing…" if self._phase is Phase.DRAWING else "checking…")

    # What came of it

    @on(Asked)
    def _show_problem(self, event: Asked) -> None:
        self._play = event.play
        if not self._back():
            return
        if event.problem is None:
            self.post_message(self.Left(event.play))
            return
        self._number += 1
        self._marked = ""
        problem = event.problem
        self.query_one("#prompt", Plain).say(problem.prompt)
        self.query_one("#function", MathsView).show(problem.picture, problem.function)
        self.query_one(Choices).show(problem.choices)
        self.query_one(VerdictPanel).clear()
        self.query_one(SidePanel).start()
        self.call_later(self.query_one(SolutionView).clear)
        self.query_one(ReadingBox).clear(PICK if problem.choices else EMPTY)
        self.query_one(ScoreLine).show(self._number, event.play.limit, "first time" if event.play.first_sight else "")
        self._answer.start()
        self._answer.title("your answer")
        self._enter(Phase.ASKING)
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)

    @on(Read)
    def _show_reading(self, event: Read) -> None:
        current = self._play.problem if self._play else None
        if event.text == self._answer.value and event.problem is current and event.text.strip():
            self.query_one(ReadingBox).show(event.reading)
        self._show_notice()

    @on(Answered)
    def _show_verdict(self, event: Answered) -> None:
        if not self._back():
            return
        marked, verdict = event.marked, event.marked.verdict
        self._marked = event.text
        self._answer.keep(event.text)
        self.query_one(SidePanel).tried(event.text, verdict.outcome)
        gained = self._count()
        if marked.finished:
            self._answer.replace_all(event.text)
            self._finish()
        else:
            self._enter(Phase.ASKING)
        if event.text == self._answer.value:
            self.query_one(ReadingBox).show(verdict.reading)
        self.query_one(VerdictPanel).show(marked, gained, self._aside(marked))
        self.call_after_refresh(self._reveal_widget, "#verdict")

    @on(Revealed)
    async def _show_solution(self, event: Revealed) -> None:
        if not self._back():
            return
        self._count()
        panel = self.query_one(VerdictPanel)
        if not panel.display or panel.has_class("-unreadable"):
            panel.gave_up(f"This one comes back soon. {SHOWN}")
        play = self._play
        title = play.problem.title if play and play.problem else ""
        await self.query_one(SolutionView).show(event.solution, title)
        self._finish()
        self.add_class("-solved")
        self.call_after_refresh(self._reveal_widget, "#solution")

    @on(Failed)
    def _show_failure(self, event: Failed) -> None:
        if not self._back():
            return
        self.query_one("#notice", Plain).say(event.sentence)
        self._enter(Phase.STUCK if self._phase is Phase.DRAWING else Phase.ASKING)

    def _back(self) -> bool:
        """Take note that the work is done; False where the learner has asked to leave meanwhile."""
        if self._slow is not None:
            self._slow.stop()
        self._answer.title("your answer")
        self._rested = self._clock()
        self._show_notice()
        if self._leaving:
            self.post_message(self.Left(self._play))
        return not self._leaving

    def _finish(self) -> None:
        self._answer.locked = True
        self._answer.title("your answer", "Enter goes on")
        self._enter(Phase.DONE)

    def _count(self) -> int:
        if self._play is None:
            return 0
        self.query_one(SidePanel).count(self._play.score)
        return self.query_one(ScoreLine).count(self._play.score)

    def _aside(self, marked: Marked) -> str:
        problem = self._play.problem if self._play else None
        if marked.verdict.outcome is Outcome.UNREADABLE:
            return UNREAD
        if not marked.finished:
            return RETRY
        title = f"{problem.title}. " if problem and problem.title else ""
        late = (
            ""
            if marked.counted or marked.verdict.outcome is not Outcome.CORRECT
            else "The first answer was the one that counted. "
        )
        return f"{title}{late}{GO_ON}"

    def _show_notice(self) -> None:
        notice = self._play.take_notice() if self._play else ""
        if notice or self._phase is not Phase.ASKING:
            self.query_one("#notice", Plain).say(notice)

    def _reveal_widget(self, selector: str) -> None:
        self.query_one(selector).scroll_visible(animate=False, top=selector == "#solution", immediate=True)

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self.set_class(phase is Phase.DONE, "-done")
        if phase is not Phase.DONE:
            self.remove_class("-solved")
        self.refresh_bindings()

    # Keys

    @property
    def _answer(self) -> AnswerLine:
        return self.query_one("#answer", AnswerLine)

    @on(AnswerLine.Changed)
    def _typed(self, event: AnswerLine.Changed) -> None:
        self.query_one(Choices).typed(event.value)
        self.refresh_bindings()
        play = self._play
        if play is None or play.problem is None or self._answer.locked:
            return
        if not event.value.strip():
            self._unread = None
            self.query_one(ReadingBox).clear(PICK if play.problem.choices else EMPTY)
            return
        self._unread = event.value
        if not self._reading:
            self._reading = True
            self.run_worker(self._read_on(play), group="reading")

    @on(Choices.Picked)
    def _pick(self, event: Choices.Picked) -> None:
        if not self._answer.locked:
            self._answer.replace_all(event.text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter does one thing at a time, and the footer says which."""
        asking, empty = self._phase is Phase.ASKING, not self._answer.value.strip() if self.is_mounted else True
        match action:
            case "mark":
                return asking and not empty
            case "give":
                return asking and empty
            case "next":
                return self._phase in {Phase.DONE, Phase.STUCK}
            case "reveal":
                return asking or (self._phase is Phase.DONE and not self.has_class("-solved"))
        return True

    def _rest(self) -> bool:
        """Whether there was a moment of rest since the screen changed or Enter was pressed; counts as a press."""
        rested, self._rested = self._rested, self._clock()
        return self._rested - rested >= self._settle

    def action_mark(self) -> None:
        """Mark what is typed, unless it has just been marked."""
        self._rest()
        text = self._answer.value
        if self._play is not None and text != self._marked:
            self._enter(Phase.MARKING)
            self._work(self._mark(self._play, text))

    def action_give(self) -> None:
        """Enter on an empty line."""
        if self._rest():
            self.action_reveal()

    def action_reveal(self) -> None:
        """Show the answer and its steps."""
        if self._play is not None:
            self._enter(Phase.MARKING)
            self._work(self._solve(self._play))

    def action_next(self) -> None:
        """Go on to the next problem."""
        if self._rest():
            self._enter(Phase.DRAWING)
            self._work(self._draw())

    def action_leave(self) -> None:
        """End the session, as soon as what is under way has been recorded."""
        if self._phase in {Phase.DRAWING, Phase.MARKING} and self._play is not None:
            self._leaving = True
        else:
            self.post_message(self.Left(self._play))

    def action_back(self, step: int) -> None:
        """Bring back an earlier answer, pick a choice, or scroll once the answer line has done its part."""
        choices = self.query_one(Choices)
        if self._answer.locked:
            self._scrolled().scroll_relative(y=step, animate=False)
        elif choices.options:
            self._answer.replace_all(choices.beside(step))
        else:
            self._answer.recall(step)

    def action_turn(self, step: int) -> None:
        """Scroll a page."""
        view = self._scrolled()
        view.scroll_relative(y=step * max(1, view.size.height - 1), animate=False)

    def _scrolled(self) -> VerticalScroll | Vertical:
        if self.has_class("-wide"):
            return self.query_one("#side" if self.has_class("-solved") else "#card", VerticalScroll)
        return self.query_one("#table", Vertical)
