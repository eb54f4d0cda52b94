"""Functions of the table at numbers where the value is rational."""

from __future__ import annotations

from fractions import Fraction

from derivquiz.maths.expression import Apply, Constant, Expression, Negate, rational
from derivquiz.maths.softmax import PARTS

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
    if e.function in PARTS:
        return _softmax(e)
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


def _softmax(e: Apply) -> Fraction | None:
    """A part of softmax at logarithms of rational numbers, which are the logits that people work with by hand."""
    powers: list[Fraction] = []
    for argument in e.arguments:
        power = _exponential(argument)
        if power is None:
            return None
        powers.append(power)
    return powers[PARTS[e.function]] / sum(powers)


def _exponential(e: Expression) -> Fraction | None:
    """The value of e to 0, to the logarithm of a positive rational number, or to its negative; None for any other exponent."""
    if rational(e) == 0:
        return Fraction(1)
    if isinstance(e, Negate):
        inner = _exponential(e.operand)
        return None if inner is None else 1 / inner
    if isinstance(e, Apply) and e.function == "ln" and not e.primes:
        inside = rational(e.arguments[0])
        return inside if inside is not None and inside > 0 else None
    return None


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
