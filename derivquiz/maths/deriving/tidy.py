"""Tidying: `present` for what parameters leave on the page, `simplify` for what a person writes as the answer."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from derivquiz.maths.deriving.collecting import monomial
from derivquiz.maths.deriving.monomials import written
from derivquiz.maths.expression import (
    Expression,
    Matrix,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Undefined,
    Vector,
    children,
    exact,
    rebuild,
    walk,
)

PASSES = 6
MOST_DECIMALS = 4


@lru_cache(maxsize=4096)
def simplify(e: Expression) -> Expression:
    """The same value as a person writes an answer: numbers worked out, like terms joined, constants in front, minus signs out."""
    if isinstance(e, Undefined):
        return e
    if isinstance(e, Vector | Matrix):
        return rebuild(e, tuple(simplify(part) for part in children(e)))
    decimals = any(isinstance(part, Number) and part.places for part in walk(e))
    for _ in range(PASSES):
        tidied = written(monomial(e))
        tidied = _in_decimals(tidied) if decimals else tidied
        if tidied == e:
            break
        e = tidied
    return e


def _in_decimals(e: Expression) -> Expression:
    """The tree with short decimals for the fractions that have them, for what was written in decimals; exponents stay."""
    if isinstance(e, Power):
        return Power(_in_decimals(e.base), e.exponent)
    parts = tuple(_in_decimals(part) for part in children(e))
    if not isinstance(e, Quotient):
        return rebuild(e, parts) if parts else e
    p, above = _coefficient(parts[0])
    q, below = _coefficient(parts[1])
    c = p / q if q else Fraction(1)
    digits = next((n for n in range(MOST_DECIMALS + 1) if (c * 10**n).denominator == 1), None)
    if q in (0, 1) or digits is None:
        return Quotient(*parts)
    top = _joined((Number((c * 10**digits).numerator, digits), *above) if c != 1 or not above else above)
    return Quotient(top, _joined(below)) if below else top


def _coefficient(e: Expression) -> tuple[Fraction, tuple[Expression, ...]]:
    factors = e.factors if isinstance(e, Product) else (e,)
    first = factors[0]
    return (first.value, factors[1:]) if isinstance(first, Number) else (Fraction(1), factors)


def _joined(factors: tuple[Expression, ...]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(factors)


@lru_cache(maxsize=4096)
def present(e: Expression) -> Expression:
    """The page as it is meant once parameters stand in it: 1·x¹ + (−5) is x − 5; the order and the brackets are kept."""
    parts = tuple(present(part) for part in children(e))
    match e:
        case Negate():
            return negated(parts[0])
        case Sum():
            return _sum(parts)
        case Product():
            return _product(parts)
        case Quotient():
            return _quotient(parts[0], parts[1])
        case Power():
            return _power(parts[0], parts[1])
        case _:
            return rebuild(e, parts) if parts else e


def negated(e: Expression) -> Expression:
    """The expression with its sign changed; two signs cancel."""
    if isinstance(e, Negate):
        return e.operand
    return e if isinstance(e, Number) and not e.mantissa else Negate(e)


def literal(e: Expression) -> Fraction | None:
    """The value of a number as it is written: 3, −3, 0.5, 2/3; None for anything that is worked out."""
    match e:
        case Number():
            return e.value
        case Negate(operand):
            inner = literal(operand)
            return None if inner is None else -inner
        case Quotient(Number() as top, Number() as bottom) if bottom.mantissa:
            return top.value / bottom.value
        case _:
            return None


def number(value: Fraction, like: tuple[Expression, ...]) -> Expression:
    """A number, as a decimal where those that it came from were decimals and it can be."""
    places = max((part.places for node in like for part in (node, *children(node)) if isinstance(part, Number)), default=0)
    for digits in range(places + 3 if places else 0):
        scaled = abs(value) * 10**digits
        if scaled.denominator == 1:
            plain = Number(scaled.numerator, digits)
            return Negate(plain) if value < 0 else plain
    return exact(value)


def _sum(terms: tuple[Expression, ...]) -> Expression:
    numbers = tuple(term for term in terms if literal(term))
    total = sum((literal(term) or Fraction(0) for term in numbers), Fraction(0))
    kept: list[Expression] = []
    placed = False
    for term in terms:
        if literal(term) == 0:
            continue
        if literal(term) is None:
            kept.append(term)
        elif not placed:
            placed = True
            if total:
                kept.append(term if len(numbers) == 1 else number(total, numbers))
    if not kept:
        return Number(0)
    return kept[0] if len(kept) == 1 else Sum(tuple(kept))


def _product(factors: tuple[Expression, ...]) -> Expression:
    minus = False
    kept: list[Expression] = []
    numbers: list[Expression] = []
    for factor in factors:
        size = factor.operand if isinstance(factor, Negate) else factor
        minus = minus != isinstance(factor, Negate)
        (kept if literal(size) is None else numbers).append(size)
    c = Fraction(1)
    for factor in numbers:
        c *= literal(factor) or Fraction(0)
    result = _scaled(c, tuple(numbers), kept)
    return negated(result) if minus else result


def _scaled(c: Fraction, numbers: tuple[Expression, ...], factors: list[Expression]) -> Expression:
    """A number before factors; a fraction's denominator goes below them."""
    if c == 0:
        return Number(0)
    front = number(c, numbers) if len(numbers) != 1 else numbers[0]
    if not factors:
        return front
    if isinstance(front, Quotient):
        top = _scaled(Fraction(c.numerator), (), factors)
        return Quotient(top, Number(c.denominator)) if c.denominator != 1 else top
    parts = factors if c == 1 else [front, *factors]
    return parts[0] if len(parts) == 1 else Product(tuple(parts))


def _quotient(top: Expression, bottom: Expression) -> Expression:
    if isinstance(top, Negate) or isinstance(bottom, Negate):
        minus = isinstance(top, Negate) != isinstance(bottom, Negate)
        above = top.operand if isinstance(top, Negate) else top
        below = bottom.operand if isinstance(bottom, Negate) else bottom
        result = _quotient(above, below)
        return negated(result) if minus else result
    a, b = literal(top), literal(bottom)
    if b == 1 or (a == 0 and b != 0):
        return top
    if a is not None and b:
        return number(a / b, (top, bottom))
    if b and isinstance(top, Product) and b.denominator == 1:
        c = literal(top.factors[0])
        if c is not None and c.denominator == 1 and not (isinstance(top.factors[0], Number) and top.factors[0].places):
            return _scaled(c / b, (), list(top.factors[1:]))
    return Quotient(top, bottom)


def _power(base: Expression, exponent: Expression) -> Expression:
    n = literal(exponent)
    if n == 1:
        return base
    if n == 0 and literal(base) != 0:
        return Number(1)
    return Power(base, exponent)
