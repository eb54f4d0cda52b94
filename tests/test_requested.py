"""What a line of `derivquiz grade` asks."""

from __future__ import annotations

import pytest

from derivquiz.engine import Engine
from derivquiz.errors import RequestError
from derivquiz.requested import letters, pose
from derivquiz.wire import Outcome, Request


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xsinx", "x"),
        ("w*x+b", "b w x"),
        ("wx+b", "b w x"),
        ("exp(x)", "x"),
        ("e^x", "x"),
        ("2pi r", "r"),
        ("πr^2", "r"),
        ("sigmoid(w*x)", "w x"),
        ("σ(z)", "z"),
        ("x1 + x_2", "x1 x_2"),
        ("sqrt(x) + log2(y)", "x y"),
        ("\\frac{x}{y} \\cdot t", "t x y"),
        ("tanhx", "x"),
        ("αx", "x α"),
        ("x₁ + x_{2}", "x_1 x_2"),
        ("theta^2 + \\lambda t", "lambda t theta"),
        ("mu + xi", "i m u x"),
        ("\\mu_1^2 + \\eta", "eta mu_1"),
        ("7", ""),
    ],
)
def test_every_letter_that_is_no_part_of_a_word_is_a_name(text: str, names: str) -> None:
    assert " ".join(letters(text)) == names
    assert pose(Request(expected=text)).variables == (letters(text) or ("x",))


def test_a_function_is_asked_for_its_derivative() -> None:
    problem = pose(Request(function="sin(x^2)"))
    assert (problem.kind, problem.function, problem.variables, problem.wrt, problem.order) == (
        "formula",
        "sin(x^2)",
        ("x",),
        ("x",),
        1,
    )


def test_x_is_the_variable_where_it_occurs_else_the_first_name() -> None:
    assert pose(Request(function="a x")).wrt == ("x",)
    assert pose(Request(function="a t")).wrt == ("a",)
    assert pose(Request(function="a t", wrt=("t",))).wrt == ("t",)


def test_an_expression_is_asked_itself() -> None:
    problem = pose(Request(expected="2x cos(x^2)"))
    assert (problem.wrt, problem.order) == ((), 0)
    assert Engine().mark(problem, "x cos(x^2) 2", proof=False).outcome is Outcome.CORRECT


def test_a_function_wins_over_an_expression() -> None:
    assert pose(Request(function="x^2", expected="x^3")).function == "x^2"


def test_a_point_asks_for_a_value_and_several_variables_for_a_gradient() -> None:
    value = pose(Request(expected="xsinx", at=(("x", "0.7"),), places=6))
    assert (value.kind, value.at, value.places) == ("value", (("x", "0.7"),), 6)
    assert pose(Request(function="x y", wrt=("x", "y"))).kind == "gradient"


def test_a_constant_to_some_places_is_a_value() -> None:
    problem = pose(Request(expected="pi", places=2))
    assert Engine().mark(problem, "3.14", proof=False).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(), "nothing to mark against"),
        (Request(function="x^"), "can't be read"),
        (Request(function="x", order=7), '"order"'),
        (Request(function="x", order=-1), '"order"'),
        (Request(function="x y", at=(("x", "1"),)), "no value for y"),
        (Request(function="x", at=(("y", "1"),)), "y is not among"),
        (Request(function="x", at=(("x", "one"),)), "can't be read"),
        (Request(function="x", at=(("x", "x"),)), "can't be read"),
        (Request(function="x", wrt=("t",)), "t is not among"),
        (Request(function="x", places=3), '"places" needs "at"'),
        (Request(function="x y", variables=("x",)), "can't be read"),
    ],
)
def test_what_cannot_be_asked_is_said(request_: Request, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        pose(request_)


@pytest.mark.parametrize(
    ("request_", "kind", "answer"),
    [
        (Request("[x*y, x + y^2]", wrt=("x", "y")), "jacobian", "[[y, x], [1, 2y]]"),
        (Request("(x*y, x + y^2)"), "jacobian", "y, x; 1, 2y"),
        (Request("softmax(a, b)", at=(("a", "0"), ("b", "ln 3"))), "jacobian", "[[3/16, -3/16], [-3/16, 3/16]]"),
        (Request("(cos t, sin t)"), "vector", "(-sin t, cos t)"),
        (Request("(cos t, sin t)", order=2), "vector", "(-cos t, -sin t)"),
        (Request("x^2 y", wrt=("x", "y"), order=2), "hessian", "[[2y, 2x], [2x, 0]]"),
        (Request("ln(e^x + e^y)", wrt=("x", "y")), "gradient", "softmax(x, y)"),
        (Request(expected="[[1, x], [x, 1]]"), "formula", "1, x; x, 1"),
        (Request(expected="(x, x^2)", at=(("x", "2"),)), "formula", "2, 4"),
        (Request(expected="softmax(0, ln(3))"), "formula", "(1/4, 3/4)"),
    ],
)
def test_vectors_and_matrices_are_asked_by_their_shape(request_: Request, kind: str, answer: str) -> None:
    problem = pose(request_)
    assert problem.kind == kind
    assert Engine().mark(problem, answer).outcome is Outcome.CORRECT
    assert Engine().mark(problem, Engine().solve(problem).answer).outcome is Outcome.CORRECT
    assert Engine().mark(problem, "(7, 8, 9)").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request("[[x, y], [1, 2]]"), "a matrix of functions"),
        (Request("x*y", wrt=("x", "y"), order=3), "the Hessian"),
        (Request("(x, y)", wrt=("x", "y"), order=2), "the Jacobian"),
        (Request(expected="(x, 1)", places=3, at=(("x", "1"),)), "a single number"),
    ],
)
def test_a_shape_that_has_no_such_derivative_is_refused(request_: Request, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        pose(request_)
