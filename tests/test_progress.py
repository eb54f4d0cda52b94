"""The figures of a history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory.events import Event, Kind
from derivquiz.memory.store import Store
from derivquiz.progress import FORECAST_DAYS, owned, retention, statistics, wilson
from tests.memory.worlds import DAY, NOON, Clock, memories, store
from tests.sittings import deck


def answer(ours: Store, card: str = "mine/t0", rating: int = 3, kind: Kind = Kind.REVIEW, **more: object) -> Event:
    (event,) = ours.append(Event(kind=kind, card=card, rating=rating, hints=0, took_ms=30_000, **more))  # type: ignore[arg-type]  # fields by name
    return event


def test_a_new_history_has_figures_too(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        found = statistics([deck(tmp_path, "power", "chain-power", "chain-root")], ours)
    assert (found.reviews, found.seconds, found.streak, found.longest_streak, found.due, found.new) == (0, 0, 0, 0, 0, 3)
    assert (found.retention, found.forecast, found.days, found.misconceptions) == (None, (0,) * FORECAST_DAYS, (), ())
    assert [(row.name, row.title, row.templates, row.met, row.mastered) for row in found.decks] == [("mine", "Mine", 3, 0, 0)]
    assert [(row.name, row.templates) for row in found.skills] == [("power", 1), ("chain", 2)]


def test_days_minutes_streaks_and_the_forecast(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        for days in (0, 1, 2, 5, 6):
            clock.now = NOON + days * DAY
            answer(ours, rating=4)
        answer(ours, "mine/t1", rating=1)
        found = statistics([deck(tmp_path, "power", "sum")], ours)
    assert (found.streak, found.longest_streak, found.seconds, found.reviews) == (2, 3, 6 * 30, 6)
    assert [day.answers for day in found.days] == [1, 1, 1, 1, 2]
    assert [day.right for day in found.days] == [1] * 5
    assert found.days[0].date == "2024-10-04"
    assert found.days[-1].date == found.date == "2024-10-10"
    assert found.forecast[0] == found.due == 1  # missed today, and asked again today
    assert sum(found.forecast[1:]) <= 2
    assert found.decks[0].mastered == 1
    assert found.decks[0].share == 0.5


def test_a_skill_says_how_likely_it_is_recalled_when_it_was_answered_and_when_it_comes_back(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [deck(tmp_path, "chain-power", "chain-root", "product")]
        answer(ours, "mine/t0", rating=3)
        clock.now += 30 * DAY
        answer(ours, "mine/t1", rating=3)
        answer(ours, "mine/t0", rating=1)
        clock.now += 2 * DAY
        chain, product = statistics(decks, ours).skills
        due = min(memory.due_day for memory in memories(ours).values())
        assert (chain.met, chain.seen, chain.misses, chain.back) == (2, 2, 1, max(0, due - ours.today()))
    assert chain.recall is not None
    assert 0.5 < chain.recall < 1
    assert (product.met, product.recall, product.seen, product.misses, product.back) == (0, None, None, 0, None)


def test_mastery_is_recall_a_week_from_now_at_the_desired_retention(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [deck(tmp_path, "power")]
        answer(ours, rating=3)
        assert statistics(decks, ours).decks[0].mastered == 0
        for _ in range(3):
            clock.now = NOON + (memories(ours)["mine/t0"].due_day - 20_000) * DAY
            answer(ours, rating=3)
        memory = memories(ours)["mine/t0"]
        assert ours.scheduler.recall(memory, ours.today() + 7) >= 0.9
        assert statistics(decks, ours).decks[0].mastered == 1
        clock.now += 400 * DAY
        assert statistics(decks, ours).decks[0].mastered == 0


def test_retention_is_predicted_beside_reached_over_reviews_of_learnt_cards(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        answer(ours)  # the first review predicts nothing
        for rating, recall in [(3, 0.9), (1, 0.8), (4, 0.7)]:
            answer(ours, rating=rating, payload=json.dumps({"recall": recall}))
        wrongly = answer(ours, rating=1, payload=json.dumps({"recall": 1.0}))
        ours.append(Event(kind=Kind.REGRADE, card="mine/t0", rating=3, target=wrongly.id))
        ours.undo(answer(ours, rating=1, payload=json.dumps({"recall": 0.1})))
        found = statistics([deck(tmp_path, "power")], ours).retention
    assert found is not None
    assert (found.reviews, found.reached) == (4, 0.75)
    assert found.predicted == pytest.approx(0.85)
    assert found.low < 0.75 < found.high


@given(st.integers(1, 500).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_interval_holds_the_rate_and_narrows_with_more_reviews(pair: tuple[int, int]) -> None:
    right, count = pair
    low, high = wilson(right, count)
    assert 0 <= low <= right / count + 1e-12
    assert right / count - 1e-12 <= high <= 1
    wider = wilson(right * 4, count * 4)
    assert wider[1] - wider[0] < high - low


def test_the_interval_is_wilsons() -> None:
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert retention([]) is None


def test_the_ledger_of_misconceptions_counts_what_was_named_alone_and_what_came_since(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [deck(tmp_path, "power", "sum")]
        answer(ours, rating=1, misconceptions='["chain-added"]')
        answer(ours, rating=1, misconceptions='["chain-added", "product-one-term"]')
        clock.now += DAY
        answer(ours, "mine/t1", rating=1, misconceptions='["chain-added"]')
        answer(ours, rating=1, misconceptions='["constant-kept"]')
        ours.undo(answer(ours, rating=1, misconceptions='["integrated"]'))
        mistaken = answer(ours, rating=1, misconceptions='["cosine-sign"]')
        ours.append(Event(kind=Kind.REGRADE, card="mine/t0", rating=3, target=mistaken.id, misconceptions="[]"))
        for _ in range(3):
            answer(ours, kind=Kind.PRACTICE)
        constant, chain = owned(decks, ours)
    assert (constant.slug, constant.times, constant.since, constant.right_since, constant.open) == (
        "constant-kept",
        1,
        4,
        3,
        False,
    )
    assert (chain.slug, chain.card, chain.title) == ("chain-added", "mine/t1", "The template t1")
    assert (chain.times, chain.first, chain.last, chain.since, chain.open) == (2, "2024-10-04", "2024-10-05", 5, True)
