"""Several numbers or words at once, each with a name: "max = 1/4, where = 0"."""

from __future__ import annotations

from functools import lru_cache

from derivquiz.decks.kinds import cells, words, worked
from derivquiz.decks.kinds.celled import Celled, concluded
from derivquiz.decks.kinds.cells import Cell, Sheet
from derivquiz.decks.kinds.kind import Layout
from derivquiz.decks.kinds.question import question
from derivquiz.maths import reading, writing
from derivquiz.maths.deriving import tidy
from derivquiz.maths.expression import Expression, Name
from derivquiz.maths.writing import picture
from derivquiz.wire import Grain, Problem, Solution, Step


class Parts(Celled):
    """Asks for what the deck states, part by part."""

    def ask(self, problem: Problem) -> str:
        """Give max and where."""
        return f"Give {' and '.join(name for name, _ in problem.answers)}{words.places(problem)}."

    def sheet(self, problem: Problem) -> Sheet:
        """A cell for each part that the deck states."""
        return _sheet(problem)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # its lines are what they are
        """The parts, with what they were worked out from."""
        stated = tuple(
            Step(f"{worked.shown(name)} is", text, picture.draw(reading.parse(text, *problem.variables)))
            for name, text in problem.answers
            if text not in problem.words and writing.line(_tidied(problem, text)) != text
        )
        sheet = self.sheet(problem)
        return concluded(sheet, cells.solution(sheet, worked.steps(problem) or stated))

    def picture(self, problem: Problem) -> str:
        """The function, where there is one."""
        if not problem.function:
            return ""
        start = f"f({', '.join(map(picture.shown_name, problem.variables))}) = "
        return picture.draw(reading.parse(problem.function, *problem.variables), start)

    def layout(self, problem: Problem) -> Layout:
        """A row for each part."""
        return cells.layout(self.sheet(problem))


def _tidied(problem: Problem, text: str) -> Expression:
    return tidy.simplify(reading.parse(text, *problem.variables))


@lru_cache(maxsize=64)
def _sheet(problem: Problem) -> Sheet:
    found = tuple(
        Cell(name, Name(name), word=text) if text in problem.words else Cell(name, _tidied(problem, text))
        for name, text in problem.answers
    )
    return Sheet(found, question(problem).vocabulary(), problem.places, problem.significant, problem.words)


KIND = Parts()
