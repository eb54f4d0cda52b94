"""Functions of the table at numbers where the value is rational."""

from __future__ import annotations

from fractions import Fraction

from derivquiz.maths.expression import Apply, Constant, Expression, rational

AT_ZERO = {
    **dict.fromkeys(
        ("sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "relu", "cbrt", "silu", "gelu"), Fraction(0)
    ),
    **dict.fromkeys(("gelu_tanh", "erf", "leaky_relu", "elu", "abs"), Fraction(0)),
    **dict.fromkeys(("cos", "sec", "cosh", "sech", "erfc"), Fraction(1)),
    **dict.fromkeys(("sigmoid", "Phi"), Fraction(1, 2)),
}
AT_ONE = {"ln": Fraction(0), "acos": Fraction(0), "acosh": Fraction(0), "asec": Fraction(0), "cbrt": Fraction(1)}


def worked_out(e: Expression) -> Fraction | None:
    """The rational value of a function at a number, or None."""
    if not isinstance(e, Apply) or e.primes:
        return None
    first = e.arguments[0]
    if e.function == "ln" and first == Constant("e"):
        return Fraction(1)
    if e.function == "log_base" and first == e.arguments[1]:
        base = rational(first)
        return Fraction(1) if base is not None and base > 0 and base != 1 else None
    at = rational(first)
    if at is None:
        return None
    if at == 0 and e.function in AT_ZERO:
        return AT_ZERO[e.function]
    if at == 1 and e.function in AT_ONE:
        return AT_ONE[e.function]
    return _by_pieces(e, at)


def _by_pieces(e: Apply, at: Fraction) -> Fraction | None:
    others = [rational(other) for other in e.arguments[1:]]
    known = [at, *(other for other in others if other is not None)]
    match e.function:
        case "abs":
            return abs(at)
        case "relu":
            return max(at, Fraction(0))
        case "sign" if at:
            return Fraction(1 if at > 0 else -1)
        case "step" if at:
            return Fraction(1 if at > 0 else 0)
        case "leaky_relu" if len(known) == 2:
            return at if at > 0 else at * known[1]
        case "max" if len(known) == len(e.arguments):
            return max(known)
        case "min" if len(known) == len(e.arguments):
            return min(known)
        case _:
            return None
