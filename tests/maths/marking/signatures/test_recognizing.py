from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from derivquiz.maths.marking.signatures.draws import Draw
from derivquiz.maths.marking.signatures.forms import Form
from derivquiz.maths.marking.signatures.primes import Kind, tower
from derivquiz.maths.marking.signatures.recognizing import LARGEST, MOST_RECOGNIZED, Recognizer, _fraction
from tests.maths.marking.signatures.test_signs import Comparison

PRIME = tower(Kind.ANGLES, 1).primes[0]


@pytest.mark.parametrize(
    "number",
    [
        Fraction(0),
        Fraction(1),
        Fraction(-1),
        Fraction(22, 7),
        Fraction(-1, LARGEST),
        Fraction(LARGEST),
        Fraction(LARGEST, LARGEST - 1),
        Fraction(-(LARGEST - 1), LARGEST),
    ],
)
def test_a_fraction_of_small_numbers_is_recognized_modulo_a_prime(number: Fraction) -> None:
    assert _fraction(number.numerator * pow(number.denominator, -1, PRIME) % PRIME, PRIME) == number


def test_a_fraction_of_large_numbers_is_none() -> None:
    large = [Fraction(LARGEST + 1), Fraction(1, LARGEST + 1), Fraction(LARGEST + 1, 3), Fraction(-5, LARGEST + 1)]
    random = Random(3)
    values = [one.numerator * pow(one.denominator, -1, PRIME) % PRIME for one in large]
    assert [_fraction(value, PRIME) for value in (*values, *(random.randrange(PRIME) for _ in range(20)))] == [None] * 24


class Asked:
    """A recognizer, and what it asks to be the same."""

    def __init__(self, *, says: bool = True) -> None:
        self.comparison = Comparison()
        self.says = says
        self.pairs: list[tuple[Form, Form]] = []
        self.forms, self.form = self.comparison.forms, self.comparison.form
        self.draw = Draw(tower(Kind.ANGLES, 0), 1, Random(1))
        self.recognizer = Recognizer(self.forms, self.comparison.signs, self.draw, self._are_same)

    def _are_same(self, one: Form, other: Form) -> bool:
        self.pairs.append((one, other))
        return self.says


def test_a_form_is_taken_for_the_number_that_it_is_shown_to_be() -> None:
    asked = Asked()
    whole = asked.form("3/2(sin(x)^2 + cos(x)^2)")
    assert asked.recognizer.simplest(whole) is asked.form("3/2")
    assert asked.recognizer.simplest(whole) is asked.form("3/2")
    assert asked.pairs == [(whole, asked.form("3/2"))]


def test_a_form_is_taken_for_the_one_met_before_that_it_is_shown_to_be() -> None:
    asked = Asked()
    first, again = asked.form("1 + tan(x)^2"), asked.form("sec(x)^2")
    assert first is not again
    assert asked.recognizer.simplest(first) is first
    assert asked.pairs == []
    assert asked.recognizer.simplest(again) is first
    assert asked.recognizer.simplest(asked.form("tan(x)^2")) is asked.form("tan(x)^2")
    assert asked.pairs == [(again, first)]


def test_what_is_not_shown_to_be_the_same_is_taken_for_itself() -> None:
    asked = Asked(says=False)
    for text in ("sin(x)^2 + cos(x)^2", "1 + tan(x)^2", "sec(x)^2"):
        assert asked.recognizer.simplest(asked.form(text)) is asked.form(text)
    assert len(asked.pairs) == 2


def test_no_more_than_a_few_forms_are_taken_for_others() -> None:
    asked = Asked()
    last = MOST_RECOGNIZED + 1
    found = [asked.recognizer.simplest(asked.form(f"{n}(sin(x)^2 + cos(x)^2)")) for n in range(1, last + 1)]
    assert found[:-1] == [asked.form(str(n)) for n in range(1, last)]
    assert found[-1] is asked.form(f"{last}(sin(x)^2 + cos(x)^2)")


def test_what_has_no_value_for_a_draw_is_taken_for_itself() -> None:
    asked = Asked()
    for text in ("1/(sin(x)^2 + cos(x)^2 - 1)", "e^(e^(e^(e^x)))", "sin(pi/7)"):
        assert asked.recognizer.simplest(asked.form(text)) is asked.form(text)
    assert asked.pairs == []


def test_forms_with_roots_that_a_draw_does_not_have_are_taken_for_themselves() -> None:
    asked = Asked()
    root = asked.form("sqrt(x)^2 (sin(y)^2 + cos(y)^2) - x + sqrt(x)/sqrt(x)")
    assert asked.recognizer.simplest(root) is root
    assert asked.pairs == []
