"""Card: the problem, the verdict on an answer, and the solution."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from derivquiz.plots import Curve
from derivquiz.reports import Marked, Score
from derivquiz.tui.fields import Fields
from derivquiz.tui.widgets.cell_table import CellTable
from derivquiz.tui.widgets.choices import Choices
from derivquiz.tui.widgets.curve_view import CurveView
from derivquiz.tui.widgets.hint_list import HintList
from derivquiz.tui.widgets.lesson_view import LessonView
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.side_panel import SidePanel
from derivquiz.tui.widgets.solution_view import SolutionView
from derivquiz.tui.widgets.verdict_panel import VerdictPanel
from derivquiz.wire import Hint, Lesson, Outcome, Problem, Reading, Solution


class Card(Vertical):
    """All that stands above the answer line: one column that scrolls, or, where there is room, two side by side that do."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._failures = 0
        """How often in a row there was no problem to show."""

    def compose(self) -> ComposeResult:
        """The question with its verdict; the score at length with the solution."""
        with VerticalScroll(id="question", can_focus=False):
            yield Plain(id="notice")
            yield Plain(id="prompt")
            yield MathsView(id="function")
            yield CellTable(id="cells")
            yield Choices(id="choices")
            yield LessonView(id="lesson")
            yield HintList(id="hints")
            yield VerdictPanel(id="verdict")
        with VerticalScroll(id="side", can_focus=False):
            yield CurveView(id="curve")
            yield SidePanel(id="session")
            yield SolutionView(id="solution")

    async def ask(self, problem: Problem) -> None:
        """Show a new problem."""
        self._failures = 0
        line = "" if problem.is_pictured else problem.function
        if problem.choices and problem.layout:
            function, *curves = problem.layout
            await self._begin(problem.prompt, "\n".join(function), "", problem.choices, curves)
        else:
            await self._begin(problem.prompt, problem.picture, line, problem.choices)

    async def fail(self, sentence: str) -> None:
        """Show that there is no problem, and why."""
        self._failures += 1
        await self._begin()
        self.notice("")
        self.query_one(VerdictPanel).fail(sentence, self._failures)

    async def _begin(
        self,
        prompt: str = "",
        picture: str = "",
        line: str = "",
        choices: Sequence[str] = (),
        curves: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self.remove_class("-solved")
        self.query_one("#prompt", Plain).say(prompt)
        self.query_one("#function", MathsView).show(picture, line)
        self.query_one(CellTable).show(None)
        self.query_one(Choices).show(choices, curves)
        self.query_one(VerdictPanel).clear()
        self.query_one(SidePanel).start()
        await self.query_one(SolutionView).clear()
        await self.query_one(LessonView).clear()
        await self.query_one(HintList).show(())
        self._home()

    def _home(self) -> None:
        for view in (self, *self.query(VerticalScroll)):
            view.scroll_home(animate=False, immediate=True)

    async def teach(self, lesson: Lesson) -> None:
        """Show a lesson in the place of a problem."""
        await self._begin()
        await self.query_one(LessonView).show(lesson)

    async def advise(self, hints: Sequence[Hint]) -> None:
        """Show these hints under the problem."""
        await self.query_one(HintList).show(hints)
        self.call_after_refresh(self._bring, "#hints", top=False)

    def fill(self, fields: Fields | None, *, replacing: bool) -> None:
        """Show what is typed in fields by now, if there are any; `replacing` is whether they show what the picture does."""
        view = self.query_one("#function", MathsView)
        view.display = bool(view.text) and not (replacing and fields is not None)
        self.query_one(CellTable).show(fields)

    def bring_cell(self) -> None:
        """Scroll to the field that is typed in."""
        table = self.query_one(CellTable)
        view: Vertical | VerticalScroll = self.query_one("#question", VerticalScroll) if self._divided else self
        offset = table.content_region.offset - view.content_region.offset + view.scroll_offset
        view.scroll_to_region(table.here.translate(offset), animate=False, force=True, immediate=True)

    def notice(self, sentence: str) -> None:
        """Say something that is not about the answer."""
        self.query_one("#notice", Plain).say(sentence)

    def typed(self, text: str) -> None:
        """Follow what is typed."""
        self.query_one(Choices).typed(text)
        self.query_one(VerdictPanel).typed()

    def read(self, reading: Reading) -> None:
        """Follow what it was read as: a letter may name a choice."""
        if reading.line:
            self.query_one(Choices).typed(reading.line)

    def judge(self, text: str, marked: Marked, gained: int) -> None:
        """Show the verdict on an answer; `gained` are the points it brought."""
        self.query_one(SidePanel).tried(text, marked.verdict.outcome)
        self.query_one(VerdictPanel).show(marked, gained)
        self.call_after_refresh(self._bring, "#verdict", top=False)

    async def solve(self, solution: Solution) -> None:
        """Show the solution, and the question above or beside it."""
        self.query_one(VerdictPanel).solved()
        await self.query_one(SolutionView).show(solution)
        self.add_class("-solved")
        self._home()
        if self._divided:
            self.call_after_refresh(self._bring, "#solution", top=True)

    @property
    def plotted(self) -> bool:
        """Whether there is a drawing."""
        return self.query_one(CurveView).drawn

    def plot(self, curve: Curve, outcome: Outcome | None, *, told: bool) -> None:
        """Show the drawing of an answer with this outcome; `told` is whether the right answer is out."""
        self.query_one(CurveView).show(curve, outcome, told=told)
        if self._divided:
            self.call_after_refresh(self._bring, "#curve", top=True)

    def undraw(self) -> None:
        """Put the drawing away."""
        self.query_one(CurveView).clear()

    def count(self, score: Score) -> None:
        """Show a score."""
        self.query_one(SidePanel).count(score)

    def keep_silent(self) -> None:
        """Say, where the score stands, that an exam keeps it to the end."""
        self.query_one(SidePanel).keep_silent()

    @property
    def scrolls(self) -> bool:
        """Whether there is more than can be seen."""
        return max(self.max_scroll_y, self.query_one("#question", VerticalScroll).max_scroll_y) > 0

    def turn(self, lines: int | None = None, *, pages: int = 0) -> None:
        """Scroll by lines, or by pages."""
        view: Vertical | VerticalScroll = self
        if self._divided:
            view = self.query_one("#side" if self.has_class("-solved") else "#question", VerticalScroll)
        view.scroll_relative(y=lines if lines is not None else pages * max(1, view.size.height - 1), animate=False)

    @property
    def _divided(self) -> bool:
        """Whether question and solution scroll each by itself: side by side, or the solution under a question that stays."""
        low = self.screen.has_class("-low")
        return self.screen.has_class("-wide") or (self.has_class("-solved") and not low)

    def _bring(self, selector: str, *, top: bool) -> None:
        self.query_one(selector).scroll_visible(animate=False, top=top, immediate=True)
