"""Every wrong rule at every node of a derivation, as numbers: what each would make of the derivative at a point.

A right rule is linear in the slopes of its parts, so that a slip at one node moves the derivative by the node's adjoint times
what the slip moves there. One pass over the tree gives all adjoints, and each slip costs one small evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.deriving.derivation import rule_at
from derivquiz.maths.diagnosing.malrule import Malrule
from derivquiz.maths.diagnosing.malrule_table import MALRULES
from derivquiz.maths.diagnosing.sites import WHOLE, Site, sites
from derivquiz.maths.diagnosing.slips import Node, Operator
from derivquiz.maths.expression import Expression, Name
from derivquiz.maths.powers import ball
from derivquiz.maths.series import constant

BITS = 128
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


@lru_cache(maxsize=16384)
def wrong_template(operator: Operator, e: Expression, variable: str) -> Template | None:
    """A wrong rule at a node; None where it says nothing of it."""
    return _template(lambda slope: operator(Node(e, variable, slope)))


class Web:
    """The nodes of a derivation, and the wrong rules that can be followed at each."""

    def __init__(self, function: Expression, variable: str) -> None:
        self.function, self.variable = function, variable
        self.sites: list[Site] = sites(function, variable)
        self.slips: list[Slip] = list(self._slips())

    def _slips(self) -> Iterator[Slip]:
        for order, rule in enumerate(MALRULES.values()):
            for i, site in enumerate(self.sites):
                if rule.whole and not site.whole:
                    continue
                for way, operator in enumerate(rule.operators):
                    template = wrong_template(operator, site.node, self.variable)
                    if template is not None:
                        yield Slip(i, rule, way, template, order)

    def above(self, site: int) -> Iterator[int]:
        """The sites over one, from the nearest up."""
        while (site := self.sites[site].parent) >= 0:
            yield site


@lru_cache(maxsize=64)
def web(function: Expression, variable: str) -> Web:
    """The web of a function, kept for the next answer to the same problem."""
    return Web(function, variable)


class Values:
    """A web at a point."""

    def __init__(self, found: Web, point: Mapping[str, Fraction]) -> None:
        self.web = found
        self.environment = {name: ball(value) for name, value in point.items()}
        self._right: dict[Expression, arb] = {}
        self.slope = [self.right(site.node) for site in found.sites]
        self.adjoint: list[arb] = []
        for site in found.sites:
            self.adjoint.append(self._adjoint(site) if site.parent >= 0 else arb(1))

    @property
    def derivative(self) -> arb:
        """The right derivative."""
        return self.slope[0]

    def right(self, e: Expression) -> arb:
        """The right slope of an expression; raises an EvaluationError where there is none."""
        known = self._right.get(e)
        if known is None:
            template = right_template(e, self.web.variable)
            known = self._right[e] = self.run(template, [self.right(part) for part in template.wants])
        return known

    def run(self, template: Template, slopes: list[arb]) -> arb:
        """A template with the slopes that it wants; raises an EvaluationError where it has no value."""
        given = {**self.environment, **{f"{MARK}{i}": slope for i, slope in enumerate(slopes)}}
        return balls.at_precision(BITS, lambda: constant(template.run(given)))

    def moved(self, slip: Slip, known: Mapping[Expression, arb] | None = None) -> arb | None:
        """What a slip makes of the derivative, where some slopes are known to be others; None where it has no value."""
        try:
            wanted = [self.altered(part, known) if known else self.right(part) for part in slip.template.wants]
            at_node = self.run(slip.template, wanted)
        except EvaluationError:
            return None
        return self.derivative + self.adjoint[slip.site] * (at_node - self.slope[slip.site])

    def altered(self, e: Expression, known: Mapping[Expression, arb]) -> arb:
        """The slope of an expression where those of some below it are others; raises an EvaluationError where it has none."""
        if e in known:
            return known[e]
        template = right_template(e, self.web.variable)
        if not template.wants:
            return self.right(e)
        return self.run(template, [self.altered(part, known) for part in template.wants])

    def everywhere(self, *ways: tuple[Malrule, Operator]) -> arb | None:
        """The derivative where rules are followed wherever they can be, the first that can; None where that has no value."""
        kept: dict[tuple[Expression, bool], arb] = {}

        def slope(e: Expression, whole: bool) -> arb:
            known = kept.get((e, whole))
            if known is not None:
                return known
            for rule, operator in ways:
                if rule.whole and not whole:
                    continue
                template = wrong_template(operator, e, self.web.variable)
                if template is not None:
                    break
            else:
                template = right_template(e, self.web.variable)
            below = whole and rule_at(e, self.web.variable).name in WHOLE
            found = kept[e, whole] = self.run(template, [slope(part, below) for part in template.wants])
            return found

        try:
            return slope(self.web.function, True)
        except EvaluationError:
            return None

    def _adjoint(self, site: Site) -> arb:
        parent = self.web.sites[site.parent]
        template = right_template(parent.node, self.web.variable)
        unit = [arb(int(i == site.part)) for i in range(len(template.wants))]
        return self.adjoint[site.parent] * self.run(template, unit)
