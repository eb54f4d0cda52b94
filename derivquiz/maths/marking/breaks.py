"""Where jumps, kinks and cases break a line into pieces, so that each piece can be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise

from derivquiz.errors import EvaluationError
from derivquiz.maths.balls import value
from derivquiz.maths.expression import Apply, Cases, Expression, Negate, Sum, walk

BITS = 96
HALVINGS = 60
"""Two breaks closer than about 10^-17 of the grid's step count as one."""
MOST = 16
OFFSET = Fraction(1, 97)
"""The grid avoids the round numbers at which a sign may just be 0."""
GRID = tuple(
    OFFSET + at
    for at in (
        *(Fraction(n) for n in range(-30, -12, 3)),
        *(Fraction(n, 2) for n in range(-24, -8)),
        *(Fraction(n, 8) for n in range(-32, 32)),
        *(Fraction(n, 2) for n in range(8, 24)),
        *(Fraction(n) for n in range(12, 33, 3)),
    )
)
ONE_ARGUMENT = frozenset({"abs", "sign", "step", "relu", "leaky_relu", "elu"})


def breaking(trees: Sequence[Expression]) -> tuple[Expression, ...]:
    """The expressions whose sign decides which piece holds."""
    found: dict[Expression, None] = {}
    for tree in trees:
        for part in walk(tree):
            match part:
                case Apply(name, (argument, *_)) if name in ONE_ARGUMENT:
                    found[argument] = None
                case Apply("max" | "min", arguments):
                    found.update((Sum((a, Negate(b))), None) for a, b in combinations(arguments, 2))
                case Cases(cases, _):
                    found.update((Sum((c.left, Negate(c.right))), None) for case in cases for c in case.conditions)
    return tuple(found)[:MOST]


def pieces(deciders: Sequence[Expression], place: dict[str, Fraction], name: str) -> Iterator[dict[str, Fraction]]:
    """A point in each piece of the line along one name through a place: between every two neighbouring breaks, and beyond."""

    def sign(decider: Expression, at: Fraction) -> int | None:
        return _sign(decider, {**place, name: at})

    breaks = {at for decider in deciders for at in _roots(partial(sign, decider))}
    for low, high in pairwise((GRID[0], *sorted(breaks)[: 2 * MOST], GRID[-1])):
        if low != high:
            yield {**place, name: (low + high) / 2}


def _roots(sign: Callable[[Fraction], int | None]) -> Iterator[Fraction]:
    """Where a sign changes from one point of the grid to the next, halved down on."""
    signs = [(at, sign(at)) for at in GRID]
    for (left, below), (right, above) in pairwise(signs):
        if not below or not above or below == above:
            continue
        low, high = left, right
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if sign(middle) == below else (low, middle)
        yield (low + high) / 2


def _sign(decider: Expression, place: dict[str, Fraction]) -> int | None:
    try:
        ball = value(decider, place, bits=BITS)
    except EvaluationError:
        return None
    if ball.is_zero():
        return 0
    return 1 if ball > 0 else -1 if ball < 0 else None
