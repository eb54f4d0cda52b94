"""The points of the curves: where they are broken, what window they get, and what must not cost a second."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.maths import reading
from derivquiz.maths.curves import SAMPLES, Sketch, draw
from derivquiz.plots import Curve, Role


def drawn(function: str, **rest: object) -> Curve:
    curve = draw(Sketch(reading.parse(function, "x"), "x", **rest))  # type: ignore[arg-type]  # fields by name
    assert curve is not None
    return curve


def pieces(curve: Curve, role: Role) -> tuple[tuple[tuple[float, float], ...], ...]:
    return next(line.pieces for line in curve.lines if line.role is role)


def test_a_smooth_function_and_its_derivative_are_one_piece_each() -> None:
    curve = drawn("sin(x)")
    for role in (Role.FUNCTION, Role.SLOPE):
        (piece,) = pieces(curve, role)
        assert len(piece) == SAMPLES + 1
    assert dict(pieces(curve, Role.SLOPE)[0])[0.0] == 1.0
    assert curve.across == (-3.0, 3.0)
    assert curve.heights[0] < -0.95
    assert curve.heights[1] > 0.95


@pytest.mark.parametrize("function", ["1/x", "1/(x - 0.01)", "x/(x - 1)", "sign(x)", "1 if x > 0 else 3"])
def test_a_pole_or_a_jump_is_a_gap(function: str) -> None:
    assert len(pieces(drawn(function), Role.FUNCTION)) == 2


def test_the_slope_of_a_corner_jumps_and_the_corner_itself_does_not() -> None:
    curve = drawn("|x|")
    assert len(pieces(curve, Role.FUNCTION)) == 1
    assert len(pieces(curve, Role.SLOPE)) == 2


def test_where_there_is_no_value_there_is_no_line_and_the_window_moves_to_where_there_is_one() -> None:
    assert all(x > 0 for piece in pieces(drawn("ln(x)"), Role.FUNCTION) for x, _ in piece)
    assert drawn("sqrt(x - 3)").across == (0.0, 6.0)
    assert draw(Sketch(reading.parse("sqrt(-1 - x^2)", "x"), "x")) is None


def test_steep_ends_narrow_the_window_and_poles_do_not_flatten_the_rest() -> None:
    assert drawn("(9*x^2 + 7)^5").across[1] < 3
    assert max(map(abs, drawn("-4/x^5").heights)) < 1e5


def test_at_a_point_there_is_the_tangent_and_the_line_of_the_slope_that_was_typed() -> None:
    curve = drawn("x^2", at=Fraction(2), typed=reading.parse("3"))
    assert curve.point == (2.0, 4.0)
    for role, rise in ((Role.TANGENT, 4.0), (Role.YOURS, 3.0)):
        ((start, end),) = pieces(curve, role)
        assert (end[1] - start[1]) / (end[0] - start[0]) == pytest.approx(rise)
        assert start[1] + rise * (2 - start[0]) == pytest.approx(4)


def test_what_was_typed_is_drawn_and_does_not_set_the_window() -> None:
    plain, typed = drawn("sin(x)"), drawn("sin(x)", typed=reading.parse("10^9*x", "x"))
    assert typed.heights == plain.heights
    assert pieces(typed, Role.YOURS)


def test_a_line_that_takes_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("derivquiz.maths.curves.BUDGET", 0.0)
    assert draw(Sketch(reading.parse("sin(x)", "x"), "x")) is None


def test_the_ends_of_a_secant_and_the_curve_beyond_them_are_shown() -> None:
    curve = drawn("x^3", order=0, ends=(Fraction(3), Fraction(5)))
    assert curve.ends == ((3.0, 27.0), (5.0, 125.0))
    assert curve.across == pytest.approx((2.5, 5.5))
    assert curve.heights[0] < 27
    assert curve.heights[1] > 125
    ((first, last),) = pieces(curve, Role.SECANT)
    assert first == pytest.approx((2.5, 27 - 0.5 * 49))
    assert last == pytest.approx((5.5, 125 + 0.5 * 49))


def test_where_an_end_has_no_value_there_is_no_secant() -> None:
    curve = drawn("1/x", order=0, ends=(Fraction(0), Fraction(2)))
    assert Role.SECANT not in {line.role for line in curve.lines}
