from __future__ import annotations

import pytest

from derivquiz.errors import TooLargeError
from derivquiz.maths.expression import Undefined
from derivquiz.maths.marking.proof import prove
from derivquiz.maths.marking.symbolic import positive_names, to_sympy
from derivquiz.maths.reading import parse


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("24x(3x^2 + 1)^3", "648x^7 + 648x^5 + 216x^3 + 24x"),
        ("(x - 2)^5999", "-(2 - x)^5999"),
        ("sec(x)^2", "1 + tan(x)^2"),
        ("sigmoid(x)(1 - sigmoid(x))", "e^x/(1 + e^x)^2"),
        ("1 - tanh(x)^2", "sech(x)^2"),
        ("2ln(x)", "ln(x^2)"),
        ("2^x ln 2", "e^(x ln 2) ln 2"),
        ("x^x(ln(x) + 1)", "e^(x ln x)(1 + ln(x))"),
        ("1/sqrt(x)", "sqrt(x)/x"),
        ("cbrt(x)", "x^(1/3)"),
        ("(-8)^(1/3)", "-2"),
        ("sqrt(11 + 6sqrt(2))", "3 + sqrt(2)"),
        ("max(-1, min(1, x))", "(abs(x + 1) - abs(x - 1))/2"),
        ("x if x > 0 else -x", "abs(x)"),
        ("H(x)", "1 if x > 0 else 0"),
        ("relu(x)", "x H(x)"),
        ("sigmoid'(x)", "sigmoid(x)(1 - sigmoid(x))"),
        ("leaky_relu(x)", "leaky_relu(x, 1/100)"),
        ("Phi(x)", "(1 + erf(x/sqrt(2)))/2"),
        ("log_3(x)", "ln(x)/ln(3)"),
    ],
)
def test_what_is_equal_is_proved(truth: str, answer: str) -> None:
    assert prove(parse(truth, "x"), parse(answer, "x"))


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("x", "x + 10^-600"),
        ("sqrt(x^2)", "x"),
        ("2x cos(x^2)", "cos(x^2)"),
        ("e^(pi sqrt(163))", "262537412640768744"),
        ("H(x)", "1"),
        ("x^(2/3)", "-x^(2/3)"),
        ("0.1", "0.1000000000000000055"),
    ],
)
def test_what_is_not_equal_is_not_proved(truth: str, answer: str) -> None:
    assert not prove(parse(truth, "x"), parse(answer, "x"))


@pytest.mark.parametrize("text", ["10^10^10", "x + 10^(10^5)", "2^(10^10^10)*x", "(1/3)^99999"])
def test_numbers_out_of_proportion_are_never_worked_out(text: str) -> None:
    with pytest.raises(TooLargeError):
        to_sympy(parse(text, "x"))
    assert not prove(parse(text, "x"), parse(f"{text} + 1", "x"))


def test_what_is_no_number_is_not_proved() -> None:
    assert not prove(parse("x", "x"), Undefined())


def test_a_name_under_a_logarithm_or_an_even_root_is_positive() -> None:
    tree = parse("ln(x) + sqrt(y) + z^(1/3) + w^(3/2) + b^p", "x", "y", "z", "w", "b", "p")
    assert positive_names(tree) == {"x", "y", "w", "b"}
