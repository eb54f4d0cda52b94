"""What a learner is told of a wrong answer: where it went wrong, for one reason."""

from __future__ import annotations

import pytest

from derivquiz.decks.kinds import KINDS
from derivquiz.requested import pose
from derivquiz.wire import Outcome, Pairs, Request, Verdict


def marked(function: str, answer: str, wrt: tuple[str, ...] = (), at: Pairs = ()) -> Verdict:
    problem = pose(Request(function=function, wrt=wrt, at=at))
    return KINDS[problem.kind].mark(problem, answer, proof=False)


@pytest.mark.parametrize(
    ("function", "answer", "at", "words"),
    [
        ("(6x^2-4)^5", "5(6x^2-4)^4*6x", (), "In the inside, 6x² − 4: this is what you get if"),
        ("(6x^2-4)^5", "5(6x^2)^4*12x", (), "without its constant"),
        ("relu(4x-8)", "4", (("x", "-3"),), "from where 4x − 8 > 0. Which side is x = −3 on?"),
        ("ln(5x)", "5/x", (), "if a constant factor inside the logarithm is counted once more. Split"),
    ],
)
def test_a_wrong_answer_is_told_where_and_why(function: str, answer: str, at: Pairs, words: str) -> None:
    assert words in marked(function, answer, at=at).message


def test_both_parts_of_a_gradient_are_told() -> None:
    found = marked("x^3 + e^(2y)", "(x^2, e^(2y))", wrt=("x", "y"))
    assert "∂f/∂x: in the term x³: this" in found.message
    assert "∂f/∂y: in the term e^(2y): this" in found.message


@pytest.mark.parametrize(
    ("function", "answer", "at", "written"),
    [
        ("ln(5x^2+8)", "10x/5x^2+8", (), "10x/(5x^2+8)"),
        ("e^(9x+2)", "9e^9x+2", (), "9e^(9x+2)"),
        ("x^(7/2)", "7/2x^5/2", (), "7/2x^(5/2)"),
        ("e^(-x/2)", "-1/2e^-x/2", (), "-1/2e^(-x/2)"),
        ("ln(5x^2+8)", "20/20+8", (("x", "2"),), "20/(20+8)"),
    ],
)
def test_missing_brackets_are_named_and_no_other_reason(function: str, answer: str, at: Pairs, written: str) -> None:
    found = marked(function, answer, at=at)
    assert found.message.startswith(f"Brackets are missing: write {written} if you meant that.")
    assert (found.outcome, found.misconceptions) == (Outcome.WRONG, ())


def test_missing_brackets_are_named_in_a_component() -> None:
    found = marked("ln(x^2+3y)", "2x/x^2+3y, 3/(x^2+3y)", wrt=("x", "y"))
    assert "∂f/∂x: brackets are missing: write 2x/(x^2+3y) if you meant that." in found.message
    assert (found.outcome, found.misconceptions) == (Outcome.WRONG, ())
