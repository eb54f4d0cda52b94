from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from derivquiz.errors import StoreDamagedError, StoreError
from derivquiz.folders import HISTORY
from derivquiz.memory import schema, soundness
from derivquiz.memory.events import COLUMNS, Event, as_row
from derivquiz.memory.lines import LONGEST_LINE, RANGES
from tests.memory.test_lines import EVENT

ILLEGIBLE = "CAST(x'ff80' AS TEXT)"
"""A text that is no UTF-8."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history of three events."""
    made = tmp_path_factory.mktemp("sound") / HISTORY
    schema.create(made)
    connection = sqlite3.connect(made)
    for number in range(3):
        event = replace(EVENT, id=bytes([number]) * 16, target=b"t" * 16, rating=3, took_ms=1, attempts=1, hints=0)
        connection.execute(f"INSERT INTO event VALUES ({', '.join('?' * len(COLUMNS))})", as_row(event))
    connection.commit()
    connection.close()
    return made


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, in which the tests change the second event."""
    return shutil.copyfile(sound, tmp_path / HISTORY)


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(path, isolation_level=None)
    opened.execute("PRAGMA synchronous = OFF")
    yield opened
    opened.close()


def change(connection: sqlite3.Connection, setting: str) -> None:
    connection.execute(f"UPDATE event SET {setting} WHERE rowid = 2")


def kept(path: Path) -> list[Event]:
    return sorted(soundness.possible(path), key=lambda event: event.id)


BOUNDS = [(name, least, most) for name, (least, most) in RANGES.items()]
TEXTS = [name for name in COLUMNS if name not in {*RANGES, "id", "target"}]


@pytest.mark.parametrize(
    "setting",
    [
        *(f"{name} = {least - 1}" for name, least, _ in BOUNDS),
        *(f"{name} = {most + 1}" for name, _, most in BOUNDS),
        *(f"{name} = printf('%.*c', {LONGEST_LINE + 1}, 'x')" for name in TEXTS),
        *(f"{name} = {ILLEGIBLE}" for name in TEXTS),
        "id = zeroblob(15)",
        "id = zeroblob(17)",
        "target = x''",
        "target = zeroblob(17)",
    ],
)
def test_an_event_beyond_the_bounds_is_counted_and_left_out(path: Path, connection: sqlite3.Connection, setting: str) -> None:
    change(connection, setting)
    assert soundness.impossible(connection) == 1
    with pytest.raises(StoreDamagedError, match="in 1 of its events"):
        soundness.require_possible(connection, path)
    assert [event.id[:1] for event in kept(path)] == [b"\0", b"\2"]


@pytest.mark.parametrize(
    "setting",
    [
        *(f"{name} = {least}" for name, least, _ in BOUNDS),
        *(f"{name} = {most}" for name, _, most in BOUNDS),
        *(f"{name} = NULL" for name in ("rating", "took_ms", "attempts", "hints", "target")),
        *(f"{name} = printf('%.*c', {LONGEST_LINE}, 'x')" for name in TEXTS),
        "answer = '∂σ'",
    ],
)
def test_an_event_within_the_bounds_is_possible(path: Path, connection: sqlite3.Connection, setting: str) -> None:
    change(connection, setting)
    assert soundness.impossible(connection) == 0
    soundness.require_possible(connection, path)
    rows = [tuple(row) for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY id")]
    assert [as_row(event) for event in kept(path)] == rows


def test_to_look_for_what_is_impossible_leaves_how_texts_are_read_alone(connection: sqlite3.Connection) -> None:
    soundness.impossible(connection)
    assert connection.text_factory is str


def test_what_can_not_be_read_of_a_file_is_an_error_and_closes_it(path: Path, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        list(soundness.possible(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
    assert len(kept(path)) == 3


def test_a_sound_file_has_no_problems(path: Path, connection: sqlite3.Connection) -> None:
    assert soundness.problems_of(connection) == []
    soundness.require_sound(connection, path)


def test_pages_that_are_broken_are_a_problem_of_one_line(path: Path) -> None:
    size = 4096
    with path.open("r+b") as file:
        for page in (4, 5, 6):
            file.seek(page * size)
            file.write(bytes(size))
    broken = sqlite3.connect(path)
    found = soundness.problems_of(broken)
    assert found
    assert all("\n" not in line for line in found)
    with pytest.raises(StoreDamagedError, match="is damaged") as raised:
        soundness.require_sound(broken, path)
    assert found[0] in str(raised.value)
    broken.close()


def test_a_file_that_is_no_database_is_a_problem_and_a_closed_one_an_error(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"no database" * 100)
    text = sqlite3.connect(tmp_path / "text")
    assert soundness.problems_of(text) == ["file is not a database"]
    text.close()
    with pytest.raises(sqlite3.ProgrammingError):
        soundness.problems_of(text)


def test_events_of_a_later_version_are_counted(connection: sqlite3.Connection) -> None:
    assert soundness.unknown_kinds(connection) == 0
    change(connection, "kind = 'later'")
    assert soundness.unknown_kinds(connection) == 1


@pytest.mark.parametrize(
    "setting",
    [
        "kind = 'later'",
        "kind = 'later', device = ''",
        "device = ''",
        "device = char(27)",
        "card = char(7)",
        f"card = {ILLEGIBLE}",
    ],
)
def test_a_backup_with_what_no_line_could_bring_is_not_believed(path: Path, connection: sqlite3.Connection, setting: str) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    soundness.require_believable(path)
    change(connection, setting)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with pytest.raises(StoreError):
        soundness.require_believable(path)


def test_a_card_without_a_name_is_no_reason_to_refuse_a_backup(path: Path, connection: sqlite3.Connection) -> None:
    change(connection, "card = ''")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    soundness.require_believable(path)
