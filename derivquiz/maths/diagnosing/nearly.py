"""What is right but for one thing in the answer itself: a sign, a term, an exponent or a factor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derivquiz.maths.deriving.derivation import derive, differentiate, times
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import MISSING_TERM, SIGN
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.expression import (
    Apply,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    exact,
    names,
    rational,
    rebuild,
    walk,
)

EXPONENT, MISSING_FACTOR = "exponent-off-by-one", "factor-missing"
MOST = 100
"""So many changes of a right answer are tried."""
Change = tuple[str, Expression]


def nearly(trial: Trial, *, numbers: bool = False) -> Iterator[Found]:
    """What was changed, where one change of the right formula gives the answer; a number may be missing only with `numbers`."""
    forms = [differentiate(trial.function, *trial.wrt)]
    if len(trial.wrt) == 1:
        forms.append(derive(trial.function, trial.wrt[0]).after)
    for form in forms:
        changes = sorted(islice(_changed(form, numbers=numbers), MOST), key=lambda one: _ORDER.index(one[0]))
        for slug, changed in changes:
            if trial.gives(changed) and _is_akin(changed, trial.answer):
                yield Found(slug)
                return


_ORDER = (SIGN, MISSING_TERM, EXPONENT, MISSING_FACTOR)


def _is_akin(one: Expression, other: Expression) -> bool:
    """Whether two formulas share a function, or have none."""
    mine, yours = _functions(one), _functions(other)
    return bool(mine & yours) or mine == yours


def _functions(e: Expression) -> set[object]:
    named = {part.function for part in walk(e) if isinstance(part, Apply)}
    return named | {part.base for part in walk(e) if isinstance(part, Power) and names(part.exponent)}


def _changed(e: Expression, *, numbers: bool) -> Iterator[Change]:
    """The expression with one change, in itself or in one of its parts."""
    if numbers:
        yield from _without_a_number(e)
    else:
        yield from _changed_here(e)
    parts = children(e)
    for i, part in enumerate(parts):
        for slug, changed in _changed(part, numbers=numbers):
            yield slug, rebuild(e, (*parts[:i], changed, *parts[i + 1 :]))


def _changed_here(e: Expression) -> Iterator[Change]:
    match e:
        case Sum(terms):
            for i, term in enumerate(terms):
                before, after = terms[:i], terms[i + 1 :]
                turned = term.operand if isinstance(term, Negate) else Negate(term)
                yield SIGN, Sum((*before, turned, *after))
                yield MISSING_TERM, _sum((*before, *after))
                if isinstance(term, Name):
                    yield EXPONENT, Sum((*before, Power(term, Number(2)), *after))
        case Product(factors):
            for i, factor in enumerate(factors):
                before, after = factors[:i], factors[i + 1 :]
                if isinstance(factor, Name):
                    yield EXPONENT, Product((*before, Power(factor, Number(2)), *after))
                if names(factor):
                    yield MISSING_FACTOR, times(*before, *after)
        case Quotient(top, bottom):
            if isinstance(top, Name):
                yield EXPONENT, Quotient(Power(top, Number(2)), bottom)
            if names(bottom):
                yield MISSING_FACTOR, top
        case Power(base, exponent):
            n = rational(exponent)
            if n is not None and names(base):
                yield EXPONENT, Power(base, exact(n + 1))
                yield EXPONENT, Power(base, exact(n - 1))


def _without_a_number(e: Expression) -> Iterator[Change]:
    if isinstance(e, Product):
        for i, factor in enumerate(e.factors):
            if not names(factor):
                yield MISSING_FACTOR, times(*e.factors[:i], *e.factors[i + 1 :])


def _sum(terms: tuple[Expression, ...]) -> Expression:
    return terms[0] if len(terms) == 1 else Sum(terms)
