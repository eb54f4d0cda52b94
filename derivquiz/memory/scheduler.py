"""Memory state and due day of a card: FSRS-6 as Anki runs it (the crate fsrs-rs), fed with study days.

The formulas are those of https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import fsrs_rs_python as fsrs

from derivquiz.memory.rating import Rating

RETENTION = 0.9
LEAST_RETENTION, MOST_RETENTION = 0.8, 0.97
LONGEST_DAYS = 36_500
WEIGHTS = 21
"""FSRS-6 has this many."""
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
"""(from, to, share): how far an interval may be moved, summed over the stretches it covers, as in Anki."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a card: FSRS's state and when it is due. Days are study days."""

    stability: float
    """Days until the predicted recall has fallen to 90%."""
    difficulty: float
    last_day: int
    due_day: int
    reps: int
    lapses: int


BOUNDS = (
    *((0.001, 100.0),) * 4,
    *((1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75)),
    *((0.0, 4.5), (0.0, 0.8), (0.001, 3.5), (0.001, 5.0), (0.001, 0.25), (0.001, 0.9)),
    *((0.0, 4.0), (0.0, 1.0), (1.0, 6.0), (0.0, 2.0), (0.0, 2.0), (0.0, 0.8), (0.1, 0.8)),
)
"""Between these the fit of FSRS-6 keeps each weight; beyond them its formulas give no memory."""
_SLACK = 1e-3
"""The crate's weights have 32 bits, and its bounds are not in every version the same to the last digit."""


class Scheduler:
    """FSRS-6 with desired retention and weights; the same card and history always give the same due day.

    Raises ValueError for a retention outside 0.8–0.97 or for weights that aren't 21 numbers within FSRS-6's bounds.
    """

    def __init__(self, retention: float = RETENTION, weights: Sequence[float] | None = None) -> None:
        if not LEAST_RETENTION <= retention <= MOST_RETENTION:
            raise ValueError(f"desired retention must be from {LEAST_RETENTION} to {MOST_RETENTION}, not {retention}")
        chosen = tuple(fsrs.DEFAULT_PARAMETERS if weights is None else weights)
        if len(chosen) != WEIGHTS or not all(map(_is_weight, chosen, BOUNDS)):
            raise ValueError(f"FSRS-6 takes {WEIGHTS} finite weights within its bounds")
        self.retention = retention
        self.weights = chosen
        digest = sha256(repr(chosen).encode()).hexdigest()[:8]
        self.algorithm = f"fsrs-6 {digest} {retention:g}"
        """Stands on each cached row: where it differs, the rows are replayed."""
        self._model = fsrs.FSRS(list(chosen))
        self._decay = -chosen[20]
        self._factor = 0.9 ** (1 / self._decay) - 1

    def next(self, card: str, memory: Memory | None, rating: Rating | int, day: int) -> Memory:
        """The memory of a card after a review; a day before the last one counts as the same day, never as a negative interval."""
        before = None if memory is None else fsrs.MemoryState(memory.stability, memory.difficulty)
        elapsed = 0 if memory is None else max(0, day - memory.last_day)
        states = self._model.next_states(before, self.retention, elapsed)
        match rating:
            case Rating.AGAIN:
                chosen = states.again
            case Rating.HARD:
                chosen = states.hard
            case Rating.GOOD:
                chosen = states.good
            case Rating.EASY:
                chosen = states.easy
            case _:
                raise ValueError(f"no such rating: {rating}")
        reps = 1 if memory is None else memory.reps + 1
        lapsed = memory is not None and rating == Rating.AGAIN
        return Memory(
            stability=chosen.memory.stability,
            difficulty=chosen.memory.difficulty,
            last_day=day,
            due_day=day + fuzzed(chosen.interval, card, reps),
            reps=reps,
            lapses=(0 if memory is None else memory.lapses) + lapsed,
        )

    def replay(self, card: str, memory: Memory | None, reviews: Sequence[tuple[int, int]]) -> Memory | None:
        """The memory of a card after further reviews, each a rating and a day: bit for bit that of `next` after each of them.

        The crate's own loop takes them in one call: a fifth of the time.
        """
        if not reviews:
            return memory
        days = [reviews[0][1] if memory is None else memory.last_day, *(day for _, day in reviews)]
        elapsed = [max(0, day - before) for before, day in pairwise(days)]
        items = [fsrs.FSRSReview(rating, after) for (rating, _), after in zip(reviews, elapsed, strict=True)]
        before = None if memory is None else fsrs.MemoryState(memory.stability, memory.difficulty)
        state = self._model.memory_state(fsrs.FSRSItem(items), before)
        rating, day = reviews[-1]
        reps = len(reviews) + (0 if memory is None else memory.reps)
        failed = sum(one == Rating.AGAIN for one, _ in reviews)
        lapses = failed - (reviews[0][0] == Rating.AGAIN) if memory is None else failed + memory.lapses
        return Memory(
            stability=state.stability,
            difficulty=state.difficulty,
            last_day=day,
            due_day=day + fuzzed(self._model.next_interval(state.stability, self.retention, rating), card, reps),
            reps=reps,
            lapses=lapses,
        )

    def fitted(self, weights: Sequence[float] | None) -> Scheduler:
        """The scheduler with other weights, and the same desired retention; None: FSRS-6's own."""
        return Scheduler(self.retention, weights)

    def recall(self, memory: Memory, day: int) -> float:
        """The predicted probability that the card is answered right on a day: FSRS-6's power curve of forgetting."""
        elapsed = max(0, day - memory.last_day)
        return float((1 + self._factor * elapsed / memory.stability) ** self._decay)


def fuzzed(interval: float, card: str, reps: int) -> int:
    """Whole days of an interval, at least 1, moved a little by card and repetition.

    Cards that were learnt together drift apart, and a replay still gives the same day on every machine.
    """
    interval = min(interval, float(LONGEST_DAYS))
    if interval < _FUZZ[0][0]:
        return max(1, round(interval))
    reach = 1.0
    for start, end, share in _FUZZ:
        if interval > start:
            reach += share * (min(interval, end) - start)
    least, most = round(interval - reach), min(LONGEST_DAYS, round(interval + reach))
    drawn = int.from_bytes(sha256(f"{card}\n{reps}".encode()).digest()[:8], "big")
    return least + drawn % (most - least + 1)


def _is_weight(weight: float, bounds: tuple[float, float]) -> bool:
    least, most = bounds
    return math.isfinite(weight) and least - _SLACK <= weight <= most + _SLACK
