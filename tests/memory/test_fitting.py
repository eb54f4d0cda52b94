from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path

from derivquiz.memory import fitting
from derivquiz.memory.fitting import LEAST_REVIEWS, Fit, fit
from derivquiz.memory.scheduler import Scheduler
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, memories, store

CARDS = 60


def learner(half_life: float, reviews: int, seed: int = 4) -> dict[str, list[tuple[int, int]]]:
    """Reviews of a learner who forgets exponentially, whatever FSRS-6 thinks, asked after a few days each time."""
    source = random.Random(seed)
    found: dict[str, list[tuple[int, int]]] = {}
    for number in range(CARDS):
        day = source.randrange(20)
        found[f"deck/{number}"] = of_card = [(3, day)]
        for _ in range(reviews // CARDS):
            elapsed = source.randint(1, 12)
            day += elapsed
            of_card.append((3 if source.random() < math.exp2(-elapsed / half_life) else 1, day))
    return found


def test_few_reviews_are_not_fitted_and_it_is_said_why() -> None:
    found = fit({"a/b": [(3, day) for day in range(LEAST_REVIEWS - 1)]}, Scheduler())
    assert isinstance(found, str)
    assert "799 reviews" in found
    assert str(LEAST_REVIEWS) in found


def test_reviews_of_one_day_say_nothing() -> None:
    found = fit({"a/b": [(3, 5)] * LEAST_REVIEWS}, Scheduler())
    assert isinstance(found, str)
    assert "too few days" in found


def test_an_unusual_learner_is_predicted_better_by_weights_of_their_own() -> None:
    found = fit(learner(half_life=3, reviews=1500), Scheduler())
    assert isinstance(found, Fit)
    assert found.improves
    assert found.after < 0.95 * found.before
    assert found.judged_on < found.fitted_on < 5 * found.judged_on
    again = fit(learner(half_life=3, reviews=1500), Scheduler(weights=found.weights))
    assert isinstance(again, Fit)
    assert again.before == found.after


def test_only_weights_that_predict_better_improve() -> None:
    assert Fit((), before=0.5, after=0.4, fitted_on=1, judged_on=1).improves
    assert not Fit((), before=0.5, after=0.5, fitted_on=1, judged_on=1).improves


def test_what_is_fitted_are_the_reviews_that_count_under_the_names_that_hold(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        ours.append(REVIEW)
        (slip,) = ours.append(replace(REVIEW, rating=1))
        ours.undo(slip)
        clock.now += DAY
        ours.append(replace(REVIEW, card="chain/other", rating=4))
        ours.adopt({"chain/power": "chain/outer"})
        today = ours.today()
        assert ours.reviews_of_cards() == {"chain/outer": [(3, today - 1)], "chain/other": [(4, today)]}


def test_kept_weights_schedule_from_now_on_and_are_given_back(tmp_path: Path) -> None:
    weights = [weight * 1.01 for weight in Scheduler().weights]
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        usual = memories(ours)
        ours.keep_weights(weights)
        assert ours.scheduler.weights == tuple(weights)
        assert memories(ours) != usual
        ours.keep_weights(None)
        assert memories(ours) == usual


def test_a_card_with_very_many_reviews_costs_no_more_than_its_first() -> None:
    items = fitting._items({"a/b": [(3, day) for day in range(1000)]})
    assert len(items) == fitting.MOST_OF_A_CARD - 1
