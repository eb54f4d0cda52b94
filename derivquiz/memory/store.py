"""The learner's history in SQLite: events are the truth, all else is derived from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from derivquiz.errors import StoreDamagedError
from derivquiz.memory import connections, records, schema
from derivquiz.memory.events import COLUMNS, Event, Kind, kind_of, next_hlc, study_day
from derivquiz.memory.file import Answer, HistoryFile, last_at_ms
from derivquiz.memory.history import History
from derivquiz.memory.replay import DayTotals

_KIND = COLUMNS.index("kind")
_ALL = f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY hlc, id"


class Store(HistoryFile):
    """One learner's history, open; every method may be called from any thread, and several processes may share a file.

    Methods raise StoreError, or one of its kinds, with a sentence for the learner.
    """

    def append(self, *events: Event) -> tuple[Event, ...]:
        """Stamp events with id, device and time, and commit them with all that follows before returning them.

        Where the history turns out to be damaged, they are committed to the one that is made again from its backup.
        """
        try:
            return self._append(events)
        except StoreDamagedError:
            return self._append(events)

    def undo(self, *events: Event) -> None:
        """Make events count no more, by events that say so; nothing is deleted."""
        self.append(*(Event(kind=Kind.VOID, card=event.card, target=event.id) for event in events))

    def adopt(self, aliases: Mapping[str, str]) -> int:
        """Give the history of old card keys to their new ones where it wasn't done yet; returns how many were renamed."""
        if not aliases:
            return 0
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

    def revise(self, revisions: Mapping[str, int]) -> None:
        """Make the cards due now whose template has had a new revision since their last review."""
        known = self.ask(partial(records.revisions, cards=revisions))
        changed = {card: number for card, number in revisions.items() if known.get(card, number) < number}
        if changed:
            self.append(*(Event(kind=Kind.REVISE, card=card, payload=json.dumps({"revision": n})) for card, n in changed.items()))

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
        return self._read(lambda _: self._history())

    def ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What a question of `memory.records` reads of the events."""
        return self._read(question)

    def reviews(self) -> int:
        """Answers remembered in all, void ones not counted."""
        return int(self._read(lambda connection: connection.execute(schema.ANSWERED).fetchone()[0]))

    def days(self) -> dict[int, DayTotals]:
        """The totals of every day with an answer, in order."""
        return self._read(lambda _: self._ledger.days())

    def answered_days(self) -> frozenset[int]:
        """The days with an answer: of a long history a tenth of the work of `days`."""
        return self._read(lambda connection: frozenset(day for (day,) in connection.execute("SELECT day FROM day")))

    def times(self) -> tuple[float, ...]:
        """The normalised times of the learner's latest successes, for the rating of the next answer."""
        return self.ask(records.times)

    def reviews_of_cards(self) -> dict[str, list[tuple[int, int]]]:
        """The reviews of each card, as (rating, day) in order: what weights are fitted to."""
        return self._read(lambda _: self._reviews_of_cards())

    def keep_weights(self, weights: Sequence[float] | None) -> None:
        """Schedule by these weights from now on, all cards anew; None: by FSRS-6's own."""
        self.append(Event(kind=Kind.PARAMETERS, payload="" if weights is None else json.dumps({"weights": list(weights)})))

    def events(self) -> tuple[Event, ...]:
        """Every event in (hlc, id) order, void ones too."""
        return self._read(lambda connection: tuple(map(_event, connection.execute(_ALL))))

    def stream(self) -> Iterator[Event]:
        """Every event in (hlc, id) order as it was at one moment, one after the other, over a connection of its own.

        Raises StoreDamagedError, or StoreError, where that connection meets what can't be read.
        """
        connection = connections.connect(self.path)
        try:
            yield from map(_event, connection.execute(_ALL))
        except sqlite3.Error as error:
            if connections.is_damage(error):
                raise StoreDamagedError(f"{self.path} is damaged ({error}); nothing was deleted") from error
            raise connections.explained(error, self.path) from error
        finally:
            connection.close()

    def count(self) -> int:
        """How many events there are, void ones too."""
        return int(self._read(lambda connection: connection.execute("SELECT count(*) FROM event").fetchone()[0]))

    def ids(self) -> list[bytes]:
        """The id of every event."""
        return self._read(lambda connection: [key for (key,) in connection.execute("SELECT id FROM event")])

    def caches(self) -> dict[str, list[tuple[object, ...]]]:
        """Every cached row, in order: what a replay must give again bit for bit."""
        return self._read(lambda _: self._ledger.caches())

    def _append(self, events: Iterable[Event]) -> tuple[Event, ...]:
        with self._writing() as connection:
            last = self._ledger.last_hlc()
            at_ms, tz_min = self._clock.moment()
            self.say(self._clock.jump(last_at_ms(connection)))
            stamped = []
            day = study_day(at_ms, tz_min, self._clock.day_start)
            for event in events:
                last = next_hlc(at_ms, last)
                stamp = self._ledger.free_id(self._random)
                stamped.append(replace(event, id=stamp, device=self.device, hlc=last, at_ms=at_ms, tz_min=tz_min, day=day))
            self._ledger.write(stamped)
            with self._journal.holding(stamped):
                connection.execute("COMMIT")
        return tuple(stamped)

    def _history(self) -> History:
        self._ledger.tune()
        return History(self._ledger.standings())

    def _reviews_of_cards(self) -> dict[str, list[tuple[int, int]]]:
        self._ledger.tune()
        return self._ledger.reviews()


def _event(row: tuple[Any, ...]) -> Event:
    return Event(**{**dict(zip(COLUMNS, row, strict=True)), "kind": kind_of(row[_KIND])})
