"""Event: the append-only facts of a learner's history, their identity, their order and their study day."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Protocol

ID_BYTES = 16
DAY_START = 4
"""A study day begins at this hour of local time: an evening that runs past midnight is one day."""
FIRST_DAY, LAST_DAY = -719_162, 2_932_896
"""The days of the years 1 to 9999, in days since 1970-01-01: others have no date."""
_EPOCH = date(1970, 1, 1).toordinal()
_MINUTE_MS = 60_000
_HOUR_MS = 3_600_000
_DAY_MS = 86_400_000


class RandomSource(Protocol):
    """What ids and choices are drawn from: random.Random where a session must be reproducible, random.SystemRandom otherwise."""

    def getrandbits(self, k: int, /) -> int: ...  # noqa: D102  # Random's own
    def random(self) -> float: ...  # noqa: D102  # Random's own


class Kind(StrEnum):
    """What kind of fact an event is."""

    REVIEW = "review"
    """A first answer that moves the schedule of its card."""
    RELEARN = "relearn"
    """A fresh instance of a card that was failed, the same day: it settles the failure and leaves the schedule alone."""
    PRACTICE = "practice"
    """An answer beyond what was due: it leaves the schedule alone."""
    VOID = "void"
    """The event named by `target` doesn't count (undo)."""
    SUSPEND = "suspend"
    """The card is not asked; the payload {"on": false} lifts it."""
    BURY = "bury"
    """The card is not asked on that day; the payload {"until": day} says through which day instead."""
    RENAME = "rename"
    """The card's history belongs to the key in the payload {"to": key}."""
    REGRADE = "regrade"
    """The event named by `target` has this rating and verdict instead of its own."""
    KNOWN = "known"
    """A card that was never asked is taken as known with this rating, since a card that requires it was passed (placement)."""
    REVISE = "revise"
    """The card has become another exercise and is due now; the payload {"revision": number} says which."""
    DISPUTE = "dispute"
    """The learner disagrees with a verdict; the payload {"note": text, "message": text} says why, and what was said."""
    RUN = "run"
    """A sprint or an exam that was finished; the payload holds its score."""
    PARAMETERS = "parameters"
    """Weights of the scheduler, fitted to the learner: the payload {"weights": [...]}."""


ANSWERS = frozenset({Kind.REVIEW, Kind.RELEARN, Kind.PRACTICE})
_KINDS = frozenset(Kind)
STRUCTURAL = frozenset({Kind.VOID, Kind.RENAME, Kind.REGRADE, Kind.PARAMETERS})
"""The kinds that change what other events mean."""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact, as a row of the event table. The first six fields are stamped by the store that first writes it."""

    id: bytes = b""
    device: str = ""
    hlc: int = 0
    """A hybrid logical clock in milliseconds: max(wall, last + 1), so that (hlc, id) orders the events of all devices."""
    at_ms: int = 0
    tz_min: int = 0
    """Minutes east of UTC where it was written."""
    day: int = 0
    """The study day, fixed when written: travel and daylight saving never change a past day."""
    kind: Kind | str = Kind.REVIEW
    """A text alone where a later version wrote a kind that this one doesn't know: it is kept and passed on, and doesn't count."""
    card: str = ""
    rating: int | None = None
    took_ms: int | None = None
    attempts: int | None = None
    hints: int | None = None
    template_hash: str = ""
    parameters: str = ""
    displayed: str = ""
    """The problem as it was shown, as JSON; the store doesn't look inside."""
    answer: str = ""
    """The text as it was typed."""
    verdict: str = ""
    misconceptions: str = ""
    grader: str = ""
    """The version of the marking, so that a fixed bug can be told from an old verdict."""
    target: bytes | None = None
    payload: str = ""


COLUMNS = tuple(field.name for field in fields(Event))
"""The columns of the event table, in order."""


def kind_of(name: str) -> Kind | str:
    """The kind of that name, or the name itself where a later version may know it."""
    return Kind(name) if name in _KINDS else name


def as_row(event: Event) -> tuple[object, ...]:
    """The values of an event in the order of COLUMNS."""
    return tuple(str(event.kind) if name == "kind" else getattr(event, name) for name in COLUMNS)


def minutes_east(moment: float) -> int:
    """The local time zone at a moment (unix seconds), in minutes east of UTC."""
    return time.localtime(moment).tm_gmtoff // 60


def study_day(at_ms: int, tz_min: int, day_start: int = DAY_START) -> int:
    """The study day of a moment, in days since 1970-01-01, for a clock `tz_min` minutes east of UTC."""
    return (at_ms + tz_min * _MINUTE_MS - day_start * _HOUR_MS) // _DAY_MS


def date_of(day: int) -> date:
    """The date of a study day; raises OverflowError or ValueError for one outside FIRST_DAY to LAST_DAY."""
    return date.fromordinal(_EPOCH + day)


def day_of(when: date) -> int:
    """The study day of a date."""
    return when.toordinal() - _EPOCH


def next_hlc(wall_ms: int, last: int) -> int:
    """The logical time of the next event: never at or before the last one, whatever the wall clock does."""
    return max(wall_ms, last + 1)


def new_id(random: RandomSource) -> bytes:
    """A random 128-bit id: no two devices ever need to agree on a number."""
    return random.getrandbits(8 * ID_BYTES).to_bytes(ID_BYTES, "big")
