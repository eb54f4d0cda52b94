"""What is said of a wrong answer: one reason, the place where it went wrong, and nothing of the answer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.maths.diagnosing.explanation import Explanation, explain, told
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrules import MALRULES
from derivquiz.maths.diagnosing.sites import Place, Site
from derivquiz.maths.reading import Vocabulary, parse, read


def said(function: str, answer: str, point: str = "") -> str:
    at = {"x": Fraction(point)} if point else None
    return explain(parse(function, "x"), ("x",), parse(answer, "x"), at=at).message


def of_gradient(function: str, answer: str) -> Explanation:
    vector = read(answer, Vocabulary(("x", "y"), shape="vector")).expression
    return explain(parse(function, "x", "y"), ("x", "y"), vector)


@pytest.mark.parametrize(
    ("function", "answer", "start"),
    [
        ("(6x^2-4)^5", "5(6x^2-4)^4*6x", "In the inside, 6x² − 4: this is what you get if the exponent is lowered"),
        ("x^3 - 5x^2", "3x^2 - 5x", "In the term 5x²: this"),
        ("x^2*sin(3x)", "2x*sin(3x) + x^2*cos(3x)", "In the factor sin(3x): this"),
        ("sqrt(x^2+4)", "x/(2sqrt(x^2+4))", "Under the root, x² + 4: this"),
        ("e^(x^2)", "e^(x^2)*x", "In the exponent, x²: this"),
        ("1/(x^2+1)", "-x/(x^2+1)^2", "In the denominator, x² + 1: this"),
        ("(x^2+3)/(4x-1)", "(x(4x-1) - 4(x^2+3))/(4x-1)^2", "In the numerator, x² + 3: this"),
        (
            "x*sin(8x^5-2x^4+9x^3+5x^2+7x+1)",
            "sin(8x^5-2x^4+9x^3+5x^2+7x+1) + x*cos(8x^5-2x^4+9x^3+5x^2+7x+1)",
            "In one of the factors: this",
        ),
        ("x^3", "x^2", "This is what you get if the exponent is lowered"),
        (
            "(6x^2-4)^5",
            "5(6x^2)^4*12x",
            "This is what you get if the outer derivative is taken at the inside without its constant",
        ),
    ],
)
def test_the_place_is_named_where_only_a_part_went_wrong(function: str, answer: str, start: str) -> None:
    assert said(function, answer).startswith(start)


@pytest.mark.parametrize(
    ("function", "answer", "slug"),
    [
        ("ln(5x)", "5/x", "log-constant-kept"),
        ("(x^2+1)^2", "(x^2+1)*2x", "power-coefficient-missing"),
        ("sigmoid(2x+1)", "sigmoid(2x+1)(1-sigmoid(2x+1))", "inner-derivative-missing"),
        ("x*e^x", "e^x", "product-of-derivatives"),
        ("1/x", "1/x^2", "negative-exponent-sign-lost"),
    ],
)
def test_a_structural_tie_is_told_as_one_reason(function: str, answer: str, slug: str) -> None:
    assert said(function, answer) == f"This is what you get if {MALRULES[slug].clause}. {MALRULES[slug].question}"


@pytest.mark.parametrize(
    ("function", "answer", "point", "text"),
    [
        ("relu(4x-8)", "4", "-3", "the slope is taken from where 4x − 8 > 0. Which side is x = −3 on?"),
        ("relu(4x-8)", "0", "5/2", "the slope is taken from where 4x − 8 < 0. Which side is x = 2.5 on?"),
        (
            "relu(4x-8)",
            "4",
            "",
            "the piece where 4x − 8 > 0 is taken for the whole function. How steep is it where that doesn't hold?",
        ),
        ("x^2 if x < 1 else 2x^3", "4", "2", "the slope is taken from where x < 1. Which side is x = 2 on?"),
        ("x^2 if x < 1 else 2x^3", "3/2", "1/2", "the slope of another piece is taken. Which piece of the function holds there?"),
    ],
)
def test_a_wrong_piece_is_named_by_where_it_holds(function: str, answer: str, point: str, text: str) -> None:
    assert said(function, answer, point) == f"This is what you get if {text}"


def test_where_the_answer_is_a_number_no_part_is_written_out() -> None:
    assert said("(6x^2-4)^5", "480", "1").startswith("In the inside: this is what you get if")
    assert said("x^3 - 5x^2", "-2", "1").startswith("In one of the terms: this")
    assert of_gradient("2x + 3y", "(2, 4)").message.startswith("In one of the terms: this")


def test_a_part_that_stands_in_two_places_is_not_placed() -> None:
    assert said("(x^2+1)^3 + x^2", "3x(x^2+1)^2 + x").startswith("This is what you get if the exponent is lowered")


def test_rules_in_different_places_are_told_with_their_places() -> None:
    u, v = parse("x^2", "x"), parse("sin(3x)", "x")
    places = [
        Found(slug, Site(1, part, whole=False, place=Place("in the factor", part)))
        for slug, part in (("power-exponent-kept", u), ("cosine-sign", v))
    ]
    assert told(places).startswith(
        "This is what you get if in the factor x², the exponent comes in front but also stays as it was, or if in the factor"
    )


def test_a_gradient_is_told_what_its_components_share() -> None:
    found = of_gradient("x^2*y", "(2x, 1)")
    assert found.message.startswith("This is what you get if a letter that is held fixed is left out")


def test_a_gradient_whose_components_share_nothing_is_told_each() -> None:
    found = of_gradient("x^3 + e^(2y)", "(x^2, e^(2y))")
    first, second = found.message.split(" ∂f/∂y: ")
    assert first.startswith("∂f/∂x: in the term x³: this is what you get if the exponent is lowered")
    assert second.startswith("in the term e^(2y): this is what you get if only the outer function")
    assert {"power-coefficient-missing", "inner-derivative-missing"} <= set(found.slugs)


def test_numbers_that_share_no_rule_are_not_explained_one_by_one() -> None:
    point = {"p": Fraction(-2), "q": Fraction(3), "r": Fraction(7), "s": Fraction(2)}
    loss = parse("((p - 2)^2 + q^2 + (r - 3)^2 + s^2)/4", *point)
    found = explain(loss, tuple(point), read("(-4, 3, 4, 2)", Vocabulary(tuple(point), shape="vector")).expression, at=point)
    assert (found.slugs, found.message) == ((), "")


def test_a_right_component_is_not_explained() -> None:
    assert of_gradient("x^3 + y*e^(2x)", "(3x^2 + y*e^(2x), e^(2x))").message.startswith("In the term y·e^(2x): this")


def test_nothing_is_said_of_a_right_answer_or_of_one_without_a_rule() -> None:
    assert explain(parse("x^3", "x"), ("x",), parse("3x^2", "x")) == Explanation()
    assert explain(parse("x^3", "x"), ("x",), parse("sin(x)", "x")) == Explanation()
