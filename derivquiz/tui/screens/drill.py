"""DrillScreen: one problem after the other, each typed, read as it is typed, marked and explained."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer

from derivquiz.sitting.modes import Mode
from derivquiz.tui import requests
from derivquiz.tui.aids import AIDS, TAUGHT
from derivquiz.tui.filling import CELLS, FillingScreen
from derivquiz.tui.key_names import worded
from derivquiz.tui.messages import Failed, Left, MarkReady, ProblemReady, ReadingReady, SolutionReady
from derivquiz.tui.phase import Phase
from derivquiz.tui.protocols import Play
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.card import Card
from derivquiz.tui.widgets.cell_line import CellLine
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.reading_box import ReadingBox
from derivquiz.tui.widgets.score_line import ScoreLine
from derivquiz.tui.widgets.symbols import Symbols
from derivquiz.tui.working import PLOTTED, SOLVED, TEACHING
from derivquiz.wire import Lesson, Problem

TOLD = {Mode.EXAM: "exam", Mode.MISTAKES: "your mistakes", Mode.PLACEMENT: "placement"}
"""What is played, where nothing else on the screen says it."""
GOES_ON = "{answer.next=enter} goes on"
RETRIES = "{answer.retry=enter} tries again"


class DrillScreen(FillingScreen):
    """The drill. `start` gives the session; it is awaited after the first frame. `settle` is how many seconds of rest Enter needs
    before it leaves a verdict or gives a problem up; `in_cells` is whether the learner wants cells for answers in several parts.

    What takes time runs in workers, which post what they found; Enter does nothing while one is under way.
    """

    AUTO_FOCUS = "#answer"
    CSS_PATH = "../drill.tcss"
    BINDINGS = [
        Binding(
            "f2",
            "reveal",
            "Answer",
            id="drill.reveal",
            tooltip="Show the answer and its steps; before any answer: a miss",
        ),
        Binding("f2", "reveal(True)", "Steps", id="drill.steps", tooltip="After a right answer: show how it comes about"),
        Binding("f2", "skip", "Skip", id="drill.skip", tooltip="In an exam: leave this one out; it counts as a miss"),
        *AIDS,
        *CELLS,
        Binding("pageup", "page(-1)", "Page up", show=False, id="drill.page_up", tooltip="Scroll what stands above the answer"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="drill.page_down", tooltip="Scroll it down"),
        Binding("escape", "leave", "Leave", id="drill.leave", tooltip="End the session and see what it brought"),
    ]

    _score_line = query_one(ScoreLine)

    def __init__(
        self,
        start: Callable[[], Awaitable[Play]],
        *,
        clock: Callable[[], float] = time.monotonic,
        settle: float = 0.0,
        in_cells: bool = True,
    ) -> None:
        super().__init__(clock)
        self._in_cells = in_cells
        self._start = start
        self._settle = settle
        self._ticking: Timer | None = None
        self._costs = True
        """Whether giving up would count as a miss: nothing that counts was answered yet."""

    def compose(self) -> ComposeResult:
        """The score, the card, the reading, the answer line."""
        yield ScoreLine(id="score")
        yield Card(id="card")
        yield ReadingBox(id="reads")
        yield CellLine(id="answer", in_cells=self._in_cells)
        yield Symbols(id="symbols")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the frame first, then ask for the session."""
        self._answer.title("your answer")
        self.call_after_refresh(self._work, Phase.DRAWING, self._draw)

    # What takes time

    async def _draw(self) -> Message:
        return await requests.draw(self._play or await self._start())

    # What came of it

    @on(ProblemReady)
    def _show_problem(self, event: ProblemReady) -> None:
        self._play = event.play
        if not self._returned():
            return
        if event.problem is None:
            self.post_message(Left(event.play, done=True, said=self._told))
            return
        self._number += 1
        self._costs = True
        self._marked = None
        self._begin_aids()
        said, self._said = self._said, ""
        if said:
            self._say(said)
            self._said_at = ""  # as the line is when the problem is there
        if event.lesson is not None:
            self._teach(event.lesson)
        else:
            self._ask(event.problem)

    def _tick(self) -> None:
        """Show what is left of a sprint; it takes no key and ends nothing by itself."""
        left = self._play.seconds_left if self._play else None
        if left is not None:
            self._score_line.remaining(left)

    def _teach(self, lesson: Lesson) -> None:
        self._card.teach(lesson)
        self._score_line.show(self._number, self._play.limit if self._play else None, "a lesson first")
        self._box.blank()
        self._answer.start()
        self._answer.title("your answer", worded(self, TAUGHT))
        self._become(TEACHING)
        self._enter(Phase.TEACHING)

    def _ask(self, problem: Problem) -> None:
        play = self._play
        if play is None:
            return
        self._become(TEACHING, False)
        self._answer.title("your answer")
        self._card.ask(problem)
        self._count()  # an answer that was taken back is no longer in it
        if play.silent:
            self._card.keep_silent()
        if play.seconds_left is not None and self._ticking is None:
            self._ticking = self.set_interval(1, self._tick)
        self._enter(Phase.ASKING)  # first of all: a locked line, as it is behind a lesson, has no cells
        self._lay_out(problem)
        self._clear_box()
        words = [TOLD.get(play.mode, ""), "first time" if play.first_sight else ""]
        self._score_line.show(self._number, play.limit, "  ·  ".join(filter(None, words)))

    @on(ReadingReady)
    def _show_reading(self, event: ReadingReady) -> None:
        if self._play is None:
            return
        if (
            self._phase is not Phase.DONE
            and event.text == self._answer.piece
            and event.problem is self._play.problem
            and event.text.strip()
        ):
            self._reading = event.reading
            self._box.show(event.reading)
            self._card.read(event.reading)
        if notice := self._play.take_notice():
            self._say(notice)

    @on(MarkReady)
    def _show_verdict(self, event: MarkReady) -> None:
        if not self._returned():
            return
        marked = event.marked
        if marked.finished and self._silent:
            self._work(Phase.DRAWING, self._draw)
            return
        self._marked = event.text
        self._costs = self._costs and not marked.counted
        self._answer.keep(event.text)
        self._answer.judge(marked.verdict)
        self._show_cells()
        if self._answer.choosing:
            self._answer.select_all()
        if marked.finished:
            self._finish()
        else:
            self._enter(Phase.ASKING)
        if event.text == self._answer.text:
            self._box.show(marked.verdict.reading)
        self._card.judge(event.text, marked, self._count())
        self._judge_aids(event.text, marked)

    @on(SolutionReady)
    def _show_solution(self, event: SolutionReady) -> None:
        if not self._returned():
            return
        if self._silent:
            self._work(Phase.DRAWING, self._draw)
            return
        self._count()
        self._become(PLOTTED, False)
        self._become(SOLVED)
        self._solution = event.solution
        self._card.solve(event.solution, self._play.due if self._play else "")
        self._finish()

    @on(Failed)
    def _show_failure(self, event: Failed) -> None:
        if not self._returned():
            return
        self._count()
        if self._phase is not Phase.DRAWING:
            self._say(event.sentence)
            self._enter(self._before)
            return
        self._card.fail(event.sentence)
        self._score_line.show(0, None, "")
        self._answer.start()
        self._answer.title("your answer", worded(self, RETRIES))
        self._box.blank()
        self._enter(Phase.STUCK)

    def _finish(self) -> None:
        """The problem is done with: from now on its name may be told."""
        self._answer.title("your answer", worded(self, GOES_ON))
        if self._play is not None and self._play.problem is not None:
            self._score_line.show(self._number, self._play.limit, self._play.problem.title)
        self._reader.drop()
        self._close_cells()
        self._box.close()
        self._enter(Phase.DONE)

    def _count(self) -> int:
        if self._play is None or self._silent:
            return 0
        self._card.count(self._play.score)
        return self._score_line.count(self._play.score)

    # Keys

    @on(AnswerLine.Entered)
    def _entered(self, event: AnswerLine.Entered) -> None:
        rested, self._rested = self._rested, self._clock()
        calm = self._rested - rested >= self._settle
        match event.what, self._phase:
            case "mark", Phase.ASKING:
                self._submit(self._answer.text)
            case "give", Phase.ASKING if calm and self._costs and not self._answer.warned:
                self._answer.warn(silent=self._silent)
            case "give", Phase.ASKING if calm:
                self.action_reveal()
            case "next", Phase.TEACHING if calm and self._play is not None and self._play.problem is not None:
                self._ask(self._play.problem)
            case "next" | "retry", Phase.DONE | Phase.STUCK if calm:
                self._work(Phase.DRAWING, self._draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """F2 does one thing at a time, and the footer says which."""
        if action not in {"reveal", "skip"}:
            return super().check_action(action, parameters)
        if parameters:
            return self._phase is Phase.DONE and not self.has_class(SOLVED)
        return self._phase is Phase.ASKING and self._silent == (action == "skip")

    def action_reveal(self, _steps: bool = False) -> None:
        """Show the answer and its steps."""
        if self._play is not None:
            self._work(Phase.MARKING, partial(requests.solve, self._play))

    def action_skip(self) -> None:
        """Leave the problem out."""
        self.action_reveal()

    def action_page(self, pages: int) -> None:
        """Scroll a page."""
        self._card.turn(pages=pages)
