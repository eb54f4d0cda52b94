"""The rules in the field's words, each with its parts: what a line of a worked solution is called."""

from __future__ import annotations

from derivquiz.maths.deriving.derivation import E, Rule, differentiate, free_of, rule_at
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Apply, Expression, Name, Power, names
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.softmax import PARTS

_FROM_THE_TABLE = "The derivative from the table"
_PAIRS = (("u", "v"), ("p", "q"), ("r", "s"), ("g", "k"), ("m", "n"), ("w", "z"))
"""What the parts of a rule are called, the outermost rule first: a part within a part has other letters."""


def letters_at(e: Expression, depth: int) -> tuple[str, str]:
    """The letters of the parts of a node that stands so deep in a derivation, none of which the node holds."""
    free = [pair for pair in _PAIRS if not names(e) & {*pair}]
    return free[min(depth, len(free) - 1)] if free else ("a", "b")


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


def is_chain(rule: Rule, variable: str) -> bool:
    """Whether a rule has an inner function that is not the variable itself."""
    return rule.name in ("power", "exponential", "function") and rule.parts != (Name(variable),)


def in_one_line(e: Expression, variable: str, rule: Rule) -> str:
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
            words = in_one_line(inner, variable, rule_at(inner, variable))
            return words if rule.name == "negation" else f"{words}; the constant factor stays"
        case "power":
            return "Power rule: the exponent comes in front and goes down by one"
        case "exponential":
            base = dict(rule.bindings)["a"]
            return "The exponential is its own slope" if base == E else f"Exponential rule: times ln {inline(base)}"
        case _:
            return f"The derivative of {FUNCTIONS[e.function].words}{meant(e)}" if isinstance(e, Apply) else _FROM_THE_TABLE


def _core(e: Expression, variable: str) -> str:
    rule = rule_at(e, variable)
    return _core(rule.parts[0], variable) if rule.name in ("negation", "constant-multiple") else rule.name


def named(e: Expression, rule: Rule, slopes: tuple[Expression, ...], variable: str, depth: int = 0) -> str:
    """The rule of a node with its parts and their slopes."""
    bound = dict(rule.bindings)
    match rule.name:
        case "product" | "quotient":
            (u, v), (du, dv) = rule.parts, slopes
            one, other = letters_at(e, depth)
            parts = f"{one} = {inline(u)}, {one}′ = {inline(du)}; {other} = {inline(v)}, {other}′ = {inline(dv)}"
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
                return in_one_line(e, variable, rule)
            sloped = f", whose slope is {inline(slope)}" if is_simple(inner, variable) else ""
            return f"Chain rule: outer {inline(outer(e, rule, depth))}, inner {inline(inner)}{sloped}{meant(e)}"
        case "general-power":
            return "Chain rule: the power of e stays, times the slope of its exponent"
        case "softmax":
            return _softmax(rule.parts, bound["p"], variable)
        case _:
            return "Each case by itself"


def _softmax(logits: tuple[Expression, ...], part: Expression, variable: str) -> str:
    """The rule of a part of softmax: short where one logit is the variable, and the others don't move."""
    moving = [i for i, logit in enumerate(logits) if not free_of(logit, variable)]
    if len(moving) == 1 and logits[moving[0]] == Name(variable) and isinstance(part, Apply):
        if PARTS[part.function] == moving[0]:
            return "Softmax rule: by its own logit a part p has the slope p(1 − p)"
        return "Softmax rule: by the logit of another part q, a part p has the slope −p·q"
    return "Softmax rule: a part times (the slope of its own logit − every part times the slope of its logit)"


def meant(e: Expression) -> str:
    """What a function means that stands in the derivative of a function made of pieces."""
    match e:
        case Apply("relu" | "leaky_relu" | "elu", _, 0):
            return "; H is 1 where its argument is above 0, and 0 where it is below"
        case Apply("abs", _, 0):
            return "; sign is 1 where its argument is above 0, and −1 where it is below"
        case _:
            return ""


def outer(e: Expression, rule: Rule, depth: int = 0) -> Expression:
    """The outer function, at a letter that the expression doesn't have."""
    letter = Name(letters_at(e, depth)[0])
    bound = dict(rule.bindings)
    match e:
        case Apply(function, arguments):
            at = len(arguments) - 1 if function == "log_base" else 0
            return Apply(function, (*arguments[:at], letter, *arguments[at + 1 :]))
        case _ if rule.name == "power":
            return Power(letter, bound["n"])
        case _:
            return Power(bound["a"], letter)
