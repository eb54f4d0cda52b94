"""Where the forms of a displayed function and an answer tell that no stretch is lost, and where they don't."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.errors import EvaluationError, UndefinedError
from derivquiz.maths.expression import Expression
from derivquiz.maths.marking.domains import is_kept
from derivquiz.maths.marking.equality import Derivative, Narrower, Same, compare
from derivquiz.maths.marking.quantity import Value
from derivquiz.maths.reading import parse
from derivquiz.wire import Certainty

KEPT = [
    ("x^3", "3x^2"),
    ("x^3", "3x^4/(x*x)"),
    ("sin(x)", "1/sec(x)"),
    ("ln(x)", "1/x"),
    ("ln(x)", "ln(x)*(x/x)/(x*ln(x))"),
    ("sqrt(x)", "1/(2sqrt(x))"),
    ("x^(3/2)", "3/2*x^0.5"),
    ("sqrt(x^2 - 1)", "x/sqrt(x^2 - 1)"),
    ("x^x", "x^x*(1 + ln(x))"),
    ("asin(x)", "1/(1 - x^2)*cos(asin(x))"),
    ("atan(x)", "1/sqrt(x^2 + 1)^2"),
    ("abs(x)", "x/abs(x)"),
    ("cbrt(x)", "1/(3cbrt(x)^2)"),
    ("x*y", "x*y/sqrt(x^2 + 1)"),
]
LOST = [
    ("x", "x^1.5/x^0.5"),
    ("x", "e^(ln(x))/x"),
    ("ln(x^2)", "ln(x)*2/(x*ln(x))"),
    ("x", "relu(x)/relu(x)"),
    ("x", "(x + abs(x))/(x + abs(x))"),
    ("x", "(sqrt(x^2) - x)/(sqrt(x^2) - x)"),
    ("x", "ln(relu(x) + 0x)/ln(relu(x))"),
    ("asin(x)", "1/(sqrt(1 - x)*sqrt(1 + x))"),
    ("sqrt(x) if x > 0 else x", "sqrt(x)/sqrt(x)"),
    ("x", "csch(relu(x))*sinh(relu(x))"),
    ("sqrt(x)", "x^(1/3)/relu(x)^(1/2)"),
    ("x", "max(x, 1) if x > 0"),
    ("x", "sin(asin(x))/x"),
]


@pytest.mark.parametrize(("displayed", "answer"), KEPT)
def test_forms_that_have_a_value_wherever_the_function_has_one_are_known(displayed: str, answer: str) -> None:
    assert is_kept(parse(displayed, *"xy"), parse(answer, *"xy"))


@pytest.mark.parametrize(("displayed", "answer"), LOST)
def test_nothing_is_claimed_of_forms_that_may_lose_a_stretch(displayed: str, answer: str) -> None:
    assert not is_kept(parse(displayed, *"xy"), parse(answer, *"xy"))


@pytest.mark.parametrize(("displayed", "answer"), [pair for pair in KEPT if "y" not in pair[0]])
def test_what_is_known_to_be_kept_has_a_value_at_every_point_tried_but_holes(displayed: str, answer: str) -> None:
    function, typed = parse(displayed, "x"), parse(answer, "x")
    for step in range(-40, 41):
        at = Fraction(2 * step + 1, 8)
        if _has_value(Derivative(function, ("x",)), at):
            assert _has_value(Value(typed), at)


def test_a_lost_stretch_is_found_whatever_the_signature_says() -> None:
    for function, answer in (("x^2/2", "x^1.5/x^0.5"), ("x^2", "x*ln(x)*2/ln(x)"), ("x^2/2", "x*relu(x + 40)/relu(x + 40)")):
        assert isinstance(compare(Derivative(parse(function, "x"), ("x",)), parse(answer, "x"), proof=False), Narrower)


def test_a_hole_is_told_though_few_points_are_looked_at() -> None:
    found = compare(Derivative(parse("x^2", "x"), ("x",)), parse("2x^2/x", "x"), proof=False)
    assert isinstance(found, Same)
    assert found.certainty is Certainty.SIGNATURE
    assert found.holes == ((("x", "0"),),)


def _has_value(quantity: Derivative | Value, at: Fraction) -> bool:
    try:
        quantity.at({"x": at}, 256)
    except UndefinedError:
        return False
    except EvaluationError:
        return True
    return True


def test_a_name_alone_and_a_number_have_values_everywhere() -> None:
    tree: Expression = parse("x", "x")
    assert is_kept(tree, tree)
    assert is_kept(parse("3"), parse("sqrt(2)/ln(3)"))
