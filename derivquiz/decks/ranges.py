"""The values a parameter may take, as an author writes them: "2..9", "-9..9 except -1..1", "-3..3 step 1/2 except 0".

    range   = pieces [ "step" number ] [ "except" pieces ]
    pieces  = piece { "," piece }
    piece   = number [ ".." number ]
    number  = 3, -2, 1/2, 0.25

A value is a line of the input language: decimals where an end or the step is written as one, fractions otherwise.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

MOST_VALUES = 1000
LARGEST = 10**6
"""Neither a numerator nor a denominator may be larger."""

_NUMBER = r"[+-]?(?:[0-9]{1,7}(?:/[0-9]{1,7}|\.[0-9]{1,6})?|\.[0-9]{1,6})"
_PIECE = re.compile(rf"\s*({_NUMBER})\s*(?:\.\.\s*({_NUMBER})\s*)?")
_RANGE = re.compile(r"(?P<pieces>.*?)(?:\bstep\b(?P<step>.*?))?(?:\bexcept\b(?P<without>.*))?", re.DOTALL)
_EXAMPLE = 'write it like "2..9", "-9..9 except 0" or "-3..3 step 1/2"'


class RangeError(ValueError):
    """A range that can't be read or holds no value; the first argument is the message, the second what would do."""

    def __init__(self, message: str, hint: str = _EXAMPLE) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


@lru_cache(maxsize=4096)
def values(text: str) -> tuple[str, ...]:
    """Every value of a range in rising order of its pieces, without repeats; raises RangeError."""
    match = _RANGE.fullmatch(text)
    if match is None:  # the pattern matches every text; this is for the type checker
        raise RangeError(f"{text!r} is not a range")
    step_text = match["step"]
    step = _number(step_text) if step_text is not None else Fraction(1)
    if step <= 0:
        raise RangeError(f"the step of {text!r} is not above 0")
    without = _pieces(match["without"]) if match["without"] is not None else []
    pieces = _pieces(match["pieces"])
    decimal = "." in (match["pieces"] + (step_text or "")).replace("..", "")
    found: dict[Fraction, None] = {}
    for low, high in pieces:
        if (high - low) / step > MOST_VALUES or len(found) > MOST_VALUES:
            raise RangeError(f"{text!r} has more than {MOST_VALUES} values", "take a shorter range or a longer step")
        value = low
        while value <= high:
            if not any(left <= value <= right for left, right in without):
                found[value] = None
            value += step
    if not found:
        raise RangeError(f"{text!r} holds no value", "the lower end stands first, and `except` leaves at least one value")
    return tuple(_written(value, decimal=decimal) for value in found)


def _pieces(text: str) -> list[tuple[Fraction, Fraction]]:
    found = []
    for part in text.split(","):
        match = _PIECE.fullmatch(part)
        if match is None:
            raise RangeError(f"{part.strip()!r} is neither a number nor a range of numbers")
        low = _number(match[1])
        high = _number(match[2]) if match[2] else low
        if high < low:
            raise RangeError(f"{part.strip()!r} runs downwards", f'write "{match[2]}..{match[1]}"')
        found.append((low, high))
    return found


def _number(text: str) -> Fraction:
    text = text.strip()
    if not re.fullmatch(_NUMBER, text):
        raise RangeError(f"{text!r} is not a number")
    try:
        value = Fraction(text)
    except ZeroDivisionError:
        raise RangeError(f"{text!r} divides by zero") from None
    if abs(value.numerator) > LARGEST or value.denominator > LARGEST:
        raise RangeError(f"{text} is too large", f"no number of a deck is above {LARGEST}")
    return value


def _written(value: Fraction, *, decimal: bool) -> str:
    if not decimal or value.denominator == 1:
        return str(value)
    for places in range(1, 7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            return ("-" if value < 0 else "") + f"{digits[:-places]}.{digits[-places:]}"
    return str(value)
