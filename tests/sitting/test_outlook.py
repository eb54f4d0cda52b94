"""When things come back, in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from derivquiz.memory.history import History
from derivquiz.memory.order import Entry
from derivquiz.memory.replay import Standing
from derivquiz.memory.scheduler import Memory
from derivquiz.sitting.outlook import comes_back, outlook
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, store

TODAY = 20_000


def due_in(days: int, failed_day: int | None = None) -> Standing:
    memory = Memory(stability=3.0, difficulty=5.0, last_day=TODAY, due_day=TODAY + days, reps=1, lapses=0)
    return Standing(memory=memory, first_day=TODAY, seen_day=TODAY, failed_day=failed_day)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (due_in(1), "tomorrow"),
        (due_in(3), "in 3 days"),
        (due_in(0), "today"),
        (due_in(-4), "today"),
        (due_in(3, failed_day=TODAY), "in a few problems"),
        (due_in(3, failed_day=TODAY - 1), "in 3 days"),
        (Standing(failed_day=TODAY), "in a few problems"),
        (Standing(seen_day=TODAY), "as a new one"),
    ],
)
def test_a_card_comes_back(standing: Standing, words: str) -> None:
    assert comes_back(standing, TODAY) == words


def test_what_failed_today_comes_back_later_today_where_its_session_ends_first() -> None:
    assert comes_back(Standing(failed_day=TODAY), TODAY, returns=False) == "later today"
    assert comes_back(Standing(seen_day=TODAY), TODAY, returns=False) == "as a new one"


def day_of(*standings: Standing) -> tuple[int, int, str]:
    entries = tuple(Entry(f"mine/t{index}", "mine", "power") for index in range(len(standings)))
    return outlook(entries, History({entry.card: it for entry, it in zip(entries, standings, strict=True)}), TODAY)


@pytest.mark.parametrize(
    ("standings", "figures", "message"),
    [
        ((), (0, 0), "Nothing is waiting."),
        ((due_in(0), due_in(-1)), (2, 0), "Left today: 2 due."),
        ((due_in(0), Standing()), (1, 0), "Left today: 1 due, 1 new."),
        ((Standing(),) * 12, (0, 0), "Left today: 10 new."),
        ((due_in(1), due_in(4)), (0, 1), "Done for today. The next one comes back tomorrow; practice is open any time."),
        ((due_in(1), due_in(1)), (0, 2), "Done for today. The next ones come back tomorrow; practice is open any time."),
        ((due_in(4),), (0, 0), "Done for today. The next one comes back in 4 days; practice is open any time."),
        ((due_in(4), due_in(4)), (0, 0), "Done for today. The next ones come back in 4 days; practice is open any time."),
    ],
)
def test_the_day_in_a_sentence(standings: tuple[Standing, ...], figures: tuple[int, int], message: str) -> None:
    assert day_of(*standings) == (*figures, message)


def test_what_is_said_of_a_card_is_when_it_is_due(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        ours.append(replace(REVIEW, rating=3))
        words = comes_back(ours.history().standing(REVIEW.card), ours.today())
        days = 1 if words == "tomorrow" else int(words.split()[1])
        clock.now += (days - 1) * DAY
        entries = (Entry(REVIEW.card, "chain", "power"),)
        assert outlook(entries, ours.history(), ours.today())[:2] == (0, 1)
        clock.now += DAY
        assert outlook(entries, ours.history(), ours.today())[0] == 1
