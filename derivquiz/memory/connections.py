"""Connections to histories: how one is made, how a transaction begins, and what an error of the database says to a person."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from derivquiz.errors import DataFolderError, StoreError

BUSY_SECONDS = 10
"""So long one instance waits for another to finish writing."""
WRITE = "BEGIN IMMEDIATE"
_LOOK_MS = 5
_UNWRITABLE = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
_NO_UTF8 = "Could not decode to UTF-8"
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def connect(path: Path, *, threads: bool = False) -> sqlite3.Connection:
    """A connection to a history, in this thread's hands or in those of several; raises sqlite3.Error."""
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=not threads)


def start(path: Path) -> sqlite3.Connection:
    """A connection to a file that becomes a history, kept as histories are; raises sqlite3.Error."""
    connection = connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def look_into(path: Path, *, finished: bool = True) -> sqlite3.Connection:
    """A connection that only reads, and makes no file of SQLite's beside one that is `finished`; raises sqlite3.Error."""
    more = "&immutable=1" if finished else ""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{more}", uri=True)


def begin(connection: sqlite3.Connection, statement: str) -> None:
    """Begin a transaction; raises sqlite3.Error, where it writes and others write all the time only after BUSY_SECONDS.

    SQLite itself looks ten times a second whether a lock is free; one who writes without a pause leaves gaps of a millisecond.
    """
    if statement != WRITE:
        connection.execute(statement)
        return
    until = time.monotonic() + BUSY_SECONDS
    connection.execute(f"PRAGMA busy_timeout = {_LOOK_MS}")
    try:
        while True:
            try:
                connection.execute(statement)
            except sqlite3.OperationalError as error:
                if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {1000 * BUSY_SECONDS}")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file itself is broken, or a text in it is no UTF-8, which Python finds and not SQLite."""
    return _primary(error) in _DAMAGED or str(error).startswith(_NO_UTF8)


def explained(error: sqlite3.Error, path: Path) -> StoreError | DataFolderError:
    """An error of the database as one sentence for a person."""
    code = _primary(error)
    if code in _UNWRITABLE:
        return DataFolderError(f"{path} can't be written ({error}); check its permissions or choose another --data folder")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"the disk is full: {path} can't take another answer")
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(f"{path} can't be read or written ({error}); is the disk full, or gone?")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreError(f"another program kept the history locked for {BUSY_SECONDS} seconds; nothing was written")
    return StoreError(f"{path} can't be used: {error}")


def _primary(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF
