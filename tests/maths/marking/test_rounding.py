from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product
from math import floor
from typing import Any

import pytest
from flint import ctx
from mpmath import MPContext

from derivquiz.errors import ImpreciseError
from derivquiz.maths.marking.equality import Value
from derivquiz.maths.marking.places import RightPlaces, WrongPlaces, mark_places
from derivquiz.maths.marking.rounding import MOST_WAYS, reachable, with_sigmoid
from derivquiz.maths.reading import parse

PLACES = 3
REAL = MPContext()
REAL.dps = 60


def of(function: Callable[..., Any], *arguments: Fraction | int) -> Fraction:
    """What a function of mpmath is worth, to some fifty digits."""
    return Fraction(
        REAL.nstr(function(*(REAL.mpf(Fraction(one).numerator) / Fraction(one).denominator for one in arguments)), 50)
    )


def exp(value: Fraction | int) -> Fraction:
    return of(REAL.exp, value)


def written(*values: Fraction) -> set[Fraction]:
    """Values kept, or written with as many places as asked or with one more; a tie to the even one and away from 0."""
    found = set(values)
    for value, places in product(values, (PLACES, PLACES + 1)):
        size = abs(value) * 10**places
        for whole in (round(size), floor(size + Fraction(1, 2))):
            found.add(Fraction(whole if value > 0 else -whole, 10**places))
    return found


def shown(values: Iterable[Fraction]) -> list[str]:
    return sorted({f"{float(round(value, 15)):.13f}" for value in values})


PI, E = of(lambda: +REAL.pi), exp(1)
TWO, THREE = (written(of(REAL.sqrt, value)) for value in (2, 3))
TIMES_PI = [(a * b, a, b) for a in written(PI) for b in TWO]

WAYS: list[tuple[str, Iterable[Fraction]]] = [
    # what stands there is never rounded: a number as typed, a fraction of few places
    ("0.12345", [Fraction("0.12345")]),
    ("-0.12345", [Fraction("-0.12345")]),
    ("1/8", [Fraction(1, 8)]),
    ("1/1000", [Fraction(1, 1000)]),
    ("2*3", [Fraction(6)]),
    # other fractions are
    ("1/16", written(Fraction(1, 16))),
    ("1/3", written(Fraction(1, 3))),
    ("-1/3", written(Fraction(-1, 3))),
    ("1/10000", written(Fraction(1, 10000))),
    # constants; sums and opposites round nothing of their own
    ("pi", written(PI)),
    ("e", written(E)),
    ("-pi", [-a for a in written(PI)]),
    ("pi + e", [a + b for a in written(PI) for b in written(E)]),
    ("1/3 - pi", [a - b for a in written(Fraction(1, 3)) for b in written(PI)]),
    # products are rounded factor by factor; whole numbers multiply first or last
    ("pi*sqrt(2)", written(*(whole for whole, _, _ in TIMES_PI))),
    ("2pi", [2 * a for a in written(PI)]),
    (
        "30*pi*sqrt(2)",
        [*(30 * c for c in written(*(c for c, _, _ in TIMES_PI))), *written(*(30 * a * b for _, a, b in TIMES_PI))],
    ),
    ("10^100*tanh(1)", [10**100 * a for a in written(of(REAL.tanh, 1))]),
    ("0.5*pi", written(*(a / 2 for a in written(PI)))),
    ("0.5*sqrt(3)", written(*(a / 2 for a in THREE))),
    ("0.7*pi*sqrt(2)", written(*(c * Fraction(7, 10) for c in written(*(c for c, _, _ in TIMES_PI))))),
    ("pi/7", written(*(a / 7 for a in written(PI)))),
    ("sqrt(3)/sqrt(2)", written(*(a / b for a in THREE for b in TWO))),
    # powers
    ("e^2", written(exp(2))),
    ("e^sqrt(2)", written(*map(exp, TWO))),
    ("(pi + 1)^2", written(*((a + 1) ** 2 for a in written(PI)))),
    ("sqrt(2)^(-1)", written(*(1 / a for a in TWO))),
    ("2^(1/3)", written(of(REAL.cbrt, 2))),
    ("3^sqrt(2)", written(*(of(REAL.power, 3, b) for b in TWO))),
    # functions; σ and φ by their exponentials, their slopes as they are
    ("sigmoid(2)", written(*(1 / (1 + r) for r in written(exp(-2))))),
    ("sigmoid(-sqrt(2))", written(*(1 / (1 + r) for a in TWO for r in written(exp(a))))),
    ("sigmoid'(2)", written(1 / (2 + exp(2) + exp(-2)))),
    ("phi(1)", written(*(of(lambda r: r / REAL.sqrt(2 * REAL.pi), r) for r in written(exp(Fraction(-1, 2)))))),
    ("phi'(2)", written(-2 * of(lambda r: r / REAL.sqrt(2 * REAL.pi), exp(-2)))),
    ("tanh(1)", written(of(REAL.tanh, 1))),
    ("atan(sqrt(2))", written(*(of(REAL.atan, a) for a in TWO))),
    ("log_3(5)", written(of(lambda b, u: REAL.log(u) / REAL.log(b), 3, 5))),
    ("log_3(sqrt(2))", written(*(of(lambda a: REAL.log(a) / REAL.log(3), a) for a in TWO))),
    ("leaky_relu(-sqrt(2), 0.3)", written(*(-a * Fraction(3, 10) for a in TWO))),
    ("leaky_relu(-sqrt(2))", written(*(-a / 100 for a in TWO))),
    ("elu'(-1, 2)", written(2 * exp(-1))),
    ("max(1, sqrt(2), 1.4141)", written(*(max(a, Fraction("1.4141")) for a in TWO))),
    ("softmax1(1, 2, 3)", written(1 / (1 + exp(1) + exp(2)))),
    ("softmax2(0, sqrt(2), 1)", written(*(exp(a) / (1 + exp(a) + exp(1)) for a in TWO))),
    # a part that occurs twice is one value
    ("sqrt(2) - sqrt(2)", [Fraction(0)]),
    ("sqrt(2)*sqrt(2)", written(*(a * a for a in TWO))),
    ("sqrt(2)/3 + sqrt(2)/3", [2 * b for a in TWO for b in written(a / 3)]),
    ("2^(1/3) + 2^(1/3)", [2 * a for a in written(of(REAL.cbrt, 2))]),
    ("sqrt(2) + tanh(sqrt(2))", [a + b for a in TWO for b in written(of(REAL.tanh, a))]),
    ("max(sqrt(2), 1, sqrt(2) - 1)", written(*TWO)),
    # what is undefined for some rounded values has those of the others
    ("1/(pi - 3.142)", written(*(1 / (a - Fraction("3.142")) for a in written(PI) if a != Fraction("3.142")))),
]


@pytest.mark.parametrize(("worked", "ways"), WAYS)
def test_each_value_on_the_way_is_kept_or_written_with_as_many_places_or_one_more(worked: str, ways: Iterable[Fraction]) -> None:
    assert shown(reachable(parse(worked), PLACES)) == shown(ways)


def followed(values: Iterable[Fraction]) -> list[Fraction]:
    ordered = sorted(set(values))
    return ordered if len(ordered) <= MOST_WAYS else [*ordered[: MOST_WAYS // 2], *ordered[-MOST_WAYS // 2 :]]


@pytest.mark.parametrize("parts", [(2, 3), (2, 3, 5), (2, 3, 5, 7)])
def test_of_too_many_values_the_smallest_and_the_largest_are_followed(parts: tuple[int, ...]) -> None:
    given = product(*(written(of(REAL.sqrt, part)) for part in parts))
    shares = [of(lambda *u: REAL.exp(u[0]) / sum(map(REAL.exp, u)), *one) for one in given]
    worked = f"softmax1({', '.join(f'sqrt({part})' for part in parts)})"
    assert shown(reachable(parse(worked), PLACES)) == shown(followed(written(*followed(shares))))


@pytest.mark.parametrize(
    "worked",
    [
        "ln(-2)",
        "1/(sqrt(2) - sqrt(2))",
        "(-pi)^sqrt(2)",
        "x + 1",
        "undefined",
        "10^200*tanh(1)",
        "10^1000*10^1000",
        "e^(e^(e^9))",
        "softmax1(1/3, 1/7, 1/9, 1/11, 1/13, 1/17, 1/19, 1/21)",
    ],
)
def test_what_gives_no_result_by_hand_is_refused_and_leaves_the_precision_alone(worked: str) -> None:
    before, ctx.prec = ctx.prec, 77
    try:
        with pytest.raises(ImpreciseError):
            reachable(parse(worked, "x"), PLACES)
        assert ctx.prec == 77
        reachable(parse("sqrt(2)"), PLACES)
        assert ctx.prec == 77
    finally:
        ctx.prec = before


def test_every_argument_of_a_function_counts() -> None:
    # of two parts it would be 1/2, which is two units of the last place away from the three parts' 0.49977
    value, at = Value(parse("softmax1(0, 0, z)", "z")), {"z": Fraction(-7)}
    assert isinstance(mark_places(value, at, parse("0.5000"), 4), WrongPlaces)
    assert mark_places(value, at, parse("0.4998"), 4) == RightPlaces()


def test_a_product_out_of_all_proportion_is_marked_without_a_way_to_work_it_out() -> None:
    tiny = parse("10^-1000*10^-1000")
    assert isinstance(mark_places(Value(tiny), {}, parse("0.001"), 3, worked=tiny), WrongPlaces)
    assert mark_places(Value(tiny), {}, parse("0.000"), 3, worked=tiny) == RightPlaces()


@pytest.mark.parametrize(
    ("shown", "named"),
    [
        ("1/(1 + e^(-x))", "sigmoid(x)"),
        ("1/(e^(-x) + 1)", "sigmoid(x)"),
        ("1/(1 + e^x)", "sigmoid(-x)"),
        ("3x/(2 + 1/(1 + e^(-2x)))", "3x/(2 + sigmoid(2x))"),
        ("2/(1 + e^(-x))", "2/(1 + e^(-x))"),
        ("1/(2 + e^(-x))", "1/(2 + e^(-x))"),
        ("1/(1 + 2^(-x))", "1/(1 + 2^(-x))"),
        ("1/(1 + x + e^(-x))", "1/(1 + x + e^(-x))"),
    ],
)
def test_the_logistic_function_is_seen_in_its_formula(shown: str, named: str) -> None:
    assert with_sigmoid(parse(shown, "x")) == parse(named, "x")
