"""Two wrong rules in one answer: both are named, and told as two things at once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.maths.diagnosing.malrules import diagnose, explain
from derivquiz.maths.reading import parse

TWO = [
    ("(6x^2-4)^5", "5(6x^2-4)^5", {"power-exponent-kept", "inner-derivative-missing"}),
    ("(6x^2-4)^5", "5x^5*12x", {"power-exponent-kept", "outer-at-variable"}),
    ("cos(4x)", "sin(4x)", {"cosine-sign", "inner-derivative-missing"}),
    ("cos(4x)", "4sin(x)", {"cosine-sign", "outer-at-variable"}),
    ("x^3*sin(2x)", "x^2*sin(2x) + x^3*cos(2x)", {"power-coefficient-missing", "inner-derivative-missing"}),
    ("x^3*e^x + 5", "3x^3*e^x + x^3*e^x + 5", {"power-exponent-kept", "constant-kept"}),
    ("(x^2+3)/(4x-1)", "(2x(4x-1) + 4(x^2+3))/(4x-1)", {"quotient-added", "quotient-denominator-not-squared"}),
    ("(x^3+3)/(4x-1)", "(3x^3(4x-1) + 4(x^3+3))/(4x-1)^2", {"quotient-added", "power-exponent-kept"}),
    ("3x^4 - 2x^2 + 7", "12x^4 - 4x^2 + 7", {"power-exponent-kept", "constant-kept"}),
    ("sigmoid(3x-2)^2", "2sigmoid(3x-2)*(1-sigmoid(3x-2)^2)", {"sigmoid-as-tanh", "inner-derivative-missing"}),
    ("x^2*sin(x)", "2x*sin(x) + x^2*cos(x)*7", set()),
]


@pytest.mark.parametrize(("function", "answer", "slugs"), TWO)
def test_both_rules_are_named(function: str, answer: str, slugs: set[str]) -> None:
    found = diagnose(parse(function, "x"), ("x",), parse(answer, "x"))
    assert slugs <= set(found) if slugs else found == ()


def test_both_rules_are_named_at_a_point() -> None:
    found = diagnose(parse("x^3*e^(2x)", "x"), ("x",), parse("(3x^3 + x^3)*e^(2x)", "x"))
    assert {"power-exponent-kept", "inner-derivative-missing"} <= set(found)
    at = diagnose(parse("x^3*e^(2x)", "x"), ("x",), parse("32e^4"), at={"x": Fraction(2)})
    assert {"power-exponent-kept", "inner-derivative-missing"} <= set(at)


@pytest.mark.parametrize(
    ("function", "at", "number"),
    [("(2x-1)^3", "1", "7"), ("x^3-4x+2", "2", "6"), ("4x^2-7x+3", "-2", "-28"), ("x^2/16", "0.115", "0.03")],
)
def test_a_small_number_that_two_rules_give_by_chance_gets_no_name(function: str, at: str, number: str) -> None:
    assert diagnose(parse(function, "x"), ("x",), parse(number), at={"x": Fraction(at)}) == ()


@pytest.mark.parametrize(("function", "at", "number"), [("5x^2+2x", "-3", "-27"), ("x^2-3x", "5", "8"), ("x^3-4x+2", "2", "7")])
def test_a_number_one_beside_the_right_one_is_not_taken_for_a_rule_of_a_linear_term(function: str, at: str, number: str) -> None:
    assert diagnose(parse(function, "x"), ("x",), parse(number), at={"x": Fraction(at)}) == ()


def test_one_rule_is_named_rather_than_two() -> None:
    assert diagnose(parse("x^3*e^x", "x"), ("x",), parse("3x^3*e^x + x^3*e^x", "x")) == ("power-exponent-kept",)


def test_two_rules_are_told_as_two_with_their_places() -> None:
    said = explain(parse("x^3*sin(2x)", "x"), ("x",), parse("x^2*sin(2x) + x^3*cos(2x)", "x")).message
    assert said == (
        "This is what you get if two things go wrong at once: in the factor x³, the exponent is lowered and does nothing else, "
        "and in the factor sin(2x), only the outer function is differentiated. "
        "Before it is lowered, the old exponent has a second job: which?"
    )
