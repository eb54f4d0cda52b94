"""Expressions at a point in mpmath: what they are worth, and their derivatives, by jets of our own.

Written without the balls of `derivquiz.maths` and sharing nothing with them but the tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mpmath import mp

from derivquiz.maths.expression import (
    Apply,
    Cases,
    Comparison,
    Constant,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    rational,
)
from tests.soak.jets import (
    Jet,
    NoValueError,
    OpenPowerError,
    UnsettledError,
    add,
    constant,
    divide,
    exactly,
    exp,
    ln,
    multiply,
    negate,
    power,
    side_of,
    sign_of,
    subtract,
)
from tests.soak.named import BY_NAME

Point = Mapping[str, Fraction]


def jet(node: Expression, point: Point, along: str) -> Jet:
    """The jet of an expression at a point in the direction of one name, or its value alone for the direction ""."""
    moved = {name: exactly(value, mp.mpf(1) if name == along else 0) for name, value in point.items()}
    return _jet(node, moved)


def jet_at(node: Expression, centre: Mapping[str, Jet], along: str) -> Jet:
    """The jet around values that need not be rational; raises NoValueError or UnsettledError."""
    return _jet(node, {name: Jet(u.value, mp.mpf(1) if name == along else 0, 0, u.size) for name, u in centre.items()})


def _jet(node: Expression, at: Mapping[str, Jet]) -> Jet:
    match node:
        case Number(whole, 0):
            return constant(whole)
        case Number():
            return exactly(node.value)
        case Name(name):
            return at[name]
        case Constant(which):
            return constant(+mp.pi if which == "pi" else +mp.e)
        case Negate(operand):
            return negate(_jet(operand, at))
        case Sum((head, *rest)):
            total = _jet(head, at)
            for term in rest:
                total = add(total, _jet(term, at))
            return total
        case Product((head, *rest)):
            total = _jet(head, at)
            for factor in rest:
                total = multiply(total, _jet(factor, at))
            return total
        case Quotient(top, bottom):
            return divide(_jet(top, at), _jet(bottom, at))
        case Power(base, exponent):
            fixed = rational(exponent)
            under = _jet(base, at)
            if fixed is not None:
                return power(under, fixed)
            up = _jet(exponent, at)
            if sign_of(under) == 0 and sign_of(up) > 0:
                raise UnsettledError("a power of zero, whose slope may be anything")
            if sign_of(under) <= 0 and (seen := _settled(up)) is not None:
                if names(exponent):
                    raise OpenPowerError("a power that may be of a whole number, or not")
                return power(under, seen)
            return exp(multiply(ln(under), up))
        case Apply(function, arguments, 0):
            return BY_NAME[function](*(_jet(argument, at) for argument in arguments))
        case Cases(cases, otherwise):
            for case in cases:
                if all(_holds(condition, at) for condition in case.conditions):
                    return _jet(case.value, at)
            if otherwise is not None:
                return _jet(otherwise, at)
    raise NoValueError("no number")


def _settled(exponent: Jet) -> Fraction | None:
    """A constant exponent that is a fraction of a small denominator for all that can be seen, such as √9 or e^(ln 3)."""
    for bottom in (1, 2, 3):
        nearest = int(mp.nint(exponent.value * bottom))
        if abs(exponent.value * bottom - nearest) < exponent.size * mp.mpf(10) ** (-2 * mp.dps // 3):
            return Fraction(nearest, bottom)
    return None


def _holds(condition: Comparison, at: Mapping[str, Jet]) -> bool:
    side = side_of(subtract(_jet(condition.left, at), _jet(condition.right, at)))
    return (
        condition.relation == "!=" or (condition.relation[0] == ">" and side > 0) or (condition.relation[0] == "<" and side < 0)
    )
