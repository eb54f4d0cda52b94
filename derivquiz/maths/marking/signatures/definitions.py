"""Every function of the table by its definition in exponentials, logarithms, sines, roots and signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from derivquiz.maths import softmax
from derivquiz.maths.marking.signatures.forms import Form
from derivquiz.maths.marking.signatures.laws import HALF, Laws

MOST_CHOICES = 4
"""What may be more things than this is compared as a whole."""


class Definitions:
    """The functions by name."""

    def __init__(self, laws: Laws) -> None:
        self.laws = laws
        forms = self.forms = laws.forms
        self._choices: dict[Form, Mapping[Form, Form]] = {}
        self.table: dict[str, Callable[..., Form]] = {
            "exp": self.laws.exp,
            "ln": self.laws.ln,
            "log_base": lambda b, u: forms.over(self.laws.ln(u), self.laws.ln(b)),
            "sqrt": lambda u: self.laws.power(u, HALF),
            "cbrt": lambda u: self.laws.power(u, Fraction(1, 3)),
            "sin": lambda u: forms.odd("sin", u),
            "cos": self.laws.cos,
            "tan": lambda u: forms.over(forms.odd("sin", u), self.laws.cos(u)),
            "sec": lambda u: forms.over(forms.one, self.laws.cos(u)),
            "csc": lambda u: forms.over(forms.one, forms.odd("sin", u)),
            "cot": lambda u: forms.over(self.laws.cos(u), forms.odd("sin", u)),
            "asin": self.laws.asin,
            "acos": lambda u: forms.minus(self.laws.quarter(), self.laws.asin(u)),
            "atan": self.laws.atan,
            "asec": lambda u: forms.minus(self.laws.quarter(), self.laws.asin(forms.over(forms.one, u))),
            "acsc": lambda u: self.laws.asin(forms.over(forms.one, u)),
            "acot": lambda u: forms.minus(self.laws.quarter(), self.laws.atan(u)),
            "sinh": lambda u: self._half(self.laws.exp(u), self.laws.exp(forms.scale(-1, u)), -1),
            "cosh": lambda u: self._half(self.laws.exp(u), self.laws.exp(forms.scale(-1, u)), 1),
            "tanh": self.tanh,
            "sech": lambda u: forms.over(forms.one, self.table["cosh"](u)),
            "csch": lambda u: forms.over(forms.one, self.table["sinh"](u)),
            "coth": lambda u: forms.over(forms.one, self.tanh(u)),
            "asinh": lambda u: self.laws.ln(forms.plus(u, self.laws.power(forms.plus(self.laws.square(u), forms.one), HALF))),
            "acosh": lambda u: self.laws.ln(forms.plus(u, self.laws.power(forms.minus(self.laws.square(u), forms.one), HALF))),
            "atanh": lambda u: forms.scale(
                HALF, forms.minus(self.laws.ln(forms.plus(forms.one, u)), self.laws.ln(forms.minus(forms.one, u)))
            ),
            "abs": self.laws.abs,
            "sign": self.laws.sign,
            "step": self.laws.step,
            "max": lambda *u: self._greatest(u, 1),
            "min": lambda *u: self._greatest(u, -1),
            "sigmoid": self.sigmoid,
            "relu": lambda u: forms.times(u, self.laws.step(u)),
            "leaky_relu": self._leaky,
            "elu": self._elu,
            "softplus": lambda u: self.laws.ln(forms.plus(forms.one, self.laws.exp(u))),
            "silu": lambda u: forms.times(u, self.sigmoid(u)),
            "gelu": lambda u: forms.times(u, self._distribution(u)),
            "gelu_tanh": self._gelu_tanh,
            "Phi": self._distribution,
            "phi": self._density,
            "erf": lambda u: forms.odd("erf", u),
            **{name: partial(self._softmax, part) for name, part in softmax.PARTS.items()},
            "erfc": lambda u: forms.minus(forms.one, forms.odd("erf", u)),
        }

    def tanh(self, u: Form) -> Form:
        """(e^2u − 1)/(e^2u + 1)."""
        forms = self.forms
        double = self.laws.exp(forms.scale(2, u))
        return forms.over(forms.minus(double, forms.one), forms.plus(double, forms.one))

    def sigmoid(self, u: Form) -> Form:
        """1/(1 + e^-u)."""
        forms = self.forms
        return forms.over(forms.one, forms.plus(forms.one, self.laws.exp(forms.scale(-1, u))))

    def _half(self, a: Form, b: Form, sign: int) -> Form:
        return self.forms.add([(HALF, a), (HALF * sign, b)])

    def _greatest(self, arguments: Sequence[Form], direction: int) -> Form:
        """Each argument times 1 where it is chosen and 0 elsewhere; of what was chosen in turn, each of its own arguments."""
        forms = self.forms
        whole = arguments[0]
        for next_one in arguments[1:]:
            before, others = self.choices(whole), self.choices(next_one)
            if len(before) * len(others) > MOST_CHOICES:
                before, others = {whole: forms.one}, {next_one: forms.one}
            best: dict[Form, Form] = {}
            for one, share in before.items():
                for other, part in others.items():
                    both, difference = forms.times(share, part), forms.minus(other, one)
                    better = forms.zero if difference is forms.zero else self.laws.step(forms.scale(direction, difference))
                    best[one] = forms.plus(best.get(one, forms.zero), forms.times(both, forms.minus(forms.one, better)))
                    best[other] = forms.plus(best.get(other, forms.zero), forms.times(both, better))
            whole = forms.plus(*(forms.times(share, one) for one, share in best.items()))
            self._choices[whole] = best
        return whole

    def choices(self, form: Form) -> Mapping[Form, Form]:
        """What a greatest or least of several may be, each with 1 where it is that and 0 elsewhere; any other form is itself."""
        return self._choices.get(form, {form: self.forms.one})

    def _leaky(self, u: Form, slope: Form) -> Form:
        above = self.laws.step(u)
        return self.forms.times(u, self.forms.plus(slope, above, self.forms.scale(-1, self.forms.times(slope, above))))

    def _elu(self, u: Form, scale: Form) -> Form:
        forms = self.forms
        above = self.laws.step(u)
        below = forms.times(scale, forms.minus(self.laws.exp(u), forms.one), forms.minus(forms.one, above))
        return forms.plus(forms.times(u, above), below)

    def _softmax(self, part: int, *arguments: Form) -> Form:
        powers = [self.laws.exp(argument) for argument in arguments]
        return self.forms.over(powers[part], self.forms.plus(*powers))

    def _distribution(self, u: Form) -> Form:
        forms = self.forms
        root = self.laws.power(forms.number(HALF), HALF)
        return forms.add([(HALF, forms.one), (HALF, forms.odd("erf", forms.times(u, root)))])

    def _density(self, u: Form) -> Form:
        bell = self.laws.exp(self.forms.scale(-HALF, self.laws.square(u)))
        return self.forms.times(bell, self.laws.power(self.forms.scale(2, self.forms.pi), -HALF))

    def _gelu_tanh(self, u: Form) -> Form:
        forms = self.forms
        inner = forms.add([(1, u), (Fraction(44715, 1000000), forms.multiply([(u, 3)]))])
        inside = forms.times(self.laws.power(forms.scale(2, forms.over(forms.one, forms.pi)), HALF), inner)
        return forms.times(u, forms.add([(HALF, forms.one), (HALF, self.tanh(inside))]))
