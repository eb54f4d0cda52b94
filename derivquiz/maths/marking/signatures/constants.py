"""The values of forms in which no name is left, as balls."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from flint import arb, ctx, fmpq

from derivquiz.maths.marking.signatures.forms import PI, Form

BITS = 256


def constant_ball(form: Form) -> arb | None:
    """The ball of a form in which no name is left."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        found = _ball(form)
    except (ArithmeticError, ValueError):
        return None
    finally:
        ctx.prec = before
    return found if found is not None and found.is_finite() else None


def _ball(form: Form) -> arb | None:
    if form.kind == "name":
        return arb.pi() if form.label == PI else None
    if form.kind == "prime":
        return arb(int(form.label))
    parts = []
    for part in form.parts:
        ball = _ball(part)
        if ball is None:
            return None
        parts.append(ball)
    match form.kind:
        case "sum":
            return sum((ball * _arb(number) for number, ball in zip(form.numbers, parts, strict=True)), arb(0))
        case "product":
            total = arb(1)
            for number, ball in zip(form.numbers, parts, strict=True):
                total *= _power(ball, number)
            return total
        case "exp" | "sin" | "cos" | "atan" | "asin" | "erf":
            return cast(arb, getattr(parts[0], form.kind)())
        case "ln":
            return abs(parts[0]).log()
        case "abs":
            return abs(parts[0])
        case _:
            return parts[0].sgn()


def _power(ball: arb, number: Fraction) -> arb:
    if number.denominator == 1:
        return ball ** int(number)
    size = abs(ball) ** _arb(number)
    return -size if ball < 0 and number.numerator % 2 else size


def _arb(number: Fraction) -> arb:
    return arb(fmpq(number.numerator, number.denominator))
