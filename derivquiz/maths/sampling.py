"""Where two quantities are compared: a few friendly points, then random rationals, then a wider search.

Random rationals have random denominators, so that nothing built to vanish on a fixed grid, sin(πx) say, vanishes on them. The
same seed gives the same points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from random import Random

from derivquiz.maths.expression import Apply, Cases, Expression, Number, Power, Quotient, rational, walk

Place = dict[str, Fraction]

PLAIN = tuple(Fraction(text) for text in ("1", "2", "3", "-1", "1/2", "-2", "4", "-1/2", "0", "-3", "5", "10"))
"""The values that a person likes to check by hand, in order of liking."""
FIRST = 4
"""How many friendly points are tried before random ones."""
SCALES = tuple(Fraction(text) for text in ("3", "1", "6", "30", "1/10"))
WIDE = tuple(Fraction(text) for text in ("1/1000", "1/100", "1/10", "1", "3", "10", "100", "1000", "10000"))
BROKEN = frozenset({"abs", "sign", "step", "max", "min", "relu", "leaky_relu", "elu"})
"""Functions with a jump or a kink, beyond which another formula holds."""
MOST_CENTRES = 24


def friendly(names: Sequence[str], count: int = len(PLAIN)) -> Iterator[Place]:
    """Points of small whole numbers and halves; several names get different values."""
    for j in range(count):
        yield {name: PLAIN[(j + i) % len(PLAIN)] for i, name in enumerate(names)}


def random_points(names: Sequence[str], random: Random, count: int) -> Iterator[Place]:
    """Random rationals at several scales; the first few are positive in every name."""
    for j in range(count):
        scale = SCALES[j % len(SCALES)]
        yield {name: _fraction(random) * scale * (1 if j < len(SCALES) else random.choice((1, -1))) for name in names}


def wide_points(names: Sequence[str], random: Random, trees: Sequence[Expression]) -> Iterator[Place]:
    """Ever more points, at scales from 1/1000 to 10,000 and close to the constants that occur: for small or far domains."""
    centres = [Fraction(0), *constants(trees)]
    while True:
        scale = random.choice(WIDE)
        yield {name: random.choice(centres) + _fraction(random) * random.choice((scale, -scale)) for name in names}


def beyond_breaks(names: Sequence[str], random: Random, trees: Sequence[Expression]) -> Iterator[Place]:
    """Points on both sides of every constant at which a case, a kink or a jump may lie; none where the trees have none."""
    if not any(_breaks(part) for tree in trees for part in walk(tree)):
        return
    found = constants(trees)
    quotients = (a / b for a in found for b in found if b not in {0, 1, -1} and a not in {0, b, -b})
    centres = list(dict.fromkeys(islice((*found, *quotients), MOST_CENTRES)))
    for centre in centres:
        for side in (Fraction(1, 4), Fraction(-1, 4)):
            yield {name: centre + _fraction(random) * side for name in names}


def at_constants(names: Sequence[str], tree: Expression) -> Iterator[Place]:
    """Zero and the first constants of a tree: where a quotient may have a hole."""
    if any(isinstance(part, Quotient | Power | Apply) for part in walk(tree)):
        for centre in dict.fromkeys((Fraction(0), *constants([tree])[:6])):
            yield dict.fromkeys(names, centre)


def around(point: Place, random: Random) -> tuple[tuple[Place, Place], ...]:
    """Pairs of points on opposite sides of one, at two distances, in random directions."""
    pairs = []
    for distance in (Fraction(1, 500), Fraction(1, 100_000)):
        step = {name: _fraction(random) * distance * random.choice((1, -1)) for name in point}
        pairs.append(
            ({name: at + step[name] for name, at in point.items()}, {name: at - step[name] for name, at in point.items()})
        )
    return tuple(pairs)


def simpler(point: Place) -> Iterator[Place]:
    """Points near one that are easier to read, the easiest first."""
    for denominator in (1, 2, 10, 100):
        yield {name: Fraction(round(at * denominator), denominator) for name, at in point.items()}


def constants(trees: Sequence[Expression]) -> list[Fraction]:
    """The numbers that occur in trees, with both signs, in order of size."""
    sizes = {size for tree in trees for part in walk(tree) if isinstance(part, Number) and (size := rational(part)) is not None}
    return [signed for size in sorted(sizes)[:MOST_CENTRES] for signed in ((size, -size) if size else (size,))]


def _breaks(part: Expression) -> bool:
    return isinstance(part, Cases) or (isinstance(part, Apply) and part.function in BROKEN)


def _fraction(random: Random) -> Fraction:
    """A random rational in (0, 1) with a random denominator."""
    denominator = random.randrange(1 << 20, 1 << 22)
    return Fraction(random.randrange(1, denominator), denominator)
