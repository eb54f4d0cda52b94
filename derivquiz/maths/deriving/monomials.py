"""Monomials: a rational coefficient times powers of distinct bases, the form in which products are tidied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor

from derivquiz.maths.expression import (
    LARGEST_BITS,
    Apply,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    exact,
    names,
    rebuild,
    walk,
)

Exponent = Fraction | Expression
"""A fraction wherever it is one."""
Factor = tuple[Expression, Exponent]

HALF = Fraction(1, 2)
EXP = Apply("exp", (Number(1),))
"""The base that stands for exp in exp(u), so that it multiplies as a power does and is written as exp again."""
LARGEST_ROOT = 10**6
"""Roots of whole numbers up to this are freed of the powers in them."""


@dataclass(frozen=True, slots=True)
class Monomial:
    """A coefficient and factors; no two factors have the same base."""

    coefficient: Fraction
    factors: tuple[Factor, ...] = ()

    @property
    def plain_sum(self) -> Sum | None:
        """The sum that this is a rational multiple of, if it is one."""
        if len(self.factors) != 1:
            return None
        base, exponent = self.factors[0]
        return base if isinstance(base, Sum) and exponent == 1 else None


ONE = Monomial(Fraction(1))
ZERO = Monomial(Fraction(0))


@lru_cache(maxsize=8192)
def in_order(e: Expression) -> Expression:
    """The tree with the parts of sums and products in a fixed order: what two spellings of the same thing share."""
    parts = tuple(in_order(part) for part in children(e))
    if isinstance(e, Sum | Product):
        parts = tuple(sorted(parts, key=repr))
    return rebuild(e, parts) if parts else e


def like(monomial: Monomial) -> frozenset[tuple[Expression, Exponent]]:
    """What like terms share: all but the coefficient, in any order."""
    return frozenset(
        (in_order(base), exponent if isinstance(exponent, Fraction) else in_order(exponent))
        for base, exponent in monomial.factors
    )


def number_power(value: Fraction, exponent: Fraction) -> Monomial | None:
    """A rational to a rational power, roots freed of what can be taken out; None where it has no such form."""
    if value == 0:
        return ZERO if exponent > 0 else None
    size = max(value.numerator.bit_length(), value.denominator.bit_length())
    if size * (abs(exponent.numerator) + 1) > LARGEST_BITS:
        return None
    if exponent.denominator == 1:
        return Monomial(value**exponent.numerator)
    if value < 0 or max(value.numerator, value.denominator) > LARGEST_ROOT or exponent.denominator > 12:
        return None
    top = _whole_power(value.numerator, exponent)
    bottom = _whole_power(value.denominator, -exponent)
    return Monomial(top.coefficient * bottom.coefficient, top.factors + bottom.factors)


def _whole_power(n: int, exponent: Fraction) -> Monomial:
    if n == 1:
        return ONE
    whole = floor(exponent)
    rest = exponent - whole
    coefficient, base, root = Fraction(n) ** whole, n, 2
    while root**rest.denominator <= base:
        while base % root**rest.denominator == 0:
            base //= root**rest.denominator
            coefficient *= root**rest.numerator
        root += 1
    return Monomial(coefficient, ((Number(base), rest),) if base > 1 else ())


def tree(exponent: Exponent) -> Expression:
    """An exponent as an expression."""
    return exact(exponent) if isinstance(exponent, Fraction) else exponent


def written(monomial: Monomial) -> Expression:
    """A monomial as a person writes it: minus, number, letters, brackets, functions, over what has negative exponents."""
    c = monomial.coefficient
    if c == 0:
        return Number(0)
    if c < 0:
        turned = _turned(monomial)
        if turned is not None:
            return written(turned)
    top: list[Expression] = []
    bottom: list[Expression] = []
    for base, exponent in sorted(monomial.factors, key=_rank):
        if isinstance(exponent, Fraction) and exponent < 0:
            bottom.append(_power(base, -exponent))
        else:
            top.append(_power(base, exponent))
    if abs(c.numerator) != 1 or not top:
        top.insert(0, Number(abs(c.numerator)))
    if c.denominator != 1:
        bottom.insert(0, Number(c.denominator))
    result = _product(top)
    if bottom:
        result = Quotient(result, _product(bottom))
    return Negate(result) if c < 0 else result


def _turned(monomial: Monomial) -> Monomial | None:
    """The monomial with its minus in a bracket that has no plus, or that is all there is: −x(−3x − 1), −(x − 1)."""
    for base, exponent in monomial.factors:
        if isinstance(base, Sum) and exponent == 1:
            alone = monomial.coefficient == -1 and len(monomial.factors) == 1
            if alone or all(isinstance(term, Negate) for term in base.terms):
                terms = [term.operand if isinstance(term, Negate) else Negate(term) for term in base.terms]
                first = next((i for i, term in enumerate(terms) if not isinstance(term, Negate)), 0)
                turned = Sum((terms[first], *terms[:first], *terms[first + 1 :]))
                others = tuple((turned, exponent) if held is base else (held, power) for held, power in monomial.factors)
                return Monomial(-monomial.coefficient, others)
    return None


def _product(factors: list[Expression]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _power(base: Expression, exponent: Exponent) -> Expression:
    if base == EXP:
        return Apply("exp", (tree(exponent),))
    if exponent == 1:
        return base
    if exponent == HALF:
        return Apply("sqrt", (base,))
    return Power(base, tree(exponent))


def _rank(factor: Factor) -> tuple[int, str]:
    base, exponent = factor
    moving = names(base) | (frozenset() if isinstance(exponent, Fraction) else names(exponent))
    if not moving:
        return (4, "") if base != EXP and _calls(base) else (0, "")
    if isinstance(base, Name) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        return 1, base.name
    if isinstance(base, Sum) and exponent != 1 and isinstance(exponent, Fraction) and exponent.denominator != 1:
        return 3, ""
    if isinstance(base, Sum) and not any(isinstance(part, Apply | Power) for part in _inside(base)):
        return 2, ""
    return 3, ""


def _calls(e: Expression) -> bool:
    return isinstance(e, Apply) or (isinstance(e, Sum) and any(isinstance(part, Apply) for part in walk(e)))


def _inside(e: Expression) -> Iterable[Expression]:
    """The functions in a tree, and the powers with a letter in the exponent."""
    for part in children(e):
        if isinstance(part, Apply) or (isinstance(part, Power) and names(part.exponent)):
            yield part
        yield from _inside(part)
