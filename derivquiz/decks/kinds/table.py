"""A table of values: the slope of one function of another, of their product or their quotient, by numbers looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import NamedTuple

from derivquiz.decks.kinds import cells, digits
from derivquiz.decks.kinds.celled import Celled
from derivquiz.decks.kinds.cells import Cell, Sheet
from derivquiz.decks.seeds import seeded
from derivquiz.maths import reading
from derivquiz.maths.deriving import tidy
from derivquiz.maths.deriving.rungs import Rung
from derivquiz.maths.expression import Expression, exact, rational, substitute
from derivquiz.wire import Grain, Problem, Solution

POINTS = (1, 2, 3, 4)
TABLES = 30
"""Tables that are drawn before a point is given up."""
PRIME = "'"
OTHERWISE = "None of the rules that are often mixed up gives this: look the values up again"
VALUES = tuple(value for value in range(-6, 10) if value)
_FORM = re.compile(r"(\w)\((?:(\w)\(\w\)\)|\w\)([*/]?)(\w)\(\w\))")


class Rule(NamedTuple):
    """How the derivative comes of looked-up values: the rule in words, its formula, and the wrong formulas by their slugs."""

    words: str
    right: str
    wrong: tuple[tuple[str, str], ...]


# p, q: the slopes of the outer and the inner, or of the first and the second; u, v their values; r: the outer slope at the point
CHAIN = Rule(
    "Chain rule: the outer slope at the inner value, times the inner slope",
    "p q",
    (
        ("inner-derivative-missing", "p"),
        ("outer-at-variable", "r q"),
        ("outer-not-differentiated", "u q"),
        ("chain-added", "p + q"),
        ("inner-derivative-squared", "p q^2"),
        ("product-factors-with-own-derivatives", "s q + r v"),
    ),
)
PRODUCT = Rule(
    "Product rule: each slope times the other factor, added",
    "p v + u q",
    (
        ("product-of-derivatives", "p q"),
        ("product-factors-with-own-derivatives", "u p + v q"),
        ("product-subtracted", "p v - u q"),
        ("product-one-term", "p v"),
        ("product-other-term", "u q"),
        ("product-sum-of-derivatives", "p + q"),
    ),
)
QUOTIENT = Rule(
    "Quotient rule: slope above times below, minus above times slope below, over below squared",
    "(p v - u q)/v^2",
    (
        ("quotient-of-derivatives", "p/q"),
        ("quotient-added", "(p v + u q)/v^2"),
        ("quotient-order-reversed", "(u q - p v)/v^2"),
        ("quotient-denominator-not-squared", "(p v - u q)/v"),
        ("quotient-numerator-squared", "(p v - u q)/u^2"),
        ("quotient-denominator-frozen", "p/v"),
    ),
)
_NAMES = ("p", "q", "r", "s", "u", "v")


class Looked(NamedTuple):
    """What is looked up for an answer: the rule, the values by the letters of its formulas, and what they are called."""

    rule: Rule
    values: dict[str, Fraction]
    called: tuple[tuple[str, str], ...]
    """(cell of the table, letter) pairs, in the order in which they are looked up."""


class Table(Celled):
    """Asks for a slope by a table."""

    def ask(self, problem: Problem) -> str:
        """F(x) = g(h(x)). What is F′(2)?"""
        ((variable, at),) = problem.at
        shown = problem.composite.replace("*", "·")
        return f"The table holds values and slopes of two functions. With F({variable}) = {shown}, what is F′({at})?"

    def sheet(self, problem: Problem) -> Sheet:
        """The one number, exactly, and what values looked up in the wrong place give."""
        return _sheet(problem)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # a look at the table is a step
        """What is looked up, and what is made of it."""
        looked = _looked(problem)
        steps = [
            cells.step(f"From the table, {name.replace(PRIME, '′')} is", exact(looked.values[letter]))
            for name, letter in looked.called
        ]
        worked = tidy.present(substitute(reading.parse(looked.rule.right, *_NAMES), _terms(looked)))
        steps.append(cells.step(looked.rule.words, worked))
        answer = self.sheet(problem).cells[0].truth
        if worked != answer:
            steps.append(cells.step("Worked out", answer))
        return cells.solution(self.sheet(problem), tuple(steps))

    def rungs(self, problem: Problem) -> tuple[Rung, ...]:
        """The rule, then what to look up first and after that."""
        looked = _looked(problem)
        names = [name.replace(PRIME, "′") for name, _ in looked.called]
        return (
            Rung(f"{looked.rule.words}."),
            Rung(f"Look up {names[0]} first."),
            Rung(f"Then look up {' and '.join(names[1:])}."),
        )

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:  # noqa: ARG002  # it has no blanks
        """The problem with a table drawn for it, the same on every machine."""
        random = seeded(problem.card, problem.seed, problem.composite, problem.at)
        # another draw of the same seed often has the same point, and would have the same table
        for _ in range(TABLES):
            drawn = _with_table(problem, random)
            if not self.objection(drawn):
                break
        return drawn

    def picture(self, problem: Problem) -> str:
        """The table, a row for each point."""
        variable = problem.variables[0]
        names = sorted(_functions(problem))
        head = [variable, *(label for name in names for label in (f"{name}({variable})", f"{name}′({variable})"))]
        values = dict(problem.table)
        rows = [head]
        for point in POINTS:
            cells_of = (values[key] for name in names for key in (f"{name}({point})", f"{name}'({point})"))
            rows.append([str(point), *(value.replace("-", "−") for value in cells_of)])
        return "\n".join("   ".join(cell.rjust(len(title)) for cell, title in zip(row, head, strict=True)) for row in rows)

    def objection(self, problem: Problem) -> str:
        """A point outside the table, an answer that is 0 or large, or one that a wrong rule gives as well."""
        if problem.at[0][1] not in map(str, POINTS):
            return f"the table has the points {POINTS[0]} to {POINTS[-1]}"
        cell = self.sheet(problem).cells[0]
        if rational(cell.truth) == 0:
            return "the slope is 0"
        known = [rational(value) for _, value in cell.slips]
        if rational(cell.truth) in known or len(set(known)) < len(known):
            return "wrong rules give the same number"
        return digits.unhandy(cell.truth)


def _with_table(problem: Problem, random: Random) -> Problem:
    first, second = _functions(problem)
    found: list[tuple[str, str]] = []
    inner = list(POINTS)
    while any(value == point for value, point in zip(inner, POINTS, strict=True)):
        random.shuffle(inner)
    slopes = {name: random.sample(VALUES, len(POINTS)) for name in (first, second)}
    values = {name: random.sample(VALUES, len(POINTS)) for name in (first, second)}
    if _is_chain(problem):
        values[second] = inner
    for i, point in enumerate(POINTS):
        for name in sorted((first, second)):
            found += [(f"{name}({point})", str(values[name][i])), (f"{name}'({point})", str(slopes[name][i]))]
    return replace(problem, table=tuple(found))


def _functions(problem: Problem) -> tuple[str, str]:
    """The outer and the inner, or the first and the second."""
    found = _FORM.fullmatch(problem.composite)
    return (found[1], found[2] or found[4]) if found else ("g", "h")


def _is_chain(problem: Problem) -> bool:
    found = _FORM.fullmatch(problem.composite)
    return found is not None and bool(found[2])


def _looked(problem: Problem) -> Looked:
    values = {name: Fraction(value) for name, value in problem.table}
    first, second = _functions(problem)
    at = problem.at[0][1]
    called: tuple[tuple[str, str], ...]
    if _is_chain(problem):
        inside = values[f"{second}({at})"]
        called = ((f"{second}({at})", "v"), (f"{first}'({inside})", "p"), (f"{second}'({at})", "q"))
        more = {"u": f"{first}({inside})", "r": f"{first}'({at})", "s": f"{first}({at})"}
    else:
        called = ((f"{first}({at})", "u"), (f"{first}'({at})", "p"), (f"{second}({at})", "v"), (f"{second}'({at})", "q"))
        more = {}
    letters = {letter: name for name, letter in called} | more
    rule = CHAIN if _is_chain(problem) else QUOTIENT if "/" in problem.composite else PRODUCT
    return Looked(rule, {letter: values[name] for letter, name in letters.items()}, called)


def _terms(looked: Looked) -> Mapping[str, Expression]:
    return {letter: exact(value) for letter, value in looked.values.items()}


@lru_cache(maxsize=64)
def _sheet(problem: Problem) -> Sheet:
    looked = _looked(problem)

    def worked_out(formula: str) -> Expression:
        return tidy.simplify(substitute(reading.parse(formula, *_NAMES), _terms(looked)))

    slips = tuple((slug, worked_out(formula)) for slug, formula in looked.rule.wrong)
    return Sheet((Cell("", worked_out(looked.rule.right), slips=slips, otherwise=OTHERWISE),), KIND.vocabulary(problem))


KIND = Table()
