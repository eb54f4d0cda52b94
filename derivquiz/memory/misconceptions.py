"""The learner's ledger of misconceptions: which were named, when last, and how it went since."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from derivquiz.memory.payload import is_name, loaded
from derivquiz.memory.schema import REGRADES

CLEARED = 3
"""After so many right answers to the card where it was named last, a misconception is no longer owned."""

_ANSWERS = "kind IN ('review', 'relearn', 'practice')"
_LIVE = "event.id NOT IN (SELECT id FROM voided)"
_CARD = "coalesce(renamed.card, event.card)"
_FROM = "FROM event LEFT JOIN renamed ON renamed.old = event.card"


@dataclass(frozen=True, slots=True)
class Named:
    """A misconception that was named alone in an answer: a tie between several counts for none of them."""

    slug: str
    card: str
    day: int
    hlc: int


@dataclass(frozen=True, slots=True)
class Misconception:
    """What the history says of one misconception."""

    slug: str
    card: str
    """Where it was named last."""
    times: int
    first_day: int
    last_day: int
    since: int
    """Answers of any kind since it was named last."""
    right_since: int
    """Right answers to that card since."""

    @property
    def owned(self) -> bool:
        """Whether it is still to be worked on."""
        return self.right_since < CLEARED


def named(connection: sqlite3.Connection, day: int | None = None) -> tuple[Named, ...]:
    """Every misconception that was named, in order, of one day or of all; as regraded since."""
    regraded = dict(connection.execute(f"SELECT target, misconceptions FROM event WHERE {REGRADES} AND {_LIVE} ORDER BY hlc, id"))
    on_day = "" if day is None else " AND day = ?"
    rows = []
    for which in ("misconceptions NOT IN ('', '[]')", f"event.id IN (SELECT target FROM event WHERE {REGRADES})"):
        query = f"SELECT hlc, event.id, misconceptions, {_CARD}, day {_FROM} WHERE {which} AND {_ANSWERS} AND {_LIVE}{on_day}"
        rows += connection.execute(query, () if day is None else (day,)).fetchall()
    found = []
    for hlc, key, text, card, on in sorted(set(rows)):
        slugs = _slugs(regraded.get(key, text))
        if len(slugs) == 1:
            found.append(Named(slugs[0], card, on, hlc))
    return tuple(found)


def passed_on(connection: sqlite3.Connection, day: int) -> dict[str, int]:
    """The logical time of the latest right answer to each card on a day."""
    query = f"SELECT {_CARD}, max(hlc) {_FROM} WHERE day = ? AND {_ANSWERS} AND rating > 1 AND {_LIVE} GROUP BY 1"
    return dict(connection.execute(query, (day,)))


def ever_named(connection: sqlite3.Connection) -> tuple[Misconception, ...]:
    """The misconceptions that were ever named, the latest first."""
    of_slug: dict[str, list[Named]] = {}
    for one in named(connection):
        of_slug.setdefault(one.slug, []).append(one)
    latest = sorted(of_slug.values(), key=lambda times: times[-1].hlc, reverse=True)
    return tuple(
        Misconception(
            slug=times[-1].slug,
            card=times[-1].card,
            times=len(times),
            first_day=times[0].day,
            last_day=times[-1].day,
            since=_count(connection, f"hlc > ? AND {_ANSWERS}", times[-1].hlc),
            right_since=_count(
                connection, f"{_CARD} = ? AND hlc > ? AND {_ANSWERS} AND rating > 1", times[-1].card, times[-1].hlc
            ),
        )
        for times in latest
    )


def _count(connection: sqlite3.Connection, condition: str, *values: object) -> int:
    (count,) = connection.execute(f"SELECT count(*) {_FROM} WHERE {condition} AND {_LIVE}", values).fetchone()
    return int(count)


def _slugs(text: str) -> list[str]:
    try:
        found = loaded(text) if text else []
    except ValueError:
        return []
    return [slug for slug in found if is_name(slug)] if isinstance(found, list) else []
