from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

import pytest

from derivquiz.maths.marking.signatures.factors import MOST_DEGREE, Splitter, is_polynomial
from derivquiz.maths.marking.signatures.numbers import UnsupportedError
from tests.maths.marking.signatures.corpus import known
from tests.maths.marking.signatures.floats import is_near, worth
from tests.maths.marking.signatures.test_rewriting import ALONE, FORMLESS, TEXTS
from tests.maths.marking.signatures.test_signs import Comparison

SPLIT = [
    # numbers by their primes
    ("1", 1, {}),
    ("-1", -1, {}),
    ("-12", -1, {"2": 2, "3": 1}),
    ("45/8", 1, {"5": 1, "3": 2, "2": -3}),
    ("sqrt(6)", 1, {"2": Fraction(1, 2), "3": Fraction(1, 2)}),
    # products and quotients of parts
    ("-6x^2 y/z", -1, {"2": 1, "3": 1, "x": 2, "y": 1, "z": -1}),
    ("x^2 e^x", 1, {"x": 2, "e^x": 1}),
    ("x sqrt(x)", 1, {"x": Fraction(3, 2)}),
    ("(2x - 2)/(3 - 3x)", -1, {"2": 1, "3": -1}),
    # polynomials by the irreducible ones
    ("x^2 - 1", 1, {"x + 1": 1, "x - 1": 1}),
    ("8 - 2x^2", -1, {"2": 1, "x + 2": 1, "x - 2": 1}),
    ("x^3 - x^2 - x + 1", 1, {"x + 1": 1, "x - 1": 2}),
    ("x^2/4 - 1/9", 1, {"2": -2, "3": -2, "3x + 2": 1, "3x - 2": 1}),
    ("x^2 y - y^3", 1, {"y": 1, "x - y": 1, "x + y": 1}),
    ("1/x + 1/y", 1, {"x + y": 1, "x": -1, "y": -1}),
    ("1/(x - 1) - 1/(x + 1)", 1, {"2": 1, "x - 1": -1, "x + 1": -1}),
    ("x^2 + 1", 1, {"x^2 + 1": 1}),
    ("(x^2 - 1)^3 (x - 1)^2", 1, {"x + 1": 3, "x - 1": 5}),
    ("ln(2)^2 - x^2", -1, {"x - ln(2)": 1, "x + ln(2)": 1}),
    ("x - x cbrt(x)^2", -1, {"x": 1, "cbrt(x) - 1": 1, "cbrt(x) + 1": 1}),
    # exponentials are generators, with the steps that all their exponents share
    ("e^(2x) - 1", 1, {"e^x - 1": 1, "e^x + 1": 1}),
    ("1 - e^(-x)", 1, {"e^x - 1": 1, "e^x": -1}),
    ("e^(x/2) + e^(3x/2)", 1, {"e^(x/2)": 1, "1 + e^x": 1}),
    ("e^(2x + y) - e^y", 1, {"e^y": 1, "e^x - 1": 1, "e^x + 1": 1}),
    ("x^2 e^(2y) - 1", 1, {"x e^y - 1": 1, "x e^y + 1": 1}),
    # other sums stay whole, but for a number
    ("6sin(x) - 9cos(x)", 1, {"3": 1, "2sin(x) - 3cos(x)": 1}),
    ("-sin(x)/2 - 1/3", -1, {"2": -1, "3": -1, "3sin(x) + 2": 1}),
    ("a b c d x^2 - a b c d y^2", 1, {"a": 1, "b": 1, "c": 1, "d": 1, "x - y": 1, "x + y": 1}),
    ("a + b + c + d + x + y + z", 1, {"a + b + c + d + x + y + z": 1}),
]


@pytest.mark.parametrize(("text", "sign", "powers"), SPLIT)
def test_a_form_is_taken_apart(text: str, sign: int, powers: dict[str, Fraction]) -> None:
    found = Comparison()
    expected = {found.forms.prime(int(part)) if part.isdigit() else found.form(part): power for part, power in powers.items()}
    split = Splitter(found.forms).split(found.form(text))
    # of two opposite polynomials either may stand for both
    for part, power in list(expected.items()):
        opposite = found.forms.scale(-1, part)
        if part not in split.powers and opposite in split.powers:
            expected[opposite] = expected.pop(part)
            sign *= -1 if Fraction(power).numerator % 2 else 1
    assert split.powers == expected
    assert split.sign == sign
    assert set(split.odd()) == {
        part for part, power in expected.items() if Fraction(power).numerator * Fraction(power).denominator % 2
    }


def multiplied(powers: Iterable[tuple[float | None, Fraction]]) -> float | None:
    """What real powers come to; None where a float holds too little for it."""
    total = 1.0
    for base, power in powers:
        if base is None:
            return None
        try:
            total *= math.pow(abs(base), float(power)) * (-1 if base < 0 and power.numerator % 2 else 1)
        except OverflowError:
            return None
    return total


@pytest.mark.parametrize("texts", [[row[0] for row in SPLIT], TEXTS, ALONE])
def test_the_parts_multiply_to_the_form(texts: list[str]) -> None:
    for text in texts:
        found = Comparison()
        try:
            split = Splitter(found.forms).split(found.form(text))
        except UnsupportedError:
            assert text in FORMLESS or found.form(text) is found.forms.zero
            continue
        for point, value in known(text):
            whole = multiplied((worth(part, point), power) for part, power in split.powers.items())
            assert whole is None or is_near(split.sign * whole, value), text


@pytest.mark.parametrize("text", ["0", "x - x"])
def test_0_has_no_parts(text: str) -> None:
    found = Comparison()
    with pytest.raises(UnsupportedError):
        Splitter(found.forms).split(found.form(text))


@pytest.mark.parametrize("text", ["{}", "1/({})", "x + 1/({})", "x + ({})^-3", "y^2 ({})"])
def test_what_was_hidden_to_be_0_has_no_parts(text: str) -> None:
    found = Comparison()
    with pytest.raises(UnsupportedError):
        Splitter(found.forms).split(found.form(text.format("x/(x + 1) + 1/(x + 1) - 1")))


def test_polynomials_of_a_high_degree_or_of_many_terms_stay_whole() -> None:
    found = Comparison()
    for text in (
        f"x^{MOST_DEGREE + 1} - x",
        f"x^{MOST_DEGREE} y - x^{MOST_DEGREE}",
        f"(x + y + 1)^{MOST_DEGREE + 1} - 1",
        "(x + y + z + a + 1)^8 - (a + b)^8",
    ):
        form = found.form(text)
        ((part, power),) = Splitter(found.forms).split(form).powers.items()
        assert part in {form, found.forms.scale(-1, form)}
        assert power == 1
    assert len(Splitter(found.forms).split(found.form(f"x^{MOST_DEGREE} - x^2")).powers) > 2


def test_what_was_taken_apart_before_all_roots_were_known_is_stale() -> None:
    found = Comparison()
    splitter = Splitter(found.forms)
    splitter.split(found.form("x^2 - y^2"))
    splitter.split(found.form("e^z - 1"))
    assert not splitter.is_stale()
    found.form("cbrt(z)")
    found.form("sqrt(abs(x))")
    assert not splitter.is_stale()
    found.form("cbrt(x)")
    assert splitter.is_stale()
    again = Splitter(found.forms)
    again.split(found.form("x - 1"))
    again.split(found.form("e^x - 1"))
    assert not again.is_stale()
    found.form("e^(x/2)")
    assert again.is_stale()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("x^2 y + ln(2) - erf(x)", True), ("e^x - 1/x", True), ("sin(x) + 1", False), ("abs(x) - x", False), ("x sin(x)", False)],
)
def test_polynomials_are_of_independent_things(text: str, is_one: bool) -> None:
    assert is_polynomial(Comparison().form(text)) is is_one
