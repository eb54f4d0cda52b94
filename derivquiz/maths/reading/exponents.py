"""Which exponents nobody means."""

from __future__ import annotations

from derivquiz.errors import ReadingError
from derivquiz.maths.expression import Expression, Negate, Number, Power, rational, walk

_LARGEST_EXPONENT = 10**6
_LARGEST_BITS = 20
_TALLEST_TOWER = 4


def check(exponent: Expression, column: int) -> None:
    """Raises ReadingError for an exponent that no marking could take."""
    if _out_of_proportion(exponent):
        raise ReadingError("an exponent out of all proportion", column, "write a smaller one")


def _out_of_proportion(exponent: Expression) -> bool:
    """Whether an exponent is a number beyond the largest, or a tower of more powers than anyone means."""
    if isinstance(exponent, Number):
        return exponent.value > _LARGEST_EXPONENT
    levels, top = 0, exponent
    while isinstance(top, Power):
        levels, top = levels + 1, top.exponent
    if isinstance(exponent, Power) and all(isinstance(part, Number | Power | Negate) for part in walk(exponent)):
        value = rational(exponent)
        return _is_vast_power(exponent) if value is None else abs(value) > _LARGEST_EXPONENT
    return levels >= _TALLEST_TOWER


def _is_vast_power(exponent: Power) -> bool:
    """Whether a power that is no fraction, as 16^0.5 is, may be beyond the largest exponent."""
    base, up = rational(exponent.base), rational(exponent.exponent)
    if base is None or up is None:
        return True
    return abs(up) * max(base.numerator.bit_length(), base.denominator.bit_length()) > _LARGEST_BITS
