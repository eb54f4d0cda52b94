from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.maths.reading import parse
from derivquiz.maths.sides import derivative_from_sides


@pytest.mark.parametrize(
    ("text", "at", "order", "slope"),
    [
        ("x abs(x)", 0, 1, 0),
        ("relu(x)^2", 0, 1, 0),
        ("relu(-x)^2", 0, 1, 0),
        ("abs(x)^3", 0, 2, 0),
        ("abs(x)^1.5", 0, 1, 0),
        ("abs(x^3)", 0, 1, 0),
        ("max(x^2, x^3)", 0, 1, 0),
        ("abs(x - 2)*(x - 2) + 3x", 2, 1, 3),
        ("x^2 if x < 1 else 2x - 1", 1, 1, 2),
        ("elu(x)", 0, 1, 1),
    ],
)
def test_a_derivative_that_both_sides_share_is_found(text: str, at: int, order: int, slope: int) -> None:
    found = derivative_from_sides(parse(text, "x"), {"x": Fraction(at)}, ("x",) * order, bits=128)
    assert found is not None
    assert found.contains(slope)
    assert found.rad() < 1e-30


@pytest.mark.parametrize(
    ("text", "at", "order"),
    [
        ("abs(x)", 0, 1),
        ("abs(x)^3", 0, 3),
        ("elu(x)", 0, 2),
        ("x^2 if x < 1 else 2x", 1, 1),
        ("H(x) + H(-x)", 0, 1),
        ("sign(x)", 0, 1),
        ("max(x, x^2)", 1, 1),
        ("relu'(-x)*x", 0, 1),
    ],
)
def test_where_the_sides_differ_or_there_is_no_value_nothing_is_claimed(text: str, at: int, order: int) -> None:
    assert derivative_from_sides(parse(text, "x"), {"x": Fraction(at)}, ("x",) * order, bits=128) is None


def test_mixed_derivatives_are_left_alone() -> None:
    point = {"x": Fraction(0), "y": Fraction(0)}
    assert derivative_from_sides(parse("x y abs(x)", "x", "y"), point, ("x", "y"), bits=128) is None
