"""The tables of a history, and the versions they went through."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from derivquiz.errors import StoreError, StoreTooNewError
from derivquiz.memory import connections

APPLICATION_ID = int.from_bytes(b"dvqz", "big")

_FIRST = (
    """CREATE TABLE event (
        id BLOB PRIMARY KEY NOT NULL, device TEXT NOT NULL, hlc INTEGER NOT NULL,
        at_ms INTEGER NOT NULL, tz_min INTEGER NOT NULL, day INTEGER NOT NULL,
        kind TEXT NOT NULL, card TEXT NOT NULL,
        rating INTEGER, took_ms INTEGER, attempts INTEGER, hints INTEGER,
        template_hash TEXT NOT NULL, parameters TEXT NOT NULL, displayed TEXT NOT NULL, answer TEXT NOT NULL,
        verdict TEXT NOT NULL, misconceptions TEXT NOT NULL, grader TEXT NOT NULL,
        target BLOB, payload TEXT NOT NULL) STRICT""",
    "CREATE INDEX event_hlc ON event(hlc)",
    "CREATE INDEX event_card ON event(card)",
    "CREATE INDEX event_day ON event(day)",
    "CREATE INDEX event_structural ON event(hlc) WHERE kind IN ('void', 'rename', 'regrade')",
    """CREATE TABLE memory (
        card TEXT PRIMARY KEY NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL, last_day INTEGER NOT NULL,
        due_day INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL, algorithm TEXT NOT NULL) STRICT""",
    """CREATE TABLE standing (
        card TEXT PRIMARY KEY NOT NULL, first_day INTEGER, seen_day INTEGER, passes INTEGER NOT NULL, clean INTEGER NOT NULL,
        failed_day INTEGER, suspended INTEGER NOT NULL, buried_day INTEGER) STRICT""",
    """CREATE TABLE day (
        day INTEGER PRIMARY KEY NOT NULL, reviews INTEGER NOT NULL, relearns INTEGER NOT NULL, practices INTEGER NOT NULL,
        right INTEGER NOT NULL, took_ms INTEGER NOT NULL) STRICT""",
    "CREATE TABLE voided (id BLOB PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE renamed (old TEXT PRIMARY KEY NOT NULL, card TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_SECOND = ("CREATE INDEX event_parameters ON event(hlc) WHERE kind = 'parameters'",)

_THIRD = (
    "CREATE INDEX event_named ON event(hlc) WHERE misconceptions NOT IN ('', '[]')",
    "CREATE INDEX event_run ON event(hlc) WHERE kind = 'run'",
    "CREATE INDEX event_dispute ON event(hlc) WHERE kind = 'dispute'",
)

_FOURTH = ()  # the tables stay; which cards count as introduced changed, and the caches are made anew

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD, _FOURTH)
"""The statements that lead from each version to the next, after which the caches are made anew; the version of a history is how
many of these it has been through.
"""

REGRADES = "kind IN ('void', 'rename', 'regrade') AND kind = 'regrade'"
"""The regrades, in the words of the index of what is structural, so that it is used."""

ANSWERED = "SELECT coalesce(sum(reviews + relearns + practices), 0) FROM day"
"""How many answers count, void ones left out."""

CACHES = ("memory", "standing", "day", "voided", "renamed")
"""The tables that a replay of `event` rebuilds bit for bit."""


def create(path: Path) -> None:
    """Make an empty history of the present version at a path where there is nothing."""
    connection = connections.start(path)
    try:
        prepare(connection)
    finally:
        connection.close()


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of the present version in an empty database, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run(connection, 0)
    connection.execute("COMMIT")


def check(connection: sqlite3.Connection, path: Path) -> int:
    """The version of an open history; raises StoreTooNewError for a later one, StoreError for somebody else's database.

    One that holds other tables than ours, a view or a trigger is somebody else's, too.
    """
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise StoreError(
            f"{path} is a database of another program, not a derivquiz history; move it or choose another --data folder"
        )
    if version > len(MIGRATIONS):
        raise StoreTooNewError(
            f"{path} was written by a later derivquiz (its version is {version}, this one knows {len(MIGRATIONS)}); "
            "nothing was changed: please update derivquiz"
        )
    ours = {statement for statements in MIGRATIONS[:version] for statement in statements}
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"):
        if sql not in ours:
            raise StoreError(
                f"{path} holds {name!r}, which no derivquiz history has, such as a trigger or a view; nothing was run"
            )
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path, *, keep: bool = True) -> bool:
    """Bring an older history to the present version in one transaction, after a copy beside it; False where it was up to date."""
    version = check(connection, path)
    if version == len(MIGRATIONS):
        return False
    copy = path.with_name(f"{path.name}.version-{version}")
    if keep and not copy.exists():
        draft = copy.with_name(f"{copy.name}.draft-{os.getpid()}")
        draft.touch(0o600)
        connection.execute("VACUUM INTO ?", (str(draft),))
        draft.replace(copy)
    connection.execute("BEGIN IMMEDIATE")
    try:
        _run(connection, check(connection, path))
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return True


def _run(connection: sqlite3.Connection, version: int) -> None:
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
