"""What one trial draws at random, and what may come of that."""

from __future__ import annotations

from math import gcd
from random import Random

from derivquiz.maths.marking.signatures.primes import Tower, power


class UnluckyError(Exception):
    """A number without the root that was asked: other random values may do."""


class VanishingError(Exception):
    """A division by what is 0 for these signs, or its logarithm."""


class ImpossibleError(Exception):
    """The signs chosen contradict each other."""


class Draw:
    """What was drawn at random for one trial, the same for every choice of signs."""

    def __init__(self, tower: Tower, degree: int, random: Random) -> None:
        self.tower = tower
        self.random = random
        self.degree = degree
        """The degree of which names and π have roots."""
        self.even = degree & -degree
        self.odd = degree // self.even
        exponents = [random.randrange(1, q) for q in tower.primes[1:]]
        self.bases = tower.bases
        self.angles = [power(base, up, p) for base, up, p in zip(tower.bases, exponents, tower.primes, strict=False)]
        parts = tower.kind.parts
        unit = random.choice([k for k in range(1, parts, 2) if gcd(k, parts) == 1])
        self.turns = [power(turn, unit, p) for turn, p in zip(tower.turns, tower.primes, strict=True)]
        self._drawn: dict[tuple[object, ...], int] = {}

    def independent(self, level: int, *key: object) -> int:
        """A random number for a key."""
        found = self._drawn.get((level, *key))
        if found is None:
            prime = self.tower.primes[level]
            found = power(self.random.randrange(2, prime - 1), self.degree, prime)
            self._drawn[level, *key] = found
        return found
