"""The tree to text that reads back as the same tree: one line of the input language, or LaTeX. Nothing is simplified here."""

from __future__ import annotations

from itertools import pairwise

from derivquiz.maths import softmax
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
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading.vocabulary import GREEK

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
            arguments = softmax.arguments_of(items)
            return f"({_list(items)})" if arguments is None else f"{softmax.WORD}({_list(arguments)})"
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


def latex(node: Expression) -> str:
    """The expression in LaTeX, as a textbook sets it."""
    match node:
        case Number():
            return decimal(node)
        case Name(name):
            return _latex_name(name)
        case Constant(name):
            return r"\pi" if name == "pi" else "e"
        case Undefined():
            return r"\text{undefined}"
        case Negate(operand):
            return "-" + _latex_held(operand, Sum, Negate)
        case Sum(terms):
            return "".join(_latex_term(term, first=i == 0) for i, term in enumerate(terms))
        case Product(factors):
            parts = [_latex_held(factor, Sum, Product, Negate) for factor in factors]
            signs = [" " if _touching(left, right) else r" \cdot " for left, right in pairwise(factors)]
            return parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=True))
        case Quotient(numerator, denominator):
            return rf"\frac{{{latex(numerator)}}}{{{latex(denominator)}}}"
        case Power(base, exponent):
            return _latex_power(base, exponent)
        case Apply():
            return _latex_apply(node)
        case Cases(cases, otherwise):
            rows = [rf"{latex(case.value)} & \text{{if }} {_latex_conditions(case.conditions)}" for case in cases]
            if otherwise is not None:
                rows.append(rf"{latex(otherwise)} & \text{{otherwise}}")
            return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"
        case Vector(items):
            arguments = softmax.arguments_of(items)
            if arguments is not None:
                return rf"\operatorname{{{softmax.WORD}}}" + _round(", ".join(map(latex, arguments)))
            return _round(", ".join(map(latex, items)) + ("," if len(items) == 1 else ""))
        case Matrix(rows):
            return r"\begin{pmatrix} " + r" \\ ".join(" & ".join(map(latex, row)) for row in rows) + r" \end{pmatrix}"
        case _:
            raise TypeError(f"no notation for {type(node).__name__}")


_RELATIONS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}
_COMMANDS = {letter: "\\" + word for word, letter in GREEK.items()}


def _round(text: str) -> str:
    return rf"\left({text}\right)"


def _latex_held(node: Expression, *loose: type[Expression]) -> str:
    return _round(latex(node)) if isinstance(node, loose) else latex(node)


def _latex_name(name: str) -> str:
    stem, _, index = name.partition("_")
    if not index:
        stem = name.rstrip("0123456789")
        index = name[len(stem) :]
    letter = GREEK.get(stem, stem)
    text = _COMMANDS.get(letter) or (stem if len(stem) == 1 else rf"\mathrm{{{stem}}}")
    return f"{text}_{{{index}}}" if index else text


def _latex_term(term: Expression, *, first: bool) -> str:
    if isinstance(term, Negate):
        return ("-" if first else " - ") + _latex_held(term.operand, Sum, Negate)
    return ("" if first else " + ") + _latex_held(term, Sum)


def _touching(left: Expression, right: Expression) -> bool:
    r"""Whether two factors stand side by side: 2 x, x \sin(x), but 2 \cdot 3."""
    tail = left.base if isinstance(left, Power) else left
    head = right.base if isinstance(right, Power) else right
    if isinstance(head, Sum):
        return isinstance(tail, Number | Sum)
    return isinstance(tail, Number | Name | Constant) and isinstance(head, Name | Constant | Apply)


def _latex_power(base: Expression, exponent: Expression) -> str:
    if isinstance(base, Apply) and isinstance(exponent, Number) and FUNCTIONS[base.function].power:
        return _latex_apply(base, f"^{{{latex(exponent)}}}")
    return f"{_latex_held(base, Sum, Product, Negate, Quotient, Power, Cases)}^{{{latex(exponent)}}}"


def _latex_apply(node: Apply, exponent: str = "") -> str:
    row = FUNCTIONS[node.function]
    arguments = node.arguments
    inside = ", ".join(map(latex, arguments))
    if not node.primes and row.name in ("sqrt", "cbrt"):
        return rf"{row.latex}{{{inside}}}"
    if not node.primes and row.name == "abs":
        return rf"\left|{inside}\right|"
    if row.name == "log_base":
        return rf"\log_{{{latex(arguments[0])}}}{_round(latex(arguments[1]))}"
    name = rf"\operatorname{{{row.name}}}" if row.name in ("sqrt", "cbrt") else row.latex
    return name + "'" * node.primes + exponent + _round(inside)


def _latex_conditions(conditions: tuple[Comparison, ...]) -> str:
    return r" \text{ and } ".join(
        f"{latex(c.left)} {_RELATIONS.get(c.relation, c.relation)} {latex(c.right)}" for c in conditions
    )
