"""A worked solution with blanks: what fills them, what doesn't, and what is said part by part."""

from pathlib import Path

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.errors import DrawError
from derivquiz.wire import Outcome, Problem, Verdict
from tests.decks.test_drawing import template

LIMIT = """kind = "gap"
function = "a x^2"
variables = ["x", "h"]
lines = ["definition: (f(x + h) - f(x))/h", "multiplied out: (2 a x*h + a h^2)/h", "divided: 2 a x + a h", "h goes to 0: 2 a x"]
"""
PARTS = """kind = "gap"
prompt = "u is the first factor of x^n·e^(ax), v the second."
lines = ["u = [[x^n]]", "u' = [[n x^(n - 1)]]", "v = [[e^(a x)]]", "v' = [[a e^(a x)]]"]
"""


def one(tmp_path: Path, body: str, seed: int = 1) -> Problem:
    return draw("mine", template(tmp_path, body), seed)


def mark(problem: Problem, text: str) -> Verdict:
    return KINDS[problem.kind].mark(problem, text, proof=False)


def test_a_whole_line_is_left_out_counted_from_the_last(tmp_path: Path) -> None:
    blank = {k: one(tmp_path, LIMIT + f'blank = "k"\nparameters = {{ a = 3, k = {k} }}\n') for k in (1, 2, 3, 9)}
    assert [line.count("[[") for line in blank[1].lines] == [0, 0, 0, 1]
    assert [line.count("[[") for line in blank[2].lines] == [0, 0, 1, 0]
    assert blank[3].lines[1] == "multiplied out: [[(6*x*h + 3*h^2)/h]]"
    assert blank[9].lines == blank[3].lines
    assert blank[2].picture.split()[-9:] == ["=", "□", "divided", "=", "6x", "h", "goes", "to", "0"]
    assert blank[2].prompt == "What belongs in the place of □?"


def test_blanks_grow_backward(tmp_path: Path) -> None:
    two = one(tmp_path, LIMIT + 'blanks = "k"\nparameters = { a = 3, k = 2 }\n')
    assert [line.count("[[") for line in two.lines] == [0, 0, 1, 1]
    assert mark(two, "6x + 3h, 6x").outcome is Outcome.CORRECT
    verdict = mark(two, "6x + 3h, 6")
    assert verdict.outcome is Outcome.WRONG
    assert dict(verdict.cells) == {"□1": "right", "□2": "wrong"}
    assert "□₁ is right, □₂ not" in verdict.message


def test_the_line_beside_fills_no_blank_though_it_is_equal(tmp_path: Path) -> None:
    problem = one(tmp_path, LIMIT + 'blank = "2"\nparameters = { a = 3 }\n')
    assert mark(problem, "3(2x + h)").outcome is Outcome.CORRECT
    verdict = mark(problem, "(6x*h + 3h^2)/h")
    assert verdict.outcome is Outcome.UNREADABLE
    assert "stands there already" in verdict.message
    assert mark(problem, "6x").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("text", "outcome", "cells"),
    [
        ("u = x^3, u' = 3x^2, v = e^(2x), v' = 2e^(2x)", Outcome.CORRECT, "right right right right"),
        ("v' = 2e^(2x); v = e^(2x); u′ = 3x²; u = x·x²", Outcome.CORRECT, "right right right right"),
        ("x^3, 3x^2, e^(2x), 2e^(2x)", Outcome.CORRECT, "right right right right"),
        ("u = x^3, u' = 3x^2, v = e^(2x), v' = e^(2x)", Outcome.WRONG, "right right right wrong"),
        ("u = x^3, u' = x^2, v = e^(2x)", Outcome.WRONG, "right wrong right missing"),
        ("u = x^3, u' = 3x^2, v =", Outcome.WRONG, "right right missing missing"),
        ("x^3, , e^(2x), ?", Outcome.WRONG, "right missing right missing"),
    ],
)
def test_named_blanks_are_filled_in_any_order_and_marked_one_by_one(
    tmp_path: Path, text: str, outcome: Outcome, cells: str
) -> None:
    verdict = mark(one(tmp_path, PARTS + "parameters = { n = 3, a = 2 }\n"), text)
    assert verdict.outcome is outcome
    assert [state for _, state in verdict.cells] == cells.split()


def test_a_wrong_slope_is_named_by_the_rule_that_gives_it(tmp_path: Path) -> None:
    verdict = mark(one(tmp_path, PARTS + "parameters = { n = 3, a = 2 }\n"), "x^3, x^2, e^(2x), 2e^(2x)")
    assert verdict.misconceptions == ("power-coefficient-missing",)
    assert verdict.message.startswith("u, v and v′ are right, u′ not. u′: ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing to read"),
        ("x^3, 3x^2", "4 parts are asked, and yours has 2"),
        ("w = 3", "none of the names"),
        ("u = 1, u = 2", "twice"),
        ("u = 1, 2", "some have none"),
        ("u = 1, v = q", "v: q is not in this problem"),
        (", , ,", "nothing to read"),
    ],
)
def test_what_cannot_be_placed_or_read_is_free_and_says_why(tmp_path: Path, text: str, reason: str) -> None:
    problem = one(tmp_path, PARTS + "parameters = { n = 3, a = 2 }\n")
    verdict = mark(problem, text)
    assert verdict.outcome is Outcome.UNREADABLE
    assert reason in verdict.message
    assert KINDS["gap"].read(problem, text).error


def test_an_error_in_a_part_is_placed_in_the_whole_text(tmp_path: Path) -> None:
    found = KINDS["gap"].read(one(tmp_path, PARTS + "parameters = { n = 3, a = 2 }\n"), "u = x^3, u' = 3q")
    assert found.column == len("u = x^3, u' = 3")


def test_without_lines_the_steps_of_the_derivative_are_asked(tmp_path: Path) -> None:
    problem = one(tmp_path, 'kind = "gap"\nfunction = "(a x^2 + 5)^4"\nblank = 1\nparameters = { a = "2..5" }\n')
    assert problem.lines[-1].startswith("Tidied up: [[")
    solution = KINDS["gap"].solve(problem)
    assert mark(problem, solution.answer).outcome is Outcome.CORRECT
    assert solution.steps[-1].line == solution.answer


def test_a_part_of_a_line_may_be_blank(tmp_path: Path) -> None:
    body = 'kind = "gap"\nvariables = "z"\nlines = ["u = 1 + e^(-z)", "f\' = [[e^(-z)]]/(1 + e^(-z))^2"]\n'
    problem = one(tmp_path, body)
    assert problem.picture.splitlines()[1] == "f′ = □/(1 + e⁻ᶻ)²"
    assert mark(problem, "1/e^z").outcome is Outcome.CORRECT
    assert KINDS["gap"].solve(problem).steps[1].line == "e^(-z)/(1 + e^(-z))^2"


def test_a_problem_comes_back_from_the_history_as_it_was(tmp_path: Path) -> None:
    problem = one(tmp_path, PARTS + "parameters = { n = 3, a = 2 }\n")
    assert Problem.from_json(problem.to_json()) == problem


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('kind = "gap"\nlines = ["x", "x"]\n', "stands there already"),
        ('kind = "gap"\nlines = ["x", "q"]\n', "q is not in this problem"),
        ('kind = "gap"\nlines = ["x", "x + 0*x"]\nblank = "1/2"\n', "whole number"),
    ],
)
def test_a_poor_solution_is_refused_with_the_reason(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(DrawError, match=reason):
        one(tmp_path, body)
