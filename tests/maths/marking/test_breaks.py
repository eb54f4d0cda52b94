from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from derivquiz.maths.expression import walk
from derivquiz.maths.marking.breaks import Pieces
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
        ("sqrt((x - 50)^2)", ((-99, 50), (50, 999))),
        ("relu(x - e^5) + abs(x - e^5 - 10^-9)", ((148, "148.4132"), ("148.413159102576", "148.413159103577"))),
        ("asin(sin(x/40))", ((-60, 60), (63, 188))),
        ("relu(e^x - e^1000)", ((999, 1000), (1000, 9999))),
        ("relu(x + e^x - 10^7)", ((-99, 16), (17, 99))),
        ("sqrt(e^(2x) - 2e^(x + 8) + e^16)", ((-99, 8), (8, 99))),
        ("relu(sech(x - 900) - 1/2)", ((-99, 898), ("899.5", "900.5"), (902, 9999))),
        ("relu(Phi(x + 400) - 1/2) + relu(erf(x - 70) - 1/9)", ((-999, -401), (-399, 70), (71, 999))),
        ("relu(cot(x) - 5)", ((0, "0.19"), ("0.2", "3.14"))),
        ("step(cot(x/9))", ((0, "14.1"), ("14.2", "28.2"))),
        ("relu(min(x - 10^9 + 1, 10^9 + 2 - x))", ((10**9 - 1, 10**9 + 2),)),
        ("atan(1/(x - 50))", ((-99, 50), (50, 99))),
    ],
)
def test_every_piece_gets_a_point(text: str, inside: tuple[tuple[str | int, str | int], ...]) -> None:
    points = [point["x"] for point in Pieces(walk(parse(text, "x"))).along({"x": Fraction(0)}, "x", Random(0))]
    for low, high in inside:
        assert any(Fraction(low) < at < Fraction(high) for at in points)


def test_the_other_names_keep_their_place() -> None:
    points = list(Pieces(walk(parse("abs(x - y)", "x", "y"))).along({"x": Fraction(0), "y": Fraction(5, 3)}, "x", Random(0)))
    assert {point["y"] for point in points} == {Fraction(5, 3)}
    assert any(point["x"] > Fraction(5, 3) for point in points)
    assert any(point["x"] < Fraction(5, 3) for point in points)


def test_a_piece_that_is_bounded_in_several_names_is_reached() -> None:
    start = {"x": Fraction(1, 3), "y": Fraction(-2, 7)}
    points = Pieces(walk(parse("relu(x - 100)*relu(y - 100)", "x", "y"))).points(["x", "y"], [start, start], Random(0))
    assert any(point["x"] > 100 and point["y"] > 100 for point in points)


def test_a_piece_that_few_lines_meet_is_reached_through_the_turning_points_of_its_decider() -> None:
    start = {"x": Fraction(1, 3), "y": Fraction(-2, 7)}
    points = Pieces(walk(parse("relu(1 - (x - 30)^2 - (y - 40)^2)", "x", "y"))).points(["x", "y"], [start, start], Random(0))
    assert any((point["x"] - 30) ** 2 + (point["y"] - 40) ** 2 < 1 for point in points)


def test_a_point_knows_how_far_the_nearest_break_is() -> None:
    pieces = Pieces(walk(parse("abs(x - 2)", "x")))
    for point in pieces.along({"x": Fraction(0)}, "x", Random(0)):
        assert pieces.room(point) <= abs(point["x"] - 2)


@pytest.mark.parametrize("text", ["x^3 - 2x", "sin(x) + e^x/x", "sqrt(x^2 + 1)", "ln(1 + e^x)", "1/(1 + e^-x)"])
def test_a_tree_that_is_analytic_has_no_breaks(text: str) -> None:
    assert list(Pieces(walk(parse(text, "x"))).points(["x"], [{"x": Fraction(1)}], Random(0))) == []


def test_breaks_without_end_are_told_of_and_cost_a_limited_amount_of_work() -> None:
    pieces = Pieces(walk(parse("relu(sin(x) + cos(sqrt(2)*x) - 1/x)", "x")))
    assert pieces.settled
    assert 4 < len(list(pieces.points(["x"], [{"x": Fraction(1)}], Random(0)))) < 200
    assert not pieces.settled
