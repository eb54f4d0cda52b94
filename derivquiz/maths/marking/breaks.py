"""A point in every piece that jumps, kinks, cases and the edges of domains break a line into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random

from derivquiz.maths.expression import Apply, Expression, Power, Sum
from derivquiz.maths.marking.crossings import Line
from derivquiz.maths.marking.deciders import deciders

Place = dict[str, Fraction]

WORK = 1500
"""How often deciders may be worked out over a stretch, in all."""
WORK_WEIGHT, WEIGHT = 200, 8
"""Trees that weigh more than this are worked out so much less often; a function weighs as much as so many other nodes."""
MOST_CENTRES, MOST_TERMS = 8, 4
"""So many places where a sum of so many terms vanishes are landmarks."""
MOST_PIECES = 40
"""So many pieces of one line get a point; those next to the breaks that are rarest and nearest to 0 come first."""
STARTS = 2
"""Lines go through so many random places where there are several names..."""
CORNERS = 6
"""...and through so many points of the pieces found, since a piece may be bounded in several names."""
MOST_MET = 12
"""...and where breaks that were met cross others, which is how an island is entered."""
MIXED = 60
"""So many points take each name's value from another line."""
FAR_RATIO = 64
"""A piece that reaches so many times farther than it begins gets a point at either end."""


class Pieces:
    """The pieces that the deciders among all nodes of some trees cut lines into.

    `settled` says whether all breaks on the lines looked at so far are known.
    """

    def __init__(self, nodes: Iterable[Expression]) -> None:
        nodes = tuple(nodes)
        self.deciders, self.settled = deciders(nodes)
        self._rooms: dict[frozenset[tuple[str, Fraction]], Fraction] = {}
        self._turning: list[tuple[str, Place]] = []
        self._met: dict[tuple[str, Fraction], list[Place]] = {}
        self._sums = [node for node in nodes if isinstance(node, Sum) and len(node.terms) <= MOST_TERMS]
        weight = sum(WEIGHT if isinstance(node, Apply | Power) else 1 for node in nodes)
        self._work = WORK * WORK_WEIGHT // max(weight, WORK_WEIGHT)
        self._budget = [self._work]

    def room(self, point: Place) -> Fraction:
        """How far the nearest break is from a point that was given, as far as is known."""
        return self._rooms.get(frozenset(point.items()), Fraction(1))

    def note(self, point: Place, room: Fraction) -> None:
        """Keep how far it may be to the nearest break from a point that was chosen elsewhere."""
        self._rooms[frozenset(point.items())] = room

    def points(self, names: Sequence[str], starts: Sequence[Place], random: Random) -> Iterator[Place]:
        """A point in each piece of the lines through the starts and, for several names, through points found on these."""
        if not self.deciders:
            return
        found: list[tuple[str, Place]] = []
        for place in starts[: STARTS if len(names) > 1 else 1]:
            for name in names:
                for point in self.along(place, name, random):
                    found.append((name, point))
                    yield point
        if len(names) > 1:
            yield from self._off_the_lines(names, found, random)

    def _off_the_lines(self, names: Sequence[str], found: list[tuple[str, Place]], random: Random) -> Iterator[Place]:
        """Points of pieces that are bounded in several names."""
        self._budget[0] = max(self._budget[0], 0) + self._work
        random.shuffle(found)
        random.shuffle(self._turning)
        often = sorted(self._met.items(), key=lambda met: -len(met[1]))[:MOST_MET]
        met = [(name, {**places[0], name: at}) for (name, at), places in often]
        for moved, corner in (*self._turning[:CORNERS], *met, *found[:CORNERS]):
            for name in names:
                if name != moved:
                    yield from self.along(corner, name, random)
        values = {name: [point[name] for moved, point in found if moved == name] for name in names}
        if all(values.values()):
            for _ in range(MIXED if len(names) > 2 else 0):
                yield {name: random.choice(values[name]) for name in names}

    def centres(self, place: Place, name: str) -> list[Fraction]:
        """Where sums such as x - e^5 vanish along a line: around there a function may be up to something."""
        line = Line(place, name, [0])
        found = (line.linear_root(node) for node in self._sums)
        return list(dict.fromkeys(root for root in found if root is not None))[:MOST_CENTRES]

    def along(self, place: Place, name: str, random: Random) -> Iterator[Place]:
        """A point in each piece of one line."""
        for at, room in self._between(self._breaks(place, name), random):
            point = {**place, name: at}
            self._rooms[frozenset(point.items())] = room
            yield point

    def _breaks(self, place: Place, name: str) -> list[Fraction]:
        """The breaks on a line, in order, or the most telling ones where there are very many."""
        rank: dict[Fraction, tuple[int, Fraction]] = {}
        for decider in self.deciders:
            line = Line(place, name, self._budget)
            zeros = sorted(set(line.zeros(decider)), key=abs)
            self.settled = self.settled and line.settled
            self._turning += [(name, {**place, name: at}) for at in line.turning]
            for zero in zeros if len(place) > 1 else ():
                self._met.setdefault((name, zero), []).append(place)
            for number, zero in enumerate(zeros):
                rank[zero] = min(rank.get(zero, (number, abs(zero))), (number, abs(zero)))
        if len(rank) > MOST_PIECES:
            self.settled = False
        return sorted(sorted(rank, key=rank.__getitem__)[:MOST_PIECES])

    def _between(self, breaks: list[Fraction], random: Random) -> Iterator[tuple[Fraction, Fraction]]:
        if not breaks:
            return
        for low, high in pairwise(breaks):
            yield from _within(low, high, random)
        for end, way in ((breaks[0], -1), (breaks[-1], 1)):
            for reach in dict.fromkeys((Fraction(1), max(Fraction(1), abs(end)))):
                step = reach * _share(random)
                yield end + way * step, step


def _within(low: Fraction, high: Fraction, random: Random) -> Iterator[tuple[Fraction, Fraction]]:
    """Points strictly between two breaks, with their distance from the nearer one."""
    gap = high - low
    step = gap * _share(random)
    yield low + step, min(step, gap - step)
    nearer, farther = sorted((abs(low), abs(high)))
    if gap > 4 and farther > FAR_RATIO * nearer:
        step = _share(random)
        yield (low + step if abs(low) == nearer else high - step), step


def _share(random: Random) -> Fraction:
    """A random fraction between 1/4 and 3/4, which nothing can be built to avoid."""
    return Fraction(random.randrange(1 << 20, 3 << 20), 1 << 22)
