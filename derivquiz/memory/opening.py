"""Opening a history: a fresh one, a sound one, one of an older version, or a damaged one that is set aside and made again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from derivquiz.errors import StoreDamagedError, StoreError
from derivquiz.memory import connections, disk, recovery, schema, soundness
from derivquiz.memory.events import RandomSource
from derivquiz.memory.journal import Journal
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Opened:
    """A history that may be used, and what a person should hear of how it was opened."""

    connection: sqlite3.Connection
    file: int | None
    """Its number in the file system: where another stands at the path, that one is the history."""
    notice: str


def open_history(path: Path, scheduler: Scheduler, random: RandomSource, label: str, *, suspect: bool = False) -> Opened:
    """Open the history at a path, or start one there; `suspect` has it checked first.

    A damaged file is renamed aside with the label, never deleted, and made again from the newest backup and the journal.
    Raises DataFolderError, StoreTooNewError or StoreError.
    """
    disk.make_folder(path.parent)
    reason = disk.lost(path)
    notice = ""
    for _ in range(2):
        seen = disk.seen(path)
        if reason or seen.empty:
            aside = disk.set_aside(path, label, seen)
            if reason:
                rescued: list[recovery.Rescue] = []
                disk.create(path, random, _rescuing(path, scheduler, rescued, aside))
                kept = f" (kept as {aside})" if aside else ""
                outcome = str(rescued[0]) if rescued else "a new one was started"
                notice = f"Your history {path} {reason}{kept}; {outcome}."
        if not path.exists():
            disk.create(path, random, schema.create)
        seen = disk.seen(path)
        try:
            connection = _connect(path, scheduler, suspect=suspect)
        except StoreDamagedError:
            reason = "is damaged"
        else:
            return Opened(connection, seen.file, notice)
    raise StoreError(f"{path} is damaged again right after it was made; is the disk sound?")


def _rescuing(path: Path, scheduler: Scheduler, rescued: list[recovery.Rescue], aside: str) -> Callable[[Path], None]:
    kept = path.with_name(aside) if aside else None
    return lambda draft: rescued.append(recovery.rescue(path, draft, scheduler, kept))


def _connect(path: Path, scheduler: Scheduler, *, suspect: bool) -> sqlite3.Connection:
    """An open, checked and current connection; raises StoreDamagedError where the file is no readable database.

    Where damage was met the caches are made anew as well, since it may have been in one of them.
    """
    connection = None
    met, suspect = suspect, suspect or disk.left_open(path)
    try:
        connection = connections.connect(path, threads=True)
        schema.check(connection, path)
        if suspect:
            soundness.require_sound(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
        changed = schema.migrate(connection, path)
        if suspect:
            soundness.require_possible(connection, path)
        ledger = Ledger(connection, scheduler)
        connection.execute("BEGIN IMMEDIATE")  # also shows at once whether it can be written
        if changed or met or ledger.stale():
            ledger.rebuild()
        if suspect:
            ledger.add(Journal(path).events())
        connection.execute("COMMIT")
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, OverflowError) or (isinstance(error, sqlite3.Error) and connections.is_damage(error)):
            raise StoreDamagedError(f"{path} is damaged ({error})") from error
        if isinstance(error, sqlite3.Error):
            raise connections.explained(error, path) from error
        raise
    return connection
