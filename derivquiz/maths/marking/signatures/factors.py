"""A form as a sign times powers of parts: what roots, logarithms, absolute values and signs are taken of.

Polynomials in names, logarithms and exponentials are taken apart into irreducible ones, so that ln(x² − 1) and
ln(x − 1) + ln(x + 1), or ln(1 + e^x) and x + ln(1 + e^-x), come to the same parts; other sums stay whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from derivquiz.maths.marking.signatures.forms import Form, Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError, common, prime_powers

INDEPENDENT = frozenset({"name", "ln", "erf", "exp"})
"""What no law ties to anything else."""
GENERATORS = frozenset({"name", "ln", "erf", "prime"})
MOST_GENERATORS = 6
MOST_TERMS = 300
MOST_DEGREE = 40


@dataclass(frozen=True, slots=True)
class Factors:
    """A sign, and each part with its exponent."""

    sign: int
    powers: dict[Form, Fraction]

    def odd(self) -> list[Form]:
        """The parts that carry a sign into the whole."""
        return [part for part, power in self.powers.items() if power.denominator % 2 and power.numerator % 2]


class Splitter:
    """Takes the forms of one comparison apart."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self._kept: dict[Form, Factors] = {}
        self._units: list[tuple[Form, Fraction | int]] = []
        """The atoms and terms of the polynomials taken apart, with the units that they were counted in."""

    def is_stale(self) -> bool:
        """Whether a polynomial was taken apart before all roots of its atoms were known."""
        forms = self.forms
        return any(unit not in {forms.degrees.get(form, 1), forms.steps.get(form)} for form, unit in self._units)

    def split(self, form: Form) -> Factors:
        """The parts of a form; raises UnsupportedError for 0."""
        found = self._kept.get(form)
        if found is None:
            found = self._kept[form] = self._split(form)
        return found

    def _split(self, form: Form) -> Factors:
        if form.kind == "sum" and not form.parts:
            raise UnsupportedError("a sign of 0")
        if form.kind == "sum" and len(form.parts) == 1:
            only = self.split(form.parts[0])
            total = dict(only.powers)
            for prime, count in prime_powers(form.numbers[0]):
                atom = self.forms.prime(prime)
                total[atom] = total.get(atom, Fraction(0)) + count
            return Factors(only.sign if form.numbers[0] > 0 else -only.sign, {p: n for p, n in total.items() if n})
        if form.kind == "product":
            sign = 1
            powers: dict[Form, Fraction] = {}
            for atom, number in form.factors():
                inner = self.split(atom) if atom.kind == "sum" else Factors(1, {atom: Fraction(1)})
                if number.numerator % 2 and number.denominator % 2:
                    sign *= inner.sign
                for part, power in inner.powers.items():
                    powers[part] = powers.get(part, Fraction(0)) + power * number
            return Factors(sign, {p: n for p, n in powers.items() if n})
        if form.kind == "sum":
            polynomials = _Polynomials(self.forms, form)
            found = polynomials.factors()
            if found is not None:
                self._units += [*polynomials.roots.items(), *polynomials.steps.items()]
            return found or self._primitive(form)
        return Factors(1, {form: Fraction(1)})

    def _primitive(self, form: Form) -> Factors:
        """A sum that is no polynomial as a number times one whose coefficients have nothing in common."""
        content = reduce(common, map(abs, form.numbers))
        sign = 1 if form.numbers[0] > 0 else -1
        powers = {self.forms.prime(prime): Fraction(count) for prime, count in prime_powers(content)}
        return Factors(sign, {**powers, self.forms.scale(sign / content, form): Fraction(1)})


class _TooLargeError(Exception):
    """No polynomial of a reasonable size, or none at all."""


class _Polynomials:
    """One sum as a quotient of polynomials in its atoms."""

    def __init__(self, forms: Forms, form: Form) -> None:
        self.forms = forms
        self.form = form
        self.roots: dict[Form, int] = {}
        """The atoms, and of each the degree of its root that is the unit."""
        self.steps: dict[Form, Fraction] = {}
        """The terms of exponents, and of each the multiple that is the unit."""

    def factors(self) -> Factors | None:
        """The irreducible factors, or None where the sum is not taken apart."""
        try:
            self._look(self.form, 0)
            count = len(self.roots) + len(self.steps)
            if not 0 < count <= MOST_GENERATORS:
                return None
            generators = fmpz_mpoly_ctx.get([f"g{i}" for i in range(count)], Ordering.lex).gens()
            self.atoms = dict(zip(self.roots, generators[: len(self.roots)], strict=True))
            self.powers = dict(zip(self.steps, generators[len(self.roots) :], strict=True))
            self.unit = generators[0] * 0 + 1
            top, bottom = self._quotient(self.form)
        except _TooLargeError:
            return None
        if not top:
            raise UnsupportedError("a sign of 0")
        sign = 1
        powers: dict[Form, Fraction] = {}
        for polynomial, direction in ((top, 1), (bottom, -1)):
            if max((sum(map(int, exponents)) for exponents, _ in polynomial.terms()), default=0) > MOST_DEGREE:
                return None
            content, found = polynomial.factor()
            sign *= 1 if content > 0 else -1
            parts = [(self.forms.prime(prime), power) for prime, power in prime_powers(Fraction(int(content)))]
            parts += [(self._form_of(factor), int(power)) for factor, power in found]
            for part, power in parts:
                for atom, inner in part.factors():
                    powers[atom] = powers.get(atom, Fraction(0)) + direction * power * inner
        return Factors(sign, {part: power for part, power in powers.items() if power})

    def _look(self, form: Form, depth: int) -> None:
        if form.kind == "sum":
            if depth > MOST_GENERATORS:
                raise _TooLargeError
            for part in form.parts:
                self._look(part, depth + 1)
            return
        for atom, number in form.factors():
            match atom.kind:
                case "sum" if number.denominator == 1:
                    self._look(atom, depth + 1)
                case "exp":
                    for _, term in atom.parts[0].terms():
                        self.steps[term] = self.forms.steps[term]
                case kind if kind in GENERATORS or (kind == "abs" and number.denominator > 1):
                    self.roots[atom] = self.forms.degrees.get(atom, 1)
                case _:
                    raise _TooLargeError

    def _quotient(self, form: Form) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        if form.kind == "sum":
            top, bottom = 0 * self.unit, self.unit
            for number, term in form.terms():
                above, below = self._quotient(term)
                above, below = above * number.numerator, below * number.denominator
                if below == bottom:
                    top = top + above
                else:
                    top, bottom = _bounded(top * below + above * bottom), _bounded(bottom * below)
            return top, bottom
        top, bottom = self.unit, self.unit
        for atom, number in form.factors():
            above, below = self._atom(atom, number)
            top, bottom = _bounded(top * above), _bounded(bottom * below)
        return top, bottom

    def _atom(self, atom: Form, number: Fraction) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        if atom.kind == "exp":
            top, bottom = self.unit, self.unit
            for coefficient, term in atom.parts[0].terms():
                above, below = self._whole(self.powers[term], coefficient / self.steps[term])
                top, bottom = top * above, bottom * below
            return top, bottom
        if atom.kind != "sum":
            return self._whole(self.atoms[atom], number * self.roots[atom])
        above, below = self._quotient(atom)
        power = abs(int(number))
        if power > MOST_DEGREE or max(len(above), len(below)) ** power > 20 * MOST_TERMS:
            raise _TooLargeError
        above, below = _bounded(above**power), _bounded(below**power)
        if number < 0 and not above:
            raise UnsupportedError("division by zero")
        return (above, below) if number > 0 else (below, above)

    def _whole(self, generator: fmpz_mpoly, power: Fraction) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        if abs(power) > MOST_DEGREE:
            raise _TooLargeError
        found = generator ** abs(int(power))
        return (found, self.unit) if power > 0 else (self.unit, found)

    def _form_of(self, polynomial: fmpz_mpoly) -> Form:
        terms = []
        for exponents, coefficient in polynomial.terms():
            powers = list(map(int, exponents))
            atoms, tops = powers[: len(self.roots)], powers[len(self.roots) :]
            factors = [(atom, Fraction(power, self.roots[atom])) for atom, power in zip(self.roots, atoms, strict=True) if power]
            top = self.forms.add((self.steps[term] * power, term) for term, power in zip(self.steps, tops, strict=True))
            terms.append((Fraction(int(coefficient)), self.forms.multiply([*factors, (self.forms.exp(top), 1)])))
        return self.forms.add(terms)


def _bounded(polynomial: fmpz_mpoly) -> fmpz_mpoly:
    if len(polynomial) > MOST_TERMS:
        raise _TooLargeError
    return polynomial


def is_polynomial(form: Form) -> bool:
    """Whether a form is a polynomial in independent things: names, logarithms, exponentials."""
    return all(atom.kind in INDEPENDENT for _, term in form.terms() for atom, _ in term.factors())
