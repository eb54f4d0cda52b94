"""The nodes of a derivation where a rule can go wrong, and where in the function each of them stands, in words."""

from __future__ import annotations

from typing import NamedTuple

from derivquiz.maths.deriving.derivation import Rule, rule_at
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Quotient

WHOLE = ("sum", "negation", "constant-multiple")
LONGEST = 30
"""A part of more characters than this is not written out in a sentence."""


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
    """A node of a derivation."""

    depth: int
    node: Expression
    whole: bool
    """Whether only sums and constant factors stand above it."""
    place: Place | None
    """The innermost part that it stands in; None for the function itself, and for a node that stands in several places."""


def sites(e: Expression, variable: str) -> list[Site]:
    """The nodes of a derivation from the root down, each once."""
    found: dict[Expression, Site] = {}
    level = [Site(0, e, whole=True, place=None)]
    while level:
        below: list[Site] = []
        for site in level:
            before = found.get(site.node)
            if before is not None:
                if before.place != site.place:
                    found[site.node] = before._replace(place=None)
                continue
            found[site.node] = site
            rule = rule_at(site.node, variable)
            whole = site.whole and rule.name in WHOLE
            below += [
                Site(site.depth + 1, part, whole, _place(site, rule, i, part, variable)) for i, part in enumerate(rule.parts)
            ]
        level = below
    return list(found.values())


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
