"""SolutionView: the answer of a problem with the steps that lead to it."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widget import Widget

from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Solution

SHOWN = "-shown"
"""The class of a view with a solution; the styles of a screen say where it is seen."""


class SolutionView(Vertical):
    """The answer first, then each step with its rule."""

    async def clear(self) -> None:
        """Take the solution away."""
        self.remove_class(SHOWN)
        await self.remove_children()

    def on_resize(self) -> None:
        """Leave out how the answer is typed where its picture is too wide, so that it is drawn as it is typed."""
        for typed in self.query(".typed").results(Plain):
            typed.display = self.query(MathsView).first().text != typed.text

    async def show(self, solution: Solution) -> None:
        """Show a solution."""
        await self.remove_children()
        parts: list[Widget] = [
            Plain("The answer", classes="section"),
            MathsView(solution.picture or solution.answer, solution.answer),
        ]
        if one_line(solution.picture).replace("−", "-") != one_line(solution.answer):
            parts.append(Plain(solution.answer, classes="typed"))
        if solution.steps:
            parts.append(Plain("How it comes about", classes="section"))
        for number, step in enumerate(solution.steps, start=1):
            parts.append(Plain(f"{number}. {one_line(step.rule)}", classes="rule"))
            parts.append(MathsView(step.picture or step.line, step.line, classes="step"))
        await self.mount(*parts)
        self.add_class(SHOWN)
