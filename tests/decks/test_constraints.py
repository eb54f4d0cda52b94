from __future__ import annotations

import pytest

from derivquiz.decks.constraints import holds
from derivquiz.errors import DrawError
from derivquiz.maths.reading import parse

TERMS = {"a": parse("3"), "b": parse("1/2"), "c": parse("3")}


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("a < c", False),
        ("b < a", True),
        ("a <= c", True),
        ("a <= b", False),
        ("a > c", False),
        ("a > b", True),
        ("a >= c", True),
        ("b >= a", False),
        ("a = c", True),
        ("a = b", False),
        ("a != c", False),
        ("a != b", True),
        ("2b < a <= c", True),
        ("2b < a < c", False),
        ("b^2 = 1/4", True),
    ],
)
def test_a_constraint_holds_of_what_was_drawn(text: str, is_so: bool) -> None:
    assert holds("t", text, TERMS) is is_so


@pytest.mark.parametrize(("text", "said"), [("a <", "can't be read"), ("sqrt(a) > b", "not between rational"), ("d < a", "t: ")])
def test_a_constraint_that_says_nothing_is_told(text: str, said: str) -> None:
    with pytest.raises(DrawError, match=said):
        holds("t", text, TERMS)
