"""The hints of blanks: where to look, the rule, one part of it; never the words that stand beside the blank already."""

from __future__ import annotations

from pathlib import Path

from derivquiz.decks.hinting import hints
from tests.decks.test_gap import LIMIT, PARTS, one


def texts(tmp_path: Path, body: str) -> list[str]:
    return [hint.text for hint in hints(one(tmp_path, body))]


def test_the_words_beside_a_blank_are_no_hint(tmp_path: Path) -> None:
    found = texts(tmp_path, LIMIT + 'blank = "2"\nparameters = { a = 3 }\n')
    assert found == ["It is equal to the line above, written in another way.", "It has 2 terms; one of them:"]
    assert not any("divided" in text for text in found)


def test_a_limit_is_not_said_to_be_equal_to_what_comes_before_it(tmp_path: Path) -> None:
    assert texts(tmp_path, LIMIT + "parameters = { a = 3 }\n") == ["It is a product of 2 factors; one of them:"]


def test_a_part_of_another_line_is_looked_up_there_and_a_slope_by_its_rule(tmp_path: Path) -> None:
    body = PARTS.replace("lines = [", 'lines = ["f = x^n*e^(a x)", ') + "parameters = { n = 4, a = 3 }\n"
    assert texts(tmp_path, body) == [
        "u: It stands in the line of f as it is.",
        "v: It stands in the line of f as it is.",
        "u′: Power rule: the exponent comes in front and goes down by one.",
        "v′: Chain rule: the derivative of the outer function, taken at the inner one, times the slope of the inner one.",
    ]


def test_of_a_blank_within_a_line_the_line_is_compared(tmp_path: Path) -> None:
    body = 'kind = "gap"\nlines = ["f = x^2 + 6 x", "= x*[[(x + 6)]]", "= (x + 3)^2 - a"]\nparameters = { a = 9 }\n'
    body = body.replace('"= ', '"f = ')
    found = texts(tmp_path, body)
    assert found[0] == "The line with the blank is equal to the line above and to the line below, written in another way."
    assert found[1] == "It has 2 terms; one of them:"
