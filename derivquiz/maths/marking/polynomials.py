"""Polynomials over the rationals in what stands in an expression, by FLINT: sin(x), e^x and 1/x are each taken for a letter."""

from __future__ import annotations

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
)

HIGHEST = 60
"""Sums raised to a higher power than this are not multiplied out."""
MOST_TERMS = 1000


@dataclass(slots=True)
class Letters:
    """What is taken for a letter, in the order met."""

    found: list[Expression] = field(default_factory=list)

    def index(self, node: Expression) -> int:
        """The number of a letter, a new one where it was not met."""
        if node not in self.found:
            self.found.append(node)
        return self.found.index(node)


def polynomials(*trees: Expression) -> tuple[Letters, tuple[fmpq_mpoly, ...]]:
    """Trees as polynomials in their names and in what is taken for a letter, the same for all; raises TooLargeError."""
    letters = Letters()
    for tree in trees:
        _collect(tree, letters)
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

    return letters, tuple(map(of, trees))


def tree_of(polynomial: fmpq_mpoly, letters: Letters) -> Expression:
    """A polynomial as a sum of terms, the highest power of a letter first."""
    terms = []
    for powers, coefficient in polynomial.terms():
        factors = [power(letters.found[i], Fraction(int(times))) for i, times in enumerate(powers) if times]
        factors.sort(key=lambda factor: not isinstance(factor.base if isinstance(factor, Power) else factor, Name))
        terms.append(scaled(fraction(coefficient), factors))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms)) if terms else Number(0)


def power(base: Expression, exponent: Fraction) -> Expression:
    """A power, written plainly where its exponent is 1."""
    return base if exponent == 1 else Power(base, exact(exponent))


def scaled(constant: Fraction, factors: list[Expression]) -> Expression:
    """A number times factors, written with a fraction bar where the number is broken."""
    above = [*([Number(abs(constant.numerator))] if abs(constant.numerator) != 1 or not factors else []), *factors]
    size = above[0] if len(above) == 1 else Product(tuple(above))
    whole = size if constant.denominator == 1 else Quotient(size, Number(constant.denominator))
    return Negate(whole) if constant < 0 else whole


def fraction(number: fmpq) -> Fraction:
    """A number of FLINT as one of Python."""
    return Fraction(int(number.p), int(number.q))


def _checked(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    if len(polynomial) > MOST_TERMS:
        raise TooLargeError("too many terms")
    return polynomial


def _collect(e: Expression, letters: Letters) -> None:
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
