"""What can be set: each key of the settings with its sentence and the values that would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

ADAPTIVE = "adaptive"
GRAINS = ("every", "fused", "expert")
LONGEST = 60
MOST_NEW = 1000
MOST_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of the file: what it is for, and what would do. `take` gives the value, or raises ValueError where it won't do."""

    name: str
    sentence: str
    would_do: str
    take: Callable[[object], object]
    values: tuple[object, ...] = ()
    """What a screen offers, in order; empty where only the screen can know."""


def name(value: object) -> str:
    """A name on one line; raises ValueError for anything else."""
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value.strip()) <= LONGEST:
        raise ValueError
    return value.strip()


def _retention(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.8 <= value <= 0.97:
        raise ValueError
    return float(value)


def _whole(least: int, most: int) -> Callable[[object], int]:
    def take(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError
        return value

    return take


def _level(value: object) -> int | None:
    return None if value == ADAPTIVE else _whole(1, MOST_LEVEL)(value)


def _grain(value: object) -> str:
    if value not in GRAINS:
        raise ValueError
    return str(value)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError  # noqa: TRY004  # what is wrong with a setting is a ValueError, whatever it is
    return value


def key(value: object) -> str:
    """Names of keys, joined by commas; raises ValueError for anything else."""
    parts = [part.strip() for part in name(value).split(",")]
    if not all(parts):
        raise ValueError
    return ",".join(parts)


CHOICES = (
    Choice("theme", "The colours of the screens.", 'a name in quotes, such as "tokyo-night",', name),
    Choice(
        "retention",
        "How much you want to know still when something comes back: more means more reviews.",
        "a number from 0.8 to 0.97",
        _retention,
        tuple(part / 100 for part in range(80, 98)),
    ),
    Choice(
        "new_a_day",
        "How many new templates a day has.",
        f"a whole number from 0 to {MOST_NEW}",
        _whole(0, MOST_NEW),
        tuple(range(MOST_NEW + 1)),
    ),
    Choice(
        "level",
        'How hard problems are: "adaptive" follows you, a number holds every template at that level, 1 the easiest.',
        f'"adaptive" or a whole number from 1 to {MOST_LEVEL}',
        _level,
        (None, *range(1, MOST_LEVEL + 1)),
    ),
    Choice(
        "grain",
        'How fine worked steps are: "every" rule on a line, simple ones "fused", or a line a derivative for an "expert".',
        '"every", "fused" or "expert"',
        _grain,
        GRAINS,
    ),
    Choice("animation", "Whether the screens may move things about.", "true or false", _switch, (True, False)),
    Choice(
        "cells",
        "Whether an answer in several parts is typed part by part, in cells, or on one line.",
        "true or false",
        _switch,
        (True, False),
    ),
    Choice(
        "welcome",
        "Whether three cards say how it works when there is no history yet; they are shown once.",
        "true or false",
        _switch,
        (True, False),
    ),
    Choice(
        "day_start",
        "The hour at which a new day of study begins; an evening that runs past midnight is one day.",
        "a whole number from 0 to 23",
        _whole(0, 23),
        tuple(range(24)),
    ),
)
"""Every key but the table [keys], in the order of the file."""
KEYS = 'Other keys for what a key does, by its name: "home.sprint" = "f10"; several are joined by commas.'


def step(values: Sequence[object], value: object, by: int) -> object:
    """The value so many places on, not beyond the first and the last; from one that isn't offered, the nearest that is."""
    if value in values:
        return values[max(0, min(values.index(value) + by, len(values) - 1))]
    if isinstance(value, int | float):
        return min(values, key=lambda one: abs(one - value) if isinstance(one, int | float) else MOST_NEW)
    return values[0]
