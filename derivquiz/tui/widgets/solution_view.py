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


def answer(picture: str, line: str) -> Part:
    """An answer, and below it how it is typed, unless it is drawn so: on one line, or part below part."""
    return expression(picture or line, line, typed="" if _bare(picture) == _bare(line) else line)


def _bare(text: str) -> str:
    """What is left of an answer without how its parts are set apart, and which signs stand for minus and prime."""
    return "".join(one_line(text).replace("−", "-").replace("′", "'").replace(",", " ").split())


def _parts(solution: Solution) -> Iterator[Part]:
    yield heading("The answer")
    yield answer(solution.picture, solution.answer)
    if solution.steps:
        yield heading("How it comes about")
    for number, step in enumerate(solution.steps, start=1):
        yield paragraph(f"{number}. {one_line(step.rule)}", gap=True)
        yield expression(step.picture or step.line, step.line)
