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

from derivquiz.decks.library import Library
from derivquiz.memory import backups, figures
from derivquiz.memory.glance import due_cards
from derivquiz.memory.scheduler import Scheduler
from derivquiz.memory.store import FILE_NAME, Store
from derivquiz.places import shipped
from derivquiz.prompt import cards
from derivquiz.supply import entries
from tests.benchmarks.histories import fill
from tests.memory.worlds import Clock, store, utc

A_DAY = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the history, used again where it is there already")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(chosen.keep or Path(folder) / "data", Path(folder) / "empty", chosen.reviews)


def measure(data: Path, empty: Path, reviews: int) -> None:
    decks = Library.open([shipped()]).decks
    known = entries(decks)
    clock = Clock(time.time())
    if not (data / FILE_NAME).exists():
        with store(data, clock) as ours:
            fill(ours.path, reviews, [entry.card for entry in known], a_day=A_DAY, last_day=ours.today() - 1)
    with store(empty, clock):
        pass
    cards(data, [shipped(), data / "decks"])
    cards(empty, [shipped(), empty / "decks"])
    with store(data, clock) as ours:
        print(f"{ours.count():,} reviews, {ours.path.stat().st_size / 2**20:,.0f} MiB\n")
        show("replay", best(ours.rebuild, 2))
        today = ours.today()
        show("quick check", best(lambda: backups.problems_of(ours._connection), 1))
        show("history and figures for Home", best(lambda: figures.due(known, ours.history(), today), 5))
    show("open", best(lambda: again(data, clock), 5))
    show("open, empty store", best(lambda: again(empty, clock), 5))
    show("due query", best(lambda: due_cards(data / FILE_NAME, today), 5))
    bare = best(lambda: process("-c", "pass"), 15)
    show("bare Python", bare)
    for name, folder in (("derivquiz due", data), ("derivquiz due, empty store", empty)):
        took = best(lambda folder=folder: process("-m", "derivquiz", "due", data=folder), 15)  # type: ignore[misc]
        show(name, took, f"{1000 * (took - bare):.0f} ms above bare Python")
    full, none = (best(lambda folder=folder: home(folder), 3) for folder in (data, empty))  # type: ignore[misc]
    show("Home's figures, whole process", full, f"{full / none:.2f} of an empty store's")


def home(folder: Path) -> None:
    """What Home shows, in a process of its own; its first frame waits for none of it."""
    process("-m", "derivquiz", "decks", data=folder)


def again(data: Path, clock: Clock) -> None:
    Store.open(data / FILE_NAME, scheduler=Scheduler(), clock=clock, timezone=utc, random=SystemRandom()).close()


def process(*arguments: str, data: Path | None = None) -> None:
    environment = {**os.environ, **({"DERIVQUIZ_DATA": str(data)} if data else {})}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)


def best(work: Callable[[], object], times: int) -> float:
    """Seconds of the best of so many runs, of this process and its children alone."""
    took = []
    for _ in range(times):
        began = busy()
        work()
        took.append(busy() - began)
    return min(took)


def busy() -> float:
    """Seconds of processor time of this process and of the children that ended."""
    now, ended = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return now.ru_utime + now.ru_stime + ended.ru_utime + ended.ru_stime


def show(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:<34}{1000 * seconds:>12,.1f} ms   {more}".rstrip())


if __name__ == "__main__":
    main()
