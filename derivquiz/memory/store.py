"""The learner's history in SQLite: events are the truth, all else is derived from them."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self, TypeVar

from derivquiz.errors import DerivquizError, StoreDamagedError, StoreError
from derivquiz.memory import backups, damage, opening, records
from derivquiz.memory.backups import Backup
from derivquiz.memory.clock import Clock
from derivquiz.memory.events import COLUMNS, Event, Kind, RandomSource, next_hlc, study_day
from derivquiz.memory.history import History
from derivquiz.memory.journal import Journal
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.scheduler import Memory, Scheduler

Answer = TypeVar("Answer")

FILE_NAME = "history.db"
_KIND = COLUMNS.index("kind")
_EPOCH = date(1970, 1, 1).toordinal()


class Store:
    """One learner's history, open; every method may be called from any thread, and several processes may share a file.

    Methods raise StoreError, or one of its kinds, with a sentence for the learner.
    """

    def __init__(
        self,
        path: Path,
        *,
        scheduler: Scheduler,
        clock: Callable[[], float],
        timezone: Callable[[float], int],
        random: RandomSource,
    ) -> None:
        self.path = path
        self._notices: list[str] = []
        self._base = scheduler
        self._clock = Clock(clock, timezone)
        self._random = random
        self._lock = threading.RLock()
        self._journal = Journal(path)
        self._suspect = False
        self._closed = False
        self._upkeep: sqlite3.Connection | None = None
        self._open()
        self.device = damage.device(path.parent, random)
        self._say(self._clock.jump(self._last_at_ms()))

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
        """Open the history at a path, or start one there; a damaged one is made again, and `notice` says so.

        `clock` gives unix seconds, `timezone` the minutes east of UTC then. Raises DataFolderError or StoreError.
        """
        return cls(path, scheduler=scheduler, clock=clock, timezone=timezone, random=random)

    @property
    def notice(self) -> str:
        """What happened to the data, or to the clock, that the learner should hear of; empty where nothing did."""
        return " ".join(self._notices)

    def take_notice(self) -> str:
        """The notice, which is then taken as said."""
        notice = self.notice
        self._notices.clear()
        return notice

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler of this learner, with the weights fitted to the history."""
        return self._ledger.scheduler

    def today(self) -> int:
        """The study day of this moment."""
        return self._clock.today()

    def append(self, *events: Event) -> tuple[Event, ...]:
        """Stamp events with id, device and time, and commit them with all that follows before returning them.

        Where the history turns out to be damaged, they are committed to the one that is made again from its backup.
        """
        try:
            return self._append(events)
        except StoreDamagedError:
            return self._append(events)

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
        try:
            return self._history()
        except StoreDamagedError:
            return self._history()

    def ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What a question of `memory.records` reads of the events."""
        with self._reading() as connection:
            return question(connection)

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
        return self.ask(records.times)

    def events(self) -> tuple[Event, ...]:
        """Every event in (hlc, id) order, void ones too."""
        with self._reading() as connection:
            rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY hlc, id").fetchall()  # noqa: S608
        return tuple(Event(**{**dict(zip(COLUMNS, row, strict=True)), "kind": Kind(row[_KIND])}) for row in rows)

    def caches(self) -> dict[str, list[tuple[object, ...]]]:
        """Every cached row, in order: what a replay must give again bit for bit."""
        with self._reading():
            return self._ledger.caches()

    def keep_up(self) -> None:
        """Once a study day, check the file and back it up, which closing the store ends; what goes wrong is in the notice."""
        try:
            made = backups.listed(self.path)
            if (made and made[0].study_day == self.today()) or not self.reviews():
                return
            try:
                self.back_up()
            except StoreDamagedError:
                self._suspect = True
                if self.reviews():
                    self.back_up()
        except DerivquizError as error:
            if not self._closed:
                self._say(f"Today's backup could not be made: {error}.")

    def back_up(self) -> Backup:
        """Back up the history now; raises StoreError, or DataFolderError where none can be written."""
        try:
            return backups.take(self.path, self.today(), self._hold)
        finally:
            self._upkeep = None

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        upkeep = self._upkeep
        self._closed = True
        if upkeep is not None:
            with suppress(sqlite3.Error):
                upkeep.interrupt()
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _append(self, events: Iterable[Event]) -> tuple[Event, ...]:
        with self._writing() as connection:
            last = self._ledger.last_hlc()
            at_ms, tz_min = self._clock.moment()
            self._say(self._clock.jump(self._last_at_ms()))
            stamped = []
            day = study_day(at_ms, tz_min)
            for event in events:
                last = next_hlc(at_ms, last)
                stamp = self._ledger.free_id(self._random)
                stamped.append(replace(event, id=stamp, device=self.device, hlc=last, at_ms=at_ms, tz_min=tz_min, day=day))
            self._ledger.write(stamped)
            with self._journal.holding(stamped):
                connection.execute("COMMIT")
        return tuple(stamped)

    def _history(self) -> History:
        with self._reading():
            self._ledger.tune()
            return History(self._ledger.standings(), self._ledger.days())

    def _open(self) -> None:
        label = f"damaged-{date.fromordinal(_EPOCH + self.today())}"
        opened = opening.open_history(self.path, self._base, self._random, label, suspect=self._suspect)
        self._connection = opened.connection
        self._file = opened.file
        self._ledger = Ledger(opened.connection, self._base)
        self._suspect = False
        self._say(opened.notice)

    def _look(self) -> None:
        """Open the file again where it is damaged, or where another instance has put another in its place."""
        if self._closed:
            raise StoreError(f"{self.path} is closed")
        if self._suspect or damage.seen(self.path).file != self._file:
            self._suspect = True
            self._connection.close()
            self._open()

    def _hold(self, connection: sqlite3.Connection) -> None:
        self._upkeep = connection
        if self._closed:
            raise StoreError(f"{self.path} is closed")

    def _last_at_ms(self) -> int | None:
        row = self._connection.execute("SELECT at_ms FROM event ORDER BY hlc DESC, id DESC LIMIT 1").fetchone()
        return row[0] if row else None

    def _say(self, sentence: str) -> None:
        if sentence:
            self._notices.append(sentence)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._look()
            try:
                self._connection.execute(begin)
                try:
                    yield self._connection
                    if self._connection.in_transaction:
                        self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                if damage.is_damage(error):
                    self._suspect = True
                    raise StoreDamagedError(f"{self.path} is damaged ({error}); nothing was deleted") from error
                raise damage.explained(error, self.path) from error
            except OSError as error:
                raise damage.unwritable(error, self.path.parent) from error

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("BEGIN IMMEDIATE")

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("BEGIN")
