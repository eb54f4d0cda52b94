from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from derivquiz import prompt
from derivquiz.decks.library import Library
from derivquiz.folders import HISTORY, SETTINGS, shipped
from derivquiz.memory import figures
from derivquiz.memory.events import DAY_START, Event, Kind, minutes_east
from derivquiz.memory.glance import Glance, glance
from derivquiz.sitting.planning import reminders
from derivquiz.sitting.supply import entries
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, store

CARDS = [entry.card for entry in entries(Library.open([shipped()]).decks)][:12]


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    """A clock, and in the folder a history with cards in every standing."""
    clock = Clock()
    with store(tmp_path, clock, timezone=minutes_east) as ours:
        for number, card in enumerate([*CARDS, "gone/away"]):
            ours.append(replace(REVIEW, card=card, rating=1 + number % 4))
        ours.append(Event(kind=Kind.SUSPEND, card=CARDS[0]), Event(kind=Kind.BURY, card=CARDS[1]))
        ours.append(replace(REVIEW, card=CARDS[4], kind=Kind.RELEARN))
        ours.append(replace(REVIEW, card="practised/only", kind=Kind.PRACTICE, misconceptions='["chain-added"]'))
    return clock


@pytest.mark.parametrize("days", [0, 1, 2, 5, 30])
def test_as_many_are_due_as_home_says(tmp_path: Path, clock: Clock, days: int) -> None:
    clock.now += days * DAY
    decks = Library.open([shipped()]).decks
    with store(tmp_path, clock, timezone=minutes_east) as ours:
        expected = figures.due(entries(decks), ours.history(), ours.today()).total()
    assert prompt.due(tmp_path, [], clock.now) == expected
    assert expected < len(CARDS)
    assert days == 0 or expected > 0


def test_what_a_misconception_brings_back_is_due_that_day_as_home_says(tmp_path: Path) -> None:
    decks = Library.open([shipped()]).decks
    known = entries(decks)
    clock = Clock()
    with store(tmp_path, clock, timezone=minutes_east) as ours:
        ours.append(*(replace(REVIEW, card=entry.card, rating=4) for entry in known))
        clock.now += DAY

        def due() -> int:
            found = prompt.due(tmp_path, [], clock.now)
            today, history = ours.today(), ours.history()
            assert found == figures.due(known, history, today, reminders(known, history, ours, today)).total()
            return found

        before = due()
        (slip,) = ours.append(replace(REVIEW, card=known[0].card, rating=1, misconceptions='["inner-derivative-missing"]'))
        assert due() == before + 2  # the one that was missed, and the reminder
        (brought,) = reminders(known, ours.history(), ours, ours.today())
        ours.append(Event(kind=Kind.BURY, card=brought))
        assert due() == before + 1
        ours.append(Event(kind=Kind.BURY, card=brought, payload=json.dumps({"until": 0})))
        assert due() == before + 2
        ours.append(replace(REVIEW, card=brought))
        assert due() == before + 1
        ours.undo(slip)
        assert due() == before


def test_a_day_begins_at_the_hour_of_the_settings(tmp_path: Path) -> None:
    assert prompt.day_start(tmp_path) == DAY_START
    (tmp_path / SETTINGS).write_text("day_start = 11\n")
    assert prompt.day_start(tmp_path) == 11
    (tmp_path / SETTINGS).write_text("day_start = 99\n")
    assert prompt.day_start(tmp_path) == DAY_START


def test_the_keys_of_the_decks_are_kept_until_a_file_changes(tmp_path: Path) -> None:
    decks = tmp_path / "decks"
    decks.mkdir()
    head = 'format = 1\nid = "mine"\ntitle = "Mine"\n[[template]]\nid = "one"\ntitle = "One"\nkind = "formula"\nrule = "power"\n'
    (decks / "mine.toml").write_text(head + 'function = "x^2"\n')
    assert prompt.cards(tmp_path, [decks]) == {"mine/one": ("power", [])}
    kept = json.loads((tmp_path / prompt.KNOWN).read_text())
    (tmp_path / prompt.KNOWN).write_text(json.dumps({**kept, "templates": {"kept": ["sum", ["other"]]}}))
    assert prompt.cards(tmp_path, [decks]) == {"kept": ("sum", ["other"])}
    (decks / "mine.toml").write_text(head.replace("one", "other") + 'function = "x^2"\n')
    assert prompt.cards(tmp_path, [decks]) == {"mine/other": ("power", [])}
    for broken in ("[]", json.dumps({**kept, "templates": ["mine/other"]}), json.dumps({**kept, "templates": {"a": 1}})):
        (tmp_path / prompt.KNOWN).write_text(broken)
        assert prompt.cards(tmp_path, [decks]) == {"mine/other": ("power", [])}


def test_without_a_history_nothing_is_due_and_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prompt.main(data=tmp_path / "none")
    assert capsys.readouterr().out == "0 due\n"
    assert list(tmp_path.iterdir()) == []
    assert glance(tmp_path / HISTORY, 20_000) == Glance()


def test_a_prompt_comes_up_whatever_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / HISTORY).write_bytes(b"no history at all" * 100)
    prompt.main(data=tmp_path)
    prompt.main(data=tmp_path, as_json=True)
    assert json.loads(capsys.readouterr().out)["due"] is None


def test_what_a_prompt_asks_loads_nothing_heavy(tmp_path: Path, clock: Clock) -> None:
    prompt.due(tmp_path, [], time.time())
    code = (
        "import sys; sys.argv[1:] = ['due'];"
        "from derivquiz.__main__ import main; main();"
        "print(*sorted({'click', 'asyncio', 'fsrs_rs_python', 'tomllib', 'textual', 'derivquiz.game'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env={"DERIVQUIZ_DATA": str(tmp_path)})
    due, loaded = result.stdout.split("\n")[:2]
    assert due.endswith(" due")
    assert loaded == ""


def test_no_folder_and_no_stream_makes_it_fail(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for arguments, stream in (([], "/dev/full"), (["--json"], "/dev/full"), (["--data", str(file)], str(tmp_path / "out"))):
        with Path(stream).open("w") as out:
            found = subprocess.run(
                [sys.executable, "-m", "derivquiz", "due", *arguments],
                env={**os.environ, "DERIVQUIZ_DATA": str(file)},
                stdout=out,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert (found.returncode, found.stderr) == (0, ""), arguments
