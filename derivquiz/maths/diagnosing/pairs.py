"""Two different wrong rules at once: in different branches of the derivation, one below the other, or each at all nodes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from flint import arb

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.deriving.derivation import rule_at
from derivquiz.maths.diagnosing.both import BOTH
from derivquiz.maths.diagnosing.followed import Followed, Way
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import LATE, MALRULES, SIGN
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.diagnosing.web import MARK, Slip, Template, Values, Web, wrong_template
from derivquiz.maths.expression import Name, Negate, Number, Power, rational

MOST_SLIPS = 400
MOST_NESTED = 1_500
MOST_EVERYWHERE = 3_000
"""Limits of what is tried, so that it is soon done."""
MOST_TOLD = 3
MOST_AT_A_POINT = 6
"""A number that more pairs of rules than this would give is given no name."""
TELLING = 100
"""Nor is a whole number below this, or a fraction as simple: of those near a right one, some pair gives every fifth by chance."""
NEAR = 1e-9
INSIDE = -1
"""The way of a slip of a composition that stands at its inside."""
_MOVING = ("power", "function", "exponential")
_ORDER = {slug: order for order, slug in enumerate(MALRULES)}


class Pair(NamedTuple):
    """Two slips, or a rule for all nodes each, and what they make of the derivative."""

    slugs: tuple[str, str]
    way: Way
    slips: tuple[Slip, ...] = ()
    depth: int = 0


def pairs(followed: Followed) -> Iterator[Found]:
    """The likeliest pairs of rules that give the answer together."""
    if not followed.places or len(followed.web.slips) > MOST_SLIPS or _tells_little(followed.trial):
        return
    search = _Search(followed)
    found: dict[frozenset[str], Pair] = {}
    for candidates in (search.at_one_node(), search.nested(), search.apart(), search.everywhere()):
        for pair in candidates:
            key = frozenset(pair.slugs)
            if len(key) == 2 and key not in found and followed.gives(pair.way):
                found[key] = pair
    if followed.trial.at is not None and len(found) > MOST_AT_A_POINT:
        return
    for pair in sorted(found.values(), key=lambda pair: (pair.depth, sum(_ORDER[slug] for slug in pair.slugs)))[:MOST_TOLD]:
        first, second = (Found(slug) for slug in pair.slugs)
        if pair.slips:
            first, second = (_found(followed.web, slip) for slip in pair.slips)
        yield Found(first.slug, first.site, first.way, second)


def _tells_little(trial: Trial) -> bool:
    number = rational(trial.answer)
    if trial.at is None or number is None:
        return False
    size = trial.answer.operand if isinstance(trial.answer, Negate) else trial.answer
    if isinstance(size, Number):  # 0.03 says as little as 3
        return abs(size.mantissa) < TELLING
    return abs(number.numerator) * number.denominator < TELLING


def _found(web: Web, slip: Slip) -> Found:
    site = web.sites[slip.site]
    if slip.way == INSIDE:
        return Found(slip.rule.slug, web.sites[site.parent])
    return Found(slip.rule.slug, site, slip.way)


class _Search:
    """The first point of a trial, where pairs are looked for before they are tried at the others."""

    def __init__(self, followed: Followed) -> None:
        self.followed, self.web = followed, followed.web
        self.values, mine = followed.places[0]
        half = followed.trial.half
        self.half = float(half) if half is not None else 0.0
        self.mine, self.right = float(mine.mid()), float(self.values.derivative.mid())
        self.slips = [slip for slip in self.web.slips if slip.rule.slug not in (SIGN, *LATE)]

    def fits(self, value: arb | None) -> bool:
        """Whether a value could be the answer's."""
        if value is None:
            return False
        near = float(value.mid())
        return abs(near - self.mine) <= NEAR * (abs(near) + abs(self.mine)) + self.half

    def at_one_node(self) -> Iterator[Pair]:
        """Two slips in one rule."""
        for i, site in enumerate(self.web.sites):
            for slugs, operator in BOTH:
                template = wrong_template(operator, site.node, self.web.variable)
                if template is not None:
                    slip = self.web.slip(i, MALRULES[slugs[0]], 0, template, _ORDER[slugs[0]])
                    other = slip._replace(rule=MALRULES[slugs[1]])
                    if self.fits(self.values.moved(slip)):
                        yield Pair(slugs, partial(_one, slip), (slip, other), site.depth)

    def apart(self) -> Iterator[Pair]:
        """One slip in one branch, one in another."""
        moves: list[tuple[float, Slip]] = []
        for slip in self.slips:
            moved = self.values.moved(slip)
            if moved is not None and not moved.overlaps(self.values.derivative):
                moves.append((float(moved.mid()) - self.right, slip))
        moves.sort(key=lambda one: one[0])
        keys = [by for by, _ in moves]
        target = self.mine - self.right
        for by, one in moves:
            slack = NEAR * (abs(by) + abs(target) + abs(self.right)) + self.half
            for _, other in moves[bisect_left(keys, target - by - slack) : bisect_right(keys, target - by + slack)]:
                if one.site < other.site and one.rule is not other.rule and one.site not in set(self.web.above(other.site)):
                    yield self._pair(one, other, partial(_both, one, other))

    def nested(self) -> Iterator[Pair]:
        """One slip below another: what the lower makes of a slope is what the upper goes wrong with."""
        at: dict[int, list[Slip]] = defaultdict(list)
        for slip in self.slips:
            if slip.template.wants:
                at[slip.site].append(slip)
        tried = 0
        for lower in (*self._insides(), *self.slips):
            try:
                known = {lower.site: self.values.at_node(lower)}
                if known[lower.site].overlaps(self.values.slope[lower.site]):
                    continue
                for site in self.web.above(lower.site):
                    tried += len(at[site])
                    if tried > MOST_NESTED:
                        return
                    for upper in at[site]:
                        if upper.rule is not lower.rule and self.fits(self.values.moved(upper, known)):
                            yield self._pair(upper, lower, partial(_nested, upper, lower))
                    known[site] = self.values.climbed(site, known)
            except EvaluationError:
                continue

    def _pair(self, one: Slip, other: Slip, way: Way) -> Pair:
        depth = self.web.sites[one.site].depth + self.web.sites[other.site].depth
        return Pair((one.rule.slug, other.rule.slug), way, (one, other), depth)

    def _insides(self) -> Iterator[Slip]:
        """The slips of a chain that show in the slope of the inside alone: it is 1, or squared."""
        for i, site in enumerate(self.web.sites):
            if site.parent < 0 or site.node == Name(self.web.variable):
                continue
            if rule_at(self.web.sites[site.parent].node, self.web.variable).name in _MOVING:
                for slug, made, wants in (
                    ("inner-derivative-missing", Number(1), ()),
                    ("inner-derivative-squared", Power(Name(f"{MARK}0"), Number(2)), (site.node,)),
                ):
                    yield self.web.slip(i, MALRULES[slug], INSIDE, Template(balls.evaluator(made), wants), _ORDER[slug])

    def everywhere(self) -> Iterator[Pair]:
        """Two rules, each followed wherever it can be, where one of them can be at several nodes."""
        several = self.followed.ways(least=2)
        tried = 0
        for one in several:
            for other in self.followed.ways():
                if one[0] == other[0]:
                    continue
                for ways in ((one, other), (other, one)):
                    tried += len(self.web.sites)
                    if tried > MOST_EVERYWHERE:
                        return
                    if self.fits(self.values.everywhere(*ways)):
                        yield Pair((one[0], other[0]), partial(_everywhere, ways), (), 99)


def _one(slip: Slip, values: Values) -> arb | None:
    return values.moved(slip)


def _everywhere(ways: tuple[tuple[str, int], ...], values: Values) -> arb | None:
    return values.everywhere(*ways)


def _both(one: Slip, other: Slip, values: Values) -> arb | None:
    first, second = values.moved(one), values.moved(other)
    return None if first is None or second is None else first + second - values.derivative


def _nested(upper: Slip, lower: Slip, values: Values) -> arb | None:
    try:
        known, site = {lower.site: values.at_node(lower)}, lower.site
        while (site := values.web.sites[site].parent) != upper.site:
            known[site] = values.climbed(site, known)
    except EvaluationError:
        return None
    return values.moved(upper, known)
