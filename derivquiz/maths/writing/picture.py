"""The tree in two dimensions, as a textbook prints it: fraction bars, raised exponents, roots and brackets as tall as need be."""

from __future__ import annotations

import textwrap

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
from derivquiz.maths.writing import boxes, decimal, line
from derivquiz.maths.writing.boxes import Box, beside, bracketed, flat

WIDEST, TALLEST = 160, 30
"""What is drawn wider or taller than this is given on plain lines."""

_RAISED = dict(zip("0123456789-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_LOWERED = dict(zip("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_MOST_DIGITS = 4


def draw(node: Expression, before: str = "") -> str:
    """Several lines without blanks at their ends, `before` on the baseline; nothing is simplified or put in another order."""
    box = _cases(node) if isinstance(node, Cases) else _box(node)
    box = beside((flat(before), box)) if before else box
    if box.width > WIDEST or box.height > TALLEST:
        return "\n".join(textwrap.wrap(before + line(node), 100))
    return box.text()


def on_one_line(node: Expression) -> str:
    """The drawing with its fractions as a/b, where it takes one line then; else ""."""
    box = _box(node, small=True)
    return box.text() if box.height == 1 and box.width <= WIDEST else ""


def shown_name(name: str) -> str:
    """A name as it is printed: x₁ for x1 and x_1, θ for theta."""
    stem, _, index = name.partition("_")
    if not index:
        stem = name.rstrip("0123456789")
        index = name[len(stem) :]
    stem = GREEK.get(stem, stem)
    if not stem or not all(letter in _LOWERED for letter in index):
        return name
    return stem + "".join(_LOWERED[letter] for letter in index)


def _box(node: Expression, *, small: bool = False) -> Box:
    """The box of a node; in an exponent (`small`) fractions stand on one line where they can."""
    match node:
        case Number():
            return flat(decimal(node))
        case Name(name):
            return flat(shown_name(name))
        case Constant(name):
            return flat("π" if name == "pi" else "e")
        case Undefined():
            return flat("undefined")
        case Negate(operand):
            inner = _held(operand, Sum, Negate, small=small)
            return beside((flat("− " if inner.height > 1 and _begins_with_bar(operand) else "−"), inner))
        case Sum(terms):
            return beside(part for i, term in enumerate(terms) for part in _term(term, first=i == 0, small=small))
        case Product(factors):
            return _product(factors, small=small)
        case Quotient(numerator, denominator):
            return _quotient(numerator, denominator, small=small)
        case Power(base, exponent):
            return _power(base, exponent, small=small)
        case Apply():
            return _apply(node, small=small)
        case Cases():
            return bracketed(_cases(node))
        case Vector(items):
            arguments = softmax.arguments_of(items)
            return bracketed(_list(items)) if arguments is None else _called(flat(softmax.WORD), arguments, small=small)
        case Matrix(rows):
            return bracketed(boxes.grid([[_box(item) for item in row] for row in rows]), "[", "]")
        case _:
            return flat(line(node))


def _held(node: Expression, *loose: type[Expression], small: bool = False) -> Box:
    """The box of a node, in brackets if it is of one of the kinds that would fall apart."""
    box = _box(node, small=small)
    return bracketed(box) if isinstance(node, loose) else box


def _begins_with_bar(node: Expression) -> bool:
    return isinstance(node, Quotient) or (isinstance(node, Product) and isinstance(node.factors[0], Quotient))


def _term(term: Expression, *, first: bool, small: bool) -> tuple[Box, ...]:
    if first:
        return (_held(term, Sum, small=small),)
    if isinstance(term, Negate):
        return (flat(" − "), _held(term.operand, Sum, Negate, small=small))
    return (flat(" + "), _held(term, Sum, small=small))


def _product(factors: tuple[Expression, ...], *, small: bool) -> Box:
    parts: list[Box] = []
    for i, factor in enumerate(factors):
        box = _held(factor, Sum, Product, Negate, small=small)
        if isinstance(factor, Quotient) and box.height == 1:
            box = bracketed(box)
        if i and not _side_by_side(factors[i - 1], factor, parts[-1]):
            tall = parts[-1].height > 1 or box.height > 1
            parts.append(flat(" · " if tall else "·"))
        parts.append(box)
    return beside(parts)


def _side_by_side(left: Expression, right: Expression, left_box: Box) -> bool:
    """Whether two factors are printed without a dot between them: 3x², x(x + 1), 2σ(x), (x + 1)(x − 1)."""
    head = right.base if isinstance(right, Power) else right
    if left_box.height > 1 or (left == Number(1) and head == Constant("e")):  # 1e⁻³ would be read as a power of ten
        return False
    tail = left.base if isinstance(left, Power) else left
    ends_in_bracket = isinstance(tail, Sum | Product | Negate) or (
        isinstance(tail, Apply) and tail.function not in ("sqrt", "cbrt", "abs")
    )
    plain = isinstance(tail, Number) or (_is_letter(tail) and not (isinstance(left, Constant) and left.name == "e"))
    if isinstance(head, Sum | Product | Negate):
        return plain or ends_in_bracket
    if isinstance(head, Quotient):
        return False
    if isinstance(head, Apply):
        return plain and (len(FUNCTIONS[head.function].shown) == 1 or head.function == "abs")
    return plain and _is_letter(head) and right != Constant("e") and not (left == right and isinstance(left, Name))  # x·x, not xx


def _is_letter(node: Expression) -> bool:
    """Whether a node is printed as one letter, an index apart."""
    if isinstance(node, Name):
        shown = shown_name(node.name)
        return all(letter in _LOWERED.values() for letter in shown[1:])
    return isinstance(node, Constant)


def _quotient(numerator: Expression, denominator: Expression, *, small: bool) -> Box:
    top, bottom = _box(numerator, small=small), _box(denominator, small=small)
    if not small or top.height > 1 or bottom.height > 1:
        return boxes.fraction(top, bottom)
    top = bracketed(top) if isinstance(numerator, Sum | Quotient | Negate | Cases) else top
    bottom = bracketed(bottom) if isinstance(denominator, Sum | Product | Quotient | Negate | Cases) else bottom
    return beside((top, flat("/"), bottom))


def _superscript(exponent: Expression) -> str:
    """An exponent in small characters, or "" where there are none for it."""
    sign = ""
    if isinstance(exponent, Negate):
        sign, exponent = "⁻", exponent.operand
    match exponent:
        case Number(mantissa, 0) if mantissa < 10**_MOST_DIGITS:
            text = str(mantissa)
        case Name(name) if name in _RAISED:
            text = name
        case _:
            return ""
    return sign + "".join(_RAISED[letter] for letter in text)


def _power(base: Expression, exponent: Expression, *, small: bool) -> Box:
    short = _superscript(exponent)
    if isinstance(base, Apply) and isinstance(exponent, Number) and not exponent.places and exponent.mantissa > 1 and short:
        row = FUNCTIONS[base.function]
        if row.power and len(row.shown) > 1:  # sin²(x), but σ(x)²
            return _called(flat(row.shown + "′" * base.primes + short), base.arguments, small=small)
    box = _held(base, Sum, Product, Negate, Quotient, Power, Cases, small=small)
    if isinstance(base, Apply) and base.function in ("sqrt", "cbrt"):
        box = bracketed(box)
    if short:
        return beside((box, Box((short, *[" " * len(short)] * (box.height - 1)), box.base)))
    return boxes.raised(box, _box(exponent, small=True))


def _apply(node: Apply, *, small: bool) -> Box:
    shown = FUNCTIONS[node.function].shown + "′" * node.primes
    if not node.primes:
        if node.function in ("sqrt", "cbrt") and len(node.arguments) == 1:
            inner = _box(node.arguments[0], small=small)
            single = isinstance(node.arguments[0], Number | Constant) or _is_letter(node.arguments[0])
            return flat(shown + inner.lines[0]) if single else boxes.rooted(inner, shown)
        if node.function == "abs":
            inner = _box(node.arguments[0], small=small)
            return bracketed(inner, "|", "|")
        if node.function == "log_base":
            return _called(_logarithm(node.arguments[0]), node.arguments[1:], small=small)
    return _called(flat(shown), node.arguments, small=small)


def _logarithm(base: Expression) -> Box:
    if isinstance(base, Number | Name | Constant):
        text = _box(base).lines[0]
        if all(letter in _LOWERED for letter in text):
            return flat("log" + "".join(_LOWERED[letter] for letter in text))
    return boxes.lowered(flat("log"), _box(base, small=True))


def _called(name: Box, arguments: tuple[Expression, ...], *, small: bool) -> Box:
    return beside((name, bracketed(_list(arguments, small=small))))


def _list(items: tuple[Expression, ...], *, small: bool = False) -> Box:
    return beside(part for i, item in enumerate(items) for part in ((flat(", "),) if i else ()) + (_box(item, small=small),))


def _cases(node: Cases) -> Box:
    values = [_box(case.value) for case in node.cases]
    heads = [beside((flat("if "), _conditions(case.conditions))) for case in node.cases]
    if node.otherwise is not None:
        values.append(_box(node.otherwise))
        heads.append(flat("otherwise"))
    width = max(value.width for value in values)
    rows = [beside((value, flat(" " * (width - value.width + 3)), head)) for value, head in zip(values, heads, strict=True)]
    return boxes.braced(rows)


def _conditions(conditions: tuple[Comparison, ...]) -> Box:
    parts: list[Box] = []
    before: Comparison | None = None
    for condition in conditions:
        if before is None or before.right != condition.left:
            if before is not None:
                parts.append(flat(" and "))
            parts.append(_box(condition.left))
        parts.append(flat(f" {_RELATIONS.get(condition.relation, condition.relation)} "))
        parts.append(_box(condition.right))
        before = condition
    return beside(parts)
