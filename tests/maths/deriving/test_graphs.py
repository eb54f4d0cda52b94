"""What the tables of computational graphs promise: exact values forward, exact adjoints back, each path counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.errors import ConventionError, UndefinedError
from derivquiz.maths import balls
from derivquiz.maths.deriving.graphs import Graph, worked
from derivquiz.maths.expression import exact, names, rational
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line


def graph(inputs: dict[str, str], **nodes: str) -> Graph:
    known = list(inputs)
    made = []
    for name, formula in nodes.items():
        made.append((name, parse(formula, *known)))
        known.append(name)
    return Graph(tuple((name, parse(value)) for name, value in inputs.items()), tuple(made))


def test_sums_and_products_pass_adjoints_back() -> None:
    made = graph({"x": "2", "y": "3", "z": "-4"}, q="x + y", f="q*z")
    assert {name: line(value) for name, value in made.forward().items()} == {"x": "2", "y": "3", "z": "-4", "q": "5", "f": "-20"}
    assert {name: line(value) for name, value in made.adjoints().items()} == {"x": "-4", "y": "-4", "z": "5", "q": "-4", "f": "1"}


def test_a_shared_node_adds_up_its_paths() -> None:
    made = graph({"x": "3"}, a="x^2", b="2*x", f="a*b")
    assert line(made.adjoints()["x"]) == "54"
    assert [use.by for use in made.rows()[0].uses] == ["a", "b"]


def test_a_neuron_with_a_loss_keeps_fractions() -> None:
    made = graph({"w": "1/2", "x": "2", "b": "1/3", "y": "1"}, z="w*x + b", a="relu(z)", L="(a - y)^2")
    assert {name: line(made.adjoints()[name]) for name in ("a", "z", "w", "b")} == {
        "a": "2/3",
        "z": "2/3",
        "w": "4/3",
        "b": "2/3",
    }


def test_what_is_not_rational_stays_an_expression() -> None:
    made = graph({"w": "1", "x": "2"}, z="w*x", a="sigmoid(z)")
    assert line(made.adjoints()["w"]) == "2*sigmoid(2)*(1 - sigmoid(2))"


def test_the_steps_say_each_local_derivative() -> None:
    steps = worked(graph({"x": "2", "y": "3"}, q="x*y", f="q^2"))
    assert [(step.rule, step.line) for step in steps] == [
        ("Forward: q = xy", "6"),
        ("Forward: f = q²", "36"),
        ("Backward: ∂f/∂f is 1", "1"),
        ("Backward: ∂f/∂q = 2q", "12"),
        ("Backward: ∂f/∂y = ∂f/∂q · ∂q/∂y, with ∂q/∂y = x: 12·2", "24"),
        ("Backward: ∂f/∂x = ∂f/∂q · ∂q/∂x, with ∂q/∂x = y: 12·3", "36"),
    ]


def test_a_corner_has_no_adjoint() -> None:
    with pytest.raises(ConventionError):
        graph({"x": "0"}, a="relu(x)").adjoints()


def test_a_value_that_does_not_exist_is_said() -> None:
    with pytest.raises(UndefinedError):
        graph({"x": "0"}, a="1/x").forward()


@pytest.mark.parametrize("nodes", [{}, {"a": "x"}])
def test_a_graph_that_is_none_is_refused(nodes: dict[str, str]) -> None:
    made = tuple((name, parse("u", "u")) for name in nodes)
    with pytest.raises(ValueError, match=r"without a node|does not stand before"):
        Graph((("x", parse("1")),), made)


OPERATIONS = ("{0} + {1}", "{0}*{1}", "{0} - 2*{1}", "{0}^2 + {1}", "3*{0}", "{0}/({1}^2 + 1)", "sigmoid({0})*{1}")


@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5), st.data())
def test_adjoints_are_the_derivatives_of_the_output(chosen: list[tuple[str, int, int]], data: st.DataObject) -> None:
    known = ["x", "y"]
    nodes = []
    for i, (operation, one, other) in enumerate(chosen):
        text = operation.format(known[one % len(known)], known[other % len(known)])
        nodes.append((f"n{i}", parse(text, *known)))
        known.append(f"n{i}")
    value = st.fractions(-2, 2, max_denominator=2)
    made = Graph((("x", exact(data.draw(value))), ("y", exact(data.draw(value)))), tuple(nodes))
    rows = made.rows()
    point = {row.name: number for row in rows if (number := rational(row.value)) is not None}
    for row in rows:
        composed = made.composed(row.name)
        if names(composed) | {row.name} <= set(point):
            truth = balls.derivative(composed, point, (row.name,), bits=128)
            assert balls.value(row.adjoint, {}, bits=128).overlaps(truth)
