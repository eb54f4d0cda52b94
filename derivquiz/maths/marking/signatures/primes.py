"""Towers of primes in which exponentials can be worked out: p₀ ≡ 1 (mod p₁), p₁ ≡ 1 (mod p₂), and so on.

In the integers modulo p₀ there are p₁ powers of one element g, so that g^u has a meaning for u modulo p₁, and g^(u+v) = g^u·g^v.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from random import Random

from flint import fmpz

LEVELS = 4
"""How many primes a tower has: how deep exponentials, sines and cosines may be nested, and one more."""
BITS = 100
"""The size of the least prime; each above it has at most 17 bits more."""
MOST_MULTIPLE = 1 << 9
ODD_ROOTS = (3, 5, 7)
"""Roots of these degrees are unique in a tower for roots."""
TOWERS = 8
"""How many towers there are of each kind."""


class Kind(Enum):
    """What a tower is good for."""

    ANGLES = auto()
    """Every prime is 1 modulo 240: π/120 and its multiples have sines and cosines."""
    ROOTS = auto()
    """Every number has one root of each odd degree, as in the reals; π/8 and its multiples have sines and cosines."""
    REALS = auto()
    """Every number has one root of each odd degree, 2 and 3 have square roots, −1 has none: there are no sines."""

    @property
    def parts(self) -> int:
        """Into how many angles a full turn can be cut."""
        return {Kind.ANGLES: 240, Kind.ROOTS: 16, Kind.REALS: 2}[self]

    @property
    def residue(self) -> tuple[int, int]:
        """A modulus, and what every prime is modulo that."""
        return {Kind.ANGLES: (240, 1), Kind.ROOTS: (16, 1), Kind.REALS: (24, 23)}[self]

    def suits(self, prime: int) -> bool:
        """Whether a prime has what the kind asks for."""
        modulus, residue = self.residue
        return prime % modulus == residue and (self is Kind.ANGLES or all((prime - 1) % degree for degree in ODD_ROOTS))


@dataclass(frozen=True, slots=True)
class Tower:
    """Primes from the top down."""

    kind: Kind
    primes: tuple[int, ...]
    turns: tuple[int, ...]
    """Of each prime an element whose order is the number of angles in a full turn."""
    bases: tuple[int, ...]
    """Of each prime but the last an element whose order is the next."""


@lru_cache(maxsize=TOWERS * len(Kind))
def tower(kind: Kind, index: int) -> Tower:
    """One of the towers of a kind; the same on every machine."""
    random = Random(f"{kind.name} {index}")  # noqa: S311  # the same towers everywhere
    while True:
        primes = [_bottom(kind, random)]
        while len(primes) < LEVELS and (above := _above(kind, primes[-1], random)):
            primes.append(above)
        if len(primes) == LEVELS:
            primes.reverse()
            turns = tuple(_turn(prime, kind.parts, random) for prime in primes)
            return Tower(kind, tuple(primes), turns, tuple(_element(p, q, random) for p, q in pairwise(primes)))


def prepare() -> None:
    """Work out all towers, so that none of the first few answers waits for one."""
    for kind in Kind:
        for index in range(TOWERS):
            tower(kind, index)


def _bottom(kind: Kind, random: Random) -> int:
    modulus, residue = kind.residue
    # there is no known composite that is_probable_prime takes for a prime, and these few are checked in full by a test
    while True:
        found = (random.getrandbits(BITS) | 1 << (BITS - 1)) // modulus * modulus + residue
        if kind.suits(found) and fmpz(found).is_probable_prime():
            return found


def _above(kind: Kind, prime: int, random: Random) -> int | None:
    step = kind.parts * prime
    start = random.randrange(MOST_MULTIPLE)
    for multiple in (*range(start, MOST_MULTIPLE), *range(1, start)):
        found = multiple * step + 1
        if kind.suits(found) and fmpz(found).is_probable_prime():
            return int(found)
    return None


def _element(prime: int, order: int, random: Random) -> int:
    """A random element whose order is a prime that divides prime − 1."""
    while True:
        found = power(random.randrange(2, prime - 1), (prime - 1) // order, prime)
        if found != 1:
            return found


def _turn(prime: int, parts: int, random: Random) -> int:
    """A random element of an order that 2, 3 and 5 alone divide."""
    while True:
        found = power(random.randrange(2, prime - 1), (prime - 1) // parts, prime)
        if all(power(found, parts // factor, prime) != 1 for factor in (2, 3, 5) if parts % factor == 0):
            return found


def power(base: int, exponent: int, prime: int) -> int:
    """A power modulo a prime, with flint, which is several times as fast as Python's own."""
    return int(pow(fmpz(base), fmpz(exponent), fmpz(prime)))


def inverted(value: int, prime: int) -> int:
    """The inverse of a number that is not 0."""
    return int(pow(fmpz(value), -1, fmpz(prime)))


def square_root(value: int, prime: int) -> int | None:
    """A square root, or None where there is none."""
    if fmpz(value).jacobi(fmpz(prime)) != 1:
        return None
    return int(fmpz(value).sqrtmod(fmpz(prime)))
