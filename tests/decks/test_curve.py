"""Matching a function to the curve of its derivative: the curves differ, and each wrong one is told what it is."""

from pathlib import Path

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.kinds.curve import KIND
from derivquiz.errors import DrawError
from derivquiz.maths.writing.plots import plot
from derivquiz.wire import Outcome, Problem
from tests.decks.test_drawing import template
from tests.decks.test_gap import mark, one

BODY = 'kind = "curve"\nfunction = ["a x^3 - b x", "a x^2 + b x", "a*sin(b x)"]\nwindow = [-2, 2]\n'
RANGES = 'parameters = { a = "-3..3 except 0", b = "1..3" }\n'


def test_one_of_three_curves_is_right_and_the_others_say_what_they_are(tmp_path: Path) -> None:
    made = template(tmp_path, BODY + RANGES)
    places = set()
    for seed in range(20):
        problem = draw("mine", made, seed)
        places.add(problem.expected)
        assert dict(problem.answers)[problem.expected] == "f'"
        assert KINDS["curve"].solve(problem).answer == problem.expected
        for place in problem.choices:
            verdict = mark(problem, place)
            assert verdict.outcome is (Outcome.CORRECT if place == problem.expected else Outcome.WRONG)
            assert verdict.message
        assert max(map(len, problem.picture.splitlines())) <= 70
        assert len(problem.picture.splitlines()) <= 12
        assert Problem.from_json(problem.to_json()) == problem
    assert places == {"curve a", "curve b", "curve c"}


@pytest.mark.parametrize(("function", "turns"), [("a x^3 - x", True), ("tanh(a x)", False)])
def test_nobody_is_sent_to_look_for_a_top_that_is_not_there(tmp_path: Path, function: str, turns: bool) -> None:
    problem = one(tmp_path, f'kind = "curve"\nfunction = "{function}"\nwindow = [-2, 2]\nparameters = {{ a = 2 }}\n')
    second = next(place for place, what in problem.answers if what == "f''")
    assert ("f never turns" in mark(problem, second).message) is not turns
    assert ("a top or in a valley" in KIND.rungs(problem)[1].text) is turns


@pytest.mark.parametrize("text", ["a", "1", "curve a", "(a)", "Curve A"])
def test_a_curve_is_named_by_its_letter_or_its_number(tmp_path: Path, text: str) -> None:
    assert KINDS["curve"].read(one(tmp_path, BODY + RANGES), text).line == "curve a"


@pytest.mark.parametrize("text", ["", "d", "f", "2x"])
def test_what_names_no_curve_is_free(tmp_path: Path, text: str) -> None:
    assert mark(one(tmp_path, BODY + RANGES), text).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    ("function", "window", "reason"),
    [
        ("e^x", "[-2, 2]", "told apart"),
        ("1/x", "[-2, 2]", "gap"),
        ("ln(x)", "[-2, 2]", "gap"),
        ("x^2", "[2, -2]", "window"),
    ],
)
def test_curves_that_look_alike_or_have_a_gap_are_refused(tmp_path: Path, function: str, window: str, reason: str) -> None:
    with pytest.raises(DrawError, match=reason):
        one(tmp_path, f'kind = "curve"\nfunction = "{function}"\nwindow = {window}\n')


def test_a_plot_holds_its_values_and_its_axes() -> None:
    flat = plot([1.0] * 8, 3, 0.5)
    assert flat[0] == "⠉⠉⠉⠉"
    assert flat[2] == "──┼─"
    assert plot([None] * 4, 2) == ["  ", "  "]
    assert [len(row) for row in plot([float(i) for i in range(20)], 5)] == [10] * 5
