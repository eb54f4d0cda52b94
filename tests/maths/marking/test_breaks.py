from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.maths.marking.breaks import breaking, pieces
from derivquiz.maths.reading import parse


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("abs(x)", ((-99, 0), (0, 99))),
        ("H(3x - 1) + H(2x - 1)", ((-99, "1/3"), ("1/3", "1/2"), ("1/2", 99))),
        ("max(x, x^2)", ((-99, 0), (0, 1), (1, 99))),
        ("1 if 2 < x < 5/2 else 0", ((-99, 2), (2, "5/2"), ("5/2", 99))),
        ("sign(x^3 - 2x)", ((-99, "-141/100"), ("-141/100", 0), (0, "141/100"), ("142/100", 99))),
        ("relu(x - 7) + sign(x - 7.000001)", ((7, "7.000001"),)),
    ],
)
def test_every_piece_gets_a_point(text: str, inside: tuple[tuple[str | int, str | int], ...]) -> None:
    points = [point["x"] for point in pieces(breaking([parse(text, "x")]), {"x": Fraction(0)}, "x")]
    for low, high in inside:
        assert any(Fraction(low) < at < Fraction(high) for at in points)


def test_the_other_names_keep_their_place() -> None:
    deciders = breaking([parse("abs(x - y)", "x", "y")])
    points = list(pieces(deciders, {"x": Fraction(0), "y": Fraction(5, 3)}, "x"))
    assert {point["y"] for point in points} == {Fraction(5, 3)}
    assert any(point["x"] > Fraction(5, 3) for point in points)
    assert any(point["x"] < Fraction(5, 3) for point in points)


def test_a_smooth_tree_has_no_breaks() -> None:
    assert breaking([parse("sin(x) + e^x/x", "x")]) == ()
