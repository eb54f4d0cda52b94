"""Terms of a sum: like ones added, the order of a book, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm

from derivquiz.maths.deriving.monomials import ZERO, Factor, Monomial, in_order, like, written
from derivquiz.maths.expression import Expression, Name, Sum


def scaled(m: Monomial, c: Fraction) -> Monomial:
    """A multiple of a monomial."""
    return Monomial(m.coefficient * c, m.factors)


def in_book_order(terms: list[Monomial]) -> list[Monomial]:
    """The terms of a sum that was worked out, in the order of a book: see `_by_degree`; else a term without a minus first."""
    ordered = _by_degree(terms)
    first = next((i for i, term in enumerate(ordered) if term.coefficient > 0), 0)
    return ordered if ordered is not terms else [ordered[first], *ordered[:first], *ordered[first + 1 :]] if ordered else ordered


def added(terms: Sequence[Monomial]) -> Monomial:
    """The sum of terms that are not alike, as a monomial."""
    if len(terms) < 2:
        return terms[0] if terms else ZERO
    return Monomial(Fraction(1), ((Sum(tuple(written(term) for term in terms)), Fraction(1)),))


def joined_terms(terms: Iterable[Monomial]) -> list[Monomial]:
    """Like terms added, in the order in which they first occur."""
    held: dict[object, Monomial] = {}
    for term in terms:
        key = like(term)
        before = held.get(key)
        held[key] = term if before is None else Monomial(before.coefficient + term.coefficient, before.factors)
    return [term for term in held.values() if term.coefficient]


def _by_degree(terms: list[Monomial]) -> list[Monomial]:
    """Powers of one letter, all times the same, in falling order, but 1 − x; else as they are."""
    degrees: list[Fraction] = []
    letters: set[Expression] = set()
    others: set[frozenset[Factor]] = set()
    for term in terms:
        powers = [(base, power) for base, power in term.factors if isinstance(base, Name) and isinstance(power, Fraction)]
        letters |= {base for base, _ in powers}
        degrees.append(sum((power for _, power in powers), Fraction(0)))
        others.add(like(term) - frozenset(powers))
    if len(letters) != 1 or len(others) > 1:
        return terms
    ordered = [term for _, term in sorted(zip(degrees, terms, strict=True), key=lambda pair: -pair[0])]
    if len(ordered) == 2 and not ordered[1].factors and ordered[0].coefficient < 0 < ordered[1].coefficient:
        return ordered[::-1]
    return ordered


def common_powers(terms: Sequence[Monomial]) -> dict[Expression, Fraction]:
    """The least exponent of every base that all the terms have, by `in_order`."""
    shared: dict[Expression, Fraction] | None = None
    for term in terms:
        found = {in_order(base): power for base, power in term.factors if isinstance(power, Fraction)}
        before = found if shared is None else shared
        shared = {key: min(power, found[key]) for key, power in before.items() if key in found}
    return shared or {}


def content(terms: Sequence[Monomial]) -> Fraction:
    """The greatest rational that leaves whole coefficients with no common divisor."""
    return Fraction(
        gcd(*(term.coefficient.numerator for term in terms)),
        lcm(*(term.coefficient.denominator for term in terms)),
    )
