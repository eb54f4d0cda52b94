from __future__ import annotations

from fractions import Fraction
from itertools import islice
from random import Random

from derivquiz.maths.marking.sampling import Landmarks, around, friendly, random_points, simpler
from derivquiz.maths.reading import parse


def test_friendly_points_come_first_and_differ_between_names() -> None:
    assert [point["x"] for point in islice(friendly(["x"]), 4)] == [1, 2, 3, -1]
    assert all(point["x"] != point["y"] for point in friendly(["x", "y"]))


def test_a_seed_gives_the_same_points_and_another_seed_others() -> None:
    first = list(random_points(["x", "y"], Random(1), 20))
    assert list(random_points(["x", "y"], Random(1), 20)) == first
    assert list(random_points(["x", "y"], Random(2), 20)) != first


def test_random_points_lie_on_no_common_grid_and_on_both_sides() -> None:
    points = [point["x"] for point in random_points(["x"], Random(0), 20)]
    assert len({at.denominator for at in points}) > 15
    assert min(points) < 0 < max(points)
    assert max(map(abs, points)) > 3
    assert min(map(abs, points)) < Fraction(1, 10)


def test_the_wide_search_looks_close_to_the_constants() -> None:
    found = islice(Landmarks([parse("sqrt(1 - (x - 77)^2)", "x")]).wide(["x"], Random(0)), 200)
    assert sum(76 < point["x"] < 78 for point in found) >= 8


def test_holes_are_looked_for_at_zero_and_the_constants() -> None:
    assert {"x": Fraction(5)} in list(Landmarks([parse("1/(x - 5)", "x")]).holes(["x"]))
    assert list(Landmarks([parse("x + 5", "x")]).holes(["x"])) == []


def test_neighbours_lie_on_opposite_sides() -> None:
    point = {"x": Fraction(2), "y": Fraction(-1)}
    for one, other in around(point, Random(0)):
        assert all(one[name] + other[name] == 2 * point[name] for name in point)
        assert one != point


def test_simpler_points_are_near() -> None:
    nearest = list(simpler({"x": Fraction(22, 7)}))
    assert nearest[:3] == [{"x": 3}, {"x": 3}, {"x": Fraction(31, 10)}]
