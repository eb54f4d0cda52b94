"""What a worked solution promises: every line is right, and the last one is the answer."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings

from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.steps import worked
from derivquiz.maths.expression import Expression, rational
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from tests.maths.typical import functions


def told(function: str, *wrt: str, at: dict[str, Fraction] | None = None, places: int | None = None) -> list[tuple[str, str]]:
    return [(step.rule, step.line) for step in worked(parse(function, "x", "y", "z"), wrt, at, places)]


@given(functions())
@settings(max_examples=200, deadline=None)
def test_the_last_line_is_the_tidied_derivative(e: Expression) -> None:
    steps = worked(e, ("x",))
    assert steps[-1].line == line(differentiate(e, "x"))
    assert all(step.rule and step.picture for step in steps)


def test_a_chain_names_its_outer_and_its_inner_function() -> None:
    assert told("sigmoid(2x+1)", "x") == [
        (
            "Chain rule: outer σ(u), inner 2x + 1, whose slope is 2",
            "2*(sigmoid(2*x + 1)*(1 - sigmoid(2*x + 1)))",
        ),
        ("Tidied up", "2*sigmoid(2*x + 1)*(1 - sigmoid(2*x + 1))"),
    ]


def test_a_polynomial_takes_one_line() -> None:
    assert told("3x^4 - 2x^3 + x - 7", "x") == [("Power rule, term by term", "12*x^3 - 6*x^2 + 1")]


def test_a_line_has_its_slope_at_once() -> None:
    assert told("5 - 3x", "x") == [("The slope of a line", "-3")]


def test_a_quotient_names_its_parts() -> None:
    assert told("(2x+3)/(5x-1)", "x")[0][0] == "Quotient rule: u = 2x + 3, u′ = 2; v = 5x − 1, v′ = 5"


def test_a_part_that_needs_its_own_rule_comes_first() -> None:
    rules = [rule for rule, _ in told("x^2*sin(3x)", "x")]
    assert [rule.split(":")[0] for rule in rules] == ["v = sin(3x). Chain rule", "Product rule", "Tidied up"]


def test_three_layers_are_worked_from_the_inside() -> None:
    assert [rule.split(":")[0] for rule, _ in told("ln(cos(x^2))", "x")] == [
        "Inner cos(x²). Chain rule",
        "Chain rule",
        "Tidied up",
    ]


def test_what_is_held_fixed_is_said() -> None:
    assert told("x^2*y", "x")[0][0].startswith("y held fixed. ")


def test_a_second_derivative_is_taken_in_two_goes() -> None:
    assert [rule.split(":")[0] for rule, _ in told("x^3", "x", "x")] == ["First derivative", "Second derivative"]


def test_a_point_is_put_in_and_worked_out_exactly() -> None:
    assert told("4x^3", "x", at={"x": Fraction(-1, 2)})[1:] == [("Put in x = −1/2", "12*(-1/2)^2"), ("Worked out", "3")]


@pytest.mark.parametrize(("places", "value"), [(3, "0.090"), (2, "0.09"), (1, "0.1")])
def test_a_decimal_is_rounded_once(places: int, value: str) -> None:
    *_, last = told("sigmoid(2x+1)", "x", at={"x": Fraction(1)}, places=places)
    assert last == (f"Rounded once, at the end, to {places} place{'s' if places > 1 else ''}", value)


def test_a_negative_value_rounds_away_from_nothing() -> None:
    assert told("cos(x)", "x", at={"x": Fraction(1)}, places=3)[-1][1] == "-0.841"


def test_no_line_is_said_twice() -> None:
    for function in ("1/(1+e^(-z))", "x^2 + tanh'(x)", "-sin(3x)"):
        lines = [text for _, text in told(function, "z" if "z" in function else "x")]
        assert all(one != other for one, other in pairwise(lines))


def test_every_value_put_in_is_exact() -> None:
    for value in ("1/3", "-2", "5/7"):
        at = rational(parse(value))
        assert at is not None
        assert told("x^2", "x", at={"x": at})[-1][1] == line(parse(str(2 * at)))
