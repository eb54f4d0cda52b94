"""A worked solution with one wrong line: which it is, what it should say, and that all of it holds together."""

from pathlib import Path

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.errors import DrawError
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.diagnosing import flawed
from derivquiz.maths.reading import parse
from derivquiz.wire import Outcome, Problem
from tests.decks.test_drawing import template
from tests.decks.test_gap import mark, one

BODY = 'kind = "bug"\nfunction = "x^n*sin(a x^2)"\nbugs = "inner-derivative-missing"\nparameters = { a = 3, n = 4 }\n'


@pytest.fixture
def problem(tmp_path: Path) -> Problem:
    return one(tmp_path, BODY)


def test_the_lines_after_the_wrong_one_follow_from_it(problem: Problem) -> None:
    assert problem.lines == (
        "(x⁴)′ = 4*x^3",
        "(3x²)′ = 6*x",
        "(sin(3x²))′ = cos(3*x^2)",
        "f′(x) = 4*x^3*sin(3*x^2) + x^4*cos(3*x^2)",
    )
    assert problem.picture.splitlines()[-2:] == ["3.  (sin(3x²))′ = cos(3x²)", "4.  f′(x) = 4x³·sin(3x²) + x⁴·cos(3x²)"]
    assert problem.answers == (("3", "6*x*cos(3*x^2)"),)


@pytest.mark.parametrize(
    "text",
    ["3: 6x cos(3x^2)", "line 3: cos(3x²)·6x", "3 = 6x cos(3x^2)", "3. 6x cos(3x^2)", "(3) : 6x*cos(3x^2)"],
)
def test_the_line_and_its_correction_are_right_in_every_notation(problem: Problem, text: str) -> None:
    assert mark(problem, text).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("text", "outcome", "said"),
    [
        ("2: 6x", Outcome.WRONG, "Line 2 is right"),
        ("4: x", Outcome.WRONG, "Line 4 follows from the lines before it"),
        ("3: -6x cos(3x^2)", Outcome.WRONG, "Line 3 is the one, but"),
        ("3: cos(3x^2)", Outcome.UNREADABLE, "stands there"),
        ("3", Outcome.UNREADABLE, "what line 3 should be"),
        ("3:", Outcome.UNREADABLE, "what line 3 should be"),
        ("6x cos(3x^2)", Outcome.UNREADABLE, "which line"),
        ("9: x", Outcome.UNREADABLE, "1 to 4"),
        ("3: 6q", Outcome.UNREADABLE, "q is not in this problem"),
        ("", Outcome.UNREADABLE, "nothing to read"),
    ],
)
def test_what_is_not_right_is_told_line_and_correction_apart(problem: Problem, text: str, outcome: Outcome, said: str) -> None:
    verdict = mark(problem, text)
    assert verdict.outcome is outcome
    assert said in verdict.message
    assert "6*x*cos" not in verdict.message


def test_an_error_is_placed_in_the_whole_text(problem: Problem) -> None:
    assert KINDS["bug"].read(problem, "3: 6q").column == 4


def test_the_solution_names_the_rule_and_corrects_the_lines(problem: Problem) -> None:
    solution = KINDS["bug"].solve(problem)
    assert solution.answer == "3: 6*x*cos(3*x^2)"
    assert solution.steps[0].rule.startswith("The slip in line 3: ")
    assert [step.line for step in solution.steps[1:]][:2] == ["4*x^3", "6*x"]
    assert Problem.from_json(problem.to_json()) == problem


@pytest.mark.parametrize("function", ["x^3*sin(2*x^2)", "(2*x^2 + 1)^4", "e^(2*x)/(x + 3)", "ln(3*x^2 + 1)*x", "sqrt(4*x^2 + 9)"])
def test_exactly_the_first_wrong_line_is_wrong_by_itself(function: str) -> None:
    tree = parse(function, "x")
    found = [solution for solution in flawed.flawed(tree, "x") if flawed.is_wrong(solution, "x")]
    assert len({solution.slug for solution in found}) >= 3
    for solution in found:
        right = [differentiate(part, "x") for part, _ in solution.lines]
        assert [said for _, said in solution.lines[: solution.wrong]] == right[: solution.wrong]
        assert solution.lines[solution.wrong][1] != solution.right == right[solution.wrong]
        assert solution.lines[-1][0] == tree


def test_draws_hold_together(tmp_path: Path) -> None:
    body = 'kind = "bug"\nfunction = ["x^n*sin(a x^2)", "(a x^2 + 1)^n", "e^(a x)/(x + b)"]\n'
    made = template(tmp_path, body + 'parameters = { a = "2..5", n = "3..5", b = "1..5" }\n')
    drawn = [draw("mine", made, seed) for seed in range(25)]
    assert len({problem.expected for problem in drawn}) > 5
    for problem in drawn:
        assert mark(problem, KINDS["bug"].solve(problem).answer).outcome is Outcome.CORRECT
        assert max(map(len, problem.picture.splitlines())) <= 70


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (BODY.replace("inner-derivative-missing", "quotient-added"), "none of quotient-added"),
        ('kind = "bug"\nfunction = "x^3"\n', "no wrong rule"),
    ],
)
def test_a_function_without_such_a_solution_is_refused(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(DrawError, match=reason):
        one(tmp_path, body)
