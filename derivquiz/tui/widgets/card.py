"""Card: the problem, the verdict on an answer, and the solution."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Region, Spacing
from textual.widget import Widget

from derivquiz.plots import Curve
from derivquiz.reports import Marked, Score
from derivquiz.tui.fields import Fields
from derivquiz.tui.widgets.cell_table import CellTable
from derivquiz.tui.widgets.choices import Choices
from derivquiz.tui.widgets.curve_view import CurveView
from derivquiz.tui.widgets.hint_list import HintList
from derivquiz.tui.widgets.lesson_view import LessonView
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.passage import Passage
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.side_panel import SidePanel
from derivquiz.tui.widgets.solution_view import SolutionView
from derivquiz.tui.widgets.verdict_panel import VerdictPanel
from derivquiz.wire import Hint, Lesson, Outcome, Problem, Reading, Solution

CURVES = "-curves"
"""The class of a card with curves to choose from, which stand side by side where nothing stands beside the question."""


class Card(Vertical):
    """All that stands above the answer line: the question, which scrolls between a notice and the verdict, and below it or beside
    it the solution, which scrolls by itself. Where there is hardly a line, all of it is one column that scrolls.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._failures = 0
        """How often in a row there was no problem to show."""
        self._solved = False

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

    def ask(self, problem: Problem) -> None:
        """Show a new problem."""
        self._failures = 0
        line = "" if problem.is_pictured else problem.function
        if problem.choices and problem.layout:
            function, *curves = problem.layout
            self._begin(problem.prompt, "\n".join(function), "", problem.choices, curves)
        else:
            self._begin(problem.prompt, problem.picture, line, problem.choices)

    def fail(self, sentence: str) -> None:
        """Show that there is no problem, and why."""
        self._failures += 1
        self._begin()
        self.notice("")
        self.query_one(VerdictPanel).fail(sentence, self._failures)

    def _begin(
        self,
        prompt: str = "",
        picture: str = "",
        line: str = "",
        choices: Sequence[str] = (),
        curves: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self._solved = False
        self.query_one("#prompt", Plain).say(prompt)
        self.query_one("#function", MathsView).show(picture, line)
        self.query_one(CellTable).show(None)
        self.query_one(Choices).show(choices, curves)
        self.set_class(bool(curves), CURVES)
        self.query_one(VerdictPanel).clear()
        self.query_one(SidePanel).start()
        self.query_one(SolutionView).clear()
        self.query_one(LessonView).clear()
        self.query_one(HintList).show(())
        self._home()

    def _home(self) -> None:
        for view in (self, *self.query(VerticalScroll)):
            view.scroll_home(animate=False, immediate=True)

    def teach(self, lesson: Lesson) -> None:
        """Show a lesson in the place of a problem."""
        self._begin()
        self.query_one(LessonView).show(lesson)

    def advise(self, hints: Sequence[Hint]) -> None:
        """Show these hints under the problem."""
        self.query_one(HintList).show(hints)

    @on(Passage.Placed)
    def _bring_passage(self, event: Passage.Placed) -> None:
        """Scroll to what was told last."""
        match event.passage:
            case HintList():
                self._bring(event.passage)
            case SolutionView() if self.screen.has_class("-wide") or self._is_one_column:
                event.passage.scroll_visible(animate=False, top=True, immediate=True)
            case Passage(parent=VerdictPanel()) if self._is_one_column and not self._solved:
                self.scroll_to_widget(self.query_one(VerdictPanel), animate=False, immediate=True)

    def fill(self, fields: Fields | None, *, replacing: bool) -> None:
        """Show what is typed in fields by now, if there are any; `replacing` is whether they show what the picture does."""
        view = self.query_one("#function", MathsView)
        view.display = bool(view.text) and not (replacing and fields is not None)
        self.query_one(CellTable).show(fields)

    def bring_cell(self) -> None:
        """Scroll to the field that is typed in."""
        table = self.query_one(CellTable)
        self._bring(table, table.here)

    def _bring(self, widget: Widget, part: Region | None = None) -> None:
        """Scroll the question to a widget in it, or to a part of that; the end of what is too high to be seen whole."""
        view = self._reader
        region = (part or widget.content_region.reset_offset).translate(widget.content_region.offset)
        fixed = Spacing() if self._is_one_column else self._fixed
        within = region.translate(view.scroll_offset - view.content_region.offset)
        room = view.size.height - fixed.height
        if within.height > room:
            within = within.grow((-(within.height - max(1, room)), 0, 0, 0))
        view.scroll_to_region(within, spacing=fixed, animate=False, force=True, immediate=True)

    @property
    def _fixed(self) -> Spacing:
        """What stands above and below the question and doesn't scroll with it."""
        notice, verdict = (one.outer_size.height if one.display else 0 for one in self.query("#notice, #verdict"))
        return Spacing(notice, 0, verdict, 0)

    def notice(self, sentence: str) -> None:
        """Say something that is not about the answer."""
        self.query_one("#notice", Plain).say(sentence)

    def typed(self, text: str) -> None:
        """Follow what is typed."""
        self._pick(text)
        self.query_one(VerdictPanel).typed()

    def read(self, reading: Reading) -> None:
        """Follow what it was read as: a letter may name a choice."""
        if reading.line:
            self._pick(reading.line)

    def _pick(self, text: str) -> None:
        choices = self.query_one(Choices)
        choices.typed(text)
        if choices.display and choices.picked is not None:
            self._bring(choices, choices.here)

    def judge(self, text: str, marked: Marked, gained: int) -> None:
        """Show the verdict on an answer; `gained` are the points it brought."""
        self.query_one(SidePanel).tried(text, marked.verdict.outcome)
        self.query_one(VerdictPanel).show(marked, gained, chosen=self.query_one(Choices).display)

    def solve(self, solution: Solution, due: str) -> None:
        """Show the solution, and the question above or beside it; `due` is when the problem comes back."""
        self.query_one(VerdictPanel).solved(due)
        self.query_one(SolutionView).show(solution)
        self._solved = True
        self._home()

    @property
    def plotted(self) -> bool:
        """Whether there is a drawing."""
        return self.query_one(CurveView).drawn

    def plot(self, curve: Curve, outcome: Outcome | None, *, told: bool) -> None:
        """Show the drawing of an answer with this outcome; `told` is whether the right answer is out."""
        view = self.query_one(CurveView)
        view.show(curve, outcome, told=told)
        if self.screen.has_class("-wide"):
            self.call_after_refresh(view.scroll_visible, animate=False, top=True, immediate=True)

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
        return self._reader.max_scroll_y > 0

    def turn(self, lines: int | None = None, *, pages: int = 0) -> None:
        """Scroll by lines, or by pages: the solution where there is one, else the question, and behind its end the verdict."""
        view = self._reader
        verdict = self.query_one(VerdictPanel)
        if self._solved and not self._is_one_column:
            view = self.query_one("#side", VerticalScroll)
        elif not self._is_one_column and (view.scroll_y >= view.max_scroll_y if (lines or pages) > 0 else verdict.scroll_y > 0):
            view = verdict
        view.scroll_relative(y=lines if lines is not None else pages * max(1, view.size.height - 1), animate=False)

    @property
    def _is_one_column(self) -> bool:
        return self.screen.has_class("-narrow") and self.screen.has_class("-low")

    @property
    def _reader(self) -> Widget:
        """What scrolls with the question in it."""
        return self if self._is_one_column else self.query_one("#question", VerticalScroll)
