"""What a stranger's file can do: no network, no code, nothing written but where it belongs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from derivquiz.cli import main
from derivquiz.errors import StoreError
from derivquiz.folders import HISTORY
from derivquiz.memory import exchange
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.lines import as_line
from tests import watching
from tests.memory.test_store import REVIEW
from tests.memory.worlds import store
from tests.terminals import played

pytestmark = pytest.mark.xdist_group("machines")

ANSWER, DECK, PROMPT = "7654321", "1234577", "__import__('os').system('true')"
"""They stand in an answer and in a deck, and so would stand in any code that was made of them."""
HOSTILE = f"""
format = 1
id = "hostile"
title = "{PROMPT} [red]x[/red]"
[[template]]
id = "one"
title = "{PROMPT}"
kind = "formula"
rule = "chain"
function = "sin(a x) + {DECK}"
prompt = "{PROMPT} {{a}}"
parameters = {{ a = "2..90" }}
"""
F2, F6, CTRL_Q = "\x1bOQ", "\x1b[17~", "\x11"
EVENT = Event(kind=Kind.REVIEW, card="../../evil", id=b"e" * 16, device="../../../evil", hlc=5, at_ms=5, rating=3, day=20_000)

RUN = """
import sys
from derivquiz.cli import main

if __name__ == "__main__":
    data, decks, shared, deck = sys.argv[1:]
    for arguments in (
        ["--plain", "--deck", "hostile", "-n", "2"],
        ["sheet", "--deck", "hostile", "-n", "1"],
        ["deck", "check", "--draws", "2", deck],
        ["sync", shared],
        ["backup"],
        ["doctor"],
    ):
        try:
            main(["--data", data, "--decks", decks, *arguments])
        except SystemExit as end:
            print(arguments[0], end.code, file=sys.stderr)
"""


def test_a_session_uses_no_network_runs_no_code_and_writes_in_its_folder_alone(tmp_path: Path) -> None:
    data, decks, shared = tmp_path / "data", tmp_path / "decks", tmp_path / "shared"
    for folder in (decks, shared):
        folder.mkdir()
    deck = decks / "hostile.toml"
    deck.write_text(HOSTILE)
    (shared / "events-evil.jsonl").write_text(as_line(EVENT) + "\n")
    script = tmp_path / "run.py"
    script.write_text(RUN)
    typed = f"{PROMPT}\n{ANSWER} x + eval(x)\n{ANSWER} x\n\n{ANSWER} x^2\n\n"
    done = subprocess.run(
        [sys.executable, str(script), str(data), str(decks), str(shared), str(deck)],
        env=watching.environment(tmp_path / "watch"),
        cwd=tmp_path,
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.stderr.split() == ["--plain", "1", "sheet", "0", "deck", "0", "sync", "0", "backup", "0", "doctor", "0"], (
        done.stderr
    )
    assert "0 of 2 right" in done.stdout
    assert "1 event taken over" in done.stdout
    found = watching.seen(tmp_path / "watch")
    assert len(found.processes) >= 4, "the maths processes are watched, too"
    assert found.network == []
    assert found.started == []
    assert not [text for text in found.compiled if ANSWER in text or DECK in text or "__import__('os')" in text]
    assert found.compiled, "the hook sees what libraries compile"
    allowed = (data, shared, Path(os.devnull))
    assert {path for path in found.written if not any(path.is_relative_to(one) for one in allowed)} == set()
    assert set(tmp_path.iterdir()) == {data, decks, shared, script, tmp_path / "watch"}
    assert {path.name for path in shared.iterdir()} == {
        "events-evil.jsonl",
        f"events-{(data / 'device').read_text().strip()}.jsonl",
    }


@pytest.mark.skipif(os.name != "posix", reason="it takes a pseudo-terminal")
def test_the_screens_use_no_network_start_nothing_but_the_maths_and_write_in_the_data_folder_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "decks").mkdir(parents=True)
    (data / "decks" / "hostile.toml").write_text(HOSTILE)
    environment = watching.environment(tmp_path / "watch") | {"HOME": str(tmp_path / "home")}
    written, code = played(
        [sys.executable, "-m", "derivquiz", "--data", str(data), "--deck", "hostile"],
        [
            ("Enter goes on", "\r"),  # from the lesson
            ("your answer", f"eval({ANSWER})\r"),
            ("doesn", "\b" * 20 + f"{ANSWER} x\r"),
            ("Not right", F6),
            ("Noted with the problem", F2),
            ("How it comes about", CTRL_Q),
        ],
        environment=environment,
        cwd=tmp_path,
    )
    assert code == 0, written[-500:]
    found = watching.seen(tmp_path / "watch")
    (main_process,) = (line for line in found.processes if line.startswith("-m derivquiz"))
    others = [line for line in found.processes if line != main_process]
    assert others
    assert all("from multiprocessing.spawn import spawn_main" in line or "resource_tracker" in line for line in others)
    assert (found.network, found.started) == ([], [])
    assert not [text for text in found.compiled if ANSWER in text or DECK in text or "__import__('os')" in text]
    assert {path for path in found.written if not path.is_relative_to(data)} <= {Path(os.devnull)}
    assert set(tmp_path.iterdir()) == {data, tmp_path / "watch"}, "SQLite's own writing is in the folder, too"
    assert {path for path in (data, *data.rglob("*")) if path.stat().st_mode & 0o077} == {
        data,
        data / "decks",
        data / "decks" / "hostile.toml",
    }
    with store(data) as ours:
        assert [event.kind for event in ours.events()] == ["review", "dispute"]


def test_names_that_lead_out_of_a_folder_lead_nowhere(tmp_path: Path) -> None:
    shared, target = tmp_path / "shared", tmp_path / "target"
    shared.mkdir()
    target.write_text("mine")
    (shared / "events-evil.jsonl").write_text(
        as_line(EVENT) + "\n" + as_line(replace(EVENT, id=b"f" * 16, card="a\x1b[2Jb")) + "\n"
    )
    (shared / "events-linked.jsonl").symlink_to(target)
    with store(tmp_path / "data") as ours:
        ours.append(REVIEW)
        name = f"events-{ours.device}.jsonl"
        (shared / f".{name}.{os.getpid()}.new").symlink_to(target)
        (shared / name).symlink_to(target)
        done = exchange.sync(ours, shared)
        assert (done.taken, done.given) == (1, 1)
        assert sum("its card is no name" in warning for warning in done.warnings) == 1
    assert target.read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"data", "shared", "target"}
    assert (shared / name).is_file()
    assert not (shared / name).is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="it takes pipes with names")
def test_pipes_and_endless_files_in_any_place_hold_nothing_up(tmp_path: Path) -> None:
    data, decks, shared = (tmp_path / name for name in ("data", "decks", "shared"))
    for place in (data / "settings.toml", data / "cards.json", data / "device", decks / "a.toml", shared / "events-a.jsonl"):
        place.parent.mkdir(exist_ok=True)
        os.mkfifo(place)
        place.with_name(f"zero-{place.name}").symlink_to("/dev/zero")
    (decks / "zero.toml").symlink_to("/dev/zero")
    (shared / "events-zero.jsonl").symlink_to("/dev/zero")
    for arguments in (["due"], ["decks"], ["sync", str(shared)], ["deck", "check", "--draws", "1", str(decks / "a.toml")]):
        result = CliRunner().invoke(main, ["--data", str(data), "--decks", str(decks), *arguments])
        assert result.exit_code == int(arguments[0] == "deck"), result.output
        assert not isinstance(result.exception, Exception)
    assert sum(path.name.startswith("events-") for path in shared.iterdir()) == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END", "'t', which no derivquiz history has"),
        ("CREATE TRIGGER sqlite3_t AFTER INSERT ON event BEGIN DELETE FROM event; END", "'sqlite3_t', which no derivquiz"),
        ("CREATE VIEW sqlitex AS SELECT 1", "'sqlitex', which no derivquiz history has"),
        ("ALTER TABLE day RENAME TO other; CREATE VIEW day AS SELECT * FROM other", "which no derivquiz history has"),
        (
            "DROP TABLE memory; CREATE TABLE memory (card, stability, difficulty, last_day)",
            "'memory', which no derivquiz history has",
        ),
        ("PRAGMA application_id = 7", "a database of another program"),
        ("PRAGMA user_version = 99", "please update derivquiz"),
    ],
)
def test_a_database_that_was_tampered_with_is_refused_before_anything_of_it_runs(
    tmp_path: Path, change: str, sentence: str
) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        ours._connection.executescript(change)
    before = (tmp_path / HISTORY).read_bytes()
    with pytest.raises(StoreError, match=sentence):
        store(tmp_path)
    assert (tmp_path / HISTORY).read_bytes() == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("kind", "run me"), ("card", "x" * 10**6), ("card", "a\x1b[2Jb"), ("rating", 99), ("took_ms", -1), ("day", 2**62)),
        *(("id", b"short"), ("payload", "x" * 10**6)),
    ],
)
def test_a_backup_with_values_that_nobody_writes_is_not_restored(tmp_path: Path, column: str, value: object) -> None:
    with store(tmp_path / "theirs") as ours:
        ours.append(REVIEW)
        ours._connection.execute(f"UPDATE event SET {column} = ?", (value,))
        theirs = ours.path
    result = CliRunner().invoke(main, ["--data", str(tmp_path / "data"), "restore", "--yes", str(theirs)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "values that this derivquiz never writes" in result.stderr
    assert not (tmp_path / "data").exists()
