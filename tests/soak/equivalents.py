"""Mutants that no test can fail on: the module, a part of the line, the change as it is printed, and why nothing changes."""

from __future__ import annotations

EQUIVALENT: tuple[tuple[str, str, str, str], ...] = (
    ("", "strict=True", "True  →  False", "what is zipped there always has one length"),
    ("memory/scheduler.py", "elapsed = 0 if memory is None", "0  →  1", "FSRS asks for no interval before the first review"),
    ("memory/scheduler.py", "days = [reviews[0][1] if", "0  →  -1", "FSRS asks for no interval before the first review"),
    ("memory/scheduler.py", "days = [reviews[0][1] if", "1  →  0", "FSRS asks for no interval before the first review"),
    (
        "memory/scheduler.py",
        "if interval > start:",
        "interval > start  →  interval >= start",
        "at the start itself nothing is added",
    ),
    (
        "memory/scheduler.py",
        "least - _SLACK <= weight",
        "least - _SLACK <= weight <= most + _SLACK  →  least - _SLACK < weight <= most + _SLACK",
        "the slack stands for rounding errors far smaller than itself",
    ),
    (
        "memory/scheduler.py",
        "least - _SLACK <= weight",
        "least - _SLACK <= weight <= most + _SLACK  →  least - _SLACK <= weight < most + _SLACK",
        "the slack stands for rounding errors far smaller than itself",
    ),
)
