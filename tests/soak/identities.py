"""What a function may be written as, with u for its argument; the value is the same wherever both have one."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from derivquiz.maths.expression import Apply, Expression, substitute
from derivquiz.maths.reading import parse

IDENTITIES = {
    "exp": ("e^u", "1/e^(-u)", "exp(u/2)^2", "sinh(u) + cosh(u)"),
    "ln": ("-ln(1/u)", "ln(3*u) - ln(3)", "2*ln(sqrt(u))", "ln(10)*log10(u)", "log_2(u)/log_2(e)"),
    "sqrt": ("u^(1/2)", "u^0.5", "u/sqrt(u)", "sqrt(4*u)/2", "exp(ln(u)/2)", "(u^2)^(1/4)"),
    "cbrt": ("u^(1/3)", "-cbrt(-u)", "cbrt(8*u)/2", "u/cbrt(u)^2"),
    "sin": (
        "2*sin(u/2)*cos(u/2)",
        "cos(u - pi/2)",
        "-sin(-u)",
        "sin(u + 2*pi)",
        "sin(pi - u)",
        "1/csc(u)",
        "3*sin(u/3) - 4*sin(u/3)^3",
    ),
    "cos": (
        "1 - 2*sin(u/2)^2",
        "2*cos(u/2)^2 - 1",
        "cos(-u)",
        "sin(u + pi/2)",
        "cos(u/2)^2 - sin(u/2)^2",
        "-cos(u - pi)",
        "1/sec(u)",
    ),
    "tan": ("sin(u)/cos(u)", "sin(u)*sec(u)", "tan(u + pi)", "sin(2*u)/(1 + cos(2*u))", "1/cot(u)", "-tan(-u)"),
    "sec": ("1/cos(u)", "cos(u)^(-1)", "sec(-u)", "cos(u) + sin(u)*tan(u)"),
    "csc": ("1/sin(u)", "-csc(-u)", "sin(u) + cos(u)*cot(u)"),
    "cot": ("cos(u)/sin(u)", "cos(u)*csc(u)", "1/tan(u)"),
    "asin": ("pi/2 - acos(u)", "-asin(-u)", "atan(u/sqrt(1 - u^2))"),
    "acos": ("pi/2 - asin(u)", "pi - acos(-u)"),
    "atan": ("-atan(-u)", "pi/2 - acot(u)", "asin(u/sqrt(1 + u^2))"),
    "sinh": ("(e^u - e^(-u))/2", "2*sinh(u/2)*cosh(u/2)", "-sinh(-u)", "e^u - cosh(u)"),
    "cosh": ("(e^u + e^(-u))/2", "1 + 2*sinh(u/2)^2", "cosh(-u)", "e^(-u) + sinh(u)", "sqrt(1 + sinh(u)^2)"),
    "tanh": (
        *("(e^u - e^(-u))/(e^u + e^(-u))", "2*sigmoid(2*u) - 1", "-tanh(-u)", "sinh(u)/cosh(u)", "1 - 2/(e^(2*u) + 1)"),
        *("(e^(2*u) - 1)/(e^(2*u) + 1)", "sigmoid(2*u) - sigmoid(-2*u)"),
    ),
    "sech": ("1/cosh(u)", "2/(e^u + e^(-u))", "2*e^u/(e^(2*u) + 1)", "sech(-u)"),
    "asinh": ("-asinh(-u)", "ln(u + sqrt(u^2 + 1))"),
    "acosh": ("ln(u + sqrt(u^2 - 1))",),
    "atanh": ("ln((1 + u)/(1 - u))/2", "-atanh(-u)"),
    "sigmoid": (
        *("1/(1 + e^(-u))", "e^u/(1 + e^u)", "1 - sigmoid(-u)", "(1 + e^(-u))^(-1)", "(1 + tanh(u/2))/2"),
        *("e^(u/2)/(e^(u/2) + e^(-u/2))", "sigmoid(u)^2 + sigmoid(u)*sigmoid(-u)"),
    ),
    "softplus": ("ln(1 + e^u)", "u + softplus(-u)", "-ln(sigmoid(-u))", "u + ln(1 + e^(-u))"),
    "silu": ("u*sigmoid(u)", "u/(1 + e^(-u))", "u + silu(-u)"),
    "gelu": ("u*Phi(u)", "u + gelu(-u)", "u/2*(1 + erf(u/sqrt(2)))"),
    "Phi": ("(1 + erf(u/sqrt(2)))/2", "1 - Phi(-u)", "erfc(-u/sqrt(2))/2"),
    "phi": ("e^(-u^2/2)/sqrt(2*pi)", "phi(-u)"),
    "erf": ("1 - erfc(u)", "-erf(-u)", "2*Phi(u*sqrt(2)) - 1"),
    "erfc": ("1 - erf(u)", "2 - erfc(-u)"),
    "relu": ("max(0, u)", "(u + abs(u))/2", "-min(-u, 0)", "u*step(u)", "u if u > 0 else 0", "u + relu(-u)"),
    "step": ("(1 + sign(u))/2", "1 - step(-u)", "1 if u > 0 else 0", "relu(u)/u", "(u/abs(u) + 1)/2"),
    "abs": ("sqrt(u^2)", "max(u, -u)", "u*sign(u)", "relu(u) + relu(-u)", "-u if u < 0 else u", "2*relu(u) - u"),
    "sign": ("u/abs(u)", "abs(u)/u", "2*step(u) - 1", "u/sqrt(u^2)", "-sign(-u)"),
}

ONES = (
    *("sin(x)^2 + cos(x)^2", "cosh(x)^2 - sinh(x)^2", "exp(x)*exp(-x)", "sigmoid(x) + sigmoid(-x)", "tanh(x)^2 + sech(x)^2"),
    *("u/u", "u^2*u^(-2)", "exp(ln(u) - ln(u))", "exp(ln(u))/u", "sqrt(u)*u^(-1/2)", "sqrt(u^2)/u", "log_2(2*u) - log_2(u)"),
)  # fmt: skip
"""One, for u above zero."""

NOTHINGS = (
    *("u - u", "ln(u/u)", "ln(u^2) - 2*ln(u)", "ln(1/u) + ln(u)", "sqrt(u)^2 - u", "sin(x)*cos(x) - sin(2*x)/2"),
    *("e^(2*x) - e^x*e^x",),
)
"""Zero, for u above zero."""

POSITIVE = (
    *("x^2 + 1", "e^x", "2 + sin(x)", "cosh(x)", "3", "7/2", "sigmoid(x)", "sqrt(x^2 + 2)", "pi + tanh(x)"),
    *("x^4 + x^2 + 1", "1 + abs(x)"),
)
"""Above zero everywhere."""

LOSSES = (
    *("sqrt(u)^2", "exp(ln(u))", "-sqrt(-u)^2", "u + ln(v) - ln(v)", "u + sqrt(v) - sqrt(v)"),
    *("u*sqrt(v)/sqrt(v)", "u*exp(ln(v) - ln(v))"),
    *("u*v/v", "u + asin(v) - asin(v)", "u + ln(v^2) - 2*ln(v)", "u*sqrt(v^2)/abs(v)"),
    *("u*(sqrt(v)*sqrt(v))/v", "u*v^(1/2)*v^(-1/2)", "u*ln(v)/ln(v)"),
)  # fmt: skip
"""u, in forms that have a value on a part of the line alone."""

INSIDE = (
    *("x", "x + 1", "2 - x", "5*x - 1", "x^2", "sin(x)", "x^2 - 1", "12 - x", "x + 30", "x - 1/2", "e^x - 3"),
    *("ln(x^2)", "x^3"),
)
"""What may stand for v there."""


@lru_cache(maxsize=1024)
def tree(text: str) -> Expression:
    """A form of the tables."""
    return parse(text, "u", "v", "x")


def filled(random: Random, forms: tuple[str, ...], **values: Expression) -> Expression:
    """One of the forms, with trees for its names."""
    return substitute(tree(random.choice(forms)), values)


def otherwise(random: Random, node: Expression) -> Expression | None:
    """A function at one argument, written otherwise; None where the table has no row."""
    if not isinstance(node, Apply) or len(node.arguments) != 1 or node.primes or node.function not in IDENTITIES:
        return None
    return filled(random, IDENTITIES[node.function], u=node.arguments[0])
