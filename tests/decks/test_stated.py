"""Answers that a deck states as expressions: numbers exact, to places or to digits, vectors, and several parts at once."""

from pathlib import Path

import pytest

from derivquiz.decks.kinds import KINDS
from derivquiz.errors import DrawError
from derivquiz.wire import Outcome, Problem
from tests.decks.test_gap import mark, one

RATE = """kind = "value"
function = "a x^2 + b x"
answer = "(f(q) - f(p))/(q - p)"
prompt = "How fast does f change on average from {p} to {q}?"
slips = { value-for-slope = "f'(p)" }
parameters = { a = 5, b = 5, p = -2, q = 5 }
"""
CENTRAL = """kind = "value"
function = "x^3 + a x"
answer = "(f(p + h) - f(p - h))/(2 h)"
places = 3
prompt = "The central difference at {p} with h = {h}."
slips = { forward-for-central = "(f(p + h) - f(p))/h" }
parameters = { a = 3, p = 3, h = [0.1] }
"""
POWER = 'kind = "value"\nanswer = "0.25^n"\nsignificant = 3\nprompt = "What is 0.25 to the {n}?"\nparameters = { n = 10 }\n'
VECTOR = """kind = "vector"
variables = ["p1", "p2"]
function = "((p1 - a)^2 + (p2 - b)^2)/2"
answer = "[u - a, v - b]"
prompt = "The gradient at ({u}, {v})."
parameters = { a = 3, b = 2, u = -1, v = 7 }
"""
PARTS = """kind = "parts"
function = "a (x - p)^2 + 1"
answer = { x = "p", is = "minimum" }
words = ["minimum", "maximum", "neither"]
prompt = "Where is the slope 0, and is it a minimum, a maximum or neither?"
parameters = { a = 3, p = -4 }
"""


def test_the_function_and_its_derivatives_may_be_called_in_an_answer(tmp_path: Path) -> None:
    problem = one(tmp_path, RATE)
    assert KINDS["value"].solve(problem).answer == "20"
    assert mark(problem, "140/7").outcome is Outcome.CORRECT
    assert mark(problem, "x").outcome is Outcome.UNREADABLE
    assert (problem.order, problem.wrt, problem.picture) == (0, (), "f(x) = 5x² + 5x")
    assert KINDS["value"].solve(problem).steps[-1].line == "20"


def test_a_stated_slip_is_named(tmp_path: Path) -> None:
    assert mark(one(tmp_path, RATE), "-15").misconceptions == ("value-for-slope",)
    assert mark(one(tmp_path, CENTRAL), "30.910").misconceptions == ("forward-for-central",)
    assert mark(one(tmp_path, CENTRAL), "30.912").misconceptions == ()


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("9.54e-7", Outcome.CORRECT),
        ("9.54×10^-7", Outcome.CORRECT),
        ("0.000000954", Outcome.CORRECT),
        ("1/4^10", Outcome.CORRECT),
        ("9.537e-7", Outcome.CORRECT),
        ("9.5e-7", Outcome.UNREADABLE),
        ("9.53e-7", Outcome.WRONG),
        ("9.54e-6", Outcome.WRONG),
    ],
)
def test_significant_digits_are_asked_in_any_notation(tmp_path: Path, text: str, outcome: Outcome) -> None:
    assert mark(one(tmp_path, POWER), text).outcome is outcome


def test_the_solution_writes_small_numbers_with_an_exponent(tmp_path: Path) -> None:
    assert KINDS["value"].solve(one(tmp_path, POWER)).answer == "9.54e-7"
    assert KINDS["value"].solve(one(tmp_path, POWER.replace("= 10", "= 2"))).answer == "0.0625"


def test_a_vector_may_be_stated(tmp_path: Path) -> None:
    problem = one(tmp_path, VECTOR)
    assert KINDS["vector"].solve(problem).answer == "(-4, 5)"
    assert mark(problem, "-4, 5").outcome is Outcome.CORRECT
    assert mark(problem, "4, 5").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("x = -4, is = minimum", "right right"),
        ("-4, minimum", "right right"),
        ("-4, maximum", "right wrong"),
        ("is = min, x = -4", "right right"),
        ("is = level, x = -4", None),
        ("x = 4", "wrong missing"),
    ],
)
def test_parts_may_be_numbers_and_words(tmp_path: Path, text: str, cells: str | None) -> None:
    verdict = mark(one(tmp_path, PARTS), text)
    assert [state for _, state in verdict.cells] == (cells.split() if cells else [])


def test_a_worked_solution_of_the_deck_is_shown(tmp_path: Path) -> None:
    body = RATE + 'lines = ["The rise over the run: (f(q) - f(p))/(q - p)", "Worked out: 20"]\n'
    steps = KINDS["value"].solve(one(tmp_path, body.replace("parameters", "\nparameters"))).steps
    assert [step.rule for step in steps] == ["The rise over the run", "Worked out"]


@pytest.mark.parametrize("body", [RATE, CENTRAL, POWER, VECTOR, PARTS])
def test_a_stated_answer_is_right_and_comes_back_from_the_history(tmp_path: Path, body: str) -> None:
    problem = one(tmp_path, body)
    assert Problem.from_json(problem.to_json()) == problem
    assert mark(problem, KINDS[problem.kind].solve(problem).answer).outcome is Outcome.CORRECT


def test_a_problem_of_an_older_history_is_still_read() -> None:
    fields = '"title":"","rule":"","prompt":"","picture":"","variables":["x"],"wrt":["x"]'
    old = Problem.from_json('{"deck":"d","template":"t","seed":1,"kind":"formula","function":"x^2",' + fields + "}")
    assert (old.answers, old.lines, old.significant) == ((), (), None)
    assert mark(old, "2x").outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('kind = "value"\nanswer = "1/(a - 2)"\nprompt = "What?"\nparameters = { a = 2 }\n', "no value"),
        ('kind = "value"\nanswer = "500 a"\nprompt = "What?"\nparameters = { a = 2 }\n', "above 200"),
        ('kind = "value"\nanswer = "0.0001 a"\nplaces = 3\nprompt = "What?"\nparameters = { a = 2 }\n', "fewer than two digits"),
        ('kind = "parts"\nanswer = { u = "1/(a - 2)", v = "1" }\nprompt = "What?"\nparameters = { a = 2 }\n', "u has no value"),
        ('kind = "value"\nanswer = "f\'(2)"\nprompt = "What?"\n', "can't be read"),
    ],
)
def test_a_poor_answer_is_refused_with_the_reason(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(DrawError, match=reason):
        one(tmp_path, body)


def test_the_parameters_shown_are_those_that_a_problem_uses(tmp_path: Path) -> None:
    assert dict(one(tmp_path, RATE).parameters) == {"a": "5", "b": "5", "p": "-2", "q": "5"}
