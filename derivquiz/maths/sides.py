"""A derivative at a kink, from its two sides: x·|x| has one at 0, |x| has none."""

from __future__ import annotations

from functools import partial
from math import factorial

from flint import arb, arb_series

from derivquiz.errors import ConventionError, EvaluationError
from derivquiz.maths.balls import Environment, Evaluator, Point, at_precision, evaluator, value
from derivquiz.maths.expression import Expression
from derivquiz.maths.powers import LONGEST, ball
from derivquiz.maths.series import Series, constant, seen_from


def derivative_from_sides(e: Expression, point: Point, wrt: tuple[str, ...], *, bits: int) -> arb | None:
    """The ball of a derivative by one name that both sides share, each an analytic piece; None where no such is known.

    All orders up to the one that is asked must agree, and the function must have a value at the point itself.
    """
    if len(set(wrt)) != 1:
        return None
    for length in (len(wrt) + 1, LONGEST):
        try:
            value(e, point, bits=bits)
            return at_precision(bits, partial(_shared, e, point, wrt[0], len(wrt), length))
        except EvaluationError:
            continue
    return None


def _shared(e: Expression, point: Point, name: str, order: int, length: int) -> arb:
    balls: dict[str, Series] = {each: ball(at) for each, at in point.items()}
    balls[name] = arb_series([constant(balls[name]), 1], length)
    right, left = (_seen(evaluator(e), balls, order, side) for side in (1, -1))
    if not all(one.overlaps(other) for one, other in zip(right, left, strict=True)):
        raise ConventionError("a kink: no slope there")
    return right[order].union(left[order]) * factorial(order)


def _seen(run: Evaluator, balls: Environment, order: int, side: int) -> list[arb]:
    """The Taylor coefficients from one side."""
    with seen_from(side):
        result = run(balls)
    if isinstance(result, arb):
        return [result, *[arb(0)] * order]
    return [result[k] for k in range(order + 1)]
