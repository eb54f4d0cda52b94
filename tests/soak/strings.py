"""Hostile and broken texts, read and marked in problems of every kind: each must get a verdict, soon, and touch nothing.

    python -m tests.soak.strings --count 1000000 --seed 1 [--marked 20] [--findings FILE]
    python -m tests.soak.strings --seed 1 --only 4711          one text again, with what becomes of it

The texts are random characters, soups of the input language's own words, right answers with slips in them, pieces of LaTeX,
bombs of brackets, towers of powers, code, escapes and controls (`texts`). Text number i of a seed is always the same. Every one
is read; one in `--marked` is also marked, without SymPy. A finding is an exception, a call over one second of processor time,
something that is no verdict, a column outside the text, a reading whose line reads as something else, an event of `walls` (a file
opened, a process, the network, code compiled or run, a module imported), or more memory than the worker has. What is found is
written with all that it takes to replay it; the number of the text at hand stands in FILE.at, for a run that is killed. The exit
code is 1 on any finding.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import mmap
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from derivquiz.engine import Engine
from derivquiz.wire import Outcome, Problem, Reading, Verdict
from tests.soak import problems, texts
from tests.soak.report import SLOW, Report
from tests.soak.walls import Watch

MEMORY = 1 << 30
"""Address space, as the worker has it."""
HANG = 120
"""Seconds after which a run is given up as hung, with a trace."""
WARM = (
    "x",
    "2x+1",
    "q",
    "",
    "(1, 2)",
    "[[1,2],[3,4]]",
    r"\frac{1}{2}x",
    "1 if x>0 else 0",
    "σ(1-σ)",
    "undefined",
    "0.333",
    "а",
    "sin",
)
LIMITS = ("nested", "more than 500 characters")
"""How the errors begin that say a written line is longer or deeper than what may be typed: a bracket is written for each sign."""

Result = TypeVar("Result")


class Soak:
    """One run over texts that a seed gives."""

    def __init__(self, seed: int, report: Report, *, draws: range = range(3)) -> None:
        self.seed = seed
        self.report = report
        self.engine = Engine()
        self.watch = Watch()
        self.problems = [*problems.drawn(draws), *problems.posed()]
        self.answers = [self._answers(problem) for problem in self.problems]
        for problem, answers in zip(self.problems, self.answers, strict=True):
            for text in (*WARM, *answers):
                self.engine.mark(problem, text, proof=False)

    def _answers(self, problem: Problem) -> tuple[str, ...]:
        answer = self.engine.solve(problem).answer
        return (answer, answer.replace("*", ""), answer.replace("^", "**"), problem.function, *problem.choices)

    def made(self, number: int) -> tuple[Problem, str, str]:
        """The problem, the way and the text of a number."""
        random = Random(f"{self.seed}/{number}")
        at = random.randrange(len(self.problems))
        way, text = texts.text(random, self.answers[at])
        return self.problems[at], way, text

    def one(self, number: int, *, marked: bool) -> Verdict | Reading | None:
        """Read the text of a number, and mark it; whatever is wrong with that is reported."""
        problem, way, text = self.made(number)
        facts = {"seed": self.seed, "number": number, "way": way, "text": text, "problem": problem.to_json()}
        reading = self._timed("read", facts, lambda: self.engine.read(problem, text))
        self.report.counts[f"texts by way: {way}"] += 1
        if reading is None:
            return None
        self.report.counts["read" if not reading.error else "refused with a reason"] += 1
        if bool(reading.error) == bool(reading.line):
            self.report.finding("no reading", {**facts, "reading": repr(reading)})
        elif reading.column is not None and not 0 <= reading.column <= len(text):
            self.report.finding("column outside the text", {**facts, "column": reading.column})
        if not marked:
            return reading
        if not reading.error and reading.text == text:
            again = self._timed("read again", facts, lambda: self.engine.read(problem, reading.line))
            if again is not None and again.line != reading.line and not again.error.startswith(LIMITS):
                self.report.finding("reads back otherwise", {**facts, "line": reading.line, "again": again.line or again.error})
        verdict = self._timed("mark", facts, lambda: self.engine.mark(problem, text, proof=False))
        if verdict is None:
            return None
        if verdict.outcome not in set(Outcome):
            self.report.finding("no verdict", {**facts, "verdict": repr(verdict)})
            return None
        self.report.counts[f"marked in a {problem.kind}: {verdict.outcome}"] += 1
        if (verdict.outcome is not Outcome.UNREADABLE) and reading.error:
            self.report.finding("marked what can't be read", {**facts, "verdict": repr(verdict)})
        return verdict

    def _timed(self, call: str, facts: dict[str, Any], work: Callable[[], Result]) -> Result | None:
        result: Result | None = None
        trace = ""
        self.watch.armed = True
        began = time.process_time()
        try:
            result = work()
        except Exception:
            trace = traceback.format_exc()
        seconds = time.process_time() - began
        self.watch.armed = False
        self.report.took(call, seconds)
        if trace:
            self.report.finding("exception", {**facts, "call": call, "trace": trace})
        if seconds > SLOW:
            self.report.finding("slow", {**facts, "call": call, "seconds": seconds})
        for event in self.watch.take():
            self.report.finding("wall", {**facts, "call": call, "event": event})
        return result


def _memory() -> int:
    """The most memory that the process ever had, in MiB; 0 where the platform does not say."""
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return 0


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> int:
    """Run the texts and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first text")
    parser.add_argument("--only", type=int, help="show this one text and what becomes of it")
    parser.add_argument("--marked", type=int, default=20, help="one text in so many is marked")
    parser.add_argument("--minutes", type=float, help="stop after so long, whatever the count")
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "derivquiz-soak-strings.jsonl")
    options = parser.parse_args()
    _limit_memory()
    report = Report(f"strings, seed {options.seed}", options.findings, minutes=options.minutes)
    soak = Soak(options.seed, report)
    if options.only is not None:
        problem, way, text = soak.made(options.only)
        print(f"{problem}\n{way}: {text!r}\n{soak.one(options.only, marked=True)}")
        return report.table()
    at = Path(f"{options.findings}.at")
    at.write_bytes(bytes(8))
    warm = _memory()
    with at.open("r+b") as file, mmap.mmap(file.fileno(), 8) as place:
        for number in range(options.first, options.first + options.count):
            struct.pack_into("<q", place, 0, number)
            if number % 1000 == 0:
                if report.is_over:
                    break
                faulthandler.dump_traceback_later(HANG, exit=True)
                report.progress(number - options.first, options.count)
            soak.one(number, marked=number % options.marked == 0)
    faulthandler.cancel_dump_traceback_later()
    report.counts["memory when warm, MiB"] = warm
    report.counts["memory at most, MiB"] = _memory()
    return report.table()


if __name__ == "__main__":
    sys.exit(main())
