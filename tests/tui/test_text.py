from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from derivquiz.tui.text import bar, clip, fitted, one_line, pointer, printed, shown
from derivquiz.words import count, duration

anything = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("text", "printed_text"), [("-1", "−1"), ("(x - 1)^-2", "(x − 1)^−2"), ("2-x", "2−x"), ("right-hand side", "right-hand side")]
)
def test_a_hyphen_is_a_minus_sign_but_within_a_word(text: str, printed_text: str) -> None:
    assert printed(text) == printed_text


@given(anything)
def test_what_is_shown_holds_no_control_character_and_no_mark_of_direction(text: str) -> None:
    for character in shown(text).replace("\n", ""):
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert "\n" not in one_line(text)


@pytest.mark.parametrize("text", ["2x + 1", "[/x] [bold]", "σ(x)·√π", "f′(x) = e^(-x)"])
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\x1b[31mb", "a[31mb"), ("a\u202eb\u2066c", "abc"), ("a\tb", "a b"), ("\ud800", "\ufffd"), ("x\u200d\ufe0fy", "xy")],
)
def test_what_could_steer_the_terminal_is_left_out(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(anything, st.integers(0, 60))
def test_a_clipped_line_keeps_to_its_width(text: str, width: int) -> None:
    line = one_line(text)
    assert cell_len(clip(line, width)) <= width
    assert cell_len(fitted(line, width)) in {width, width - 1} or width == 0


@given(st.text("abc+^(界", max_size=300), st.integers(-3, 400), st.integers(8, 90))
def test_the_marker_stands_under_its_character(text: str, column: int, width: int) -> None:
    line, marker = pointer(text, column, width)
    place = max(0, min(column, len(text)))
    assert cell_len(line) <= width
    assert len(marker) <= width
    if place < len(text):
        cells = 0
        for character in line:
            if cells == len(marker) - 1:
                assert character in {text[place], "…"}
                break
            cells += cell_len(character)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 40))
def test_a_bar_is_full_only_when_all_is_there_and_empty_only_when_nothing_is(part: int, whole: int, width: int) -> None:
    full, empty = bar(part, whole, width)
    assert len(full) + len(empty) == width
    if width > 1 and 0 < part < whole:
        assert full
        assert empty


def test_numbers_and_lengths_of_time_are_written_in_words() -> None:
    assert [count(1, "day"), count(0, "day"), count(2, "entry", "entries")] == ["1 day", "0 days", "2 entries"]
    assert [duration(45), duration(372), duration(3900), duration(-1)] == ["45 s", "6 min 12 s", "1 h 5 min", "0 s"]
