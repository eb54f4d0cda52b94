"""How far rounding on the way can carry a result: what a person reaches who writes every intermediate value to n places."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx

from derivquiz.errors import ImpreciseError
from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Negate,
    Power,
    Product,
    Quotient,
    Sum,
    rational,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.powers import ball, general_power, power, primed
from derivquiz.maths.series import Series, constant, divide

BITS = 128


def band(worked: Expression, places: int) -> arb:
    """The interval of all results that rounding each intermediate value to so many places can give.

    `worked` is the result as one works it out, a number tree such as 2·σ(3)·(1 − σ(3)). The value of a function, of a power, of
    a quotient and of each multiplication of rounded values is written down rounded: an error of up to half a unit of the last
    place, carried on by interval arithmetic. σ(u) is worked as 1/(1 + e^-u), which rounds twice. Whole-number factors and sums
    round nothing. Raises an EvaluationError where the intervals grow so wide that a function may have no value on them.
    """
    before = ctx.prec
    ctx.prec = BITS
    try:
        work = _Work(places)
        result, written = work.of(worked)
        result = result if written else work.rounded(result)
    except (ArithmeticError, ValueError) as error:
        raise ImpreciseError(str(error)) from error
    finally:
        ctx.prec = before
    if not result.is_finite():
        raise ImpreciseError("the rounded values may take any size")
    return result


class _Work:
    """Each value comes with whether it is already a decimal of so many places, as written down."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.half = Fraction(1, 2 * 10**places)

    def rounded(self, value: arb) -> arb:
        """A value as written down; one that is exactly a decimal of so many places stays."""
        if value.is_exact() and (value * 10**self.places).is_integer():
            return value
        return value + arb(0, ball(self.half).upper())

    def of(self, node: Expression) -> tuple[arb, bool]:
        number = rational(node)
        if number is not None:
            if (number * 10**self.places).denominator == 1:
                return ball(number), True
            return self.rounded(ball(number)), True
        match node:
            case Constant(which):
                return self.rounded(arb.pi() if which == "pi" else arb.const_e()), True
            case Negate(operand):
                value, written = self.of(operand)
                return -value, written
            case Sum(terms):
                parts = [self.of(term) for term in terms]
                total = arb(0)
                for value, _ in parts:
                    total += value
                return total, all(written for _, written in parts)
            case Product(factors):
                return self._product(factors)
            case Quotient(numerator, denominator):
                return self._written(divide(self.of(numerator)[0], self.of(denominator)[0]))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Apply():
                return self._apply(node)
            case _:
                raise ImpreciseError("not worked by hand")

    def _product(self, factors: tuple[Expression, ...]) -> tuple[arb, bool]:
        scale = Fraction(1)
        product: arb | None = None
        for factor in factors:
            number = rational(factor)
            if number is not None:
                scale *= number
                continue
            value, _ = self.of(factor)
            product = value if product is None else self.rounded(product * value)
        if product is None:
            return ball(scale), scale.denominator == 1
        return product * ball(scale), scale.denominator == 1

    def _power(self, base: Expression, exponent: Expression) -> tuple[arb, bool]:
        fixed = rational(exponent)
        if fixed is not None and base != Constant("e"):
            return self._written(power(self.of(base)[0], fixed))
        top, _ = self.of(exponent)
        if base == Constant("e"):
            return self._written(top.exp())
        return self._written(general_power(self.of(base)[0], top))

    def _apply(self, node: Apply) -> tuple[arb, bool]:
        row = FUNCTIONS[node.function]
        arguments = [*(self.of(argument)[0] for argument in node.arguments), *map(ball, row.left_out(len(node.arguments)))]
        if node.function == "sigmoid" and not node.primes:
            return self._written(1 / (1 + self.rounded((-arguments[0]).exp())))
        if node.primes:
            return self._written(primed(row.on_series, node.primes, *arguments))
        return self._written(row.on_series(*arguments))

    def _written(self, value: Series) -> tuple[arb, bool]:
        return self.rounded(constant(value)), True
