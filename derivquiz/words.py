"""Figures in words, and the words of others, as the screens and the commands say them."""

from __future__ import annotations


def printable(text: str, instead: str = "�") -> str:
    """A text that somebody wrote, on one line and without what a terminal would act on."""
    return "".join(letter if letter.isprintable() else instead for letter in text)


_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def superscript(number: int | str) -> str:
    """A whole number as an exponent is printed: "⁻³"."""
    return str(number).translate(_SUPERSCRIPTS)


def subscript(number: int) -> str:
    """A whole number as an index is printed: "₁₂"."""
    return str(number).translate(_SUBSCRIPTS)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 answer", "3 answers"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def duration(seconds: int) -> str:
    """A length of time in words: "45 s", "6 min 12 s", "1 h 5 min"."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def ahead(days: int) -> str:
    """A day to come: "today", "tomorrow", "in 3 days"."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def ago(days: int) -> str:
    """A day that was: "today", "yesterday", "3 days ago"."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
