"""What is read from the events themselves, where no cache answers: runs, disputes, misconceptions, predictions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from derivquiz.memory.payload import entry, share, whole
from derivquiz.memory.rating import normalised
from derivquiz.memory.schema import REGRADES

TIMES_KEPT = 200
"""The personal median is that of so many latest successes: people get faster."""
PREDICTIONS = 5_000
"""The retention reached is that of so many latest reviews."""
_MOST = 2**53
_CARD = "coalesce(renamed.card, event.card)"
_FROM = "FROM event LEFT JOIN renamed ON renamed.old = event.card"
_LIVE = "id NOT IN (SELECT id FROM voided)"


def times(connection: sqlite3.Connection) -> tuple[float, ...]:
    """The normalised times of the latest successes, where the length of the right answer was kept with them."""
    condition = f"kind = 'review' AND rating > 1 AND took_ms > 0 AND {_LIVE}"
    query = f"SELECT took_ms, payload FROM event WHERE {condition} ORDER BY hlc DESC, id DESC LIMIT ?"
    rows = connection.execute(query, (TIMES_KEPT,)).fetchall()
    lengths = [whole(payload, "answer_length", 0, _MOST) for _, payload in rows]
    return tuple(normalised(took, length) for (took, _), length in zip(rows, lengths, strict=True) if length is not None)


def best_sprint(connection: sqlite3.Connection) -> int:
    """The most points of the sprints that were finished; 0 where none was."""
    rows = connection.execute(f"SELECT payload FROM event WHERE kind = 'run' AND {_LIVE}")
    return max((points for (payload,) in rows if (points := _sprint_points(payload)) is not None), default=0)


def predictions(connection: sqlite3.Connection) -> tuple[tuple[float, bool], ...]:
    """The latest reviews of learnt cards: the recall that was predicted for each at the time, and whether it was right.

    A rating that was put right since counts as such.
    """
    regraded = dict(
        connection.execute(f"SELECT target, rating FROM event WHERE {REGRADES} AND rating > 0 AND {_LIVE} ORDER BY hlc, id")
    )
    condition = f"kind = 'review' AND rating > 0 AND {_LIVE}"
    query = f"SELECT id, rating, payload FROM event WHERE {condition} ORDER BY hlc DESC, id DESC LIMIT ?"
    found = [
        (share(payload, "recall"), regraded.get(key, rating) > 1)
        for key, rating, payload in connection.execute(query, (PREDICTIONS,))
    ]
    return tuple((recall, passed) for recall, passed in found if recall is not None)


def revisions(connection: sqlite3.Connection, cards: Iterable[str]) -> dict[str, int]:
    """The revision of each of these cards that was reviewed last or that made it due since; cards without either are left out."""
    query = (
        "SELECT payload FROM event WHERE (card = ?1 OR card IN (SELECT old FROM renamed WHERE card = ?1))"
        f" AND kind IN ('review', 'revise') AND {_LIVE} ORDER BY hlc DESC, id DESC LIMIT 1"
    )
    found = {card: connection.execute(query, (card,)).fetchone() for card in cards}
    known = {card: whole(row[0], "revision", 1, _MOST) for card, row in found.items() if row is not None}
    return {card: 1 if revision is None else revision for card, revision in known.items()}


def _sprint_points(payload: str) -> int | None:
    return whole(payload, "points", 0, _MOST) if entry(payload, "mode") == "sprint" else None


@dataclass(frozen=True, slots=True)
class Logged:
    """An answer as the history holds it, with the mark that counts now."""

    id: bytes
    card: str
    day: int
    rating: int | None
    hints: int | None
    displayed: str
    answer: str
    verdict: str
    misconceptions: str
    payload: str
    first_rating: int | None
    """The rating it was given when it was answered."""


def answers(connection: sqlite3.Connection, deck: str = "") -> tuple[Logged, ...]:
    """Every answer that was typed and counts, of one deck or of all, in order."""
    regraded = {
        target: (rating, verdict, named)
        for target, rating, verdict, named in connection.execute(
            f"SELECT target, rating, verdict, misconceptions FROM event WHERE {REGRADES} AND {_LIVE} ORDER BY hlc, id"
        )
    }
    query = (
        f"SELECT id, {_CARD}, day, rating, hints, displayed, answer, verdict, misconceptions, payload, rating {_FROM}"
        f" WHERE kind IN ('review', 'relearn', 'practice') AND answer != '' AND displayed != '' AND {_LIVE} ORDER BY hlc, id"
    )
    rows = (Logged(*row) for row in connection.execute(query))
    found = [row for row in rows if deck in {"", row.card.partition("/")[0]}]
    return tuple(_as_regraded(row, regraded.get(row.id)) for row in found)


def _as_regraded(logged: Logged, regraded: tuple[int | None, str, str] | None) -> Logged:
    if regraded is None:
        return logged
    rating, verdict, named = regraded
    return replace(logged, rating=logged.rating if rating is None else rating, verdict=verdict, misconceptions=named)


@dataclass(frozen=True, slots=True)
class Earned:
    """A card that was taken as known for a right answer in a placement run."""

    id: bytes
    card: str
    counts: bool
    withdrawn_by: tuple[bytes, ...]
    """The events by which a regrade of the answer withdrew it."""


def earned(connection: sqlite3.Connection, answer: bytes) -> tuple[Earned, ...]:
    """What was taken as known for an answer: what was written together with it, right behind it."""
    (hlc, at_ms, device) = connection.execute("SELECT hlc, at_ms, device FROM event WHERE id = ?", (answer,)).fetchone()
    rows = connection.execute(
        f"SELECT id, kind, card, at_ms, {_LIVE} FROM event WHERE hlc > ? AND device = ? ORDER BY hlc, id",
        (hlc, device),
    )
    behind = takewhile(lambda row: (row[1], row[3]) == ("known", at_ms), rows)
    withdrawn = f"SELECT id FROM event WHERE kind = 'void' AND target = ? AND payload = ? AND {_LIVE}"
    return tuple(
        Earned(key, card, bool(counts), tuple(by for (by,) in connection.execute(withdrawn, (key, withdrawal(answer)))))
        for key, _, card, _, counts in behind
    )


def withdrawal(answer: bytes) -> str:
    """The payload of a void that withdraws what a regraded answer had earned, so that a later regrade can give it back."""
    return json.dumps({"regraded": answer.hex()})


@dataclass(frozen=True, slots=True)
class Dispute:
    """A verdict that the learner disagrees with."""

    day: int
    card: str
    displayed: str
    answer: str
    verdict: str
    grader: str
    note: str
    message: str


def disputes(connection: sqlite3.Connection) -> tuple[Dispute, ...]:
    """The disputed verdicts, in order."""
    query = (
        f"SELECT day, {_CARD}, displayed, answer, verdict, grader, payload {_FROM}"
        f" WHERE kind = 'dispute' AND {_LIVE} ORDER BY hlc, id"
    )
    return tuple(
        Dispute(*row, *(str(entry(payload, name) or "") for name in ("note", "message")))
        for *row, payload in connection.execute(query)
    )


def of_deck(connection: sqlite3.Connection, deck: str) -> tuple[tuple[bytes, str], ...]:
    """The id and the card of every event that counts and says something of a card of a deck."""
    query = (
        f"SELECT id, {_CARD} AS now {_FROM} WHERE kind IN ('review', 'relearn', 'practice', 'known', 'revise', 'suspend', 'bury')"
        f" AND {_LIVE} ORDER BY hlc, id"
    )
    return tuple((key, card) for key, card in connection.execute(query) if card.partition("/")[0] == deck)
