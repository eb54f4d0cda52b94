from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory import figures
from derivquiz.memory.clock import JUMP_MS
from derivquiz.memory.events import Event
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, NOON, Clock, memories, store, utc

HOUR = 3600.0
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "UTC")


def east(zone: str, moment: float) -> int:
    """Minutes east of UTC in a zone, daylight saving and all."""
    offset = datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


@given(st.lists(st.tuples(st.floats(-20, 40), st.sampled_from(ZONES)), min_size=1, max_size=10))
def test_travel_daylight_saving_and_clock_jumps_change_no_past_day_and_give_no_negative_interval(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[float, str]]
) -> None:
    clock = Clock()
    zone = "UTC"
    with store(tmp_path_factory.mktemp("store"), clock, timezone=lambda moment: east(zone, moment)) as ours:
        written: list[Event] = []
        for number, (later, there) in enumerate(moves):
            clock.now += later * DAY
            zone = there
            (event,) = ours.append(REVIEW)
            written.append(event)
            assert ours.events() == tuple(written), "no past day changes, and the order is that of answering"
            memory = memories(ours)[REVIEW.card]
            assert memory.due_day > memory.last_day == event.day
            assert 0 <= ours.scheduler.recall(memory, ours.today()) <= 1
            assert ours.reviews() == number + 1
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before


@given(st.dates(date(2024, 1, 2), date(2030, 1, 1)), st.lists(st.tuples(st.sampled_from(ZONES), st.floats(4, 27.9)), max_size=8))
def test_an_answer_at_any_hour_of_an_evening_or_the_night_after_is_of_that_day_wherever_one_is(
    tmp_path_factory: pytest.TempPathFactory, first: date, moves: list[tuple[str, float]]
) -> None:
    clock = Clock()
    zone = "UTC"
    with store(tmp_path_factory.mktemp("store"), clock, timezone=lambda moment: east(zone, moment)) as ours:
        for number, (there, hour) in enumerate(moves):
            zone = there
            midnight = datetime.combine(first + timedelta(number), datetime.min.time())
            clock.now = (midnight + timedelta(hours=hour)).replace(tzinfo=ZoneInfo(zone)).timestamp()
            ours.append(REVIEW)
            assert ours.today() == (first + timedelta(number) - date(1970, 1, 1)).days
            assert figures.streak(ours.answered_days(), ours.today()) == number + 1


def test_a_clock_that_went_back_by_more_than_an_hour_is_said_once(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        ours.append(REVIEW)
        clock.now -= HOUR
        ours.append(REVIEW)
        assert ours.notice == ""
        clock.now -= 3 * HOUR
        ours.append(REVIEW)
        assert "3 hours behind" in ours.take_notice()
        ours.append(REVIEW)
        assert ours.notice == ""


@pytest.mark.parametrize(("back", "said"), [(HOUR, ""), (1.5 * HOUR, "1 hour"), (5 * DAY, "5 days")])
def test_it_is_said_at_opening_and_not_again_after_an_answer(tmp_path: Path, back: float, said: str) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW)
    clock = Clock(NOON - back)
    with store(tmp_path, clock) as ours:
        assert (said in ours.notice) if said else ours.notice == ""
        assert ours.notice.count("clock") == bool(said)
        ours.append(REVIEW)
        assert ours.notice.count("clock") == bool(said)
    with store(tmp_path, clock, timezone=utc) as ours:
        assert ours.notice == ""
    assert JUMP_MS == 1000 * HOUR
