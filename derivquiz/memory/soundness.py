"""Whether a database holds what a derivquiz writes: SQLite's own check of the file, and what stands in its events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from derivquiz.errors import StoreDamagedError, StoreError
from derivquiz.memory import connections
from derivquiz.memory.events import COLUMNS, ID_BYTES, Event, Kind, kind_of
from derivquiz.memory.lines import LONGEST_LINE, RANGES
from derivquiz.memory.payload import is_name

STRANGE = "values that this derivquiz never writes"
_TEXTS = tuple(name for name in COLUMNS if name not in {*RANGES, "id", "target"})
_ODD = " OR ".join(
    [
        f"length(id) != {ID_BYTES}",
        f"length(target) != {ID_BYTES}",
        *(f"{name} NOT BETWEEN {least} AND {most}" for name, (least, most) in RANGES.items()),
        *(f"length({name}) > {LONGEST_LINE}" for name in _TEXTS),
    ]
)
"""Whether an event holds what no line of another machine could bring. Beyond these bounds a replay may end in an error."""
_ILLEGIBLE = "CAST(x'ff' AS TEXT)"
_LINED_UP = "||char(10)||".join(_TEXTS)


def require_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreDamagedError where SQLite's quick check finds anything wrong with a database."""
    if problems := problems_of(connection):
        raise StoreDamagedError(f"{path} is damaged ({problems[0]})")


def problems_of(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's own quick check finds wrong with a database; nothing where it is sound."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.DatabaseError as error:
        if not connections.is_damage(error):
            raise
        return [str(error)]
    return [] if found == ["ok"] else [line.replace("\n", " ") for line in found]


def require_possible(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreDamagedError where an event holds what no derivquiz puts there: to read or replay it would end in an error."""
    if found := impossible(connection):
        raise StoreDamagedError(f"{path} holds {STRANGE}, in {found} of its events")


def impossible(connection: sqlite3.Connection) -> int:
    """How many events hold a number out of its bounds, a text that is no UTF-8, or one that is too long."""
    before, connection.text_factory = connection.text_factory, _is_utf8
    try:
        query = f"SELECT iif({_ODD}, {_ILLEGIBLE}, {_LINED_UP}) FROM event"
        return sum(not legible for (legible,) in connection.execute(query))
    finally:
        connection.text_factory = before


def possible(path: Path) -> Iterator[Event]:
    """The events of a sound file that hold nothing impossible, in any order; raises sqlite3.Error."""
    connection = connections.look_into(path, finished=False)
    try:
        connection.text_factory = _text
        for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event WHERE NOT coalesce({_ODD}, 0)"):
            values = dict(zip(COLUMNS, row, strict=True))
            if None not in map(values.get, _TEXTS):
                yield Event(**values | {"kind": kind_of(values["kind"])})
    finally:
        connection.close()


def unknown_kinds(connection: sqlite3.Connection) -> int:
    """How many events are of a kind that this version doesn't know: a later one wrote them."""
    return int(connection.execute(f"SELECT count(*) FROM event WHERE kind NOT IN ({_KINDS})").fetchone()[0])


def require_believable(path: Path) -> None:
    """Raise StoreError where a sound backup, perhaps a stranger's, holds an event that no line of another machine could bring."""
    connection = connections.look_into(path)
    try:
        named = connection.execute("SELECT DISTINCT device FROM event UNION SELECT DISTINCT card FROM event WHERE card != ''")
        wrong = unknown_kinds(connection) + sum(not is_name(name) for (name,) in named)
    except sqlite3.Error as error:
        raise connections.explained(error, path) from error
    finally:
        connection.close()
    if wrong:
        raise StoreError(f"{path} holds {STRANGE}, though perhaps a later one; nothing was restored")


_KINDS = ", ".join(f"'{kind}'" for kind in Kind)


def _is_utf8(raw: bytes) -> bool:
    return _text(raw) is not None


def _text(raw: bytes) -> Any:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
