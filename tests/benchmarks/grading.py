"""Marks side by side in one run: ours, SymPy's `simplify(a - b) == 0` and SymPy's `.equals`, on the same pairs.

    python -m tests.benchmarks.grading FILE.jsonl [--sample N] [--seconds S]

Each line of the file has expected or function, answer and truth ("correct", "wrong" or "domain"). Every engine runs in a process
of its own, killed at the limit of seconds; what was killed counts as no verdict. SymPy gets the trees of our reading, so that it
is compared on the mathematics alone. Printed: counts of verdicts against the truth, and p50, p99 and the maximum in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from derivquiz.commands.grade import request
from derivquiz.decks.kinds.question import question
from derivquiz.errors import WorkerError
from derivquiz.maths import reading
from derivquiz.maths.marking.symbolic import to_sympy
from derivquiz.wire import Problem
from derivquiz.worker import Worker


class Naive:
    """SymPy alone, as an engine that a worker can run."""

    def simplify(self, problem: Problem, answer: str) -> bool:
        """Whether SymPy simplifies the difference to zero."""
        import sympy

        ours, theirs = self._both(problem, answer)
        return bool(sympy.simplify(ours - theirs) == 0)

    def equals(self, problem: Problem, answer: str) -> bool | None:
        """What SymPy's own test of equality says."""
        ours, theirs = self._both(problem, answer)
        found = ours.equals(theirs)
        return None if found is None else bool(found)

    def _both(self, problem: Problem, answer: str) -> tuple[Any, Any]:
        asked = question(problem)
        return to_sympy(asked.formula()), to_sympy(reading.read(answer, asked.vocabulary()).expression)


def tally(name: str, truths: list[str], said: list[str], took: list[float]) -> None:
    """Print one row."""
    counts = Counter(zip(truths, said, strict=True))
    times = sorted(took)
    row = (
        counts["correct", "wrong"],
        sum(counts["correct", verdict] for verdict in ("none", "domain", "undecided", "unreadable")),
        counts["wrong", "correct"],
        counts["domain", "correct"],
        times[len(times) // 2],
        times[int(len(times) * 0.99)],
        times[-1],
    )
    print("{:10}{:>16}{:>16}{:>16}{:>18}{:>10.1f}{:>10.1f}{:>10.1f}".format(name, *row))


async def main() -> None:
    """Mark every pair with every engine and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    if options.sample:
        pairs = random.Random(1).sample(pairs, options.sample)
    truths = [pair["truth"] for pair in pairs]
    heads = ("", "right rejected", "right: none", "wrong accepted", "domain accepted", "p50 ms", "p99 ms", "max ms")
    print("{:10}{:>16}{:>16}{:>16}{:>18}{:>10}{:>10}{:>10}".format(*heads))
    ours = Worker()
    await ours.warm()
    problems = [await ours.pose(request(pair)) for pair in pairs]
    said, took = [], []
    for pair, problem in zip(pairs, problems, strict=True):
        began = time.perf_counter()
        said.append((await ours.mark(problem, pair["answer"])).outcome.value)
        took.append((time.perf_counter() - began) * 1000)
    ours.close()
    tally("derivquiz", truths, said, took)
    for method in ("simplify", "equals"):
        naive = Worker(engine="tests.benchmarks.grading:Naive", seconds=options.seconds)
        said, took = [], []
        for pair, problem in zip(pairs, problems, strict=True):
            began = time.perf_counter()
            try:
                found = await naive._call(object, method, problem, pair["answer"])
            except WorkerError:
                found = None
            took.append((time.perf_counter() - began) * 1000)
            said.append("none" if found is None else "correct" if found else "wrong")
        naive.close()
        tally(method, truths, said, took)


if __name__ == "__main__":
    asyncio.run(main())
