from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from derivquiz.maths.marking.signatures.draws import Draw, ImpossibleError, UnluckyError, VanishingError
from derivquiz.maths.marking.signatures.numbers import UnsupportedError
from derivquiz.maths.marking.signatures.primes import LEVELS, Kind, tower
from derivquiz.maths.marking.signatures.trial import explain, settle
from derivquiz.maths.marking.signatures.values import Arithmetic
from tests.maths.marking.signatures.corpus import tree
from tests.maths.marking.signatures.test_signs import Comparison


class Drawn:
    """The forms of one comparison, and their values for a draw and a choice of signs."""

    def __init__(self, *texts: str, kind: Kind = Kind.ANGLES, seed: int = 0, chosen: tuple[bool, ...] = ()) -> None:
        self.comparison = Comparison()
        self.forms = [self.comparison.form(text) for text in texts]
        self.draw = Draw(tower(kind, 2), self.comparison.forms.denominator, Random(seed))
        self.prime = self.draw.tower.primes[0]
        self.arithmetic = Arithmetic(self.comparison.forms, self.comparison.rewriter.laws.signs, self.draw, chosen, {})

    def values(self, level: int = 0) -> list[int]:
        return [self.arithmetic.value(form, level) for form in self.forms]


def lucky(*texts: str, kind: Kind = Kind.ANGLES, chosen: tuple[bool, ...] = ()) -> Drawn:
    """Drawn with the roots that are needed."""
    for seed in range(100):
        found = Drawn(*texts, kind=kind, seed=seed, chosen=chosen)
        try:
            found.values()
        except UnluckyError:
            continue
        return Drawn(*texts, kind=kind, seed=seed, chosen=chosen)
    raise AssertionError


def test_sums_products_quotients_and_powers_are_worth_what_their_parts_make() -> None:
    found = Drawn("x", "y", "x + 2y/3 - 5", "x y^3", "x/y^2", "-7/4", "(x + y)^5/(x - 1)")
    p = found.prime
    for level in range(LEVELS):
        p = found.draw.tower.primes[level]
        x, y, *others = found.values(level)
        assert others == [
            (x + 2 * y * pow(3, -1, p) - 5) % p,
            x * y**3 % p,
            x * pow(y, -2, p) % p,
            -7 * pow(4, -1, p) % p,
            pow(x + y, 5, p) * pow(x - 1, -1, p) % p,
        ]
        assert len({x, y, 0, 1}) == 4


def test_roots_are_worth_what_their_powers_tell() -> None:
    for kind, text, power in (
        (Kind.ANGLES, "sqrt(x)", 2),
        (Kind.ANGLES, "x^(1/4)", 4),
        (Kind.ROOTS, "cbrt(y + 2)", 3),
        (Kind.ROOTS, "(y + 2)^(1/5)", 5),
        (Kind.REALS, "(z^2 + 1)^(1/6)", 6),
        (Kind.ANGLES, "(z^2 + 1)^(1/8)", 8),
        (Kind.ANGLES, "sqrt(7)", 2),
    ):
        found = lucky(text, kind=kind)
        (root,) = found.values()
        whole = found.comparison.form(text.partition("^(1/")[0] if "^(1/" in text else text[text.index("(") : -1] + ")")
        assert pow(root, power, found.prime) == found.arithmetic.value(whole)
        assert found.values() == [root]


def test_exponentials_turn_sums_into_products_at_every_level() -> None:
    found = Drawn("e^x", "e^y", "e^(2x - y)", "e^(e^(x + y))", "e^(3e^(x + y))")
    for level in range(LEVELS - 2):
        p = found.draw.tower.primes[level]
        x, y, both, tower_, cube = found.values(level)
        assert both == x * x * pow(y, -1, p) % p
        assert cube == pow(tower_, 3, p)
        assert 1 not in (x, y, tower_)


def test_sines_and_cosines_are_those_of_sums_and_of_known_angles() -> None:
    found = Drawn("sin(x)", "cos(x)", "sin(y)", "cos(y)", "sin(2x - 3y)", "cos(x + pi/3)", "sin(pi/6)", "cos(pi/60)")
    p = found.prime
    sx, cx, sy, cy, both, turned, sixth, small = found.values()
    assert (sx * sx + cx * cx) % p == (sy * sy + cy * cy) % p == 1
    s2, c2 = 2 * sx * cx, cx * cx - sx * sx
    s3, c3 = 3 * sy - 4 * sy**3, 4 * cy**3 - 3 * cy
    assert both == (s2 * c3 - c2 * s3) % p
    assert sixth == pow(2, -1, p)
    root = found.arithmetic.value(found.comparison.form("sin(pi/3)"))
    assert root * root % p == 3 * pow(4, -1, p) % p
    assert turned == (cx * sixth - sx * root) % p
    # cos π/60 is a root of the Chebyshev polynomial T_60(c) = −1
    before, now = 1, small
    for _ in range(59):
        before, now = now, (2 * small * now - before) % p
    assert now == p - 1


@pytest.mark.parametrize("function", ["sin", "cos", "exp"])
def test_what_stands_inside_is_worked_out_one_level_further_down(function: str) -> None:
    one, other, third = Drawn(f"{function}((x + 1)^2)", f"{function}(x^2 + 2x + 1)", f"{function}(x^2 + x + 1)").values()
    assert one == other != third


def test_odd_functions_change_their_sign_with_what_they_are_of() -> None:
    found = Drawn("erf(x)", "erf(-x)", "erf(y - x)", "erf(x - y)", "erf(2x)")
    p = found.prime
    one, minus, other, turned, double = found.values()
    assert (one + minus) % p == (other + turned) % p == 0
    assert 0 not in (one, other)
    assert len({one, other, double}) == 3


def test_logarithms_of_numbers_add_up_by_their_primes() -> None:
    found = Drawn("ln(2)", "ln(3)")
    two, three = found.values()
    forms, p = found.comparison.forms, found.prime
    for number, expected in (
        (Fraction(12), 2 * two + three),
        (Fraction(1, 18), -two - 2 * three),
        (Fraction(-8), 3 * two),
        (Fraction(1), 0),
    ):
        assert found.arithmetic.value(forms.atom("ln", forms.number(number))) == expected % p
    with pytest.raises(VanishingError):
        found.arithmetic.value(forms.atom("ln", forms.zero))


def test_logarithms_of_inverses_and_opposites_are_opposite_and_the_same() -> None:
    found = Drawn("x", "1/x", "-x", "x y")
    forms, p = found.comparison.forms, found.prime
    direct, over, opposite, other = (found.arithmetic.value(forms.atom("ln", form)) for form in found.forms)
    assert (direct + over) % p == 0
    assert opposite == direct
    assert other not in (direct, over)


@pytest.mark.parametrize("positive", [True, False])
def test_a_sign_is_as_it_was_chosen_and_carries_over(positive: bool) -> None:
    found = Drawn("x", "abs(x)", "sign(x)", "sign(3x^3)", "sign(-x/2)", "sign(1/x)", "sign(atan(x))", chosen=(positive,))
    x, size, *signs = found.values()
    side = 1 if positive else -1
    assert size == side * x % found.prime
    assert signs == [one % found.prime for one in (side, side, -side, side, side)]
    assert found.arithmetic.chosen == [positive]
    assert found.arithmetic.claims[found.forms[0]] == side


def test_a_question_of_sign_beyond_those_chosen_is_answered_as_positive() -> None:
    found = Drawn("sign(x)", "sign(y)", "sign(x y)", chosen=(False,))
    assert found.values() == [found.prime - 1, 1, found.prime - 1]
    assert found.arithmetic.chosen == [False, True]
    assert found.arithmetic.size() >= 2


@pytest.mark.parametrize(
    ("text", "sign"), [("atan(x)", "x"), ("erf(x)", "x"), ("asin(x)", "x"), ("e^x - 1", "x"), ("atan(-2x y^3)", "-x y")]
)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_what_has_the_sign_of_another_thing_has_it_whichever_is_asked_first(
    text: str, sign: str, first: bool, second: bool
) -> None:
    for texts in ((f"sign({text})", f"sign({sign})"), (f"sign({sign})", f"sign({text})")):
        one, other = Drawn(*texts, chosen=(first, second)).values()
        assert one == other


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("e^x - 1", True),
        ("e^x + 1 - 2", True),
        ("1 - e^x", True),
        ("e^x - 2", False),
        ("2e^x - 1", False),
        ("e^x - y", False),
        ("-e^x - 1", False),
        ("e^x - e^y", False),
        ("x + 1", False),
    ],
)
def test_an_exponential_less_1_alone_has_the_sign_of_its_exponent(text: str, tied: bool) -> None:
    choices = [
        Drawn(f"sign({text})", "sign(x)", chosen=(one, other)).values() for one in (True, False) for other in (True, False)
    ]
    found = {(one == other) for one, other in choices}
    assert len(found) == (1 if tied else 2)


@pytest.mark.parametrize("size", [True, False])
def test_arctangents_of_inverses_add_up_to_a_right_angle(size: bool) -> None:
    found = Drawn("atan(x)", "atan(1/x)", "atan(-x)", "sign(x)", "pi/2", "asin(x/sqrt(x^2 + 1))", chosen=(size,))
    p = found.prime
    try:
        direct, over, opposite, sign, quarter, sine = found.values()
    except UnluckyError:
        found = lucky("atan(x)", "atan(1/x)", "atan(-x)", "sign(x)", "pi/2", "asin(x/sqrt(x^2 + 1))", chosen=(size,))
        direct, over, opposite, sign, quarter, sine = found.values()
    assert (direct + over) % p == sign * quarter % p
    assert (direct + opposite) % p == 0
    assert sine == direct


def test_signs_that_are_required_come_first_and_are_no_choice() -> None:
    found = Drawn("x")
    (x,) = found.forms
    found.comparison.rewriter.laws.signs.require([x], -1)
    found.arithmetic.begin()
    assert found.arithmetic.claims == {x: -1}
    assert found.arithmetic.chosen == []
    with pytest.raises(ImpossibleError):
        found.arithmetic._positive.mark(found.arithmetic.value(x), 0)


def test_what_is_0_on_a_stretch_has_no_required_sign() -> None:
    found = Drawn("relu(x)", chosen=(False,))
    (form,) = found.forms
    found.comparison.rewriter.laws.signs.require([form], 1)
    with pytest.raises(UnsupportedError):
        found.arithmetic.begin()


def test_a_product_is_0_where_a_factor_is_though_another_has_no_value() -> None:
    for text in ("(1/x if x > 0 else 2) + (3 if x > 0 else y/(x - x + relu(x)))",):
        found = Drawn(text, "3 + 1/x", chosen=(True,))
        one, other = found.values()
        assert one == other


@pytest.mark.parametrize("form", ["1/relu(x)", "relu(x)^-2 y", "1/(x - abs(x))"])
def test_what_is_over_0_has_no_value(form: str) -> None:
    with pytest.raises(VanishingError):
        Drawn(form, chosen=(form == "1/(x - abs(x))",)).values()


@pytest.mark.parametrize(
    "text",
    [
        "e^(e^(e^(e^x)))",
        "sin(sin(sin(sin(x))))",
        "sin(sin(sin(sin(x/2))))",
        "cos(e^(sin(e^(x/3))))",
        "e^(e^(e^(e^(x/7))))",
        "sin(pi/7)",
        "sin(x + pi/241)",
    ],
)
def test_what_is_nested_too_deeply_or_is_of_an_unknown_angle_has_no_value(text: str) -> None:
    with pytest.raises(UnsupportedError):
        Drawn(text).values()
    assert settle(tree(f"{text} + abs(x)"), tree(f"{text} + max(x, -x)")) is None


@pytest.mark.parametrize("text", ["e^(e^(e^x))", "sin(sin(sin(x/2)))", "cos(e^(sin(x/3)))", "sin(pi/120 + x)"])
def test_three_levels_of_nesting_have_values(text: str) -> None:
    assert explain(tree(f"{text} + abs(x)"), tree(f"{text} + max(x, -x)")) == (True, "the same values")
    assert settle(tree(f"{text} + abs(x)"), tree(f"{text} - abs(x)")) is False


def test_the_unit_of_angles_is_missing_where_minus_1_has_no_root() -> None:
    with pytest.raises(UnsupportedError, match="sines together"):
        Drawn("sin(x)", kind=Kind.REALS).values()


@pytest.mark.parametrize(("text", "square"), [("sqrt(2)", 2), ("sqrt(3)", 3), ("sqrt(5)", 5)])
def test_roots_of_2_3_and_5_go_with_the_cosines_that_hold_them(text: str, square: int) -> None:
    cosine = {2: "2cos(pi/4)", 3: "2cos(pi/6)", 5: "4cos(pi/5) - 1"}[square]
    for seed in range(12):
        root, other = Drawn(text, cosine, seed=seed).values()
        assert root == other
        assert Drawn(text, seed=seed).prime != root
