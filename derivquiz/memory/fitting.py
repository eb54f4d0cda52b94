"""FSRS-6's weights fitted to one learner, kept only where they predict what the learner did afterwards better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import fsrs_rs_python as fsrs

from derivquiz.memory.scheduler import WEIGHTS, Scheduler

LEAST_REVIEWS = 800
"""Fewer reviews say more of chance than of the learner."""
HELD_OUT = 0.2
"""The latest share of the reviews, on which weights are judged and never fitted."""
MOST_OF_A_CARD = 128
"""Later reviews of one card are left out: each stands for all before it, so that their cost grows with the square."""


@dataclass(frozen=True, slots=True)
class Fit:
    """New weights beside the present ones, by the mean log-loss of their predictions on the reviews held out."""

    weights: tuple[float, ...]
    before: float
    after: float
    fitted_on: int
    judged_on: int

    @property
    def improves(self) -> bool:
        """Whether the new weights predict better."""
        return self.after < self.before


def fit(reviews: Mapping[str, Sequence[tuple[int, int]]], scheduler: Scheduler) -> Fit | str:
    """Fit weights to the reviews of each card, (rating, day) in order; a sentence where there is too little to learn from.

    The optimizer is that of the crate fsrs-rs, which Anki uses.
    """
    total = sum(map(len, reviews.values()))
    if total < LEAST_REVIEWS:
        return (
            f"There are {total} reviews; below {LEAST_REVIEWS} the weights that millions of reviews of others gave "
            "predict you better than any fitted to so few."
        )
    items = sorted(_items(reviews), key=lambda item: item[0])
    cut = items[int(len(items) * (1 - HELD_OUT))][0] if items else 0
    train = [item for item in items if item[0] < cut]
    judged = [item for day, _, item in items if day >= cut]
    if not train or not judged:
        return "The reviews lie within too few days to tell what is remembered."
    fitted = fsrs.FSRS(list(scheduler.weights)).compute_parameters(
        [item for _, _, item in train], card_ids=[card for _, card, _ in train]
    )
    weights = tuple(fitted)
    before, after = (fsrs.FSRS(list(one)).evaluate(judged).log_loss for one in (scheduler.weights, weights))
    if len(weights) != WEIGHTS:
        return "The fit gave weights of another version of FSRS."
    return Fit(weights, before, after, len(train), len(judged))


def _items(reviews: Mapping[str, Sequence[tuple[int, int]]]) -> list[tuple[int, int, fsrs.FSRSItem]]:
    """(day, number of the card, the review with all before it) for every review after the day before it."""
    found = []
    for number, card in enumerate(sorted(reviews)):
        seen: list[fsrs.FSRSReview] = []
        last: int | None = None
        for rating, day in reviews[card][:MOST_OF_A_CARD]:
            elapsed = 0 if last is None else max(0, day - last)
            seen.append(fsrs.FSRSReview(rating, elapsed))
            if elapsed:
                found.append((day, number, fsrs.FSRSItem(list(seen))))
            last = day
    return found
