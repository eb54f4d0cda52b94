"""What wrong rules make of the quantities of a step, a difference quotient or a loss: wrong values by their slugs.

Each function takes the quantities as expressions, numbers or formulas, and returns pairs of a slug and the wrong value; what
equals the right value is left out by whoever compares (`stated.among`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from derivquiz.maths.deriving.derivation import ONE, times
from derivquiz.maths.expression import Expression, Negate, Number, Product, Quotient, Sum, substitute

Wrong = tuple[tuple[str, Expression], ...]
"""Wrong values with the slug of the rule that gives each."""
Scheme = Literal["forward", "central", "second"]

TWO = Number(2)


def of_update(value: Expression, slope: Expression, rate: Expression) -> Wrong:
    """Of the step value − rate·slope."""
    step = Product((rate, slope))
    return (
        ("ascent-for-descent", Sum((value, step))),
        ("learning-rate-missing", Sum((value, Negate(slope)))),
        ("step-for-destination", Negate(step)),
        ("step-for-destination", step),
    )


def of_updates(variable: str, value: Expression, slope: Expression, rate: Expression, count: int) -> Wrong:
    """Of so many steps, by the slope as a formula of the variable: a rule followed in every step, or in the last alone."""

    def at(point: Expression) -> Wrong:
        return of_update(point, substitute(slope, {variable: point}), rate)

    last, wrong = value, [value, value]
    for _ in range(count - 1):
        last = Sum((last, Negate(Product((rate, substitute(slope, {variable: last}))))))
    for _ in range(count):
        wrong = [at(point)[i][1] for i, point in enumerate(wrong)]
    return (*zip((slug for slug, _ in at(value)), wrong, strict=False), *at(last))


def quotient(scheme: Scheme, function: Expression, variable: str, at: Expression, h: Expression) -> Expression:
    """The difference quotient of a scheme."""
    left, here, right = _around(function, variable, at, h)
    match scheme:
        case "forward":
            return Quotient(Sum((right, Negate(here))), h)
        case "central":
            return Quotient(Sum((right, Negate(left))), Product((TWO, h)))
        case "second":
            return Quotient(Sum((right, Negate(Product((TWO, here))), left)), Product((h, h)))


def of_quotient(scheme: Scheme, function: Expression, variable: str, at: Expression, h: Expression) -> Wrong:
    """Of a difference quotient."""
    left, here, right = _around(function, variable, at, h)
    match scheme:
        case "forward":
            return ()
        case "central":
            return (
                ("forward-for-central", quotient("forward", function, variable, at, h)),
                ("forward-for-central", Quotient(Sum((here, Negate(left))), h)),
                ("central-over-h", Quotient(Sum((right, Negate(left))), h)),
            )
        case "second":
            top = Sum((right, Negate(Product((TWO, here))), left))
            central = quotient("central", function, variable, at, h)
            return (("second-difference-over-h", Quotient(top, h)), ("first-for-second-derivative", central))


def _around(function: Expression, variable: str, at: Expression, h: Expression) -> tuple[Expression, Expression, Expression]:
    points = (Sum((at, Negate(h))), at, Sum((at, h)))
    left, here, right = (substitute(function, {variable: point}) for point in points)
    return left, here, right


class Sample(NamedTuple):
    """What one example adds to the slope of a loss: residual · activation slope · input."""

    residual: Expression
    slope: Expression = ONE
    input: Expression = ONE


def loss_slope(samples: Sequence[Sample], square: Expression = TWO, count: Expression | None = None) -> Expression:
    """(square/count)·Σ residual·slope·input; the count is that of the samples unless it is given."""
    terms = tuple(times(one.residual, one.slope, one.input) for one in samples)
    total = terms[0] if len(terms) == 1 else Sum(terms)
    below = Number(len(samples)) if count is None else count
    return times(total, square) if below == ONE else Quotient(times(total, square), below)


def of_loss(samples: Sequence[Sample], square: Expression = TWO, count: Expression | None = None) -> Wrong:
    """Of a loss's slope."""
    right = loss_slope(samples, square, count)
    return (
        ("mean-missing", loss_slope(samples, square, ONE)),
        ("square-factor-missing", loss_slope(samples, ONE, count)),
        ("residual-reversed", Negate(right)),
        ("input-missing", loss_slope([one._replace(input=ONE) for one in samples], square, count)),
        ("activation-slope-missing", loss_slope([one._replace(slope=ONE) for one in samples], square, count)),
    )


def of_paths(contributions: Sequence[Expression]) -> Wrong:
    """Of an adjoint that several paths of a graph add to: one of them is left out, or one alone is followed."""
    if len(contributions) < 2:
        return ()
    lone = tuple(contributions)
    without = tuple(Sum((*lone[:i], *lone[i + 1 :])) for i in range(len(lone))) if len(lone) > 2 else ()
    return tuple(("one-path-only", one) for one in (*without, *lone))


def through(weights: Sequence[Sequence[Expression]], slopes: Sequence[Expression]) -> tuple[Expression, ...]:
    """The slopes of a layer's inputs, from its weights (a row for each output) and the slopes of its outputs: Wᵀδ."""
    return tuple(_dot([row[j] for row in weights], slopes) for j in range(len(weights[0])))


def of_layer(
    weights: Sequence[Sequence[Expression]], slopes: Sequence[Expression]
) -> tuple[tuple[str, tuple[Expression, ...]], ...]:
    """Of Wᵀδ: the vector Wδ, where the weights are square and that has a shape."""
    if len(weights) != len(weights[0]):
        return ()
    return (("weights-not-transposed", tuple(_dot(row, slopes) for row in weights)),)


def _dot(row: Sequence[Expression], other: Sequence[Expression]) -> Expression:
    terms = tuple(Product((one, two)) for one, two in zip(row, other, strict=True))
    return terms[0] if len(terms) == 1 else Sum(terms)
