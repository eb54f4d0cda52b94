"""What is due, read off the caches and today's answers: no scheduler is loaded, no file is made, and no history is too long."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from derivquiz.memory import misconceptions
from derivquiz.memory.misconceptions import Named

_STANDINGS = """
SELECT standing.card, memory.card IS NOT NULL, memory.due_day <= ?1 OR failed_day = ?1,
NOT suspended AND (buried_day IS NULL OR buried_day < ?1)
FROM standing LEFT JOIN memory ON memory.card = standing.card
"""
"""As memory.figures has it: due is what was learnt and has reached its day, or was failed today and not yet made good; asked is
what is neither suspended nor buried.
"""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a study day wants, as far as the history alone can say."""

    due: frozenset[str] = frozenset()
    learnt: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    """Suspended or buried."""
    slips: Sequence[Named] = ()
    """The misconceptions that were named today."""
    passed: Mapping[str, int] = field(default_factory=dict)
    """The logical time of the latest right answer to each card today, where there are slips."""


def glance(history: Path, today: int) -> Glance:
    """What a study day wants; nothing where there is no history. Raises sqlite3.Error."""
    if not history.exists():
        return Glance()
    connection = sqlite3.connect(f"{history.absolute().as_uri()}?mode=rw", uri=True, timeout=1)
    try:
        connection.execute("BEGIN")
        rows = connection.execute(_STANDINGS, (today,)).fetchall()
        slips = misconceptions.named(connection, today)
        return Glance(
            due=frozenset(card for card, _, due, asked in rows if due and asked),
            learnt=frozenset(card for card, learnt, _, _ in rows if learnt),
            aside=frozenset(card for card, _, _, asked in rows if not asked),
            slips=slips,
            passed=misconceptions.passed_on(connection, today) if slips else {},
        )
    finally:
        connection.close()
