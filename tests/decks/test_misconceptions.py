"""The wrong answers that an author sees are wrong, and are the ones that the marking names."""

from __future__ import annotations

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library
from derivquiz.decks.misconceptions import misconceptions
from derivquiz.folders import shipped
from derivquiz.wire import Outcome


@pytest.mark.parametrize(
    "card",
    [
        "chain/power-of-quadratic",
        "rules/polynomial-at-a-point",
        "numerical/central-difference",
        "chain/chain-from-values",
        "chain/inner-and-outer",
        "descent/vector-step",
        "descent/neuron-table",
    ],
)
def test_a_misconception_leads_to_a_wrong_answer_that_is_named(card: str) -> None:
    deck, template = Library.open([shipped()]).template(card)
    problem = draw(deck.id, template, 5)
    found = misconceptions(problem)
    assert len(found) >= 2
    named = 0
    for slug, answer in found:
        verdict = KINDS[problem.kind].mark(problem, answer, proof=False)
        assert verdict.outcome is Outcome.WRONG, (slug, answer)
        named += slug in verdict.misconceptions
    assert named >= len(found) / 2


def test_a_question_without_wrong_rules_has_none() -> None:
    deck, template = Library.open([shipped()]).template("meaning/notation")
    assert misconceptions(draw(deck.id, template, 0)) == ()
