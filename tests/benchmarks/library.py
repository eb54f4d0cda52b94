"""A folder of many decks: what reading it costs beside the bare parser, and what it keeps from the screen.

    python -m tests.benchmarks.library [--decks 1000] [--templates 10]

Reading happens in a thread behind the first frame. Beside it runs an event loop that only wakes up every millisecond, as a screen
does for a key; the longest it was kept waiting is printed beside the longest it was kept waiting with nothing to read.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from derivquiz.decks.library import Library

HEAD = 'format = 1\nid = "deck-{deck}"\ntitle = "Deck {deck}"\n'
TEMPLATE = """
[[template]]
id = "template-{number}"
title = "A power of a linear function {number}"
kind = "formula"
rule = "chain"
function = ["(a x + b)^n", "c (a x + b)^n"]
where = "a != b"
parameters = {{ a = "2..9", b = "-9..9 except 0", c = "{number}..{more}", n = "3..6" }}
lesson = "The outer derivative at the inside, times the slope of the inside."
"""
TICK = 0.001


def write(folder: Path, decks: int, templates: int) -> None:
    """Fill a folder."""
    for deck in range(decks):
        rows = "".join(TEMPLATE.format(number=number, more=number + 9) for number in range(templates))
        (folder / f"deck-{deck}.toml").write_text(HEAD.format(deck=deck) + rows, encoding="utf-8")


async def waits(work: Callable[[], object]) -> tuple[float, list[float]]:
    """How long some work took in a thread, and how much later than asked for the loop woke up meanwhile."""
    late: list[float] = []
    began = time.perf_counter()
    task = asyncio.create_task(asyncio.to_thread(work))
    while not task.done():
        slept = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append(time.perf_counter() - slept - TICK)
    await task
    return time.perf_counter() - began, sorted(late)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.library", description="A folder of many decks.")
    parser.add_argument("--decks", type=int, default=1000)
    parser.add_argument("--templates", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, options.decks, options.templates)
        texts = [file.read_text(encoding="utf-8") for file in folder.iterdir()]
        bare, _ = asyncio.run(waits(lambda: [tomllib.loads(text) for text in texts]))
        whole, late = asyncio.run(waits(lambda: Library.open([folder])))
        idle = asyncio.run(waits(lambda: time.sleep(whole)))[1]
    print(f"{options.decks:,} decks of {options.templates} templates")
    print(f"  reading: {whole:.2f} s, {whole / bare:.2f} × the bare TOML parser")
    print(f"  {'a loop beside it waits too long by':<36}{'p50 ms':>10}{'p99 ms':>10}{'max ms':>10}")
    for label, found in (("while nothing is read", idle), ("while decks are read", late)):
        picked = (found[len(found) // 2], found[int(len(found) * 0.99)], found[-1])
        print(f"  {label:<36}" + "".join(f"{1000 * seconds:>10.1f}" for seconds in picked))
    return 0


if __name__ == "__main__":
    sys.exit(main())
