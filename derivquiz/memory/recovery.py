"""A history made again from the newest sound backup and the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

from derivquiz.errors import StoreDamagedError, StoreError, StoreTooNewError
from derivquiz.memory import backups, connections, disk, schema, soundness
from derivquiz.memory.backups import Backup
from derivquiz.memory.events import Event
from derivquiz.memory.journal import Journal
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.scheduler import Scheduler
from derivquiz.words import count


@dataclass(frozen=True, slots=True)
class Rescue:
    """What a history was made from."""

    backup: Backup | None
    from_journal: int
    """Events that only the journal held."""
    from_itself: int
    """Events that only the damaged file held, which is itself in order but for some of its values."""
    answers: int

    def __str__(self) -> str:
        """The end of a sentence for the learner."""
        if not self.answers:
            return "a new one was started"
        sources = [] if self.backup is None else [f"the backup of {self.backup.day}"]
        if self.from_journal:
            sources.append("its journal" if self.backup is None else "the journal since")
        if self.from_itself:
            sources.append("what can be read of it")
        return f"{count(self.answers, 'answer')} could be restored from {' and '.join(sources)}"


def rescue(history: Path, draft: Path, scheduler: Scheduler, aside: Path | None = None) -> Rescue:
    """Make a history again at `draft`, an empty file; `aside` is where the damaged one is kept.

    Raises StoreTooNewError, OSError, sqlite3.Error.
    """
    backup = _start(history, draft)
    connection = connections.start(draft)
    try:
        schema.migrate(connection, draft, keep=False)
        ledger = Ledger(connection, scheduler)
        connection.execute("BEGIN IMMEDIATE")
        if backup is not None:
            ledger.rebuild()
        from_journal = ledger.add(Journal(history).events())
        from_itself = ledger.add(() if aside is None else _legible(aside))
        answers = sum(totals.answers for totals in ledger.days().values())
        connection.execute("COMMIT")
    finally:
        connection.close()
    return Rescue(backup, from_journal, from_itself, answers)


def restore(history: Path, chosen: Path, label: str) -> str:
    """Put a checked backup in the place of a history, which is renamed aside with its journal; returns its new name.

    Raises StoreError or DataFolderError, and then the history is what it was.
    """
    kept = []

    def make(draft: Path) -> None:
        backups.copy(chosen, draft)
        connections.start(draft).close()
        seen = disk.seen(history)
        for path in Journal(history).files():
            disk.set_aside(path, label, disk.seen(path))
        kept.append(disk.set_aside(history, label, seen))

    disk.make_folder(history.parent)
    if not disk.create(history, SystemRandom(), make):
        raise StoreError(f"another derivquiz put a history at {history} meanwhile; close it and try again")
    return kept[0]


def _legible(aside: Path) -> Iterator[Event]:
    """What can be read of a file that is sound but for values in it; nothing where its pages are broken."""
    try:
        connection = connections.look_into(aside, finished=False)
        try:
            if schema.check(connection, aside) == 0 or soundness.problems_of(connection):
                return
        finally:
            connection.close()
        yield from soundness.possible(aside)
    except (sqlite3.Error, StoreError):
        return


def _start(history: Path, draft: Path) -> Backup | None:
    """Put the newest sound backup at `draft`, or the tables of an empty history."""
    for backup in backups.listed(history):
        try:
            backups.check(backup.path)
            backups.copy(backup.path, draft)
            backups.check(draft)
        except StoreTooNewError:
            raise
        except (StoreDamagedError, StoreError, OSError):
            continue
        return backup
    draft.write_bytes(b"")
    schema.create(draft)
    return None
