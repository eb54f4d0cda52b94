"""The exact proof that two numbers made of whole numbers, the four operations and roots are equal: √(11 + 6√2) is 3 + √2.

Such a number is 0 or else no smaller than a bound that its form gives, so that a ball below the bound proves it 0. The bound is
that of Burnikel, Funke, Mehlhorn, Schirra and Schmitt (A separation bound for real algebraic expressions, ESA 2001): with u and l
for a node's size above and below the line, worked out from the leaves up, and D for the product of the degrees of all roots, a
number that is not 0 is at least 1/(l·u^(D − 1)).
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, log2

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.expression import Apply, Expression, Negate, Power, Product, Quotient, Sum, rational, walk

MOST_BITS = 4000
"""A bound below 2 to minus this is left to other proofs."""
MOST_DEGREE = 1 << 10
SPARE = 64
DEGREES = {"sqrt": 2, "cbrt": 3}

Sizes = tuple[float, float]
"""The binary logarithms of u and l."""


class _OtherNumberError(Exception):
    """A number that is made of something else too."""


def are_equal(one: Expression, other: Expression) -> bool:
    """Whether two trees are certainly the same number; False where they are not made of roots, or nothing is certain."""
    difference = Sum((one, Negate(other)))
    try:
        up, low = _sizes(difference)
        bits = ceil((up * (_degree(difference) - 1) + low) * (1 + 1e-9)) + 1
        if bits > MOST_BITS:
            return False
        size = abs(balls.value(difference, {}, bits=2 * bits + SPARE))
    except (_OtherNumberError, EvaluationError, OverflowError, ValueError, RecursionError):
        return False
    return bool(size < arb(2) ** -bits)


def _degree(tree: Expression) -> int:
    """The product of the degrees of all roots, each counted once."""
    degree = 1
    for node in set(walk(tree)):
        degree *= _root(node)[1]
        if degree > MOST_DEGREE:
            raise _OtherNumberError
    return degree


def _root(node: Expression) -> tuple[Expression, int, int]:
    """What a root is taken of, of which degree, and to which power that is raised; a degree of 1 for any other node."""
    match node:
        case Apply(name, (argument,), 0) if name in DEGREES:
            return argument, DEGREES[name], 1
        case Power(base, exponent) if (fixed := rational(exponent)) is not None:
            return base, fixed.denominator, fixed.numerator
    return node, 1, 1


def _sizes(node: Expression) -> Sizes:
    known = rational(node)
    if known is not None:
        return _of_number(known)
    match node:
        case Negate(operand):
            return _sizes(operand)
        case Sum(terms):
            up, low = _sizes(terms[0])
            for term in terms[1:]:
                above, below = _sizes(term)
                up, low = _added(up + below, low + above), low + below
            return up, low
        case Product(factors):
            parts = [_sizes(factor) for factor in factors]
            return sum(up for up, _ in parts), sum(low for _, low in parts)
        case Quotient(top, bottom):
            (up, low), (above, below) = _sizes(top), _sizes(bottom)
            return up + below, low + above
        case Apply() | Power():
            return _of_root(node)
    raise _OtherNumberError


def _of_root(node: Expression) -> Sizes:
    inner, degree, times = _root(node)
    if inner is node:
        raise _OtherNumberError
    up, low = _sizes(inner)
    if up >= low:
        up = (up + low * (degree - 1)) / degree
    else:
        low = (up * (degree - 1) + low) / degree
    return (up * times, low * times) if times >= 0 else (low * -times, up * -times)


def _of_number(value: Fraction) -> Sizes:
    return log2(max(1, abs(value.numerator))), log2(value.denominator)


def _added(one: float, other: float) -> float:
    """The logarithm of a sum."""
    high, less = max(one, other), min(one, other)
    return high + log2(1 + 2 ** (less - high))
