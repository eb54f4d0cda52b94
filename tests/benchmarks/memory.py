"""What a history of a million reviews costs, in processor time: `python -m tests.benchmarks.memory`."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from statistics import median

from derivquiz import __version__
from derivquiz.decks.library import Library
from derivquiz.folders import HISTORY, shipped
from derivquiz.memory import soundness
from derivquiz.memory.events import Event
from derivquiz.memory.glance import glance
from derivquiz.memory.scheduler import Scheduler
from derivquiz.memory.store import Store
from derivquiz.progress import statistics
from derivquiz.sitting.supply import entries
from tests.benchmarks.histories import SLIPS, fill
from tests.benchmarks.startup import compiled, timed
from tests.memory.worlds import Clock, store, utc

A_DAY = 60
TURNS = 15
COMPILED: dict[str, str] = {}
"""The environment in which modules are compiled once, as those of an installed program are."""
FRAMES = ["derivquiz", f"·  {__version__}"]
"""What stands in the first frame of Home, and what is written there with the figures of the history."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the history, used again where it is there already")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        COMPILED.update(compiled(Path(folder) / "compiled"))
        measure(chosen.keep or Path(folder) / "data", Path(folder) / "empty", chosen.reviews)


def measure(data: Path, empty: Path, reviews: int) -> None:
    decks = Library.open([shipped()]).decks
    known = entries(decks)
    clock = Clock(time.time())
    made = not (data / HISTORY).exists()
    with store(data, clock) as ours:
        if made:
            fill(ours.path, reviews, [entry.card for entry in known], a_day=A_DAY, last_day=ours.today() - 1)
        print(f"{ours.count():,} reviews, {ours.path.stat().st_size / 2**20:,.0f} MiB\n")
        show("replay", best(ours.rebuild, 2))
        show("quick check", best(lambda: soundness.problems_of(ours._connection), 1))
        show("answer", best(lambda: ours.append(Event(card=known[0].card, rating=1, misconceptions=f'["{SLIPS[0]}"]')), 5))
        show("statistics", best(lambda: statistics(decks, ours), 3))
        today = ours.today()
    with store(empty, clock):
        pass
    show("open", best(lambda: again(data, clock), 5))
    show("open, empty store", best(lambda: again(empty, clock), 5))
    show("due query", best(lambda: glance(data / HISTORY, today), 5))
    beside(data, empty)


def beside(data: Path, empty: Path) -> None:
    """Whole processes on the history and on an empty one, in turn."""
    bare, due, due_empty, home, home_empty = best_in_turn(
        lambda: process("-c", "pass"),
        lambda: process("-m", "derivquiz", "due", data=data),
        lambda: process("-m", "derivquiz", "due", data=empty),
        lambda: process("-m", "derivquiz", "decks", data=data),
        lambda: process("-m", "derivquiz", "decks", data=empty),
    )
    show("bare Python", bare)
    for name, took in (("derivquiz due, a misconception today", due), ("derivquiz due, empty store", due_empty)):
        show(name, took, f"{1000 * (took - bare):.0f} ms above bare Python")
    show("derivquiz decks", home, f"{home / home_empty:.2f} of an empty store's")
    frames: dict[Path, list[list[float]]] = {data: [], empty: []}
    for _ in range(TURNS):
        for folder, found in frames.items():
            environment = {"TERM": "xterm-256color", "DERIVQUIZ_DATA": str(folder), **COMPILED}
            found.append(timed([sys.executable, "-m", "derivquiz"], FRAMES, environment)[-len(FRAMES) :])
    for place, name in enumerate(("Home, first frame", "Home, its figures filled in")):
        full, none = ([took[place] for took in found[1:]] for found in frames.values())
        ratio = median(one / other for one, other in zip(full, none, strict=True))
        show(name, median(full), f"{ratio:.2f} of an empty store's (median of pairs, wall clock)")


def again(data: Path, clock: Clock) -> None:
    Store(data / HISTORY, scheduler=Scheduler(), clock=clock, timezone=utc, random=SystemRandom()).close()


def process(*arguments: str, data: Path | None = None) -> None:
    environment = {**os.environ, **COMPILED, **({"DERIVQUIZ_DATA": str(data)} if data else {})}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)


def best(work: Callable[[], object], times: int) -> float:
    """Seconds of the best of so many runs, of this process and its children alone."""
    return min(_took(work) for _ in range(times))


def best_in_turn(*works: Callable[[], object]) -> list[float]:
    """The same of several, taken in turn, so that a change of the machine's speed meets all."""
    rounds = [[_took(work) for work in works] for _ in range(TURNS)]
    return [min(took) for took in zip(*rounds, strict=True)]


def _took(work: Callable[[], object]) -> float:
    began = busy()
    work()
    return busy() - began


def busy() -> float:
    """Seconds of processor time of this process and of the children that ended."""
    now, ended = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return now.ru_utime + now.ru_stime + ended.ru_utime + ended.ru_stime


def show(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:<34}{1000 * seconds:>12,.1f} ms   {more}".rstrip())


if __name__ == "__main__":
    main()
