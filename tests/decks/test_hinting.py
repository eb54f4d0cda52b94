"""What hints and lessons promise: they lead on, rung by rung, and no rung holds the answer."""

from __future__ import annotations

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.hinting import answers_of, gives_away, hints
from derivquiz.decks.lessons import lesson
from derivquiz.decks.library import Library, shipped
from derivquiz.maths.deriving.rungs import Rung
from derivquiz.maths.reading import parse
from derivquiz.wire import Problem

DECKS = Library.open([shipped()]).decks
CARDS = [(deck.id, template) for deck in DECKS for template in deck.templates]


def posed(function: str, kind: str = "formula", **more: object) -> Problem:
    texts = dict.fromkeys(("deck", "template", "title", "rule", "prompt", "picture"), "")
    fields: dict[str, object] = {"variables": ("x",), "wrt": ("x",), **more}
    return Problem(**texts, seed=0, kind=kind, function=function, **fields)  # type: ignore[arg-type]


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


@pytest.mark.parametrize("tree", ["6*x*(x^2+1)^2", "3*(x^2+1)^2*2*x", "1 + 3*(2x)*(x^2+1)^2"])
def test_a_rung_with_anything_equal_to_the_answer_is_found(tree: str) -> None:
    problem = posed("(x^2+1)^3")
    assert gives_away(problem, Rung("", (("", parse(tree, "x")),)), answers_of(problem))


def test_a_rung_whose_blank_is_1_gives_the_answer_away() -> None:
    problem = posed("(x+1)^3")
    assert all("f′" not in hint.picture for hint in hints(problem))


@pytest.mark.parametrize(("deck", "template"), CARDS, ids=lambda card: getattr(card, "id", card))
def test_no_rung_of_a_shipped_template_holds_the_answer(deck: str, template: object) -> None:
    for seed in range(3):
        problem = draw(deck, template, seed)  # type: ignore[arg-type]
        found = hints(problem)
        assert len(found) <= 4
        assert all(hint.text for hint in found)
        if problem.kind in {"formula", "value", "gradient"}:
            assert found, problem.function


@pytest.mark.parametrize(("deck", "template"), CARDS[::4], ids=lambda card: getattr(card, "id", card))
def test_a_lesson_works_another_problem_than_the_one_asked(deck: str, template: object) -> None:
    problem = draw(deck, template, 3)  # type: ignore[arg-type]
    found = lesson(deck, template, problem)  # type: ignore[arg-type]
    assert found.rule
    assert found.answer
    assert found.picture != problem.picture or found.prompt != problem.prompt
