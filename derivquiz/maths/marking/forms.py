"""The forms that an answer may be asked in: whether it is in one, and an expression put into one.

An expression counts as a polynomial in its names and in whatever else stands in it (sin(x), e^x, 1/x), each taken for a letter.
Its factors over the rationals are known exactly (FLINT); what needs a rule of such letters, as e^(2x) = (e^x)² does, is not seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from derivquiz.errors import TooLargeError
from derivquiz.maths.expression import (
    Expression,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    rational,
    rebuild,
    walk,
)
from derivquiz.maths.marking.polynomials import fraction, polynomials, power, scaled, tree_of


@dataclass(frozen=True, slots=True)
class Form:
    """A form: whether an expression is in it, the same expression put into it, and what it means in words."""

    holds: Callable[[Expression], bool]
    put: Callable[[Expression], Expression]
    asked: str
    """Goes on from "differentiate f"."""
    words: str
    """Goes on from "it was to be"."""


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
        _, (polynomial,) = polynomials(e)
    except TooLargeError:
        return True
    return len(terms) <= max(1, len(polynomial))


def has_no_negative_exponents(e: Expression) -> bool:
    """Whether no power has a negative number for its exponent; e^(-x) has none."""
    return not any(isinstance(part, Power) and (rational(part.exponent) or 0) < 0 for part in walk(e))


def has_no_fraction(e: Expression) -> bool:
    """Whether nothing is divided by but numbers."""
    return has_no_negative_exponents(e) and not any(
        isinstance(part, Quotient) and not rational(part.denominator) for part in walk(e)
    )


def factored(e: Expression) -> Expression:
    """The expression as a product of what it can be split into over the rationals; itself where it is none to be told."""
    if isinstance(e, Quotient):
        return Quotient(factored(e.numerator), factored(e.denominator))
    try:
        letters, (polynomial,) = polynomials(e)
    except TooLargeError:
        return e
    if len(polynomial) == 0:
        return Number(0)
    constant, parts = polynomial.factor()
    trees = []
    for part, times in sorted(parts, key=lambda pair: (len(pair[0]), str(pair[0]))):
        negative = bool(part.leading_coefficient() < 0)
        if negative and int(times) % 2:
            constant = -constant
        tree = tree_of(-part if negative else part, letters)
        trees.append(tree if times == 1 else Power(tree, Number(int(times))))
    return scaled(fraction(constant), trees)


def expanded(e: Expression) -> Expression:
    """The expression multiplied out, like terms collected; itself where that is out of proportion."""
    try:
        letters, (polynomial,) = polynomials(e)
    except TooLargeError:
        return e
    return tree_of(polynomial, letters)


def without_negative_exponents(e: Expression) -> Expression:
    """The expression with 1/x^n for x^(-n), a factor of that kind under the fraction bar."""
    parts = tuple(without_negative_exponents(part) for part in children(e))
    e = rebuild(e, parts) if parts else e
    match e:
        case Power(base, exponent) if (rational(exponent) or 0) < 0:
            return _over((Number(1),), (power(base, -(rational(exponent) or Fraction(0))),))
        case Product(factors) if any(isinstance(factor, Quotient) for factor in factors):
            above = [factor.numerator if isinstance(factor, Quotient) else factor for factor in factors]
            below = [factor.denominator for factor in factors if isinstance(factor, Quotient)]
            return _over(tuple(above), tuple(below))
        case _:
            return e


def divided(e: Expression) -> Expression:
    """The expression with every division carried out that comes out even."""
    parts = tuple(map(divided, children(e)))
    e = rebuild(e, parts) if parts else e
    if isinstance(e, Sum):
        return Sum(tuple(term for part in e.terms for term in (part.terms if isinstance(part, Sum) else (part,))))
    if not isinstance(e, Quotient) or rational(e.denominator) is not None:
        return e
    try:
        letters, (above, below) = polynomials(e.numerator, e.denominator)
        whole, rest = divmod(above, below)
    except (TooLargeError, ZeroDivisionError):
        return e
    return e if rest else tree_of(whole, letters)


FORMS: dict[str, Form] = {
    "factored": Form(is_factored, factored, "factored", "factored: a product, with nothing left that can be taken out"),
    "expanded": Form(is_expanded, expanded, "expanded", "expanded: no bracket left to multiply out, like terms collected"),
    "no-negative-exponents": Form(
        has_no_negative_exponents,
        without_negative_exponents,
        "without negative exponents",
        "written without negative exponents: 1/x for x^(-1)",
    ),
    "no-fraction": Form(
        has_no_fraction,
        divided,
        "without a fraction",
        "divided out, so that no letter is left below a fraction bar",
    ),
}
"""The forms by the names that a deck asks for them with."""


def _is_irreducible(e: Sum) -> bool:
    try:
        _, (polynomial,) = polynomials(e)
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


def _over(above: tuple[Expression, ...], below: tuple[Expression, ...]) -> Expression:
    kept = [factor for factor in above if factor != Number(1)]
    top = kept[0] if len(kept) == 1 else Product(tuple(kept)) if kept else Number(1)
    return Quotient(top, below[0] if len(below) == 1 else Product(below))
