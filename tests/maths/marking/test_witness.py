from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, ctx

from derivquiz.maths.balls import value
from derivquiz.maths.marking.witness import decimal, describe, pairs
from derivquiz.maths.reading import parse


def ball(text: str) -> arb:
    return value(parse(text), {}, bits=8192 if "-1000" in text else 128)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cos(1)", "0.540302"),
        ("24", "24"),
        ("-24", "-24"),
        ("(-8)^(1/3)", "-2"),
        ("1/2", "0.5"),
        ("-1/2", "-0.5"),
        ("0.1", "0.1"),
        ("2/3", "0.666667"),
        ("1000/3", "333.333333"),
        ("10^7", "10000000"),
        ("0", "0"),
        ("sin(pi)", "0"),
        ("1/300", "0.00333333"),
        ("10^12", "1.00000e+12"),
        ("e^-50", "1.92875e-22"),
        ("10^10^10", "1.00000e+10000000000"),
    ],
)
def test_a_value_is_shown_with_six_decimals_or_as_a_whole_number(text: str, shown: str) -> None:
    assert decimal(ball(text)) == shown


@pytest.mark.parametrize(
    ("yours", "correct", "shown"),
    [
        ("1", "2", ("1", "2")),
        ("0.3333333", "1/3", ("0.3333333", "0.3333333333")),
        ("1 + e^-1000", "1", ("1 + 5.07596e-435", "1")),
        ("1 - e^-1000", "1", ("1 - 5.07596e-435", "1")),
        ("2 + 10^-30", "2", ("2 + 1.00000e-30", "2")),
    ],
)
def test_two_values_are_told_apart(yours: str, correct: str, shown: tuple[str, str]) -> None:
    with ctx.workprec(8192):
        assert describe(ball(yours), ball(correct)) == shown


def test_no_value_is_undefined() -> None:
    assert describe(None, ball("2")) == ("undefined", "2")
    assert describe(ball("2"), None) == ("2", "undefined")


def test_a_point_is_written_as_fractions() -> None:
    assert pairs({"x": Fraction(-1, 2), "y": Fraction(3)}) == (("x", "-1/2"), ("y", "3"))
