"""Where two quantities are compared: a few friendly points, then random rationals, then a wider search.

Random rationals have random denominators, so that nothing built to vanish on a fixed grid, sin(πx) say, vanishes on them. The
same seed and trees give the same points; another answer gets others, so that none can be built around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from random import Random

from derivquiz.maths.expression import Apply, Cases, Constant, Expression, Name, Number, Power, Quotient, walk
from derivquiz.maths.marking.breaks import STARTS, Pieces, Place

PLAIN = tuple(Fraction(text) for text in ("1", "2", "3", "-1", "1/2", "-2", "4", "-1/2", "0", "-3", "5", "10"))
"""The values that a person likes to check by hand, in order of liking."""
FIRST = 4
"""How many friendly points are tried before random ones."""
SCALES = tuple(Fraction(text) for text in ("3", "1", "6", "30", "1/10"))
WIDE = tuple(Fraction(text) for text in ("1/1000", "1/100", "1/10", "1", "3", "10", "100", "1000", "10000"))
MOST_CENTRES = 24
MOST_PLACES = 100
FAR = 30
"""Random points don't come near numbers greater than this."""
MOST_FAR = 4
SCALE_SPAN = 20
EXTREME = 400
TURNING = frozenset({"abs", "sign", "step", "relu", "leaky_relu", "elu", "max", "min"})
CLOSE = tuple(Fraction(1, 1 << exponent) for exponent in (0, 7, 14, 22, 31))


def friendly(names: Sequence[str], count: int = len(PLAIN)) -> Iterator[Place]:
    """Points of small whole numbers and halves; several names get different values."""
    for j in range(count):
        yield {name: PLAIN[(j + i) % len(PLAIN)] for i, name in enumerate(names)}


def random_points(names: Sequence[str], random: Random, count: int) -> Iterator[Place]:
    """Random rationals at several scales; the first few are positive in every name."""
    for j in range(count):
        scale = SCALES[j % len(SCALES)]
        yield {name: _fraction(random, scale if j < len(SCALES) or random.random() < 1 / 2 else -scale) for name in names}


def around(point: Place, random: Random, room: Fraction = Fraction(1)) -> tuple[tuple[Place, Place], ...]:
    """Pairs of points on opposite sides of one, at two distances less than its room, in random directions.

    The steps are dyadic, so that near a whole number x − x is exactly 0.
    """
    pairs = []
    least = 22 + (room.denominator // room.numerator).bit_length()
    for bits in (max(30, least), max(40, least + 10)):
        step = {name: Fraction(random.randrange(1, 1 << 21) * random.choice((1, -1)), 1 << bits) for name in point}
        pairs.append(
            ({name: at + step[name] for name, at in point.items()}, {name: at - step[name] for name, at in point.items()})
        )
    return tuple(pairs)


def simpler(point: Place) -> Iterator[Place]:
    """Points near one that are easier to read, the easiest first."""
    for denominator in (1, 2, 10, 100, 10**4, 10**6, 10**9):
        yield {name: Fraction(round(at * denominator), denominator) for name, at in point.items()}
    for size in (3, 6, 10, 15, 20, 30, 50, 100):
        yield {name: Fraction(-1 if at < 0 else 1, 10**size) for name, at in point.items()}


def distance(point: Place) -> int:
    """How far the names are from 1 and -1, in powers of 2."""
    return max(abs(at.numerator.bit_length() - at.denominator.bit_length()) for at in point.values())


class Landmarks:
    """What the trees themselves say of where to look: their constants, their breaks, how much work they are."""

    def __init__(self, trees: Sequence[Expression], seed: int = 0) -> None:
        self._nodes = tuple(chain.from_iterable(map(walk, trees)))
        self.random = _source(self._nodes, seed)
        """Random numbers that depend on the trees and the seed and on nothing else."""
        sizes: set[Fraction] = set()
        self.weight = 0
        """How many functions and powers there are."""
        self.divided = False
        """Whether there may be holes."""
        self.turns = any(
            isinstance(part, Cases) or (isinstance(part, Apply) and part.function in TURNING) for part in self._nodes
        )
        """Whether anything jumps or has a kink by itself."""
        for part in self._nodes:
            if isinstance(part, Number):
                if part.places <= MOST_PLACES:
                    sizes.add(part.value)
            elif isinstance(part, Apply | Power):
                self.weight += 1
            elif isinstance(part, Quotient):
                self.divided = True
        self.divided = self.divided or self.weight > 0
        self.constants = [c for size in sorted(sizes)[:MOST_CENTRES] for c in ((size, -size) if size else (size,))]
        """The numbers that occur, with both signs, in order of size."""

    @cached_property
    def pieces(self) -> Pieces:
        """The pieces into which the deciders of the trees cut lines: worked out when first asked for."""
        return Pieces(self._nodes)

    def wide(self, names: Sequence[str], random: Random) -> Iterator[Place]:
        """Ever more points, at scales from 1/1000 to 10,000 and close to the constants: for domains that are small or far."""
        centres = [Fraction(0), *self.constants]
        while True:
            scale = random.choice(WIDE)
            yield {name: random.choice(centres) + _fraction(random, random.choice((scale, -scale))) for name in names}

    def beyond_breaks(self, names: Sequence[str], random: Random) -> Iterator[Place]:
        """A point in each piece that jumps, kinks, cases and edges cut lines into, near each x - 123, and by large numbers.

        Where not all breaks are known, also on both sides of every constant, ever closer to where sums vanish, and at random
        points of every scale.
        """
        starts = list(random_points(names, random, STARTS))
        yield from self.pieces.points(names, starts, random)
        far = [c for c in self.constants if abs(c) > FAR]
        for centre in self.constants if not self.pieces.settled else random.sample(far, min(len(far), MOST_FAR)):
            for side in (Fraction(1, 4), Fraction(-1, 4)):
                yield {name: centre + _fraction(random, side) for name in names}
        yield from self._close(names, starts[0], random, CLOSE if not self.pieces.settled else CLOSE[:1])
        if not self.pieces.settled:
            yield from self._of_sizes(names, random, range(-SCALE_SPAN, 2 * SCALE_SPAN, 2))

    def sizes(self, names: Sequence[str], random: Random) -> Iterator[Place]:
        """Points of all sizes, where `beyond_breaks` gives none: what is smooth may turn in no time, as tanh(10^9·x) at 0."""
        if self.pieces.settled:
            yield from self._of_sizes(names, random, range(-2 * SCALE_SPAN, 2 * SCALE_SPAN, 8))

    def extremes(self, names: Sequence[str], random: Random) -> Iterator[Place]:
        """Points of sizes that nobody types, and as near as that to where sums vanish."""
        yield from self._of_sizes(names, random, range(-EXTREME, EXTREME + 1, 16))
        start = next(random_points(names, random, 1))
        yield from self._close(names, start, random, [Fraction(1, 1 << bits) for bits in range(48, EXTREME, 32)])

    def _of_sizes(self, names: Sequence[str], random: Random, exponents: range) -> Iterator[Place]:
        for exponent in exponents:
            for _ in range(2):
                yield {name: random.choice((1, -1)) * _fraction(random, Fraction(2) ** exponent) for name in names}

    def _close(self, names: Sequence[str], start: Place, random: Random, scales: Sequence[Fraction]) -> Iterator[Place]:
        """Points ever closer to where sums vanish, in every name at once."""
        centres = {name: self.pieces.centres(start, name) or [start[name]] for name in names}
        for scale in scales:
            for number in range(max(map(len, centres.values()))):
                for side in (scale, -scale):
                    off = _fraction(random, side)
                    point = {
                        name: (found[number % len(found)] if len(names) == 1 else random.choice(found)) + off
                        for name, found in centres.items()
                    }
                    self.pieces.note(point, abs(off))
                    yield point

    def holes(self, names: Sequence[str]) -> Iterator[Place]:
        """Zero and the first constants: where a quotient may have a hole."""
        if self.divided:
            for centre in dict.fromkeys((Fraction(0), *self.constants[:6])):
                yield dict.fromkeys(names, centre)


def _source(nodes: Sequence[Expression], seed: int) -> Random:
    parts: list[str] = [str(seed)]
    for part in nodes:
        match part:
            case Number(mantissa, places):
                parts.append(f"{mantissa:x} {places}")
            case Name(name) | Constant(name) | Apply(name, _):
                parts.append(name)
            case _:
                parts.append(type(part).__name__)
    return Random(blake2b("\n".join(parts).encode(), digest_size=8).digest())  # noqa: S311  # the same points every time


def _fraction(random: Random, scale: Fraction) -> Fraction:
    """A random rational between 0 and a scale, with a random denominator."""
    denominator = int(random.random() * (3 << 20)) + (1 << 20)
    numerator = int(random.random() * (denominator - 1)) + 1
    return Fraction(numerator * scale.numerator, denominator * scale.denominator)
