"""SolutionView: the answer of a problem with the steps that lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.passage import Part, Passage, expression, heading, paragraph
from derivquiz.wire import Solution

SHOWN = "-shown"
"""The class of a view with a solution; the styles of a screen say where it is seen."""


class SolutionView(Passage):
    """The answer first, then each step with its rule."""

    def clear(self) -> None:
        """Take the solution away."""
        self.remove_class(SHOWN)
        self.tell(())

    def show(self, solution: Solution) -> None:
        """Show a solution."""
        self.tell(_parts(solution))
        self.add_class(SHOWN)


def _parts(solution: Solution) -> Iterator[Part]:
    """The answer also as it is typed, unless it is drawn so."""
    drawn_so = one_line(solution.picture).replace("−", "-") == one_line(solution.answer)
    yield heading("The answer")
    yield expression(solution.picture or solution.answer, solution.answer, typed="" if drawn_so else solution.answer)
    if solution.steps:
        yield heading("How it comes about")
    for number, step in enumerate(solution.steps, start=1):
        yield paragraph(f"{number}. {one_line(step.rule)}", gap=True)
        yield expression(step.picture or step.line, step.line)
