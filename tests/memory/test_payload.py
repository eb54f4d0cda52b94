"""What another program wrote into an event stops neither the replay nor what is computed from it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from derivquiz.commands import disputes
from derivquiz.memory import misconceptions, records
from derivquiz.memory.events import FIRST_DAY, LAST_DAY, Event, Kind
from derivquiz.memory.lines import as_line, from_line
from derivquiz.memory.payload import entry, is_name, share, whole
from derivquiz.memory.rating import Attempt
from derivquiz.wire import Problem
from tests.memory.test_store import REVIEW
from tests.memory.worlds import Clock, store

NESTED = "[" * 100_000
HOSTILE = [
    NESTED,
    '{"a":' * 30_000,
    "null",
    "5",
    '"x"',
    "[" + "9" * 5000 + "]",
    '{"to":"\\ud800"}',
    '{"to":"\\u001b[2J"}',
    '{"to":5}',
    '{"until":' + "9" * 30 + "}",
    '{"until":1e400}',
    '{"weights":[' + "9" * 400 + "]}",
    '{"weights":[NaN]}',
    json.dumps({"weights": [1e308] * 21}),
    json.dumps({"weights": [0.0] * 21}),
    json.dumps({"weights": [-5.0] * 21}),
    '{"mode":"sprint","points":' + "9" * 400 + "}",
    '{"recall":NaN,"answer_length":1e999,"revision":"x","hints":"x"}',
    '["\\ud800",[1],{}]',
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_no_text_in_an_event_stops_the_replay(tmp_path: Path, text: str) -> None:
    hostile = [
        replace(
            REVIEW,
            kind=kind,
            card="a/one",
            rating=1,
            verdict="wrong",
            answer="x",
            payload=text,
            misconceptions=text,
            displayed=text,
        )
        for kind in Kind
        if kind != Kind.VOID
    ]
    clock = Clock()
    with store(tmp_path, clock) as ours:
        ours.append(REVIEW, *hostile, replace(REVIEW, card="b/two", payload=text))
        clock.now += 86_400
        ours.append(REVIEW)
        ours.history()
        for ask in (records.times, records.best_sprint, records.predictions, records.answers, misconceptions.ever_named):
            ours.ask(ask)
        ours.ask(partial(records.revisions, cards=("a/one", "b/two")))
        for dispute in ours.ask(records.disputes):
            assert "\x1b" not in disputes.as_text(disputes.as_fields(dispute))
    for read in (Problem.from_json, Attempt.from_json):
        with pytest.raises((ValueError, TypeError)):
            read(text)


def test_a_day_that_has_no_date_is_refused() -> None:
    event = replace(REVIEW, id=b"x" * 16, device="d", hlc=1, at_ms=1)
    for day in (FIRST_DAY, LAST_DAY):
        assert from_line(as_line(replace(event, day=day))).day == day
    for day in (FIRST_DAY - 1, LAST_DAY + 1):
        with pytest.raises(ValueError, match="its day is no whole number"):
            from_line(as_line(replace(event, day=day)))


def test_the_dispute_of_another_machine_steers_no_terminal() -> None:
    event = Event(kind=Kind.DISPUTE, grader="\x1b[2J", verdict="\x1b[2J", answer="\x1b[2J")
    dispute = records.Dispute(0, "a/one", "{}", event.answer, event.verdict, event.grader, "\x1b[2J", "\x1b[2J")
    assert "\x1b" not in disputes.as_text(disputes.as_fields(dispute))


def test_an_entry_is_read_where_it_is_what_it_should_be() -> None:
    text = '{"number": 3, "share": 0.5, "yes": true, "name": "a/one"}'
    assert entry(text, "name") == "a/one"
    assert (whole(text, "number", 0, 3), whole(text, "number", 4, 9), whole(text, "yes", 0, 3)) == (3, None, None)
    assert (share(text, "share"), share(text, "number")) == (0.5, None)
    assert is_name("a/one")
    assert not any(map(is_name, ("", "a\n", "x" * 301, 5)))
