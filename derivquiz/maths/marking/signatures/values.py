"""Forms modulo the primes of a tower: names and other independent things at random, everything else by its laws."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from derivquiz.maths.marking.signatures.draws import Draw, UnluckyError, VanishingError
from derivquiz.maths.marking.signatures.factors import is_polynomial
from derivquiz.maths.marking.signatures.forms import Form, Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError, prime_powers
from derivquiz.maths.marking.signatures.positives import LARGEST_NUMBER, Positives
from derivquiz.maths.marking.signatures.primes import power, square_root
from derivquiz.maths.marking.signatures.signs import Signs

SEARCH = 10
"""As many values cost what looking for the reason of a sign does."""


class Arithmetic:
    """The values of forms for one choice of signs.

    `chosen` says how to decide the first questions of sign that turn up; later ones are decided as positive and added to it.
    """

    def __init__(
        self, forms: Forms, signs: Signs, draw: Draw, chosen: Sequence[bool], steady: dict[tuple[Form, int], int]
    ) -> None:
        self.forms = forms
        self.signs = signs
        self.draw = draw
        self.primes = draw.tower.primes
        self.chosen = list(chosen)
        self.claims: dict[Form, int] = {}
        """The signs of forms, as decided or as known."""
        self._asked = 0
        self._steady = steady
        """Values that hang on no sign."""
        self._values: dict[tuple[Form, int], int] = {}
        self._positive = Positives(self.primes)
        self._roots: dict[tuple[Form, int], int] = {}

    def begin(self) -> None:
        """Take the signs that are required as given; raises ImpossibleError where they contradict each other."""
        for form in self.signs.required():
            if not self.sign(form):
                raise UnsupportedError("a root of what is 0 on a stretch")

    def size(self) -> int:
        """How many values of its own were worked out, and as many more for each sign whose reason was looked for."""
        return len(self._values) + SEARCH * self._positive.searches

    def value(self, form: Form, level: int = 0) -> int:
        """The value of a form; raises UnluckyError, ImpossibleError or UnsupportedError."""
        kept = self._values if form.branching else self._steady
        found = kept.get((form, level))
        if found is None:
            if level >= len(self.primes):
                raise UnsupportedError("exponentials nested too deeply")
            found = kept[form, level] = self._value(form, level) % self.primes[level]
        return found

    def _value(self, form: Form, level: int) -> int:
        prime = self.primes[level]
        match form.kind:
            case "sum":
                return sum(self._number(number, level) * self.value(part, level) for number, part in form.terms())
            case "product":
                return self._multiplied(form, level)
            case "chosen":
                return self.value(form.parts[0], level)
            case "name":
                return self.draw.independent(level, "name", form.label)
            case "prime":
                return int(form.label)
            case "exp":
                if level + 1 >= len(self.primes):
                    raise UnsupportedError("exponentials nested too deeply")
                return power(self.draw.bases[level], self.value(form.parts[0], level + 1), prime)
            case "sin" | "cos":
                return self._circular(form, level)
            case "ln":
                value = self.value(form.parts[0], level)
                size, inverse = self._positive.shared(value, level)
                primes = prime_powers(Fraction(size)) if size < LARGEST_NUMBER else [(size, 1)]
                found = sum(times * self.draw.independent(level, "ln", each) for each, times in primes)
                return -found if inverse else found
            case "erf":
                value = self.value(form.parts[0], level)
                found = self.draw.independent(level, "erf", min(value, prime - value)) if value else 0
                return found if value <= prime - value else -found
            case "atan" | "asin":
                return self._arc(form, level)
            case "abs":
                value = self.value(form.parts[0], level)
                return self.sign(form.parts[0]) * value if value else 0
            case _:
                return self.sign(form.parts[0])

    def _multiplied(self, form: Form, level: int) -> int:
        """A product, which is 0 as soon as a factor is, whether or not the others have a value: a case that is not chosen."""
        prime, total, vanishing = self.primes[level], 1, False
        for part, number in zip(form.parts, form.numbers, strict=True):
            try:
                total = total * self._raised(part, number, level) % prime
            except VanishingError:
                vanishing = True
        if vanishing and total:
            raise VanishingError
        return total

    def _number(self, number: Fraction, level: int) -> int:
        if number.denominator == 1:
            return number.numerator
        return number.numerator * self._positive.inverse(number.denominator, level)

    def _raised(self, part: Form, number: Fraction, level: int) -> int:
        prime = self.primes[level]
        if number.denominator == 1:
            base, exponent = self.value(part, level), number.numerator
        else:
            base, unit = self._root(part, level, number.denominator % 2 == 0)
            exponent = int(number * unit)
        if exponent < 0:
            base, exponent = self._positive.inverse(base, level), -exponent
        return base if exponent == 1 else power(base, exponent, prime)

    def _root(self, part: Form, level: int, even: bool) -> tuple[int, int]:
        """The root of the greatest degree that is needed anywhere, and that degree."""
        draw, prime = self.draw, self.primes[level]
        unit = draw.degree if even else draw.odd
        found = self._roots.get((part, level))
        if found is None or not even:
            found = self.value(part, level)
            if not found:
                return 0, unit
            if draw.odd > 1:
                try:
                    found = power(found, pow(draw.odd, -1, prime - 1), prime)
                except ValueError as error:
                    raise UnsupportedError("a root of this degree") from error
            if even:
                if part.kind == "abs":
                    self._positive.mark(found, level)
                for step in range(draw.even.bit_length() - 1):
                    found = self._square_root(part, found, level, step)
                self._roots[part, level] = found
        return found, unit

    def _square_root(self, part: Form, value: int, level: int, step: int) -> int:
        """The root that stands for the positive one."""
        prime = self.primes[level]
        pinned = self._pinned(part, level) if step == 0 and self.draw.odd == 1 else None
        if pinned is not None:
            self._positive.mark(pinned, level)
            return pinned
        found = square_root(value, prime)
        if found is None:
            raise UnluckyError
        known = self._positive.of(found, level)
        if known is not None:
            return known
        # which of the two roots is found is no matter, but it must be the same at every call
        found = min(found, prime - found)
        if not self._is_free(part):
            sign = self._positive.implied(found, level)
            if sign == -1 or (sign is None and not self._decide()):
                found = prime - found
        self._positive.mark(found, level)
        return found

    def _pinned(self, part: Form, level: int) -> int | None:
        """√2, √3 and √5 by cosines of π/4, π/6 and 2π/5, so that they go together."""
        order = {2: 8, 3: 12, 5: 5}.get(int(part.label), 0) if part.kind == "prime" else 0
        parts, prime = self.draw.tower.kind.parts, self.primes[level]
        if not order or parts % order:
            return None
        found = power(self.draw.turns[level], parts // order, prime)
        cosine = (found + self._positive.inverse(found, level)) % prime
        return (2 * cosine + 1) % prime if order == 5 else cosine

    def _is_free(self, part: Form) -> bool:
        """Whether the choice of a root makes no difference: those of primes and of irreducible polynomials are all alike."""
        inner = part.parts[0] if part.kind == "abs" else part
        return inner.kind in {"prime", "name"} or is_polynomial(inner)

    def sign(self, form: Form) -> int:
        """The sign of a form: known, implied by another's, or decided; 0 where it rests at 0."""
        found = self.claims.get(form)
        if found is None:
            value = self.value(form)
            if not value:
                return 0
            known = self._positive.of(value, 0)
            found = self.signs.known(form)
            if found is None and known is None and (inner := _of_same_sign(form)) is not None:
                found = self._of_product(inner)
            if found is None and known is not None:
                found = 1 if known == value else -1
            if found is None:
                found = self._positive.implied(value, 0)
            if found is None:
                found = 1 if self._decide() else -1
            self.claims[form] = found
            self._positive.mark(found * value % self.primes[0], 0)
        return found

    def _of_product(self, form: Form) -> int:
        """The sign of a form, by its factors where it is a number times a product of whole powers."""
        (number, term), *others = form.terms()
        if others or any(power.denominator > 1 for _, power in term.factors()):
            return self.sign(form)
        return (1 if number > 0 else -1) * prod(self.sign(part) for part, power in term.factors() if power.numerator % 2)

    def _decide(self) -> bool:
        if self._asked == len(self.chosen):
            self.chosen.append(True)
        self._asked += 1
        return self.chosen[self._asked - 1]

    def _circular(self, form: Form, level: int) -> int:
        prime = self.primes[level]
        direct = self._turned(form.parts[0], level)
        back = self._positive.inverse(direct, level)
        if form.kind == "cos":
            return (direct + back) * self._positive.inverse(2, level)
        return (direct - back) * self._positive.inverse(2 * self._unit(level) % prime, level)

    def _unit(self, level: int) -> int:
        """The imaginary unit."""
        if self.draw.tower.kind.parts % 4:
            raise UnsupportedError("sines together with roots of 3 and odd roots")
        return power(self.draw.turns[level], self.draw.tower.kind.parts // 4, self.primes[level])

    def _turned(self, angle: Form, level: int) -> int:
        """Cos u + i·sin u."""
        prime, rest, total = self.primes[level], [], 1
        for number, term in angle.terms():
            if term is self.forms.pi:
                turns = number * self.draw.tower.kind.parts / 2
                if turns.denominator > 1:
                    raise UnsupportedError("an angle whose sine is not known")
                total = total * power(self.draw.turns[level], int(turns) % self.draw.tower.kind.parts, prime) % prime
            elif term.kind in {"atan", "asin"} and number.denominator == 1:
                direct = self._direction(term, level)
                turned = direct if number > 0 else self._positive.inverse(direct, level)
                total = total * power(turned, abs(int(number)), prime) % prime
            else:
                rest.append((number, term))
        if not rest:
            return total
        if level + 1 >= len(self.primes):
            raise UnsupportedError("sines nested too deeply")
        up = sum(self._number(number, level + 1) * self.value(term, level + 1) for number, term in rest)
        return total * power(self.draw.angles[level], up % self.primes[level + 1], prime) % prime

    def _direction(self, arc: Form, level: int) -> int:
        """Cos u + i·sin u for u an arctangent (1 + iv over its size) or an arcsine."""
        prime, unit = self.primes[level], self._unit(level)
        value, other = self.value(arc.parts[0], level), self.value(arc.parts[1], level)
        if arc.kind == "asin":
            return (other + unit * value) % prime
        return (1 + unit * value) * self._positive.inverse(other, level) % prime

    def _arc(self, form: Form, level: int) -> int:
        """An arctangent; arctan v + arctan 1/v is a right angle. An arcsine is the arctangent of u/√(1 − u²)."""
        prime = self.primes[level]
        value = self.value(form.parts[0], level)
        quarter = self.value(self.forms.pi, level) * self._positive.inverse(2, level)
        if form.kind == "asin":
            other = self.value(form.parts[1], level)
            if not other:  # the arcsine of 1 or -1
                return value * quarter
            value = value * self._positive.inverse(other, level) % prime
        if not value:
            return 0
        size, inverse = self._positive.shared(value, level)
        found = self.draw.independent(level, "atan", size)
        if not inverse:
            return found if value == size else -found
        sign = self.value(form.parts[2], level)
        return sign * quarter - (found if self._positive.inverse(value, level) == size else -found)


def _of_same_sign(form: Form) -> Form | None:
    """What has the sign of an arctangent, of an erf, or of e^u − 1: u."""
    if form.kind in {"atan", "asin", "erf"}:
        return form.parts[0]
    terms = {term.kind: (number, term) for number, term in form.terms()}
    if form.kind != "sum" or len(form.parts) != 2 or terms.keys() != {"product", "exp"}:
        return None
    (number, one), (times, power) = terms["product"], terms["exp"]
    return power.parts[0] if not one.parts and number == -1 and times == 1 else None
