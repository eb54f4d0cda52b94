from __future__ import annotations

from fractions import Fraction
from itertools import islice
from random import Random

import pytest

from derivquiz.maths.expression import Number
from derivquiz.maths.marking.sampling import Landmarks, around, distance, friendly, random_points, simpler
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


@pytest.mark.parametrize("sign", [1, -1])
def test_simpler_points_have_ever_more_decimals_and_then_go_to_zero(sign: int) -> None:
    found = [point["x"] * sign for point in simpler({"x": sign * Fraction(22, 7)})]
    decimals = ("3", "3", "3.1", "3.14", "3.1429", "3.142857", "3.142857143")
    assert found == [*map(Fraction, decimals), *(Fraction(1, 10**size) for size in (3, 6, 10, 15, 20, 30, 50, 100))]


@pytest.mark.parametrize("room", [Fraction(1), Fraction(1, 10**9), Fraction(3, 10**40)])
def test_neighbours_keep_within_the_room_and_the_second_pair_comes_closer(room: Fraction) -> None:
    point = {"x": Fraction(1, 3), "y": Fraction(-7)}
    (far, _), (near, _) = around(point, Random(0), room)
    for name, at in point.items():
        assert 0 < abs(near[name] - at) < room / 2**9
        assert 0 < abs(far[name] - at) < room
        assert (far[name] - at).denominator.bit_count() == 1


def test_the_distance_of_a_point_is_that_of_its_farthest_name_from_1() -> None:
    assert [distance({"x": Fraction(at)}) for at in ("1", "-1", "8", "1/8", "-3/1000")] == [0, 0, 3, 3, 8]
    assert distance({"x": Fraction(2), "y": Fraction(1, 16)}) == 4


def test_numbers_of_more_than_a_hundred_decimals_are_no_landmarks() -> None:
    assert Landmarks([Number(3, 100)]).constants == [Fraction(3, 10**100), Fraction(-3, 10**100)]
    assert Landmarks([Number(3, 101)]).constants == []
    assert len(Landmarks([Number(number) for number in range(30)]).constants) == 2 * 24 - 1


def test_there_are_holes_to_look_for_where_something_may_have_no_value() -> None:
    assert [Landmarks([parse(text, "x")]).divided for text in ("x + 1", "x*x", "1/x", "sin(x)", "x^2")] == [
        *(False, False),
        *(True, True, True),
    ]
    assert [point["x"] for point in Landmarks([parse("(x + 1)/(x + 2)/(x + 3)/(x + 4)", "x")]).holes(["x"])] == [
        *(0, 1, -1, 2, -2, 3, -3)
    ]


def test_sizes_are_looked_at_where_all_breaks_are_known_and_by_the_search_for_breaks_where_not() -> None:
    smooth, hidden = (Landmarks([parse(text, "x")]) for text in ("x^3", "relu(x*sin(x) - 2000)"))
    sizes = [abs(point["x"]) for point in smooth.sizes(["x"], Random(0))]
    assert len(sizes) == 20
    assert min(sizes) < Fraction(1, 2**38)
    assert max(sizes) > 2**30
    list(hidden.beyond_breaks(["x"], Random(0)))
    assert list(hidden.sizes(["x"], Random(0))) == []
