"""What every shipped deck promises."""

import re
from decimal import Decimal
from functools import lru_cache

import pytest

from derivquiz.decks.deck import KINDS as KEYS
from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.kinds.question import question
from derivquiz.decks.library import Library, shipped
from derivquiz.errors import EvaluationError
from derivquiz.maths.expression import Number, names, rational, walk
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Outcome, Problem

UGLY = re.compile(r"--|[+-] -|\*\(-|(?<![.\d])[01]\*|\^1\b|[+-] 0\b")
"""Signs that meet, and factors and terms that nobody writes."""
LINES = 15
WIDEST = 76


@lru_cache(maxsize=1)
def library() -> Library:
    return Library.open([shipped()])


CARDS = [deck.key(template) for deck in library().decks for template in deck.templates]


def problem(card: str, seed: int) -> Problem:
    deck, template = library().template(card)
    return draw(deck.id, template, seed)


def test_the_decks_are_sound_and_in_the_order_of_learning() -> None:
    assert library().errors == ()
    assert [deck.id for deck in library().decks] == ["rules", "chain", "activations", "partials"]
    assert [len(deck.templates) for deck in library().decks] == [17, 8, 7, 5]


def test_prerequisites_exist_and_form_no_circle() -> None:
    requires = {card: library().template(card)[1].requires for card in CARDS}
    done: set[str] = set()
    while len(done) < len(CARDS):
        ready = {card for card in CARDS if card not in done and set(requires[card]) <= done}
        assert ready, {card: requires[card] for card in CARDS if card not in done}
        done |= ready


def test_every_template_has_a_title_of_its_own_and_a_lesson() -> None:
    templates = [template for deck in library().decks for template in deck.templates]
    assert len({template.title for template in templates}) == len(templates)
    assert all(template.lesson for template in templates)


def test_a_template_is_at_most_fifteen_lines() -> None:
    for deck in library().decks:
        for block in deck.file.read_text(encoding="utf-8").split("[[template]]")[1:]:
            assert len(block.strip().splitlines()) + 1 <= LINES, block


def test_every_kind_of_question_has_its_keys_and_its_file() -> None:
    assert set(KEYS) == set(KINDS)


@pytest.mark.parametrize("card", CARDS)
def test_a_thousand_draws_hold_nothing_degenerate(card: str) -> None:
    _, template = library().template(card)
    constant = card == "rules/constant"
    different = set()
    for seed in range(1000):
        drawn = problem(card, seed)
        asked = question(drawn)
        different.add((drawn.function, drawn.variables, drawn.at, drawn.prompt))
        assert constant or names(asked.function) == set(drawn.variables), drawn
        assert set(dict(drawn.parameters).values()).isdisjoint({"0", "1", "-1"} - _allowed(card)), drawn
        assert not UGLY.search(drawn.function), drawn.function
        assert all(len(line) <= WIDEST for line in drawn.picture.splitlines()), drawn.picture
        if drawn.kind == "choice":
            assert drawn.expected in drawn.choices
            continue
        for component in drawn.wrt if drawn.kind == "gradient" else ("",):
            if drawn.at:
                value = approximate(asked.asked(component))
                assert abs(value) <= 200 or drawn.places is None, drawn
                assert drawn.places is None or abs(value) * 10**drawn.places > 10, drawn
            if drawn.places is None:
                answer = asked.value(component) if drawn.at else asked.formula(component)
                assert drawn.at or constant or rational(answer) != 0, drawn
                assert all(part.value <= 200 for part in walk(answer) if isinstance(part, Number)), drawn
                assert drawn.at or answer != asked.function, drawn
    assert len(different) >= 20
    assert len(template.parameters) > 0


def _allowed(card: str) -> set[str]:
    """Values of 0 and ±1 that a template may draw: constants added on, and points."""
    free = {
        "rules/polynomial",
        "rules/polynomial-at-a-point",
        "rules/product-of-polynomials",
        "rules/quotient",
        "rules/quotient-at-a-point",
    }
    free |= {"rules/elementary-at-a-point", "partials/linear", "partials/quadratic-at-a-point"}
    return {"0", "1", "-1"} if card in free or card.startswith(("chain/", "activations/")) else set()


@pytest.mark.parametrize("card", CARDS)
def test_the_derived_answer_is_right_and_another_is_wrong(card: str) -> None:
    for seed in range(30):
        drawn = problem(card, seed)
        kind = KINDS[drawn.kind]
        answer = kind.solve(drawn).answer
        verdict = kind.mark(drawn, answer, proof=False)
        assert verdict.outcome is Outcome.CORRECT, (drawn, answer, verdict)
        assert verdict.form
        for wrong in _others(drawn, answer):
            verdict = kind.mark(drawn, wrong, proof=False)
            assert verdict.outcome is Outcome.WRONG, (drawn, wrong, verdict)
            assert verdict.message
            assert answer not in verdict.message or len(answer) < 6, (drawn, wrong, verdict)
            assert (verdict.witness is None) or not drawn.at


def _others(drawn: Problem, answer: str) -> list[str]:
    match drawn.kind:
        case "choice":
            return [text for text in drawn.choices if text != answer]
        case "gradient":
            parts = answer[1:-1].split(", ")
            return [f"({', '.join([*parts[:i], part + ' + 1', *parts[i + 1 :]])})" for i, part in enumerate(parts)]
        case "value" if drawn.places is not None:
            return [str(Decimal(answer) + 1), str(-Decimal(answer))]
        case _:
            return [f"{answer} + 1"]


@pytest.mark.parametrize("card", CARDS)
def test_a_problem_survives_the_way_through_the_history(card: str) -> None:
    drawn = problem(card, 7)
    assert Problem.from_json(drawn.to_json()) == drawn


def test_a_corner_is_asked_about_often_enough() -> None:
    for card in ("activations/relu-slope", "activations/leaky-relu-slope"):
        corners = 0
        for seed in range(200):
            try:
                approximate(question(problem(card, seed)).asked())
            except EvaluationError:
                corners += 1
        assert 20 <= corners <= 100, card
