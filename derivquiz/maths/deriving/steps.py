"""The worked solution of an instance: each line names its rule in the field's words and holds what it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from flint import arb

from derivquiz.errors import EvaluationError, UndefinedError
from derivquiz.maths import balls, writing
from derivquiz.maths.deriving.corner_steps import Place, beside_a_point
from derivquiz.maths.deriving.definitions import unfolded
from derivquiz.maths.deriving.derivation import E, Rule, differentiate, free_of, rule_at
from derivquiz.maths.deriving.monomial_steps import with_powers
from derivquiz.maths.deriving.tidy import present, simplify
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import (
    Apply,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Quotient,
    Undefined,
    exact,
    names,
    rational,
    substitute,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.writing import picture
from derivquiz.wire import Step

BITS = 256
_ORDINALS = ("First", "Second", "Third", "Fourth")
_FROM_THE_TABLE = "The derivative from the table"
_LETTERS = ("u", "h", "g", "q")


At = Mapping[str, Fraction | Expression]
"""A point; its coordinates are shown as they are written."""
Line = tuple[str, Expression]


def worked(
    e: Expression, wrt: tuple[str, ...], at: At | None = None, places: int | None = None, *, agreed: Expression | None = None
) -> tuple[Step, ...]:
    """The way from a function to its derivative by each variable in turn, then to its value at a point, rounded once.

    `agreed` is the slope that the prompt agrees on at a corner.
    """
    point = _point(at)
    steps: list[Step] = []
    if len(point) == 1 and set(wrt) == set(point):
        ((variable, where),) = point.items()
        exactly = rational(where)
        if exactly is not None:
            lines, rest = beside_a_point(e, wrt, Place(variable, where, exactly), agreed)
            steps += [_step(rule, tree) for rule, tree in lines]
            if rest is None:
                return tuple(steps)
            e = rest
    current = e
    for i, variable in enumerate(wrt):
        again = f"{_ORDINALS[min(i, len(_ORDINALS) - 1)]} derivative: " if len(wrt) > 1 else ""
        explained = list(_explained(current, variable, others=bool(names(current) - {variable})))
        steps += [_step(again + rule if i_line == 0 else rule, tree) for i_line, (rule, tree) in enumerate(explained)]
        current = differentiate(current, variable)
    if point:
        steps += _substituted(current, substitute(current, point), point, places)
    return tuple(steps)


def evaluated(e: Expression, at: At | None = None, places: int | None = None) -> tuple[Step, ...]:
    """The way from a function to its own value at a point, by the definitions of what stands in it."""
    point = _point(at)
    meant, used = unfolded(e)
    steps: list[Step] = []
    if used:
        said = " and ".join(f"{inline(name)} = {inline(meaning)}" for name, meaning in used)
        steps.append(_step(f"By definition {said}", meant))
    put = present(substitute(meant, point))
    steps += _substituted(meant, put, point, places)
    return tuple(steps)


def _point(at: At | None) -> dict[str, Expression]:
    return {name: value if isinstance(value, Expression) else exact(value) for name, value in (at or {}).items()}


def _step(rule: str, tree: Expression) -> Step:
    return Step(rule, writing.line(tree), picture.draw(tree))


def _explained(e: Expression, variable: str, *, others: bool) -> Iterator[Line]:
    lines = list(_lines(e, variable))
    frozen = sorted(names(e) - {variable})
    if others and frozen and variable in names(e):
        rule, tree = lines[0]
        lines[0] = (f"{' and '.join(map(picture.shown_name, frozen))} held fixed. {rule}", tree)
    yield lines[0]
    yield from (line for before, line in pairwise(lines) if line[1] != before[1])
    answer = differentiate(e, variable)
    if answer != lines[-1][1]:
        yield "Tidied up", answer


def _lines(e: Expression, variable: str) -> Iterator[Line]:
    """The lines for a node: those of the parts that need their own, then its own rule."""
    powers = with_powers(e, variable)
    if powers:
        yield from powers
        return
    rule = rule_at(e, variable)
    slopes = tuple(differentiate(part, variable) for part in rule.parts)
    if is_simple(e, variable) and rule.name != "rewrite":
        yield _plain(e, variable, rule), differentiate(e, variable)
        return
    after = present(rule.combine(*slopes))
    if rule.name == "rewrite":
        form = rule.parts[0]
        yield "Write it as", form
        yield from _lines(form, variable)
        return
    if rule.name == "power" and isinstance(e, Quotient):
        bound = dict(rule.bindings)
        yield "Write it as a power", Power(bound["u"], bound["n"])
    labels = {"product": ("u", "v"), "quotient": ("u", "v")}.get(rule.name, ("",) * len(rule.parts))
    for label, part in zip(labels, rule.parts, strict=True):
        if not is_simple(part, variable):
            start = f"{label} = {inline(part)}. " if label else f"Inner {inline(part)}. " if _is_chain(rule, variable) else ""
            inner = list(_lines(part, variable))
            yield start + inner[0][0], inner[0][1]
            yield from inner[1:]
    yield _name(e, rule, slopes, variable), after


def is_simple(e: Expression, variable: str) -> bool:
    """Whether a person differentiates it in one line: constants, powers and functions of the variable itself, and their sums."""
    if free_of(e, variable):
        return True
    rule = rule_at(e, variable)
    match rule.name:
        case "identity":
            return True
        case "sum" | "negation" | "constant-multiple":
            return all(is_simple(part, variable) for part in rule.parts)
        case "power" | "exponential" | "function":
            return rule.parts == (Name(variable),)
        case _:
            return False


def is_linear(e: Expression, variable: str) -> bool:
    """Whether an expression has the same slope everywhere."""
    return free_of(differentiate(e, variable), variable)


def _is_chain(rule: Rule, variable: str) -> bool:
    return rule.name in ("power", "exponential", "function") and rule.parts != (Name(variable),)


def _plain(e: Expression, variable: str, rule: Rule) -> str:
    """The rule of what is differentiated in one line."""
    if free_of(e, variable):
        return "Constant rule: it does not change"
    if is_linear(e, variable):
        return "The slope of a line"
    match rule.name:
        case "sum":
            kinds = {_core(part, variable) for part in rule.parts} - {"constant", "identity"}
            return "Power rule, term by term" if kinds == {"power"} else "Term by term"
        case "negation" | "constant-multiple":
            inner = rule.parts[0]
            words = _plain(inner, variable, rule_at(inner, variable))
            return words if rule.name == "negation" else f"{words}; the constant factor stays"
        case "power":
            return "Power rule: the exponent comes in front and goes down by one"
        case "exponential":
            base = dict(rule.bindings)["a"]
            return "The exponential is its own slope" if base == E else f"Exponential rule: times ln {inline(base)}"
        case _:
            return f"The derivative of {FUNCTIONS[e.function].words}{_meant(e)}" if isinstance(e, Apply) else _FROM_THE_TABLE


def _core(e: Expression, variable: str) -> str:
    rule = rule_at(e, variable)
    return _core(rule.parts[0], variable) if rule.name in ("negation", "constant-multiple") else rule.name


def _name(e: Expression, rule: Rule, slopes: tuple[Expression, ...], variable: str) -> str:
    bound = dict(rule.bindings)
    match rule.name:
        case "product" | "quotient":
            (u, v), (du, dv) = rule.parts, slopes
            parts = f"u = {inline(u)}, u′ = {inline(du)}; v = {inline(v)}, v′ = {inline(dv)}"
            return f"{rule.name.capitalize()} rule: {parts}"
        case "sum":
            return "Sum rule: term by term"
        case "negation":
            return "The minus stays"
        case "constant-multiple":
            return f"The constant factor {inline(bound['c'])} stays"
        case "power" | "exponential" | "function":
            inner, slope = rule.parts[0], slopes[0]
            if inner == Name(variable):
                return _plain(e, variable, rule)
            sloped = f", whose slope is {inline(slope)}" if is_simple(inner, variable) else ""
            return f"Chain rule: outer {inline(_outer(e, rule))}, inner {inline(inner)}{sloped}{_meant(e)}"
        case "general-power":
            return "The variable is in the base and in the exponent: write it as e to the power v·ln u"
        case "softmax":
            return "Softmax rule: a part times (the slope of its own logit − every part times the slope of its logit)"
        case _:
            return "Each case by itself"


def _meant(e: Expression) -> str:
    """What a function means that stands in the derivative of a function made of pieces."""
    match e:
        case Apply("relu" | "leaky_relu" | "elu", _, 0):
            return "; H is 1 where its argument is above 0, and 0 where it is below"
        case Apply("abs", _, 0):
            return "; sign is 1 where its argument is above 0, and −1 where it is below"
        case _:
            return ""


def _outer(e: Expression, rule: Rule) -> Expression:
    """The outer function, at a letter that the expression doesn't have."""
    letter = Name(next((name for name in _LETTERS if name not in names(e)), "t"))
    bound = dict(rule.bindings)
    match e:
        case Apply(function, arguments):
            at = len(arguments) - 1 if function == "log_base" else 0
            return Apply(function, (*arguments[:at], letter, *arguments[at + 1 :]))
        case _ if rule.name == "power":
            return Power(letter, bound["n"])
        case _:
            return Power(bound["a"], letter)


def _substituted(formula: Expression, put: Expression, at: Mapping[str, Expression], places: int | None) -> Iterator[Step]:
    """The lines from a formula to its value, through the formula with the point put in."""
    if put != formula:
        point = ", ".join(f"{picture.shown_name(name)} = {inline(value)}" for name, value in at.items())
        yield _step(f"Put in {point}", put)
    try:
        balls.value(put, {}, bits=BITS)
    except UndefinedError:
        yield _step("That has no value", Undefined())
        return
    except EvaluationError:
        pass
    value = simplify(put)
    if places is None:
        if value not in (put, formula):
            yield _step("Worked out", value)
        return
    decimal = rounded(value, places)
    if decimal is not None and decimal != put:
        yield _step(f"Rounded once, at the end, to {places} place{'s' if places != 1 else ''}", decimal)


def rounded(value: Expression, places: int) -> Expression | None:
    """A number to so many places; None where it has none, or where the digit is not settled."""
    known = rational(value)
    try:
        ball = balls.value(value, {}, bits=BITS) if known is None else arb(known.numerator) / known.denominator
    except EvaluationError:
        return None
    scaled = round(known * 10**places) if known is not None else _nearest(ball * 10**places)
    if scaled is None:
        return None
    size = Number(abs(scaled), places)
    return Negate(size) if scaled < 0 else size


def _nearest(ball: arb) -> int | None:
    found = (ball + arb(0.5)).floor().unique_fmpz()
    return None if found is None else int(found)
