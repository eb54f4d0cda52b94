"""Which values modulo a prime stand for something positive, and what that tells of the signs of others.

A number that is a small one times a few of these, or over them, has the sign of the small one. That a value is so by chance has a
probability of less than 2^-68: some 500 products are tried, of 2^21 small numbers each, modulo a prime above 2^99.
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from math import prod

from derivquiz.maths.marking.signatures.draws import ImpossibleError, VanishingError
from derivquiz.maths.marking.signatures.primes import inverted

LARGEST_NUMBER = 1 << 20
"""A value up to this is that number, or its inverse: nothing random comes out so small."""
MOST_KNOWN = 13
"""How many positive values and inverses are tried as the reason of a sign, two at once..."""
FEW_KNOWN, MOST_FACTORS = 9, 3
"""...or three, where they are few."""


class Positives:
    """The values known to be positive for one choice of signs, at each level of a tower."""

    def __init__(self, primes: tuple[int, ...]) -> None:
        self.primes = primes
        self._kept: dict[tuple[int, int], int] = {}
        """By the level and what a value shares with its opposite and its inverses."""
        self.searches = 0

    def inverse(self, value: int, level: int) -> int:
        """The inverse of a value; raises VanishingError for 0."""
        prime = self.primes[level]
        if not value % prime:
            raise VanishingError
        return inverted(value, prime)

    def shared(self, value: int, level: int) -> tuple[int, bool]:
        """What a value has in common with its opposite and its inverses, and whether it is that up to inversion."""
        prime = self.primes[level]
        inverse = self.inverse(value, level)
        direct, turned = min(value, prime - value), min(inverse, prime - inverse)
        return (direct, False) if direct <= turned else (turned, True)

    def of(self, value: int, level: int) -> int | None:
        """A value or its opposite, whichever is known to be positive; None if neither is."""
        size, inverse = self.shared(value, level)
        known = self._kept.get((level, size))
        return known if known is None or not inverse else self.inverse(known, level)

    def mark(self, value: int, level: int) -> None:
        """Keep a value as positive; raises ImpossibleError where its opposite was kept."""
        size, inverse = self.shared(value, level)
        direct = self.inverse(value, level) if inverse else value
        if self._kept.setdefault((level, size), direct) != direct:
            raise ImpossibleError

    def implied(self, value: int, level: int) -> int | None:
        """The sign of a value that is a small number times, or over, one or a few positive values."""
        self.searches += 1
        prime = self.primes[level]
        positive = [1]
        for (where, _), known in self._kept.items():
            if where == level:
                positive += [known, self.inverse(known, level)]
        positive = positive[:MOST_KNOWN]
        either = value, self.inverse(value, level)
        for factors in combinations_with_replacement(positive, MOST_FACTORS if len(positive) <= FEW_KNOWN else 2):
            product = prod(factors)
            for start in either:
                found = start * product % prime
                if min(found, prime - found) < LARGEST_NUMBER:
                    return 1 if found < LARGEST_NUMBER else -1
        return None
