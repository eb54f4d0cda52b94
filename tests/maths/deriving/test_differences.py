"""What difference quotients promise: the limit of a polynomial line by line, and exact numbers with their errors."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.errors import RequestError
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.differences import Scheme, difference, limit, polynomial, worked
from derivquiz.maths.expression import Expression, exact, rational
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line


def tree(text: str) -> Expression:
    return parse(text, "x")


def test_the_limit_of_a_square_is_the_proof_of_the_book() -> None:
    assert [(step.rule, step.line) for step in limit(tree("x^2"), "x")] == [
        ("The difference quotient, (f(x + h) − f(x))/h", "((x + h)^2 - x^2)/h"),
        ("Multiply out f(x + h)", "(x^2 + 2*x*h + h^2 - x^2)/h"),
        ("What has no h cancels", "(2*x*h + h^2)/h"),
        ("Divide every term by h", "2*x + h"),
        ("Let h go to 0", "2*x"),
    ]


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=6))
def test_the_limit_ends_in_the_derivative(coefficients: list[int]) -> None:
    e = tree(" + ".join(f"({c})*x^{n}" for n, c in enumerate(coefficients)))
    assert limit(e, "x")[-1].line == line(differentiate(e, "x"))


@pytest.mark.parametrize("function", ["sin(x)", "1/x", "x^13", "x^(1/2)", "a*x", "x^12*x^2"])
def test_only_a_polynomial_has_its_limit_worked_out(function: str) -> None:
    e = parse(function, "x", "a")
    assert polynomial(e, "x") is None
    with pytest.raises(RequestError, match="polynomials"):
        limit(e, "x")


CUBIC = "x^3 + 2x^2 - x + 1"


@pytest.mark.parametrize(
    ("scheme", "h", "value", "error"),
    [
        (Scheme.FORWARD, "0.01", "19.0801", "off by 0.0801"),
        (Scheme.CENTRAL, "0.01", "19.0001", "off by 0.0001"),
        (Scheme.SECOND, "0.1", "16", "exactly"),
    ],
)
def test_differences_are_exact_and_say_their_error(scheme: Scheme, h: str, value: str, error: str) -> None:
    found = worked(tree(CUBIC), "x", tree("2"), (tree("1"), tree(h)), scheme)
    assert found[-1].line == value
    assert error in found[-1].rule
    assert line(difference(tree(CUBIC), "x", tree("2"), tree(h), scheme)) == value


def test_the_values_of_f_are_a_line_of_their_own() -> None:
    found = worked(tree("x^2"), "x", tree("3"), (tree("0.1"),), Scheme.CENTRAL)
    assert [step.line for step in found] == ["(3.1^2 - 2.9^2)/(2*0.1)", "(9.61 - 8.41)/(2*0.1)", "6"]


def test_what_is_not_rational_is_rounded_once() -> None:
    found = worked(tree("sin(x)"), "x", tree("0"), (tree("0.1"),), Scheme.FORWARD, 4)
    assert [step.line for step in found][-1] == "0.9983"
    assert sum("Rounded once" in step.rule for step in found) == 1


@given(st.fractions(-3, 3, max_denominator=4), st.fractions("1/8", 1, max_denominator=8))
def test_the_central_difference_of_a_cube_is_off_by_h_squared(at: Fraction, h: Fraction) -> None:
    found = rational(difference(tree("x^3"), "x", exact(at), exact(h), Scheme.CENTRAL))
    assert found == 3 * at**2 + h**2
