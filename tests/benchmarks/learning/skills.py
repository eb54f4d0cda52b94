"""What there is to learn: the templates of the decks, what each rests on, and the wrong rules that fail it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from math import isclose

from derivquiz.decks import drawing
from derivquiz.decks.deck import Deck, Template
from derivquiz.decks.kinds.question import question
from derivquiz.errors import DerivquizError, EvaluationError
from derivquiz.maths.diagnosing.malrule_table import ALIKE, MALRULES
from derivquiz.maths.diagnosing.sites import is_feasible
from derivquiz.maths.diagnosing.trial import Point, spread
from derivquiz.maths.diagnosing.web import Values, Web, web
from derivquiz.maths.expression import Expression, Matrix, Vector, names
from derivquiz.memory.order import Entry, is_of_rule, prerequisites
from derivquiz.sitting import remedies
from derivquiz.sitting.supply import entries
from derivquiz.wire import Problem

Slips = Mapping[str, tuple[str, ...]]
"""The wrong rules that give a wrong answer to a problem, each with those that are named for that answer."""
NO_DERIVATIVE = frozenset({"choice", "curve"})
"""Kinds of question where no derivative is typed."""
BEYOND = frozenset({"update", "graph", "table", "gap"})
"""Kinds of question where more than a derivative is typed."""
HIGHER = ("first-for-second-derivative", "first-derivative-squared")
AT_A_POINT = ("value-for-slope", "substituted-first", "point-not-substituted")
TRIED = 3
"""Formulas are compared at so many points."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A card to learn."""

    entry: Entry
    before: frozenset[str]
    """The cards it rests on."""
    problems: tuple[Slips, ...]
    """What may be drawn."""


def skills(decks: Sequence[Deck], draws: int) -> tuple[Skill, ...]:
    """Every template of the decks in their order, each with so many problems drawn as the game draws them."""
    cards = entries(decks)
    before = prerequisites({entry.card: entry.requires for entry in cards})
    templates = [(deck.id, template) for deck in decks for template in deck.templates]
    return tuple(
        Skill(entry, before[entry.card], tuple(_drawn(deck, template, seed) for seed in range(draws)))
        for entry, (deck, template) in zip(cards, templates, strict=True)
    )


def _drawn(deck: str, template: Template, seed: int) -> Slips:
    """The wrong rules that a drawn problem's answer shows; where none can be followed in it, those of the template's rule."""
    problem = drawing.draw(deck, template, seed)
    found = _followed(problem)
    found |= {slug: (slug,) for slug, _ in problem.slips}
    found |= {slug: (slug,) for slug in template.asked.bugs}
    if not found or problem.kind in BEYOND:
        found |= {slug: (slug,) for slug in MALRULES if is_of_rule(template.rule, remedies.words(slug))}
    return {slug: named for slug, named in found.items() if slug in MALRULES and slug not in ALIKE}


def _followed(problem: Problem) -> dict[str, tuple[str, ...]]:
    """The wrong rules that can be followed in a derivative that is asked, without those that give the right answer."""
    if problem.answers or problem.lines or not problem.order or not problem.function or problem.kind in NO_DERIVATIVE:
        return {}
    try:
        asked = question(problem)
    except DerivquizError:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for part in _parts(asked.function):
        for variable in problem.wrt:
            if is_feasible(part, (variable,)):
                found |= _told(web(part, variable), asked.point(), 0.0 if problem.places is None else 0.5 / 10**problem.places)
    if problem.order > 1:
        found |= {slug: (slug,) for slug in HIGHER}
    if problem.at:
        found |= {slug: (slug,) for slug in AT_A_POINT}
    return found


def _told(followed: Web, at: Point | None, near: float) -> dict[str, tuple[str, ...]]:
    """The wrong rules at single nodes, each with those whose answer is the same as far as it is typed."""
    points = [at] if at else islice(spread(sorted(names(followed.function) | {followed.variable})), TRIED)
    values = []
    for point in points:
        with suppress(EvaluationError):
            values.append(Values(followed, point))
    right = [float(one.derivative.mid()) for one in values]
    wrong: list[tuple[str, list[float]]] = []
    for slip in followed.slips:
        moved = [one.moved(slip) for one in values]
        answer = [float(one.mid()) for one in moved if one is not None]
        if len(answer) == len(values) > 0 and not _equal(answer, right, near):
            wrong.append((slip.rule.slug, answer))
    order = list(MALRULES)
    return {
        slug: tuple(sorted({other for other, theirs in wrong if _equal(answer, theirs, near)}, key=order.index))
        for slug, answer in wrong
    }


def _equal(one: Sequence[float], other: Sequence[float], near: float) -> bool:
    return all(isclose(a, b, rel_tol=1e-9, abs_tol=near) for a, b in zip(one, other, strict=True))


def _parts(function: Expression) -> Iterator[Expression]:
    if isinstance(function, Vector):
        yield from function.items
    elif isinstance(function, Matrix):
        for row in function.rows:
            yield from row
    else:
        yield function
