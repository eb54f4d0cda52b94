"""A problem on a sheet, as a person reads it."""

from __future__ import annotations

from dataclasses import replace

from derivquiz.commands.sheet import as_text
from derivquiz.wire import Solution
from tests.tui.fakes import CHOICE, POWER


def test_choices_have_the_letters_of_the_game_and_minus_signs() -> None:
    text = as_text(3, CHOICE, Solution("-1", "-1"))
    assert text.splitlines() == [
        "3. What is f′(−2)?",
        "",
        "    f(x) = ReLU(x)",
        "    a  −1",
        "    b  0",
        "    c  1",
        "    d  undefined",
        "",
        "   Answer: a  −1",
        f"   Code: {CHOICE.card}#{CHOICE.seed}",
    ]


def test_an_answer_has_minus_signs_and_a_word_keeps_its_hyphen() -> None:
    assert "Answer: −15/x^4 − 2" in as_text(1, POWER, Solution("-15/x^4 - 2", ""))
    assert "a  right-hand" in as_text(1, replace(CHOICE, choices=("right-hand",)), Solution("right-hand", ""))
