"""What tidying promises: the same value, in the words of a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from derivquiz.maths import balls
from derivquiz.maths.deriving.tidy import present, simplify
from derivquiz.maths.expression import Expression, Negate, Number, Product, Sum, substitute
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from tests.maths.expressions import smooth_expressions
from tests.maths.typical import POINTS, X, functions, same_where_both_are


@given(functions())
@settings(max_examples=60)
def test_simplifying_keeps_the_value(e: Expression) -> None:
    assert same_where_both_are(e, simplify(e))


@given(functions())
def test_what_is_simple_stays_as_it_is(e: Expression) -> None:
    once = simplify(e)
    assert simplify(once) == once


@given(functions())
def test_presenting_keeps_the_value(e: Expression) -> None:
    assert same_where_both_are(e, present(e))


@given(functions())
def test_what_is_presented_stays_as_it_is(e: Expression) -> None:
    once = present(e)
    assert present(once) == once


@given(smooth_expressions(8))
def test_no_tree_is_too_strange_to_tidy(e: Expression) -> None:
    simplify(e)
    present(e)


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("x*x^2", "x^3"),
        ("2*x + 3*x", "5*x"),
        ("3*2*x", "6*x"),
        ("x*2*3/6", "x"),
        ("x - x", "0"),
        ("-(x - 1)", "1 - x"),
        ("x*(-3*x - 1)*(-2)", "2*x*(3*x + 1)"),
        ("(2*x)^3", "8*x^3"),
        ("sqrt(8)", "2*sqrt(2)"),
        ("1/sqrt(2)", "sqrt(2)/2"),
        ("sqrt(x)*x", "x^(3/2)"),
        ("sqrt(x^2)", "sqrt(x^2)"),
        ("e^x*e^(2*x)", "e^(3*x)"),
        ("e^0 + ln(e) + ln(1) + cos(0)", "3"),
        ("exp(x)*exp(x)", "exp(2*x)"),
        ("(x+1)^2*3 + (x+1)*6*x", "3*(x + 1)*(3*x + 1)"),
        ("4*x/(2*x^2 + 4)", "2*x/(x^2 + 2)"),
        ("(2*x + 4)/2", "x + 2"),
        ("(x*e^x - 2*e^x*x^2)/x", "e^x - 2*x*e^x"),
        ("2*x*(x^2 - 1) + 3", "2*x*(x^2 - 1) + 3"),
        ("1 - x^2", "1 - x^2"),
        ("3 + 2*x", "3 + 2*x"),
        ("1/0", "1/0"),
        ("2^(3/2)", "2*sqrt(2)"),
        ("(-8)^(1/3)", "(-8)^(1/3)"),
        ("y*x*3", "3*x*y"),
    ],
)
def test_an_answer_looks_as_a_person_writes_it(written: str, tidied: str) -> None:
    assert line(simplify(parse(written, "x", "y"))) == tidied


@pytest.mark.parametrize(
    ("written", "values", "shown"),
    [
        ("a*x^2 + b*x + c", {"a": "1", "b": "-1", "c": "0"}, "x^2 - x"),
        ("a*x^3 - b*x + c", {"a": "-1", "b": "-3", "c": "-5"}, "-x^3 + 3*x - 5"),
        ("a*x", {"a": "-1/2"}, "-x/2"),
        ("a*x^2", {"a": "3/2"}, "3*x^2/2"),
        ("x - a", {"a": "-3"}, "x + 3"),
        ("-a*x", {"a": "-2"}, "2*x"),
        ("x^a", {"a": "1"}, "x"),
        ("a/x^b", {"a": "-4", "b": "2"}, "-4/x^2"),
        ("(a*x + b)/(c*x + d)", {"a": "2", "b": "-1", "c": "1", "d": "-3"}, "(2*x - 1)/(x - 3)"),
        ("e^(a*x + b)", {"a": "-1", "b": "0"}, "e^(-x)"),
        ("sigmoid(a*x + b)", {"a": "-1", "b": "-1/2"}, "sigmoid(-x - 1/2)"),
        ("a*x + b*y + c", {"a": "0", "b": "1", "c": "-2"}, "y - 2"),
        ("x^a*(x + b)", {"a": "2", "b": "-4"}, "x^2*(x - 4)"),
        ("a*(x + b)", {"a": "-1", "b": "1"}, "-(x + 1)"),
        ("a*b*x", {"a": "2", "b": "-3"}, "-6*x"),
        ("x/a", {"a": "1"}, "x"),
        ("a", {"a": "pi^2"}, "pi^2"),
        ("a*x", {"a": "0.5"}, "0.5*x"),
        ("a + a*x", {"a": "-1/2"}, "-1/2 - x/2"),
    ],
)
def test_parameters_leave_no_trace_on_the_page(written: str, values: dict[str, str], shown: str) -> None:
    page = substitute(parse(written, "x", "y", *values), {name: parse(value) for name, value in values.items()})
    assert line(present(page)) == shown


def test_presenting_keeps_order_and_brackets() -> None:
    page = parse("3 + 2*x*(x + 1)*x - (x - 1)^2", "x")
    assert present(page) == page


def test_a_double_minus_is_gone() -> None:
    assert present(Negate(Negate(X))) == X
    assert line(present(Sum((X, Negate(Negate(Number(3))))))) == "x + 3"
    assert present(Product((Number(1), X))) == X


def test_the_points_of_these_tests_have_values() -> None:
    assert all(balls.value(parse("x*y", "x", "y"), point, bits=64).is_finite() for point in POINTS)
