"""Backups of a history: one a day, each checked before it counts, thinned to 7 daily, 4 weekly and 12 monthly ones."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from derivquiz.errors import StoreDamagedError, StoreError
from derivquiz.memory import connections, disk, schema, soundness
from derivquiz.memory.events import date_of, day_of
from derivquiz.memory.journal import Journal

FOLDER = "backups"
DAILY, WEEKLY, MONTHLY = 7, 4, 12
_NAME = re.compile(r"history-(\d{6,12})-(\d{4}-\d{2}-\d{2})\.db")
_DAY_SECONDS = 86_400
_ASKED_EVERY = 1000
"""After so many instructions of SQLite it is asked whether a backup was given up."""


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One backup in its folder. Numbers only grow, so that the latest is known whatever the clock said."""

    number: int
    path: Path
    day: date

    @property
    def study_day(self) -> int:
        """The study day on which it was made."""
        return day_of(self.day)


def listed(history: Path) -> list[Backup]:
    """The backups of the history at a path, the latest first."""
    folder = history.parent / FOLDER
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if named := _NAME.fullmatch(path.name):
                with contextlib.suppress(ValueError):
                    found.append(Backup(int(named[1]), path, date.fromisoformat(named[2])))
    return sorted(found, reverse=True)


def take(history: Path, today: int, given_up: Callable[[], bool] = lambda: False) -> Backup:
    """Back up the history at a path under the number after the last, thin the others, and forget what the journal needn't hold.

    Safe beside other instances at work. `given_up` is asked all along, and ends the work where it says so. Raises
    StoreDamagedError where what was copied isn't sound; StoreError or DataFolderError where none can be written.
    """
    folder = history.parent / FOLDER
    disk.make_folder(folder)
    journal = Journal(history)
    before = listed(history)
    number = before[0].number + 1 if before else 1
    draft = folder / f"draft-{os.getpid()}-{number}.db"
    path = folder / f"history-{number:06}-{date_of(today)}.db"
    try:
        draft.unlink(missing_ok=True)
        _copy_out(history, draft, journal, given_up)
        disk.place(draft, path)
        thin(history)
        _forget(history, journal)
    except OSError as error:
        raise disk.unwritable(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return Backup(number, path, date_of(today))


def _copy_out(history: Path, draft: Path, journal: Journal | None = None, given_up: Callable[[], bool] = lambda: False) -> None:
    """Put a sound copy of a history at `draft`; a journal is closed just before.

    Raises StoreDamagedError, StoreError or OSError.
    """
    try:
        connection = connections.connect(history)
        try:
            schema.check(connection, history)
            if journal is not None:
                connection.execute("BEGIN IMMEDIATE")  # nothing is written while it is closed
                journal.close()
                connection.execute("COMMIT")
            draft.touch(0o600)
            connection.set_progress_handler(given_up, _ASKED_EVERY)
            connection.execute("VACUUM INTO ?", (str(draft),))
        finally:
            connection.close()
    except sqlite3.Error as error:
        if connections.is_damage(error):
            raise StoreDamagedError(f"{history} is damaged ({error}); no backup was made of it") from error
        raise connections.explained(error, draft.parent) from error
    if given_up():
        raise StoreError(f"the backup of {history} was given up")
    check(draft)


def check(path: Path) -> tuple[int, int]:
    """The schema's version of a backup and how many answers count in it; raises StoreDamagedError or StoreError where unsound.

    It is only read: not even a journal of SQLite's appears beside it.
    """
    try:
        connection = connections.look_into(path)
        try:
            version = schema.check(connection, path)
            soundness.require_sound(connection, path)
            if version:
                soundness.require_possible(connection, path)
            (answers,) = connection.execute(schema.ANSWERED if version else "SELECT 0").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        if connections.is_damage(error):
            raise StoreDamagedError(f"{path} is damaged ({error})") from error
        raise connections.explained(error, path) from error
    return version, int(answers)


def export(history: Path, target: Path) -> None:
    """A copy of the history at a path of the learner's choice; raises StoreError where something is there, or as `take` does."""
    if target.exists():
        raise StoreError(f"{target} exists already; nothing was written over it")
    draft = target.with_name(f"{target.name}.draft-{os.getpid()}")
    try:
        _copy_out(history, draft)
        disk.place(draft, target)
    except OSError as error:
        raise disk.unwritable(error, target.parent) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def copy(backup: Path, draft: Path) -> None:
    """Copy a backup to where a history is being made, for its owner alone to read; raises OSError."""
    draft.touch(0o600)
    shutil.copyfile(backup, draft)


def thin(history: Path) -> None:
    """Remove the backups that neither the days, the weeks nor the months want."""
    backups = listed(history)
    wanted = kept(backups)
    if backups:
        _clear(backups[0])
    for backup in backups:
        if backup not in wanted:
            backup.path.unlink(missing_ok=True)


def kept(backups: Iterable[Backup]) -> set[Backup]:
    """The latest backup of each of the last 7 days, 4 weeks and 12 months that have one."""
    latest_first = sorted(backups, reverse=True)

    def latest(number: int, of: Callable[[date], Hashable]) -> list[Backup]:
        found: dict[Hashable, Backup] = {}
        for backup in latest_first:
            found.setdefault(of(backup.day), backup)
        return list(found.values())[:number]

    return {
        *latest(DAILY, lambda day: day),
        *latest(WEEKLY, lambda day: day.isocalendar()[:2]),
        *latest(MONTHLY, lambda day: (day.year, day.month)),
    }


def _clear(latest: Backup) -> None:
    """Remove the drafts that a crash left half made at least a day before the latest backup."""
    made = latest.path.stat().st_mtime
    for draft in latest.path.parent.glob("draft-*.db*"):
        with contextlib.suppress(OSError):
            if draft.stat().st_mtime < made - _DAY_SECONDS:
                draft.unlink()


def _forget(history: Path, journal: Journal) -> None:
    """Let the journal forget what the last two backups both hold."""
    two = listed(history)[:2]
    with contextlib.suppress(sqlite3.Error):  # a backup that can't be read holds nothing
        if len(two) == 2:
            connection = connections.look_into(two[1].path)
            try:
                (last,) = connection.execute("SELECT max(hlc) FROM event").fetchone()
            finally:
                connection.close()
            journal.forget(int(last or 0))
