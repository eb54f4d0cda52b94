"""Draws that tell wrong rules apart are preferred among draws alike, and nothing that is said of a slip gives the answer away."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from derivquiz.decks import acceptance, drawing
from derivquiz.decks.deck import Template
from derivquiz.decks.kinds.question import question
from derivquiz.decks.library import Library
from derivquiz.errors import EvaluationError, ReadingError
from derivquiz.folders import shipped
from derivquiz.maths.diagnosing.clashes import clashes
from derivquiz.maths.diagnosing.diagnosis import is_right
from derivquiz.maths.diagnosing.malrules import explain
from derivquiz.maths.diagnosing.second import written
from derivquiz.maths.diagnosing.web import web
from derivquiz.maths.reading import Vocabulary, parse, read
from derivquiz.wire import Problem

SHIPPED = Library.open([shipped()])
CARDS = {f"{deck.id}/{template.id}": (deck.id, template) for deck in SHIPPED.decks for template in deck.templates}
PART = re.compile(r"[^:;.?!]*?, ([^:,]+?)(?::|,)")


@pytest.mark.parametrize(
    ("function", "point", "untold"),
    [
        ("3x^3", "", {"coefficient-dropped", "power-coefficient-missing"}),
        ("x^2 + 2x^2", "", {"coefficient-added-to-exponent"}),
        ("2x^2 + x", "1", {"value-for-slope", "power-coefficient-missing"}),
        ("5x^4 + 7x", "", set()),
    ],
)
def test_rules_that_give_the_same_or_the_right_answer_are_found(function: str, point: str, untold: set[str]) -> None:
    at = {"x": Fraction(point)} if point else None
    found = clashes(parse(function, "x"), "x", at=at).untold
    assert any(untold <= rules or rules <= untold for rules in found) if untold else not found


def first(deck: str, template: Template, seed: int) -> Problem:
    return next(trial.problem for trial in drawing.trials(deck, template, seed) if trial.problem and not trial.objection)


@pytest.mark.parametrize("card", ["rules/polynomial", "rules/quotient", "chain/power-of-quadratic", "partials/linear"])
def test_what_is_asked_leaves_fewer_rules_untold_than_the_first_draws(card: str) -> None:
    deck, template = CARDS[card]
    before = sum(len(acceptance.clashes(first(deck, template, seed))) for seed in range(12))
    asked = [drawing.draw(deck, template, seed) for seed in range(12)]
    assert sum(len(acceptance.clashes(problem)) for problem in asked) < max(1, before) or not before
    assert asked == [drawing.draw(deck, template, seed) for seed in range(12)]


@pytest.mark.parametrize("card", ["activations/sigmoid-slope-at-a-point", "rules/polynomial", "rules/exponential"])
def test_draws_are_compared_with_those_of_the_same_function_and_prompt(card: str) -> None:
    deck, template = CARDS[card]
    for seed in range(8):
        trial = next(trial for trial in drawing.trials(deck, template, seed) if trial.problem and not trial.objection)
        assert trial.draft is not None
        for other in drawing.alike(deck, template, trial):
            if other.draft is not None:
                assert (other.draft.function, other.draft.prompt, other.draft.letter) == (
                    trial.draft.function,
                    trial.draft.prompt,
                    trial.draft.letter,
                )


@pytest.mark.parametrize(
    "card", ["rules/exponential", "rules/power-times-exponential", "chain/power-of-quadratic", "rules/quotient"]
)
def test_what_is_said_of_a_slip_never_holds_the_answer(card: str) -> None:
    deck, template = CARDS[card]
    for seed in range(3):
        asked = question(drawing.draw(deck, template, seed))
        variable = asked.wrt[0]
        found = web(asked.function, variable)
        for slip in found.slips:
            said = explain(asked.function, (variable,), written(found, slip)).message
            for text in PART.findall(said):
                try:
                    part = read(text.replace("−", "-"), Vocabulary((variable,))).expression
                    assert not is_right(asked.function, (variable,), part, None), (said, card, seed)
                except (ReadingError, EvaluationError):
                    continue
