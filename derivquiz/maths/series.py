"""Functions on balls and on power series with ball coefficients (Arb, through python-flint).

One formula serves the value and every derivative: on a ball it gives the value; on a series to length n it gives f, f′, f″/2, …
of the composition, each in an interval certain to hold it. Real semantics: a root or a logarithm of a negative number is
undefined, an odd root of one is not, and a jump's or a kink's own value is a convention.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flint import arb, arb_series

from derivquiz.errors import ConventionError, ImpreciseError, UndefinedError

Series = arb | arb_series
"""A ball is a series that does not vary."""


def constant(u: Series) -> arb:
    """The value of a series at its centre."""
    return u if isinstance(u, arb) else u[0]


def is_plain(u: Series) -> bool:
    """Whether a series is its value alone, so that no derivative is asked of it."""
    return isinstance(u, arb) or u.prec <= 1


def positive(u: Series) -> bool | None:
    """The sign of a series at its centre: True, False, or None for exactly zero; raises ImpreciseError where bits are lacking."""
    value = u if isinstance(u, arb) else u[0]
    if value > 0:
        return True
    if value < 0:
        return False
    if value.is_zero():
        return None
    raise ImpreciseError("sign not settled")


_SIDE: ContextVar[int] = ContextVar("side", default=0)


@contextmanager
def seen_from(side: int) -> Iterator[None]:
    """Within it, jumps and kinks are taken as they are just after the centre (1) of the series' variable or just before (-1)."""
    token = _SIDE.set(side)
    try:
        yield
    finally:
        _SIDE.reset(token)


def branch(u: Series) -> bool | None:
    """The sign of a series at its centre or, where it is 0 there and a side is set, next to it."""
    sign, side = positive(u), _SIDE.get()
    if sign is not None or not side or isinstance(u, arb):
        return sign
    for k in range(1, u.prec):
        if not u[k].is_zero():
            return positive(u[k]) is (side > 0 or k % 2 == 0)
    return None


def divide(top: Series, bottom: Series) -> Series:
    """A quotient; undefined where the denominator is zero."""
    if positive(bottom) is None:
        raise UndefinedError("division by zero")
    return top / bottom


def ln(u: Series) -> Series:
    if positive(u) is not True:
        raise UndefinedError("logarithm of a number that is not positive")
    return u.log()


def sqrt(u: Series) -> Series:
    sign = positive(u)
    if sign is False:
        raise UndefinedError("root of a negative number")
    if sign is None:
        if is_plain(u):
            return arb(0)
        raise UndefinedError("a root has no slope at 0")
    return u.sqrt()


def within_one(u: Series) -> None:
    """Undefined outside [-1, 1], and at its ends where a slope is asked."""
    for side in (1 - constant(u), 1 + constant(u)):
        sign = positive(side)
        if sign is False or (sign is None and not is_plain(u)):
            raise UndefinedError("outside [-1, 1]")


def asin(u: Series) -> Series:
    within_one(u)
    return u.asin()


def acos(u: Series) -> Series:
    within_one(u)
    return u.acos()


def acosh(u: Series) -> Series:
    sign = positive(u - 1)
    if sign is False or (sign is None and not is_plain(u)):
        raise UndefinedError("below 1")
    if isinstance(u, arb):
        return u.acosh()
    return (u + (u * u - 1).sqrt()).log() if sign else arb(0)


def asinh(u: Series) -> Series:
    if isinstance(u, arb):
        return u.asinh()
    # on the negative side the sum under the logarithm cancels, so the odd symmetry is used
    negative = constant(u) < 0
    v = -u if negative else u
    result = (v + (v * v + 1).sqrt()).log()
    return -result if negative else result


def atanh(u: Series) -> Series:
    centre = constant(u)
    if positive(1 - centre) is not True or positive(1 + centre) is not True:
        raise UndefinedError("outside (-1, 1)")
    return u.atanh() if isinstance(u, arb) else ((1 + u) / (1 - u)).log() / 2


def cosh(u: Series) -> Series:
    return u.cosh() if isinstance(u, arb) else (u.exp() + (-u).exp()) / 2


def sinh(u: Series) -> Series:
    if isinstance(u, arb):
        return u.sinh()
    value, slope = constant(u).sinh_cosh()
    if u.prec == 2:
        # the difference of two exponentials would cancel near 0
        return arb_series([value, slope * u[1]], 2)
    return (u.exp() - (-u).exp()) / 2


def tanh(u: Series) -> Series:
    if isinstance(u, arb):
        return u.tanh()
    # written so that nothing overflows or cancels far from 0
    if constant(u) > 0:
        return 1 - 2 / ((2 * u).exp() + 1)
    return 2 / ((-2 * u).exp() + 1) - 1


def sigmoid(u: Series) -> Series:
    return 1 / ((-u).exp() + 1)


def softplus(u: Series) -> Series:
    if isinstance(u, arb):
        # ln(1 + e^u) = max(u, 0) + ln(1 + e^-|u|), and log1p keeps the small one
        return (-u).exp().log1p() + u if u > 0 else u.exp().log1p()
    if constant(u) > 0:
        return u + ((-u).exp() + 1).log()
    return (u.exp() + 1).log()


def normal_cdf(u: Series) -> Series:
    return (-u / arb(2).sqrt()).erfc() / 2


def normal_density(u: Series) -> Series:
    return (-(u * u) / 2).exp() / (2 * arb.pi()).sqrt()


def gelu_tanh(u: Series) -> Series:
    # Hendrycks and Gimpel 2016, the approximation: x/2 · (1 + tanh(√(2/π)(x + 0.044715 x³)))
    inner = (2 / arb.pi()).sqrt() * (u + u * u * u * (arb(44715) / 1000000))
    return u * (tanh(inner) + 1) / 2


def absolute(u: Series) -> Series:
    if isinstance(u, arb):
        return abs(u)
    sign = branch(u)
    if sign is None:
        return kink(u)
    return u if sign else -u


def kink(u: Series) -> Series:
    """The value at a kink, where the value itself is no matter of convention but the slope is."""
    if is_plain(u):
        return constant(u)
    raise ConventionError("a kink: no slope there")


def jump(u: Series, below: int, above: int) -> Series:
    """The value on either side of a jump."""
    side = branch(u)
    if side is None:
        raise ConventionError("a jump: the value there is a convention")
    return arb(above if side else below)


def sign(u: Series) -> Series:
    return jump(u, -1, 1)


def step(u: Series) -> Series:
    return jump(u, 0, 1)


def relu(u: Series) -> Series:
    if isinstance(u, arb):
        return u.max(arb(0))
    side = branch(u)
    if side is None:
        return kink(u)
    return u if side else arb(0)


def leaky_relu(u: Series, slope: Series) -> Series:
    side = branch(u)
    if side is None:
        return kink(u)
    return u if side else slope * u


def elu(u: Series, scale: Series) -> Series:
    side = branch(u)
    if side is None:
        if isinstance(u, arb) or u.prec <= 1 or (constant(scale - 1).is_zero() and u.prec <= 2):
            return u
        raise ConventionError("a kink: no slope there")
    if side:
        return u
    return scale * (u.expm1() if isinstance(u, arb) else u.exp() - 1)


def log_base(base: Series, u: Series) -> Series:
    if positive(base) is not True or positive(base - 1) is None:
        raise UndefinedError("a logarithm's base is positive and not 1")
    return ln(u) / base.log()


def maximum(*values: Series) -> Series:
    return _extreme(values, 1)


def minimum(*values: Series) -> Series:
    return _extreme(values, -1)


def _extreme(values: tuple[Series, ...], direction: int) -> Series:
    result = values[0]
    for value in values[1:]:
        if is_plain(result) and is_plain(value):
            # whichever is the greater, it lies in the hull that Arb gives
            one, other = constant(result), constant(value)
            result = one.max(other) if direction == 1 else one.min(other)
            continue
        side = branch((result - value) * direction)
        if side is None:
            raise ConventionError("a kink: no slope there")
        result = result if side else value
    return result
