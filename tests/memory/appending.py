"""Append reviews to the store in a folder and acknowledge each on stdout: `python -m tests.memory.appending FOLDER COUNT`."""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

from derivquiz.folders import HISTORY
from derivquiz.memory.events import Event
from derivquiz.memory.scheduler import Scheduler
from derivquiz.memory.store import Store


def main(folder: Path, count: int) -> None:
    source = random.SystemRandom()
    ours = Store(folder / HISTORY, scheduler=Scheduler(), clock=time.time, timezone=lambda _: 0, random=source)
    if ours.notice:
        sys.exit(ours.notice)
    for _ in range(count):
        (event,) = ours.append(Event(card=f"chain/{source.randrange(5)}", rating=source.randint(1, 4), hints=0, took_ms=900))
        if source.random() < 0.1:
            ours.undo(event)
        os.write(1, event.id.hex().encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
