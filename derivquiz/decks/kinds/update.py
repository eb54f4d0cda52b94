"""Gradient descent: the next value of each parameter, after one step or several."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from derivquiz.decks.kinds import cells, words
from derivquiz.decks.kinds.celled import Celled
from derivquiz.decks.kinds.cells import Cell, Sheet
from derivquiz.decks.kinds.kind import Layout
from derivquiz.errors import EvaluationError
from derivquiz.maths import balls, reading
from derivquiz.maths.deriving import tidy
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.rungs import Rung, ladder
from derivquiz.maths.diagnosing import training
from derivquiz.maths.expression import Expression, Negate, Product, Quotient, Sum, rational, substitute
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.maths.writing.picture import shown_name
from derivquiz.wire import Grain, Problem, Solution

UPDATED_USED = "updated-weight-used"
MOST_STEPS = 10
SHORT = 20
"""Characters of a number that is written out in a sentence."""
_BITS = 64

Point = Mapping[str, Expression]


class Descent(NamedTuple):
    """Some steps of gradient descent: the loss, its slopes as formulas, the rate, and the point before and after each step."""

    loss: Expression
    slopes: dict[str, Expression]
    rate: Expression
    points: tuple[Point, ...]


class Update(Celled):
    """Asks for where gradient descent leads."""

    def ask(self, problem: Problem) -> str:
        """Take one step of gradient descent on L with η = 0.1 from w = 3. Where does it lead?"""
        steps = "one step" if problem.count == 1 else f"{problem.count} steps"
        start = f"Take {steps} of gradient descent on L with η = {words.minus(problem.rate)}, starting {words.where(problem.at)}."
        return f"{start} Give {' and '.join(map(shown_name, problem.wrt))}{words.places(problem)}."

    def sheet(self, problem: Problem) -> Sheet:
        """A cell for each parameter, with what slips of the step and of the slope give."""
        return _sheet(problem)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # a step is a step
        """The slopes as formulas, then each step with its numbers."""
        descent = _descent(problem)
        found = [cells.step(f"{_slope(problem, name)} is", slope) for name, slope in descent.slopes.items()]
        for number, point in enumerate(descent.points[:-1], 1):
            start = f"Step {number}: " if problem.count > 1 else ""
            for name, slope in descent.slopes.items():
                old, steep = point[name], tidy.simplify(substitute(slope, dict(point)))
                goes = f"{shown_name(name)} goes to{_worked(old, descent.rate, steep)}"
                rule = f"{start}{_slope(problem, name)} is {_short(steep)} there, and {goes}"
                found.append(cells.step(rule, tidy.present(Sum((old, Negate(Product((descent.rate, steep))))))))
        return cells.solution(self.sheet(problem), tuple(found))

    def rungs(self, problem: Problem) -> tuple[Rung, ...]:
        """The step in a formula, the rule of the slope, the slope."""
        descent = _descent(problem)
        name = problem.wrt[0]
        becomes = f"{shown_name(name)} becomes {shown_name(name)} − η·{_slope(problem, name)}"
        goes = f"Each step goes against the slope: {becomes}."
        goes += " Work out every slope before anything moves." if len(problem.wrt) > 1 else ""
        first = ladder(descent.loss, name)[:1]
        slopes = tuple((f"{_slope(problem, one)} = ", slope) for one, slope in descent.slopes.items())
        return (
            Rung(goes),
            *(Rung(f"The slope of L. {rung.text}", rung.shown) for rung in first),
            Rung("The slope as a formula:", slopes),
        )

    def picture(self, problem: Problem) -> str:
        """The loss."""
        return picture.draw(_descent(problem).loss, f"L({', '.join(map(shown_name, problem.variables))}) = ")

    def layout(self, problem: Problem) -> Layout:
        """A row for each parameter."""
        return cells.layout(self.sheet(problem))

    def objection(self, problem: Problem) -> str:
        """A step that leads nowhere, or to numbers that nobody works out."""
        if problem.count > MOST_STEPS:
            return f"more than {MOST_STEPS} steps are asked"
        descent = _descent(problem)
        before, after = descent.points[-2:]
        if any(_equal(before[name], after[name]) for name in problem.wrt):
            return "a slope is 0, so that nothing moves"
        return cells.objection(self.sheet(problem))


@lru_cache(maxsize=64)
def _descent(problem: Problem) -> Descent:
    loss = reading.parse(problem.function, *problem.variables)
    rate = reading.parse(problem.rate)
    slopes = {name: differentiate(loss, name) for name in problem.wrt}
    points: list[Point] = [{name: reading.parse(value) for name, value in problem.at}]
    for _ in range(min(problem.count, MOST_STEPS)):
        points.append(_after(slopes, rate, points[-1]))
    return Descent(loss, slopes, rate, tuple(points))


def _after(slopes: dict[str, Expression], rate: Expression, point: Point) -> Point:
    moved = {name: Sum((point[name], Negate(Product((rate, substitute(slope, dict(point))))))) for name, slope in slopes.items()}
    return {**point, **{name: tidy.simplify(tree) for name, tree in moved.items()}}


@lru_cache(maxsize=64)
def _sheet(problem: Problem) -> Sheet:
    descent = _descent(problem)
    return Sheet(
        tuple(_cell(problem, descent, name) for name in problem.wrt),
        Vocabulary(problem.variables),
        problem.places,
        problem.significant,
    )


def _cell(problem: Problem, descent: Descent, name: str) -> Cell:
    start, before, after = descent.points[0], descent.points[-2], descent.points[-1]
    slope, rate = descent.slopes[name], descent.rate
    others = {other: value for other, value in before.items() if other != name}
    wrong = training.of_updates(name, start[name], substitute(slope, others), rate, problem.count) if len(others) == 0 else ()
    wrong = wrong or training.of_update(before[name], substitute(slope, dict(before)), rate)
    used = _with_updated(descent, name)
    told = [(point[name], f"That is where step {number} leads.") for number, point in enumerate(descent.points[1:-1], 1)]
    told.append((start[name], "That is where it starts."))
    if problem.count == 1:
        told.append((substitute(slope, dict(start)), "That is the slope where it starts. Where does a step against it lead?"))
    exact = {key: rational(value) for key, value in start.items()}
    at = {key: value for key, value in exact.items() if value is not None}
    known = problem.count == 1 and len(at) == len(start)
    return Cell(
        name,
        after[name],
        slips=(*wrong, *used),
        function=descent.loss if known else None,
        wrt=(name,),
        at=at,
        turned=lambda answer: tidy.simplify(Quotient(Sum((start[name], Negate(answer))), rate)),
        told=tuple(told),
    )


def _with_updated(descent: Descent, name: str) -> tuple[tuple[str, Expression], ...]:
    """What comes of the slope where the parameters before this one have moved already."""
    before, after = descent.points[-2:]
    earlier = list(descent.slopes)[: list(descent.slopes).index(name)]
    if not earlier:
        return ()
    mixed = {**before, **{other: after[other] for other in earlier}}
    return ((UPDATED_USED, Sum((before[name], Negate(Product((descent.rate, substitute(descent.slopes[name], dict(mixed)))))))),)


def _slope(problem: Problem, name: str) -> str:
    return f"∂L/∂{shown_name(name)}" if len(problem.variables) > 1 else f"L′({shown_name(name)})"


def _short(value: Expression) -> str:
    text = words.shown(value)
    return text if len(text) <= SHORT else "what that gives"


def _worked(old: Expression, rate: Expression, steep: Expression) -> str:
    """The step with its numbers, where they are short: " 1 − 0.1·(−4)"."""
    text = words.shown(steep)
    if len(text) > SHORT or len(words.shown(old)) > SHORT:
        return ""
    return f" {words.shown(old)} − {words.shown(rate)}·{f'({text})' if text.startswith('−') or '/' in text else text}"


def _equal(one: Expression, other: Expression) -> bool:
    try:
        return bool(balls.value(Sum((one, Negate(other))), {}, bits=_BITS).contains(0))
    except EvaluationError:
        return False


KIND = Update()
