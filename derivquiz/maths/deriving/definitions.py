"""What the functions are that have a formula of their own, for working out their values: σ(u) = 1/(1 + e^(−u))."""

from __future__ import annotations

from derivquiz.maths.expression import Apply, Expression, Name, children, rebuild, substitute
from derivquiz.maths.reading import parse

DEFINITIONS = {
    "sigmoid": "1/(1 + e^(-u))",
    "tanh": "(e^u - e^(-u))/(e^u + e^(-u))",
    "sinh": "(e^u - e^(-u))/2",
    "cosh": "(e^u + e^(-u))/2",
    "softplus": "ln(1 + e^u)",
    "silu": "u/(1 + e^(-u))",
    "gelu": "u*Phi(u)",
}
"""A function that is not here is worked out as it stands."""


def unfolded(e: Expression) -> tuple[Expression, tuple[tuple[Expression, Expression], ...]]:
    """An expression by the definitions of its functions, and those definitions, each as both of its sides at u."""
    used: dict[Expression, Expression] = {}
    return _unfolded(e, used), tuple(used.items())


def _unfolded(e: Expression, used: dict[Expression, Expression]) -> Expression:
    parts = tuple(_unfolded(part, used) for part in children(e))
    match e:
        case Apply(function, (_,), 0) if function in DEFINITIONS:
            meaning = parse(DEFINITIONS[function], "u")
            used[Apply(function, (Name("u"),))] = meaning
            return substitute(meaning, {"u": parts[0]})
        case _:
            return rebuild(e, parts) if parts else e
