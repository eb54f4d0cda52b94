from __future__ import annotations

import json
import math
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory.rating import ENOUGH_TIMES, OUTCOMES, Attempt, Rating, normalised, rate

RIGHT = Attempt(
    outcome="correct", hints=0, form=True, rounded=False, took_ms=10_000, answer_length=10, streak=5, first_sight=False
)
USUAL = [500.0] * ENOUGH_TIMES  # the median; RIGHT takes exactly as long

attempts = st.builds(
    Attempt,
    outcome=st.sampled_from(sorted(OUTCOMES)),
    hints=st.integers(0, 5),
    form=st.booleans(),
    rounded=st.booleans(),
    took_ms=st.integers(-1000, 10**8),
    answer_length=st.integers(0, 200),
    streak=st.integers(0, 50),
    first_sight=st.booleans(),
)
times = st.lists(st.floats(), max_size=30)


@pytest.mark.parametrize(
    ("change", "rating"),
    [
        ({}, Rating.GOOD),
        ({"outcome": "wrong"}, Rating.AGAIN),
        ({"outcome": "domain"}, Rating.AGAIN),
        ({"outcome": "gave-up"}, Rating.AGAIN),
        ({"hints": 3}, Rating.AGAIN),
        ({"hints": 2}, Rating.HARD),
        ({"hints": 1, "took_ms": 1}, Rating.HARD),
        ({"form": False}, Rating.HARD),
        ({"rounded": True, "took_ms": 1}, Rating.HARD),
        ({"took_ms": 22_001}, Rating.HARD),
        ({"took_ms": 22_000}, Rating.GOOD),
        ({"took_ms": 4_999}, Rating.EASY),
        ({"took_ms": 5_000}, Rating.GOOD),
        ({"took_ms": 4_999, "streak": 2}, Rating.EASY),
        ({"took_ms": 4_999, "streak": 1}, Rating.GOOD),
        ({"took_ms": 4_999, "first_sight": True}, Rating.GOOD),
    ],
)
def test_the_table_of_ratings(change: dict[str, object], rating: Rating) -> None:
    assert rate(replace(RIGHT, **change), USUAL) is rating  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize("took_ms", [1, 10**8])
def test_time_rates_nothing_before_there_are_enough_times(took_ms: int) -> None:
    assert rate(replace(RIGHT, took_ms=took_ms), USUAL[1:]) is Rating.GOOD
    assert rate(replace(RIGHT, took_ms=took_ms, form=False), USUAL[1:]) is Rating.HARD


@pytest.mark.parametrize("outcome", ["unreadable", "undecided", ""])
def test_what_is_free_has_no_rating(outcome: str) -> None:
    with pytest.raises(ValueError, match="no rating"):
        rate(replace(RIGHT, outcome=outcome), USUAL)


@given(attempts, times)
def test_every_attempt_has_a_rating_and_a_failure_is_always_again(attempt: Attempt, earlier: list[float]) -> None:
    rating = rate(attempt, earlier)
    assert (rating is Rating.AGAIN) == (attempt.outcome != "correct" or attempt.hints >= 3)


@given(attempts, times, st.integers(0, 10**8))
def test_slower_never_gives_a_better_rating(attempt: Attempt, earlier: list[float], more: int) -> None:
    assert rate(replace(attempt, took_ms=attempt.took_ms + more), earlier) <= rate(attempt, earlier)


@given(attempts, times, st.integers(1, 3))
def test_more_hints_never_give_a_better_rating(attempt: Attempt, earlier: list[float], more: int) -> None:
    assert rate(replace(attempt, hints=attempt.hints + more), earlier) <= rate(attempt, earlier)


@given(attempts)
def test_raw_facts_come_back_from_the_payload(attempt: Attempt) -> None:
    assert Attempt.from_json(json.dumps(asdict(attempt))) == attempt


@given(st.integers(), st.integers())
def test_normalised_times_are_finite_and_not_negative(took_ms: int, length: int) -> None:
    assert 0 <= normalised(took_ms, length) < math.inf
