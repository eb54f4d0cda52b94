"""From a formula to its value at a point: the point put in, the value worked out, one rounding at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flint import arb

from derivquiz.errors import EvaluationError, UndefinedError
from derivquiz.maths import balls
from derivquiz.maths.deriving.lines import Line
from derivquiz.maths.deriving.tidy import simplify
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Expression, Negate, Number, Undefined, rational
from derivquiz.maths.writing import picture

BITS = 256


def substituted(formula: Expression, put: Expression, at: Mapping[str, Expression], places: int | None) -> Iterator[Line]:
    """The lines from a formula to its value, through the formula with the point put in."""
    if put != formula:
        point = ", ".join(f"{picture.shown_name(name)} = {inline(value)}" for name, value in at.items())
        yield Line(f"Put in {point}" if point else "Tidied up", put)
    try:
        balls.value(put, {}, bits=BITS)
    except UndefinedError:
        yield Line("That has no value", Undefined())
        return
    except EvaluationError:
        pass
    value = simplify(put)
    if places is None:
        if value not in (put, formula):
            yield Line("Worked out", value, put)
        return
    decimal = rounded(value, places)
    if decimal is not None and decimal != put:
        yield Line(f"Rounded once, at the end, to {places} place{'s' if places != 1 else ''}", decimal)


def rounded(value: Expression, places: int) -> Expression | None:
    """A number to so many places; None where it has none, or where the digit is not settled."""
    known = rational(value)
    try:
        ball = balls.value(value, {}, bits=BITS) if known is None else arb(known.numerator) / known.denominator
    except EvaluationError:
        return None
    scaled = round(known * 10**places) if known is not None else _nearest(ball * 10**places)
    if scaled is None:
        return None
    size = Number(abs(scaled), places)
    return Negate(size) if scaled < 0 else size


def _nearest(ball: arb) -> int | None:
    found = (ball + arb(0.5)).floor().unique_fmpz()
    return None if found is None else int(found)
