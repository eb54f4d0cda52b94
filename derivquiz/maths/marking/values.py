"""The value of a quantity as a fraction, near enough for whoever needs its size or its digits and not a certain interval."""

from __future__ import annotations

from fractions import Fraction

from derivquiz.errors import ImpreciseError
from derivquiz.maths.marking.equality import Quantity

BITS = 256
ERROR = 1e-40
"""A value is off by no more than this, or it is refused."""


def approximate(quantity: Quantity) -> Fraction:
    """The value of a quantity in which no name is left; raises an EvaluationError where there is none."""
    ball = quantity.at({}, BITS)
    if not ball.rad() < ERROR:
        raise ImpreciseError("the value is not known to 40 places")
    mantissa, exponent = ball.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
