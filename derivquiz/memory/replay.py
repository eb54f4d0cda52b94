"""What the events of a history amount to: the pure fold from facts to standings, and what structural events do to the others.

The store's caches are this fold and nothing else, whether an event is applied alone or the whole history is replayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from derivquiz.memory.events import ANSWERS, FIRST_DAY, LAST_DAY, Kind
from derivquiz.memory.payload import entry, is_name, whole
from derivquiz.memory.rating import Rating
from derivquiz.memory.scheduler import Memory


class Fact(NamedTuple):
    """What the fold reads of an event."""

    id: bytes
    hlc: int
    kind: str
    card: str
    day: int
    rating: int | None
    hints: int | None
    took_ms: int | None
    target: bytes | None
    payload: str


@dataclass(slots=True)
class Standing:
    """Where a card stands with a learner; `memory` is None until its first review."""

    memory: Memory | None = None
    first_day: int | None = None
    """The day it was introduced: that of its first review, where it wasn't known before (placement)."""
    seen_day: int | None = None
    """The day of its last answer of any kind; None: never met."""
    passes: int = 0
    """Straight passes: reviews since the last Again."""
    clean: bool = False
    """Passed once without a hint: what requires it is unlocked."""
    failed_day: int | None = None
    """The day of an Again that no later answer made good; on that day the card is asked again."""
    suspended: bool = False
    buried_day: int | None = None
    """Not asked through this day."""
    revised_day: int | None = None
    """The earliest day it became another exercise since its last review: it is due from then on."""

    def asked_on(self, day: int) -> bool:
        """Whether the card may be asked on a day: neither suspended nor buried."""
        return not self.suspended and (self.buried_day is None or self.buried_day < day)


@dataclass(slots=True)
class DayTotals:
    """What was answered on one study day."""

    reviews: int = 0
    relearns: int = 0
    practices: int = 0
    right: int = 0
    took_ms: int = 0

    @property
    def answers(self) -> int:
        """Answers of every kind."""
        return self.reviews + self.relearns + self.practices


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the structural events of a history do to the others."""

    voided: frozenset[bytes] = frozenset()
    """Ids of events that don't count."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Old keys of renamed cards, each with the key its history belongs to now."""
    ratings: Mapping[bytes, int] = field(default_factory=dict)
    """Ratings that a regrade put in the place of an event's own."""


def meaning(structural: Iterable[Fact]) -> Meaning:
    """The sum of the structural events, given in (hlc, id) order.

    Read from the latest to the earliest, so that a void of a void brings its target back; a void reaches only voids before it,
    which rules circles out.
    """
    facts = list(structural)
    voided: set[bytes] = set()
    for fact in reversed(facts):
        if fact.kind == Kind.VOID and fact.target is not None and fact.id not in voided:
            voided.add(fact.target)
    names: dict[str, str] = {}
    ratings: dict[bytes, int] = {}
    for fact in facts:
        if fact.id in voided:
            continue
        if fact.kind == Kind.RENAME:
            new = entry(fact.payload, "to")
            if is_name(new) and new != fact.card:
                for old, name in names.items():
                    if name == fact.card:
                        names[old] = new
                names[fact.card] = new
                names.pop(new, None)
        elif fact.kind == Kind.REGRADE and fact.target is not None and fact.rating is not None:
            ratings[fact.target] = fact.rating
    return Meaning(frozenset(voided), names, ratings)


def advance(standing: Standing, facts: Iterable[Fact]) -> list[tuple[int, int]]:
    """Apply live facts of a card to its standing but for its memory; returns the reviews that move its memory, as (rating, day).

    The facts come in (hlc, id) order, each with the rating that holds now. A relearn settles the failure of its day and no more:
    FSRS has been told of the lapse already, and an answer minutes after the worked steps says little of what will be known
    tomorrow. Practice leaves memory alone by its definition; a failure in it is asked again that day too. What is taken as known
    has the memory of one such answer, until it is asked.
    """
    reviews: list[tuple[int, int]] = []
    again, easy, review = int(Rating.AGAIN), int(Rating.EASY), str(Kind.REVIEW)
    for _, _, kind, _, day, rating, hints, _, _, payload in facts:
        if kind in ANSWERS:
            standing.seen_day = day
            if rating is None or not again <= rating <= easy:
                continue
            passed = rating != again
            if kind == review:
                if standing.memory is None and not reviews and rating != easy:  # Easy at once: it was known before, and placed
                    standing.first_day = day
                reviews.append((rating, day))
                standing.revised_day = None
                standing.passes = standing.passes + 1 if passed else 0
            standing.failed_day = None if passed else day
            if passed and not hints:
                standing.clean = True
        elif kind == Kind.KNOWN:
            if rating is not None and again < rating <= easy:
                standing.clean = True
                if standing.memory is None and not reviews:
                    reviews.append((rating, day))
        elif kind == Kind.REVISE:
            if standing.memory is not None or reviews:
                standing.revised_day = day if standing.revised_day is None else min(standing.revised_day, day)
        elif kind == Kind.SUSPEND:
            standing.suspended = entry(payload, "on") is not False
        elif kind == Kind.BURY:
            until = whole(payload, "until", FIRST_DAY, LAST_DAY)
            standing.buried_day = day if until is None else until
    return reviews


def count(totals: DayTotals, facts: Iterable[Fact]) -> None:
    """Add live answers to the totals of their day, each with the rating that holds now."""
    again, review, relearn = int(Rating.AGAIN), str(Kind.REVIEW), str(Kind.RELEARN)
    for _, _, kind, _, _, rating, _, took_ms, _, _ in facts:
        if kind == review:
            totals.reviews += 1
        elif kind == relearn:
            totals.relearns += 1
        else:
            totals.practices += 1
        if rating is not None and rating > again:
            totals.right += 1
        if took_ms is not None and took_ms > 0:
            totals.took_ms += took_ms


def weights(payload: str) -> tuple[float, ...] | None:
    """The weights that a `parameters` event holds; None for FSRS-6's own. Raises ValueError where it holds no such thing."""
    if not payload:
        return None
    found = entry(payload, "weights")
    if not isinstance(found, list) or not all(isinstance(one, int | float) for one in found):
        raise ValueError("no list of weights")
    try:
        return tuple(map(float, found))
    except OverflowError as error:
        raise ValueError("no list of weights") from error
