"""What powers, exponentials, logarithms, signs and inverse functions of forms come to, by the laws that hold for real numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from derivquiz.maths.marking.signatures.factors import Factors, Splitter
from derivquiz.maths.marking.signatures.forms import Form, Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError
from derivquiz.maths.marking.signatures.signs import Signs

HALF = Fraction(1, 2)


class Laws:
    """The laws for the forms of one comparison, with the signs known so far."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.splitter = Splitter(forms)
        self.signs = Signs(forms)
        self.conditional = 0
        """Above 0 where a value need not exist for the whole to exist: inside so many cases."""

    def power(self, base: Form, exponent: Fraction) -> Form:
        """A real power: an odd root of a negative number is negative, an even one asks for a positive number."""
        forms = self.forms
        if exponent == 0:
            return forms.one
        if exponent.denominator == 1:
            return forms.multiply([(base, exponent)])
        if base is forms.zero:
            if exponent < 0:
                raise UnsupportedError("division by zero")
            return base
        split = self.splitter.split(base)
        if exponent.denominator % 2 == 0:
            self._needs(split, [part for part, power in split.powers.items() if power * exponent > 0 and part.may_rest()])
            return forms.multiply((self._size(part, power * exponent), power * exponent) for part, power in split.powers.items())
        sign = split.sign if exponent.numerator % 2 else 1
        raised = forms.multiply((part, power * exponent) for part, power in split.powers.items())
        return forms.scale(sign, raised)

    def _size(self, part: Form, exponent: Fraction) -> Form:
        """What stands for the absolute value of a part under an exponent."""
        even = exponent.denominator == 1 and exponent.numerator % 2 == 0
        return part if even or self.signs.of(part) == 1 else self.forms.atom("abs", part)

    def _needs(self, split: Factors, resting: Sequence[Form] = ()) -> None:
        """Take it that what was split is positive, as it must be for a root or a logarithm to exist.

        A root exists too where a part of it rests at 0: nothing then is known of the other parts.
        """
        if self.conditional:
            return
        if resting:
            if split.odd() != [*resting]:
                return
            self.signs.assumed = True
        sign, odd = self._signed(split, self.signs.known)
        if not odd and sign < 0:
            raise UnsupportedError("nowhere a value")
        if odd:
            self.signs.require(odd, sign)

    def _signed(self, split: Factors, sign_of: Callable[[Form], int | None]) -> tuple[int, list[Form]]:
        """The sign that is known of what was split, and the parts whose sign is not."""
        sign, unknown = split.sign, []
        for part in split.odd():
            known = sign_of(part)
            if known is None:
                unknown.append(part)
            else:
                sign *= known
        return sign, unknown

    def exp(self, u: Form) -> Form:
        """e^u; a rational multiple of a logarithm in u becomes a power."""
        forms = self.forms
        rest: list[tuple[Fraction, Form]] = []
        powers: list[Form] = []
        for coefficient, term in forms.expanded(u):
            if term.kind == "ln":
                powers.append(self.power(self._size(term.parts[0], coefficient), coefficient))
            else:
                rest.append((coefficient, term))
        return forms.times(forms.exp(forms.add(rest)), *powers)

    def ln(self, u: Form) -> Form:
        """The sum of the logarithms of the parts."""
        forms = self.forms
        if u is forms.zero:
            raise UnsupportedError("ln 0")
        split = self.splitter.split(u)
        self._needs(split)
        terms: list[tuple[Fraction, Form]] = []
        for part, power in split.powers.items():
            match part.kind:
                case "exp":
                    terms.append((power, part.parts[0]))
                case "abs":
                    inner = self.splitter.split(part.parts[0])
                    terms += [(power * further, self.forms.atom("ln", last)) for last, further in inner.powers.items()]
                case _:
                    terms.append((power, forms.atom("ln", part)))
        return forms.add(terms)

    def abs(self, u: Form) -> Form:
        """The product of the sizes of the parts."""
        if u is self.forms.zero:
            return u
        split = self.splitter.split(u)
        return self.forms.multiply((self._size(part, power), power) for part, power in split.powers.items())

    def sign(self, u: Form) -> Form:
        """The product of the signs of the parts."""
        if u is self.forms.zero:
            return u
        split = self.splitter.split(u)
        sign, odd = self._signed(split, self.signs.of)
        even = set(split.powers).difference(split.odd())
        resting = [part for part, power in split.powers.items() if part in even and power > 0 and part.may_rest()]
        signs = [*((part, 1) for part in odd), *((part, 2) for part in resting)]
        return self.forms.scale(sign, self.forms.multiply((self.forms.atom("sign", part), times) for part, times in signs))

    def holds(self, relation: str, u: Form) -> Form:
        """1 where u > 0, say, and 0 where not, wherever u rests at 0 too."""
        forms = self.forms
        sign = self.sign(u)
        apart = self.square(sign)
        match relation:
            case "=":
                return forms.minus(forms.one, apart)
            case "!=":
                return apart
            case ">" | "<":
                return forms.add([(HALF, apart), (HALF if relation == ">" else -HALF, sign)])
            case _:
                return forms.add([(1, forms.one), (-HALF, apart), (HALF if relation == ">=" else -HALF, sign)])

    def step(self, u: Form) -> Form:
        """(1 + sign u)/2."""
        if u is self.forms.zero:
            raise UnsupportedError("a step at 0")
        return self.forms.add([(HALF, self.forms.one), (HALF, self.sign(u))])

    def cos(self, u: Form) -> Form:
        """Cos u."""
        return self.forms.one if u is self.forms.zero else self.forms.atom("cos", self.forms.upright(u))

    def atan(self, u: Form) -> Form:
        """Arctan u, with what its sine needs: √(1 + u²)."""
        forms = self.forms
        if u is forms.zero:
            return u
        if u is forms.one:
            return forms.scale(HALF, self.quarter())
        return forms.together("atan", u, self.power(forms.plus(forms.one, self.square(u)), HALF), self.sign(u))

    def asin(self, u: Form) -> Form:
        """Arcsin u, with what it needs: u and √(1 − u²)."""
        forms = self.forms
        if u is forms.zero:
            return u
        rest = forms.minus(forms.one, self.square(u))
        if rest is forms.zero:
            return forms.times(u, self.quarter())
        return forms.together("asin", u, self.power(rest, HALF), self.sign(u))

    def square(self, u: Form) -> Form:
        """u²."""
        return self.forms.multiply([(u, 2)])

    def quarter(self) -> Form:
        """π/2."""
        return self.forms.scale(HALF, self.forms.pi)
