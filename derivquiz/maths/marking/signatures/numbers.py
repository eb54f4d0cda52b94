"""Rational numbers in proportion, and what they are made of."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from flint import fmpz

LARGEST_BITS = 4096
LARGEST_FACTORED = 80
"""Numbers of more bits than this are not taken apart."""


class UnsupportedError(Exception):
    """There is no signature of this."""


def is_large(number: Fraction, exponent: Fraction | int) -> bool:
    """Whether a power of a number is out of all proportion."""
    return max(number.numerator.bit_length(), number.denominator.bit_length()) * abs(Fraction(exponent)) > LARGEST_BITS


def prime_powers(number: Fraction) -> list[tuple[int, int]]:
    """The primes in the size of a number with their exponents; what is too large to take apart counts as prime."""
    found = []
    for whole, sign in ((abs(number.numerator), 1), (number.denominator, -1)):
        if whole.bit_length() > LARGEST_FACTORED:
            found.append((whole, sign))
        elif whole > 1:
            found += [(int(prime), sign * int(power)) for prime, power in fmpz(whole).factor()]
    return found


def common(a: Fraction, b: Fraction) -> Fraction:
    """The greatest fraction of which both are multiples."""
    bottom = lcm(a.denominator, b.denominator)
    return Fraction(gcd(int(a * bottom), int(b * bottom)), bottom)


def whole_power(number: Fraction, exponent: Fraction | int) -> Fraction:
    """A power with a whole exponent; raises UnsupportedError for another one."""
    if number == 1:
        return number
    if Fraction(exponent).denominator != 1:
        raise UnsupportedError("a root of a number that was not taken apart")
    return number ** int(exponent)
