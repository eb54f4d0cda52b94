"""What hints and lessons promise: they lead on, rung by rung, and no rung holds the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivquiz.decks.deck import Template
from derivquiz.decks.drawing import draw
from derivquiz.decks.hinting import answers_of, gives_away, hints
from derivquiz.decks.lessons import lesson
from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.maths.deriving.rungs import Rung
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from derivquiz.wire import Problem
from tests.decks import test_bug, test_curve, test_gap, test_graph, test_stated, test_table, test_update

DECKS = Library.open([shipped()]).decks
CARDS = [(deck.id, template) for deck in DECKS for template in deck.templates]


def posed(function: str, kind: str = "formula", **more: object) -> Problem:
    texts = dict.fromkeys(("deck", "template", "title", "rule", "prompt", "picture"), "")
    fields: dict[str, object] = {"variables": ("x",), "wrt": ("x",), **more}
    return Problem(**texts, seed=0, kind=kind, function=function, **fields)  # type: ignore[arg-type]  # fields by name


def test_a_chain_is_led_from_its_rule_to_the_line_before_the_last() -> None:
    texts = [(hint.text, hint.picture) for hint in hints(posed("(3x^2+1)^4"))]
    assert [text.split(":")[0] for text, _ in texts] == [
        "Chain rule",
        "The outer function, and the inner one",
        "The slope of the inner function",
        "Put together, with the slope of the inner function left to put in",
    ]
    assert [picture for _, picture in texts[1:]] == [
        "outer: u⁴\ninner: u = 3x² + 1",
        "u′ = 6x",
        "f′ = 4(3x² + 1)³·u′\nwhere u = 3x² + 1",
    ]


def test_at_a_point_the_last_rung_is_the_derivative_itself() -> None:
    last = hints(posed("x^2*sin(x)", "value", at=(("x", "2"),)))[-1]
    assert last.picture == "f′ = 2x·sin(x) + x²·cos(x)"


def test_a_gradient_names_what_stands_still() -> None:
    found = hints(posed("x^2*y", "gradient", variables=("x", "y"), wrt=("x", "y")))
    assert found[0].text.startswith("One component at a time: for ∂f/∂x, y counts as a number.")


def test_a_gradient_is_led_through_the_components_that_are_not_right_yet() -> None:
    asked = posed("x^4*y^3 + y^2*sin(y)", "gradient", variables=("x", "y", "z"), wrt=("x", "y", "z"))
    assert [hint.text for hint in hints(asked)][-1] == "One of the components:"
    assert hints(asked)[-1].picture.startswith("∂f/∂x")
    found = hints(asked, ("∂f/∂x", "∂f/∂y"))
    assert all("∂f/∂x" not in f"{hint.text}{hint.picture}" for hint in found)
    assert found[0].text.startswith("One component at a time: for ∂f/∂z")
    assert not any("One of the components" in hint.text for hint in found)
    at = posed("x^4*y^3", "gradient", variables=("x", "y"), wrt=("x", "y"), at=(("x", "2"), ("y", "3")))
    assert hints(at, ("∂f/∂x",))[-1].picture == "∂f/∂y = 3x⁴y²"


def test_a_line_whose_words_need_their_formula_is_left_open() -> None:
    asked = posed("x^2", "value", order=0, answers=(("", "x^2"),), lines=("The slope: 2x", "It is 0 at: 0"))
    assert [hint.text for hint in hints(asked)] == ["Begin with this: The slope.", "The slope:", "The last line: It is 0 at …"]


def test_the_entries_of_a_matrix_that_are_right_need_no_hint() -> None:
    asked = posed("x^4*y^3 + x", "hessian", variables=("x", "y"), wrt=("x", "y"))
    hard = hints(asked)[-1].picture.split(" = ")[0]
    assert all(hard not in f"{hint.text}{hint.picture}" for hint in hints(asked, (hard,)))


@pytest.mark.parametrize("tree", ["6*x*(x^2+1)^2", "3*(x^2+1)^2*2*x", "1 + 3*(2x)*(x^2+1)^2"])
def test_a_rung_with_anything_equal_to_the_answer_is_found(tree: str) -> None:
    problem = posed("(x^2+1)^3")
    assert gives_away(problem, Rung("", (("", parse(tree, "x")),)), answers_of(problem))


def test_a_rung_whose_blank_is_1_gives_the_answer_away() -> None:
    problem = posed("(x+1)^3")
    assert all("f′" not in hint.picture for hint in hints(problem))


@pytest.mark.parametrize(("deck", "template"), CARDS, ids=lambda card: getattr(card, "id", card))
def test_no_rung_of_a_shipped_template_holds_the_answer(deck: str, template: Template) -> None:
    for seed in range(2):
        problem = draw(deck, template, seed)
        found = hints(problem)
        assert len(found) <= 4
        assert all(hint.text for hint in found)
        if problem.kind in {"formula", "value", "gradient"}:
            assert found, problem.function


@pytest.mark.parametrize(("deck", "template"), CARDS[::4], ids=lambda card: getattr(card, "id", card))
def test_a_lesson_works_another_problem_than_the_one_asked(deck: str, template: Template) -> None:
    problem = draw(deck, template, 3)
    found = lesson(deck, template, problem)
    assert found.rule
    assert found.answer
    assert found.picture != problem.picture or found.prompt != problem.prompt


@pytest.mark.parametrize(
    "body",
    [
        test_gap.LIMIT + "parameters = { a = 3 }\n",
        test_graph.NEURON,
        test_update.TWO,
        test_curve.BODY + test_curve.RANGES,
        test_table.BODY,
        test_bug.BODY,
        test_stated.RATE,
    ],
)
def test_a_question_of_another_kind_is_led_and_not_answered(tmp_path: Path, body: str) -> None:
    problem = test_gap.one(tmp_path, body)
    found = hints(problem)
    assert 1 <= len(found) <= 4
    for value in answers_of(problem):
        assert all(line(value) not in {part.partition(" = ")[2] for part in hint.picture.splitlines()} for hint in found[:1])


def test_a_rung_with_the_only_part_of_a_stated_answer_is_found(tmp_path: Path) -> None:
    problem = test_gap.one(tmp_path, test_graph.SHARED)
    assert [line(value) for value in answers_of(problem)] == ["44"]
    assert gives_away(problem, Rung("", (("", parse("40 + 4")),)), answers_of(problem))


def test_two_choices_are_left_at_least() -> None:
    problem = posed("x", "choice", wrt=(), choices=("a line", "a curve", "a wave"), expected="a wave")
    assert [hint.text for hint in hints(problem)] == ["You can leave out a line."]
    assert hints(posed("x", "choice", wrt=(), choices=("yes", "no"), expected="no")) == ()
