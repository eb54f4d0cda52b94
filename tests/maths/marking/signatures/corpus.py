"""Trees of every kind, and points, at which forms are held against what the trees are worth in balls."""

from __future__ import annotations

import random
from contextlib import suppress
from fractions import Fraction
from functools import cache

from derivquiz.errors import EvaluationError
from derivquiz.maths.balls import value
from derivquiz.maths.expression import Expression
from derivquiz.maths.reading import parse

LETTERS = ("x", "y", "z", "w", "a", "b", "c", "d")
MOST = 1e100
_RANDOM = random.Random(5)
POINTS: list[dict[str, Fraction]] = [
    {name: Fraction(_RANDOM.randrange(1, 100 * size), 100) * side for name in LETTERS for side in (_RANDOM.choice(sides),)}
    for size, sides in ((3, (1,)), (3, (1, -1)), (1, (1,)), (1, (-1,)), (2, (1, -1)), (3, (-1,)))
]


def tree(text: str) -> Expression:
    return parse(text, *LETTERS)


@cache
def known(text: str) -> tuple[tuple[dict[str, float], float], ...]:
    """Points where a tree has a value that a float holds, and the value."""
    found = []
    for point in POINTS:
        with suppress(EvaluationError):
            ball = value(tree(text), point, bits=200)
            if abs(ball) < MOST:
                found.append(({name: float(at) for name, at in point.items()}, float(ball.mid())))
    return tuple(found)
