"""An event as a line of JSON, for the journal and for other machines, and back from a line that anybody may have written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from derivquiz.memory.events import FIRST_DAY, ID_BYTES, LAST_DAY, Event, Kind, kind_of
from derivquiz.memory.payload import LONGEST_NAME, loaded

LONGEST_LINE = 200_000
"""Characters; a longer one is skipped unread."""
_HUGE = 2**53
_BYTES = frozenset({"id", "target"})
_NAMES = frozenset({"device", "card"})
_WORD = re.compile(r"[a-z-]{1,30}")
LONGEST_ANSWER_MS = 24 * 60 * 60 * 1000
"""No answer takes longer than a day; pauses aren't counted."""
RANGES = {
    "hlc": (1, _HUGE),
    "at_ms": (-_HUGE, _HUGE),
    "tz_min": (-24 * 60, 24 * 60),
    "day": (FIRST_DAY, LAST_DAY),
    "rating": (1, 4),
    "took_ms": (0, LONGEST_ANSWER_MS),
    "attempts": (0, _HUGE),
    "hints": (0, _HUGE),
}
"""The whole numbers of an event, and between which values they may lie."""
_OPTIONAL = frozenset({"rating", "took_ms", "attempts", "hints", "target"})
_STAMPED = ("id", "device", "hlc", "at_ms", "tz_min", "day", "kind")
_DEFAULTS: dict[str, object] = {field.name: field.default for field in fields(Event)}


def as_line(event: Event) -> str:
    """An event as one line of JSON without its end; what has its default value is left out."""
    entries: dict[str, object] = {}
    for name, default in _DEFAULTS.items():
        value = getattr(event, name)
        if name in _STAMPED or value != default:
            entries[name] = value.hex() if isinstance(value, bytes) else value
    return json.dumps(entries, ensure_ascii=True, separators=(",", ":"))


def from_line(line: str, latest: int = _HUGE, *, own: bool = False) -> Event:
    """The event of a line; raises ValueError with the reason where it holds none that this version can take over.

    A logical time after `latest` is refused, since all later events of this learner would have to come after it. A kind that
    a later version may know is refused, too, since that version takes it over from the same file; but not of this device's `own`
    files, which this version writes anew.
    """
    if len(line) > LONGEST_LINE:
        raise ValueError(f"it has more than {LONGEST_LINE} characters")
    try:
        entries = loaded(line)
    except ValueError as error:
        raise ValueError("it is not JSON") from error
    if not isinstance(entries, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004  # one kind of error for all that a line may be
    missing = [name for name in _STAMPED if name not in entries]
    if missing:
        raise ValueError(f"it has no {missing[0]}")
    values: dict[str, Any] = {name: _value(name, value, own=own) for name, value in entries.items()}
    event = Event(**values)
    if event.hlc > latest:
        raise ValueError("its time is far in the future")
    return event


def read_lines(lines: Iterable[bytes], latest: int = _HUGE, *, own: bool = False) -> Iterator[Event | str]:
    """The events of a file's lines, and in the place of each line that can't be taken over the reason why."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            yield from_line(raw.decode("utf-8"), latest, own=own)
        except ValueError as error:
            reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            yield f"line {number}: {reason}"


def _value(name: str, value: Any, *, own: bool) -> object:
    if name not in _DEFAULTS:
        raise ValueError(f"it says {_quoted(name)}, which a later version may know")
    if value is None and name in _OPTIONAL:
        return None
    if name in RANGES:
        least, most = RANGES[name]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"its {name} is no whole number from {least} to {most}")
        return value
    if not isinstance(value, str):
        raise ValueError(f"its {name} is no text")  # noqa: TRY004  # a fault of the text, not of our types
    if name in _BYTES:
        if len(value) != 2 * ID_BYTES:
            raise ValueError(f"its {name} is no id")
        return bytes.fromhex(value)
    if name == "kind":
        kind = kind_of(value)
        if not isinstance(kind, Kind) and not (own and _WORD.fullmatch(kind)):
            raise ValueError(f"it is of the kind {_quoted(value)}, which a later version may know")
        return kind
    if name in _NAMES and (len(value) > LONGEST_NAME or not (value.isprintable())):
        raise ValueError(f"its {name} is no name")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError(f"its {name} is no Unicode")
    return value


def _quoted(text: str) -> str:
    return repr(text[:30])
