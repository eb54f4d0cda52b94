"""What is certain of the signs of forms, almost everywhere, and which signs can hold together.

A sign that one point, or a curve, does not share is of no matter: forms that agree almost everywhere agree wherever they are
continuous.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import inf, lcm, prod
from typing import cast

from flint import acb, arb, ctx, fmpq, fmpz_poly

from derivquiz.maths.marking.signatures.constants import BITS, constant_ball
from derivquiz.maths.marking.signatures.forms import Form, Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError

Bound = Fraction | float
"""An exact number, or one of the infinities."""
Interval = tuple[Bound, Bound]

EVERYTHING: Interval = (-inf, inf)
NOT_NEGATIVE: Interval = (Fraction(0), inf)
AROUND_PI: Interval = (Fraction(31, 10), Fraction(32, 10))
UNIT: Interval = (Fraction(-1), Fraction(1))
MOST_DEGREE = 40
FINE = 4096
"""Bits that tell roots apart which are as near to each other as 1/3 and 1/3 + 10^-1000."""


class Signs:
    """The signs of the forms of one comparison."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self._kept: dict[Form, int | None] = {}
        self._required: dict[Form, int] = {}
        self._products: dict[frozenset[Form], int] = {}
        self.assumed = False
        """Whether something was taken to be positive that may be 0 on a stretch, which is for the arithmetic to see."""
        self._open: set[Form] = set()
        self.late = False
        """Whether a form was built on a sign that was not known yet."""

    def require(self, forms: Sequence[Form], sign: int) -> None:
        """Take the sign of a product for granted, as one without which one of the trees has no value.

        Raises UnsupportedError where the opposite was taken for granted before: then nowhere do both have values.
        """
        key = frozenset(forms)
        if self._products.setdefault(key, sign) != sign:
            raise UnsupportedError("nowhere have both a value")
        if len(forms) == 1:
            self._required[forms[0]] = sign
            self.late = self.late or forms[0] in self._open

    def required(self) -> tuple[Form, ...]:
        """What has a sign that was taken for granted."""
        return tuple(self._required)

    def of(self, form: Form) -> int | None:
        """The sign of a form wherever both trees have values, or None; what is built on a None is late if the sign gets known."""
        found = self.known(form)
        if found is None:
            self._open.add(form)
        return found

    def known(self, form: Form) -> int | None:
        """The sign of a form, or None, on which nothing is built."""
        required = self._required.get(form)
        if required is not None:
            return required
        if form not in self._kept:
            self._kept[form] = self._certain(form)
        return self._kept[form]

    def _certain(self, form: Form) -> int | None:
        low, high = self._interval(form)
        if (low >= 0 or high <= 0) and (low > 0 or high < 0 or not self._may_rest(form)):
            return 1 if low >= 0 else -1
        number = constant_ball(form)
        if number is not None:
            return 1 if number > 0 else -1 if number < 0 else None
        found = _polynomial(form)
        if found is not None:
            generator, polynomial = found
            at = _places([polynomial], generator.exponential)
            signs = {_sign(polynomial, place) for place in at or ()}
            if len(signs) == 1:
                return signs.pop()
        return None

    def _may_rest(self, form: Form) -> bool:
        """Whether a form may be 0 on a stretch; a sum with bounds of 0 only is where each of its terms is."""
        if form.kind == "sum" and all(0 in self._bounds(part) for part in form.parts):
            return all(part.may_rest() for part in form.parts)
        return form.may_rest()

    def _interval(self, form: Form) -> Interval:
        match form.kind:
            case "sum":
                low: Bound = Fraction(0)
                high: Bound = Fraction(0)
                for number, part in form.terms():
                    a, b = (_times(number, bound) for bound in self._bounds(part))
                    low, high = _plus(low, min(a, b)), _plus(high, max(a, b))
                return low, high
            case "product":
                total: Interval = (Fraction(1), Fraction(1))
                for part, number in form.factors():
                    total = _product(total, _raised(self._bounds(part), number))
                return total
            case "sin" | "cos" | "sign" | "erf":
                return UNIT
            case "exp" | "abs" | "prime":
                return NOT_NEGATIVE
            case "name":
                return AROUND_PI if form is self.forms.pi else EVERYTHING
            case _:
                return EVERYTHING

    def _bounds(self, form: Form) -> Interval:
        low, high = self._interval(form)
        required = self._required.get(form)
        if required is not None:
            return (max(low, Fraction(0)), high) if required > 0 else (low, min(high, Fraction(0)))
        return low, high

    def can_hold(self, claims: Mapping[Form, int]) -> bool:
        """False where so many signs can't hold at one point, as far as products and polynomials in one name show it."""
        groups = self._groups(claims)
        return groups is not None and all(_meet(wanted, generator.exponential) for generator, wanted in groups.items())

    def point(self, claims: Mapping[Form, int]) -> dict[str, Fraction]:
        """Where so many signs hold, for each name of which polynomials tell that."""
        found = {}
        for generator, wanted in (self._groups(claims) or {}).items():
            for place in () if generator.exponential else _places([p for p, _ in wanted], False, FINE) or ():
                if all(_sign(polynomial, place) == sign for polynomial, sign in wanted):
                    found[str(generator.base.label)] = place
                    break
        return found

    def _groups(self, claims: Mapping[Form, int]) -> dict[Generator, list[tuple[fmpz_poly, int]]] | None:
        """The polynomials that must have some sign, by what they are polynomials in; None where products are at odds."""
        groups: dict[Generator, list[tuple[fmpz_poly, int]]] = {}
        for forms, sign in self._products.items():
            known = [claims.get(form) or self.known(form) for form in forms]
            if None not in known and prod(cast(list[int], known)) != sign:
                return None
            found = [_polynomial(form) for form in forms]
            generators = {part[0] for part in found if part is not None}
            if len(generators) == 1 and None not in found:
                whole = prod((part[1] for part in found if part is not None), start=fmpz_poly([1]))
                groups.setdefault(generators.pop(), []).append((whole, sign))
        for form, sign in (*self._required.items(), *claims.items()):
            single = _polynomial(form)
            if single is not None:
                groups.setdefault(single[0], []).append((single[1], sign))
        return groups


def _meet(wanted: list[tuple[fmpz_poly, int]], positive: bool) -> bool:
    places = _places([polynomial for polynomial, _ in wanted], positive)
    return places is None or any(all(_sign(p, place) == sign for p, sign in wanted) for place in places)


def _plus(a: Bound, b: Bound) -> Bound:
    # a float and a fraction too large for one don't go together
    return a if isinstance(a, float) else b if isinstance(b, float) else a + b


def _times(a: Bound, b: Bound) -> Bound:
    if not a or not b:
        return Fraction(0)
    if isinstance(a, float) or isinstance(b, float):
        return inf if (a > 0) == (b > 0) else -inf
    return a * b


def _product(a: Interval, b: Interval) -> Interval:
    ends = [_times(x, y) for x in a for y in b]
    return min(ends), max(ends)


def _raised(interval: Interval, exponent: Fraction) -> Interval:
    low, high = interval
    if exponent == 1:
        return interval
    if exponent.denominator > 1 or exponent < 0:
        # no more than the sign is kept
        if low >= 0 or exponent.numerator % 2 == 0:
            return NOT_NEGATIVE
        return (-inf, Fraction(0)) if high <= 0 else EVERYTHING
    power = int(exponent)
    if power > MOST_DEGREE:
        return NOT_NEGATIVE if power % 2 == 0 or low >= 0 else EVERYTHING
    ends: list[Bound] = [_whole(low, power), _whole(high, power)]
    if power % 2 == 0 and low < 0 < high:
        ends.append(Fraction(0))
    return min(ends), max(ends)


def _whole(bound: Bound, power: int) -> Bound:
    if isinstance(bound, float):
        return inf if bound > 0 or power % 2 == 0 else -inf
    return bound**power


def _polynomial(form: Form) -> tuple[Generator, fmpz_poly] | None:
    """A form as a polynomial with whole coefficients in one name, or in one e^u, but for a positive factor."""
    generator: Generator | None = None
    found: dict[Fraction, Fraction] = {}
    for coefficient, term in form.terms():
        power = Fraction(0)
        for atom, exponent in term.factors():
            part = _generator(atom)
            if part is None or (generator is not None and generator != part[0]):
                return None
            generator, inner = part
            power += inner * exponent
        found[power] = found.get(power, Fraction(0)) + coefficient
    if generator is None or (not generator.exponential and any(power.denominator > 1 or power < 0 for power in found)):
        return None
    least = min(found) if generator.exponential else Fraction(0)
    whole = lcm(*(power.denominator for power in found))
    if (max(found) - least) * whole > MOST_DEGREE:
        return None
    common = lcm(*(number.denominator for number in found.values()))
    coefficients = [0] * (int((max(found) - least) * whole) + 1)
    for power, number in found.items():
        coefficients[int((power - least) * whole)] = int(number * common)
    # a root of the generator is a generator too, but only signs of one and the same can be compared
    return Generator(generator.base, generator.exponential, whole), fmpz_poly(coefficients)


@dataclass(frozen=True, slots=True)
class Generator:
    """A name, or e to a multiple of a form."""

    base: Form
    exponential: bool
    root: int = 1


def _generator(atom: Form) -> tuple[Generator, Fraction] | None:
    if atom.kind == "name":
        return Generator(atom, False), Fraction(1)
    if atom.kind == "exp":
        terms = list(atom.parts[0].terms())
        if len(terms) == 1:
            return Generator(terms[0][1], True), terms[0][0]
    return None


def _sign(polynomial: fmpz_poly, at: Fraction) -> int:
    found = polynomial(fmpq(at.numerator, at.denominator))
    return 1 if found > 0 else -1 if found < 0 else 0


def _places(polynomials: Iterable[fmpz_poly], positive: bool, bits: int = BITS) -> list[Fraction] | None:
    """A point between every two neighbouring real roots, and beyond; None where two can't be told apart."""
    before = ctx.prec
    ctx.prec = bits
    try:
        # flint's stub leaves the multiplicity out
        found: list[tuple[acb, int]] = [pair for p in set_of(polynomials) for pair in p.complex_roots()]  # type: ignore[misc]
        roots = [root.real for root, _ in found if root.imag == 0]
        if positive:
            roots = [root for root in roots if root > 0]
        roots.sort(key=lambda root: root.mid())
        if any(left.overlaps(right) for left, right in pairwise(roots)):
            return None
        # beyond the whole ball of a root: the middle of one at 10^300 may lie on either side of the root itself
        ends = [(_exact(root.lower()), _exact(root.upper())) for root in roots]
    finally:
        ctx.prec = before
    if not ends:
        return [Fraction(1)]
    first = ends[0][0] / 2 if positive else ends[0][0] - 1
    return [first, *((left + right) / 2 for (_, left), (right, _) in pairwise(ends)), ends[-1][1] + 1]


def _exact(root: arb) -> Fraction:
    mantissa, exponent = root.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def set_of(polynomials: Iterable[fmpz_poly]) -> list[fmpz_poly]:
    """The irreducible factors of the polynomials, each once: no two of them share a root."""
    found: dict[tuple[int, ...], fmpz_poly] = {}
    for polynomial in polynomials:
        for factor, _ in polynomial.factor()[1] if polynomial else ():
            found.setdefault(tuple(map(int, factor.coeffs())), factor)
    return list(found.values())
