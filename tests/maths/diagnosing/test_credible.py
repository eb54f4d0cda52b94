"""A guess, such as 0, 1 or x, is put down to no far-fetched rule, but to one that leads there of itself, if at all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.diagnosing.credible import FAR_FETCHED, NAUGHT, is_short
from derivquiz.maths.diagnosing.diagnosis import find
from derivquiz.maths.diagnosing.malrules import MALRULES, explain
from derivquiz.maths.expression import Expression, rational
from derivquiz.maths.reading import parse
from tests.maths.typical import functions


@pytest.mark.parametrize(
    ("function", "guess"),
    [
        ("ln(4x^2+4)", "1"),
        ("sqrt(3x^2+8)", "1"),
        ("sigmoid(x)^3", "3"),
        ("ln(8x^2+5)", "2x"),
        ("(2x+6)(x^2+5)", "2x"),
        ("-ln(1-sigmoid(x))", "-1"),
        ("-ln(1-sigmoid(x))", "0"),
        ("-ln(1-sigmoid(x))", "e^x"),
        ("(3x^2-3)^5", "0"),
        ("x^3-4x", "0"),
        ("9ln(6x)", "9"),
    ],
)
def test_nothing_is_said_of_a_guess(function: str, guess: str) -> None:
    assert find(parse(function, "x"), ("x",), parse(guess, "x")) == ()


@pytest.mark.parametrize(
    ("function", "point", "guess", "slugs"),
    [
        ("(x-1)^2/2", "1/5", "0", {"substituted-first"}),
        ("(x-1)^2/2", "1/5", "1", set()),
        ("x^4+3x^3+7x", "-1", "0", {"substituted-first"}),
        ("x^4+3x^3+7x", "-1", "-1", set()),
        ("2x^3-8x", "1", "2", {"coefficient-dropped"}),
        ("(4x+9)/(3x+5)", "-3", "0.5", set()),
        ("relu(-6x+3)", "-2", "0", {"another-piece", "substituted-first"}),
        ("relu(-6x+3)", "-2", "1", {"inner-derivative-missing", "coefficient-dropped"}),
    ],
)
def test_a_guess_at_a_point_is_put_down_to_what_leads_there(function: str, point: str, guess: str, slugs: set[str]) -> None:
    found = find(parse(function, "x"), ("x",), parse(guess, "x"), at={"x": Fraction(point)})
    assert {slug for one in found for slug in one.slugs} == slugs


@pytest.mark.parametrize(
    ("function", "answer", "slug"),
    [
        ("x/(x+1)", "1", "quotient-of-derivatives"),
        ("7/(x+1)", "0", "quotient-of-derivatives"),
        ("6sigmoid(x)", "6", "activation-slope-missing"),
        ("2x*y", "0", "frozen-terms-zeroed"),
        ("9sqrt(x)", "9", "root-of-derivative"),
    ],
)
def test_a_short_answer_keeps_the_rule_that_leads_there(function: str, answer: str, slug: str) -> None:
    assert find(parse(function, "x", "y"), ("x",), parse(answer, "x"))[0].slug == slug


def test_one_thought_is_told_though_it_takes_two_rules() -> None:
    assert find(parse("ln(7x^2+8)", "x"), ("x",), parse("1/x", "x"))[0].slugs == ("outer-at-variable", "inner-derivative-missing")


@given(functions(), st.sampled_from(["0", "1", "-1", "x", "-x"]))
def test_no_guess_is_put_down_to_two_rules_or_to_a_far_fetched_one(e: Expression, guess: str) -> None:
    answer = parse(guess, "x")
    for one in find(e, ("x",), answer):
        assert one.also is None
        assert one.slug not in FAR_FETCHED
        assert rational(answer) != 0 or one.slug in NAUGHT


@given(functions(), st.sampled_from(["2", "3x", "x/4", "5/x", "-7/2"]))
def test_two_rules_explain_a_short_answer_only_where_the_right_one_is_short(e: Expression, answer: str) -> None:
    for one in find(e, ("x",), parse(answer, "x")):
        assert (
            one.also is None
            or is_short(differentiate(e, "x"))
            or set(one.slugs) == {"outer-at-variable", "inner-derivative-missing"}
        )


def test_the_lists_are_rules() -> None:
    assert set(MALRULES) >= FAR_FETCHED | NAUGHT
    assert not FAR_FETCHED & NAUGHT


@pytest.mark.parametrize(
    ("function", "answer", "start"),
    [
        ("x^2+3x", "2x+3x", "In the term 3x: this is what you get if a part stays as it was"),
        ("x^2*sin(x)", "x^2*sin(x) + x^2*cos(x)", "In the factor x²: this is what you get if a part stays as it was"),
        ("(x^2+3x)^4", "8x(x^2+3x)^3", "In the inside, x² + 3x: this is what you get if not all the terms are there"),
        ("(2x+1)(x^2+3)", "6x^2-2x+6", "This is what you get if a sign is lost or added on the way"),
    ],
)
def test_a_slip_of_one_part_is_named_with_its_place(function: str, answer: str, start: str) -> None:
    assert explain(parse(function, "x"), ("x",), parse(answer, "x")).message.startswith(start)
