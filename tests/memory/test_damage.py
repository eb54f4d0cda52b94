from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from derivquiz.cli import main
from derivquiz.folders import HISTORY
from derivquiz.memory import backups, disk, doctor, exchange
from derivquiz.memory.journal import Journal
from derivquiz.memory.lines import as_line
from derivquiz.memory.scheduler import Scheduler
from tests.memory.test_store import REVIEW
from tests.memory.worlds import Clock, store

ASIDE = f"{HISTORY}.damaged-2024-10-04"


@pytest.fixture
def history(tmp_path: Path) -> Path:
    with store(tmp_path / "data") as ours:
        for _ in range(30):
            ours.append(REVIEW)
        return ours.path


@pytest.mark.parametrize("size", [1, 50, 99, 100, 511, 1000, 4096, 5000, 4096 * 3])
def test_a_truncated_history_is_kept_aside_and_said(history: Path, size: int) -> None:
    broken = history.read_bytes()[:size]
    history.write_bytes(broken)
    check_restored(history, broken)


@pytest.mark.parametrize("header", [b"\0" * 16, b"not a database at all", b"\0" * 4096, b"SQLite format 3\0\xff\xff\xff\xff"])
def test_a_bad_header_is_kept_aside_and_said(history: Path, header: bytes) -> None:
    broken = header + history.read_bytes()[len(header) :]
    history.write_bytes(broken)
    check_restored(history, broken)


def test_an_empty_file_where_there_was_a_history_is_damage(history: Path) -> None:
    history.write_bytes(b"")
    check_restored(history, b"")


def test_a_missing_file_where_there_was_a_history_is_said(history: Path) -> None:
    history.unlink()
    with store(history.parent) as ours:
        assert "is missing" in ours.notice
        assert ours.reviews() == 30


def test_an_empty_file_in_a_new_folder_is_a_fresh_start(tmp_path: Path) -> None:
    (tmp_path / HISTORY).touch()
    with store(tmp_path) as ours:
        assert ours.notice == ""
        ours.append(REVIEW)
    with store(tmp_path) as ours:
        assert ours.reviews() == 1


def test_a_journal_without_its_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / f"{HISTORY}-wal").write_bytes(b"answers")
    with store(tmp_path) as ours:
        assert ours.notice
    assert (tmp_path / f"{ASIDE}-wal").read_bytes() == b"answers"


def test_damage_twice_on_one_day_keeps_both(history: Path) -> None:
    for content in (b"one", b"two"):
        history.write_bytes(content)
        store(history.parent).close()
    assert (history.parent / ASIDE).read_bytes() == b"one"
    assert (history.parent / f"{ASIDE}-2").read_bytes() == b"two"


def test_what_another_instance_put_there_meanwhile_is_not_moved(history: Path) -> None:
    seen = disk.seen(history)
    history.rename(history.with_name("elsewhere"))
    history.write_bytes(b"new")
    assert disk.set_aside(history, "damaged", seen) == ""
    assert history.read_bytes() == b"new"


def test_a_broken_device_file_is_replaced(history: Path) -> None:
    (history.parent / disk.DEVICE_FILE).write_bytes(b"\xff\xfe")
    with store(history.parent) as ours:
        assert ours.notice == ""
        device = ours.device
        assert len(device) == 32
    with store(history.parent, seed=9) as ours:
        assert ours.device == device


IMPOSSIBLE = [
    "day = 4611686018427387904",
    "day = -4611686018427387904",
    "took_ms = 9223372036854775807",
    "hlc = 9223372036854775807",
]


ILLEGIBLE = "CAST(x'ff80' AS TEXT)"
"""A text that is no UTF-8, which SQLite neither refuses nor finds."""


def changed_in_place(history: Path, change: str) -> bytes:
    """Give two events of a sound file other values, and return what stands there then."""
    connection = sqlite3.connect(history)
    with connection:
        connection.execute(f"UPDATE event SET {change} WHERE rowid IN (2, 3)")
    connection.close()
    return history.read_bytes()


@pytest.mark.parametrize("change", IMPOSSIBLE)
def test_impossible_values_that_a_replay_meets_are_damage_and_mended_under_it(history: Path, change: str) -> None:
    changed_in_place(history, change)
    with store(history.parent) as ours:
        assert ours.notice == ""
        ours.undo(ours.append(REVIEW)[0])
        assert "answers could be restored from its journal" in ours.take_notice()
        assert ours.reviews() == 30
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before
    assert (history.parent / ASIDE).exists()
    with store(history.parent) as ours:
        assert ours.notice == ""


@pytest.mark.parametrize(
    "change",
    [*IMPOSSIBLE, f"answer = {ILLEGIBLE}", f"device = {ILLEGIBLE}", "payload = hex(zeroblob(200000))", "target = x'00'"],
)
def test_impossible_values_are_found_by_the_doctor_and_the_daily_backup(history: Path, change: str) -> None:
    changed_in_place(history, change)
    assert doctor.examine(history, Scheduler()).wrong == ["Values that this derivquiz never writes stand in 2 events."]
    with store(history.parent) as ours:
        ours.keep_up()
        assert "30 answers could be restored from its journal" in ours.notice
        (made,) = backups.listed(history)
        assert backups.check(made.path)[1] == 30
    assert doctor.examine(history, Scheduler()).wrong == []


def test_a_history_with_impossible_values_opens_with_other_settings(history: Path) -> None:
    broken = changed_in_place(history, IMPOSSIBLE[0])
    with store(history.parent, retention=0.95) as ours:
        assert "is damaged" in ours.notice
        assert ours.reviews() == 30
    assert (history.parent / ASIDE).read_bytes() == broken


@pytest.mark.parametrize("column", ["answer", "card", "payload", "kind"])
def test_a_text_that_is_no_utf_8_is_damage_that_the_journal_mends(history: Path, column: str) -> None:
    broken = changed_in_place(history, f"{column} = {ILLEGIBLE}")
    with store(history.parent) as ours:
        assert ours.notice == ""
        assert len({event.id for event in ours.events()}) == 30
        assert "30 answers could be restored from its journal" in ours.take_notice()
        ours.append(REVIEW)
    assert (history.parent / ASIDE).read_bytes() == broken
    with store(history.parent) as ours:
        assert (ours.notice, ours.reviews()) == ("", 31)


def test_what_can_be_read_of_a_damaged_file_is_kept_where_nothing_else_holds_it(history: Path) -> None:
    (history.parent / "history.journal.jsonl").unlink()
    changed_in_place(history, f"answer = {ILLEGIBLE}")
    with store(history.parent) as ours:
        assert len(ours.events()) == 28
        assert "28 answers could be restored from what can be read of it" in ours.notice


@pytest.mark.parametrize("change", [f"memory SET card = {ILLEGIBLE}", f"standing SET card = {ILLEGIBLE}"])
def test_a_broken_text_in_what_is_computed_is_computed_anew(history: Path, change: str) -> None:
    connection = sqlite3.connect(history)
    with connection:
        connection.execute(f"UPDATE {change}")
    connection.close()
    with store(history.parent) as ours:
        assert len(ours.caches()["memory"]) == 1
        assert set(ours.history().standings) == {REVIEW.card}
        assert ours.notice == ""


@pytest.mark.parametrize(
    "arguments", [["export", "all.jsonl"], ["sync", "."], ["import", "none.jsonl"], ["backup"], ["backup", "b"]]
)
def test_every_command_mends_a_damaged_history_and_says_so(
    history: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(history.parent.parent)
    Path("none.jsonl").touch()
    changed_in_place(history, f"card = {ILLEGIBLE}")
    result = CliRunner().invoke(main, ["--data", str(history.parent), *arguments])
    assert result.exit_code == 0, result.output
    assert "30" in result.stdout
    assert f"is damaged (kept as {HISTORY}.damaged-" in result.stderr
    assert "30 answers could be restored from its journal" in result.stderr


def test_an_event_of_a_kind_that_a_later_version_wrote_is_kept_passed_on_and_said(history: Path) -> None:
    shared = history.parent.parent / "shared"
    shared.mkdir()
    changed_in_place(history, "kind = 'streak'")
    with store(history.parent) as ours:
        assert [event.kind for event in ours.events()].count("streak") == 2
        ours.rebuild()
        assert ours.reviews() == 28
        ours.keep_up()
        assert exchange.export(ours, shared / "all.jsonl") == 30
        assert exchange.sync(ours, shared).given == 30
        assert exchange.sync(ours, shared).given == 0
        assert ours.notice == ""
    found = doctor.examine(history, Scheduler())
    assert found.wrong == []
    assert "2 events of a kind that a later derivquiz wrote: kept, passed on, and not counted here." in found.well
    with store(history.parent.parent / "other", seed=2) as other:
        done = exchange.sync(other, shared)
        assert done.taken == 28
        assert "of the kind 'streak', which a later version may know" in done.warnings[0]


def test_what_a_later_version_wrote_comes_back_from_the_journal_and_stays_in_the_own_file(history: Path) -> None:
    shared = history.parent.parent / "shared"
    shared.mkdir()
    with store(history.parent) as ours:
        later = replace(ours.append(REVIEW)[0], id=b"l" * 16, kind="streak")
        with Journal(history).holding([later]):
            pass
        (shared / f"events-{ours.device}.jsonl").write_text(as_line(replace(later, id=b"m" * 16)) + "\n")
    history.write_bytes(b"")
    with store(history.parent) as ours:
        assert "31 answers could be restored" in ours.notice
        assert later in ours.events()
        exchange.sync(ours, shared)
        assert {b"l" * 16, b"m" * 16} <= set(ours.ids())


def check_restored(history: Path, broken: bytes) -> None:
    clock = Clock()
    with store(history.parent, clock) as ours:
        assert ours.notice.count(".") >= 1
        assert ASIDE in ours.notice
        assert "30 answers could be restored from its journal" in ours.take_notice()
        assert ours.notice == ""
        assert ours.reviews() == 30
        ours.append(REVIEW)
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before
    assert (history.parent / ASIDE).read_bytes() == broken
    with store(history.parent, clock) as ours:
        assert ours.notice == ""
        assert ours.reviews() == 31
