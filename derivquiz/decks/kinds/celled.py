"""What the kinds of question have in common whose answers are read and marked cell by cell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from derivquiz.decks.kinds import cells
from derivquiz.decks.kinds.cells import Sheet
from derivquiz.maths.reading import Vocabulary
from derivquiz.wire import Problem, Reading, Solution, Step, Verdict


class Celled(ABC):
    """A kind of question that says which cells there are, and leaves them to be read and marked."""

    @abstractmethod
    def sheet(self, problem: Problem) -> Sheet:
        """The cells, with what is right in each."""

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """The variables: also where numbers are asked, so that one left in an answer can be told."""
        return Vocabulary(problem.variables)

    def read(self, problem: Problem, text: str) -> Reading:
        """What a text means, cell by cell."""
        return cells.read(self.sheet(problem), text)

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Right where every cell is."""
        return cells.mark(problem, self.sheet(problem), text, proof=proof)

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:  # noqa: ARG002  # few kinds have blanks
        """The problem as it is."""
        return problem

    def objection(self, problem: Problem) -> str:
        """A cell without a value, or with numbers too large."""
        return cells.objection(self.sheet(problem))


def concluded(sheet: Sheet, found: Solution) -> Solution:
    """A solution that ends in the whole answer where its steps leave something to be worked out, or to be rounded."""
    parts = {part.rpartition(" = ")[2] for part in found.answer.split(", ")}
    if not found.steps or parts <= {step.line for step in found.steps}:
        return found
    rule = "Worked out" if sheet.places is sheet.significant is None else "Worked out, and rounded once"
    return replace(found, steps=(*found.steps, Step(rule, found.answer, found.picture)))
