"""Wrong rules in one of several derivatives taken in turn: in the first with the rest right, in the last, or in all."""

from __future__ import annotations

from collections.abc import Iterator

from derivquiz.maths.deriving.derivation import derive, differentiate, rule_at
from derivquiz.maths.diagnosing.followed import Followed
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule import Malrule
from derivquiz.maths.diagnosing.malrule_table import ALIKE, MALRULES
from derivquiz.maths.diagnosing.sites import WHOLE, is_feasible
from derivquiz.maths.diagnosing.slips import Node, Operator
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.diagnosing.web import Slip, Web, web
from derivquiz.maths.expression import Expression


def slips(trial: Trial) -> Iterator[Found]:
    """The rules that give the answer, those in the first derivative first; at one node, else at all."""
    first = web(trial.function, trial.wrt[0])
    found = [slip for slip in first.slips if slip.rule.slug not in ALIKE and trial.gives(written(first, slip), trial.wrt[1:])]
    named = [Found(one.rule.slug, first.sites[one.site], one.way) for one in _sorted(first, found)]
    before = differentiate(trial.function, *trial.wrt[:-1])
    if is_feasible(before, trial.wrt[-1:]):
        last = Followed(trial, web(before, trial.wrt[-1]))
        named += [Found(one.slug, None, one.way) for one in (*last.at_one(), *last.at_all())]
    yield from named or (Found(rule.slug) for rule, operator in _ways() if _in_all(trial, rule, operator))


def _ways() -> Iterator[tuple[Malrule, Operator]]:
    for rule in MALRULES.values():
        if rule.slug not in ALIKE:
            yield from ((rule, operator) for operator in rule.operators)


def _sorted(found: Web, slips_: list[Slip]) -> list[Slip]:
    return sorted(slips_, key=lambda one: (found.sites[one.site].depth, one.order))


def written(found: Web, slip: Slip) -> Expression:
    """The derivative with a slip at one node, as an expression."""
    site = found.sites[slip.site]
    here = slip.rule.operators[slip.way](Node(site.node, found.variable, lambda part: derive(part, found.variable).after))
    assert here is not None, "a slip is a rule that says something of its node"  # noqa: S101  # for the types
    while site.parent >= 0:
        above = found.sites[site.parent]
        rule = rule_at(above.node, found.variable)
        slopes = [here if i == site.part else derive(part, found.variable).after for i, part in enumerate(rule.parts)]
        here, site = rule.combine(*slopes), above
    return here


def _in_all(trial: Trial, rule: Malrule, operator: Operator) -> bool:
    """Whether an answer is what comes of following a rule in the first derivative wherever it can be, or in all of them."""
    variable, *rest = trial.wrt
    first = _everywhere(trial.function, variable, rule, operator)
    if first == derive(trial.function, variable).after:
        return False
    if trial.gives(first, trial.wrt[1:]):
        return True
    for name in rest:
        first = _everywhere(first, name, rule, operator)
    return trial.gives(first)


def _everywhere(e: Expression, variable: str, rule: Malrule, operator: Operator, *, whole: bool = True) -> Expression:
    def below(part: Expression) -> Expression:
        return _everywhere(part, variable, rule, operator, whole=whole and right.name in WHOLE)

    right = rule_at(e, variable)
    if whole or not rule.whole:
        wrong = operator(Node(e, variable, below))
        if wrong is not None:
            return wrong
    return right.combine(*map(below, right.parts))
