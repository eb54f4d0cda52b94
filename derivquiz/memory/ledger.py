"""The events of a history in its database, and the caches that follow from them.

Every method that writes wants a transaction around it: the event and what follows from it are committed together or not at all.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derivquiz.memory.events import ANSWERS, COLUMNS, STRUCTURAL, Event, Kind, RandomSource, as_row, new_id
from derivquiz.memory.replay import DayTotals, Fact, Meaning, Standing, advance, count, meaning, weights
from derivquiz.memory.scheduler import Memory, Scheduler
from derivquiz.memory.schema import CACHES

_INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT (id) DO NOTHING"
_FACTS = (
    "SELECT id, hlc, kind, card, day, rating, hints, took_ms, target,"
    " CASE WHEN kind IN ('review', 'relearn', 'practice') THEN '' ELSE payload END FROM event "
)
_OF_CARD = "WHERE card = ?1 OR card IN (SELECT old FROM renamed WHERE card = ?1)"
_ORDER = " ORDER BY hlc, id"
_AS_WRITTEN = "NOT INDEXED"
CHUNK = 10_000
"""So many facts are replayed at a time."""
_WEIGHTS = "SELECT payload FROM event WHERE kind = 'parameters' AND id NOT IN (SELECT id FROM voided) ORDER BY hlc DESC, id DESC"
_ABOUT_CARDS = ANSWERS | {Kind.SUSPEND, Kind.BURY, Kind.KNOWN, Kind.REVISE}


class Ledger:
    """Events and caches over one connection; knows no clock, no file and no thread."""

    def __init__(self, connection: sqlite3.Connection, scheduler: Scheduler) -> None:
        self._connection = connection
        self._scheduler = scheduler
        self._payload = ""

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler with the weights that were fitted to this learner, or FSRS-6's own."""
        return self._scheduler

    def tune(self) -> bool:
        """Take up the weights that the history holds now, perhaps from another process; whether they are others than before."""
        for payload in (*self._column(_WEIGHTS), ""):
            if payload == self._payload:
                return False
            with contextlib.suppress(ValueError):
                self._scheduler = self._scheduler.fitted(weights(str(payload)))
                self._payload = str(payload)
                return True
        return False

    def last_hlc(self) -> int:
        """The greatest logical time so far; 0 for an empty history."""
        (last,) = self._connection.execute("SELECT max(hlc) FROM event").fetchone()
        return int(last or 0)

    def free_id(self, random: RandomSource) -> bytes:
        """An id that no event has, even where the random source was seeded as in an earlier session."""
        while True:
            drawn = new_id(random)
            if not self._column("SELECT id FROM event WHERE id = ?", drawn):
                return drawn

    def write(self, events: Sequence[Event]) -> None:
        """Write events that were just stamped, later than all others and with ids that nothing can name yet, and what follows."""
        self.tune()
        self._connection.executemany(_INSERT, map(as_row, events))
        if any(event.kind in STRUCTURAL for event in events):
            self._settle([_fact(event) for event in events])
        else:
            for event in events:
                self._apply(_fact(event))

    def add(self, events: Iterable[Event]) -> int:
        """Write the events that aren't there yet, from anywhere and in any order, and what follows; say how many were new."""
        new = [_fact(event) for event in events if self._connection.execute(_INSERT, as_row(event)).rowcount]
        if len(new) > CHUNK:
            self.rebuild()
        elif new:
            self._settle(new)
        return len(new)

    def rebuild(self) -> None:
        """Replay the whole history into empty caches."""
        for table in CACHES:
            self._connection.execute(f"DELETE FROM {table}")
        sense = self._sense()
        self._write_sense(sense)
        self.tune()
        if not self._replay(sense, _FACTS + _AS_WRITTEN):
            self._replay(sense, _FACTS + _ORDER)

    def _replay(self, sense: Meaning, query: str) -> bool:
        """Write what all facts amount to; False, and nothing written, where a query gives them in another order than (hlc, id).

        They nearly always lie in the file in that order, and reading them so takes two thirds of the time.
        """
        standings: defaultdict[str, Standing] = defaultdict(Standing)
        days: defaultdict[int, DayTotals] = defaultdict(DayTotals)
        cursor = self._connection.execute(query)
        last = (0, b"")
        while rows := cursor.fetchmany(CHUNK):
            of_card: defaultdict[str, list[Fact]] = defaultdict(list)
            of_day: defaultdict[int, list[Fact]] = defaultdict(list)
            for row in rows:
                key, hlc, kind, card, day = row[:5]
                if (hlc, key) < last:
                    return False
                last = (hlc, key)
                if kind in _ABOUT_CARDS and key not in sense.voided:
                    fact = row if key not in sense.ratings else Fact._make(row)._replace(rating=sense.ratings[key])
                    of_card[sense.names.get(card, card)].append(fact)
                    if kind in ANSWERS:
                        of_day[day].append(fact)
            for card, facts in of_card.items():
                self._advance(standings[card], card, facts)
            for day, facts in of_day.items():
                count(days[day], facts)
        for card, standing in standings.items():
            self._write_standing(card, standing)
        for day, totals in days.items():
            self._write_day(day, totals)
        return True

    def reviews(self) -> dict[str, list[tuple[int, int]]]:
        """The reviews of each card that move its memory, as (rating, day) in order."""
        sense = self._sense()
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for fact in self._facts(_FACTS + "WHERE kind = 'review'" + _ORDER):
            if fact.id not in sense.voided:
                rated = fact._replace(rating=sense.ratings.get(fact.id, fact.rating))
                found[sense.names.get(fact.card, fact.card)] += advance(Standing(), [rated])
        return dict(found)

    def stale(self) -> bool:
        """Whether a cached row was computed by another algorithm than the scheduler's."""
        self.tune()
        query = "SELECT EXISTS (SELECT 1 FROM memory WHERE algorithm != ?)"
        return bool(self._connection.execute(query, (self._scheduler.algorithm,)).fetchone()[0])

    def standings(self) -> dict[str, Standing]:
        """Every card that was ever met, suspended or buried."""
        return dict(self._standings("", ()))

    def days(self) -> dict[int, DayTotals]:
        """The totals of every day with an answer."""
        rows = self._connection.execute("SELECT day, reviews, relearns, practices, right, took_ms FROM day ORDER BY day")
        return {row[0]: DayTotals(*row[1:]) for row in rows}

    def caches(self) -> dict[str, list[tuple[object, ...]]]:
        """Every cached row, in order: what a replay must give again bit for bit."""
        return {table: self._connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in CACHES}

    def _apply(self, fact: Fact) -> None:
        """Bring the caches up to date after the latest event of all."""
        if fact.kind not in _ABOUT_CARDS:
            return
        card = next(iter(self._column("SELECT card FROM renamed WHERE old = ?", fact.card)), fact.card)
        standing = dict(self._standings(" WHERE standing.card = ?", (card,))).get(str(card), Standing())
        self._advance(standing, str(card), [fact])
        self._write_standing(str(card), standing)
        if fact.kind in ANSWERS:
            row = self._connection.execute(
                "SELECT reviews, relearns, practices, right, took_ms FROM day WHERE day = ?", (fact.day,)
            ).fetchone()
            totals = DayTotals(*row) if row else DayTotals()
            count(totals, [fact])
            self._write_day(fact.day, totals)

    def _settle(self, new: Sequence[Fact]) -> None:
        """Derive again every card and every day that the new events touch, by themselves or by what they mean for others."""
        voided = set(self._connection.execute("SELECT id FROM voided"))
        names = dict(self._connection.execute("SELECT old, card FROM renamed"))
        sense = self._sense()
        changed = {key for (key,) in voided} ^ sense.voided
        if changed or names != sense.names:
            self._connection.execute("DELETE FROM voided")
            self._connection.execute("DELETE FROM renamed")
            self._write_sense(sense)
        if self.tune():
            self.rebuild()
            return
        facts = [*new, *self._named(changed)]
        facts += self._named({fact.target for fact in facts if fact.kind == Kind.REGRADE and fact.target is not None})
        facts = [fact for fact in facts if fact.kind in _ABOUT_CARDS]
        cards = {sense.names.get(fact.card, fact.card) for fact in facts}
        for old in names.keys() | sense.names.keys():
            if names.get(old) != sense.names.get(old):
                cards |= {names.get(old, old), sense.names.get(old, old)}
        for card in cards:
            self._derive_card(card, sense)
        for day in {fact.day for fact in facts if fact.kind in ANSWERS}:
            self._derive_day(day, sense)

    def _derive_card(self, card: str, sense: Meaning) -> None:
        self._connection.execute("DELETE FROM memory WHERE card = ?", (card,))
        self._connection.execute("DELETE FROM standing WHERE card = ?", (card,))
        if card in sense.names:
            return
        facts = self._live(_FACTS + _OF_CARD + _ORDER, card, _ABOUT_CARDS, sense)
        if facts:
            standing = Standing()
            self._advance(standing, card, facts)
            self._write_standing(card, standing)

    def _derive_day(self, day: int, sense: Meaning) -> None:
        totals = DayTotals()
        count(totals, self._live(_FACTS + "WHERE day = ?", day, ANSWERS, sense))
        if totals.answers:
            self._write_day(day, totals)
        else:
            self._connection.execute("DELETE FROM day WHERE day = ?", (day,))

    def _advance(self, standing: Standing, card: str, facts: Sequence[Fact]) -> None:
        memory = self._scheduler.replay(card, standing.memory, advance(standing, facts))
        if memory is not None and standing.revised_day is not None:
            memory = replace(memory, due_day=min(memory.due_day, standing.revised_day))
        standing.memory = memory

    def _live(self, query: str, value: object, kinds: frozenset[Kind], sense: Meaning) -> list[Fact]:
        """The facts of these kinds that count, each with the rating that holds now."""
        return [
            fact._replace(rating=sense.ratings.get(fact.id, fact.rating))
            for fact in self._facts(query, (value,))
            if fact.kind in kinds and fact.id not in sense.voided
        ]

    def _sense(self) -> Meaning:
        return meaning(self._facts(_FACTS + "WHERE kind IN ('void', 'rename', 'regrade')" + _ORDER))

    def _facts(self, query: str, values: tuple[object, ...] = ()) -> Iterator[Fact]:
        return map(Fact._make, self._connection.execute(query, values))

    def _named(self, ids: Iterable[bytes]) -> list[Fact]:
        return [fact for key in ids for fact in self._facts(_FACTS + "WHERE id = ?", (key,))]

    def _column(self, query: str, *values: object) -> list[object]:
        return [first for (first,) in self._connection.execute(query, values)]

    def _standings(self, condition: str, values: tuple[object, ...]) -> Iterator[tuple[str, Standing]]:
        query = (
            "SELECT standing.card, first_day, seen_day, passes, clean, failed_day, suspended, buried_day,"
            " stability, difficulty, last_day, due_day, reps, lapses"
            f" FROM standing LEFT JOIN memory ON memory.card = standing.card{condition}"
        )
        for row in self._connection.execute(query, values):
            card, first, seen, passes, clean, failed, suspended, buried, *state = row
            memory = None if state[0] is None else Memory(*state)
            yield card, Standing(memory, first, seen, passes, bool(clean), failed, bool(suspended), buried)

    def _write_sense(self, sense: Meaning) -> None:
        self._connection.executemany("INSERT INTO voided VALUES (?)", [(key,) for key in sense.voided])
        self._connection.executemany("INSERT INTO renamed VALUES (?, ?)", sense.names.items())

    def _write_standing(self, card: str, it: Standing) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (card, it.first_day, it.seen_day, it.passes, int(it.clean), it.failed_day, int(it.suspended), it.buried_day),
        )
        if it.memory is not None:
            state = it.memory
            self._connection.execute(
                "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(card, state.stability, state.difficulty, state.last_day),
                    *(state.due_day, state.reps, state.lapses, self._scheduler.algorithm),
                ),
            )

    def _write_day(self, day: int, it: DayTotals) -> None:
        row = (day, it.reviews, it.relearns, it.practices, it.right, it.took_ms)
        self._connection.execute("INSERT OR REPLACE INTO day VALUES (?, ?, ?, ?, ?, ?)", row)


def _fact(event: Event) -> Fact:
    about = event
    return Fact(
        *(about.id, about.hlc, str(about.kind), about.card, about.day, about.rating),
        *(about.hints, about.took_ms, about.target, "" if about.kind in ANSWERS else about.payload),
    )
