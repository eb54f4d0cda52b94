"""Numbers to some places: how many are asked, the mark of one, how one is shown, and which are poor to ask for."""

from __future__ import annotations

import math
from fractions import Fraction

from derivquiz.decks.kinds import replies
from derivquiz.errors import EvaluationError
from derivquiz.maths import writing
from derivquiz.maths.balls import Point
from derivquiz.maths.expression import Expression, Negate, Number, rational, walk
from derivquiz.maths.marking import places as marking
from derivquiz.maths.marking.equality import Quantity, Undecided, Value
from derivquiz.maths.marking.places import RightPlaces, RoundedEarly, TooFewPlaces, WrongPlaces
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Certainty, Outcome, Reading, Verdict
from derivquiz.words import count as counted

ROUNDED_EARLY = "rounded-early"
LARGEST = 200
"""No whole number of an answer that is worked out by hand is larger."""
MOST_PLACES = 30
MOST_DECIMALS = 4
"""An exact decimal that is worked out by hand has no more places."""
_TIE = Fraction(1, 10**6)


def decimal(value: Fraction, count: int) -> Expression:
    """A number to so many places, the last one rounded."""
    scaled = round(value * 10**count)
    size = Number(abs(scaled), count)
    return Negate(size) if scaled < 0 else size


def places(quantity: Quantity, count: int | None, significant: int | None) -> int | None:
    """To how many places a number is asked; None where it is asked exactly."""
    if significant is None:
        return count
    try:
        size = abs(approximate(quantity))
    except EvaluationError:
        return count
    if not size:
        return significant
    exponent = 0
    while size >= 10 ** (exponent + 1):
        exponent += 1
    while size < Fraction(10) ** exponent:
        exponent -= 1
    return max(0, min(significant - 1 - exponent, MOST_PLACES))


def shown(quantity: Quantity, count: int, significant: int | None) -> str:
    """A number to so many places as it may be typed; to significant digits, and small or large, as 9.54e-7."""
    value = approximate(quantity)
    digits = str(round(abs(value) * 10**count))
    if significant is not None and count and len(digits) > significant:  # 9.996 is 10.0
        count, digits = count - 1, digits[:-1]
    tree = decimal(value, count)
    exponent = len(digits) - 1 - count
    if significant is None or -3 < exponent < 5:
        return writing.line(tree)
    rest = f".{digits[1:significant]}" if significant > 1 else ""
    return f"{'-' if value < 0 else ''}{digits[0]}{rest}e{exponent}"


def mark(
    asked: tuple[Quantity, Point], answer: Expression, found: Reading, count: int, significant: int | None = None
) -> Verdict | None:
    """The verdict on a number that is asked to some places; None where it is another number."""
    match marking.mark_places(*asked, answer, count):
        case RightPlaces():
            return Verdict(Outcome.CORRECT, found, Certainty.PROVED, "Right.")
        case TooFewPlaces(given):
            number = rational(answer)
            if significant and number is not None and len(str(round(abs(number) * 10**given))) >= significant:
                return mark(asked, decimal(number, count), found, count, significant)  # 10.0 for 9.996 to three digits
            if significant:
                return replies.unreadable(found, f"give {counted(significant, 'significant digit')}")
            wanted = counted(count, "decimal place")
            return replies.unreadable(found, f"give {wanted}: yours has {given or 'none'}", "zeros at the end count")
        case RoundedEarly():
            message = "Right, but for rounding on the way: keep every digit until the end, and round once."
            return Verdict(Outcome.CORRECT, found, message=message, misconceptions=(ROUNDED_EARLY,))
        case WrongPlaces(cut_off=True):
            message = "The digits were cut off instead of rounded: the one behind the last decides whether that goes up."
            return Verdict(Outcome.WRONG, found, Certainty.PROVED, message)
        case Undecided() as result:
            return replies.undecided(found, result)
        case _:
            return None


def objection(quantity: Quantity, tree: Expression, count: int | None, significant: int | None) -> str:
    """Why a number is poor to ask for, or ""; raises EvaluationError where it has no value."""
    value = approximate(quantity)
    if significant is not None:
        count = places(quantity, count, significant) or 0
        return "the value lies between two roundings" if _is_tie(value, count) else "the value is 0" if not value else ""
    if count is not None:
        return rounded(value, count)
    return unhandy(tree)


def rounded(value: Fraction, count: int) -> str:
    """Why a value is poor when it is asked to some places."""
    size = abs(value)
    if not size > Fraction(10, 10**count):
        return "fewer than two digits are left after rounding"
    if not size < LARGEST:
        return f"the value is above {LARGEST}"
    return "the value lies between two roundings" if _is_tie(value, count) else ""


def large(answer: Expression) -> str:
    """Why an exact answer is poor: a number above 200 in it; of a decimal its whole part counts."""
    inside = [node for node in walk(answer) if isinstance(node, Number)]
    whole = rational(answer) if not any(node.places for node in inside) else None
    numbers = [whole.numerator, whole.denominator] if whole is not None else []
    for node in inside:
        numbers += [math.ceil(node.value)] if node.places else [node.value.numerator, node.value.denominator]
    return f"the answer holds a number above {LARGEST}" if any(abs(number) > LARGEST for number in numbers) else ""


def is_near(one: Expression, other: Expression, count: int | None) -> bool:
    """Whether two numbers are equal, or differ by no more than rounding on the way to so many places makes them."""
    try:
        difference = abs(approximate(Value(one)) - approximate(Value(other)))
    except EvaluationError:
        return False
    return difference <= (Fraction(2, 10**count) if count is not None else 0)


def unhandy(answer: Expression) -> str:
    """Why a number is poor to work out exactly: it is above 200, or neither a small fraction nor a short decimal."""
    whole = rational(answer)
    if whole is None:
        return large(answer)
    if not abs(whole) < LARGEST:
        return f"the value is above {LARGEST}"
    short = (whole * 10**MOST_DECIMALS).denominator == 1
    return "" if short or not large(answer) else f"the value is no decimal of {MOST_DECIMALS} places, and no small fraction"


def _is_tie(value: Fraction, count: int) -> bool:
    return bool(abs(abs(value) * 10**count % 1 - Fraction(1, 2)) < _TIE)
