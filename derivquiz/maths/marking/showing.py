"""Which of many witnesses to show: one that a person can check by hand, and that gives the answer away as little as it may."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths.balls import Point
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Power, Product, Quotient, names, rational
from derivquiz.maths.marking.quantity import Quantity, Value
from derivquiz.maths.marking.sampling import PLAIN
from derivquiz.maths.marking.single import symbolic
from derivquiz.maths.marking.witness import UNDEFINED, is_readable, witness
from derivquiz.wire import Witness

BITS = 128
MODEST = (Fraction(1, 100), 1000)
"""Sizes of decimals that are read at a glance."""
MODEST_WHOLE = 10**5
"""Whole numbers may be greater."""
MOST_POINTS = 40
MOST_NAMES = 3
"""With more names than this the points are too many to put in order."""
ROOTS = ("sqrt", "cbrt")


def kinder(reference: Quantity, answer: Expression, found: Witness) -> Witness:
    """The witness to show in place of the one that marking came upon, which stays where there is no better.

    A truth of one term, such as 4·x³, is its own coefficient at ±1, so another point shows it. Values of thousands with
    decimals, or of hundredths, give way to smaller ones.
    """
    if UNDEFINED in (found.yours, found.correct):
        return found
    tells = is_one_term(reference)
    point = {name: Fraction(at) for name, at in found.at}
    if not (tells and _is_at_one(point)) and _modest(reference, answer, point) is not None:
        return found
    for candidate in islice(_points(tuple(point)), MOST_POINTS):
        if not (tells and _is_at_one(candidate)) and (values := _modest(reference, answer, candidate)) is not None:
            return witness(candidate, *values)
    return found


def is_one_term(reference: Quantity) -> bool:
    """Whether the truth is a number times powers of names, by the rules."""
    tree = symbolic(reference)
    return tree is not None and bool(names(tree)) and _is_monomial(tree)


def _is_monomial(tree: Expression) -> bool:
    if not names(tree):
        return True
    match tree:
        case Name():
            return True
        case Negate(operand):
            return _is_monomial(operand)
        case Product(factors):
            return all(map(_is_monomial, factors))
        case Quotient(numerator, denominator):
            return _is_monomial(numerator) and _is_monomial(denominator)
        case Power(base, exponent):
            return rational(exponent) is not None and _is_monomial(base)
        case Apply(function, (argument,), 0):
            return function in ROOTS and _is_monomial(argument)
    return False


def _points(of: tuple[str, ...]) -> Iterator[dict[str, Fraction]]:
    """Points of small numbers, the easiest first."""
    if len(of) > MOST_NAMES:
        return
    for ranks in sorted(product(range(len(PLAIN)), repeat=len(of)), key=lambda ranks: (sum(ranks), max(ranks), ranks)):
        yield {name: PLAIN[rank] for name, rank in zip(of, ranks, strict=True)}


def _is_at_one(point: Point) -> bool:
    return all(abs(at) == 1 for at in point.values())


def _modest(reference: Quantity, answer: Expression, point: Point) -> tuple[arb, arb] | None:
    """Both values at a point where they differ and are read at a glance."""
    try:
        yours, right = Value(answer).at(point, BITS), reference.at(point, BITS)
    except EvaluationError:
        return None
    if yours.overlaps(right) or not is_readable(yours, right) or not (_is_modest(yours) and _is_modest(right)):
        return None
    return yours, right


def _is_modest(value: arb) -> bool:
    size = abs(value)
    if value.contains(0):
        return True
    if value.unique_fmpz() is not None:
        return bool(size < MODEST_WHOLE)
    return bool(size > arb(1) / MODEST[0].denominator) and bool(size < MODEST[1])
