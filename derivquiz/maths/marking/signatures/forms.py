"""Trees brought to a few kinds of node that the arithmetic modulo a prime knows: sums, products, exponentials, sines and so on.

A form equals the tree it was made of wherever that has a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm
from typing import Literal

from derivquiz.maths.marking.signatures.numbers import LARGEST_BITS, UnsupportedError, common, is_large, prime_powers, whole_power

Kind = Literal["sum", "product", "name", "prime", "exp", "sin", "cos", "ln", "atan", "asin", "erf", "abs", "sign", "chosen"]
BRANCHING = frozenset({"abs", "sign", "atan", "asin"})
RESTING = frozenset({"abs", "sign", "atan", "asin", "erf"})
"""Functions that are 0 where what they are of is, and nowhere else."""
PI = "the number π"
NOWHERE = "no value"
"""Names that no problem has: for π, and for what cases leave out."""
ONE = Fraction(1)
LARGEST_DEGREE = 1 << 200
MOST_TERMS = 60
MOST_NODES = 4000


class Form:
    """A node; equal forms of one `Forms` are the same object.

    `numbers` are the coefficients of a sum, the exponents of a product. Exponents with an even denominator only stand over what
    can't be negative; an odd root has its sign.
    """

    __slots__ = ("branching", "degree", "kind", "label", "numbers", "parts", "serial")

    def __init__(self, serial: int, kind: Kind, label: str | int, numbers: tuple[Fraction, ...], parts: tuple[Form, ...]) -> None:
        self.serial = serial
        self.kind: Kind = kind
        self.label = label
        self.numbers = numbers
        self.parts = parts
        rooted = kind == "product" and any(number.denominator > 1 for number in numbers)
        self.branching: bool = rooted or kind in BRANCHING or any(part.branching for part in parts)
        """Whether its value hangs on a sign."""
        self.degree: int = _degree(self)

    def terms(self) -> Iterator[tuple[Fraction, Form]]:
        """The coefficients and the terms, of which none is a sum."""
        if self.kind == "sum":
            yield from zip(self.numbers, self.parts, strict=True)
        else:
            yield ONE, self

    def factors(self) -> Iterator[tuple[Form, Fraction]]:
        """The factors of a product with their exponents; anything else is its own."""
        if self.kind == "product":
            yield from zip(self.parts, self.numbers, strict=True)
        else:
            yield self, ONE

    def may_rest(self) -> bool:
        """Whether it may be 0 on a stretch, as 1 + sign x is, and not only at points: False is certain."""
        if not self.branching or self.kind == "exp":
            return False
        if self.kind == "product":
            return any(number > 0 and part.may_rest() for part, number in self.factors())
        return self.parts[0].may_rest() if self.kind in RESTING else True


def _degree(form: Form) -> int:
    """No less than the degree of the value as a rational function of what is chosen at random."""
    below = [part.degree for part in form.parts]
    match form.kind:
        case "name":
            return 1
        case "sum":
            return sum(below) + 1
        case "product":
            shares = zip(form.numbers, below, strict=True)
            whole = lcm(*(number.denominator for number in form.numbers))
            return sum(abs(number.numerator) * whole * part for number, part in shares)
        case "exp" | "sin" | "cos":
            coefficients = [coefficient for coefficient, _ in form.parts[0].terms()]
            whole = lcm(*(c.denominator for c in coefficients))
            return 2 * int(sum(abs(c) * whole for c in coefficients)) + 2 * sum(below)
        case _:
            return 2 * sum(below) + 2


class Forms:
    """The forms of one comparison, each kept once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Form] = {}
        self.denominator = 1
        """The least common multiple of the degrees of all roots."""
        self.steps: dict[Form, Fraction] = {}
        """Of each term of an exponent, the greatest number of which all its coefficients are multiples."""
        self.degrees: dict[Form, int] = {}
        """Of each atom that stands under roots, the least common multiple of their degrees."""
        self.one = self._form("product")
        self.zero = self._form("sum")
        self.pi = self.name(PI)

    def _form(self, kind: Kind, parts: tuple[Form, ...] = (), numbers: tuple[Fraction, ...] = (), label: str | int = "") -> Form:
        # a fraction takes long to hash, and forms are hashed by identity
        key = (kind, label, tuple(number.as_integer_ratio() for number in numbers), parts)
        form = self._kept.get(key)
        if form is None:
            form = self._kept[key] = Form(len(self._kept), kind, label, numbers, parts)
            if form.degree > LARGEST_DEGREE or form.serial > MOST_NODES:
                raise UnsupportedError("too large")
            self._notice(form)
        return form

    def _notice(self, form: Form) -> None:
        if form.kind == "exp":
            for coefficient, term in form.parts[0].terms():
                step = self.steps.get(term)
                self.steps[term] = abs(coefficient) if step is None else common(step, abs(coefficient))
        elif form.kind == "product":
            for atom, number in form.factors():
                if number.denominator > 1:
                    self.degrees[atom] = lcm(self.degrees.get(atom, 1), number.denominator)
                    self.denominator = lcm(self.denominator, number.denominator)

    def name(self, name: str) -> Form:
        """A name."""
        return self._form("name", label=name)

    def number(self, value: Fraction | int) -> Form:
        """A rational number."""
        return self.add([(Fraction(value), self.one)])

    def add(self, terms: Iterable[tuple[Fraction | int, Form]]) -> Form:
        """A sum of multiples."""
        total: dict[Form, Fraction] = {}
        for outer, form in terms:
            for inner, term in form.terms():
                number = inner if outer is ONE else outer * inner
                before = total.get(term)
                total[term] = number if before is None else before + number
        kept = sorted(((term, number) for term, number in total.items() if number), key=lambda pair: pair[0].serial)
        if len(kept) == 1 and kept[0][1] == 1:
            return kept[0][0]
        for _, number in kept:
            if max(number.numerator.bit_length(), number.denominator.bit_length()) > LARGEST_BITS:
                raise UnsupportedError("a number out of all proportion")
        return self._form("sum", tuple(term for term, _ in kept), tuple(number for _, number in kept))

    def plus(self, *forms: Form) -> Form:
        """A sum."""
        return self.add((ONE, form) for form in forms)

    def minus(self, left: Form, right: Form) -> Form:
        """A difference."""
        return self.add([(ONE, left), (-1, right)])

    def scale(self, number: Fraction | int, form: Form) -> Form:
        """A multiple."""
        return form if number == 1 else self.add([(number, form)])

    def times(self, *forms: Form) -> Form:
        """A product."""
        return self.multiply((form, ONE) for form in forms)

    def over(self, top: Form, bottom: Form) -> Form:
        """A quotient."""
        return self.multiply([(top, ONE), (bottom, Fraction(-1))])

    def multiply(self, factors: Iterable[tuple[Form, Fraction | int]]) -> Form:
        """A product of powers; broken exponents only of atoms, where they mean the real root."""
        coefficient = ONE
        total: dict[Form, Fraction] = {}
        exponent: list[tuple[Fraction | int, Form]] = []
        for form, outer in factors:
            if form.kind == "sum" and len(form.parts) <= 1:
                if not form.parts and outer <= 0:
                    raise UnsupportedError("division by zero")
                number = form.numbers[0] if form.parts else Fraction(0)
                if number and is_large(number, outer):
                    coefficient *= -1 if number < 0 and int(outer) % 2 else 1
                    for prime, power in prime_powers(number):
                        total[self.prime(prime)] = total.get(self.prime(prime), Fraction(0)) + power * outer
                else:
                    coefficient *= whole_power(number, outer)
                inside: Iterable[tuple[Form, Fraction]] = form.parts[0].factors() if form.parts else ()
            else:
                inside = form.factors()
            for atom, inner in inside:
                if atom.kind == "exp":
                    exponent.append((inner * outer, atom.parts[0]))
                else:
                    raised = inner if outer is ONE else inner * outer
                    before = total.get(atom)
                    total[atom] = raised if before is None else before + raised
        if exponent:
            together = self.add(exponent)
            if together is not self.zero:
                total[self._form("exp", (together,))] = ONE
        return self.scale(coefficient, self._product(total)) if coefficient else self.zero

    def _product(self, total: dict[Form, Fraction]) -> Form:
        kept: dict[Form, Fraction] = {}
        for atom, number in total.items():
            if atom.kind == "abs" and number.denominator == 1 and number.numerator % 2 == 0:
                for part, power in atom.parts[0].factors():
                    kept[part] = kept.get(part, Fraction(0)) + power * number
                continue
            before = kept.get(atom)
            kept[atom] = number if before is None else before + number
        # roots of primes first, since they tell the signs of other roots
        ordered = sorted(((atom, number) for atom, number in kept.items() if number), key=_rank)
        if len(ordered) == 1 and ordered[0][1] == 1:
            return ordered[0][0]
        coefficient = ONE
        rest = []
        for atom, number in ordered:
            whole = number.numerator // number.denominator
            if atom.kind == "prime" and whole and not is_large(Fraction(int(atom.label)), whole):
                coefficient *= whole_power(Fraction(int(atom.label)), Fraction(whole))
                number -= whole  # noqa: PLW2901  # what is left of it
            if number:
                rest.append((atom, number))
        bare = rest[0][0] if len(rest) == 1 and rest[0][1] == 1 else None
        form = bare or self._form("product", tuple(atom for atom, _ in rest), tuple(number for _, number in rest))
        return self.scale(coefficient, form) if coefficient != 1 else form

    def prime(self, value: int) -> Form:
        """A prime as an atom, for its roots and its logarithm."""
        return self._form("prime", label=value)

    def exp(self, exponent: Form) -> Form:
        """E to a form in which no multiple of a logarithm stands any more."""
        return self.one if exponent is self.zero else self._form("exp", (exponent,))

    def atom(self, kind: Kind, argument: Form) -> Form:
        """A function of a form."""
        return self._form(kind, (argument,))

    def odd(self, kind: Kind, argument: Form) -> Form:
        """An odd function of a form; 0 at 0, and of −u what it is of u but for the sign."""
        if argument is self.zero:
            return argument
        upright = self.upright(argument)
        return self.scale(1 if upright is argument else -1, self._form(kind, (upright,)))

    def upright(self, form: Form) -> Form:
        """A form or its opposite: the one whose first coefficient is positive."""
        return self.scale(-1, form) if form.kind == "sum" and form.parts and form.numbers[0] < 0 else form

    def chosen(self, holds: Form, depth: int) -> Form:
        """A form that is 1 or 0, as a factor that no other cancels: cases inside a case have another depth."""
        return holds if holds is self.one else self._form("chosen", (holds,), label=depth)

    def together(self, kind: Kind, *parts: Form) -> Form:
        """A function of a form, with other forms that go with it."""
        return self._form(kind, parts)

    def expanded(self, form: Form) -> list[tuple[Fraction, Form]]:
        """The terms of a form, in which products of a logarithm with a sum are multiplied out."""
        found: list[tuple[Fraction, Form]] = []
        pending = list(form.terms())
        while pending:
            coefficient, term = pending.pop()
            split = self._split(term)
            if split is None:
                found.append((coefficient, term))
                continue
            if len(found) + len(pending) > MOST_TERMS:
                raise UnsupportedError("too many terms")
            rest, inner = split
            for number, part in inner.terms():
                product = self.times(rest, part)
                pending.extend((coefficient * number * further, last) for further, last in product.terms())
        return found

    def _split(self, term: Form) -> tuple[Form, Form] | None:
        if term.kind != "product":
            return None
        factors = list(term.factors())
        if not any(atom.kind == "ln" or (atom.kind == "sum" and _has_logarithm(atom)) for atom, _ in factors):
            return None
        for atom, number in factors:
            if atom.kind == "sum" and number == 1 and len(atom.parts) > 1:
                return self.multiply((a, n) for a, n in factors if a is not atom), atom
        return None


def _rank(factor: tuple[Form, Fraction]) -> tuple[bool, int]:
    return factor[0].kind != "prime", factor[0].serial


def _has_logarithm(form: Form) -> bool:
    return any(factor.kind == "ln" for _, term in form.terms() for factor, _ in term.factors())
