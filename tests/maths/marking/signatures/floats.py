"""What a form is worth at a point in floating-point numbers: an oracle that shares no code with the forms."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from derivquiz.maths.marking.signatures.forms import NOWHERE, PI, Form

NEAR = 1e-7
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "atan": math.atan,
    "asin": math.asin,
    "erf": math.erf,
    "abs": math.fabs,
}


def worth(form: Form, point: Mapping[str, float]) -> float | None:
    """The value of a form, None where a float doesn't hold it; raises ArithmeticError or ValueError where there is none."""
    try:
        return _worth(form, point)
    except OverflowError:
        return None


def _worth(form: Form, point: Mapping[str, float]) -> float:
    match form.kind:
        case "name":
            return {PI: math.pi, NOWHERE: 0.0, **point}[str(form.label)]
        case "prime":
            return float(form.label)
        case "sum":
            return math.fsum(float(number) * _worth(part, point) for number, part in zip(form.numbers, form.parts, strict=True))
        case "product":
            factors = []
            for part, number in zip(form.parts, form.numbers, strict=True):
                base = _worth(part, point)
                if number.denominator % 2 == 0 and base < 0:
                    raise ValueError("an even root of a negative number")
                size = math.pow(abs(base), float(number))
                factors.append(-size if base < 0 and number.numerator % 2 else size)
            return math.prod(factors)
        case "ln":
            return math.log(abs(_worth(form.parts[0], point)))
        case "sign":
            inner = _worth(form.parts[0], point)
            return float(inner > NEAR) - float(inner < -NEAR)
        case "chosen":
            return _worth(form.parts[0], point)
        case kind:
            return FUNCTIONS[kind](_worth(form.parts[0], point))


def is_near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR * max(1.0, abs(one), abs(other))
