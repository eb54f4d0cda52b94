from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory.events import Event, Kind
from derivquiz.memory.lines import LONGEST_LINE, as_line, from_line, read_lines

NAMES = st.text("abc/-é ", max_size=20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
EVENT = Event(id=b"7" * 16, device="one", hlc=5, at_ms=4, day=20_000, kind=Kind.REVIEW, card="chain/power", rating=3)

events = st.builds(
    Event,
    id=st.binary(min_size=16, max_size=16),
    device=NAMES,
    hlc=st.integers(1, 2**50),
    at_ms=st.integers(-(2**50), 2**50),
    tz_min=st.integers(-900, 900),
    day=st.integers(-10_000, 2_900_000),
    kind=st.sampled_from(Kind),
    card=NAMES,
    rating=st.none() | st.integers(1, 4),
    took_ms=st.none() | st.integers(0, 86_400_000),
    attempts=st.none() | st.integers(0, 2**40),
    hints=st.none() | st.integers(0, 9),
    displayed=TEXTS,
    answer=TEXTS,
    verdict=TEXTS,
    target=st.none() | st.binary(min_size=16, max_size=16),
    payload=TEXTS,
)


@given(events)
def test_an_event_comes_back_from_its_line(event: Event) -> None:
    line = as_line(event)
    assert "\n" not in line
    assert from_line(line) == event


def changed(**entries: object) -> str:
    return json.dumps({**json.loads(as_line(EVENT)), **entries})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "not JSON"),
        (as_line(EVENT)[:-9], "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "no JSON object"),
        ("{}", "no id"),
        ('{"id":"00"}', "no device"),
        (" " * (LONGEST_LINE + 1), "more than"),
        (changed(id="zz" * 16), "non-hexadecimal"),
        (changed(id="00"), "no id"),
        (changed(hlc=0), "whole number"),
        (changed(hlc=True), "whole number"),
        (changed(day=1e3), "whole number"),
        (changed(day=10**30), "whole number"),
        (changed(rating=5), "whole number"),
        (changed(rating="good"), "whole number"),
        (changed(hlc=None), "whole number"),
        (changed(kind="prize"), "later version"),
        (changed(colour="red"), "later version"),
        (changed(card="a\nb"), "no name"),
        (changed(card="a" * 500), "no name"),
        (changed(card=["a"]), "no text"),
        (changed(answer="\ud800"), "no Unicode"),
        (changed(hlc=2**50), "future"),
    ],
)
def test_a_line_that_is_no_event_is_refused_with_its_reason(line: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        from_line(line, latest=10**13)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_line_is_an_event_or_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_line(line)


def test_a_file_is_read_past_its_bad_lines() -> None:
    other = replace(EVENT, id=b"8" * 16)
    lines = [as_line(EVENT).encode(), b"\xff\xfe", b"", b"{torn", as_line(other).encode()]
    first, not_text, torn, second = read_lines(lines)
    assert (first, second) == (EVENT, other)
    assert not_text == "line 2: it is not UTF-8"
    assert torn == "line 4: it is not JSON"
