"""Steps of gradient descent: where they lead, and which slips are named."""

from pathlib import Path

import pytest

from derivquiz.decks.kinds import KINDS
from derivquiz.errors import DrawError
from derivquiz.wire import Outcome, Problem
from tests.decks.test_gap import mark, one

STEP = """kind = "update"
function = "(w - a)^2"
variables = "w"
at = "p"
rate = 0.1
steps = "k"
"""
TWO = """kind = "update"
function = "((2 w + b - 5)^2 + (w + b - 2)^2)/2"
variables = ["w", "b"]
at = { w = 1, b = 0 }
rate = 0.1
"""
NEURON = """kind = "update"
function = "-ln(sigmoid(2 w + b))"
variables = ["w", "b"]
at = { w = "1/2", b = 0 }
rate = 0.5
places = 3
"""


def step(tmp_path: Path, count: int = 1) -> Problem:
    return one(tmp_path, STEP + f"parameters = {{ a = 3, p = 1, k = {count} }}\n")


def test_one_step_is_asked_with_the_loss_the_rate_and_the_start(tmp_path: Path) -> None:
    problem = step(tmp_path)
    assert problem.picture == "L(w) = (w − 3)²"
    assert problem.prompt == "Take one step of gradient descent on L with η = 0.1, starting at w = 1. Give w."
    for text in ("1.4", "7/5", "w = 1.4", "1 + 0.1*4"):
        assert mark(problem, text).outcome is Outcome.CORRECT
    assert KINDS["update"].solve(problem).answer == "1.4"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("0.6", "ascent-for-descent"),
        ("5", "learning-rate-missing"),
        ("0.4", "step-for-destination"),
        ("1.2", "square-factor-missing"),
    ],
)
def test_slips_of_the_step_and_of_the_slope_are_named(tmp_path: Path, text: str, slug: str) -> None:
    verdict = mark(step(tmp_path), text)
    assert verdict.outcome is Outcome.WRONG
    assert slug in verdict.misconceptions
    assert verdict.message


def test_the_slope_given_as_the_destination_is_called_that(tmp_path: Path) -> None:
    verdict = mark(step(tmp_path), "-4")
    assert verdict.outcome is Outcome.WRONG
    assert verdict.message.startswith("That is the slope where it starts.")


def test_several_steps_are_taken_one_after_the_other(tmp_path: Path) -> None:
    problem = step(tmp_path, 3)
    solution = KINDS["update"].solve(problem)
    assert solution.answer == "1.976"
    assert solution.steps[-1].rule == "Step 3: L′(w) is −2.56 there, and w goes to 1.72 − 0.1·(−2.56)"
    assert solution.steps[-1].line == solution.answer
    assert "step 2" in mark(problem, "1.72").message
    assert "starts" in mark(problem, "1").message


def test_all_slopes_come_before_the_first_update(tmp_path: Path) -> None:
    problem = one(tmp_path, TWO)
    answer = KINDS["update"].solve(problem).answer
    assert answer == "w = 1.7, b = 0.4"
    assert mark(problem, "1.7, 0.4").outcome is Outcome.CORRECT
    assert mark(problem, "(1.7, 0.4)").outcome is Outcome.CORRECT
    assert mark(problem, "[1.7; 0.4]").outcome is Outcome.CORRECT
    assert mark(problem, "b = 0.4; w = 17/10").outcome is Outcome.CORRECT
    verdict = mark(problem, "w = 1.7, b = 0.19")
    assert dict(verdict.cells) == {"w": "right", "b": "wrong"}
    assert verdict.misconceptions == ("updated-weight-used",)
    assert verdict.message.startswith("w is right, b not.")


def test_a_neuron_is_updated_to_places(tmp_path: Path) -> None:
    problem = one(tmp_path, NEURON)
    assert KINDS["update"].solve(problem).answer == "w = 0.769, b = 0.134"
    assert mark(problem, "0.769, 0.134").outcome is Outcome.CORRECT
    assert mark(problem, "0.77, 0.134").outcome is Outcome.UNREADABLE
    assert mark(problem, "w, 0.134").outcome is Outcome.UNREADABLE


@pytest.mark.parametrize("body", [STEP + "parameters = { a = 3, p = 1, k = 2 }\n", TWO, NEURON])
def test_it_comes_back_from_the_history(tmp_path: Path, body: str) -> None:
    problem = one(tmp_path, body)
    assert Problem.from_json(problem.to_json()) == problem


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("a = 1, p = 1, k = 1", "nothing moves"),
        ("a = 3, p = 1, k = 6", "no decimal of 4 places"),
        ("a = 3, p = 1, k = 11", "more than 10 steps"),
        ("a = 3, p = 900, k = 1", "above 200"),
    ],
)
def test_poor_steps_are_refused(tmp_path: Path, values: str, reason: str) -> None:
    with pytest.raises(DrawError, match=reason):
        one(tmp_path, STEP + f"parameters = {{ {values} }}\n")


def test_a_slip_that_all_parts_share_is_told_once(tmp_path: Path) -> None:
    body = TWO.replace("((2 w + b - 5)^2 + (w + b - 2)^2)/2", "2 w^2 + w b + 2 b^2").replace(
        "{ w = 1, b = 0 }", "{ w = 3, b = 3 }"
    )
    verdict = mark(one(tmp_path, body.replace("0.1", "0.25")), "6.75, 6.75")
    assert "w and b: this is what you get if the step goes up the slope." in verdict.message
    assert verdict.message.count("goes up the slope") == 1
