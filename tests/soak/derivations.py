"""Every node of the derivations of drawn problems against balls, every shown line too, and the last line against SymPy.

    python -m tests.soak.derivations --count 100000

Each template of the shipped decks is drawn in turn. A node is verified where it agrees with the derivative, by power series, of
what stands before it at one point or more; where no point has a value it is counted apart. SymPy differentiates what was asked in
the first draws of each template and is compared with the last line: by its own algebra, else by its digits at points.
"""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from derivquiz.decks import drawing
from derivquiz.decks.deck import Template
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.kinds.matrix import MatrixKind
from derivquiz.decks.kinds.question import question
from derivquiz.decks.library import Library
from derivquiz.errors import DerivquizError, EvaluationError
from derivquiz.folders import shipped
from derivquiz.maths.deriving import checking
from derivquiz.maths.deriving.derivation import derive, differentiate
from derivquiz.maths.deriving.lines import LEFT_OUT
from derivquiz.maths.deriving.steps import worked
from derivquiz.maths.expression import Expression, Matrix, Vector
from derivquiz.maths.marking.symbolic import to_sympy
from derivquiz.maths.writing import line
from derivquiz.wire import Grain, Problem
from tests.maths.nodes import nodes
from tests.soak.report import Report

PROCESSES = 2
SECONDS = 4
"""How long SymPy may think about one function."""
DIGITS = 30
_POINTS = (
    (1.37, 0.61, 0.23, 1.91),
    (0.31, 1.77, 0.83, 0.47),
    (2.71, 0.19, 1.13, 0.71),
    (-0.57, 0.91, -0.33, 1.21),
    (11.3, 7.9, 5.3, 3.1),
)


class TooLongError(Exception):
    """SymPy took longer than it may."""


@dataclass
class Part:
    """What one process found."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def asked_of(problem: Problem) -> Iterator[tuple[Expression, tuple[str, ...]]]:
    """What a problem differentiates, and by what; nothing where no derivative is asked."""
    kind = KINDS[problem.kind]
    if not (problem.order and problem.wrt):
        return
    if isinstance(kind, MatrixKind):
        for _, _, entry in kind.grid(problem).each():
            asked = entry.question
            yield asked.function, asked.wrt * asked.order if len(asked.wrt) == 1 else asked.wrt
        return
    function = question(problem).function
    if isinstance(function, Vector | Matrix):
        return
    if problem.kind == "gradient":
        yield from ((function, (name,)) for name in problem.wrt)
    else:
        yield function, problem.wrt[:1] * problem.order


class Soak:
    """One process's share."""

    def __init__(self, templates: list[tuple[str, Template]], proved: int) -> None:
        self.templates = templates
        self.part = Part()
        self.proved = proved

    def one(self, number: int) -> None:
        """Draw a problem and look at all that is derived in it."""
        deck, template = self.templates[number % len(self.templates)]
        counts = self.part.counts
        try:
            problem = drawing.draw(deck, template, number // len(self.templates))
        except DerivquizError as error:
            self._finding("not drawn", problem=f"{deck}/{template.id}", why=str(error))
            return
        counts["problems"] += 1
        asked = list(asked_of(problem))
        counts["problems without a derivative"] += not asked
        for e, wrt in asked:
            self._derived(number, problem, e, wrt)

    def _derived(self, number: int, problem: Problem, e: Expression, wrt: tuple[str, ...]) -> None:
        counts = self.part.counts
        grain = tuple(Grain)[number % len(Grain)]
        counts["derivations"] += 1
        current = e
        for variable in wrt:
            for node in nodes(derive(current, variable)):
                counts["nodes"] += 1
                self._checked(problem, "node", node.before, variable, node.after)
            after = differentiate(current, variable)
            counts["last lines"] += 1
            self._checked(problem, "last line", current, variable, after)
            current = after
        steps = worked(e, wrt, grain=grain)
        counts[f"lines shown, grain {grain.value}"] += len(steps)
        if any(step.rule == LEFT_OUT for step in steps):
            self._finding("a line left out", problem=problem.card, function=line(e), wrt=" ".join(wrt))
        if steps[-1].line != line(current):
            self._finding("the last line is not the answer", problem=problem.card, function=line(e), wrt=" ".join(wrt))
        if number < self.proved * len(self.templates):
            self._against_sympy(problem, e, wrt, current)

    def _checked(self, problem: Problem, what: str, before: Expression, variable: str, after: Expression) -> None:
        found = checking.compare(before, (variable,), after)
        self.part.counts[f"{what}s without a point"] += not found.points and found.holds
        if not found.holds:
            self._finding(f"{what} wrong", problem=problem.card, before=line(before), after=line(after), at=str(found.differ))

    def _against_sympy(self, problem: Problem, e: Expression, wrt: tuple[str, ...], answer: Expression) -> None:
        counts = self.part.counts
        try:
            with limited():
                how = same_in_sympy(e, wrt, answer)
        except TooLongError:
            how = "too long"
        except (EvaluationError, TypeError, ValueError, ArithmeticError, RecursionError):
            how = "not in SymPy"
        counts[f"against SymPy: {how}"] += 1
        if how == "different":
            self._finding("SymPy differs", problem=problem.card, function=line(e), wrt=" ".join(wrt), answer=line(answer))

    def _finding(self, kind: str, **facts: str) -> None:
        self.part.findings.append((kind, facts))


@contextmanager
def limited() -> Iterator[None]:
    """Raises TooLongError after some seconds, where the platform has such an alarm."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def same_in_sympy(e: Expression, wrt: tuple[str, ...], answer: Expression) -> str:
    """Whether SymPy's derivative is an answer: "by algebra", "by digits", "different" or "no value at the points"."""
    import sympy

    derivative = sympy.diff(to_sympy(e), *(sympy.Symbol(name, real=True) for name in wrt))
    difference = derivative - to_sympy(answer)
    if difference == 0 or sympy.expand(difference) == 0 or sympy.expand(sympy.together(difference)) == 0:
        return "by algebra"
    names = sorted(difference.free_symbols, key=str)
    agreed = 0
    for point in _POINTS:
        put = {name: sympy.Rational(str(value)) for name, value in zip(names, point * 3, strict=False)}
        one, other = (_number(each.subs(put).doit()) for each in (derivative, to_sympy(answer)))
        if one is None or other is None:
            continue
        if abs(one - other) > 1e-20 * (1 + abs(one)):
            return "different"
        agreed += 1
    return "by digits" if agreed else "no value at the points"


def _number(value: Any) -> Any:
    found = value.evalf(DIGITS)
    return found if found.is_number and found.is_real and found.is_finite else None


def share(numbers: range, proved: int) -> Part:
    """The part of one process."""
    decks = Library.open([shipped()]).decks
    soak = Soak([(deck.id, template) for deck in decks for template in deck.templates], proved)
    for number in numbers:
        soak.one(number)
    return soak.part


def main() -> int:
    """Draw the problems and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first problem")
    parser.add_argument("--proved", type=int, default=30, help="so many draws of each template go to SymPy")
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "derivquiz-soak-derivations.jsonl")
    options = parser.parse_args()
    report = Report("derivations", options.findings)
    step = 500
    shares = [
        range(i, min(i + step, options.first + options.count)) for i in range(options.first, options.first + options.count, step)
    ]
    done = 0
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        began = time.perf_counter()
        for part in pool.imap_unordered(partial(share, proved=options.proved), shares):
            report.counts.update(part.counts)
            report.took("500 problems", time.perf_counter() - began)
            began = time.perf_counter()
            done += step
            report.progress(done, options.count)
            for kind, facts in part.findings:
                report.finding(kind, facts)
    return report.table()


if __name__ == "__main__":
    sys.exit(main())
