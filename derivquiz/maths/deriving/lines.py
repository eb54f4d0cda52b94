"""A line of a worked solution with what it claims, so that it can be checked before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derivquiz.maths import writing
from derivquiz.maths.deriving.checking import compare
from derivquiz.maths.expression import Expression
from derivquiz.maths.writing import picture
from derivquiz.wire import Step

LEFT_OUT = "A step did not pass its check and is left out; the answer is"


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in words and what it leads to: the derivative of `of` by each variable of `by`; by none, another form of it."""

    rule: str
    tree: Expression
    of: Expression | None = None
    """None where the claim holds at one place only, as at a corner, and is not checked."""
    by: tuple[str, ...] = ()

    def holds(self) -> bool:
        """Whether balls find nothing wrong with the claim."""
        return self.of is None or compare(self.of, self.by, self.tree).holds

    def step(self) -> Step:
        """The line as plain data."""
        return Step(self.rule, writing.line(self.tree), picture.draw(self.tree))


def checked(lines: Iterable[Line]) -> tuple[Step, ...]:
    """The steps of the lines that hold; where one does not, the last line follows with a sentence that says so."""
    every = tuple(lines)
    sound = [line for line in every if line.holds()]
    steps = tuple(line.step() for line in sound)
    if len(sound) == len(every):
        return steps
    return (*steps, Line(LEFT_OUT, every[-1].tree).step())
