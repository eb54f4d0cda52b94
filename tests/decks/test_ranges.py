from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.decks.ranges import MOST_VALUES, RangeError, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2..5", ["2", "3", "4", "5"]),
        ("7", ["7"]),
        ("-2..2 except 0", ["-2", "-1", "1", "2"]),
        ("-3..3 except -1..1", ["-3", "-2", "2", "3"]),
        ("-1..1 step 1/2 except 0", ["-1", "-1/2", "1/2", "1"]),
        ("0.1..0.3 step 0.1", ["0.1", "0.2", "0.3"]),
        ("0..1 step 0.25", ["0", "0.25", "0.5", "0.75", "1"]),
        ("-9..-8, 8..9", ["-9", "-8", "8", "9"]),
        ("1, 3, 5", ["1", "3", "5"]),
        ("1..3, 2..4", ["1", "2", "3", "4"]),
        (" 2 .. 4 ", ["2", "3", "4"]),
        ("-.5..0 step 0.25", ["-0.5", "-0.25", "0"]),
    ],
)
def test_a_range_lists_its_values(text: str, expected: list[str]) -> None:
    assert list(values(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "2...5", "a..b", "9..2", "1..3 step 0", "1..3 step -1", "2..5 except 1..9", "1..99999", "0..1 step 1/99999"),
        *("1/0..2", "1..2 step", "except 0", "1e9", "1..2 except", "2..9 without 3", "99999999", "１..３"),
    ],
)
def test_a_range_that_says_nothing_sensible_is_refused_with_advice(text: str) -> None:
    with pytest.raises(RangeError) as caught:
        values(text)
    assert caught.value.message
    assert caught.value.hint


@given(st.integers(-50, 50), st.integers(0, 60), st.fractions(Fraction(1, 4), 3, max_denominator=4))
def test_values_are_exact_steps_from_the_lower_end(low: int, length: int, step: Fraction) -> None:
    found = [Fraction(value) for value in values(f"{low}..{low + length} step {step}")]
    assert found == [low + number * step for number in range(len(found))]
    assert found[-1] <= low + length < found[-1] + step


@given(st.text("0123456789.-/, stepxc", max_size=30))
def test_no_text_breaks_the_reading_of_ranges(text: str) -> None:
    try:
        found = values(text)
    except RangeError:
        return
    assert 1 <= len(found) <= 2 * MOST_VALUES
