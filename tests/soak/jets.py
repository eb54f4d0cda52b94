"""Jets in mpmath: a value with its first two derivatives along a line, and functions of them.

Every function is composed of a few whose two derivatives stand here, or of arithmetic on jets. A number whose leading two thirds
of digits cancelled is not settled where its sign, or its being zero, matters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mpmath import mp

LARGEST = 1100
"""Exponentials of more are not settled: no digits of ours would be left beside them, and differences would cancel unseen."""
LARGEST_BITS = 2050
"""The same for powers; 10^-600 is within."""

TWICE = mp.mpf(2)
Real = Any
"""A number of mpmath, which has no types; the whole number 0 for what vanishes everywhere."""


class NoValueError(Exception):
    """There is no real value."""


class UnsettledError(Exception):
    """A sign can't be told, or the value is a matter of convention."""


class OpenPowerError(UnsettledError):
    """A power of a negative number by a formula that has a whole value there: whether it has a value is a matter of taste."""


@dataclass(frozen=True, slots=True)
class Jet:
    """A value with the first and the second derivative along a line."""

    value: Real
    first: Real
    second: Real
    size: Real
    """The size of what was added up to the value: how far it may be off, in units of the last digit."""


def number(value: Fraction) -> Real:
    """A fraction at the precision of the moment."""
    if value.denominator == 1:
        return mp.mpf(value.numerator)
    return mp.mpf(value.numerator) / value.denominator


@lru_cache(maxsize=64)
def _lost(digits: int) -> Real:
    """What is left of a number whose leading two thirds of the digits cancelled."""
    return mp.mpf(10) ** (-2 * digits // 3)


def exactly(value: Fraction, first: Real = 0) -> Jet:
    size = number(value)
    return Jet(size, first, 0, abs(size))


def constant(value: Real) -> Jet:
    """A number that does not vary."""
    return Jet(mp.mpf(value), 0, 0, abs(value))


def _by(one: Real, other: Real) -> Real:
    """A product in which the whole number 0 stands for a derivative that vanishes."""
    return 0 if type(one) is int or type(other) is int else one * other


def _and(one: Real, other: Real) -> Real:
    return other if type(one) is int else one if type(other) is int else one + other


def sign_of(u: Jet) -> int:
    """The sign of a value; 0 only for what is exactly zero without any rounding."""
    if abs(u.value) <= u.size * _lost(mp.dps):
        if u.size == 0:
            return 0
        raise UnsettledError("too near to zero")
    return 1 if u.value > 0 else -1


def add(u: Jet, v: Jet) -> Jet:
    return Jet(u.value + v.value, _and(u.first, v.first), _and(u.second, v.second), u.size + v.size)


def negate(u: Jet) -> Jet:
    return Jet(-u.value, -u.first, -u.second, u.size)


def multiply(u: Jet, v: Jet) -> Jet:
    return Jet(
        u.value * v.value,
        _and(_by(u.first, v.value), _by(u.value, v.first)),
        _and(_and(_by(u.second, v.value), _by(u.value, v.second)), _by(TWICE, _by(u.first, v.first))),
        u.size * abs(v.value) + abs(u.value) * v.size + u.size * v.size * mp.eps if u.size and v.size else mp.mpf(0),
    )


def _composed(u: Jet, value: Real, first: Real, second: Callable[[], Real]) -> Jet:
    spread = abs(first) * u.size + abs(value)
    if type(u.first) is int:
        return Jet(value, 0, _by(first, u.second), spread)
    return Jet(value, _by(first, u.first), _and(_by(second(), _by(u.first, u.first)), _by(first, u.second)), spread)


def reciprocal(u: Jet) -> Jet:
    if sign_of(u) == 0:
        raise NoValueError("division by zero")
    r = 1 / u.value
    return _composed(u, r, -(r**2), lambda: 2 * r**3)


def divide(u: Jet, v: Jet) -> Jet:
    return multiply(u, reciprocal(v))


def exp(u: Jet) -> Jet:
    if abs(u.value) > LARGEST:
        raise UnsettledError("out of proportion")
    e = mp.exp(u.value)
    return _composed(u, e, e, lambda: e)


def ln(u: Jet) -> Jet:
    if sign_of(u) <= 0:
        raise NoValueError("logarithm of what is not positive")
    return _composed(u, mp.log(u.value), 1 / u.value, lambda: -1 / u.value**2)


def power(u: Jet, exponent: Fraction) -> Jet:
    """A constant rational power; odd roots of negative numbers are real."""
    a, b = exponent.numerator, exponent.denominator
    if u.value and abs(a) * (abs(mp.mag(u.value)) + 1) > b * LARGEST_BITS:
        with mp.workdps(15):
            if abs(exponent * int(100 * mp.log(abs(u.value), 2))) > 100 * LARGEST_BITS:
                raise UnsettledError("out of proportion")
    if b == 1 and a > 0:
        v = u.value
        found = _composed(u, v**a, a * v ** (a - 1), lambda: a * (a - 1) * v ** (a - 2) if a > 1 else 0)
        return Jet(found.value, found.first, found.second, a * (abs(v) + u.size * mp.eps) ** (a - 1) * u.size)
    side = sign_of(u)
    if side == 0:
        if exponent < 0:
            raise NoValueError("division by zero")
        raise UnsettledError("a root of zero, or 0^0")
    if side < 0 and b % 2 == 0:
        raise NoValueError("an even root of a negative number")
    r = number(exponent)
    s = -1 if side < 0 and a % 2 else 1
    whole = s * abs(u.value) ** r
    return _composed(u, whole, r * whole / u.value, lambda: r * (r - 1) * whole / u.value**2)


def sin(u: Jet) -> Jet:
    c, s = mp.cos_sin(u.value)
    return _composed(u, s, c, lambda: -s)


def cos(u: Jet) -> Jet:
    c, s = mp.cos_sin(u.value)
    return _composed(u, c, -s, lambda: -c)


def atan(u: Jet) -> Jet:
    w = 1 / (1 + u.value**2)
    return _composed(u, mp.atan(u.value), w, lambda: -2 * u.value * w**2)


def asin(u: Jet) -> Jet:
    inside = add(constant(1), negate(multiply(u, u)))
    if sign_of(inside) <= 0:
        raise NoValueError("outside (-1, 1)")
    w = 1 / mp.sqrt(inside.value)
    return _composed(u, mp.asin(u.value), w, lambda: u.value * w**3)


def erf(u: Jet) -> Jet:
    if abs(u.value) > 33:  # as exp
        raise UnsettledError("out of proportion")
    w = 2 / mp.sqrt(mp.pi) * mp.exp(-(u.value**2))
    return _composed(u, mp.erf(u.value), w, lambda: -2 * u.value * w)


def erfc(u: Jet) -> Jet:
    if abs(u.value) > 33:  # as exp
        raise UnsettledError("out of proportion")
    w = -2 / mp.sqrt(mp.pi) * mp.exp(-(u.value**2))
    return _composed(u, mp.erfc(u.value), w, lambda: -2 * u.value * w)


ONE, TWO, HALF = (exactly(Fraction(text)) for text in ("1", "2", "1/2"))
ZERO = exactly(Fraction(0))


def subtract(u: Jet, v: Jet) -> Jet:
    return add(u, negate(v))


def sqrt(u: Jet) -> Jet:
    return power(u, Fraction(1, 2))


def side_of(u: Jet) -> int:
    side = sign_of(u)
    if side == 0:
        raise UnsettledError("a jump or a kink")
    return side


def sigmoid(u: Jet) -> Jet:
    return reciprocal(add(ONE, exp(negate(u))))


def sinh(u: Jet) -> Jet:
    return multiply(HALF, subtract(exp(u), exp(negate(u))))


def cosh(u: Jet) -> Jet:
    return multiply(HALF, add(exp(u), exp(negate(u))))


def tanh(u: Jet) -> Jet:
    s, c = sinh(u).value, cosh(u).value
    return _composed(u, s / c, 1 / c**2, lambda: -2 * s / c**3)


def coth(u: Jet) -> Jet:
    if sign_of(u) == 0:
        raise NoValueError("division by zero")
    s, c = sinh(u).value, cosh(u).value
    return _composed(u, c / s, -1 / s**2, lambda: 2 * c / s**3)


def acos(u: Jet) -> Jet:
    return subtract(constant(mp.pi / 2), asin(u))


def acosh(u: Jet) -> Jet:
    if sign_of(subtract(u, ONE)) <= 0:
        raise NoValueError("below 1")
    return ln(add(u, sqrt(subtract(multiply(u, u), ONE))))


def atanh(u: Jet) -> Jet:
    if sign_of(subtract(ONE, multiply(u, u))) <= 0:
        raise NoValueError("outside (-1, 1)")
    return multiply(HALF, ln(divide(add(ONE, u), subtract(ONE, u))))
