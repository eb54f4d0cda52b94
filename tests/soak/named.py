"""The functions of the table of `derivquiz.maths.functions` on jets, by their names there."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial, reduce

from mpmath import mp

from tests.soak.jets import (
    HALF,
    ONE,
    ZERO,
    Jet,
    acos,
    acosh,
    add,
    asin,
    atan,
    atanh,
    constant,
    cos,
    cosh,
    coth,
    divide,
    erf,
    erfc,
    exactly,
    exp,
    ln,
    multiply,
    negate,
    power,
    reciprocal,
    side_of,
    sigmoid,
    sin,
    sinh,
    sqrt,
    subtract,
    tanh,
)


def softmax(part: int, *items: Jet) -> Jet:
    return divide(exp(items[part - 1]), reduce(add, map(exp, items)))


def normal(u: Jet) -> Jet:
    return divide(exp(negate(multiply(HALF, multiply(u, u)))), constant(mp.sqrt(2 * mp.pi)))


def cumulative(u: Jet) -> Jet:
    return multiply(HALF, erfc(negate(divide(u, constant(mp.sqrt(2))))))


def leaky(u: Jet, slope: Jet = ZERO) -> Jet:
    return u if side_of(u) > 0 else multiply(slope, u)


def elu(u: Jet, scale: Jet = ONE) -> Jet:
    return u if side_of(u) > 0 else multiply(scale, subtract(exp(u), ONE))


def greatest(*items: Jet) -> Jet:
    best = items[0]
    for item in items[1:]:
        best = best if side_of(subtract(best, item)) > 0 else item
    return best


def gelu_tanh(u: Jet) -> Jet:
    cubed = multiply(exactly(Fraction(44715, 10**6)), power(u, Fraction(3)))
    inner = multiply(constant(mp.sqrt(2 / mp.pi)), add(u, cubed))
    return multiply(multiply(HALF, u), add(ONE, tanh(inner)))


BY_NAME: dict[str, Callable[..., Jet]] = {
    **{f.__name__: f for f in (exp, ln, sqrt, sin, cos, asin, acos, atan, sinh, cosh, tanh, acosh, atanh)},
    **{f.__name__: f for f in (sigmoid, elu, erf, erfc, gelu_tanh)},
    "sign": lambda u: ONE if side_of(u) > 0 else negate(ONE),
    "step": lambda u: ONE if side_of(u) > 0 else ZERO,
    **{f"softmax{part}": partial(softmax, part) for part in range(1, 9)},
    "asinh": lambda u: ln(add(u, sqrt(add(multiply(u, u), ONE)))),
    "cbrt": lambda u: power(u, Fraction(1, 3)),
    "log_base": lambda b, u: divide(ln(u), ln(b)),
    "tan": lambda u: divide(sin(u), cos(u)),
    "cot": lambda u: divide(cos(u), sin(u)),
    "sec": lambda u: reciprocal(cos(u)),
    "csc": lambda u: reciprocal(sin(u)),
    "asec": lambda u: acos(reciprocal(u)),
    "acsc": lambda u: asin(reciprocal(u)),
    "acot": lambda u: subtract(constant(mp.pi / 2), atan(u)),
    "sech": lambda u: reciprocal(cosh(u)),
    "csch": lambda u: reciprocal(sinh(u)),
    "coth": coth,
    "abs": lambda u: u if side_of(u) > 0 else negate(u),
    "relu": leaky,
    "leaky_relu": lambda u, *a: leaky(u, *(a or (exactly(Fraction(1, 100)),))),
    "max": greatest,
    "min": lambda *items: negate(greatest(*map(negate, items))),
    "softplus": lambda u: ln(add(ONE, exp(u))),
    "silu": lambda u: multiply(u, sigmoid(u)),
    "gelu": lambda u: multiply(u, cumulative(u)),
    "Phi": cumulative,
    "phi": normal,
}
"""Functions of the table of `derivquiz.maths.functions`, by their names there."""
