"""Whether an answer can lack a value on a stretch where the displayed function has one, as far as the forms of the two tell.

An answer has no value on a whole stretch for two reasons only: a root, a logarithm, a power or an inverse function is outside its
domain, or something that is divided by is 0 all along. The first can't part the two where the displayed function has the same
root of the same thing. The second takes something that breaks: where every function is analytic, zeros lie apart from each other
or everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivquiz.maths.expression import (
    Apply,
    Cases,
    Constant,
    Expression,
    Name,
    Negate,
    Power,
    Product,
    Quotient,
    Undefined,
    children,
    names,
    rational,
    walk,
)
from derivquiz.maths.marking.deciders import NEGATIVE, ZERO, deciders, signs

ROOTS = frozenset({"sqrt", "ln"})
"""Functions of what is positive."""
BOUNDED = frozenset({"asin", "acos", "atanh", "acosh", "asec", "acsc", "log_base"})
"""Functions with other domains, which are known to be kept only where the displayed function has the same one."""
POLES = frozenset({"cot", "csc", "coth", "csch"})
"""Functions that have no value where the argument is exactly 0."""
ZERO_AT_ZERO = frozenset({"sqrt", "cbrt", "abs", "sinh", "tanh", "asinh", "atan", "asin", "atanh", "erf", "leaky_relu"})
"""Functions that are 0 where the argument is, and nowhere else."""


def is_kept(displayed: Expression, answer: Expression) -> bool:
    """Whether the answer certainly has a value wherever the displayed function has one, but at single points.

    It must have a value at a point of each piece of the line where it could have none at all, which is for the caller to see: one
    point is enough, since nothing here breaks the line but what the displayed function has too. False says nothing.
    """
    granted = frozenset(_granted(displayed))
    return all(_has_value(node, granted) for node in walk(answer))


def _granted(displayed: Expression) -> Iterator[Expression]:
    """What is not negative, and which bounded functions have a value, wherever a tree has one; nothing of cases."""
    if isinstance(displayed, Cases):
        return
    match displayed:
        case Power(base, exponent) if base != Constant("e"):
            fixed = rational(exponent)
            if names(exponent) if fixed is None else fixed.denominator % 2 == 0:
                yield base
        case Apply(name, arguments) if name in ROOTS:
            yield arguments[0]
        case Apply(name) if name in BOUNDED:
            yield displayed
    for part in children(displayed):
        yield from _granted(part)


def _has_value(node: Expression, granted: frozenset[Expression]) -> bool:
    """Whether a node has a value where its parts have, but at single points."""
    match node:
        case Cases() | Undefined():
            return False
        case Quotient(_, bottom):
            return _vanishes_apart(bottom)
        case Power(base, exponent) if base != Constant("e"):
            fixed = rational(exponent)
            if fixed is None:
                return _is_positive(base, granted)
            return (fixed > 0 or _vanishes_apart(base)) and (fixed.denominator % 2 == 1 or _is_not_negative(base, granted))
        case Apply(_, _, primes) if primes:
            return False
        case Apply("sqrt", (argument,)):
            return _is_not_negative(argument, granted)
        case Apply("ln", (argument,)):
            return _is_positive(argument, granted)
        case Apply(name, (argument, *_)) if name in POLES:
            return _vanishes_apart(argument)
        case Apply(name) if name in BOUNDED:
            return node in granted
    return True


def _is_not_negative(e: Expression, granted: frozenset[Expression]) -> bool:
    return not names(e) or not signs(e) & NEGATIVE or e in granted


def _is_positive(e: Expression, granted: frozenset[Expression]) -> bool:
    return _is_not_negative(e, granted) and _vanishes_apart(e)


def _vanishes_apart(e: Expression) -> bool:
    """Whether the zeros of an expression lie apart from each other, unless it is 0 everywhere."""
    if not names(e) or not signs(e) & ZERO:
        return True
    match e:
        case Name():
            return True
        case Negate(part) | Quotient(part, _) | Power(part, _):
            return _vanishes_apart(part)
        case Product(factors):
            return all(map(_vanishes_apart, factors))
        case Apply(name, (argument, *_), 0) if name in ZERO_AT_ZERO:
            return _vanishes_apart(argument)
        case Apply("ln", (argument,), 0):
            return not deciders(walk(argument))[0]
    return not deciders(walk(e))[0]
