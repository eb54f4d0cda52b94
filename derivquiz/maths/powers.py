"""Powers of balls and series, and the derivatives that marks stand for."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, arb_series, fmpq, fmpz

from derivquiz.errors import ConventionError, ImpreciseError, TooLargeError, UndefinedError
from derivquiz.maths.series import Series, branch, constant, is_plain, positive, seen_from

LONGEST = 10
"""Series are cut to this length: flint's own limit unless told otherwise, and beyond every order of derivative that is asked."""
LARGEST_DIRECT_POWER = 1 << 16
"""Integer powers up to this are taken of any series; greater ones only where the centre is certainly not 0."""


def shift(u: arb_series) -> arb_series:
    """A series less its value at the centre, which is left exactly 0."""
    length = u.prec
    return arb_series([0, *(u[k] for k in range(1, length))], length)


def ball(value: Fraction) -> arb:
    """The ball of an exact number at the precision of the moment."""
    return arb(fmpq(value.numerator, value.denominator))


def power(u: Series, exponent: Fraction) -> Series:
    """A real power with a constant rational exponent in lowest terms; an odd root of a negative number is real, as in school."""
    top, bottom = exponent.numerator, exponent.denominator
    if bottom == 1 and 0 < top <= LARGEST_DIRECT_POWER:
        return _whole_power(u, top)
    head = constant(u)
    sign = positive(head)
    if sign is None:
        return _power_of_zero(u, exponent)
    if sign is False and bottom % 2 == 0:
        raise UndefinedError("an even root of a negative number")
    size = head if sign else -head
    result = size ** fmpz(top) if bottom == 1 else _root_power(size, top, bottom)
    if not sign and top % 2:
        result = -result
    if is_plain(u):
        return result
    # u^r = c^r · (u/c)^r, and u/c is 1 at the centre whatever the sign of c
    return result * ((u / head).log() * ball(exponent)).exp()


def _whole_power(u: Series, times: int) -> Series:
    """A positive whole power; flint's own of a ball around 0 itself is not finite."""
    if not isinstance(u, arb):
        return u**times
    result = u**times
    if result.is_finite() or not u.is_finite():
        return result
    most = u.abs_upper() ** times
    return most.union(-most if times % 2 else arb(0))


def _root_power(size: arb, top: int, bottom: int) -> arb:
    if bottom == 2:
        return size.sqrt() ** fmpz(top)
    return (size.log() * arb(fmpq(top, bottom))).exp()


def _power_of_zero(u: Series, exponent: Fraction) -> Series:
    if exponent == 0:
        raise ConventionError("0^0 is a matter of convention")
    if exponent < 0:
        raise UndefinedError("division by zero")
    if isinstance(u, arb) or u.prec <= 1:
        return arb(0)
    if exponent <= u.prec - 1:
        raise UndefinedError("a root has no slope at 0")
    if exponent.denominator % 2 == 0 and branch(u) is not True:
        raise ConventionError("one side only: no slope from the other")
    return arb(0)


def general_power(base: Series, exponent: Series) -> Series:
    """A power whose exponent is no constant fraction; its base must be positive, as textbooks define it."""
    sign = positive(base)
    if sign is None and is_plain(base) and positive(exponent):
        return arb(0)
    if sign is not True:
        raise UndefinedError("a power of a base that is not positive")
    return (base.log() * exponent).exp()


def primed(function: Callable[..., Series], primes: int, u: Series, *others: Series) -> Series:
    """A function's derivative by its first argument, taken so many times, at a series: f′(u) is composed, not differentiated."""
    if not all(isinstance(other, arb) for other in others):
        raise ImpreciseError("a mark on a function whose other arguments vary")
    length = 1 if isinstance(u, arb) else u.prec
    if length + primes > LONGEST:
        raise TooLargeError("more marks than are worked out")
    with seen_from(0):  # a side is one of the variable, not of u
        around = function(arb_series([constant(u), 1], length + primes), *others)
    for _ in range(primes):
        if isinstance(around, arb):
            return arb(0)
        around = around.derivative()
    if isinstance(around, arb) or isinstance(u, arb):
        return constant(around)
    return around(shift(u))


def cbrt(u: Series) -> Series:
    """The real cube root, of negative numbers too."""
    return power(u, Fraction(1, 3))
