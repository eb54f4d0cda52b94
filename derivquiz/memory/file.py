"""The file of a history while it is open: transactions, looking after it, and going on where it was replaced."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self, TypeVar

from derivquiz.errors import DerivquizError, StoreDamagedError, StoreError
from derivquiz.memory import backups, connections, disk, opening
from derivquiz.memory.backups import Backup
from derivquiz.memory.clock import Clock
from derivquiz.memory.events import DAY_START, RandomSource, date_of
from derivquiz.memory.journal import Journal
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.scheduler import Scheduler

Answer = TypeVar("Answer")


class HistoryFile:
    """A history's file, open; every method may be called from any thread, and several processes may share a file.

    Where there is none it is started, and a damaged one is made again, which `notice` then says. `clock` gives unix seconds,
    `timezone` the minutes east of UTC then; a study day begins at the hour `day_start`. Opening raises DataFolderError or
    StoreError.
    """

    def __init__(
        self,
        path: Path,
        *,
        scheduler: Scheduler,
        clock: Callable[[], float],
        timezone: Callable[[float], int],
        random: RandomSource,
        day_start: int = DAY_START,
    ) -> None:
        self.path = path
        self._notices: list[str] = []
        self._base = scheduler
        self._clock = Clock(clock, timezone, day_start)
        self._random = random
        self._lock = threading.RLock()
        self._journal = Journal(path)
        self._suspect = False
        self._closed = False
        self._open()
        self.device = disk.device(path.parent, random)
        self.say(self._clock.jump(self._read(last_at_ms)))

    @property
    def notice(self) -> str:
        """What happened to the data, or to the clock, that the learner should hear of; empty where nothing did."""
        return " ".join(self._notices)

    def take_notice(self) -> str:
        """The notice, which is then taken as said."""
        said = []
        while self._notices:  # one by one: another thread may be adding a sentence
            said.append(self._notices.pop(0))
        return " ".join(said)

    def say(self, sentence: str) -> None:
        """Keep a sentence for the learner until the notice is taken."""
        if sentence:
            self._notices.append(sentence)

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler of this learner, with the weights fitted to the history."""
        return self._ledger.scheduler

    def now_ms(self) -> int:
        """The moment in milliseconds."""
        return self._clock.moment()[0]

    def rename_device(self) -> str:
        """Go on under another id, since the present one is another machine's, too."""
        self.device = disk.device(self.path.parent, self._random, former=self.device)
        return self.device

    def today(self) -> int:
        """The study day of this moment."""
        return self._clock.today()

    def keep_up(self) -> None:
        """Once a study day, check the file and back it up, which closing the store ends; what goes wrong is in the notice."""
        try:
            made = backups.listed(self.path)
            if (made and made[0].study_day == self.today()) or self._empty():
                return
            self.back_up()
        except DerivquizError as error:
            if not self._closed:
                self.say(f"Today's backup could not be made: {error}.")

    def back_up(self) -> Backup:
        """Back up the history now; raises StoreError, or DataFolderError where none can be written.

        One that turns out to be damaged is made again first.
        """
        try:
            return backups.take(self.path, self.today(), self._is_closed)
        except StoreDamagedError:
            self.recheck()
            return backups.take(self.path, self.today(), self._is_closed)

    def recheck(self) -> None:
        """Check the file and take up what only the journal holds; damage is repaired as at opening."""
        with self._lock:
            self._suspect = True
            self._look()

    def close(self) -> None:
        """Close the file, and give up a backup that is being made; a second time does nothing."""
        self._closed = True
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _empty(self) -> bool:
        return not self._read(lambda connection: connection.execute("SELECT EXISTS (SELECT 1 FROM event)").fetchone()[0])

    def _open(self) -> None:
        label = f"damaged-{date_of(self.today())}"
        opened = opening.open_history(self.path, self._base, self._random, label, suspect=self._suspect)
        self._connection = opened.connection
        self._file = opened.file
        self._ledger = Ledger(opened.connection, self._base)
        self._suspect = False
        self.say(opened.notice)

    def _look(self) -> None:
        """Open the file again where it is damaged, or where another instance has put another in its place."""
        if self._closed:
            raise StoreError(f"{self.path} is closed")
        if self._suspect or disk.seen(self.path).file != self._file:
            self._suspect = True
            self._connection.close()
            self._open()

    def _is_closed(self) -> bool:
        return self._closed

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._look()
            try:
                connections.begin(self._connection, begin)
                try:
                    yield self._connection
                    if self._connection.in_transaction:
                        self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                if connections.is_damage(error):
                    self._suspect = True
                    raise StoreDamagedError(f"{self.path} is damaged ({error}); nothing was deleted") from error
                raise connections.explained(error, self.path) from error
            except OverflowError as error:
                self._suspect = True
                raise StoreDamagedError(f"{self.path} is damaged ({error}); nothing was deleted") from error
            except OSError as error:
                raise disk.unwritable(error, self.path.parent) from error

    def _read(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What a question reads; asked again of the file that was made again, where the first finds the history damaged."""
        try:
            with self._reading() as connection:
                return question(connection)
        except StoreDamagedError:
            with self._reading() as connection:
                return question(connection)

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction(connections.WRITE)

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("BEGIN")


def last_at_ms(connection: sqlite3.Connection) -> int | None:
    """When the latest event was written, in milliseconds; None where there is none."""
    row = connection.execute("SELECT at_ms FROM event ORDER BY hlc DESC, id DESC LIMIT 1").fetchone()
    return row[0] if row else None
