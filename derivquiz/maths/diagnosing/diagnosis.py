"""Which wrong rules give an answer: each is followed at one node of the derivation, then at all, and compared by values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations
from typing import NamedTuple

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths.deriving.derivation import derive, differentiate, rule_at
from derivquiz.maths.diagnosing.malrule import Malrule
from derivquiz.maths.diagnosing.malrule_table import CATCH_ALLS, MALRULES
from derivquiz.maths.diagnosing.sites import WHOLE, Site, sites
from derivquiz.maths.diagnosing.slips import Node, Operator
from derivquiz.maths.diagnosing.trial import Point, Trial
from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Negate,
    Number,
    Power,
    Product,
    Sum,
    Undefined,
    Vector,
    children,
    names,
    rebuild,
    walk,
)

MOST_STEPS = 400
"""Functions of more nodes than this are not looked into."""
MOST_WORK = 4_000
"""Where nodes of the derivation times nodes of the derivative are more than this, or than a quarter of it for each
further derivative, no rule is followed: it would take seconds."""

_TRIGONOMETRIC = ("sin", "cos", "tan", "sec", "csc", "cot")


class Found(NamedTuple):
    """A wrong rule that gives an answer."""

    slug: str
    site: Site | None = None
    """The one node where it was followed; None where it was followed at all, and for slips of the whole answer."""
    way: int = 0
    """Which of the rule's operators it was."""


def diagnose(function: Expression, wrt: tuple[str, ...], answer: Expression, *, at: Point | None = None) -> tuple[str, ...]:
    """The slugs of the wrong rules that give an answer, most likely first; none for a right answer.

    `wrt` is what the function is differentiated by in turn; for a vector it is what each component is differentiated by. With a
    point, values are compared there; typed decimals match what rounds to them.
    """
    if isinstance(answer, Vector):
        return _gradient(function, wrt, answer, at)
    return tuple(dict.fromkeys(found.slug for found in find(function, wrt, answer, at=at)))


def find(function: Expression, wrt: tuple[str, ...], answer: Expression, *, at: Point | None = None) -> tuple[Found, ...]:
    """The wrong rules that give an answer which is one expression, most likely first, and where in the function they do."""
    if isinstance(answer, Undefined | Vector) or not wrt or isinstance(function, Vector):
        return ()
    if at is not None and names(answer):
        at = None
        if is_right(function, wrt, answer, None):
            return (Found("point-not-substituted"),)
    try:
        trial = Trial(function, wrt, answer, at)
    except EvaluationError:
        return ()
    if trial.is_right:
        return ()
    named = _named(trial) if _is_feasible(function, wrt) else ()
    return named or tuple(map(Found, _catch_alls(trial)))


def _is_feasible(function: Expression, wrt: tuple[str, ...]) -> bool:
    """Whether following every rule at every node of the derivation is soon done."""
    steps = sum(1 for _ in islice(walk(function), MOST_WORK))
    if steps > MOST_STEPS:
        return False
    size = sum(1 for _ in islice(walk(derive(function, wrt[0]).after), MOST_WORK))
    return len(sites(function, wrt[0])) * size << 2 * (len(wrt) - 1) <= MOST_WORK


def _named(trial: Trial) -> tuple[Found, ...]:
    """The slips of the whole answer, then the rules that give it at one node, else those that give it at all nodes."""
    nodes = sites(trial.function, trial.wrt[0])
    found: list[tuple[int, int, Found]] = []
    several: list[tuple[Malrule, Operator]] = []
    for order, rule in enumerate(MALRULES.values()):
        for way, operator in enumerate(rule.operators):
            wrong = list(one_site(trial, rule, operator, nodes))
            site = next((site for site, first in wrong if trial.gives(first, trial.wrt[1:])), None)
            if site is not None:
                found.append((site.depth, order, Found(rule.slug, site, way)))
            if len(wrong) > 1 or len(trial.wrt) > 1:
                several.append((rule, operator))
    at_one = (one for *_, one in sorted(found, key=lambda one: one[:2]))
    named = (*map(Found, _whole_slips(trial)), *at_one, *map(Found, _slips_at_the_point(trial)))
    if named:
        return named
    return tuple(
        Found(rule.slug)
        for rule, operator in several
        if any(trial.gives(wrong, rest) for wrong, rest in _all_sites(trial, rule, operator))
    )


def one_site(trial: Trial, rule: Malrule, operator: Operator, nodes: list[Site]) -> Iterator[tuple[Site, Expression]]:
    """The first derivative by the rule at one node alone, for each node where it can be."""
    variable = trial.wrt[0]
    right = _Slopes(variable)
    for site in nodes:
        if rule.whole and not site.whole:
            continue
        wrong = operator(Node(site.node, variable, right))
        if wrong is None:
            continue
        yield site, _Slopes(variable, {site.node: wrong})(trial.function)


def _all_sites(trial: Trial, rule: Malrule, operator: Operator) -> Iterator[tuple[Expression, tuple[str, ...]]]:
    """Derivatives with the rule followed wherever it can be, in the first, in the last, in all; and what is left to be
    differentiated by rightly.
    """
    variable, *rest = trial.wrt
    first = _everywhere(trial.function, variable, rule, operator)
    followed = first != derive(trial.function, variable).after
    if followed:
        yield first, trial.wrt[1:]
    if rest:
        before = differentiate(trial.function, *trial.wrt[:-1])
        last = _everywhere(before, trial.wrt[-1], rule, operator)
        if last != derive(before, trial.wrt[-1]).after:
            yield last, ()
    if rest and followed:
        again = first
        for name in rest:
            again = _everywhere(again, name, rule, operator)
        yield again, ()


class _Slopes:
    """Derivatives by the right rules, but for some nodes."""

    def __init__(self, variable: str, wrong: dict[Expression, Expression] | None = None) -> None:
        self.variable = variable
        self.wrong = wrong or {}

    def __call__(self, e: Expression) -> Expression:
        if not self.wrong:
            return derive(e, self.variable).after
        found = self.wrong.get(e)
        if found is not None:
            return found
        rule = rule_at(e, self.variable)
        return rule.combine(*map(self, rule.parts))


def _everywhere(e: Expression, variable: str, rule: Malrule, operator: Operator, *, whole: bool = True) -> Expression:
    def below(part: Expression) -> Expression:
        return _everywhere(part, variable, rule, operator, whole=whole and right.name in WHOLE)

    right = rule_at(e, variable)
    if whole or not rule.whole:
        wrong = operator(Node(e, variable, below))
        if wrong is not None:
            return wrong
    return right.combine(*map(below, right.parts))


def _whole_slips(trial: Trial) -> tuple[str, ...]:
    """What can go wrong with an answer as a whole rather than with a rule."""
    found: list[str] = []
    others = sorted(names(trial.function) - set(trial.wrt))
    if others and len(trial.wrt) == 1:
        summed = Sum(tuple(differentiate(trial.function, name) for name in (*trial.wrt, *others)))
        found += ["partials-summed"] if trial.gives(summed) else []
    if len(trial.wrt) > 1:
        before = differentiate(trial.function, *trial.wrt[:-1])
        found += ["first-for-second-derivative"] if trial.gives(before) else []
        found += ["first-derivative-squared"] if trial.gives(Power(before, Number(2))) else []
    if trial.at is not None and trial.gives(trial.function):
        found += ["function-for-derivative"] if isinstance(trial.function, Apply) else []
        found.append("value-for-slope")
    return tuple(found)


def _slips_at_the_point(trial: Trial) -> tuple[str, ...]:
    if trial.at is None:
        return ()
    found = ["degrees"] if trial.gives(_in_degrees(differentiate(trial.function, *trial.wrt))) else []
    return (*found, "substituted-first") if trial.gives(Number(0)) else tuple(found)


def _in_degrees(e: Expression) -> Expression:
    """The same with every angle taken for degrees."""
    parts = tuple(_in_degrees(part) for part in children(e))
    if isinstance(e, Apply) and e.function in _TRIGONOMETRIC:
        return Apply(e.function, (Product((parts[0], Constant("pi"), Power(Number(180), Negate(Number(1))))),))
    return rebuild(e, parts) if parts else e


def _catch_alls(trial: Trial) -> tuple[str, ...]:
    right, mine = trial.right, trial.mine
    if all(trial.fits(-value, own) for value, own in zip(right, mine, strict=True)):
        return (CATCH_ALLS[0],)
    if trial.gives(trial.function):
        return (CATCH_ALLS[1],)
    if trial.at is None and _is_multiple(right, mine):
        return (CATCH_ALLS[2],)
    return ()


def _is_multiple(right: list[arb], mine: list[arb]) -> bool:
    """Whether an answer is a constant multiple, other than 0, of a right one that is no constant itself."""
    if any(value.contains(0) for value in (*right, *mine)) or all(value.overlaps(right[0]) for value in right):
        return False
    first = mine[0] / right[0]
    return all((own / value).overlaps(first) for value, own in zip(right, mine, strict=True))


def _gradient(function: Expression, wrt: tuple[str, ...], answer: Vector, at: Point | None) -> tuple[str, ...]:
    """What the wrong components have in common, or another order of the right ones."""
    if len(answer.items) != len(wrt) or len(set(wrt)) != len(wrt):
        return ()
    wrong: list[tuple[str, ...]] = []
    for name, item in zip(wrt, answer.items, strict=True):
        if not is_right(function, (name,), item, at):
            wrong.append(diagnose(function, (name,), item, at=at))
    if not wrong:
        return ()
    orders = [order for order in permutations(answer.items) if order != answer.items] if len(wrt) <= 3 else []
    for order in orders:
        if all(is_right(function, (name,), item, at) for name, item in zip(wrt, order, strict=True)):
            return ("components-swapped",)
    return tuple(slug for slug in wrong[0] if all(slug in others for others in wrong))


def is_right(function: Expression, wrt: tuple[str, ...], answer: Expression, at: Point | None) -> bool:
    """Whether an answer has the right values at the points where they are compared."""
    if isinstance(answer, Undefined):
        return False
    try:
        trial = Trial(function, wrt, answer, at)
    except EvaluationError:
        return False
    return bool(trial.points) and trial.is_right
