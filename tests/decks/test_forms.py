"""What a question that asks for a form promises."""

import pytest

from derivquiz.decks.kinds import KINDS
from derivquiz.wire import Outcome
from tests.decks.test_kinds import mark, problem


@pytest.mark.parametrize(
    ("form", "function", "right", "other", "reason"),
    [
        ("factored", "(3*x^2 + 1)^4", "24x(3x^2+1)^3", "(648x^7+648x^5+216x^3+24x)", "It was to be factored"),
        ("factored", "x*e^x", "e^x (x+1)", "e^x+x e^x", "It was to be factored"),
        ("expanded", "(x + 2)*(x^2 + 3)", "3x^2+4x+3", "(x^2+3)+2x(x+2)", "It was to be expanded"),
        ("no-negative-exponents", "5/x^2", "-10/x^3", "-10x^-3", "without negative exponents"),
    ],
)
def test_a_form_is_asked_for_and_met_by_the_solution(form: str, function: str, right: str, other: str, reason: str) -> None:
    asked = problem("formula", function, form=form)
    assert mark(asked, right).form
    verdict = mark(asked, other)
    assert verdict.outcome is Outcome.CORRECT
    assert not verdict.form
    assert reason in verdict.message
    assert form.replace("-", " ").removeprefix("no ") in KINDS["formula"].ask(asked)
    solution = KINDS["formula"].solve(asked)
    assert mark(asked, solution.answer).form
    assert solution.steps[-1].line == solution.answer
