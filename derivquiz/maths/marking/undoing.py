"""At which argument a function takes a value, as a rational close by."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, ctx, fmpq

from derivquiz.maths.expression import Apply, Constant, Expression, Power, names, rational

BITS = 192
MOST_BITS = 1 << 14
"""A constant beyond 2 to this is left to scanning."""
PERIODS = 6
"""So many periods of a sine are looked at on either side."""
UNDONE: dict[str, Callable[[arb], arb]] = {
    "exp": arb.log,
    "ln": arb.exp,
    "sqrt": lambda r: r * r,
    "cbrt": lambda r: r**3,
    "sinh": arb.asinh,
    "tanh": arb.atanh,
    "sigmoid": lambda r: (r / (1 - r)).log(),
    "softplus": lambda r: r.expm1().log(),
    "asinh": arb.sinh,
    "atanh": arb.tanh,
    "atan": arb.tan,
    "asin": arb.sin,
    "acos": arb.cos,
    "abs": lambda r: r,
    "relu": lambda r: r,
    "cosh": arb.acosh,
    "acosh": arb.cosh,
    "sech": lambda r: (1 / r).acosh(),
    "csch": lambda r: (1 / r).asinh(),
    "coth": lambda r: (1 / r).atanh(),
    "erf": arb.erfinv,
    "erfc": arb.erfcinv,
    "Phi": lambda r: (2 * r - 1).erfinv() * arb(2).sqrt(),
}
EVEN = frozenset({"abs", "cosh", "sech"})
UPSIDE_DOWN = {"sec": "cos", "csc": "sin", "cot": "tan"}


class OutOfProportionError(Exception):
    """No rational number or function of a reasonable size."""


def inside(leaf: Expression, at: Fraction) -> tuple[Expression, list[Fraction]] | None:
    """The argument of a function and the values of it at which the function takes one; None where that isn't worked out."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        ball = arb(fmpq(at.numerator, at.denominator))
        match leaf:
            case Power(Constant("e"), exponent):
                return exponent, [fraction(ball.log())] if at > 0 else []
            case Power(base, exponent) if not names(base) and (under := rational(base)) is not None and under > 0:
                below = arb(fmpq(under.numerator, under.denominator)).log()
                return exponent, [fraction(ball.log() / below)] if at > 0 else []
            case Power(base, exponent) if fixed := rational(exponent):
                if at == 0:
                    return base, [Fraction(0)]
                size = fraction((abs(ball).log() / arb(fmpq(fixed.numerator, fixed.denominator))).exp())
                return base, [size, -size]
            case Apply("sin" | "cos" | "tan" as name, (angle,), 0):
                return angle, _angles(name, ball)
            case Apply("sec" | "csc" | "cot" as name, (angle,), 0):
                return angle, _angles(UPSIDE_DOWN[name], 1 / ball) if at else _angles("cos", ball) if name == "cot" else []
            case Apply(name, (argument,), 0) if name in UNDONE:
                found = fraction(UNDONE[name](ball))
                return argument, [found, -found] if name in EVEN else [found]
        return None
    finally:
        ctx.prec = before


def _angles(name: str, ball: arb) -> list[Fraction]:
    turn = arb.pi()
    if name == "tan":
        return [fraction(ball.atan() + k * turn) for k in range(-PERIODS, PERIODS)]
    if abs(ball) > 1:
        return []
    # at ±1 a rounding must not lead out of [-1, 1]
    first = ball.max(arb(-1)).min(arb(1))
    first = first.asin() if name == "sin" else first.acos()
    other = turn - first if name == "sin" else -first
    return [fraction(each + 2 * k * turn) for each in (first, other) for k in range(-PERIODS // 2, PERIODS // 2)]


def fraction(ball: arb) -> Fraction:
    """The middle of a ball; raises OutOfProportionError where it is out of all proportion."""
    if not ball.is_finite():
        raise OutOfProportionError
    mantissa, exponent = ball.mid().man_exp()
    if int(mantissa) and abs(int(exponent)) > MOST_BITS:
        raise OutOfProportionError
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
