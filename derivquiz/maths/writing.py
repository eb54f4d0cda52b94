"""The tree to text that reads back as the same tree: one line of the input language, or LaTeX. Nothing is simplified here."""

from __future__ import annotations

from derivquiz.maths.expression import (
    Apply,
    Cases,
    Comparison,
    Constant,
    Expression,
    Matrix,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Undefined,
    Vector,
)

SUM, SIGNED, PRODUCT, POWER, ATOM = range(5)
"""How tightly a node holds together, from the loosest on."""


def tightness(node: Expression) -> int:
    """How tightly a node holds together on one line."""
    match node:
        case Sum():
            return SUM
        case Negate():
            return SIGNED
        case Product() | Quotient():
            return PRODUCT
        case Power():
            return POWER
        case _:
            return ATOM


def decimal(number: Number) -> str:
    """The digits of a number, with as many decimals as were written."""
    digits = str(number.mantissa)
    if not number.places:
        return digits
    digits = digits.rjust(number.places + 1, "0")
    return f"{digits[: -number.places]}.{digits[-number.places :]}"


def line(node: Expression) -> str:
    """The expression on one line of the input language, with every product sign and only the brackets that it needs."""
    match node:
        case Vector((item,)):
            return f"({_inner(item)},)"
        case Vector(items):
            return f"({_list(items)})"
        case Matrix(rows):
            return "[" + ", ".join(f"[{_list(row)}]" for row in rows) + "]"
        case Cases((case,), otherwise) if otherwise is not None and not isinstance(otherwise, Cases):
            return f"{_inner(case.value)} if {_conditions(case.conditions)} else {_inner(otherwise)}"
        case _:
            return _inner(node)


def _list(items: tuple[Expression, ...]) -> str:
    return ", ".join(map(_inner, items))


def _at_least(node: Expression, least: int) -> str:
    text = _inner(node)
    return text if tightness(node) >= least else f"({text})"


def _inner(node: Expression) -> str:
    match node:
        case Number():
            return decimal(node)
        case Name(name) | Constant(name):
            return name
        case Undefined():
            return "undefined"
        case Negate(operand):
            return "-" + _at_least(operand, PRODUCT)
        case Sum(terms):
            return "".join(_term(term, first=i == 0) for i, term in enumerate(terms))
        case Product(factors):
            return "*".join(_factor(factor, first=i == 0) for i, factor in enumerate(factors))
        case Quotient(numerator, denominator):
            top = _at_least(numerator, PRODUCT)
            return f"{f'({top})' if isinstance(numerator, Quotient) else top}/{_at_least(denominator, POWER)}"
        case Power(base, exponent):
            plain = isinstance(exponent, Number | Name | Constant)
            return f"{_at_least(base, ATOM)}^{_inner(exponent) if plain else f'({_inner(exponent)})'}"
        case Apply("log_base", (base, *arguments)):
            plain = isinstance(base, Number | Name | Constant)
            return f"log_{_inner(base) if plain else f'({_inner(base)})'}({_list(tuple(arguments))})"
        case Apply(function, arguments, primes):
            return f"{function}{chr(39) * primes}({_list(arguments)})"
        case Cases():
            return "{" + _cases(node) + "}"
        case _:
            return line(node)


def _term(term: Expression, *, first: bool) -> str:
    if isinstance(term, Negate):
        return ("-" if first else " - ") + _at_least(term.operand, PRODUCT)
    return ("" if first else " + ") + _at_least(term, PRODUCT)


def _factor(factor: Expression, *, first: bool) -> str:
    if first and isinstance(factor, Quotient):
        return _inner(factor)
    return _at_least(factor, POWER)


def _cases(node: Cases) -> str:
    parts = [f"{_inner(case.value)} if {_conditions(case.conditions)}" for case in node.cases]
    if node.otherwise is not None:
        parts.append(f"{_inner(node.otherwise)} otherwise")
    return ", ".join(parts)


def _conditions(conditions: tuple[Comparison, ...]) -> str:
    return " and ".join(f"{_inner(c.left)} {c.relation} {_inner(c.right)}" for c in conditions)
