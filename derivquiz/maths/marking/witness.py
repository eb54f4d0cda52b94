"""Points and values as text, for a person to check by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flint import arb

from derivquiz.wire import Pairs, Witness

UNDEFINED = "undefined"
PLACES = 6
MOST_PLACES = 15
NEGLIGIBLE = Fraction(1, 10**30)
"""A value as near as this to a shorter decimal is written as that."""
BITS = 512
"""No more of a value's bits than this are looked at: those beyond take long and show nowhere."""
PLAIN_RANGE = (Fraction(1, 100), Fraction(10**9))
"""Sizes outside this are written with a power of ten."""


def pairs(point: Mapping[str, Fraction]) -> Pairs:
    """A point as (name, value) pairs: ("x", "-1/2")."""
    return tuple((name, str(at)) for name, at in point.items())


def decimal(value: arb, places: int = PLACES) -> str:
    """A value as text: whole numbers plain, others with so many decimals; very small and very large ones with a power of ten."""
    middle = _exact(value)
    if middle is None or not (middle == 0 or PLAIN_RANGE[0] <= abs(middle) < PLAIN_RANGE[1]):
        return str(value.mid().str(places, radius=False))
    scaled = round(middle * 10**places)
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**places)
    digits = f"{rest:0{places}d}"
    if abs(middle - Fraction(scaled, 10**places)) < NEGLIGIBLE:
        digits = digits.rstrip("0")
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def _exact(value: arb) -> Fraction | None:
    """The middle of a ball as a fraction, to more bits than are shown, or None where it is out of proportion."""
    if value.contains(0) and value.rad() < arb(10) ** -30:
        return Fraction(0)
    size = abs(value)
    if not arb(2) ** -2000 < size < arb(2) ** 2000:
        return None
    mantissa, exponent = map(int, value.mid().man_exp())
    surplus = max(0, mantissa.bit_length() - BITS)
    mantissa, exponent = mantissa >> surplus, exponent + surplus
    return Fraction(mantissa << exponent) if exponent >= 0 else Fraction(mantissa, 1 << -exponent)


def describe(yours: arb | None, correct: arb | None) -> tuple[str, str]:
    """Both values with as many decimals as it takes to tell them apart; None is undefined.

    Where 15 decimals don't, the answer is written as the right value and what it is off by.
    """
    if yours is None or correct is None:
        return _or_undefined(yours), _or_undefined(correct)
    for places in (PLACES, 10, MOST_PLACES):
        texts = decimal(yours, places), decimal(correct, places)
        if _shortest(texts[0]) != _shortest(texts[1]):
            return texts
    plain, off = decimal(correct), yours - correct
    return f"{plain} {'-' if off < 0 else '+'} {abs(off).mid().str(PLACES, radius=False)}", plain


def is_readable(yours: arb | None, correct: arb | None) -> bool:
    """Whether both values are of a size that a person takes in, and differ in the first few decimals."""
    sizes = [abs(value) for value in (yours, correct) if value is not None and not value.contains(0)]
    if not all(arb("0.001") < size < 10**5 for size in sizes):
        return False
    return yours is None or correct is None or _shortest(decimal(yours, 3)) != _shortest(decimal(correct, 3))


def witness(point: Mapping[str, Fraction], yours: arb | None, correct: arb | None) -> Witness:
    """A point and both values, as text."""
    return Witness(pairs(point), *describe(yours, correct))


def _or_undefined(value: arb | None) -> str:
    return UNDEFINED if value is None else decimal(value)


def _shortest(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
