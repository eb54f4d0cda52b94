from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory.events import new_id, next_hlc, study_day

moments = st.integers(0, 4_000_000_000_000)
offsets = st.integers(-14 * 60, 14 * 60)


@given(moments, offsets)
def test_a_study_day_is_the_local_date_four_hours_ago(at_ms: int, tz_min: int) -> None:
    local = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(timezone(timedelta(minutes=tz_min)))
    assert study_day(at_ms, tz_min) == (local - timedelta(hours=4)).date().toordinal() - 719_163


def test_a_study_day_begins_at_four() -> None:
    four = int(datetime(2026, 3, 1, 4, 0, tzinfo=UTC).timestamp() * 1000)
    assert study_day(four, 0) == study_day(four - 1, 0) + 1
    assert study_day(four - 120 * 60_000, 120) == study_day(four, 0)


@given(st.integers(0), st.integers(0))
def test_logical_time_never_stands_still_and_never_falls_behind(wall: int, last: int) -> None:
    assert next_hlc(wall, last) > last
    assert next_hlc(wall, last) >= wall


def test_ids_have_128_bits() -> None:
    source = random.Random(3)
    drawn = {new_id(source) for _ in range(100)}
    assert len(drawn) == 100
    assert {len(one) for one in drawn} == {16}
