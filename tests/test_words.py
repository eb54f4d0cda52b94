"""Figures in words, and the words of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.words import ago, ahead, count, duration, printable, subscript, superscript


@given(st.text())
def test_nothing_that_a_terminal_acts_on_is_left_of_a_text(text: str) -> None:
    assert printable(text).isprintable()
    assert len(printable(text)) == len(text)
    assert printable(printable(text)) == printable(text)


def test_what_can_be_read_of_a_text_stays() -> None:
    assert printable("σ(x) \x1b[2Jis 1\n") == "σ(x) �[2Jis 1�"
    assert printable("one\ntwo", " ") == "one two"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (count(1, "answer"), "1 answer"),
        (count(0, "answer"), "0 answers"),
        (count(2, "history", "histories"), "2 histories"),
        (duration(59), "59 s"),
        (duration(60), "1 min 0 s"),
        (duration(3900), "1 h 5 min"),
        (duration(-3), "0 s"),
        (ahead(0), "today"),
        (ahead(1), "tomorrow"),
        (ahead(2), "in 2 days"),
        (ago(0), "today"),
        (ago(1), "yesterday"),
        (ago(2), "2 days ago"),
        (superscript(-12), "⁻¹²"),
        (subscript(10), "₁₀"),
    ],
)
def test_figures_in_words(said: str, words: str) -> None:
    assert said == words
