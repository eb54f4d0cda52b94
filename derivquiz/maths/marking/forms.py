"""The forms that an answer may be asked in: whether it is in one, and an expression put into one.

An expression counts as a polynomial in its names and in whatever else stands in it (sin(x), e^x, 1/x), each taken for a letter.
Its factors over the rationals are known exactly (FLINT); what needs a rule of such letters, as e^(2x) = (e^x)² does, is not seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from derivquiz.errors import TooLargeError
from derivquiz.maths.expression import (
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
    rational,
    rebuild,
    walk,
)

HIGHEST = 60
"""Sums raised to a higher power than this are not multiplied out."""
MOST_TERMS = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """A form: whether an expression is in it, the same expression put into it, and what it means in words."""

    holds: Callable[[Expression], bool]
    put: Callable[[Expression], Expression]
    asked: str
    """Goes on from "differentiate f"."""
    words: str
    """Goes on from "it was to be"."""


@dataclass(slots=True)
class _Letters:
    """What is taken for a letter, in the order met."""

    found: list[Expression] = field(default_factory=list)

    def index(self, node: Expression) -> int:
        if node not in self.found:
            self.found.append(node)
        return self.found.index(node)


def is_factored(e: Expression) -> bool:
    """Whether it is a product of powers, none of whose bases can be split further; an irreducible sum is one, too."""
    match e:
        case Negate(operand):
            return is_factored(operand)
        case Product(factors):
            return all(map(is_factored, factors))
        case Quotient(numerator, denominator):
            return is_factored(numerator) and is_factored(denominator)
        case Power(base, _):
            return is_factored(base)
        case Sum():
            return _is_irreducible(e)
        case _:
            return True


def is_expanded(e: Expression) -> bool:
    """Whether no bracket is left to multiply out, and no like terms to collect."""
    terms = e.terms if isinstance(e, Sum) else (e,)
    if any(_has_bracket(term) for term in terms):
        return False
    try:
        polynomial = _polynomial(e, _Letters())
    except TooLargeError:
        return True
    return len(terms) <= max(1, len(polynomial))


def has_no_negative_exponents(e: Expression) -> bool:
    """Whether no power has a negative number for its exponent; e^(-x) has none."""
    return not any(isinstance(part, Power) and (rational(part.exponent) or 0) < 0 for part in walk(e))


def factored(e: Expression) -> Expression:
    """The expression as a product of what it can be split into over the rationals; itself where it is none to be told."""
    if isinstance(e, Quotient):
        return Quotient(factored(e.numerator), factored(e.denominator))
    letters = _Letters()
    try:
        polynomial = _polynomial(e, letters)
    except TooLargeError:
        return e
    if len(polynomial) == 0:
        return Number(0)
    constant, parts = polynomial.factor()
    trees = []
    for part, times in sorted(parts, key=lambda pair: (len(pair[0]), str(pair[0]))):
        negative = _is_negative(part)
        if negative and int(times) % 2:
            constant = -constant
        tree = _tree(-part if negative else part, letters)
        trees.append(tree if times == 1 else Power(tree, Number(int(times))))
    return _scaled(_fraction(constant), trees)


def expanded(e: Expression) -> Expression:
    """The expression multiplied out, like terms collected; itself where that is out of proportion."""
    letters = _Letters()
    try:
        return _tree(_polynomial(e, letters), letters)
    except TooLargeError:
        return e


def without_negative_exponents(e: Expression) -> Expression:
    """The expression with 1/x^n for x^(-n), a factor of that kind under the fraction bar."""
    parts = tuple(without_negative_exponents(part) for part in children(e))
    e = rebuild(e, parts) if parts else e
    match e:
        case Power(base, exponent) if (rational(exponent) or 0) < 0:
            return _over((Number(1),), (_power(base, -(rational(exponent) or Fraction(0))),))
        case Product(factors) if any(isinstance(factor, Quotient) for factor in factors):
            above = [factor.numerator if isinstance(factor, Quotient) else factor for factor in factors]
            below = [factor.denominator for factor in factors if isinstance(factor, Quotient)]
            return _over(tuple(above), tuple(below))
        case _:
            return e


FORMS: dict[str, Form] = {
    "factored": Form(is_factored, factored, "factored", "factored: a product, with nothing left that can be taken out"),
    "expanded": Form(is_expanded, expanded, "expanded", "expanded: no bracket left to multiply out, like terms collected"),
    "no-negative-exponents": Form(
        has_no_negative_exponents,
        without_negative_exponents,
        "without negative exponents",
        "written without negative exponents: 1/x for x^(-1)",
    ),
}
"""The forms by the names that a deck asks for them with."""


def _is_irreducible(e: Sum) -> bool:
    try:
        polynomial = _polynomial(e, _Letters())
    except TooLargeError:
        return True
    if len(polynomial) < 2:
        # like terms that come together, and a sum that is 0
        return False
    _, parts = polynomial.factor()
    return sum(int(times) for _, times in parts) == 1


def _has_bracket(term: Expression) -> bool:
    match term:
        case Negate(operand):
            return isinstance(operand, Sum) or _has_bracket(operand)
        case Product(factors):
            return any(isinstance(factor, Sum) or _has_bracket(factor) for factor in factors)
        case Power(base, exponent):
            whole = rational(exponent)
            raised = whole is not None and whole.denominator == 1 and whole > 1
            return raised and isinstance(base, Sum | Product | Negate | Quotient)
        case Quotient(numerator, denominator):
            split = isinstance(numerator, Sum) and rational(denominator) is not None
            return split or _has_bracket(numerator)
        case Sum():
            return True
        case _:
            return False


def _polynomial(e: Expression, letters: _Letters) -> fmpq_mpoly:
    """A polynomial in the names of a tree and in what is taken for a letter; raises TooLargeError."""
    _collect(e, letters)
    context = fmpq_mpoly_ctx.get([f"t{i}" for i in range(max(1, len(letters.found)))], Ordering.degrevlex)
    generators = context.gens()

    def of(node: Expression) -> fmpq_mpoly:
        number = rational(node)
        if number is not None:
            return context.constant(fmpq(number.numerator, number.denominator))
        result: fmpq_mpoly
        match node:
            case Negate(operand):
                result = -of(operand)
            case Sum(terms):
                result = sum(map(of, terms), start=context.constant(0))
            case Product(factors):
                result = context.constant(1)
                for factor in factors:
                    result = _checked(result * of(factor))
            case Quotient(numerator, denominator) if rational(denominator):
                divisor = rational(denominator) or Fraction(1)
                result = of(numerator) * fmpq(divisor.denominator, divisor.numerator)
            case Power(base, exponent) if (times := _whole(exponent)) is not None:
                under = of(base)
                if len(under) > 1 and len(under) * times > MOST_TERMS:
                    raise TooLargeError("too many terms")
                result = under**times
            case _:
                result = generators[letters.index(node)]
        return _checked(result)

    return of(e)


def _checked(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    if len(polynomial) > MOST_TERMS:
        raise TooLargeError("too many terms")
    return polynomial


def _collect(e: Expression, letters: _Letters) -> None:
    """What of a tree is taken for a letter."""
    if rational(e) is not None:
        return
    match e:
        case Negate() | Sum() | Product():
            for part in children(e):
                _collect(part, letters)
        case Quotient(numerator, denominator) if rational(denominator):
            _collect(numerator, letters)
        case Power(base, exponent) if _whole(exponent) is not None:
            _collect(base, letters)
        case _:
            letters.index(e)


def _whole(exponent: Expression) -> int | None:
    number = rational(exponent)
    return int(number) if number is not None and number.denominator == 1 and 1 <= number <= HIGHEST else None


def _fraction(number: fmpq) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def _is_negative(polynomial: fmpq_mpoly) -> bool:
    return bool(polynomial.leading_coefficient() < 0)


def _tree(polynomial: fmpq_mpoly, letters: _Letters) -> Expression:
    """A polynomial as a sum of terms, the highest power of a letter first."""
    terms = []
    for powers, coefficient in polynomial.terms():
        factors = [_power(letters.found[i], Fraction(int(times))) for i, times in enumerate(powers) if times]
        factors.sort(key=lambda factor: not isinstance(factor.base if isinstance(factor, Power) else factor, Name))
        terms.append(_scaled(_fraction(coefficient), factors))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms)) if terms else Number(0)


def _power(base: Expression, exponent: Fraction) -> Expression:
    return base if exponent == 1 else Power(base, exact(exponent))


def _scaled(constant: Fraction, factors: list[Expression]) -> Expression:
    """A number times factors, written with a fraction bar where the number is broken."""
    above = [*([Number(abs(constant.numerator))] if abs(constant.numerator) != 1 or not factors else []), *factors]
    size = above[0] if len(above) == 1 else Product(tuple(above))
    whole = size if constant.denominator == 1 else Quotient(size, Number(constant.denominator))
    return Negate(whole) if constant < 0 else whole


def _over(above: tuple[Expression, ...], below: tuple[Expression, ...]) -> Expression:
    kept = [factor for factor in above if factor != Number(1)]
    top = kept[0] if len(kept) == 1 else Product(tuple(kept)) if kept else Number(1)
    return Quotient(top, below[0] if len(below) == 1 else Product(below))
