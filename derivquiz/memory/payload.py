"""What an event says in JSON: read so that nothing another program wrote there can stop the replay of a history."""

from __future__ import annotations

import json
import math
from typing import TypeGuard

LONGEST_NAME = 300


def loaded(text: str) -> object:
    """The value of a JSON text; raises ValueError where it is none, or one that is nested without end."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def entry(text: str, name: str) -> object:
    """One entry of a payload; None where the payload, perhaps another version's, holds no such thing."""
    try:
        found = loaded(text) if text else None
    except ValueError:
        return None
    return found.get(name) if isinstance(found, dict) else None


def is_name(found: object) -> TypeGuard[str]:
    """Whether a value may be what a card, a device or a misconception is called: some text that a terminal prints as it is."""
    return isinstance(found, str) and 0 < len(found) <= LONGEST_NAME and found.isprintable()


def whole(text: str, name: str, least: int, most: int) -> int | None:
    """An entry that is a whole number within bounds, else None."""
    found = entry(text, name)
    return found if isinstance(found, int) and not isinstance(found, bool) and least <= found <= most else None


def share(text: str, name: str) -> float | None:
    """An entry that is a fraction from 0 to 1, else None."""
    found = entry(text, name)
    return found if isinstance(found, float) and math.isfinite(found) and 0 <= found <= 1 else None
