"""The learner's history in SQLite: events are the truth, all else is derived from them."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from derivquiz.errors import StoreDamagedError, StoreError
from derivquiz.memory import damage, schema
from derivquiz.memory.events import COLUMNS, Event, Kind, RandomSource, next_hlc, study_day
from derivquiz.memory.history import History
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.rating import normalised
from derivquiz.memory.scheduler import Memory, Scheduler

FILE_NAME = "history.db"
BUSY_SECONDS = 10
_KIND = COLUMNS.index("kind")
_EPOCH = date(1970, 1, 1).toordinal()
TIMES_KEPT = 200
"""The personal median is that of so many latest successes: people get faster."""


class Store:
    """One learner's history, open; every method may be called from any thread, and several processes may share a file.

    Methods raise StoreError, or one of its kinds, with a sentence for the learner.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        device: str,
        scheduler: Scheduler,
        clock: Callable[[], float],
        timezone: Callable[[float], int],
        random: RandomSource,
        notice: str = "",
    ) -> None:
        self.path = path
        self.device = device
        self.notice = notice
        """One sentence about what happened to the data at opening; empty where nothing did."""
        self._connection = connection
        self._ledger = Ledger(connection, scheduler)
        self._clock = clock
        self._timezone = timezone
        self._random = random
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        scheduler: Scheduler,
        clock: Callable[[], float],
        timezone: Callable[[float], int],
        random: RandomSource,
    ) -> Self:
        """Open the history at a path, or start one there.

        `clock` gives unix seconds, `timezone` the minutes east of UTC at such a moment. A damaged file is renamed aside, never
        deleted, and `notice` says so. Raises DataFolderError, StoreTooNewError or StoreError.
        """
        damage.make_folder(path.parent)
        label = f"damaged-{date.fromordinal(_EPOCH + study_day(*_moment(clock, timezone)))}"
        reason = damage.lost(path)
        notice = ""
        for _ in range(2):
            seen = damage.seen(path)
            if reason or seen.empty:
                aside = damage.set_aside(path, label, seen)
                if reason:
                    notice = f"Your history {path} {reason}{aside}; a new one was started."
            if not path.exists():
                damage.create(path, random)
            seen = damage.seen(path)
            try:
                connection = _connect(path, scheduler)
            except StoreDamagedError:
                reason = "is damaged"
            else:
                device = damage.device(path.parent, random)
                return cls(
                    path,
                    connection,
                    device=device,
                    scheduler=scheduler,
                    clock=clock,
                    timezone=timezone,
                    random=random,
                    notice=notice,
                )
        raise StoreError(f"{path} is damaged again right after it was made; is the disk sound?")

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler of this learner: with the weights fitted to the history, where there are any."""
        return self._ledger.scheduler

    def today(self) -> int:
        """The study day of this moment."""
        return study_day(*_moment(self._clock, self._timezone))

    def append(self, *events: Event) -> tuple[Event, ...]:
        """Stamp events with id, device and time, and commit them with all that follows from them before returning them."""
        with self._writing():
            last = self._ledger.last_hlc()
            at_ms, tz_min = _moment(self._clock, self._timezone)
            stamped = []
            day = study_day(at_ms, tz_min)
            for event in events:
                last = next_hlc(at_ms, last)
                stamp = self._ledger.free_id(self._random)
                stamped.append(replace(event, id=stamp, device=self.device, hlc=last, at_ms=at_ms, tz_min=tz_min, day=day))
            self._ledger.write(stamped)
        return tuple(stamped)

    def undo(self, event: Event) -> Event:
        """Make an event count no more, by an event that says so; nothing is deleted."""
        return self.append(Event(kind=Kind.VOID, card=event.card, target=event.id))[0]

    def adopt(self, aliases: Mapping[str, str]) -> int:
        """Give the history of old card keys to their new ones where it wasn't done yet; returns how many were renamed."""
        with self._lock:
            known = self.history().standings
            renamed = [
                Event(kind=Kind.RENAME, card=old, payload=json.dumps({"to": new}))
                for old, new in aliases.items()
                if old in known and old != new
            ]
            if renamed:
                self.append(*renamed)
        return len(renamed)

    def merge(self, events: Iterable[Event]) -> int:
        """Take over stamped events of another store in any order, and say how many were new."""
        with self._writing():
            return self._ledger.add(events)

    def rebuild(self) -> None:
        """Replay the whole history into the caches."""
        with self._writing():
            self._ledger.rebuild()

    def history(self) -> History:
        """What is known at this moment, read as one."""
        with self._reading():
            self._ledger.tune()
            return History(self._ledger.standings(), self._ledger.days())

    def memories(self) -> dict[str, Memory]:
        """The memory of every card that was reviewed."""
        found = self.history().standings
        return {card: standing.memory for card, standing in found.items() if standing.memory is not None}

    def reviews(self) -> int:
        """Answers remembered in all, void ones not counted."""
        with self._reading() as connection:
            (total,) = connection.execute("SELECT coalesce(sum(reviews + relearns + practices), 0) FROM day").fetchone()
        return int(total)

    def times(self) -> tuple[float, ...]:
        """The normalised times of the learner's latest successes, for the rating of the next answer."""
        query = (
            "SELECT took_ms, payload FROM event WHERE kind = 'review' AND rating > 1 AND took_ms > 0"
            " AND id NOT IN (SELECT id FROM voided) ORDER BY hlc DESC LIMIT ?"
        )
        with self._reading() as connection:
            rows = connection.execute(query, (TIMES_KEPT,)).fetchall()
        return tuple(normalised(took_ms, length) for took_ms, payload in rows if (length := _length(payload)) is not None)

    def events(self) -> tuple[Event, ...]:
        """Every event in (hlc, id) order, void ones too."""
        with self._reading() as connection:
            rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY hlc, id").fetchall()  # noqa: S608
        return tuple(Event(**{**dict(zip(COLUMNS, row, strict=True)), "kind": Kind(row[_KIND])}) for row in rows)

    def caches(self) -> dict[str, list[tuple[object, ...]]]:
        """Every cached row, in order: what a replay must give again bit for bit."""
        with self._reading():
            return self._ledger.caches()

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._connection.execute(begin)
                try:
                    yield self._connection
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                if damage.is_damage(error):
                    raise StoreDamagedError(f"{self.path} is damaged ({error}); nothing was deleted") from error
                raise damage.explained(error, self.path) from error

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("BEGIN IMMEDIATE")

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("BEGIN")


def _connect(path: Path, scheduler: Scheduler) -> sqlite3.Connection:
    """An open, checked and current connection; raises StoreDamagedError where the file is no readable database."""
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        schema.check(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
        changed = schema.migrate(connection, path)
        ledger = Ledger(connection, scheduler)
        connection.execute("BEGIN IMMEDIATE")  # also shows at once whether it can be written
        if changed or ledger.stale():
            ledger.rebuild()
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        if damage.is_damage(error):
            raise StoreDamagedError(f"{path} is damaged ({error})") from error
        raise damage.explained(error, path) from error
    except BaseException:
        if connection is not None:
            connection.close()
        raise
    return connection


def _moment(clock: Callable[[], float], timezone: Callable[[float], int]) -> tuple[int, int]:
    now = clock()
    return int(now * 1000), timezone(now)


def _length(payload: str) -> int | None:
    """The length of the canonical answer that a review's payload holds."""
    try:
        length = json.loads(payload)["answer_length"]
    except (ValueError, TypeError, KeyError):
        return None
    return length if isinstance(length, int) else None
