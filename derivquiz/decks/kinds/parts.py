"""Several numbers or words at once, each with a name: "max = 1/4, where = 0"."""

from __future__ import annotations

from functools import lru_cache

from derivquiz.decks.kinds import cells, words, worked
from derivquiz.decks.kinds.cells import Cell, Sheet
from derivquiz.decks.kinds.kind import Layout
from derivquiz.decks.kinds.question import question
from derivquiz.maths import reading, writing
from derivquiz.maths.deriving import tidy
from derivquiz.maths.expression import Expression, Name
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Grain, Problem, Reading, Solution, Step, Verdict


class Parts:
    """Asks for what the deck states, part by part."""

    def ask(self, problem: Problem) -> str:
        """Give max and where."""
        return f"Give {' and '.join(name for name, _ in problem.answers)}{words.places(problem)}."

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """The variables."""
        return Vocabulary(problem.variables)

    def read(self, problem: Problem, text: str) -> Reading:
        """What a text means, part by part."""
        return cells.read(_sheet(problem), text)

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Right where every part is."""
        return cells.mark(problem, _sheet(problem), text, proof=proof)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # its lines are what they are
        """The parts, with what they were worked out from."""
        stated = tuple(
            Step(f"{worked.shown(name)} is", text, picture.draw(reading.parse(text, *problem.variables)))
            for name, text in problem.answers
            if text not in problem.words and writing.line(_tidied(problem, text)) != text
        )
        return cells.solution(_sheet(problem), worked.steps(problem) or stated)

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:  # noqa: ARG002  # it has no blanks
        """The problem as it is."""
        return problem

    def picture(self, problem: Problem) -> str:
        """The function, where there is one."""
        if not problem.function:
            return ""
        start = f"f({', '.join(map(picture.shown_name, problem.variables))}) = "
        return picture.draw(reading.parse(problem.function, *problem.variables), start)

    def layout(self, problem: Problem) -> Layout:
        """A row for each part."""
        return cells.layout(_sheet(problem))

    def objection(self, problem: Problem) -> str:
        """A part without a value, or with numbers too large."""
        return cells.objection(_sheet(problem))


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
