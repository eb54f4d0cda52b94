"""Words fall into the names that are known, longest first, and a word that is unknown is told the nearest that is known."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivquiz.errors import ReadingError
from derivquiz.maths.reading import Vocabulary, parse, read
from derivquiz.maths.reading.vocabulary import Meaning, distance, lookup, nearest, split
from tests.maths.reading.notations import LETTERS, MATRIX, XY

NAMES = {name: Meaning("name", name) for name in ("a", "ab", "ba", "aab", "abba", "bab", "c")}
TABLE = lookup(XY.variables, (), "")


def cuts(word: str) -> list[tuple[int, ...]]:
    """Every way to take known names from the front of a word until none follows, as their lengths."""
    found = [
        (len(name), *rest)
        for name in NAMES
        if word.startswith(name)
        for rest in (cuts(word[len(name) :]) if word[len(name) :] else [()])
    ]
    return found or [()]


@lru_cache(maxsize=10_000)
def edits(one: str, other: str) -> int:
    """The distance of two words by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [edits(one[1:], other) + 1, edits(one, other[1:]) + 1, edits(one[1:], other[1:]) + (one[0] != other[0])]
    if one[:2] == other[1::-1] and len(one) > 1:
        ways.append(edits(one[2:], other[2:]) + 1)
    return min(ways)


@settings(max_examples=60)
@given(st.text("abcq", min_size=1, max_size=9))
def test_a_word_falls_into_names_as_far_as_any_names_reach(word: str) -> None:
    pieces, reach = split(word, NAMES)
    assert reach == max(map(sum, cuts(word)))
    assert [piece.start for piece in pieces] + [reach] == [0, *(piece.end for piece in pieces)]
    assert all(piece.meaning.name == word[piece.start : piece.end] for piece in pieces)
    if reach == len(word):
        assert tuple(piece.end - piece.start for piece in pieces) == max(cut for cut in cuts(word) if sum(cut) == reach)


@settings(max_examples=60)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 4))
def test_the_distance_of_two_words_is_told_as_far_as_it_is_asked(one: str, other: str, most: int) -> None:
    far = edits(one, other)
    assert distance(one, other, 12) == far
    assert (distance(one, other, most) == far) if far <= most else (distance(one, other, most) > most)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sni", "sin"),
        ("sine", "sin"),
        ("csoh", "cosh"),
        ("simgoid", "sigmoid"),
        ("sgimodx", ""),
        ("softpuls", "softplus"),
        ("ab", "abs"),
        ("logg", "log"),
        ("qqq", ""),
        ("Y", "y"),
        ("q", "x or y"),
    ],
)
def test_an_unknown_word_is_told_the_nearest_known_one(typed: str, meant: str) -> None:
    assert nearest(typed, TABLE) == meant


def test_up_to_three_letters_are_offered_for_an_unknown_one() -> None:
    assert nearest("q", lookup(LETTERS.variables, (), "")) == "x or a or b"
    assert nearest("q", lookup(MATRIX.variables, (), "")) == ""


def test_a_function_before_a_number_goes_before_letters() -> None:
    assert read("sin2x", Vocabulary(("s", "i", "n2", "x"))).expression == parse("sin(2x)", "x")
    assert read("log_2x", Vocabulary(("l", "o", "g_2", "x"))).expression == parse("log_2(x)", "x")


def test_an_index_and_a_greek_letter_may_be_typed_in_every_way() -> None:
    for name, ways in (("x1", ("x1", "x_1", "x₁")), ("w_out", ("w_out", "wout")), ("theta_2", ("θ2", "θ_2", "theta2", "θ₂"))):
        for way in ways:
            assert read(way, Vocabulary((name,))).expression == parse(name, name)
    with pytest.raises(ReadingError):
        read("x_2", Vocabulary(("x1",)))
