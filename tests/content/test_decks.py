"""What every shipped deck promises."""

from decimal import Decimal
from functools import lru_cache

import pytest

from derivquiz.decks.deck import KINDS as KEYS
from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.kinds.question import question
from derivquiz.decks.library import Library
from derivquiz.errors import EvaluationError
from derivquiz.folders import shipped
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Outcome, Problem, Solution
from tests.content.curriculum import EXERCISES, cards
from tests.soak.content import faults, told_apart

LINES = 15


@lru_cache(maxsize=1)
def library() -> Library:
    return Library.open([shipped()])


CARDS = [deck.key(template) for deck in library().decks for template in deck.templates]


def problem(card: str, seed: int) -> Problem:
    deck, template = library().template(card)
    return draw(deck.id, template, seed)


def test_the_decks_are_sound_and_in_the_order_of_learning() -> None:
    assert library().errors == ()
    order = ["meaning", "rules", "chain", "activations", "partials", "numerical", "losses", "descent"]
    assert [deck.id for deck in library().decks] == [name for name in order if name in {deck.id for deck in library().decks}]


def test_every_skill_of_the_curriculum_has_its_template_and_few_templates_are_beside_it() -> None:
    sections = {"A": 10, "B": 8, "C": 7, "D": 8, "E": 11, "F": 18, "G": 9, "H": 8, "I": 6, "J": 12}
    wanted = [f"{letter}{number}" for letter, count in sections.items() for number in range(1, count + 1)]
    assert len(wanted) == 97
    assert sorted(cards()) == sorted(wanted)
    assert sorted([*cards().values(), *EXERCISES]) == sorted(CARDS)


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
def test_draws_hold_nothing_degenerate_differ_and_survive_the_way_through_the_history(card: str) -> None:
    found = [problem(card, seed) for seed in range(6)]
    assert [fault for drawn in found for fault in faults(drawn)] == []
    assert len({told_apart(drawn) for drawn in found}) >= 4, card
    assert [Problem.from_json(drawn.to_json()) for drawn in found] == found


@pytest.mark.parametrize("card", [card for card in CARDS if library().template(card)[1].levels])
def test_every_level_gives_problems(card: str) -> None:
    deck, template = library().template(card)
    for level in range(len(template.levels)):
        assert [fault for seed in range(2) for fault in faults(draw(deck.id, template, seed, level))] == []


@pytest.mark.parametrize("card", CARDS)
def test_the_derived_answer_is_right_another_is_wrong_and_the_steps_end_in_it_or_say_every_part(card: str) -> None:
    for seed in range(2):
        drawn = problem(card, seed)
        kind = KINDS[drawn.kind]
        solution = kind.solve(drawn)
        answer = solution.answer
        verdict = kind.mark(drawn, answer, proof=False)
        assert verdict.outcome is Outcome.CORRECT, (drawn, answer, verdict)
        assert verdict.form
        for wrong in _others(drawn, answer):
            verdict = kind.mark(drawn, wrong, proof=False)
            assert verdict.outcome is Outcome.WRONG, (drawn, wrong, verdict)
            assert verdict.message or answer.lstrip("-").isdecimal() or drawn.kind != "formula", (drawn, wrong, verdict)
            assert answer not in verdict.message or len(answer) < 6, (drawn, wrong, verdict)
            assert (verdict.witness is None) or not drawn.at
        says_every_part(drawn, solution)


def says_every_part(drawn: Problem, solution: Solution) -> None:
    if drawn.kind in {"choice", "formula", "value"}:
        assert solution.steps[-1].line == solution.answer
    said = " ".join(f"{step.rule}: {step.line}" for step in solution.steps).casefold()
    parts = solution.answer.strip("[]()").split(", ") if drawn.kind not in {"choice", "curve"} else [solution.answer]
    for part in parts:
        assert part.rpartition(" = ")[2].rpartition(": ")[2].strip("[]()") in said, (solution.answer, said)


@pytest.mark.parametrize("card", [card for card in CARDS if library().template(card)[1].kind == "choice"])
def test_a_wrong_choice_is_told_why_it_is_none(card: str) -> None:
    drawn = problem(card, 1)
    for choice in drawn.choices:
        assert choice == drawn.expected or KINDS["choice"].mark(drawn, choice, proof=False).message


def _others(drawn: Problem, answer: str) -> list[str]:
    match drawn.kind:
        case "choice" | "curve":
            return [text for text in drawn.choices if text != answer]
        case "gradient":
            parts = answer[1:-1].split(", ")
            return [f"({', '.join([*parts[:i], part + ' + 1', *parts[i + 1 :]])})" for i, part in enumerate(parts)]
        case "parts" | "gap" if " = " in answer:
            start, last = answer.rsplit(" = ", 1)
            return [f"{start} = {Decimal(last) + 1}" if drawn.places else f"{start} = {last} + 1"]
        case "vector" | "jacobian" | "hessian":
            end = 2 if answer.startswith("[[") else 1
            return [f"{answer[:-end]} + 1{answer[-end:]}"]
        case "value" if drawn.places is not None:
            return [str(Decimal(answer) + 1), str(-Decimal(answer))]
        case _:
            return [f"{answer} + 1"]


def test_a_corner_is_asked_about_often_enough() -> None:
    for card in ("activations/relu-slope", "activations/leaky-relu-slope"):
        corners = 0
        for seed in range(100):
            try:
                approximate(question(problem(card, seed)).asked())
            except EvaluationError:
                corners += 1
        assert 10 <= corners <= 50, card


@pytest.mark.parametrize("card", ["losses/cross-entropy-by-logit", "activations/sigmoid-slope-by-output"])
def test_what_is_asked_in_terms_of_a_given_name_is_shown_in_it(card: str) -> None:
    for seed in range(10):
        drawn = problem(card, seed)
        answer = KINDS[drawn.kind].solve(drawn).answer
        assert "s" in answer, answer
        assert "z" not in answer, answer
