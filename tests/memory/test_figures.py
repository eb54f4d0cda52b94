from __future__ import annotations

import pytest

from derivquiz.memory import figures
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry
from derivquiz.memory.replay import Standing
from derivquiz.memory.scheduler import Memory, Scheduler

TODAY = 20_000


def memory(due_day: int, stability: float = 3, last_day: int = TODAY - 5) -> Memory:
    return Memory(stability, difficulty=5, last_day=last_day, due_day=due_day, reps=2, lapses=0)


def learnt(due_day: int, **more: object) -> Standing:
    return Standing(memory=memory(due_day), first_day=TODAY - 5, seen_day=TODAY - 5, **more)  # type: ignore[arg-type]  # fields by name


ENTRIES = [Entry(f"{deck}/{name}", deck, "rule") for deck in ("a", "b") for name in ("one", "two", "three")]


def test_due_counts_what_is_due_or_failed_today_in_each_deck_and_nothing_set_aside() -> None:
    history = History(
        {
            "a/one": learnt(TODAY),
            "a/two": learnt(TODAY + 1),
            "a/three": learnt(TODAY + 3, failed_day=TODAY),
            "b/one": learnt(TODAY - 9, suspended=True),
            "b/two": learnt(TODAY, buried_day=TODAY),
            "b/three": learnt(TODAY + 3, failed_day=TODAY - 1),
            "gone/one": learnt(TODAY),
        }
    )
    assert figures.due(ENTRIES, history, TODAY) == {"a": 2}
    assert figures.due(ENTRIES, history, TODAY + 1) == {"a": 2, "b": 1}


def test_due_counts_each_reminder_once_and_none_that_is_set_aside() -> None:
    history = History(
        {
            "a/one": learnt(TODAY),
            "a/two": learnt(TODAY + 1),
            "b/one": learnt(TODAY + 9, suspended=True),
            "b/two": learnt(TODAY + 2),
        }
    )
    assert figures.due(ENTRIES, history, TODAY, ["a/one", "a/two", "b/one", "b/two", "gone/one"]) == {"a": 2, "b": 1}


def test_new_ones_are_as_many_as_the_day_allows_and_exist() -> None:
    introduced = {"gone/one": Standing(first_day=TODAY), "gone/two": Standing(first_day=TODAY - 1)}
    assert figures.new_left(ENTRIES, History(introduced), TODAY, limit=4) == 3
    assert figures.new_left(ENTRIES, History(introduced), TODAY, limit=1) == 0
    assert figures.new_left(ENTRIES, History(introduced), TODAY, limit=100) == 6
    assert figures.waiting(ENTRIES, History({"a/one": learnt(TODAY)}), TODAY) == {"a": 2, "b": 3}


def test_a_card_that_was_failed_in_practice_before_its_first_review_counts_as_due_that_day_and_as_new_from_the_next() -> None:
    history = History({"a/one": Standing(seen_day=TODAY, failed_day=TODAY)})
    assert figures.due(ENTRIES, history, TODAY) == {"a": 1}
    assert figures.waiting(ENTRIES, history, TODAY) == {"a": 2, "b": 3}
    assert figures.new_left(ENTRIES, history, TODAY) == 5
    assert figures.due(ENTRIES, history, TODAY + 1) == {}
    assert figures.waiting(ENTRIES, history, TODAY + 1) == {"a": 3, "b": 3}


@pytest.mark.parametrize(("overdue", "left"), [(figures.DAYS_WORK, 10), (figures.DAYS_WORK + 1, 0)])
def test_no_new_ones_while_more_than_a_days_work_is_overdue(overdue: int, left: int) -> None:
    entries = [Entry(f"a/{number}", "a", "rule") for number in range(60)]
    history = History({f"a/{number}": learnt(TODAY - 1) for number in range(overdue)})
    assert figures.overdue(entries, history, TODAY) == overdue
    assert figures.new_left(entries, history, TODAY) == left


@pytest.mark.parametrize(
    ("days", "streak"),
    [([], 0), ([0], 1), ([1], 1), ([0, 1, 2], 3), ([1, 2, 4], 2), ([0, 2], 1), ([2, 3], 0)],
)
def test_the_streak_runs_up_to_today_or_yesterday(days: list[int], streak: int) -> None:
    assert figures.streak({TODAY - ago for ago in days}, TODAY) == streak


def test_mastery_is_recall_a_week_from_now() -> None:
    scheduler = Scheduler()
    for stability, mastered in [(6.9, False), (7.1, True)]:
        state = memory(TODAY + 7, stability, last_day=TODAY)
        assert figures.is_mastered(state, scheduler, TODAY) is mastered
        history = History({"a/one": Standing(memory=state)})
        assert figures.mastered(ENTRIES, history, scheduler, TODAY) == ({"a": 1} if mastered else {})
    assert not figures.is_mastered(None, scheduler, TODAY)


def test_the_forecast_counts_what_is_overdue_for_today() -> None:
    history = History(
        {
            "a/one": learnt(TODAY - 30),
            "a/two": learnt(TODAY),
            "a/three": learnt(TODAY + 2),
            "b/one": learnt(TODAY + 7),
            "b/two": learnt(TODAY, buried_day=TODAY),
            "b/three": learnt(TODAY, suspended=True),
        }
    )
    assert figures.forecast(ENTRIES, history, TODAY) == (2, 1, 1, 0, 0, 0, 0)
    assert figures.forecast(ENTRIES, history, TODAY, days=8) == (2, 1, 1, 0, 0, 0, 0, 1)


def test_when_the_next_card_is_due() -> None:
    assert figures.next_due(ENTRIES, History(), TODAY) is None
    history = History({"a/one": learnt(TODAY + 4), "a/two": learnt(TODAY + 9), "b/one": learnt(TODAY, suspended=True)})
    assert figures.next_due(ENTRIES, history, TODAY) == TODAY + 4
    assert figures.next_due(ENTRIES, history, TODAY + 6) == TODAY + 6
