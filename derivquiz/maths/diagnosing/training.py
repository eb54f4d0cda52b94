"""What wrong rules make of the quantities of a step or of a backward pass: wrong values by their slugs.

Each function takes the quantities as expressions, numbers or formulas, and returns pairs of a slug and the wrong value; what
equals the right value is left out by whoever compares (`stated.among`).
"""

from __future__ import annotations

from collections.abc import Sequence

from derivquiz.maths.expression import Expression, Negate, Product, Sum, substitute

Wrong = tuple[tuple[str, Expression], ...]
"""Wrong values with the slug of the rule that gives each."""


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


def of_paths(contributions: Sequence[Expression]) -> Wrong:
    """Of an adjoint that several paths of a graph add to: one of them is left out, or one alone is followed."""
    if len(contributions) < 2:
        return ()
    lone = tuple(contributions)
    without = tuple(Sum((*lone[:i], *lone[i + 1 :])) for i in range(len(lone))) if len(lone) > 2 else ()
    return tuple(("one-path-only", one) for one in (*without, *lone))
