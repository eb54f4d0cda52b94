"""How long something takes, in units of a fixed piece of arithmetic measured in the same breath, so that no machine is slow."""

from __future__ import annotations

import time
from collections.abc import Callable


def baseline() -> float:
    """Seconds of this thread for a hundred thousand squares, about six milliseconds in 2026; the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.thread_time()
        sum(number * number for number in range(100_000))
        best = min(best, time.thread_time() - start)
    return best


def units(work: Callable[[], object]) -> float:
    """How many baselines a call takes, in the time of this thread."""
    unit = baseline()
    start = time.thread_time()
    work()
    return (time.thread_time() - start) / unit
