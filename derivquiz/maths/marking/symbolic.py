"""Trees as SymPy expressions, built node by node: SymPy never sees a text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derivquiz.errors import TooLargeError
from derivquiz.maths.expression import (
    LARGEST_BITS,
    Apply,
    Cases,
    Comparison,
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
from derivquiz.maths.functions import FUNCTIONS

RELATIONS = {"<": "Lt", "<=": "Lt", ">": "Ge", ">=": "Ge", "=": "Eq", "!=": "Ne"}
"""What holds on the very boundary of two cases is a convention: one is taken, so that it stands in no proof's way."""


def to_sympy(node: Expression, positive: frozenset[str] = frozenset()) -> Any:
    """The SymPy expression of a tree; names are real numbers, and those given as positive are.

    Odd roots are real, as everywhere here: u^(p/q) with q odd becomes |u|^(p/q), with the sign of u where p is odd. Raises
    TooLargeError where SymPy would work out a number out of all proportion, TypeError for what is no number.
    """
    import sympy  # takes half a second, which only a proof is worth

    return _Builder(sympy, positive).of(node)


def positive_names(*trees: Expression) -> frozenset[str]:
    """The names that are positive wherever the trees have values: right under a logarithm, an even root or a variable power."""
    return frozenset(part.name for tree in trees for node in walk(tree) if isinstance(part := _under(node), Name))


def _under(node: Expression) -> Expression | None:
    match node:
        case Apply("ln" | "sqrt", (argument,)):
            return argument
        case Power(base, exponent):
            fixed = rational(exponent)
            varies = fixed is None or fixed.denominator % 2 == 0
            return base if varies else None
    return None


class _Builder:
    def __init__(self, sympy: Any, positive: frozenset[str]) -> None:
        self.sympy = sympy
        self.positive = positive

    def of(self, node: Expression) -> Any:
        sympy = self.sympy
        match node:
            case Number():
                return sympy.Rational(node.value.numerator, node.value.denominator)
            case Name(name):
                return sympy.Symbol(name, positive=True) if name in self.positive else sympy.Symbol(name, real=True)
            case Constant(which):
                return sympy.pi if which == "pi" else sympy.E
            case Negate(operand):
                return -self.of(operand)
            case Sum(terms):
                return sympy.Add(*map(self.of, terms))
            case Product(factors):
                return sympy.Mul(*map(self.of, factors))
            case Quotient(numerator, denominator):
                return self.of(numerator) / self.of(denominator)
            case Power(base, exponent):
                return self._power(base, exponent)
            case Apply("cbrt", (argument,), 0):
                return self._real_power(self.of(argument), Fraction(1, 3))
            case Apply():
                return self._apply(node)
            case Cases(cases, otherwise):
                rest = sympy.nan if otherwise is None else self.of(otherwise)
                branches = [(self.of(case.value), sympy.And(*map(self._condition, case.conditions))) for case in cases]
                return sympy.Piecewise(*branches, (rest, True))
            case _:
                raise TypeError(f"{type(node).__name__} is no number")

    def _power(self, base: Expression, exponent: Expression) -> Any:
        fixed, number = rational(exponent), rational(base)
        if fixed is None:
            top = self.of(exponent)
            if number is not None and top.is_Rational:
                raise TooLargeError("a power out of all proportion")
            return self.of(base) ** top
        if number is not None:
            size = max(number.numerator.bit_length(), number.denominator.bit_length())
            if size * max(abs(fixed.numerator), fixed.denominator) > LARGEST_BITS:
                raise TooLargeError("a power out of all proportion")
        return self._real_power(self.of(base), fixed)

    def _real_power(self, base: Any, exponent: Fraction) -> Any:
        power = self.sympy.Rational(exponent.numerator, exponent.denominator)
        if exponent.denominator == 1 or exponent.denominator % 2 == 0 or base.is_nonnegative:
            return base**power
        size = self.sympy.Abs(base) ** power
        return size * self.sympy.sign(base) if exponent.numerator % 2 else size

    def _apply(self, node: Apply) -> Any:
        row = FUNCTIONS[node.function]
        symbolic = row.symbolic
        first, *others = map(self.of, node.arguments)
        others += [self.sympy.Rational(value.numerator, value.denominator) for value in row.left_out(len(node.arguments))]
        if not node.primes:
            return symbolic(self.sympy, first, *others)
        free = self.sympy.Dummy(real=True)
        return symbolic(self.sympy, free, *others).diff(free, node.primes).subs(free, first)

    def _condition(self, comparison: Comparison) -> Any:
        relation = getattr(self.sympy, RELATIONS[comparison.relation])
        return relation(self.of(comparison.left), self.of(comparison.right))
