"""A course of so many days, and what is left of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from tests.benchmarks.learning.learner import Learner
from tests.benchmarks.learning.schedules import Schedule

MONTH = 30


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one learner under one schedule, on the day after the last of the course."""

    counts: tuple[int, ...]
    """Answers on each day."""
    seen_all: int | None
    """The day on which the last card was met, from 1; None where some never were."""
    recalls: tuple[float, ...]
    """The true retrievability of every card, ascending."""
    rights: tuple[float, ...]
    """The probability of a right answer to every card, ascending."""
    later: float
    """The mean of that a month on without practice."""
    active: int

    @property
    def a_day(self) -> float:
        """Answers a day."""
        return fmean(self.counts)


def lowest_tenth(values: tuple[float, ...]) -> float:
    """The mean of the lowest tenth of ascending values."""
    return fmean(values[: max(1, round(len(values) / 10))])


def taken(learner: Learner, schedule: Schedule, *, days: int, answers: int) -> Result:
    """Let a learner follow a schedule for so many days, with at most so many answers a day."""
    counts = []
    met: dict[str, int] = {}
    for day in range(days):
        schedule.begin(day)
        count = 0
        while count < answers and (card := schedule.next()) is not None:
            schedule.answered(card, learner.answer(card, day))
            met.setdefault(card, day + 1)
            count += 1
        counts.append(count)
    cards: Mapping[str, object] = learner.skills
    return Result(
        counts=tuple(counts),
        seen_all=max(met.values()) if len(met) == len(cards) else None,
        recalls=tuple(sorted(learner.recall(card, days) for card in cards)),
        rights=tuple(sorted(learner.right(card, days) for card in cards)),
        later=fmean(learner.right(card, days + MONTH) for card in cards),
        active=learner.active,
    )
