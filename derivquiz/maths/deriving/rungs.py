"""The ladder of hints of a derivation: the rule, its parts, the slope of one part, and the line before the last.

A rung is a prefix of the derivation tree. What is still to be done stands in it as a letter with a mark, such as v′.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derivquiz.maths.deriving.derivation import Rule, differentiate, free_of, rule_at
from derivquiz.maths.deriving.monomial_steps import with_powers
from derivquiz.maths.deriving.naming import in_one_line, is_chain, outer
from derivquiz.maths.deriving.tidy import present
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Name,
    Negate,
    Power,
    Product,
    children,
    names,
    rational,
    rebuild,
    substitute,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import picture

MARK = "′"
_WHOLE = f"f{MARK} = "
_LETTERS = ("u", "v", "g", "h", "q", "w")
_FORMS = {
    "tan": "sin(u)/cos(u)",
    "cot": "cos(u)/sin(u)",
    "sec": "1/cos(u)",
    "csc": "1/sin(u)",
    "sinh": "(e^u - e^(-u))/2",
    "cosh": "(e^u + e^(-u))/2",
    "tanh": "(e^u - e^(-u))/(e^u + e^(-u))",
    "sigmoid": "1/(1 + e^(-u))",
    "softplus": "ln(1 + e^u)",
    "silu": "u/(1 + e^(-u))",
    "gelu": "u*Phi(u)",
}
"""What a function can be differentiated as, by somebody who has forgotten its row of the table."""
_INVERSES = {"asin": "sin", "acos": "cos", "atan": "tan", "ln": "exp", "asinh": "sinh", "acosh": "cosh", "atanh": "tanh"}
_RULES = {
    "sum": "Sum rule: differentiate term by term.",
    "product": "Product rule: (u·v)′ = u′·v + u·v′.",
    "quotient": "Quotient rule: (u/v)′ = (u′·v − u·v′)/v².",
    "chain": "Chain rule: the derivative of the outer function, taken at the inner one, times the slope of the inner one.",
    "power": "Power rule: the exponent comes in front and goes down by one.",
    "exponential": "Exponential rule: (aˣ)′ = aˣ·ln a.",
    "general-power": "The variable is in the base and in the exponent: write it as e to a power first.",
    "softmax": "Softmax rule: p₁′ = p₁·(z₁′ − p₁·z₁′ − p₂·z₂′ − …), and so for each part.",
    "cases": "It is made of pieces: differentiate each by itself.",
    "rewrite": "Write it in another form before you differentiate.",
    "constant": "Does it change when the variable moves?",
    "identity": "How fast does the variable change when the variable moves?",
}


@dataclass(frozen=True, slots=True)
class Rung:
    """A hint: a sentence without formulas of its own, and what is shown below it, each with what it is called ("u = ")."""

    text: str
    shown: tuple[tuple[str, Expression], ...] = ()

    def picture(self) -> str:
        """What is shown, in two dimensions, one below the other."""
        return "\n".join(picture.draw(tree, before) for before, tree in self.shown)

    def called(self, name: str) -> Rung:
        """The same with another name for the derivative of the whole: ∂f/∂x for f′."""
        shown = tuple((before.replace(_WHOLE, f"{name} = "), tree) for before, tree in self.shown)
        return Rung(self.text, shown)


def ladder(e: Expression, variable: str) -> tuple[Rung, ...]:
    """The rungs for a derivative by one variable, at most four; whether one of them gives the answer away is not looked at."""
    return tuple(_ladder(e, variable))[:4]


def rule_of(e: Expression, variable: str) -> str:
    """The rule of the outermost node that is more than a sign or a constant factor, in a sentence."""
    node, _ = _core(e, variable)
    rule = rule_at(node, variable)
    if free_of(e, variable) or rule.name in ("sum", "product", "quotient", "rewrite", "cases", "softmax", "general-power"):
        return _RULES[rule.name]
    if is_chain(rule, variable):
        return _RULES["chain"]
    if rule.name == "function" and isinstance(node, Apply):
        return f"The derivative of {FUNCTIONS[node.function].words}, which is one to know by heart."
    if rule.name == "exponential" and dict(rule.bindings)["a"] == Constant("e"):
        return "There is one function that is its own slope."
    return _RULES[rule.name]


def _ladder(e: Expression, variable: str) -> Iterator[Rung]:
    node, factors = _core(e, variable)
    rule = rule_at(node, variable)
    said = rule_of(e, variable)
    if powers := with_powers(e, variable):
        many = rule.name == "sum"
        yield Rung("Power rule, once everything is written as powers: the exponent comes in front and goes down by one.")
        if len(powers) > 1:
            yield Rung("Written as powers:" if many else "Written as a power:", (("", powers[0][1]),))
        return
    if factors and not free_of(e, variable):
        yield Rung(f"{said} The constant factor stays in front.")
    elif rule.name == "sum":
        hard = max((part for part in rule.parts), key=lambda part: _weight(part, variable))
        extra = rule_of(hard, variable) if _weight(hard, variable) > 1 else ""
        yield Rung(f"{said} {'One of them needs more. ' + extra if extra else ''}".strip())
    else:
        yield Rung(said)
    yield from _parts(e, node, rule, variable)


def _parts(e: Expression, node: Expression, rule: Rule, variable: str) -> Iterator[Rung]:
    match rule.name:
        case "sum":
            yield from _of_sum(e, rule, variable)
        case "product" | "quotient":
            yield from _of_two(e, rule, variable)
        case "rewrite":
            yield Rung("In another form:", (("", rule.parts[0]),))
            yield from list(_ladder(rule.parts[0], variable))[:2]
        case "general-power":
            yield from _of_general_power(e, node, rule, variable)
        case "power" | "exponential" | "function" if is_chain(rule, variable):
            yield from _of_chain(e, node, rule, variable)
        case "power":
            yield Rung("What comes in front, and what goes down by one, is n:", (("n = ", dict(rule.bindings)["n"]),))
        case "exponential" if dict(rule.bindings)["a"] != Constant("e"):
            yield Rung("The base is a:", (("a = ", dict(rule.bindings)["a"]),))
        case "function" if isinstance(node, Apply):
            yield from _of_table(node)
        case "cases":
            yield Rung("The pieces:", tuple(("", part) for part in dict.fromkeys(rule.parts)))
        case _:
            return


def _of_sum(e: Expression, rule: Rule, variable: str) -> Iterator[Rung]:
    moving = [part for part in rule.parts if not free_of(part, variable)]
    fixed = len(rule.parts) - len(moving)
    if fixed:
        yield Rung("Which of the terms don't change at all? What is the slope of such a term?")
    if len(moving) < 2:
        if moving:
            yield from _inner(moving[0], variable)
        return
    hard = max(moving, key=lambda part: _weight(part, variable))
    if _weight(hard, variable) > 1:
        yield from list(_inner(hard, variable))[:1]
    easy = next(part for part in moving if part is not hard)
    (letter,) = _free_letters(e, 1)
    yield Rung("The slope of one term:", ((f"({inline(_unsigned(easy))}){MARK} = ", differentiate(_unsigned(easy), variable)),))
    slopes = tuple(_marked(part, letter) if part is hard else differentiate(part, variable) for part in rule.parts)
    whole = _whole(e, rule, slopes, variable)
    yield Rung("One term is left to differentiate:", ((_WHOLE, _flat(present(whole))), (f"where {letter} = ", _unsigned(hard))))


def _of_two(e: Expression, rule: Rule, variable: str) -> Iterator[Rung]:
    (one, other), letters = rule.parts, _free_letters(e, 2)
    what = "The two factors:" if rule.name == "product" else "What stands above the line, and below it:"
    yield Rung(what, tuple((f"{letter} = ", part) for letter, part in zip(letters, rule.parts, strict=True)))
    slopes = [differentiate(part, variable) for part in rule.parts]
    known = 1 if rational(slopes[0]) is not None and _weight(other, variable) <= 1 else 0
    yield Rung("One of the two slopes:", ((f"{letters[known]}{MARK} = ", slopes[known]),))
    slopes[1 - known] = Name(letters[1 - known] + MARK)
    whole = _whole(e, rule, tuple(slopes), variable)
    left = (one, other)[1 - known]
    yield Rung(
        "Put together, with one slope left to work out:",
        ((_WHOLE, _flat(present(whole))), (f"where {letters[1 - known]} = ", left)),
    )


def _of_chain(e: Expression, node: Expression, rule: Rule, variable: str) -> Iterator[Rung]:
    outside = outer(node, rule)
    (letter,) = names(outside) - names(node)
    inner = rule.parts[0]
    yield Rung("The outer function, and the inner one:", (("outer: ", outside), (f"inner: {letter} = ", inner)))
    yield Rung("The slope of the inner function:", ((f"{letter}{MARK} = ", differentiate(inner, variable)),))
    whole = _whole(e, rule, (Name(letter + MARK),), variable)
    yield Rung(
        "Put together, with the slope of the inner function left to put in:",
        ((_WHOLE, _flat(present(whole))), (f"where {letter} = ", inner)),
    )


def _of_general_power(e: Expression, node: Expression, rule: Rule, variable: str) -> Iterator[Rung]:
    u, v = rule.parts
    (letter,) = _free_letters(e, 1)
    inside = Product((v, Apply("ln", (u,))))
    yield Rung("As a power of e:", (("", Power(Constant("e"), Name(letter))), (f"where {letter} = ", inside)))
    yield Rung("Two rules follow: the chain rule for e to that power, and the product rule for the exponent.")
    whole = _within(e, node, Product((node, Name(letter + MARK))), variable)
    yield Rung(
        "The chain rule, with the slope of the exponent left:", ((_WHOLE, _flat(present(whole))), (f"where {letter} = ", inside))
    )


def _of_table(node: Apply) -> Iterator[Rung]:
    if node.primes or len(node.arguments) != 1:
        return
    if node.function in _FORMS:
        form = substitute(parse(_FORMS[node.function], "u"), {"u": node.arguments[0]})
        yield Rung("If it is forgotten, it follows from this form:", ((f"{inline(node)} = ", form),))
    elif node.function in _INVERSES:
        inverse = _INVERSES[node.function]
        shown = ((f"{inline(Apply(inverse, (Name('y'),)))} = ", node.arguments[0]),)
        yield Rung("If it is forgotten: call it y, and differentiate both sides of this, with the chain rule on the left:", shown)


def _inner(part: Expression, variable: str) -> Iterator[Rung]:
    """The rungs of a part of a sum, without the first and without what would be the whole's line."""
    node, _ = _core(part, variable)
    for rung in _parts(node, node, rule_at(node, variable), variable):
        if not any(before == _WHOLE for before, _ in rung.shown):
            yield rung


def _core(e: Expression, variable: str) -> tuple[Expression, bool]:
    """The node below signs and constant factors, and whether there was such a factor."""
    factors = False
    while not free_of(e, variable):
        rule = rule_at(e, variable)
        if rule.name not in ("negation", "constant-multiple"):
            break
        factors |= rule.name == "constant-multiple"
        e = rule.parts[0]
    return e, factors


def _whole(e: Expression, rule: Rule, slopes: tuple[Expression, ...], variable: str) -> Expression:
    """The derivative of the whole, with given slopes for the parts of its core."""
    node, _ = _core(e, variable)
    return _within(e, node, rule.combine(*slopes), variable)


def _within(e: Expression, node: Expression, slope: Expression, variable: str) -> Expression:
    if e == node:
        return slope
    rule = rule_at(e, variable)
    return rule.combine(_within(rule.parts[0], node, slope, variable))


def _weight(e: Expression, variable: str) -> int:
    """How much there is to do for a part: 0 for a constant, 1 for what takes one line."""
    if free_of(e, variable):
        return 0
    node, _ = _core(e, variable)
    rule = rule_at(node, variable)
    if rule.name in ("identity", "power", "exponential", "function") and not is_chain(rule, variable):
        return 1
    return 2 + sum(_weight(part, variable) for part in rule.parts)


def _flat(e: Expression) -> Expression:
    """Products in a product as one run of factors."""
    parts = tuple(_flat(part) for part in children(e))
    if isinstance(e, Product):
        return Product(tuple(factor for part in parts for factor in (part.factors if isinstance(part, Product) else (part,))))
    return rebuild(e, parts) if parts else e


def _unsigned(e: Expression) -> Expression:
    return e.operand if isinstance(e, Negate) else e


def _marked(part: Expression, letter: str) -> Expression:
    mark = Name(letter + MARK)
    return Negate(mark) if isinstance(part, Negate) else mark


def _free_letters(e: Expression, count: int) -> tuple[str, ...]:
    return tuple(letter for letter in _LETTERS if letter not in names(e))[:count]


def one_line(e: Expression, variable: str) -> str:
    """The rule of a derivative in a sentence, for a lesson."""
    node, _ = _core(e, variable)
    rule = rule_at(node, variable)
    if rule.name == "function" and not is_chain(rule, variable):
        return f"{in_one_line(node, variable, rule)} is {inline(differentiate(node, variable))}."
    return rule_of(e, variable)
