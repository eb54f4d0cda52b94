"""What a required form promises: what is in it, what is put into it, and that putting changes no value."""

import pytest
from hypothesis import given

from derivquiz.decks import deck
from derivquiz.maths.expression import Expression
from derivquiz.maths.marking.forms import FORMS
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from tests.maths.typical import functions, same_where_both_are


@pytest.mark.parametrize(
    ("form", "text", "holds"),
    [
        ("factored", "24x(3x^2+1)^3", True),
        ("factored", "6x(x+1)", True),
        ("factored", "6x^2+6x", False),
        ("factored", "-(x+1)", True),
        ("factored", "2x+1", True),
        ("factored", "2x+3x", False),
        ("factored", "x^2-1", False),
        ("factored", "(x+1)(x^2-1)", False),
        ("factored", "(x+1)(x^2+1)", True),
        ("factored", "(x+1)(x+1)", True),
        ("factored", "x^2-2", True),
        ("factored", "e^x(x+1)", True),
        ("factored", "e^x + x e^x", False),
        ("factored", "x(2sin x + x cos x)", True),
        ("factored", "x*y^2 + x^2*y", False),
        ("factored", "(x+1)/(x^2+1)^2", True),
        ("factored", "(x^2+x)/(x^2+1)^2", False),
        ("factored", "(x-2)^5999(x+1)", True),
        ("factored", "sqrt(x^2-1)*x", True),
        ("factored", "7", True),
        ("expanded", "6x^2+6x-2", True),
        ("expanded", "6x(x+1)", False),
        ("expanded", "(x+1)^2", False),
        ("expanded", "(2x)^2", False),
        ("expanded", "-(x+1)", False),
        ("expanded", "2x+3x", False),
        ("expanded", "x*x+1", True),
        ("expanded", "(x^2+1)/2", False),
        ("expanded", "x^2/2+1/2", True),
        ("expanded", "1/(x+1)^2", True),
        ("expanded", "x*e^x+e^x", True),
        ("expanded", "sin(2(x+1))", True),
        ("no-negative-exponents", "-2/x^3", True),
        ("no-negative-exponents", "-2x^-3", False),
        ("no-negative-exponents", "1/(2 x^(1/2))", True),
        ("no-negative-exponents", "1/2 x^(-1/2)", False),
        ("no-negative-exponents", "e^(-x)", True),
        ("no-negative-exponents", "sin(x^-1)", False),
        ("no-negative-exponents", "sin^-1(x)", True),
        ("no-fraction", "2x+y", True),
        ("no-fraction", "x/2", True),
        ("no-fraction", "(2x*y+y^2)/y", False),
        ("no-fraction", "(2x*y+y^2)*y^-1", False),
        ("no-fraction", "e^(-x)", True),
    ],
)
def test_an_expression_is_in_a_form_or_is_not(form: str, text: str, holds: bool) -> None:
    assert FORMS[form].holds(parse(text, "x", "y")) is holds


@pytest.mark.parametrize(
    ("form", "text", "put"),
    [
        ("factored", "6x^2+6x", "6*x*(x + 1)"),
        ("factored", "x^2-1", "(x + 1)*(x - 1)"),
        ("factored", "1-x^2", "-(x + 1)*(x - 1)"),
        ("factored", "2x sin(x)+x^2cos(x)", "x*(x*cos(x) + 2*sin(x))"),
        ("factored", "x^2/2+x/2", "x*(x + 1)/2"),
        ("factored", "3(2x+1)^2*2", "6*(2*x + 1)^2"),
        ("expanded", "6x(x+1)", "6*x^2 + 6*x"),
        ("expanded", "(x^2-1)/3", "x^2/3 - 1/3"),
        ("no-negative-exponents", "-2x^-3", "-2/x^3"),
        ("no-negative-exponents", "1/2*x^(-1/2)", "1/(2*x^(1/2))"),
        ("no-negative-exponents", "x^-2(x+1)", "(x + 1)/x^2"),
        ("no-fraction", "((x+1)^2-x^2-1)/x", "2"),
        ("no-fraction", "x+(x^2-1)/(2(x-1))", "x + x/2 + 1/2"),
        ("no-fraction", "(x^2+1)/x", "(x^2 + 1)/x"),
        ("no-fraction", "1/(x-x)", "1/(x - x)"),
    ],
)
def test_an_expression_is_put_into_a_form(form: str, text: str, put: str) -> None:
    assert line(FORMS[form].put(parse(text, "x"))) == put


@pytest.mark.parametrize("form", FORMS)
@given(functions(6))
def test_putting_into_a_form_changes_no_value(form: str, e: Expression) -> None:
    assert same_where_both_are(FORMS[form].put(e), e)


def test_decks_know_every_form() -> None:
    assert set(deck.FORMS) == {"given", *FORMS}
