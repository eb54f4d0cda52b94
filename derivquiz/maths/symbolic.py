"""Trees as SymPy expressions, built node by node: SymPy never sees a text. Names are real numbers."""

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
)
from derivquiz.maths.functions import FUNCTIONS

RELATIONS = {"<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge", "=": "Eq", "!=": "Ne"}


def to_sympy(node: Expression) -> Any:
    """The SymPy expression of a tree; raises TooLargeError where SymPy would work out a number out of all proportion.

    Odd roots are real, as everywhere here: u^(p/q) with q odd becomes |u|^(p/q), with the sign of u where p is odd.
    """
    import sympy  # noqa: PLC0415  # takes half a second, which only a proof is worth

    match node:
        case Number():
            return sympy.Rational(node.value.numerator, node.value.denominator)
        case Name(name):
            return sympy.Symbol(name, real=True)
        case Constant(which):
            return sympy.pi if which == "pi" else sympy.E
        case Negate(operand):
            return -to_sympy(operand)
        case Sum(terms):
            return sympy.Add(*(to_sympy(term) for term in terms))
        case Product(factors):
            return sympy.Mul(*(to_sympy(factor) for factor in factors))
        case Quotient(numerator, denominator):
            return to_sympy(numerator) / to_sympy(denominator)
        case Power(base, exponent):
            return _power(sympy, base, exponent)
        case Apply("cbrt", (argument,), 0):
            return _rational_power(sympy, to_sympy(argument), Fraction(1, 3))
        case Apply():
            return _apply(sympy, node)
        case Cases(cases, otherwise):
            rest = sympy.nan if otherwise is None else to_sympy(otherwise)
            branches = [(to_sympy(case.value), sympy.And(*map(_condition, case.conditions))) for case in cases]
            return sympy.Piecewise(*branches, (rest, True))
        case _:
            raise TypeError(f"{type(node).__name__} is no number")


def _power(sympy: Any, base: Expression, exponent: Expression) -> Any:
    fixed, number = rational(exponent), rational(base)
    if fixed is None:
        top = to_sympy(exponent)
        if number is not None and top.is_Rational:
            raise TooLargeError("a power out of all proportion")
        return to_sympy(base) ** top
    if number is not None:
        size = max(number.numerator.bit_length(), number.denominator.bit_length())
        if size * max(abs(fixed.numerator), fixed.denominator) > LARGEST_BITS:
            raise TooLargeError("a power out of all proportion")
    return _rational_power(sympy, to_sympy(base), fixed)


def _rational_power(sympy: Any, base: Any, exponent: Fraction) -> Any:
    power = sympy.Rational(exponent.numerator, exponent.denominator)
    if exponent.denominator == 1 or exponent.denominator % 2 == 0 or base.is_nonnegative:
        return base**power
    size = sympy.Abs(base) ** power
    return size * sympy.sign(base) if exponent.numerator % 2 else size


def _apply(sympy: Any, node: Apply) -> Any:
    symbolic = FUNCTIONS[node.function].symbolic
    first, *others = (to_sympy(argument) for argument in node.arguments)
    if not node.primes:
        return symbolic(sympy, first, *others)
    free = sympy.Dummy(real=True)
    return symbolic(sympy, free, *others).diff(free, node.primes).subs(free, first)


def _condition(comparison: Comparison) -> Any:
    import sympy  # noqa: PLC0415

    return getattr(sympy, RELATIONS[comparison.relation])(to_sympy(comparison.left), to_sympy(comparison.right))
