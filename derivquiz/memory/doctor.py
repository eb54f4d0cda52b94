"""Whether a history is sound: the file, the caches against a replay, the journal and the backups. It changes nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from derivquiz.errors import StoreError
from derivquiz.memory import backups, connections, disk, schema, soundness
from derivquiz.memory.journal import Journal
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.scheduler import Scheduler
from derivquiz.words import count


@dataclass
class Findings:
    """What was found, in sentences."""

    wrong: list[str] = field(default_factory=list)
    """What `--repair` would set right."""
    well: list[str] = field(default_factory=list)
    """What is in order, or needs no repair."""


def examine(path: Path, scheduler: Scheduler) -> Findings:
    """Look at the history at a path; raises DataFolderError or StoreError where it isn't one that can be examined."""
    disk.require_no_file(path.parent)
    found = Findings()
    if lost := disk.lost(path):
        found.wrong.append(f"{path} {lost}.")
    elif not path.exists():
        found.well.append(f"There is no history in {path.parent} yet.")
    else:
        _examine_file(path, scheduler, found)
    _examine_backups(path, found)
    return found


def _examine_file(path: Path, scheduler: Scheduler, found: Findings) -> None:
    try:
        connection = connections.connect(path)
        try:
            if schema.check(connection, path) < len(schema.MIGRATIONS):
                found.well.append("The file is of an older version; it is brought up when the game next opens it.")
                return
            if problems := soundness.problems_of(connection):
                found.wrong.append(f"The file is damaged: {problems[0]}.")
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                _examine_events(connection, path, scheduler, found)
            finally:
                connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite3.Error as error:
        if not connections.is_damage(error):
            raise connections.explained(error, path) from error
        found.wrong.append(f"The file is damaged: {error}.")


def _examine_events(connection: sqlite3.Connection, path: Path, scheduler: Scheduler, found: Findings) -> None:
    ledger = Ledger(connection, scheduler)
    (events,) = connection.execute("SELECT count(*) FROM event").fetchone()
    found.well.append(f"The file is sound and holds {count(events, 'event')}.")
    there = {key for (key,) in connection.execute("SELECT id FROM event")}
    if wrong := soundness.impossible(connection):
        found.wrong.append(f"Values that this derivquiz never writes stand in {count(wrong, 'event')}.")
        return
    if unknown := soundness.unknown_kinds(connection):
        found.well.append(
            f"{count(unknown, 'event')} of a kind that a later derivquiz wrote: kept, passed on, and not counted here."
        )
    missing = {event.id for event in Journal(path).events()} - there
    if missing:
        found.wrong.append(f"{count(len(missing), 'event')} of the journal not in the file.")
    before = ledger.caches()
    stale = ledger.stale()
    ledger.rebuild()
    after = ledger.caches()
    unlike = {table: len(set(before[table]) ^ set(after[table])) for table in before if before[table] != after[table]}
    if stale:
        found.well.append("The schedule was computed with other settings; it is computed anew when the game next opens it.")
    elif unlike:
        tables = ", ".join(f"{count(number, 'row')} of {table}" for table, number in unlike.items())
        found.wrong.append(f"What is computed from the events differs from a replay of them: {tables}.")
    else:
        found.well.append("All that is computed from the events equals a replay of them, bit for bit.")


def _examine_backups(path: Path, found: Findings) -> None:
    listed = backups.listed(path)
    sound = []
    for backup in listed:
        try:
            backups.check(backup.path)
        except StoreError as error:
            found.well.append(f"A backup can't be used: {error}.")
        else:
            sound.append(backup)
    if sound:
        found.well.append(
            f"There {'is' if len(sound) == 1 else 'are'} {count(len(sound), 'backup')}, the last of {sound[0].day}."
        )
    else:
        found.well.append("There is no backup yet; one is made on every day of use.")
