"""How well a problem tells wrong rules apart: which give the right answer here, and which give the same wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.diagnosing.malrule_table import ALIKE, TIES
from derivquiz.maths.diagnosing.sites import is_feasible
from derivquiz.maths.diagnosing.trial import BITS, Point, spread
from derivquiz.maths.diagnosing.web import Values, Web, web
from derivquiz.maths.expression import Expression, names

NEAR = 1e-9
POINTS = 2
"""Formulas are compared at so many points, of the TRIED that lie nearest."""
TRIED = 8
PIECES = "another-piece"
"""Follows each piece in turn, and one of them is right."""


@dataclass(frozen=True, slots=True)
class Clashes:
    """What a problem can't tell."""

    rules: int = 0
    """How many rules can be followed."""
    silent: frozenset[str] = frozenset()
    """Rules that give the right answer."""
    pairs: frozenset[frozenset[str]] = frozenset()
    """Rules that give the same wrong answer, those aside that are bound to."""

    @property
    def untold(self) -> frozenset[frozenset[str]]:
        """The rules, by themselves and in pairs, that it can't tell."""
        return self.pairs | {frozenset((slug,)) for slug in self.silent}


def clashes(function: Expression, variable: str, *, at: Point | None = None, places: int | None = None) -> Clashes:
    """What the first derivative by a variable can't tell, as a formula, or at a point to some places."""
    if not is_feasible(function, (variable,)):
        return Clashes()
    found = web(function, variable)
    values = list(_values(found, at))
    if len(values) < (1 if at is not None else POINTS):
        return Clashes()
    near = 0.0 if places is None else 0.5 / 10**places
    right = tuple(float(one.derivative.mid()) for one in values)
    wrong = list(_wrong(found, values, at))
    silent = frozenset(slug for slug, numbers in wrong if slug != PIECES and _equal(numbers, right, near))
    heard = sorted(((numbers, slug) for slug, numbers in wrong if not _equal(numbers, right, near)))
    pairs = set()
    for i, (numbers, slug) in enumerate(heard):
        for others, other in islice(heard, i + 1, None):
            if others[0] - numbers[0] > NEAR * (abs(numbers[0]) + abs(others[0])) + 2 * near:
                break
            pair = frozenset((slug, other))
            if len(pair) == 2 and not any(pair <= tie for tie in TIES) and _equal(numbers, others, near):
                pairs.add(pair)
    return Clashes(len({slug for slug, _ in wrong}), silent, frozenset(pairs))


def _values(found: Web, at: Point | None) -> Iterator[Values]:
    points = [at] if at is not None else islice(spread(sorted(names(found.function) | {found.variable})), TRIED)
    count = 0
    for point in points:
        try:
            yield Values(found, point)
        except EvaluationError:
            continue
        count += 1
        if count == POINTS:
            return


def _wrong(found: Web, values: Sequence[Values], at: Point | None) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The wrong answers of rules at one node, and of the whole at a point."""
    for slip in found.slips:
        moved = [one.moved(slip) for one in values] if slip.rule.slug not in ALIKE else []
        numbers = tuple(float(one.mid()) for one in moved if one is not None)
        if numbers and len(numbers) == len(values):
            yield slip.rule.slug, numbers
    if at is not None:
        yield "substituted-first", (0.0,)
        try:
            yield "value-for-slope", (float(balls.value(found.function, at, bits=BITS).mid()),)
        except EvaluationError:
            return


def _equal(one: tuple[float, ...], other: tuple[float, ...], near: float) -> bool:
    return all(abs(a - b) <= NEAR * (abs(a) + abs(b)) + near for a, b in zip(one, other, strict=True))
