"""The check of a derivation by ball arithmetic: what a rule gives against the derivative of what stood before it.

The derivative comes from power series of the expression as it stands, so that no rule is trusted to check a rule. A
disagreement is certain: at one exact point two intervals that hold the values are disjoint. Agreement is evidence, at as many
points as `ENOUGH`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.balls import Point
from derivquiz.maths.expression import Expression, Undefined, names

BITS = 128
ENOUGH = 3
_VALUES = tuple(
    Fraction(n, d)
    for n, d in ((7, 5), (3, 8), (-6, 5), (23, 8), (-3, 8), (17, 2), (1, 50), (-17, 2), (40, 3), (-40, 3), (5, 97), (301, 3))
)


@dataclass(frozen=True, slots=True)
class Check:
    """What comparing two expressions showed: at how many points both had a value, and the first where those differ."""

    points: int
    differ: tuple[tuple[str, Fraction], ...] | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against them being equal."""
        return self.differ is None


@lru_cache(maxsize=4096)
def compare(before: Expression, wrt: tuple[str, ...], after: Expression) -> Check:
    """Whether an expression is the derivative of another by each variable in turn; by none, whether it equals it."""
    if isinstance(after, Undefined):
        return Check(0)
    agreed = 0
    letters = sorted(names(before) | names(after) | set(wrt))
    for point in _points(letters):
        try:
            truth = balls.derivative(before, point, wrt, bits=BITS)
            said = balls.value(after, point, bits=BITS)
        except EvaluationError:
            continue
        if not truth.overlaps(said):
            return Check(agreed, tuple(point.items()))
        agreed += 1
        if agreed == ENOUGH:
            break
    return Check(agreed)


def _points(letters: list[str]) -> Iterator[Point]:
    """Points with a different value for each letter; one point where there is no letter."""
    for i in range(len(_VALUES) if letters else 1):
        yield {letter: _VALUES[(i + 5 * j) % len(_VALUES)] for j, letter in enumerate(letters)}
