"""What is due, read off the caches alone: no scheduler is loaded, no file is made, and a history of any length takes as long."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_DUE = """
SELECT standing.card FROM standing LEFT JOIN memory ON memory.card = standing.card
WHERE NOT suspended AND (buried_day IS NULL OR buried_day < ?1) AND (memory.due_day <= ?1 OR failed_day = ?1)
"""
"""As memory.figures has it: learnt and due, or failed today and not yet made good; neither suspended nor buried."""


def due_cards(history: Path, today: int) -> set[str]:
    """The keys of the cards that want an answer on a study day; none where there is no history. Raises sqlite3.Error."""
    if not history.exists():
        return set()
    connection = sqlite3.connect(f"{history.absolute().as_uri()}?mode=rw", uri=True, timeout=1)
    try:
        return {card for (card,) in connection.execute(_DUE, (today,))}
    finally:
        connection.close()
