"""Figures in words, as the screens and the commands say them."""

from __future__ import annotations


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
