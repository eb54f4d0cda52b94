"""Zeros of an expression along a line by intervals: whole stretches are ruled out for certain, the rest is halved.

On a stretch X with middle m three things rule zeros out or pin one down (interval Newton; Moore, Kearfott and Cloud,
Introduction to Interval Analysis, 2009, chapter 8): f(X) without 0; f(m) + f′(X)(X − m) without 0; and f′(X) without 0, which
leaves one zero at most.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise
from math import log2

from flint import arb, arb_series, ctx

from derivquiz.errors import EvaluationError, TooLargeError, UndefinedError
from derivquiz.maths.balls import evaluator
from derivquiz.maths.expression import Expression
from derivquiz.maths.powers import ball
from derivquiz.maths.series import Series, constant

BITS = 128
FARTHEST, STRIDE = 40, 8
"""Zeros are looked for up to 2 to this, at first from each 2^8 to the next."""
EDGE = 1 + Fraction(1, 97)
"""No round number, so that a zero does not fall between two stretches."""
NARROW = Fraction(1, 1 << 34)
"""A stretch this narrow, next to its distance from 0 or to 1, that is still not ruled out counts as a zero."""
FLAT = 60
"""What is certainly less than 2 to minus this on a whole stretch, and may be 0, has no zeros that part pieces."""
NEWTON_STEPS = 40
MOST_ZEROS = 40


class Scan:
    """One search; `settled` says afterwards whether every stretch was ruled out or its zeros found."""

    def __init__(self, e: Expression, place: dict[str, Fraction], name: str, budget: list[int]) -> None:
        self.settled = True
        self.name = name
        self.budget = budget
        self.point = place
        self.tree = e
        self.found: list[Fraction] = []

    def zeros(self) -> list[Fraction]:
        """The zeros, in no order."""
        before = ctx.prec
        ctx.prec = BITS
        try:
            self.run = evaluator(self.tree)
            self.balls: dict[str, Series] = {name: ball(at) for name, at in self.point.items()}
            self._search()
        except TooLargeError:
            self.settled = False
        finally:
            ctx.prec = before
        return self.found

    def _search(self) -> None:
        """The stretches near 1 in size first, every second time the widest instead."""
        near: list[tuple[float, int, Fraction, Fraction]] = []
        wide: list[tuple[float, int, Fraction, Fraction]] = []
        done: set[int] = set()
        count = 0

        def push(low: Fraction, high: Fraction) -> None:
            nonlocal count
            count += 1
            size = max(abs(low), abs(high))
            heappush(near, (abs(log2(size) - 2), count, low, high))
            heappush(wide, (-log2((high - low) / size), count, low, high))

        # a ball from 1 to 2^40 would reach far below 0: its radius has 30 bits
        sizes = [EDGE * 2**exponent for exponent in range(0, FARTHEST + 1, STRIDE)]
        push(-EDGE, EDGE)
        for low, high in pairwise(sizes):
            push(low, high)
            push(-high, -low)
        turn = 0
        while near and wide:
            turn += 1
            _, number, low, high = heappop(near if turn % 2 else wide)
            if number in done:
                continue
            done.add(number)
            if self.budget[0] <= 0 or len(self.found) >= MOST_ZEROS:
                self.settled = False
                return
            if self._is_open(low, high):
                middle = _split(low, high)
                push(low, middle)
                push(middle, high)

    def _is_open(self, low: Fraction, high: Fraction) -> bool:
        """Whether a stretch may hold zeros that were not found; a zero that was is kept."""
        middle = (low + high) / 2
        whole, centre = ball(low).union(ball(high)), ball(middle)
        try:
            held = self._value(whole)
            if held is not None and not held.contains(0):
                return False
            slope = self._slope(whole)
            at = self._value(centre) if slope is not None else None
        except UndefinedError:
            return False
        if slope is not None and at is not None:
            around = at + slope * (whole - centre)
            if not around.contains(0) or abs(around) < arb(2) ** -FLAT:
                return False
            if not slope.contains(0):
                return self._newton(whole)
        if high - low <= NARROW * max(abs(low), abs(high), Fraction(1, 1 << 20)):
            self.found.append(middle)
            return False
        return True

    def _newton(self, whole: arb) -> bool:
        """Pins down the one zero of a stretch on which the slope has one sign; False when it is settled."""
        for _ in range(NEWTON_STEPS):
            centre = whole.mid()
            try:
                slope, at = self._slope(whole), self._value(centre)
            except UndefinedError:
                return False
            if slope is None or at is None or slope.contains(0):
                return True
            step = centre - at / slope
            if not step.overlaps(whole):
                return False
            closer = step.intersection(whole)
            if closer.rad() < arb(2) ** -40 * abs(closer).upper() or closer.rad() > whole.rad() * arb("0.99"):
                whole = closer
                break
            whole = closer
        mantissa, exponent = whole.mid().man_exp()
        self.found.append(Fraction(int(mantissa)) * Fraction(2) ** int(exponent))
        return False

    def _value(self, at: arb) -> arb | None:
        """The ball of the expression over a stretch; None where nothing is known; raises UndefinedError where it has no value."""
        self.budget[0] -= 1
        try:
            result = constant(self.run({**self.balls, self.name: at}))
        except UndefinedError:
            raise
        except (EvaluationError, ArithmeticError, ValueError, RecursionError):
            return None
        return result if result.is_finite() else None

    def _slope(self, at: arb) -> arb | None:
        self.budget[0] -= 2
        try:
            result = self.run({**self.balls, self.name: arb_series([at, 1], 2)})
        except UndefinedError:
            raise
        except (EvaluationError, ArithmeticError, ValueError, RecursionError):
            return None
        slope = arb(0) if isinstance(result, arb) else result[1]
        return slope if slope.is_finite() else None


def _split(low: Fraction, high: Fraction) -> Fraction:
    """The middle, by size where the ends are of very different ones."""
    small, great = sorted((abs(low), abs(high)))
    if low < 0 < high or great < 4 * small:
        return (low + high) / 2
    small = small or great / (1 << 16)
    exponent = round((log2(small) + log2(great)) / 2)
    size = EDGE * Fraction(2) ** exponent
    return size if high > 0 else -size
