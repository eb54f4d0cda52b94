"""Answers that equal the derivative wherever one would look, and differ on a stretch that is narrow, far away, or hidden.

    python -m tests.soak.hidden --count 20000 --seed 1 [--findings FILE]
    python -m tests.soak.hidden --seed 1 --only 4711       one pair again

What an answer is, is known from the way it is made (`hiding`, from the tables of `hidden_forms`): something that is 0 but on one
stretch is added to the right answer, or is a factor of it; or the difference between two ways to write the same thing, which is 0
everywhere; or something that has no value on the one stretch. That it came out as meant is confirmed by the `oracle` at a point
of the stretch, or at some forty points of all sizes; pairs that it can't confirm are passed over and counted. A finding is

    wrong accepted          correct, though it is wrong or lacks a value on the stretch
    right called wrong      wrong, or right on a part, though it is right everywhere
    refused, slow           an answer that we wrote ourselves can't be read; a call over one second

The table counts the verdicts kind by kind. The exit code is 1 on any finding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from derivquiz import requested
from derivquiz.engine import Engine
from derivquiz.errors import DerivquizError
from derivquiz.maths import writing
from derivquiz.wire import Outcome, Request
from tests.soak.hiding import Hidden, Making
from tests.soak.pairs import AMBIGUOUS
from tests.soak.report import SLOW, Report
from tests.soak.truth import COARSE, FINE, Reference, State, Truth

LONGEST = 480


class Soak:
    """One run over the pairs that a seed gives."""

    def __init__(self, seed: int, report: Report) -> None:
        self.seed = seed
        self.report = report
        self.engine = Engine()

    def one(self, number: int, *, loud: bool = False) -> None:
        """Mark one pair."""
        made = Making(Random(f"{self.seed}/{number}")).pair()
        text = writing.line(made.answer)
        if len(text) > LONGEST:
            self.report.counts["passed over: too long to be typed"] += 1
            return
        try:
            problem = requested.pose(Request(function=writing.line(made.function), variables=("x", "y"), wrt=("x",)))
        except DerivquizError:
            self.report.counts["passed over: no problem"] += 1
            return
        if not self._confirmed(made):
            self.report.counts[f"passed over: {made.kind}"] += 1
            return
        began = time.process_time()
        verdict = self.engine.mark(problem, text, proof=False)
        seconds = time.process_time() - began
        self.report.took("mark", seconds)
        outcome = verdict.outcome
        self.report.counts[f"{made.kind}: {outcome}"] += 1
        facts = {"seed": self.seed, "number": number, "kind": made.kind, "function": problem.function, "text": text}
        facts |= {"truth": made.truth, "outcome": outcome, "message": verdict.message, "seconds": seconds}
        if loud:
            print(facts)
        if seconds > SLOW:
            self.report.finding("slow", facts)
        if outcome is Outcome.CORRECT and made.truth is not Truth.RIGHT:
            self.report.finding("wrong accepted", facts)
        elif outcome in (Outcome.WRONG, Outcome.DOMAIN) and made.truth is Truth.RIGHT:
            self.report.finding("right called wrong", facts)
        elif outcome is Outcome.UNREADABLE and not verdict.message.startswith(AMBIGUOUS):
            self.report.finding("refused", facts)

    def _confirmed(self, made: Hidden) -> bool:
        reference = Reference(made.function, ("x", "y"), "x", 1, {})
        if made.truth is Truth.WRONG:
            return any(reference.compare(made.answer, point, FINE) is State.DIFFERENT for point in made.points)
        if made.truth is Truth.NARROWER:
            return any(reference.is_missing(made.answer, point) for point in made.points)
        states = [reference.compare(made.answer, point, COARSE) for point in made.points]
        return State.DIFFERENT not in states and State.MISSING not in states and states.count(State.EQUAL) > 3


def main() -> int:
    """Mark the pairs and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int)
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "derivquiz-soak-hidden.jsonl")
    options = parser.parse_args()
    report = Report(f"hidden breaks, seed {options.seed}", options.findings)
    soak = Soak(options.seed, report)
    if options.only is not None:
        soak.one(options.only, loud=True)
        return report.table()
    for number in range(options.first, options.first + options.count):
        report.progress(number - options.first, options.count)
        soak.one(number)
    return report.table()


if __name__ == "__main__":
    sys.exit(main())
