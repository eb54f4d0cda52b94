"""Large histories on disk: as many reviews as asked, as wide as those of a real learner."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from derivquiz.memory.events import COLUMNS, Event, as_row
from derivquiz.memory.rating import Attempt

DAY_MS = 86_400_000
SEED = 5
SLIPS = ("inner-derivative-missing", "product-of-derivatives", "power-exponent-kept", "cosine-sign", "coefficient-dropped")


def fill(path: Path, reviews: int, cards: Sequence[str], *, a_day: int, last_day: int) -> None:
    """Insert reviews into an open history's file, `a_day` on each study day up to the last; its caches are left to a replay."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    connection.executemany(
        f"INSERT INTO event VALUES ({', '.join('?' * len(COLUMNS))})",
        rows(reviews, cards, a_day, last_day),
    )
    connection.execute("COMMIT")
    connection.close()


def rows(reviews: int, cards: Sequence[str], a_day: int, last_day: int) -> Iterator[list[object]]:
    """Reviews as rows of the event table, in the order in which they were answered."""
    source = random.Random(SEED)
    facts = {**asdict(Attempt("correct", 0, True, False, 9000, 24, 1, False)), "recall": 0.9, "revision": 1}
    row = list(
        as_row(
            Event(
                device="5" * 32,
                took_ms=9000,
                attempts=1,
                hints=0,
                template_hash="f" * 16,
                parameters=json.dumps({"a": "3", "b": "-4", "n": "5"}),
                displayed=json.dumps({"prompt": "Differentiate f.", "function": "(3*x^2 - 4)^5", "picture": "x" * 300}),
                answer="30x(3x^2-4)^4",
                verdict="correct",
                misconceptions="[]",
                grader="0.1",
                payload=json.dumps(facts, separators=(",", ":")),
            )
        )
    )
    place = {name: COLUMNS.index(name) for name in COLUMNS}
    for number in range(reviews):
        day = last_day - (reviews - 1 - number) // a_day
        at_ms = day * DAY_MS + DAY_MS // 2 + number % a_day * 10_000
        row[place["id"]] = source.getrandbits(128).to_bytes(16, "big")
        row[place["hlc"]] = at_ms
        row[place["at_ms"]] = at_ms
        row[place["day"]] = day
        row[place["card"]] = source.choice(cards)
        row[place["rating"]] = rating = source.choice((1, 2, 3, 3, 3, 3, 3, 4))
        row[place["verdict"]] = "wrong" if rating == 1 else "correct"
        row[place["misconceptions"]] = json.dumps([source.choice(SLIPS)] if rating == 1 and source.random() < 0.5 else [])
        yield row
