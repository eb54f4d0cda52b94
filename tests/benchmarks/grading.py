"""Marks side by side in one run: ours, SymPy's `simplify(a - b) == 0` and SymPy's `.equals`, on the same pairs.

    python -m tests.benchmarks.grading [FILE.jsonl] [--sample N] [--seconds S]

Without a file it marks `pairs.jsonl`: equal forms that are hard to see, near misses and lost domains. Each line has expected or
function, answer and truth ("correct", "wrong" or "domain"). Every engine runs in a process of its own, killed at the limit of
seconds; what was killed, or could not be posed, counts as no verdict. SymPy gets the trees of our reading, so that it is compared
on the mathematics alone. `within` is ours without the way to another process and back, and without its limits. Printed: counts of
verdicts against the truth, and p50, p99 and the maximum in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from derivquiz.commands.grade import request
from derivquiz.decks.kinds.question import question
from derivquiz.engine import Engine
from derivquiz.errors import DerivquizError, WorkerError
from derivquiz.maths import reading
from derivquiz.maths.marking.symbolic import to_sympy
from derivquiz.wire import Problem
from derivquiz.worker import Worker

NONE = "none"
"""Stands for a verdict that was not given."""

SHIPPED = Path(__file__).parent / "pairs.jsonl"


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


async def posed(worker: Worker, pair: dict[str, Any]) -> Problem | None:
    """The problem of a pair; None where the process gave none in time, or it can't be posed."""
    try:
        return await worker.pose(request(pair))
    except DerivquizError:
        return None


async def marked(
    pairs: Sequence[dict[str, Any]], problems: Sequence[Problem | None], engine: Callable[[Problem, str], Awaitable[str]]
) -> tuple[list[str], list[float]]:
    """What an engine says of each pair, and how many milliseconds it took for those that it was asked."""
    said, took = [], []
    for pair, problem in zip(pairs, problems, strict=True):
        if problem is None:
            said.append(NONE)
            continue
        began = time.perf_counter()
        try:
            said.append(await engine(problem, pair["answer"]))
        except WorkerError:
            said.append(NONE)
        took.append((time.perf_counter() - began) * 1000)
    return said, took


def tally(name: str, truths: list[str], said: list[str], took: list[float]) -> None:
    """Print one row."""
    counts = Counter(zip(truths, said, strict=True))
    times = sorted(took)
    row = (
        counts["correct", "wrong"],
        sum(counts["correct", verdict] for verdict in (NONE, "domain", "undecided", "unreadable")),
        counts["wrong", "correct"],
        counts["domain", "correct"],
        *((times[len(times) // 2], times[int(len(times) * 0.99)], times[-1]) if times else (0.0, 0.0, 0.0)),
    )
    print("{:10}{:>16}{:>16}{:>16}{:>18}{:>10.1f}{:>10.1f}{:>10.1f}".format(name, *row))


async def main() -> None:
    """Mark every pair with every engine and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path, nargs="?", default=SHIPPED)
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
    problems = [await posed(ours, pair) for pair in pairs]

    async def mark(problem: Problem, answer: str) -> str:
        return (await ours.mark(problem, answer)).outcome.value

    tally("derivquiz", truths, *await marked(pairs, problems, mark))
    ours.close()
    engine = Engine()
    engine.warm()

    async def within(problem: Problem, answer: str) -> str:
        return engine.mark(problem, answer).outcome.value

    tally("  within", truths, *await marked(pairs, problems, within))
    for method in ("simplify", "equals"):
        naive = Worker(engine="tests.benchmarks.grading:Naive", seconds=options.seconds)

        async def compare(problem: Problem, answer: str, method: str = method, naive: Worker = naive) -> str:
            found = await naive._call(object, method, problem, answer)
            return NONE if found is None else "correct" if found else "wrong"

        tally(method, truths, *await marked(pairs, problems, compare))
        naive.close()


if __name__ == "__main__":
    asyncio.run(main())
