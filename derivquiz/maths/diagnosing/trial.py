"""An answer's values beside the right ones, at points where both have one: what a wrong rule has to match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.expression import Expression, Negate, Number, names

Point = Mapping[str, Fraction]

BITS = 128
ENOUGH = 5
"""An answer is compared at so many points."""
FEWEST = 3
"""Where the domain leaves fewer points than this, nothing is concluded."""
_NEAR = tuple(map(Fraction, ("3/7", "7/5", "-5/8", "12/5", "17/20", "-9/5", "16/5", "1/9")))
_FAR = tuple(map(Fraction, ("31/7", "-27/8", "-2/9", "-11/13", "53/10", "-41/6", "97/9")))
_SPREAD = (*_NEAR, *_FAR)


class Trial:
    """An answer with its values, and those of the right one, at the points where both have one."""

    def __init__(
        self, function: Expression, wrt: tuple[str, ...], answer: Expression, at: Point | None, half: arb | None = None
    ) -> None:
        self.function, self.wrt, self.answer, self.at = function, wrt, answer, at
        self.points: list[Point] = []
        self.right: list[arb] = []
        self.mine: list[arb] = []
        self._wanted = wanted = names(function) | names(answer) | set(wrt)
        for point in [at] if at is not None else spread(sorted(wanted)):
            try:
                right = balls.derivative(function, {**_zeros(wanted, point), **point}, wrt, bits=BITS)
                mine = balls.value(answer, point, bits=BITS)
            except EvaluationError:
                if at is not None:
                    raise
                continue
            self.points.append(point)
            self.right.append(right)
            self.mine.append(mine)
            if len(self.points) == ENOUGH:
                break
        self.half = half if half is not None or at is None else half_a_place(answer)

    def filled(self, point: Point) -> Point:
        """A point with 0 for the names that it gives no value to."""
        return {**_zeros(self._wanted, point), **point}

    @property
    def is_right(self) -> bool:
        """Whether the answer can't be told from the right one, or there is too little to go by."""
        few = len(self.points) < (1 if self.at is not None else FEWEST)
        return few or all(self.fits(right, mine) for right, mine in zip(self.right, self.mine, strict=True))

    def fits(self, value: arb, mine: arb) -> bool:
        """Whether a value is the answer's, or rounds to it."""
        if value.overlaps(mine):
            return True
        return self.half is not None and bool(abs(value - mine) <= self.half)

    def gives(self, wrong: Expression, wrt: tuple[str, ...] = ()) -> bool:
        """Whether an expression, differentiated by some names, has the answer's values, and not the right ones."""
        silent = True
        for point, right, mine in zip(self.points, self.right, self.mine, strict=True):
            try:
                value = balls.derivative(wrong, {**_zeros(wrt, point), **point}, wrt, bits=BITS)
            except EvaluationError:
                return False
            if not self.fits(value, mine):
                return False
            silent = silent and value.overlaps(right)
        return not silent


def _zeros(wanted: Iterable[str], point: Point) -> dict[str, Fraction]:
    return {name: Fraction(0) for name in wanted if name not in point}


def spread(letters: list[str]) -> Iterator[Point]:
    """Points with different values for different letters, on both sides of 0 and of 1."""
    count = len(_SPREAD)
    for i in range(count):
        yield {name: _SPREAD[(i + 4 * j) % count] + (Fraction(1, 11) * (j > 0)) for j, name in enumerate(letters)}


def half_a_place(answer: Expression) -> arb | None:
    """Half a unit of the last place of a typed decimal, and a hair more for a half itself; None for any other number."""
    size = answer.operand if isinstance(answer, Negate) else answer
    if not isinstance(size, Number) or size.places < 2:
        return None
    half: arb = arb(1) / (2 * 10**size.places) + arb(1) / 10 ** (size.places + 9)
    return half
