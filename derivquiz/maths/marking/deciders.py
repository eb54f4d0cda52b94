"""Which expressions' zeros cut a line into pieces on which two trees may differ without differing elsewhere.

Where every function is analytic, two trees that agree on one stretch agree on the whole of it. So only this can part them: the
jump or kink of abs, sign, relu, max or a case; the edge or the branch of a root, a logarithm, a power with a fractional exponent
or an inverse function; and, inside any of those, a pole, across which the branch may change (atan(1/x) at 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from derivquiz.maths.expression import (
    Apply,
    Cases,
    Constant,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    rational,
    walk,
)

MOST = 24
"""More deciders than this are not looked at."""
ONE = Number(1)
FIRST_ARGUMENT = frozenset({"abs", "sign", "step", "relu", "leaky_relu", "elu", "sqrt", "cbrt", "ln", "acot"})
BETWEEN_ONES = frozenset({"asin", "acos", "atanh"})
OUTSIDE_ONES = frozenset({"asec", "acsc", "acosh"})
TURNING = {"sin": "cos", "cos": "sin"}
"""Where asin and acos of these turn back: where the other one is 0."""
POLES = {"tan": "cos", "sec": "cos", "cot": "sin", "csc": "sin"}
"""The poles of these are the zeros of the other."""

NEGATIVE, ZERO, POSITIVE = 1, 2, 4
ANY = NEGATIVE | ZERO | POSITIVE
ALWAYS_POSITIVE = frozenset({"exp", "cosh", "sech", "sigmoid", "softplus", "Phi", "phi", "erfc"})
SIGN_OF_ARGUMENT = frozenset(
    {"sinh", "tanh", "asinh", "atanh", "atan", "asin", "erf", "cbrt", "sign", "leaky_relu", "silu", "gelu"}
)


def deciders(nodes: Iterable[Expression]) -> tuple[tuple[Expression, ...], bool]:
    """The expressions whose zeros part the pieces, from all nodes of some trees, and whether these are all."""
    found: dict[Expression, None] = {}
    for node in nodes:
        if not isinstance(node, Apply | Power | Cases):
            continue
        for decider in _of_node(node):
            for each in (decider, *_poles(decider)):
                if signs(each) not in {NEGATIVE, ZERO, POSITIVE}:
                    found[each] = None
    kept = tuple(found)
    return kept[:MOST], len(kept) <= MOST


def _of_node(node: Expression) -> Iterator[Expression]:
    match node:
        case Apply("asin" | "acos", (Apply(("sin" | "cos") as inner, (angle,), 0),), 0):
            yield Apply(TURNING[inner], (angle,))
        case Apply(name, (argument, *_)) if name in FIRST_ARGUMENT:
            yield argument
        case Apply(name, (argument, *_)) if name in BETWEEN_ONES or name in OUTSIDE_ONES:
            yield Sum((argument, Negate(ONE)))
            yield Sum((argument, ONE))
            if name in OUTSIDE_ONES:
                yield argument
        case Apply("atan" | "asinh", (argument,)):
            yield from _poles(argument)
        case Apply("log_base", (base, argument)):
            yield from (argument, base, Sum((base, Negate(ONE))))
        case Apply("max" | "min", arguments):
            yield from (_difference(a, b) for a, b in combinations(arguments, 2))
        case Power(base, exponent) if base != Constant("e"):
            fixed = rational(exponent)
            if fixed is None or fixed.denominator != 1:
                yield base
        case Cases(cases, _):
            yield from (_difference(c.left, c.right) for case in cases for c in case.conditions)


def _difference(one: Expression, other: Expression) -> Expression:
    if rational(other) == 0:
        return one
    return other if rational(one) == 0 else Sum((one, Negate(other)))


def _poles(tree: Expression) -> Iterator[Expression]:
    for part in walk(tree):
        match part:
            case Quotient(_, denominator):
                yield denominator
            case Power(base, exponent) if signs(exponent) == NEGATIVE:
                yield base
            case Apply(name, (argument,)) if name in POLES:
                yield Apply(POLES[name], (argument,))
            case Apply("coth" | "csch", (argument,)):
                yield argument


def signs(e: Expression) -> int:
    """The signs that an expression may have where it is defined, as far as its form tells: NEGATIVE | ZERO | POSITIVE."""
    match e:
        case Number(mantissa):
            return POSITIVE if mantissa else ZERO
        case Constant():
            return POSITIVE
        case Name():
            return ANY
        case Negate(operand):
            return _opposite(signs(operand))
        case Sum(terms):
            return _of_sum([signs(term) for term in terms])
        case Product(factors):
            result = POSITIVE
            for factor in factors:
                result = _times(result, signs(factor))
            return result
        case Quotient(top, bottom):
            return _times(signs(top), signs(bottom) & ~ZERO)
        case Power(base, exponent):
            return _of_power(base, exponent)
        case Apply(name, (argument, *_), 0):
            return _of_function(name, signs(argument))
        case _:
            return ANY


def _opposite(held: int) -> int:
    return (held & ZERO) | (POSITIVE if held & NEGATIVE else 0) | (NEGATIVE if held & POSITIVE else 0)


def _times(one: int, other: int) -> int:
    result = (one | other) & ZERO
    if one & other & (POSITIVE | NEGATIVE):
        result |= POSITIVE
    if (one & POSITIVE and other & NEGATIVE) or (one & NEGATIVE and other & POSITIVE):
        result |= NEGATIVE
    return result


def _of_sum(terms: list[int]) -> int:
    either = 0
    for term in terms:
        either |= term
    if either & POSITIVE and either & NEGATIVE:
        return ANY
    return either & ~ZERO if any(not term & ZERO for term in terms) else either


def _of_power(base: Expression, exponent: Expression) -> int:
    under = signs(base)
    if under == POSITIVE:
        return POSITIVE
    fixed = rational(exponent)
    if fixed is None:
        return POSITIVE | ZERO
    if fixed == 0:
        return POSITIVE
    if fixed < 0:
        under &= ~ZERO
    if fixed.denominator % 2 == 0:
        return under & ~NEGATIVE
    if fixed.numerator % 2 == 0:
        return (under & ZERO) | (POSITIVE if under & ~ZERO else 0)
    return under


def _of_function(name: str, inner: int) -> int:
    if name in ALWAYS_POSITIVE or name.startswith("softmax"):
        return POSITIVE
    if name in SIGN_OF_ARGUMENT:
        return inner
    match name:
        case "sqrt":
            return inner & ~NEGATIVE
        case "abs":
            return (inner & ZERO) | (POSITIVE if inner & ~ZERO else 0)
        case "relu":
            return (inner & POSITIVE) | (ZERO if inner & ~POSITIVE else 0)
        case "acos" | "acosh":
            return ZERO | POSITIVE
        case _:
            return ANY
