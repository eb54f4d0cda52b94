"""The table of a computational graph: its cells, what is said of each, and what follows from a wrong one."""

from pathlib import Path

import pytest

from derivquiz.decks.kinds import KINDS
from derivquiz.errors import DrawError
from derivquiz.wire import Outcome, Problem
from tests.decks.test_gap import mark, one

NEURON = """kind = "graph"
variables = ["w", "x", "b"]
at = { w = "p", x = 2, b = 1 }
nodes = { z = "w x + b", L = "(z - 1)^2" }
ask = ["forward", "dL/dz", "dL/db", "dL/dw"]
parameters = { p = 3 }
"""
SHARED = 'kind = "graph"\nat = "p"\nnodes = { u = "x x", v = "u + x", L = "u v" }\nask = "dL/dx"\nparameters = { p = 2 }\n'
SIGMOID = """kind = "graph"
variables = ["w", "b"]
at = { w = "1/2", b = 1 }
nodes = { z = "2 w + b", p = "sigmoid(z)", L = "(p - 1)^2" }
show = "forward"
ask = "adjoints"
places = 3
"""


def test_the_table_shows_boxes_for_what_is_asked(tmp_path: Path) -> None:
    problem = one(tmp_path, NEURON)
    assert problem.cells == ("z", "L", "dL/dz", "dL/db", "dL/dw")
    assert problem.picture.splitlines() == [
        "               value   ∂L/∂",
        "w                  3      □",
        "x                  2      ·",
        "b                  1      □",
        "z = wx + b         □      □",
        "L = (z − 1)²       □      1",
    ]
    assert KINDS["graph"].solve(problem).answer == "z = 7, L = 36, dL/dz = 12, dL/db = 12, dL/dw = 24"


@pytest.mark.parametrize(
    "text",
    [
        "z = 7, L = 36, dL/dz = 12, dL/db = 12, dL/dw = 24",
        "7, 36, 12, 12, 24",
        "∂L/∂w = 24; db = 12; z' = 12; z = 7; L = 6^2",
    ],
)
def test_cells_are_named_in_any_order_and_in_the_ways_of_the_field(tmp_path: Path, text: str) -> None:
    assert mark(one(tmp_path, NEURON), text).outcome is Outcome.CORRECT


def test_a_cell_left_out_is_missing_and_the_right_ones_are_said(tmp_path: Path) -> None:
    verdict = mark(one(tmp_path, NEURON), "z = 7, L = 36, dL/dz = 6")
    assert verdict.outcome is Outcome.WRONG
    assert dict(verdict.cells) == {"z": "right", "L": "right", "dL/dz": "wrong", "dL/db": "missing", "dL/dw": "missing"}
    assert verdict.misconceptions == ("square-factor-missing",)
    assert verdict.message.startswith("z and L are right, ∂L/∂z not. ∂L/∂b and ∂L/∂w are still to do.")


def test_what_follows_from_a_wrong_cell_is_said(tmp_path: Path) -> None:
    verdict = mark(one(tmp_path, NEURON), "7, 36, 6, 6, 12")
    assert "∂L/∂b and ∂L/∂w follow rightly from what you have before" in verdict.message
    forward = mark(one(tmp_path, NEURON), "8, 49, 14, 14, 28")
    assert "L, ∂L/∂z, ∂L/∂b and ∂L/∂w follow rightly" in forward.message
    assert dict(forward.cells)["L"] == "wrong"


def test_a_slope_without_what_comes_back_is_named(tmp_path: Path) -> None:
    verdict = mark(one(tmp_path, NEURON), "7, 36, 12, 1, 2")
    assert verdict.misconceptions == ("incoming-adjoint-missing",)


def test_paths_of_a_shared_node_are_summed(tmp_path: Path) -> None:
    problem = one(tmp_path, SHARED)
    assert KINDS["graph"].solve(problem).answer == "44"
    assert mark(problem, "44").outcome is Outcome.CORRECT
    verdict = mark(problem, "4")
    assert verdict.misconceptions == ("one-path-only",)
    assert "44" not in verdict.message


def test_places_are_asked_of_every_cell(tmp_path: Path) -> None:
    problem = one(tmp_path, SIGMOID)
    answer = KINDS["graph"].solve(problem).answer
    assert mark(problem, answer).outcome is Outcome.CORRECT
    assert "0.881" in problem.picture
    assert mark(problem, answer.replace("dL/dp = -0.238", "dL/dp = -0.24")).outcome is Outcome.UNREADABLE
    verdict = mark(problem, "dL/dp = -0.238, dL/dz = -0.238")
    assert "activation-slope-missing" in verdict.misconceptions


@pytest.mark.parametrize("body", [NEURON, SHARED, SIGMOID])
def test_it_comes_back_from_the_history(tmp_path: Path, body: str) -> None:
    problem = one(tmp_path, body)
    assert Problem.from_json(problem.to_json()) == problem


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("dL/db", "dL/dq"), "no cell of the graph"),
        (("w x + b", "w x + L"), "does not stand before"),
        (("(z - 1)^2", "ln(z - 7)"), "no values"),
        (("(z - 1)^2", "relu(z - 7)"), "no values"),
        (("(z - 1)^2", "90 (z - 1)^2"), "above 200"),
    ],
)
def test_a_poor_graph_is_refused(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    with pytest.raises(DrawError, match=reason):
        one(tmp_path, NEURON.replace(*change))
