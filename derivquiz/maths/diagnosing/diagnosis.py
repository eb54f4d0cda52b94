"""Which wrong rules give an answer: each is followed at one node of the derivation, then at all, then two at once, and
compared by values.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths.diagnosing import second, whole
from derivquiz.maths.diagnosing.credible import credible, says_little
from derivquiz.maths.diagnosing.followed import Followed, may_be_shared
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import CATCH_ALLS
from derivquiz.maths.diagnosing.nearly import nearly
from derivquiz.maths.diagnosing.pairs import pairs
from derivquiz.maths.diagnosing.sites import is_feasible
from derivquiz.maths.diagnosing.trial import Point, Trial
from derivquiz.maths.diagnosing.web import web
from derivquiz.maths.expression import Expression, Undefined, Vector, names

__all__ = ["Found", "diagnose", "find", "is_right"]


def diagnose(
    function: Expression, wrt: tuple[str, ...], answer: Expression, *, at: Point | None = None, half: arb | None = None
) -> tuple[str, ...]:
    """The slugs of the wrong rules that give an answer, most likely first; none for a right answer.

    `wrt` is what the function is differentiated by in turn; for a vector it is what each component is differentiated by. With a
    point, values are compared there; typed decimals match what rounds to them, and any answer what is within `half` of it.
    """
    if isinstance(answer, Vector):
        return _gradient(function, wrt, answer, at)
    return slugs(find(function, wrt, answer, at=at, half=half))


def slugs(found: Iterable[Found]) -> tuple[str, ...]:
    """The slugs of what was found, each once."""
    return tuple(dict.fromkeys(slug for one in found for slug in one.slugs))


def find(
    function: Expression, wrt: tuple[str, ...], answer: Expression, *, at: Point | None = None, half: arb | None = None
) -> tuple[Found, ...]:
    """The wrong rules that give an answer which is one expression, most likely first, and where in the function they do."""
    if isinstance(answer, Undefined | Vector) or not wrt or isinstance(function, Vector):
        return ()
    if at is not None and names(answer):
        return (Found("point-not-substituted"),) if is_right(function, wrt, answer, None) else ()
    try:
        trial = Trial(function, wrt, answer, at, half)
    except EvaluationError:
        return ()
    if trial.is_right:
        return ()
    named = credible(trial, whole.slips(trial))
    if is_feasible(function, wrt):
        named = _followed(trial, named)
    return named or credible(trial, map(Found, whole.catch_alls(trial)))


def _followed(trial: Trial, named: tuple[Found, ...]) -> tuple[Found, ...]:
    """The slips of the whole answer, then one rule at one node, at all; where there are none, likenesses, and then two."""
    if len(trial.wrt) > 1:
        named += credible(trial, second.slips(trial))
        named += credible(trial, map(Found, whole.slips_at_the_point(trial)))
        return named or (credible(trial, nearly(trial)) if _is_long_formula(trial) else ())
    followed = Followed(trial, web(trial.function, trial.wrt[0]))
    named += credible(trial, followed.at_one())
    named += credible(trial, map(Found, whole.slips_at_the_point(trial)))
    named = named or credible(trial, followed.at_all()) or credible(trial, followed.terms())
    if not named or may_be_shared(trial.function, trial.wrt[0]):
        named += credible(trial, followed.paths())
    if named:
        return named
    alike = credible(trial, map(Found, whole.catch_alls(trial)))
    if alike and alike[0].slug != CATCH_ALLS[-1]:
        return alike
    found = credible(trial, followed.likenesses())
    if not found and _is_long_formula(trial):
        found = credible(trial, nearly(trial))
    found = found or credible(trial, pairs(followed)) or alike
    return found or (credible(trial, nearly(trial, numbers=True)) if _is_long_formula(trial) else ())


def _is_long_formula(trial: Trial) -> bool:
    return trial.at is None and bool(names(trial.answer)) and not says_little(trial)


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
