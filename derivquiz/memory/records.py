"""What is read from the events themselves, where no cache answers: runs, disputes, misconceptions, predictions."""

from __future__ import annotations

import json
import sqlite3

_LIVE = "id NOT IN (SELECT id FROM voided)"


def best_sprint(connection: sqlite3.Connection) -> int:
    """The most points of the sprints that were finished; 0 where none was."""
    rows = connection.execute(f"SELECT payload FROM event WHERE kind = 'run' AND {_LIVE}")  # noqa: S608
    return max((points for (payload,) in rows if (points := _sprint_points(payload)) is not None), default=0)


def _sprint_points(payload: str) -> int | None:
    try:
        found = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(found, dict) or found.get("mode") != "sprint":
        return None
    points = found.get("points")
    return points if isinstance(points, int) else None
