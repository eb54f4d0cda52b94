"""An attempt -> Again, Hard, Good, Easy: what the first answer to a problem says about the learner's memory.

Never self-graded, and never Hard for a failure: FSRS reads Hard as a success.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from statistics import median

from derivquiz.memory.payload import loaded

OUTCOMES = frozenset({"correct", "wrong", "domain", "gave-up"})
STEP_SHOWN = 3
"""From this rung on a hint has shown a step of the solution."""
ENOUGH_TIMES = 8
"""With fewer timed successes than this there is no personal median to speak of."""
SLOW = 2.2
FAST = 0.5
READING = 10
"""Reading and thinking take as long as typing so many characters: without it a one-character answer would always be slow."""


class Rating(IntEnum):
    """What FSRS is told of a review; the numbers are its own."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Attempt:
    """The raw facts of a first answer; they are kept with the review, so that the mapping to a rating can be run again."""

    outcome: str
    """"correct", "wrong", "domain" (right on a part of the domain alone) or "gave-up"."""
    hints: int
    """The highest rung of the ladder of hints that was shown; 0: none."""
    form: bool
    """False where the answer was right but not in the form asked."""
    rounded: bool
    """The answer was right but for a rounding on the way."""
    took_ms: int
    """Without the minutes away from the keyboard."""
    answer_length: int
    """Characters of the canonical answer."""
    streak: int
    """Straight passes of this card before this attempt."""
    first_sight: bool
    """The card was never met before."""

    @classmethod
    def from_json(cls, text: str) -> Attempt:
        """The attempt whose facts stand in the payload of a review; raises ValueError or TypeError where none do."""
        found = loaded(text)
        if not isinstance(found, dict) or not isinstance(found.get("hints", 0), int):
            raise TypeError("no attempt")
        return cls(**{field.name: found[field.name] for field in fields(cls) if field.name in found})


def normalised(took_ms: int, answer_length: int) -> float:
    """Milliseconds a character of the canonical answer, so that long and short answers can be compared."""
    return max(0, took_ms) / (READING + max(0, answer_length))


def rate(attempt: Attempt, times: Sequence[float]) -> Rating:
    """The rating of an attempt, given the normalised times of the learner's earlier successes.

    Raises ValueError for an outcome that rates nothing: an unreadable or undecided answer is free and asked again.
    """
    if attempt.outcome not in OUTCOMES:
        raise ValueError(f"an answer that is {attempt.outcome!r} has no rating")
    if attempt.outcome != "correct" or attempt.hints >= STEP_SHOWN:
        return Rating.AGAIN
    if attempt.hints > 0 or not attempt.form or attempt.rounded:
        return Rating.HARD
    usual = [time for time in times if math.isfinite(time) and time > 0]
    if len(usual) < ENOUGH_TIMES:
        return Rating.GOOD
    pace = normalised(attempt.took_ms, attempt.answer_length) / median(usual)
    if pace > SLOW:
        return Rating.HARD
    if pace < FAST and attempt.streak >= 2 and not attempt.first_sight:
        return Rating.EASY
    return Rating.GOOD
