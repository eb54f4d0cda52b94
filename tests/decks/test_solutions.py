"""What a solution promises: steps that lead to the answer, and say what the prompt agrees on."""

from __future__ import annotations

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.wire import Problem, Solution

CHOICES = ("-1", "0", "1", "undefined")


def solved(kind: str, function: str, variable: str = "x", **more: object) -> Solution:
    fields: dict[str, object] = {"variables": (variable,), "wrt": (variable,), **more}
    texts = dict.fromkeys(("deck", "template", "title", "rule", "prompt", "picture"), "")
    return KINDS[kind].solve(Problem(**texts, seed=0, kind=kind, function=function, **fields))  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("function", "expected", "words"),
    [
        ("relu(-x)", "0", "a corner, where the prompt agrees on 0"),
        ("relu(x)", "undefined", "a corner, and no slope"),
        ("max(0.05*x, x)", "undefined", "0.05 on the left and 1 on the right"),
    ],
)
def test_a_corner_that_is_chosen_shows_both_sides(function: str, expected: str, words: str) -> None:
    found = solved("choice", function, at=(("x", "0"),), choices=CHOICES, expected=expected)
    assert words in found.steps[-1].rule
    assert [step.line for step in found.steps][-1] == found.answer == expected


def test_off_the_corner_a_choice_shows_the_piece() -> None:
    found = solved("choice", "relu(-x)", at=(("x", "2"),), choices=CHOICES, expected="0")
    assert found.steps[0].rule == "Around x = 2, where −x < 0, the function is"


def test_a_choice_that_the_derivative_does_not_lead_to_has_no_steps() -> None:
    assert solved("choice", "x^2", at=(("x", "2"),), choices=("rising", "falling"), expected="rising").steps == ()


def test_an_undefined_value_says_why() -> None:
    found = solved("value", "relu(x + 8)", at=(("x", "-8"),))
    assert [step.line for step in found.steps] == ["{0 if x < -8, x + 8 if x > -8}", "{0 if x < -8, 1 if x > -8}", "undefined"]


def test_a_value_of_the_function_has_steps() -> None:
    found = solved("value", "sigmoid(z)", "z", at=(("z", "-0.5"),), places=3, order=0)
    assert [step.line for step in found.steps] == ["1/(1 + e^(-z))", "1/(1 + e^0.5)", "0.378"]


def test_a_point_keeps_its_decimals() -> None:
    found = solved("value", "sigmoid(z)", "z", at=(("z", "-2.5"),), places=3)
    assert found.steps[1].rule == "Put in z = −2.5"


def test_given_names_are_written_last() -> None:
    found = solved("formula", "4*sigmoid(z) - 6*z", "z", given=(("s", "sigmoid(z)"),), form="given")
    assert (found.steps[-1].rule, found.steps[-1].line) == ("Write s for σ(z)", found.answer)
    assert found.answer == "4*s*(1 - s) - 6"


@pytest.mark.parametrize("kind", ["formula", "value", "choice"])
def test_the_steps_of_the_shipped_decks_lead_to_the_answer(kind: str) -> None:
    for deck in Library.open([shipped()]).decks:
        for template in deck.templates:
            for seed in (2,) if template.kind == kind and not template.expected else ():
                found = KINDS[kind].solve(draw(deck.id, template, seed))
                assert found.steps, (template.id, seed)
                assert found.steps[-1].line == found.answer, (template.id, seed)
