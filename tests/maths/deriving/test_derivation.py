"""What the derivation promises: every rule is right, checked against balls, which know no rule of differentiation."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.deriving.derivation import derive, differentiate
from derivquiz.maths.expression import Apply, Expression, Number, Sum
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from tests.maths.nodes import nodes
from tests.maths.typical import POINTS, X, functions


def agrees(derivative: Expression, e: Expression, *wrt: str) -> bool:
    """Whether an expression is the derivative of another wherever both have a value."""
    for point in POINTS:
        try:
            right = balls.derivative(e, point, wrt, bits=256)
            ours = balls.value(derivative, point, bits=256)
        except EvaluationError:
            continue
        if not right.overlaps(ours):
            return False
    return True


@given(functions())
@settings(max_examples=60)
def test_every_node_is_the_derivative_of_what_stood_before_it(e: Expression) -> None:
    for node in nodes(derive(e, "x")):
        assert agrees(node.after, node.before, "x"), node.rule


@given(functions())
def test_the_tidied_derivative_is_right(e: Expression) -> None:
    assert agrees(differentiate(e, "x"), e, "x")
    assert agrees(differentiate(e, "y"), e, "y")


@given(functions(5))
def test_higher_and_mixed_derivatives_are_right(e: Expression) -> None:
    assert agrees(differentiate(e, "x", "x"), e, "x", "x")
    assert agrees(differentiate(e, "x", "y"), e, "x", "y")


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_of_the_table_is_differentiated(name: str) -> None:
    row = FUNCTIONS[name]
    inner = parse("2*x + 1/3", "x")
    others = (parse("1/5"),) * (row.most - 1) if row.most <= 2 else (parse("x^2", "x"),) * (row.least - 1)
    e = Apply(name, (Number(3), inner) if name == "log_base" else (inner, *others))
    checked = 0
    for at in ("-19/10", "-1/2", "-1/5", "1/10", "3/10", "7/5", "12/5"):
        point = {"x": Fraction(at)}
        try:
            right = balls.derivative(e, point, ("x",), bits=128)
        except EvaluationError:
            continue
        checked += 1
        assert right.overlaps(balls.value(differentiate(e, "x"), point, bits=128)), at
    assert checked >= 2


def test_an_injected_wrong_rule_is_caught() -> None:
    wrong = Sum((differentiate(parse("x^3", "x"), "x"), X))
    assert not agrees(wrong, parse("x^3", "x"), "x")


@pytest.mark.parametrize(
    ("function", "derivative"),
    [
        ("(x^2+1)^3", "6*x*(x^2 + 1)^2"),
        ("sqrt(x^2+4)", "x/sqrt(x^2 + 4)"),
        ("3*x^4-2*x^3+x-7", "12*x^3 - 6*x^2 + 1"),
        ("x*e^x", "e^x + x*e^x"),
        ("(2*x+3)/(5*x-1)", "-17/(5*x - 1)^2"),
        ("(2*x+3)*(x^2-1)", "6*x^2 + 6*x - 2"),
        ("4/x^3", "-12/x^4"),
        ("2^x", "2^x*ln(2)"),
        ("log_3(x)", "1/(x*ln(3))"),
        ("sigmoid(2*x+1)", "2*sigmoid(2*x + 1)*(1 - sigmoid(2*x + 1))"),
        ("sigmoid(1+2*x)", "2*sigmoid(1 + 2*x)*(1 - sigmoid(1 + 2*x))"),
        ("pi^2", "0"),
        ("tanh(3*x)", "3*(1 - tanh(3*x)^2)"),
        ("relu(2*x+1)", "2*step(2*x + 1)"),
        ("gelu(x)", "Phi(x) + x*phi(x)"),
        ("ln(3*x)", "1/x"),
        ("ln(x^4)", "4/x"),
        ("x^2*sin(x)", "2*x*sin(x) + x^2*cos(x)"),
        ("5*x^(1/3)", "5/(3*x^(2/3))"),
        ("3*sqrt(x)", "3/(2*sqrt(x))"),
        ("cos(x^2)^3", "-6*x*cos(x^2)^2*sin(x^2)"),
        ("e^(3*x^2)", "6*x*e^(3*x^2)"),
        ("exp(3*x^2)", "6*x*exp(3*x^2)"),
        ("x/sqrt(x^2+1)", "1/(x^2 + 1)^(3/2)"),
        ("1/(1+e^(-x))", "e^(-x)/(1 + e^(-x))^2"),
        ("x^2*y + 3*y^2*x", "2*x*y + 3*y^2"),
        ("e^(2*x*y)", "2*y*e^(2*x*y)"),
        ("max(x, x^2)", "{1 if x > x^2, 2*x if x^2 > x}"),
        ("x^x", "x^x*(ln(x) + 1)"),
        ("(1-x)^5", "-5*(1 - x)^4"),
        ("x^n", "n*x^(n - 1)"),
        ("2*x^6*e^x", "12*x^5*e^x + 2*x^6*e^x"),
        ("-4*x^3 + 2*x^2 - 2", "-12*x^2 + 4*x"),
        ("(3*x + 1)*(2 - x)", "5 - 6*x"),
        ("leaky_relu(x, 0.1)", "0.1 + 0.9*step(x)"),
        ("0.3*x^2 + x/3", "0.6*x + 1/3"),
        ("x^2.5", "2.5*x^(3/2)"),
    ],
)
def test_the_answer_is_written_as_a_person_writes_it(function: str, derivative: str) -> None:
    assert line(differentiate(parse(function, "x", "y", "n"), "x")) == derivative


@pytest.mark.parametrize(
    ("function", "rule"),
    [
        ("7", "constant"),
        ("x", "identity"),
        ("x + 1", "sum"),
        ("3*x", "constant-multiple"),
        ("x/2", "constant-multiple"),
        ("x*sin(x)", "product"),
        ("x/(x+1)", "quotient"),
        ("1/x^2", "power"),
        ("sqrt(x)", "power"),
        ("2^x", "exponential"),
        ("sin(x)", "function"),
        ("x^x", "general-power"),
        ("max(x, 1)", "cases"),
        ("tanh'(x)", "rewrite"),
    ],
)
def test_each_node_names_its_rule(function: str, rule: str) -> None:
    assert derive(parse(function, "x"), "x").rule == rule
