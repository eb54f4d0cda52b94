"""Slips of a whole answer rather than of a rule, and what only looks like the right answer."""

from __future__ import annotations

from collections.abc import Iterator

from flint import arb

from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import CATCH_ALLS
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Negate,
    Number,
    Power,
    Product,
    Sum,
    children,
    names,
    rebuild,
    walk,
)

_TRIGONOMETRIC = ("sin", "cos", "tan", "sec", "csc", "cot")


def slips(trial: Trial) -> Iterator[Found]:
    """What can go wrong with an answer as a whole."""
    others = sorted(names(trial.function) - set(trial.wrt))
    if others and len(trial.wrt) == 1:
        summed = Sum(tuple(differentiate(trial.function, name) for name in (*trial.wrt, *others)))
        if trial.gives(summed):
            yield Found("partials-summed")
    if len(trial.wrt) > 1:
        before = differentiate(trial.function, *trial.wrt[:-1])
        if trial.gives(before):
            yield Found("first-for-second-derivative")
        if trial.gives(Power(before, Number(2))):
            yield Found("first-derivative-squared")
    if trial.at is not None and trial.gives(trial.function):
        if any(isinstance(part, Apply) for part in walk(trial.function)):
            yield Found("function-for-derivative")
        yield Found("value-for-slope")


def slips_at_the_point(trial: Trial) -> tuple[str, ...]:
    """What can go wrong with putting in a point."""
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


def catch_alls(trial: Trial) -> tuple[str, ...]:
    """What an answer has in common with the right one, or with the function itself."""
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
