"""Adversarial pairs of a problem and an answer: no wrong may be called right, no right wrong, and no loss of domain right.

    python -m tests.soak.pairs --count 100000 --seed 1 [--findings FILE]
    python -m tests.soak.pairs --seed 1 --only 4711            one group again, with every pair in it

The problems are draws of the shipped decks and random functions of one name or two. The answers to each are its right one, in
other forms by up to five rewrites (`rewrites`, `identities`), with one slip (`slips`), with a tiny difference down to 10^-600,
with one that vanishes on a grid or lies far off, and in forms that have a value on a part of the line alone. What an answer is,
is decided by the `oracle`, in mpmath with 700 digits and twice that, with derivatives of its own: nothing is trusted for having
been made so. Where a verdict goes by a point, the oracle looks there too. Answers are marked as typed, in the problem's kind,
without SymPy; times are those of the processor. A finding is

    wrong accepted          correct, or right on a part, though it is wrong
    right called wrong      wrong, or right on a part, though it is right everywhere that was looked at
    domain loss accepted    correct, though a stretch of the domain is lost
    refused                 an answer that we wrote ourselves can't be read
    exception, slow         an exception; a call over one second

Undecided and unproved ones are counted, as are losses of domain called wrong. The exit code is 1 on any finding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

from derivquiz import requested
from derivquiz.decks import drawing
from derivquiz.decks.deck import Template
from derivquiz.decks.kinds.question import Question, question
from derivquiz.decks.library import Library
from derivquiz.engine import Engine
from derivquiz.errors import DerivquizError
from derivquiz.folders import shipped
from derivquiz.maths import writing
from derivquiz.maths.deriving import derivation
from derivquiz.maths.expression import Expression, Name, Number, Power, Vector, names, rational, walk
from derivquiz.maths.marking import equality
from derivquiz.wire import Outcome, Problem, Request, Verdict
from tests.soak import making, slips
from tests.soak.oracle import Point
from tests.soak.report import SLOW, Report
from tests.soak.rewrites import lose_domain, rewritten
from tests.soak.truth import FINE, Reference, State, Truth, at_witness

GROUP = 12
"""Pairs that share a problem."""
LONGEST = 500
AMBIGUOUS = "This can be read in two ways"
DRAWN = 0.45
"""The share of the problems that come from decks."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An answer to a problem, component by component, as made and as typed."""

    how: str
    items: tuple[Expression, ...]
    text: str


class Group:
    """One problem with the trees that answer it and the references of its components."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.asked: Question = question(problem)
        components = problem.wrt if problem.kind == "gradient" else problem.wrt[:1] or problem.variables[:1]
        order = problem.order if problem.wrt else 0
        at = dict(self.asked.at)
        self.references = [Reference(self.asked.function, problem.variables, name, order, at) for name in components]
        self.x: Expression = Number(2) if at or problem.kind == "value" else Name(components[0])
        self.forms = [self._forms(name, order) for name in components]

    def _forms(self, name: str, order: int) -> tuple[Expression, ...]:
        component = name if self.problem.kind == "gradient" else ""
        if self.problem.at:
            return (self.asked.value(component),)
        tidied = self.asked.meant(self.asked.formula(component))
        if order != 1:
            return (tidied,)
        return (tidied, derivation.derive(self.asked.function, name).after)

    def settled(self) -> bool:
        """Whether the right answer can be typed, and the oracle knows it for right: else there is nothing to ask."""
        return len(self._line([forms[0] for forms in self.forms])) <= LONGEST and all(
            reference.decide(forms[0]) is Truth.RIGHT for reference, forms in zip(self.references, self.forms, strict=True)
        )

    def pair(self, random: Random) -> Pair:
        """An answer that can be typed."""
        for _ in range(8):
            items = [random.choice(forms) for forms in self.forms]
            at = random.randrange(len(items))
            how, items[at] = _changed(random, items[at], self.x)
            if how == "domain" and _by_identity(items[at]):
                continue
            text = _typed(random, Vector(tuple(items)) if self.problem.kind == "gradient" else items[0])
            if len(text) <= LONGEST:
                return Pair(how, tuple(items), text)
        items = [forms[0] for forms in self.forms]
        return Pair("as it is", tuple(items), self._line(items))

    def _line(self, items: list[Expression]) -> str:
        return writing.line(Vector(tuple(items)) if self.problem.kind == "gradient" else items[0])

    def _shown(self, items: tuple[Expression, ...], verdict: Verdict | None) -> Point | None:
        """The point that a verdict shows; of a wrong one that shows none, since the truth is a number, the point it goes by."""
        if verdict is None:
            return None
        if verdict.witness is not None:
            return at_witness(verdict.witness.at)
        if verdict.outcome is not Outcome.WRONG or self.problem.at:
            return None
        for reference, item in zip(self.references, items, strict=True):
            component = reference.along if self.problem.kind == "gradient" else ""
            found = equality.compare(self.asked.quantity(component), item, proof=False)
            if isinstance(found, equality.Different) and found.witness is not None:
                return at_witness(found.witness.at)
        return None

    def truth(self, items: tuple[Expression, ...], verdict: Verdict | None) -> Truth:
        """What an answer is, with a look at the point that a verdict goes by: there the oracle may know nothing either."""
        found = [reference.decide(item) for reference, item in zip(self.references, items, strict=True)]
        point = self._shown(items, verdict)
        if point and Truth.WRONG not in found:
            point = {**dict.fromkeys(self.problem.variables, Fraction(7, 3)), **point}
            for i, (reference, item) in enumerate(zip(self.references, items, strict=True)):
                state = reference.compare(item, point, FINE)
                if state is State.DIFFERENT:
                    found[i] = Truth.WRONG
                elif state is not State.EQUAL and reference.is_missing(item, point, FINE):
                    found[i] = Truth.NARROWER
                elif state in (State.NOTHING, State.OPEN) and found[i] is Truth.RIGHT:
                    found[i] = Truth.UNKNOWN
        for worst in (Truth.WRONG, Truth.UNKNOWN, Truth.NOWHERE, Truth.NARROWER):
            if worst in found:
                return worst
        return Truth.RIGHT


def _changed(random: Random, tree: Expression, x: Expression) -> tuple[str, Expression]:
    way = random.random()
    if way < 0.36:
        return "rewritten", rewritten(random, tree, x, times=random.choice((1, 1, 2, 3, 5)))
    if way < 0.62:
        name, new = slips.slipped(random, tree)
        if random.random() < 0.3:
            new = rewritten(random, new, x, times=random.choice((1, 2)))
        return f"slip: {name}", new
    if way < 0.80:
        return slips.near_miss(random, rewritten(random, tree, x, times=random.randrange(2)), x)
    if way < 0.85:
        return slips.on_grids(random, tree, x)
    if way < 0.88:
        return slips.far_off(random, tree, x)
    return "domain", rewritten(random, rewritten(random, tree, x, (lose_domain,)), x, times=random.randrange(2))


def _typed(random: Random, tree: Expression) -> str:
    text = writing.line(tree)
    match random.randrange(8):
        case 0:
            return text.replace("^", "**")
        case 1:
            return text.replace("*", "·").replace("-", "−")
        case 2 if " if " not in text:
            return text.replace(" ", "")
        case 3:
            return writing.latex(tree)
        case _:
            return text


def _by_identity(tree: Expression) -> bool:
    """Whether an exponent is a whole number by an identity alone, as e^(ln 2) is: balls can't settle such powers below 0."""
    exponents = [node.exponent for node in walk(tree) if isinstance(node, Power)]
    return any(not names(exponent) and rational(exponent) is None for exponent in exponents)


class Soak:
    """One run over groups that a seed gives."""

    def __init__(self, seed: int, report: Report) -> None:
        self.seed = seed
        self.report = report
        self.engine = Engine()
        library = Library.open([shipped()])
        self.templates = [(deck.id, template) for deck in library.decks for template in deck.templates if _is_exact(template)]

    def group(self, number: int) -> Group:
        """The problem of a number; functions that the oracle can't settle are passed over."""
        random = Random(f"{self.seed}/{number}")
        while True:
            try:
                group = Group(self._problem(random))
            except DerivquizError:
                continue
            if group.problem.function and (group.problem.kind != "value" or group.problem.at) and group.settled():
                return group
            self.report.counts["problems passed over: not settled"] += 1

    def _problem(self, random: Random) -> Problem:
        if random.random() < DRAWN:
            deck, template = random.choice(self.templates)
            return drawing.draw(deck, template, random.randrange(10**9))
        letters = ("x",) if random.random() < 0.8 else ("x", "y")
        function = making.function(random, letters, random.choice((1, 2, 2, 3)))
        order = 2 if random.random() < 0.08 else 1
        return requested.pose(Request(function=writing.line(function), variables=letters, wrt=("x",), order=order))

    def one(self, number: int, *, loud: bool = False) -> None:
        """Mark the pairs of a group."""
        group = self.group(number)
        for i in range(GROUP):
            pair = group.pair(Random(f"{self.seed}/{number}/{i}"))
            facts = {"seed": self.seed, "group": number, "pair": i, "how": pair.how, "text": pair.text}
            facts |= {"function": group.problem.function, "problem": group.problem.to_json()}
            verdict = self._marked(group.problem, pair.text, facts)
            began = time.process_time()
            truth = group.truth(pair.items, verdict)
            self.report.took("oracle", time.process_time() - began)
            if verdict is not None:
                self._judge(pair, truth, verdict, facts)
            if loud:
                print(f"{i} {pair.how}: {pair.text}\n    {truth}: {verdict and (verdict.outcome, verdict.message)}")

    def _marked(self, problem: Problem, text: str, facts: dict[str, object]) -> Verdict | None:
        began = time.process_time()
        try:
            verdict = self.engine.mark(problem, text, proof=False)
        except Exception:
            self.report.finding("exception", {**facts, "trace": traceback.format_exc()})
            return None
        seconds = time.process_time() - began
        self.report.took(f"mark: {verdict.outcome}", seconds)
        self.report.took("mark", seconds)
        if seconds > SLOW:
            self.report.finding("slow", {**facts, "seconds": seconds})
        return verdict

    def _judge(self, pair: Pair, truth: Truth, verdict: Verdict, facts: dict[str, object]) -> None:
        outcome = verdict.outcome
        certainty = f", {verdict.certainty}" if outcome is Outcome.CORRECT else ""
        self.report.counts[f"{truth}: {outcome}{certainty}"] += 1
        self.report.counts[f"pairs: {pair.how.partition(':')[0]}"] += 1
        facts = {**facts, "truth": truth, "outcome": outcome, "message": verdict.message, "witness": verdict.witness}
        if truth is Truth.UNKNOWN:
            return
        if outcome is Outcome.UNREADABLE and verdict.message.startswith(AMBIGUOUS):
            self.report.counts["refused: right in one of two readings"] += 1
        elif outcome is Outcome.UNREADABLE:
            self.report.finding("refused", facts)
        elif truth is Truth.WRONG and outcome in (Outcome.CORRECT, Outcome.DOMAIN):
            self.report.finding("wrong accepted", facts)
        elif truth is Truth.RIGHT and outcome in (Outcome.WRONG, Outcome.DOMAIN):
            self.report.finding("right called wrong", facts)
        elif truth in (Truth.NARROWER, Truth.NOWHERE) and outcome is Outcome.CORRECT:
            self.report.finding("domain loss accepted", facts)


def _is_exact(template: Template) -> bool:
    return template.kind in ("formula", "value", "gradient") and template.places is None


def _groups(options: argparse.Namespace) -> Iterator[int]:
    first = options.first // GROUP
    yield from range(first, first + -(-options.count // GROUP))


def main() -> int:
    """Mark the pairs and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first pair")
    parser.add_argument("--only", type=int, help="show this one group")
    parser.add_argument("--minutes", type=float, help="stop after so long, whatever the count")
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "derivquiz-soak-pairs.jsonl")
    options = parser.parse_args()
    report = Report(f"pairs, seed {options.seed}", options.findings, minutes=options.minutes)
    soak = Soak(options.seed, report)
    if options.only is not None:
        print(soak.group(options.only).problem)
        soak.one(options.only, loud=True)
        return report.table()
    for done, number in enumerate(_groups(options)):
        if report.is_over:
            break
        report.progress(done * GROUP, options.count)
        soak.one(number)
    return report.table()


if __name__ == "__main__":
    sys.exit(main())
