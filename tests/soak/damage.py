"""The four kinds of damage, with and without a backup: `python -m tests.soak.damage` prints what was lost and what was said."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from derivquiz.errors import DerivquizError
from derivquiz.memory.store import Store
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, store

PAGE = 4096
ANSWERS = 300
AFTER = 40
"""Answers since the last backup."""


def bad_header(path: Path, source: random.Random) -> None:
    with path.open("r+b") as file:
        file.write(source.randbytes(100))


def truncation(path: Path, source: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(source.randrange(2, path.stat().st_size))


def zeroed_page(path: Path, source: random.Random) -> None:
    with path.open("r+b") as file:
        file.seek(source.randrange(1, path.stat().st_size // PAGE) * PAGE)
        file.write(b"\0" * PAGE)


def empty_file(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


KINDS: dict[str, Callable[[Path, random.Random], None]] = {
    "bad header": bad_header,
    "truncation": truncation,
    "zeroed page": zeroed_page,
    "empty file": empty_file,
}


def main() -> int:
    source = random.Random(1)
    worst = 0
    said = {}
    print(f"{'damage':<16}{'backups':>8}{'times':>8}{'answers':>9}{'lost, most':>12}{'unsaid':>8}{'unlike a replay':>16}")
    for name, damage in KINDS.items():
        for backups in (0, 1, 3):
            lost, unsaid, unlike = [], 0, 0
            for _ in range(20):
                with tempfile.TemporaryDirectory() as folder:
                    data, clock = Path(folder), Clock()
                    path = answered(data, clock, backups)
                    damage(path, source)
                    with store(data, clock, seed=9) as ours:
                        found, same = after(ours, clock)
                        notice = ours.notice
                    lost.append(ANSWERS - found)
                    unsaid += not notice.endswith(".")
                    unlike += not same
                    said[name] = notice.replace(folder, "…")
            worst = max(worst, *lost, unsaid, unlike)
            print(f"{name:<16}{backups:>8}{len(lost):>8}{ANSWERS:>9}{max(lost):>12}{unsaid:>8}{unlike:>16}")
    for name, notice in said.items():
        print(f"{name}: {notice}")
    return int(worst > 0)


def answered(data: Path, clock: Clock, backups: int) -> Path:
    """A history with backups on earlier days."""
    with store(data, clock) as ours:
        cut = [ANSWERS - AFTER * number for number in range(backups, 0, -1)]
        for number in range(ANSWERS):
            if number in cut:
                ours.back_up()
                clock.now += DAY
            ours.append(REVIEW)
        return ours.path


def after(ours: Store, clock: Clock) -> tuple[int, bool]:
    """The answers that are there once the day's check has run, and whether the caches are those of a replay."""
    clock.now += DAY
    try:
        ours.keep_up()
        before = ours.caches()
        ours.rebuild()
        return ours.reviews(), ours.caches() == before
    except DerivquizError as error:
        print(error)
        return 0, False


if __name__ == "__main__":
    sys.exit(main())
