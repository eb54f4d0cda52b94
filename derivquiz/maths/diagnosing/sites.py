"""The nodes of a derivation where a rule can go wrong, and where in the function each of them stands, in words."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from derivquiz.maths.deriving.derivation import Rule, rule_at
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Quotient, walk

WHOLE = ("sum", "negation", "constant-multiple")
LONGEST = 30
"""A part of more characters than this is not written out in a sentence."""
MOST_SITES = 150
MOST_NODES = 150
MOST_WORK = 1_500
"""Where the nodes below all the nodes of a derivation are more than this, no rule is followed: it would take seconds."""


class Place(NamedTuple):
    """The part of a function that a node stands in."""

    kind: str
    part: Expression

    def said(self, *, written: bool = True) -> str:
        """The place in a sentence: "in the inside, 6x² − 4"; the part is written out only if it may be, and is short."""
        shown = inline(self.part) if written else ""
        if not shown or len(shown) > LONGEST:
            return _UNNAMED.get(self.kind, self.kind)
        return f"{self.kind}{'' if self.kind in _UNNAMED else ','} {shown}"


_UNNAMED = {"in the term": "in one of the terms", "in the factor": "in one of the factors"}


class Site(NamedTuple):
    """A node of a derivation, where it stands."""

    depth: int
    node: Expression
    whole: bool
    """Whether only sums and constant factors stand above it."""
    place: Place | None
    """The innermost part that it stands in; None for the function itself."""
    parent: int = -1
    """The site above it; -1 for the function itself."""
    part: int = 0
    """Which of the parts of the node above it is."""


def sites(e: Expression, variable: str) -> list[Site]:
    """The nodes of a derivation from the root down, as often as they stand there; at most MOST_SITES."""
    found = [Site(0, e, whole=True, place=None)]
    for index, site in enumerate(found):
        rule = rule_at(site.node, variable)
        whole = site.whole and rule.name in WHOLE
        for i, part in enumerate(rule.parts):
            if len(found) < MOST_SITES:
                found.append(Site(site.depth + 1, part, whole, _place(site, rule, i, part, variable), index, i))
    return found


def is_feasible(function: Expression, wrt: tuple[str, ...]) -> bool:
    """Whether following every rule at every node of the derivation is soon done."""
    most = MOST_WORK >> 2 * (len(wrt) - 1)
    if sum(1 for _ in islice(walk(function), MOST_NODES + 1)) > MOST_NODES:
        return False
    found = sites(function, wrt[0])
    if len(found) >= MOST_SITES:
        return False
    work = 0
    for site in found:
        work += sum(1 for _ in islice(walk(site.node), most))
        if work > most:
            return False
    return True


def _place(site: Site, rule: Rule, i: int, part: Expression, variable: str) -> Place | None:
    match rule.name:
        case "sum":
            return site.place or Place("in the term", part.operand if isinstance(part, Negate) else part)
        case "product":
            return Place("in the factor", part)
        case "quotient":
            return Place(("in the numerator", "in the denominator")[i], part)
        case "power" | "function" | "exponential" if part != Name(variable):
            return Place(_inside(site.node, rule), part)
        case _:
            return site.place


def _inside(node: Expression, rule: Rule) -> str:
    match node:
        case Quotient():
            return "in the denominator"
        case Apply("sqrt", _, 0):
            return "under the root"
        case _:
            return "in the exponent" if rule.name == "exponential" else "in the inside"
