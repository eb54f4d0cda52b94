"""Forms that are always worth a number, or what another form is worth, told by their values modulo primes.

No law of `laws` turns cosh²x − sinh²x into 1, though modulo a prime it is 1. That is enough in a sum, but not in an exponent or
under a root, where 9·ln 2/(cosh²x − sinh²x) must be seen to be a multiple of a logarithm. So each part is looked up by its value,
and taken for the number or for the part met before that it then is shown to equal by as many trials as the error allows.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt

from derivquiz.maths.marking.signatures.draws import Draw, ImpossibleError, UnluckyError, VanishingError
from derivquiz.maths.marking.signatures.forms import Form, Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError
from derivquiz.maths.marking.signatures.signs import Signs
from derivquiz.maths.marking.signatures.values import Arithmetic

MOST_RECOGNIZED = 64
"""How often two forms are taken to be the same: each time may be an error."""
LARGEST = 1 << 20
"""Numbers with parts up to this are recognized by their value modulo a prime."""


class Recognizer:
    """What the parts of one comparison are worth for one draw, and which were shown to be the same."""

    def __init__(self, forms: Forms, signs: Signs, draw: Draw, are_same: Callable[[Form, Form], bool]) -> None:
        self.forms = forms
        self.draw = draw
        self._are_same = are_same
        self._degree = forms.denominator
        self._arithmetic = Arithmetic(forms, signs, draw, (), {})
        self._met: dict[int, Form] = {}
        self._simplest: dict[Form, Form] = {}
        self._recognized = 0

    def simplest(self, form: Form) -> Form:
        """The number, or the form met before, that a form is always worth; else the form itself."""
        found = self._simplest.get(form)
        if found is None:
            found = self._simplest[form] = self._looked_up(form)
        return found

    def _looked_up(self, form: Form) -> Form:
        if self._recognized >= MOST_RECOGNIZED or self.forms.denominator != self._degree:
            return form
        try:
            value = self._arithmetic.value(form)
        except (UnsupportedError, UnluckyError, ImpossibleError, VanishingError):
            return form
        other = self._met.get(value)
        if other is None:
            self._met[value] = form
            number = _fraction(value, self.draw.tower.primes[0])
            other = None if number is None else self.forms.number(number)
        if other is None or other is form:
            return form
        self._recognized += 1
        return other if self._are_same(form, other) else form


def _fraction(value: int, prime: int) -> Fraction | None:
    """The fraction of small numbers that is a value modulo a prime, by Euclid's algorithm, or None (Wang 1981)."""
    above, below = (prime, 0), (value, 1)
    while below[0] > min(LARGEST, isqrt(prime)):
        times = above[0] // below[0]
        above, below = below, (above[0] - times * below[0], above[1] - times * below[1])
    top, bottom = below
    return Fraction(top, bottom) if 0 < abs(bottom) <= LARGEST else None
