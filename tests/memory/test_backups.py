from __future__ import annotations

import os
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.errors import DataFolderError, StoreDamagedError, StoreError
from derivquiz.folders import HISTORY
from derivquiz.memory import backups, disk, recovery, schema
from derivquiz.memory.backups import Backup
from derivquiz.memory.events import Event
from derivquiz.memory.store import Store
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, store

FIRST = date(2024, 10, 4)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ours(tmp_path: Path, clock: Clock) -> Store:
    return store(tmp_path, clock)


def answered(ours: Store, number: int) -> tuple[Event, ...]:
    return tuple(event for _ in range(number) for event in ours.append(REVIEW))


def zeroed(path: Path, share: float = 0.5) -> None:
    """Overwrite a page in the middle with zeros, as a failing disk does."""
    page = 4096
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size // page * share) * page)
        file.write(b"\0" * page)


def test_a_backup_holds_every_answer_and_is_listed(ours: Store) -> None:
    answered(ours, 3)
    made = ours.back_up()
    assert backups.listed(ours.path) == [made]
    assert backups.check(made.path)[1] == 3
    assert (made.number, made.day, made.study_day) == (1, FIRST, ours.today())


def test_there_is_one_backup_a_day_and_none_of_nothing(ours: Store, clock: Clock) -> None:
    ours.keep_up()
    assert backups.listed(ours.path) == []
    answered(ours, 1)
    for _ in range(3):
        ours.keep_up()
    assert [it.number for it in backups.listed(ours.path)] == [1]
    clock.now += DAY
    ours.keep_up()
    assert [it.day for it in backups.listed(ours.path)] == [FIRST + timedelta(1), FIRST]
    assert ours.notice == ""


def test_what_goes_wrong_with_a_backup_is_said_and_loses_nothing(ours: Store) -> None:
    answered(ours, 2)
    (ours.path.parent / backups.FOLDER).write_text("in the way")
    ours.keep_up()
    assert "backup could not be made" in ours.take_notice()
    with pytest.raises(DataFolderError):
        ours.back_up()
    assert ours.reviews() == 2


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 3)), max_size=80))
def test_seven_daily_four_weekly_and_twelve_monthly_ones_are_kept(days: list[tuple[int, int]]) -> None:
    made = [
        Backup(number, Path(str(number)), FIRST + timedelta(day))
        for number, day in enumerate(sorted(day for day, times in days for _ in range(times)))
    ]
    kept = backups.kept(made)
    assert len(kept) <= 7 + 4 + 12
    assert backups.kept(kept) == kept
    latest = {backup.day: backup for backup in made}
    assert kept <= set(latest.values())
    assert {latest[day] for day in sorted(latest)[-7:]} <= kept
    weeks = {backup.day.isocalendar()[:2]: backup for backup in made}
    assert {weeks[week] for week in sorted(weeks)[-4:]} <= kept
    months = {(backup.day.year, backup.day.month): backup for backup in made}
    assert {months[month] for month in sorted(months)[-12:]} <= kept


def test_a_year_of_days_thins_to_what_is_wanted(ours: Store, clock: Clock) -> None:
    folder = ours.path.parent / backups.FOLDER
    folder.mkdir()
    for number in range(365):
        (folder / f"history-{number + 1:06}-{FIRST - timedelta(365 - number)}.db").touch()
    (folder / "mine.db").touch()
    answered(ours, 1)
    ours.back_up()
    found = backups.listed(ours.path)
    assert found[0].number == 366
    assert 18 <= len(found) <= 23
    assert (folder / "mine.db").exists()


def test_drafts_that_a_crash_left_go_after_a_day(ours: Store) -> None:
    folder = ours.path.parent / backups.FOLDER
    folder.mkdir()
    for name, age in (("draft-1-1.db", 90_000), ("draft-1-2.db-journal", 90_000), ("draft-1-3.db", 100)):
        (folder / name).touch()
        moment = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (moment, moment))
    answered(ours, 1)
    made = ours.back_up()
    assert {path.name for path in folder.iterdir()} == {"draft-1-3.db", made.path.name}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.9])
def test_a_zeroed_page_is_found_by_the_daily_check_and_repaired_at_once(ours: Store, clock: Clock, share: float) -> None:
    answered(ours, 60)
    ours.back_up()
    answered(ours, 40)
    ours._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    zeroed(ours.path, share)
    clock.now += DAY
    ours.keep_up()
    assert "100 answers could be restored from the backup of 2024-10-04 and the journal since." in ours.notice
    assert ours.reviews() == 100
    before = ours.caches()
    ours.rebuild()
    assert ours.caches() == before


def test_a_zeroed_page_that_an_answer_meets_is_repaired_under_it(ours: Store) -> None:
    answered(ours, 60)
    ours._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    zeroed(ours.path, 0.0)
    with store(ours.path.parent) as another:
        answered(another, 1)
        assert another.reviews() == 61
        assert "is damaged" in another.notice
    assert ours.reviews() == 61, "another instance takes the new file up"
    answered(ours, 1)
    with store(ours.path.parent) as another:
        assert another.reviews() == 62


def test_the_newest_sound_backup_counts(ours: Store, clock: Clock) -> None:
    for _ in range(3):
        answered(ours, 20)
        ours.back_up()
        clock.now += DAY
    ours.close()
    latest, before, _ = backups.listed(ours.path)
    zeroed(latest.path)
    before_latest = before.day
    ours.path.write_bytes(b"")
    with store(ours.path.parent, clock) as again:
        assert f"60 answers could be restored from the backup of {before_latest} and the journal since" in again.notice
        assert again.reviews() == 60


def test_what_is_computed_is_made_again_from_the_events_of_a_backup(ours: Store) -> None:
    answered(ours, 20)
    made = ours.back_up()
    rightly = ours.caches()
    ours.close()
    with sqlite3.connect(made.path) as connection:
        connection.execute("UPDATE standing SET passes = passes + 1")
        connection.execute("UPDATE day SET reviews = reviews + 1")
    ours.path.write_bytes(b"")
    with store(ours.path.parent) as again:
        assert "20 answers could be restored from the backup" in again.notice
        assert again.caches() == rightly


def test_the_journal_goes_once_two_backups_hold_it(ours: Store, clock: Clock) -> None:
    for _ in range(5):
        answered(ours, 2)
        ours.back_up()
        clock.now += DAY
    names = sorted(path.name for path in ours.path.parent.iterdir() if ".journal" in path.name)
    assert names == ["history.journal-000005.jsonl"]


def test_a_restored_backup_is_the_history_and_what_was_there_is_kept(ours: Store) -> None:
    answered(ours, 2)
    made = ours.back_up()
    answered(ours, 3)
    kept = recovery.restore(ours.path, made.path, "before")
    assert ours.reviews() == 2, "an instance that was open takes it up"
    answered(ours, 1)
    ours.close()
    with store(ours.path.parent, Clock()) as again:
        assert again.reviews() == 3
        assert again.notice == ""
    assert sqlite3.connect(ours.path.with_name(kept)).execute("SELECT count(*) FROM event").fetchone() == (5,)


def test_what_was_answered_before_a_restore_does_not_come_back_with_the_next_damage(ours: Store) -> None:
    answered(ours, 2)
    made = ours.back_up()
    answered(ours, 3)
    ours.close()
    recovery.restore(ours.path, made.path, "before")
    with store(ours.path.parent) as again:
        again.back_up()
    ours.path.write_bytes(b"")
    with store(ours.path.parent) as again:
        assert again.reviews() == 2


def test_a_damaged_history_is_told_from_a_place_that_takes_no_copy(ours: Store, tmp_path: Path) -> None:
    answered(ours, 60)
    ours.close()
    zeroed(ours.path)
    with pytest.raises(StoreDamagedError):
        backups.export(ours.path, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy.db*"))


def test_only_a_sound_backup_is_taken_for_one(ours: Store, tmp_path: Path) -> None:
    answered(ours, 60)
    copy = tmp_path / "copy.db"
    backups.export(ours.path, copy)
    with pytest.raises(StoreError, match="exists already"):
        backups.export(ours.path, copy)
    zeroed(copy)
    with pytest.raises(StoreDamagedError):
        backups.check(copy)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE recipes (name)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        backups.check(tmp_path / "other.db")


def test_closing_ends_a_backup_that_is_under_way(ours: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(ours, 1)
    check = schema.check

    def closed_meanwhile(connection: sqlite3.Connection, path: Path) -> int:
        ours.close()
        return check(connection, path)

    monkeypatch.setattr(schema, "check", closed_meanwhile)
    ours.keep_up()
    assert ours.notice == ""
    assert [path.name for path in (ours.path.parent / backups.FOLDER).iterdir()] == []


def test_a_backup_is_given_up_in_the_middle_of_the_copy(ours: Store) -> None:
    answered(ours, 60)
    asked = 0

    def at_once() -> bool:
        nonlocal asked
        asked += 1
        return asked == 1  # while it copies; it isn't asked again at the end

    with pytest.raises(StoreError, match="interrupted"):
        backups.take(ours.path, ours.today(), at_once)
    assert [path.name for path in (ours.path.parent / backups.FOLDER).iterdir()] == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system has no such permissions")
def test_what_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    with store(tmp_path / "data") as ours:
        answered(ours, 1)
        ours.back_up()
        answered(ours, 1)
        made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
        assert {path.name for path in made} >= {HISTORY, disk.DEVICE_FILE, "history.journal.jsonl", backups.FOLDER}
        assert {path.stat().st_mode & 0o777 for path in made} == {0o600, 0o700}
