"""Every wrong rule at every node of a derivation, as numbers: what each would make of the derivative at a point.

A right rule is linear in the slopes of its parts, so that a slip at one node moves the derivative by the node's adjoint times
what the slip moves there. One pass over the tree gives all adjoints, and each slip costs one small evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.deriving.derivation import rule_at
from derivquiz.maths.diagnosing.malrule import Malrule
from derivquiz.maths.diagnosing.malrule_table import MALRULES
from derivquiz.maths.diagnosing.sites import Site, sites
from derivquiz.maths.diagnosing.slips import Node, Operator
from derivquiz.maths.expression import Expression, Name
from derivquiz.maths.powers import ball
from derivquiz.maths.series import constant

BITS = 128
Way = tuple[str, int]
"""A rule by its slug, and which of its operators."""
MARK = "′"
"""Names of slopes in templates begin with it; no name that is typed does."""


class Template(NamedTuple):
    """What a rule makes of a node, the slopes that it wants being left open."""

    run: balls.Evaluator
    wants: tuple[Expression, ...]
    """Expressions whose slopes stand for the marked names, in their order."""


class Slip(NamedTuple):
    """A wrong rule at a node."""

    site: int
    rule: Malrule
    way: int
    template: Template
    order: int
    """Where the rule stands in the table."""
    targets: tuple[int, ...] = ()
    """The sites whose slopes the template wants; -1 for an expression that is none below."""


def _template(build: Callable[[Callable[[Expression], Expression]], Expression | None]) -> Template | None:
    wants: list[Expression] = []

    def slope(part: Expression) -> Expression:
        if part not in wants:
            wants.append(part)
        return Name(f"{MARK}{wants.index(part)}")

    made = build(slope)
    return None if made is None else Template(balls.evaluator(made), tuple(wants))


@lru_cache(maxsize=8192)
def right_template(e: Expression, variable: str) -> Template:
    """The right rule at a node, a slope for each of its parts."""
    rule = rule_at(e, variable)
    made = rule.combine(*(Name(f"{MARK}{i}") for i in range(len(rule.parts))))
    return Template(balls.evaluator(made), rule.parts)


def wrong_template(operator: Operator, e: Expression, variable: str) -> Template | None:
    """A wrong rule at a node; None where it says nothing of it."""
    return _template(lambda slope: operator(Node(e, variable, slope)))


@lru_cache(maxsize=1024)
def wrong_templates(e: Expression, variable: str, *, whole: bool) -> tuple[tuple[int, int, Malrule, Template], ...]:
    """The wrong rules that say something of a node: where each stands in the table, its way, itself and its template."""
    found = (
        (order, way, rule, wrong_template(operator, e, variable))
        for order, rule in enumerate(MALRULES.values())
        if whole or not rule.whole
        for way, operator in enumerate(rule.operators)
    )
    return tuple((order, way, rule, template) for order, way, rule, template in found if template is not None)


class Web:
    """The nodes of a derivation, and the wrong rules that can be followed at each."""

    def __init__(self, function: Expression, variable: str) -> None:
        self.function, self.variable = function, variable
        self.sites: list[Site] = sites(function, variable)
        self.rights = [right_template(site.node, variable) for site in self.sites]
        self.below: list[list[int]] = [[] for _ in self.sites]
        for i, site in enumerate(self.sites):
            if site.parent >= 0:
                self.below[site.parent].append(i)
        self.slips: list[Slip] = list(self._slips())
        self.by_way: dict[Way, dict[int, Slip]] = {}
        for slip in self.slips:
            self.by_way.setdefault((slip.rule.slug, slip.way), {})[slip.site] = slip
        self._reached: dict[Way, frozenset[int]] = {}

    def reached(self, way: Way) -> frozenset[int]:
        """The sites at which a rule can be followed, and those above them."""
        found = self._reached.get(way)
        if found is None:
            found = self._reached[way] = frozenset(i for site in self.by_way[way] for i in (site, *self.above(site)))
        return found

    def _slips(self) -> Iterator[Slip]:
        found = [
            (order, i, way, rule, template)
            for i, site in enumerate(self.sites)
            for order, way, rule, template in wrong_templates(site.node, self.variable, whole=site.whole)
        ]
        for order, i, way, rule, template in sorted(found, key=lambda one: one[:3]):
            yield self.slip(i, rule, way, template, order)

    def slip(self, site: int, rule: Malrule, way: int, template: Template, order: int) -> Slip:
        """A slip at a site, with the sites that its template wants."""
        return Slip(site, rule, way, template, order, tuple(self._target(site, part) for part in template.wants))

    def _target(self, site: int, part: Expression) -> int:
        """The nearest site of an expression at or below another."""
        level = [site]
        while level:
            for i in level:
                if self.sites[i].node == part:
                    return i
            level = [i for above in level for i in self.below[above]]
        return -1

    def above(self, site: int) -> Iterator[int]:
        """The sites over one, from the nearest up."""
        while (site := self.sites[site].parent) >= 0:
            yield site


@lru_cache(maxsize=64)
def web(function: Expression, variable: str) -> Web:
    """The web of a function, kept for the next answer to the same problem."""
    return Web(function, variable)


class Values:
    """A web at a point; raises an EvaluationError where a right slope has no value there."""

    def __init__(self, found: Web, point: Mapping[str, Fraction]) -> None:
        self.web = found
        self.environment = {name: ball(value) for name, value in point.items()}
        count = len(found.sites)
        self.slope = [arb(0)] * count
        for i in reversed(range(count)):
            self.slope[i] = self.run(found.rights[i], [self.slope[part] for part in found.below[i]])
        self._followed: dict[Way, list[arb | None]] = {}
        self.adjoint = [arb(1)] * count
        for i, site in enumerate(found.sites):
            if site.parent >= 0:
                unit = [arb(int(part == i)) for part in found.below[site.parent]]
                self.adjoint[i] = self.adjoint[site.parent] * self.run(found.rights[site.parent], unit)

    @property
    def derivative(self) -> arb:
        """The right derivative."""
        return self.slope[0]

    def run(self, template: Template, slopes: list[arb]) -> arb:
        """A template with the slopes that it wants; raises an EvaluationError where it has no value."""
        given = {**self.environment, **{f"{MARK}{i}": slope for i, slope in enumerate(slopes)}}
        return balls.at_precision(BITS, lambda: constant(template.run(given)))

    def at_node(self, slip: Slip, known: Mapping[int, arb] | None = None) -> arb:
        """The slope that a slip makes of its node, where the slopes of some sites below are others; raises an EvaluationError."""
        known = known or {}
        wanted = [
            known.get(target, self.slope[target]) if target >= 0 else self._beside(part, slip.site, known)
            for target, part in zip(slip.targets, slip.template.wants, strict=True)
        ]
        return self.run(slip.template, wanted)

    def moved(self, slip: Slip, known: Mapping[int, arb] | None = None) -> arb | None:
        """What a slip makes of the derivative, where the slopes of some sites below it are others; None where it has no value."""
        try:
            return self.derivative + self.adjoint[slip.site] * (self.at_node(slip, known) - self.slope[slip.site])
        except EvaluationError:
            return None

    def climbed(self, site: int, known: Mapping[int, arb]) -> arb:
        """The slope of a site by the right rule, where those of some sites below are others; raises an EvaluationError."""
        return self.run(self.web.rights[site], [known.get(part, self.slope[part]) for part in self.web.below[site]])

    def everywhere(self, *ways: Way) -> arb | None:
        """The derivative where rules are followed wherever they can be, the first that can; None where that has no value."""
        if len(ways) == 1:
            return self._by_way(ways[0])[0]
        slips = [self.web.by_way[way] for way in ways]
        reached = [(self.web.reached(way), way) for way in ways]
        known: dict[int, arb] = {}
        try:
            for i in reversed(range(len(self.web.sites))):
                here = [way for sites, way in reached if i in sites]
                if len(here) < 2:
                    found = self._by_way(here[0])[i] if here else self.slope[i]
                    if found is None:
                        return None
                    known[i] = found
                    continue
                slip = next((at[i] for at in slips if i in at), None)
                known[i] = self.climbed(i, known) if slip is None else self.at_node(slip, known)
        except EvaluationError:
            return None
        return known[0]

    def _by_way(self, way: Way) -> list[arb | None]:
        """The slope of each site where one rule is followed wherever it can be, None where that has no value; kept for pairs."""
        kept = self._followed.get(way)
        if kept is not None:
            return kept
        found: list[arb | None] = [*self.slope]
        slips, known = self.web.by_way[way], dict(enumerate(self.slope))
        for i in sorted(self.web.reached(way), reverse=True):
            found[i] = None
            if all(found[part] is not None for part in self.web.below[i]):
                with suppress(EvaluationError):
                    found[i] = known[i] = self.at_node(slips[i], known) if i in slips else self.climbed(i, known)
        self._followed[way] = found
        return found

    def _beside(self, e: Expression, site: int, known: Mapping[int, arb]) -> arb:
        """The slope of an expression that is no site, over sites that may have other slopes."""
        nodes = {self.web.sites[i].node: known.get(i, self.slope[i]) for i in self.web.below[site]}
        return self._over(e, nodes)

    def _over(self, e: Expression, nodes: Mapping[Expression, arb]) -> arb:
        if e in nodes:
            return nodes[e]
        template = right_template(e, self.web.variable)
        return self.run(template, [self._over(part, nodes) for part in template.wants])
