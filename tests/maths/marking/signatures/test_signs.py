from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest

from derivquiz.maths.marking.signatures.forms import Form, Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError
from derivquiz.maths.marking.signatures.rewriting import Rewriter
from derivquiz.maths.marking.signatures.signs import Signs
from tests.maths.marking.signatures.corpus import known, tree
from tests.maths.marking.signatures.floats import worth
from tests.maths.marking.signatures.test_rewriting import ALONE, TEXTS


class Comparison:
    """Forms and signs as one comparison has them."""

    def __init__(self) -> None:
        self.forms = Forms()
        self.rewriter = Rewriter(self.forms)
        self.signs = Signs(self.forms)

    def form(self, text: str) -> Form:
        return self.rewriter.form(tree(text))

    def claims(self, text: str) -> dict[Form, int]:
        """The signs of forms: "x - 1 > 0, x < 0"."""
        found = {}
        for part in text.split(", "):
            left, relation, _ = part.rsplit(" ", 2)
            found[self.form(left)] = 1 if relation == ">" else -1
        return found


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        # by their bounds
        ("3", 1),
        ("-1/7", -1),
        ("e^x", 1),
        ("-e^x", -1),
        ("abs(x)", 1),
        ("sqrt(7)", 1),
        ("2 + sin(x)", 1),
        ("1 + cos(x)", 1),
        ("sin(x) - 1", -1),
        ("2 + 3sin(x)", None),
        ("sin(x)/2 - 1/3", None),
        ("sin(x)/2 - 2/3", -1),
        ("erf(x) + 1", 1),
        ("2 - 2sin(x)", 1),
        ("sin(x) cos(y) - 2", -1),
        ("sin(x) + cos(y) + 2", 1),
        ("sin(x) + cos(y) + 3/2", None),
        ("sin(x)^2 + 1/9", 1),
        ("sin(x)^3 + 1", 1),
        ("sin(x)^3", None),
        ("(2 + sin(x))^2 - 1/2", 1),
        ("(2 + sin(x))^2 - 2", None),
        ("(sin(x) - 3)^3 + 8", -1),
        ("(sin(x) - 3)^3 + 9", None),
        ("(sin(x) - 3)^2 - 3", 1),
        ("1/(2 + sin(x))", 1),
        ("1/(sin(x) - 1)", -1),
        ("1/(sin(x) - 2) + 1/2", None),
        ("1/(sin(x) + 2) - 1/2", None),
        ("1/(sin(x) - 2) - 1/1000", -1),
        ("1/(sin(x) - 1/2)", None),
        ("1/(2sin(x) - 1/2)^3", None),
        ("1/(1 + sin(x))", 1),
        ("1/(sin(x) - 2)", -1),
        ("1/(sin(x) - 2)^2", 1),
        ("1/sin(x)^2", 1),
        ("1/sin(x)", None),
        ("(sin(x) - 2)^43", None),
        ("(sin(x) - 2)^44", 1),
        ("(2 + sin(x))^43", 1),
        ("sqrt(abs(x)) + e^y", 1),
        ("e^x abs(y)^3 + 1/1000", 1),
        ("-e^x sqrt(abs(y)) - 2", -1),
        ("10^400 e^x + 10^390", 1),
        ("x e^y", None),
        ("cosh(x) abs(y) + sin(z)", None),
        # numbers
        ("pi - 3", 1),
        ("pi - 22/7", -1),
        ("pi", 1),
        ("ln(2)", 1),
        ("ln(2) - 0.6931471805599453094172", 1),
        ("ln(2) - 0.6931471805599453094173", -1),
        ("sqrt(2) + sqrt(3) - sqrt(10)", -1),
        ("cbrt(2) - 2^(1/4)", 1),
        ("sin(1) - cos(1)", 1),
        ("atan(2) - 1.1", 1),
        ("e - 2.7182818284590452353", 1),
        ("erf(1) - asin(1/2)", 1),
        ("2sin(x) + pi", 1),
        ("4sin(x) + pi", None),
        # polynomials in a name, or in one exponential
        ("x", None),
        ("x^2 + 1", 1),
        ("-x^2 - x - 1", -1),
        ("x^2 + x + 1", 1),
        ("x^2 - x", None),
        ("x^4 - x^2 + 1", 1),
        ("x^4 - 2x^2 + 1", 1),
        ("x^4 - 2x^2 + 9/10", None),
        ("x^3 + 3", None),
        ("x^2/3 - x/2 + 1/5", 1),
        ("x^2/3 - x/2 + 1/6", None),
        ("e^(2x) - 2e^x + 2", 1),
        ("e^(2x) + 3e^x + 2", 1),
        ("e^(2x) - e^x - 2", None),
        ("e^x - 1", None),
        ("e^(x/2) - e^(x/3) + 1", 1),
        ("e^x + e^(-x) - 1", 1),
        ("e^x + e^(-x) - 3", None),
        ("e^(x y) + 1/2", 1),
        ("x^2 y^2 - x y + 1", None),
        ("x^42 - x + 2", None),
        ("x^40 - x + 2", 1),
        # what may be 0 on a stretch has no sign there
        ("1 + sign(x)", None),
        ("abs(x) + x", None),
        ("abs(abs(x) + x)", None),
        ("abs(x) + abs(y)", 1),
        ("abs(x + abs(x)) + abs(y)", 1),
        ("abs(x + abs(x)) + abs(y + abs(y))", None),
        ("-abs(x + abs(x)) - e^x", -1),
    ],
)
def test_a_sign_is_told_where_it_is_certain(text: str, sign: int | None) -> None:
    found = Comparison()
    assert found.signs.known(found.form(text)) == sign
    opposite = found.form(f"-({text})")
    assert found.signs.known(opposite) == (None if sign is None else -sign)


def test_no_sign_that_is_told_is_wrong_anywhere() -> None:
    told = 0
    for text in (*TEXTS, *ALONE):
        found = Comparison()
        try:
            form = found.form(text)
        except UnsupportedError:
            continue
        told_of = [(part, sign) for part in (*form.parts, form) if (sign := found.signs.known(part))]
        told += len(told_of)
        for point, _ in known(text) if told_of else ():
            assert all((value := worth(part, point)) is None or sign * value > -1e-9 for part, sign in told_of)
    assert told > 100


def test_what_is_required_is_known_and_narrows_what_holds_it() -> None:
    found = Comparison()
    x = found.form("x")
    found.signs.require([x], 1)
    assert found.signs.required() == (x,)
    assert found.signs.known(x) == found.signs.known(found.form("x + 1")) == found.signs.known(found.form("x^3 + 1/2")) == 1
    assert found.signs.known(found.form("-2x - e^y")) == -1
    assert found.signs.known(found.form("x - 1")) is None
    other = Comparison()
    other.signs.require([other.form("x")], -1)
    assert other.signs.known(other.form("x - 1")) == other.signs.known(other.form("x^3 - 1")) == -1
    assert other.signs.known(other.form("1 - x")) == other.signs.known(other.form("1 - 1/x")) == 1
    assert other.signs.known(other.form("x + 1")) is None


def test_opposite_signs_can_not_both_be_required() -> None:
    found = Comparison()
    x, y = found.form("x"), found.form("y")
    found.signs.require([x, y], 1)
    assert found.signs.required() == ()
    found.signs.require([y, x], 1)
    with pytest.raises(UnsupportedError):
        found.signs.require([y, x], -1)


def test_a_sign_that_comes_too_late_for_what_was_built_on_it_is_noticed() -> None:
    found = Comparison()
    x, y = found.form("x"), found.form("y")
    assert found.signs.known(y) is None
    found.signs.require([y], 1)
    assert not found.signs.late
    assert found.signs.of(y) == 1
    assert found.signs.of(x) is None
    found.signs.require([x, y], 1)
    assert not found.signs.late
    found.signs.require([x], -1)
    assert found.signs.late


@pytest.mark.parametrize(
    ("claims", "can"),
    [
        ("x > 0, x - 1 < 0", True),
        ("x < 0, x - 1 > 0", False),
        ("x - 2 > 0, x - 3 < 0, 2x - 5 > 0, 2x - 5.0001 < 0", True),
        ("x - 2 > 0, x - 3 < 0, 2x - 5 > 0, 2x - 4.9999 < 0", False),
        ("x^2 - 2 < 0, x - 1.5 > 0", False),
        ("x^2 - 2 < 0, x - 1.4 > 0", True),
        ("x^2 - 2 < 0, x + 1.5 < 0", False),
        ("x + 1000 < 0, x^2 - 1000000 < 0", False),
        ("x - 1000 > 0, x^3 - 1000000000 < 0", False),
        ("x - 10^300 > 0", True),
        ("x + 10^300 < 0", True),
        ("x + 100 < 0, x - 100 < 0", True),
        ("x - 100 > 0, x + 100 > 0", True),
        ("e^x - 1 < 0, e^x - 100 < 0", True),
        ("e^x - 1 > 0, e^x - 100 > 0", True),
        ("x^2 + 1 < 0", False),
        ("x < 0, y > 0, y - x > 0", True),
        ("x > 0, y - 1 > 0, y - 2 < 0", True),
        ("e^x - 1 > 0, e^x - 2 < 0", True),
        ("e^x - 2 > 0, e^x - 1 < 0", False),
        ("e^x + 1 < 0", False),
        ("3e^x - 2 < 0", True),
        ("e^(2x) - 5e^x + 6 < 0, e^x - 2 < 0", False),
        ("e^(2x) - 5e^x + 6 < 0, e^x - 3 < 0", True),
        ("sin(x) > 0, sin(x) + cos(x) < 0", True),
    ],
)
def test_signs_that_cannot_hold_together_are_ruled_out(claims: str, can: bool) -> None:
    found = Comparison()
    assert found.signs.can_hold(found.claims(claims)) is can


@pytest.mark.parametrize(
    ("claims", "can"),
    [
        ("x > 0, y > 0", True),
        ("x < 0, y > 0", False),
        ("x < 0, y < 0", True),
        ("x < 0", True),
        ("x - 1 > 0, y < 0", False),
    ],
)
def test_a_product_whose_sign_is_required_rules_out_signs_of_its_factors(claims: str, can: bool) -> None:
    found = Comparison()
    found.signs.require([found.form("x"), found.form("y")], 1)
    found.signs.require([found.form("x")], 1) if "- 1" in claims else None
    assert found.signs.can_hold(found.claims(claims)) is can


@pytest.mark.parametrize("other", ["sin(y)", "y + 1", "e^y - 2", "x*y"])
def test_a_product_with_what_is_no_polynomial_in_that_name_rules_out_no_places(other: str) -> None:
    found = Comparison()
    found.signs.require([found.form("x - 1"), found.form(other)], 1)
    for claims in ("x < 0", "x - 3 > 0", "2x - 1 > 0, 10x - 9 < 0"):
        assert found.signs.can_hold(found.claims(claims))


def test_a_product_of_polynomials_in_one_name_rules_out_places() -> None:
    found = Comparison()
    found.signs.require([found.form("x - 1"), found.form("x - 2")], -1)
    assert found.signs.can_hold(found.claims("2x - 3 > 0"))
    assert not found.signs.can_hold(found.claims("x - 3 > 0"))
    assert not found.signs.can_hold(found.claims("x < 0"))


@pytest.mark.parametrize(
    "claims",
    [
        "x > 0",
        "x < 0",
        "x - 1000 > 0",
        "x + 1000 < 0",
        "x - 2 > 0, x - 3 < 0",
        "x^2 - 2 < 0, x - 1.41 > 0",
        "x > 0, y < 0, y + 7 > 0",
        "3x - 1 > 0, 3x - 1.0000000000000000000000000000000000000000000001 < 0",
    ],
)
def test_a_point_is_found_where_signs_hold(claims: str) -> None:
    found = Comparison()
    wanted = found.claims(claims)
    point = {name: Fraction(1) for name in "xy"} | found.signs.point(wanted)
    for form, sign in wanted.items():
        value = Fraction(0)
        for number, term in form.terms():
            value += number * prod(point[str(atom.label)] ** int(power) for atom, power in term.factors())
        assert value * sign > 0


def test_there_is_no_point_where_signs_are_at_odds() -> None:
    found = Comparison()
    assert found.signs.point(found.claims("x < 0, x - 1 > 0")) == {}
    assert found.signs.point(found.claims("e^x - 1 > 0")) == {}
    found.signs.require([found.form("x"), found.form("y")], 1)
    assert found.signs.point(found.claims("x > 0, y < 0")) == {}
