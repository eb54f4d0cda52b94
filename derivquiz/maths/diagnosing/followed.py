"""One wrong rule followed at one node, at all nodes, or on some of the paths to the variable, against an answer's values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, islice

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths.deriving.derivation import rule_at
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import ALIKE, KEPT, LATE, MISSING_TERM, SIGN
from derivquiz.maths.diagnosing.slips_in_losses import ORDINARY
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.diagnosing.web import Slip, Values, Web
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Number, Product, walk

ADDED = "coefficient-added-to-exponent"
MOST_TERMS = 6
"""Of longer sums one term alone is looked for."""
LINEAR = (Name, Number, Negate, Product)
Way = Callable[[Values], arb | None]
"""What a slip makes of the derivative at a point."""


class Followed:
    """A web at the points of a trial."""

    def __init__(self, trial: Trial, found: Web) -> None:
        self.trial, self.web = trial, found
        self.places: list[tuple[Values, arb]] = []
        """The values at each point that has them, and the answer's."""
        for point, mine in zip(trial.points, trial.mine, strict=True):
            try:
                self.places.append((Values(found, trial.filled(point)), mine))
            except EvaluationError:
                continue

    def gives(self, way: Way) -> bool:
        """Whether a slip gives the answer at every point, and not the right one at all of them."""
        silent = True
        for values, mine in self.places:
            moved = way(values)
            if moved is None or not self.trial.fits(moved, mine):
                return False
            silent = silent and moved.overlaps(values.derivative)
        return not silent

    def at_one(self) -> Iterator[Found]:
        """The rules that give the answer at one node, those high in the tree first, or at all nodes that are the same."""
        likely = (slip for slip in self.web.slips if slip.rule.slug not in ALIKE and not self._is_miscount(slip))
        found = [slip for slip in likely if self.gives(partial(_moved, slip))]
        for slip in sorted(found, key=lambda one: (self.web.sites[one.site].depth, one.order)):
            yield Found(slip.rule.slug, self.web.sites[slip.site], slip.way)
        for same in self._same_nodes():
            if self.gives(partial(_together, same)):
                site = self.web.sites[same[0].site]
                yield Found(same[0].rule.slug, site._replace(place=None), same[0].way)

    def _is_miscount(self, slip: Slip) -> bool:
        """Whether a slip does no more to a number than a miscount by one: 2 + 1 for the slope of 2x."""
        node = self.web.sites[slip.site].node
        return self.trial.at is not None and slip.rule.slug == ADDED and all(isinstance(part, LINEAR) for part in walk(node))

    def _same_nodes(self) -> list[list[Slip]]:
        """Slips by the same rule at nodes that look the same."""
        groups: dict[object, list[Slip]] = defaultdict(list)
        for slip in self.web.slips:
            if slip.rule.slug not in ALIKE:
                groups[slip.rule.slug, slip.way, self.web.sites[slip.site].node].append(slip)
        return [group for group in groups.values() if len(group) > 1]

    def at_all(self) -> Iterator[Found]:
        """The rules that give the answer where they are followed wherever they can be, in one way or in whichever fits."""
        for way in self.ways(least=2):
            if self.gives(partial(_everywhere, (way,))):
                yield Found(way[0])
        several: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for way in self.ways():
            several[way[0]].append(way)
        for slug, ways in several.items():
            if len(ways) > 1 and self.gives(partial(_everywhere, tuple(reversed(ways)))):
                yield Found(slug)

    def ways(self, least: int = 1) -> list[tuple[str, int]]:
        """The rules that can be followed at so many nodes, with the way they can."""
        several = ((way, slips) for way, slips in self.web.by_way.items() if len(slips) >= least and way[0] not in ALIKE)
        return [way for way, slips in several if not all(map(self._is_miscount, slips.values()))]

    def terms(self) -> Iterator[Found]:
        """Whether terms of a sum are missing, but not all; a number at a point would tell that too easily."""
        if self.trial.at is not None:
            return
        for i, terms in self._sums():
            few = range(1, len(terms)) if self.web.sites[i].whole and len(terms) <= MOST_TERMS else (1,)
            if any(self.gives(partial(_left_out, missing)) for count in few for missing in combinations(terms, count)):
                yield Found(MISSING_TERM, self.web.sites[i])
                return

    def _sums(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The sums, each with those of its terms that move, of which there are several; whole ones first."""
        moving: dict[int, list[int]] = defaultdict(list)
        for i, site in enumerate(self.web.sites):
            if site.parent >= 0 and self._rule(site.parent) == "sum" and self._rule(i) != "constant":
                moving[site.parent].append(i)
        for i in sorted(moving, key=lambda i: not self.web.sites[i].whole):
            if len(moving[i]) > 1:
                yield i, tuple(moving[i])

    def _rule(self, site: int) -> str:
        return rule_at(self.web.sites[site].node, self.web.variable).name

    def paths(self) -> Iterator[Found]:
        """Whether one path to the variable is missing, or is followed alone."""
        ends = [i for i, site in enumerate(self.web.sites) if rule_at(site.node, self.web.variable).name == "identity"]
        if len(ends) > 1 and any(self.gives(partial(_alone, end)) or self.gives(partial(_without, end)) for end in ends):
            yield Found("one-path-only")

    def likenesses(self) -> Iterator[Found]:
        """What is like a right answer but for one node: its sign, or a function that stands there undifferentiated."""
        for i, site in islice(enumerate(self.web.sites), 1, None):
            if self.gives(partial(_turned, i)):
                yield Found(SIGN, site)
                return
        for slip in self.web.slips:
            if slip.rule.slug in ALIKE and self._is_seen(slip) and self.gives(partial(_moved, slip)):
                yield Found(slip.rule.slug, self.web.sites[slip.site], slip.way)
                return
        numbers = (i for i, site in enumerate(self.web.sites) if isinstance(site.node, Number) and self.trial.at is None)
        for i in numbers:
            if self.gives(partial(_raised, i)):
                yield Found("constant-differentiated", self.web.sites[i])
                return

    def _is_seen(self, slip: Slip) -> bool:
        """Whether a part that stays as it was can be told from another slip, and has left a trace in the answer."""
        site, formula = self.web.sites[slip.site], self.trial.at is None
        if slip.rule.slug == KEPT and (site.parent < 0 or self._rule(site.parent) == "power"):
            return False
        if slip.rule.slug in LATE and not formula:
            return False
        return slip.rule.slug in (SIGN, *LATE[1:]) or not formula or _functions(site.node) <= _functions(self.trial.answer)


def _functions(e: Expression) -> set[str]:
    return {part.function for part in walk(e) if isinstance(part, Apply)}


def may_be_shared(function: Expression, variable: str) -> bool:
    """Whether a function is about paths: a variable that is multiplied by itself, or the variable of a loss."""
    if variable[:1] not in ORDINARY:
        return True
    return any(isinstance(node, Product) and node.factors.count(Name(variable)) > 1 for node in walk(function))


def _together(slips: list[Slip], values: Values) -> arb | None:
    total = values.derivative
    for slip in slips:
        moved = values.moved(slip)
        if moved is None:
            return None
        total = total + (moved - values.derivative)
    return total


def _moved(slip: Slip, values: Values) -> arb | None:
    return values.moved(slip)


def _everywhere(ways: tuple[tuple[str, int], ...], values: Values) -> arb | None:
    return values.everywhere(*ways)


def _alone(site: int, values: Values) -> arb:
    return values.adjoint[site]


def _without(site: int, values: Values) -> arb:
    return values.derivative - values.adjoint[site]


def _left_out(sites: tuple[int, ...], values: Values) -> arb:
    return sum((-values.adjoint[site] * values.slope[site] for site in sites), values.derivative)


def _raised(site: int, values: Values) -> arb:
    return values.derivative + values.adjoint[site]


def _turned(site: int, values: Values) -> arb:
    return values.derivative - 2 * values.adjoint[site] * values.slope[site]
