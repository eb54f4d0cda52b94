from __future__ import annotations

import pytest

from derivquiz.decks.kinds.replies import is_rounded
from derivquiz.maths.marking.equality import Value
from derivquiz.maths.reading import parse


@pytest.mark.parametrize(
    ("answer", "rounded"),
    [
        ("0.33", True),
        ("0.34", True),
        ("0.333", True),
        ("0.35", False),
        ("0.32", False),
        ("1/3", False),
        ("33/100", False),
        ("0.25 + 0.1", True),
        ("0.35 + 0.10", False),
        ("-0.33", False),
        ("0.33/(1 - 1)", False),
    ],
)
def test_a_decimal_is_the_exact_value_rounded_where_its_shortest_number_allows_it(answer: str, rounded: bool) -> None:
    assert is_rounded(Value(parse("1/3")), parse(answer)) is rounded
