"""Worked solutions with one wrong step: a rule followed wrongly at one node, and the lines after it true to that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from derivquiz.maths.deriving.derivation import differentiate, rule_at
from derivquiz.maths.deriving.naming import is_simple
from derivquiz.maths.deriving.tidy import simplify
from derivquiz.maths.diagnosing.malrule_table import ALIKE, MALRULES
from derivquiz.maths.diagnosing.sites import sites
from derivquiz.maths.diagnosing.slips import Node
from derivquiz.maths.expression import Expression
from derivquiz.maths.marking import equality
from derivquiz.maths.marking.equality import Derivative, Different

MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Flawed:
    """A worked solution: each part with what is said to be its derivative, the whole last; and which line has the wrong step."""

    lines: tuple[tuple[Expression, Expression], ...]
    wrong: int
    """The number of the first line that is not right, from 0; the lines after it follow from it."""
    slug: str
    right: Expression
    """What that line should say."""


def flawed(e: Expression, variable: str, slugs: Collection[str] = ()) -> Iterator[Flawed]:
    """The worked solutions with one wrong step that rules give, by those of some slugs or by all."""
    parts = parts_of(e, variable)
    if not 1 < len(parts) <= MOST_LINES:
        return
    right = {part: differentiate(part, variable) for part in parts}
    nodes = sites(e, variable)
    for rule in MALRULES.values():
        if (slugs and rule.slug not in slugs) or rule.slug in ALIKE:
            continue
        for operator in rule.operators:
            for site in nodes:
                slip = operator(Node(site.node, variable, lambda part: differentiate(part, variable)))
                if slip is None or (rule.whole and not site.whole):
                    continue
                mine = {part: simplify(_slope(part, variable, site.node, slip)) for part in parts}
                first = next((i for i, part in enumerate(parts) if mine[part] != right[part]), None)
                if first is not None and mine[e] != right[e]:
                    yield Flawed(tuple(mine.items()), first, rule.slug, right[parts[first]])


def wrong_answers(e: Expression, variable: str) -> dict[str, Expression]:
    """What each wrong rule makes of a derivative where it is followed at one node, at the first that changes it."""
    right = differentiate(e, variable)
    found: dict[str, Expression] = {}
    for site in sites(e, variable):
        for rule in MALRULES.values():
            if rule.slug in found or rule.slug in ALIKE or (rule.whole and not site.whole):
                continue
            for operator in rule.operators:
                slip = operator(Node(site.node, variable, lambda part: differentiate(part, variable)))
                wrong = right if slip is None else simplify(_slope(e, variable, site.node, slip))
                if wrong != right:
                    found[rule.slug] = wrong
                    break
    return found


def is_wrong(solution: Flawed, variable: str) -> bool:
    """Whether the wrong line and the last are certainly not the derivatives that they are said to be."""
    ends = (solution.lines[solution.wrong], solution.lines[-1])
    return all(isinstance(equality.compare(Derivative(part, (variable,)), said, proof=False), Different) for part, said in ends)


def parts_of(e: Expression, variable: str) -> tuple[Expression, ...]:
    """What gets a line of its own, each once: the parts that take a rule, before what they are parts of."""
    return tuple(dict.fromkeys(_walked(e, variable)))


def _walked(part: Expression, variable: str) -> Iterator[Expression]:
    rule = rule_at(part, variable)
    if rule.name in ("constant", "identity"):
        return
    if not is_simple(part, variable):
        for below in rule.parts:
            yield from _walked(below, variable)
    yield part


def _slope(e: Expression, variable: str, node: Expression, slip: Expression) -> Expression:
    """The derivative by the right rules, but for one node."""
    if e == node:
        return slip
    rule = rule_at(e, variable)
    return rule.combine(*(_slope(part, variable, node, slip) for part in rule.parts))
