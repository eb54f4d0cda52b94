from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import mpmath
import pytest
from flint import arb, ctx
from hypothesis import given

from derivquiz.errors import ConventionError, EvaluationError, ImpreciseError, TooLargeError, UndefinedError
from derivquiz.maths.balls import derivative, evaluator, value
from derivquiz.maths.expression import Expression, Name, Number, Power, Sum
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading import parse
from tests.maths.expressions import expressions

HALF = Fraction(1, 2)


@pytest.fixture(autouse=True)
def precise_arithmetic() -> Iterator[None]:
    """The tests' own sums are done to more bits than what they check."""
    with ctx.workprec(300):
        yield


def at(text: str, x: str | int = 0, bits: int = 128) -> arb:
    return value(parse(text, "x"), {"x": Fraction(x)}, bits=bits)


def slope(text: str, x: str | int, *wrt: str, bits: int = 128) -> arb:
    return derivative(parse(text, "x"), {"x": Fraction(x)}, wrt or ("x",), bits=bits)


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("x^2 - 3x", 5, 10),
        ("(-8)^(1/3)", 0, -2),
        ("(-8)^(2/3)", 0, 4),
        ("x^0.2", -32, -2),
        ("x^(-1/3)", -8, "-1/2"),
        ("cbrt(x)", -27, -3),
        ("x^sqrt(4)", -3, 9),
        ("x^(3/2)", 4, 8),
        ("e^0 + ln(1)", 0, 1),
        ("max(1, x, 3)", 2, 3),
        ("min(1, x)", -2, -2),
        ("abs(x)", -7, 7),
        ("relu(x)", -7, 0),
        ("relu(x)", 0, 0),
        ("1 if x > 2 else 0", 3, 1),
        ("x if x > 0 else -x", 0, 0),
        ("log2(8)", 0, 3),
        ("0.1 + 0.2 - 0.3", 0, 0),
        ("leaky_relu(x)", -100, -1),
        ("elu(x)", 2, 2),
        ("sigmoid'(x)", 0, "1/4"),
        ("relu'(x)", 3, 1),
        ("10^10^3 / 10^999", 0, 10),
    ],
)
def test_the_ball_holds_the_value(text: str, x: str | int, expected: str | int) -> None:
    result = at(text, x)
    assert result.rad() < arb(2) ** -90
    assert abs(result - arb(Fraction(expected).numerator) / Fraction(expected).denominator) < arb(2) ** -45


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("1/x", 0),
        ("ln(x)", 0),
        ("ln(x)", -1),
        ("sqrt(x)", -1),
        ("x^(1/4)", -1),
        ("x^x", -1),
        ("x^pi", -1),
        ("x^(-2)", 0),
        ("asin(x)", 2),
        ("acosh(x)", 0),
        ("atanh(x)", 1),
        ("log_1(x)", 3),
        ("{1 if x > 0}", -1),
    ],
)
def test_undefined_is_told_where_there_is_certainly_no_value(text: str, x: int) -> None:
    with pytest.raises(UndefinedError):
        at(text, x)


@pytest.mark.parametrize(("text", "x"), [("H(x)", 0), ("sign(x)", 0), ("1 if x > 0 else 2", 0), ("x^0", 0)])
def test_a_jump_is_a_matter_of_convention(text: str, x: int) -> None:
    with pytest.raises(ConventionError):
        at(text, x)


@pytest.mark.parametrize("text", ["relu(x)", "abs(x)", "max(x, -x)", "leaky_relu(x)", "x if x > 0 else -x", "abs(x)^3"])
def test_a_kink_has_a_value_but_no_slope(text: str) -> None:
    assert at(text, 0).is_zero()
    with pytest.raises(ConventionError):
        slope(text, 0)


@pytest.mark.parametrize(
    "text", ["1/(sqrt(2)^2 - 2)", "ln(sin(pi))", "exp(exp(exp(exp(100))))", "tan(pi/2)", "(-8)^(sqrt(2)^2/3)", "(-8)^(e^ln(2))"]
)
def test_what_more_bits_might_settle_is_not_claimed(text: str) -> None:
    with pytest.raises(ImpreciseError):
        at(text)


def test_a_literal_out_of_proportion_is_refused() -> None:
    with pytest.raises(TooLargeError):
        value(Sum((Name("x"), Number(1, 10**9))), {"x": HALF}, bits=128)


@pytest.mark.parametrize(
    ("text", "x", "wrt", "expected"),
    [
        ("x^3", 2, ("x",), 12),
        ("x^3", 2, ("x", "x"), 12),
        ("x^3", 2, ("x", "x", "x"), 6),
        ("x^7", 0, ("x",), 0),
        ("x^(4/3)", 0, ("x",), 0),
        ("x^0.6", -1, ("x",), "3/5"),
        ("cbrt(x)", -8, ("x",), "1/12"),
        ("1/x", -2, ("x",), "-1/4"),
        ("relu(x)", 3, ("x",), 1),
        ("relu(x)", -3, ("x",), 0),
        ("5", 3, ("x",), 0),
        ("sigmoid'(x)", 0, ("x",), 0),
        ("x^2 if x > 1 else x", 3, ("x",), 6),
        ("6000(x-2)^1", 3, ("x",), 6000),
        ("(x-2)^100000", 3, ("x",), 100000),
        ("(2-x)^99999", 3, ("x",), -99999),
    ],
)
def test_the_derivative_is_that_of_the_displayed_expression(text: str, x: int, wrt: tuple[str, ...], expected: str | int) -> None:
    result = slope(text, x, *wrt)
    assert abs(result - arb(Fraction(expected).numerator) / Fraction(expected).denominator) < arb(2) ** -45


@pytest.mark.parametrize(("text", "x"), [("sqrt(x)", 0), ("cbrt(x)", 0), ("ln(x)", -1), ("asin(x)", 1), ("x^(2/3)", 0)])
def test_no_slope_where_there_is_none(text: str, x: int) -> None:
    with pytest.raises(UndefinedError):
        slope(text, x)


def test_mixed_derivatives_come_by_polarisation() -> None:
    e = parse("x^2 y^3 + x y z", "x", "y", "z")
    point = {"x": Fraction(2), "y": Fraction(3), "z": Fraction(5)}
    for wrt, expected in ((("x", "y"), 113), (("y", "x"), 113), (("x", "x", "y"), 54), (("x", "y", "z"), 1), (("y", "z"), 2)):
        assert derivative(e, point, wrt, bits=128).unique_fmpz() == expected


@pytest.mark.parametrize("name", sorted(name for name, row in FUNCTIONS.items() if row.least == 1))
def test_the_slope_of_every_function_is_the_limit_of_its_quotients(name: str) -> None:
    e = parse(f"{name}(x)", "x")
    checked = 0
    step = Fraction(1, 10**12)
    for x in (Fraction(1, 3), Fraction(-1, 3), Fraction(7, 3), Fraction(-7, 3)):
        try:
            ends = [value(e, {"x": x + sign * step}, bits=256) for sign in (1, -1)]
            exact = derivative(e, {"x": x}, ("x",), bits=256)
        except UndefinedError:
            continue
        checked += 1
        assert abs((ends[0] - ends[1]) / (2 * arb(1) / 10**12) - exact) < arb("1e-18")
    assert checked >= 1


@pytest.mark.parametrize(
    ("text", "oracle"),
    [
        ("sin(x)*exp(x/3)", lambda x: mpmath.sin(x) * mpmath.exp(x / 3)),
        ("erf(x)/x", lambda x: mpmath.erf(x) / x),
        ("asinh(x) + atan(x)", lambda x: mpmath.asinh(x) + mpmath.atan(x)),
        ("Phi(x)", mpmath.ncdf),
        ("phi(x)", mpmath.npdf),
        ("softplus(x)", lambda x: mpmath.log(1 + mpmath.exp(x))),
        ("gelu(x)", lambda x: x * mpmath.ncdf(x)),
        ("sech(x)^2 + coth(x)", lambda x: mpmath.sech(x) ** 2 + mpmath.coth(x)),
        ("silu(x)", lambda x: x / (1 + mpmath.exp(-x))),
    ],
)
def test_values_agree_with_another_library(text: str, oracle: object) -> None:
    with mpmath.workdps(40):
        for x in ("1/3", "-5/2", "12"):
            fraction = Fraction(x)
            expected = oracle(mpmath.mpf(fraction.numerator) / fraction.denominator)  # type: ignore[operator]  # mpmath is untyped
            difference = at(text, x, 160) - arb(mpmath.nstr(expected, 38))
            assert abs(difference) < arb("1e-33") * (1 + abs(at(text, x, 160)))


@given(expressions())
def test_more_bits_stay_inside_fewer(e: Expression) -> None:
    point = {name: Fraction(k + 1, 3) for k, name in enumerate(("x", "y", "w1", "x_2", "theta"))}
    try:
        wide, narrow = value(e, point, bits=64), value(e, point, bits=256)
    except EvaluationError:
        return
    assert wide.overlaps(narrow)


@pytest.mark.parametrize("text", ["x^2", "-x^12", "x^3"])
def test_a_power_of_a_ball_around_zero_is_a_small_ball(text: str) -> None:
    found = evaluator(parse(text, "x"))({"x": arb(0, 2.0**-100)})
    assert isinstance(found, arb)
    assert found.contains(0)
    assert abs(found) < arb(2) ** -199


def test_great_powers_cost_nothing() -> None:
    assert at("(x-2)^5999", 3) == 1
    tower = Power(Number(10), Power(Number(10), Number(10)))
    assert value(tower, {}, bits=128) > arb(10) ** 1000
