"""A clock that is set by hand, and stores and ledgers for the tests of the memory."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from derivquiz.folders import HISTORY
from derivquiz.memory import schema
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.scheduler import Memory, Scheduler
from derivquiz.memory.store import Store

NOON = 20_000 * 86_400.0 + 12 * 3600
"""Noon of study day 20,000, in UTC."""
DAY = 86_400.0


class Clock:
    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def utc(_: float) -> int:
    return 0


def store(folder: Path, clock: Clock | None = None, *, retention: float = 0.9, seed: int = 1, timezone: object = None) -> Store:
    return Store(
        folder / HISTORY,
        scheduler=Scheduler(retention),
        clock=clock or Clock(),
        timezone=timezone if callable(timezone) else utc,
        random=random.Random(seed),
    )


def memories(of: Store) -> dict[str, Memory]:
    """The memory of every card that was reviewed."""
    return {card: it.memory for card, it in of.history().standings.items() if it.memory is not None}


def ledger() -> Ledger:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.prepare(connection)
    return Ledger(connection, Scheduler())
