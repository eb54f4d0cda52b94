"""What a comparison may come to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from derivquiz.wire import Certainty, Pairs, Witness


@dataclass(frozen=True, slots=True)
class Same:
    """Equal; `holes` are single points where the truth has a value and the answer has none."""

    certainty: Certainty
    notes: tuple[str, ...] = ()
    holes: tuple[Pairs, ...] = ()


@dataclass(frozen=True, slots=True)
class Different:
    """Not equal; no witness only where the answer is of another shape."""

    witness: Witness | None


@dataclass(frozen=True, slots=True)
class Narrower:
    """Equal where both have values, but undefined on a stretch where the truth is not."""

    witness: Witness


@dataclass(frozen=True, slots=True)
class Undecided:
    """No point gave information; the reason is a sentence to show."""

    reason: str


Result = Same | Different | Narrower | Undecided


class Finding(Enum):
    """What one point says."""

    AGREE = auto()
    DIFFER = auto()
    MISSING = auto()
    """The answer certainly has no value where the truth has one."""
    NOTHING = auto()
