from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from fsrs.scheduler import FUZZ_RANGES, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory.rating import Rating
from derivquiz.memory.scheduler import BOUNDS, Memory, Scheduler, fuzzed

ratings = st.sampled_from(list(Rating))
histories = st.lists(st.tuples(ratings, st.integers(0, 400)), min_size=1, max_size=30)


def replayed(scheduler: Scheduler, history: list[tuple[Rating, int]], card: str = "chain/power") -> list[Memory]:
    memories: list[Memory] = []
    day = 0
    for rating, elapsed in history:
        day += elapsed
        memories.append(scheduler.next(card, memories[-1] if memories else None, rating, day))
    return memories


@given(histories)
def test_stability_difficulty_and_recall_agree_with_py_fsrs(history: list[tuple[Rating, int]]) -> None:
    # py-fsrs counts whole days of 24 hours between moments: reviews at noon make both count alike. Without learning steps
    # its states follow the same formulas throughout.
    oracle = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    ours = Scheduler()
    card = fsrs.Card()
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    day = 0
    for memory, (rating, elapsed) in zip(replayed(ours, history), history, strict=True):
        now += timedelta(days=elapsed)
        day += elapsed
        card, _ = oracle.review_card(card, fsrs.Rating(int(rating)), now)
        assert memory.stability == pytest.approx(card.stability, rel=2e-3, abs=2e-3)
        assert memory.difficulty == pytest.approx(card.difficulty, rel=1e-3)
        for later in (0, 1, 7, 100):
            expected = oracle.get_card_retrievability(card, now + timedelta(days=later))
            assert ours.recall(memory, day + later) == pytest.approx(expected, abs=2e-3)


@given(histories)
def test_due_days_lie_within_the_fuzz_of_the_interval_of_py_fsrs(history: list[tuple[Rating, int]]) -> None:
    oracle = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card()
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for memory, (rating, elapsed) in zip(replayed(Scheduler(), history), history, strict=True):
        now += timedelta(days=elapsed)
        card, _ = oracle.review_card(card, fsrs.Rating(int(rating)), now)
        expected = (card.due - now).days
        assert abs(memory.due_day - memory.last_day - expected) <= 2 + 0.15 * expected


@given(histories, st.lists(st.floats(0.8, 1.2), min_size=21, max_size=21))
def test_a_replay_in_one_call_is_bit_for_bit_that_review_by_review(history: list[tuple[Rating, int]], tilt: list[float]) -> None:
    scheduler = Scheduler(weights=[weight * by for weight, by in zip(Scheduler().weights, tilt, strict=True)])
    day = 0
    reviews: list[tuple[int, int]] = []
    for rating, elapsed in history:
        day += elapsed if elapsed % 7 else -elapsed  # a clock may go back
        reviews.append((int(rating), day))
    memories: list[Memory | None] = [None]
    for grade, day in reviews:
        memories.append(scheduler.next("chain/power", memories[-1], grade, day))
    for cut in (0, 1, len(reviews) // 2, len(reviews)):
        assert scheduler.replay("chain/power", memories[cut], reviews[cut:]) == memories[-1]


def test_a_replay_of_no_reviews_is_no_memory() -> None:
    assert Scheduler().replay("a/b", None, ()) is None


@given(ratings, st.integers(-1000, 1000))
def test_a_clock_that_goes_back_counts_as_the_same_day(rating: Rating, elapsed: int) -> None:
    scheduler = Scheduler()
    first = scheduler.next("a/b", None, Rating.GOOD, 5000)
    second = scheduler.next("a/b", first, rating, 5000 + elapsed)
    assert second.due_day > second.last_day == 5000 + elapsed
    if elapsed <= 0:
        assert second.stability == scheduler.next("a/b", first, rating, 5000).stability
        assert scheduler.recall(first, 5000 + elapsed) == 1


def test_a_first_again_is_due_the_next_day_and_counts_no_lapse() -> None:
    memory = Scheduler().next("a/b", None, Rating.AGAIN, 100)
    assert (memory.due_day, memory.reps, memory.lapses) == (101, 1, 0)
    assert Scheduler().next("a/b", memory, Rating.AGAIN, 101).lapses == 1


def test_recall_is_the_desired_retention_after_as_many_days_as_the_stability() -> None:
    memory = Memory(stability=50, difficulty=5, last_day=100, due_day=150, reps=3, lapses=0)
    assert Scheduler().recall(memory, 150) == pytest.approx(0.9)


def test_a_higher_retention_asks_sooner() -> None:
    history = [(Rating.GOOD, 0), (Rating.GOOD, 3), (Rating.GOOD, 12), (Rating.GOOD, 40)]
    careful, usual, bold = (replayed(Scheduler(retention), history)[-1] for retention in (0.97, 0.9, 0.8))
    assert careful.due_day < usual.due_day < bold.due_day
    assert careful.stability == usual.stability == bold.stability


@pytest.mark.parametrize("retention", [0.79, 0.98, float("nan")])
def test_a_retention_out_of_range_is_refused(retention: float) -> None:
    with pytest.raises(ValueError, match="retention"):
        Scheduler(retention)


@pytest.mark.parametrize("weights", [[], [1.0] * 20, [float("nan")] * 21])
def test_weights_that_are_not_of_fsrs_6_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Scheduler(weights=weights)


def test_weights_are_kept_within_the_bounds_of_py_fsrs() -> None:
    assert list(BOUNDS) == list(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))


@pytest.mark.parametrize("place", range(21))
def test_a_weight_may_reach_its_bounds_but_for_a_rounding_error_and_no_further(place: int) -> None:
    def with_weight(weight: float) -> Scheduler:
        weights = list(Scheduler().weights)
        weights[place] = weight
        return Scheduler(weights=weights)

    least, most = BOUNDS[place]
    for weight in (least - 0.0005, least, most, most + 0.0005):
        assert with_weight(weight).weights[place] == weight
    for weight in (least - 0.01, most + 0.01):
        with pytest.raises(ValueError, match="bounds"):
            with_weight(weight)


@pytest.mark.parametrize("retention", [0.8, 0.9, 0.97])
def test_a_retention_may_reach_its_bounds(retention: float) -> None:
    assert Scheduler(retention).retention == retention
    assert Scheduler().retention == 0.9


def test_the_algorithm_is_named_by_weights_and_retention() -> None:
    weights = list(Scheduler().weights)
    assert Scheduler(weights=weights).algorithm == Scheduler().algorithm
    weights[0] += 0.1
    assert len({Scheduler().algorithm, Scheduler(0.95).algorithm, Scheduler(weights=weights).algorithm}) == 3


def test_fitted_weights_keep_the_desired_retention() -> None:
    least = [bounds[0] for bounds in BOUNDS]
    fitted = Scheduler(0.85).fitted(least)
    assert (fitted.retention, list(fitted.weights)) == (0.85, least)
    assert fitted.fitted(None).algorithm == Scheduler(0.85).algorithm


def test_the_name_of_an_algorithm_is_the_same_in_every_version() -> None:
    # another name would have everybody's cached rows replayed
    assert Scheduler(0.85, [least for least, _ in BOUNDS]).algorithm == "fsrs-6 db36a8ed 0.85"


@given(st.floats(0, 1e9), st.text(), st.integers(1, 1000))
def test_fuzz_is_deterministic_and_stays_near(interval: float, card: str, reps: int) -> None:
    days = fuzzed(interval, card, reps)
    assert days == fuzzed(interval, card, reps)
    assert 1 <= days <= 36_500
    assert abs(days - min(max(interval, 1), 36_500)) <= 2 + 0.15 * interval


def reach_of_anki(interval: float) -> float:
    return 1 + sum(stretch["factor"] * max(min(interval, stretch["end"]) - stretch["start"], 0) for stretch in FUZZ_RANGES)


def test_fuzz_reaches_as_far_as_that_of_anki_and_no_further() -> None:
    for interval in (tenths / 10 for tenths in range(25, 260)):
        reach = reach_of_anki(interval)
        expected = range(max(2, round(interval - reach)), round(interval + reach) + 1)
        assert {fuzzed(interval, f"chain/{number}", 3) for number in range(12 * len(expected))} == set(expected), interval


def test_no_interval_is_longer_than_a_century() -> None:
    found = {fuzzed(10**6, f"chain/{number}", 3) for number in range(20_000)}
    assert (min(found), max(found)) == (round(36_500 - reach_of_anki(36_500)), 36_500)


@pytest.mark.parametrize(("interval", "days"), [(0, 1), (0.2, 1), (1, 1), (1.4, 1), (1.6, 2), (2.4, 2), (2.49, 2)])
def test_a_short_interval_is_rounded_and_not_moved(interval: float, days: int) -> None:
    assert {fuzzed(interval, f"chain/{number}", 3) for number in range(20)} == {days}


def test_what_a_card_is_due_stays_the_same_on_every_machine_and_in_every_version() -> None:
    assert [fuzzed(100, "rules/power", reps) for reps in range(1, 7)] == [100, 106, 101, 94, 104, 101]
    assert [fuzzed(10, f"rules/{number}", 4) for number in range(6)] == [11, 12, 11, 9, 9, 11]


def test_fuzz_spreads_cards_that_were_learnt_together() -> None:
    assert len({fuzzed(100, f"rules/{number}", 4) for number in range(50)}) > 8
    assert len({fuzzed(100, "rules/power", reps) for reps in range(50)}) > 8


def test_an_unknown_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="rating"):
        Scheduler().next("a/b", None, 5, 1)
