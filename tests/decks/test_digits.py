from __future__ import annotations

import pytest

from derivquiz.decks.kinds.digits import MOST_PLACES, is_near, places, shown, unhandy
from derivquiz.maths.marking.equality import Value
from derivquiz.maths.reading import parse
from derivquiz.wire import Outcome
from tests.decks.test_kinds import mark, problem


@pytest.mark.parametrize(
    ("number", "count"),
    [
        *(("1", 2), ("9.99", 2), ("10", 1), ("99", 1), ("100", 0), ("999", 0), ("1000", 0), ("123456", 0), ("-10", 1)),
        *(("0.999", 3), ("0.101", 3), ("0.099", 4), ("0.0101", 4), ("2/300", 5), ("0", 3), ("10^-40", MOST_PLACES)),
    ],
)
def test_significant_digits_are_counted_from_the_first_that_is_not_0(number: str, count: int) -> None:
    assert places(Value(parse(number)), None, 3) == count
    assert places(Value(parse(number)), 7, None) == 7
    assert places(Value(parse(number)), None, None) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1/3", "0.333"),
        ("1/300", "3.33e-3"),
        ("-1/3000000", "-3.33e-7"),
        ("12345", "12345"),
        ("123456", "1.23e5"),
        ("0.05", "0.0500"),
    ],
)
def test_significant_digits_are_shown_as_one_types_them(number: str, text: str) -> None:
    value = Value(parse(number))
    count = places(value, None, 3)
    assert count is not None
    assert shown(value, count, 3) == text


@pytest.mark.parametrize(
    ("one", "other", "count", "near"),
    [
        ("1.001", "1.0029", 3, True),
        ("1.0029", "1.001", 3, True),
        ("1.001", "1.0031", 3, False),
        ("1.001", "1.003", 4, False),
        ("1/3", "2/6", None, True),
        ("1/3", "0.333333", None, False),
        ("1/3", "1/0", 3, False),
    ],
)
def test_two_numbers_are_near_within_two_units_of_the_last_place(one: str, other: str, count: int | None, near: bool) -> None:
    assert is_near(parse(one), parse(other), count) is near


@pytest.mark.parametrize(
    ("number", "handy"),
    [
        *(("199", True), ("200", False), ("-199", True), ("-200", False), ("1/3", True), ("1/201", False), ("0.1234", True)),
        *(("1/8000", False), ("0.12345", True), ("ln(2)/3", True), ("201ln(2)", False)),
    ],
)
def test_a_number_is_handy_where_it_is_small_and_simple(number: str, handy: bool) -> None:
    assert (unhandy(parse(number)) == "") is handy


TO_THREE: dict[str, dict[str, bool | None]] = {
    "9.996": {"10.0": True, "10.00": True, "1.00e1": True, "9.996": True, "9.99": False, "9.9": None, "10.1": False, "10": None},
    "0.09996": {"0.100": True, "1.00e-1": True, "0.0999": False, "0.101": False, "0.1": None},
    "-0.9996": {"-1.00": True, "-1.000": True, "-0.999": False, "1.00": False, "-1.0": None},
    "99.96": {"100": True, "100.0": True, "99.9": False, "101": False},
    "9.97": {"9.97": True, "10.0": False, "10.00": False, "9.970": True},
    "5.55": {"5.55": True, "12.3": False, "5.6": None, "10.0": False},
    "1/10": {"0.100": True, "0.1": True},
}


@pytest.mark.parametrize(
    ("number", "answer", "right"), [(number, *row) for number, rows in TO_THREE.items() for row in rows.items()]
)
def test_a_number_that_is_rounded_up_to_a_power_of_ten_has_as_many_digits_as_asked(
    number: str, answer: str, right: bool | None
) -> None:
    asked = problem("value", "", "", wrt=(), order=0, answers=(("", number),), significant=3)
    expected = {True: Outcome.CORRECT, False: Outcome.WRONG, None: Outcome.UNREADABLE}[right]
    assert mark(asked, answer).outcome is expected
