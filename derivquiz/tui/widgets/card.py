"""Card: the problem, the verdict on an answer, and the solution."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from derivquiz.tui.widgets.choices import Choices
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.side_panel import SidePanel
from derivquiz.tui.widgets.solution_view import SolutionView
from derivquiz.tui.widgets.verdict_panel import VerdictPanel
from derivquiz.wire import Marked, Problem, Reading, Score, Solution


class Card(Vertical):
    """All that stands above the answer line: one column that scrolls, or, where there is room, two side by side that do."""

    def compose(self) -> ComposeResult:
        """The question with its verdict; the score at length with the solution."""
        with VerticalScroll(id="question", can_focus=False):
            yield Plain(id="notice")
            yield Plain(id="prompt")
            yield MathsView(id="function")
            yield Choices(id="choices")
            yield VerdictPanel(id="verdict")
        with VerticalScroll(id="side", can_focus=False):
            yield SidePanel(id="session")
            yield SolutionView(id="solution")

    async def ask(self, problem: Problem) -> None:
        """Show a new problem."""
        self.remove_class("-solved")
        self.query_one("#prompt", Plain).say(problem.prompt)
        self.query_one("#function", MathsView).show(problem.picture, problem.function)
        self.query_one(Choices).show(problem.choices)
        self.query_one(VerdictPanel).clear()
        self.query_one(SidePanel).start()
        await self.query_one(SolutionView).clear()
        for view in (self, *self.query(VerticalScroll)):
            view.scroll_home(animate=False)

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
        """Show the solution."""
        self.query_one(VerdictPanel).solved()
        await self.query_one(SolutionView).show(solution)
        self.add_class("-solved")
        self.call_after_refresh(self._bring, "#solution", top=True)

    def count(self, score: Score) -> None:
        """Show a score."""
        self.query_one(SidePanel).count(score)

    def turn(self, lines: int | None = None, *, pages: int = 0) -> None:
        """Scroll by lines, or by pages."""
        view: Vertical | VerticalScroll = self
        if self.screen.has_class("-wide"):
            view = self.query_one("#side" if self.has_class("-solved") else "#question", VerticalScroll)
        view.scroll_relative(y=lines if lines is not None else pages * max(1, view.size.height - 1), animate=False)

    def _bring(self, selector: str, *, top: bool) -> None:
        self.query_one(selector).scroll_visible(animate=False, top=top, immediate=True)
