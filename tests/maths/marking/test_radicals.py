"""Numbers made of roots: equal ones are proved equal, and others never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.maths import balls
from derivquiz.maths.expression import Apply, Expression, Negate, Number, Power, Product, Quotient, Sum
from derivquiz.maths.marking.equality import Same, Value, compare
from derivquiz.maths.marking.radicals import are_equal
from derivquiz.maths.reading import parse
from derivquiz.wire import Certainty

EQUAL = [
    ("sqrt(11 + 6sqrt(2))", "3 + sqrt(2)"),
    ("sqrt(5 + 2sqrt(6))", "sqrt(2) + sqrt(3)"),
    ("cbrt(2 + sqrt(5))", "(1 + sqrt(5))/2"),
    ("1/(sqrt(3) - sqrt(2))", "sqrt(3) + sqrt(2)"),
    ("sqrt(8)", "2sqrt(2)"),
    ("27^(2/3)", "9"),
    ("2^(-1/2)", "sqrt(2)/2"),
    ("cbrt(-8)", "-2"),
    ("sqrt(0.25)", "1/2"),
]
OTHERS = [
    ("sqrt(11 + 6sqrt(2))", "3 + sqrt(2) + 10^(-40)"),
    ("sqrt(2)", "1.41421356237309504880168872420969807856967187537694"),
    ("sqrt(10^60 + 1)", "10^30"),
    ("sqrt(3) + sqrt(10)", "sqrt(2) + sqrt(11) - 0.5"),
    ("sqrt(2) + sqrt(1 + 10^-30)", "1 + sqrt(2)"),
    ("pi", "pi"),
    ("e^2", "e*e"),
    ("sqrt(2)", "sqrt(-2)"),
    ("1/(sqrt(8) - 2sqrt(2))", "1/(sqrt(8) - 2sqrt(2))"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_numbers_made_of_roots_are_proved_equal(one: str, other: str) -> None:
    assert are_equal(parse(one), parse(other))
    assert are_equal(parse(other), parse(one))


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_nothing_else_is(one: str, other: str) -> None:
    assert not are_equal(parse(one), parse(other))


def test_a_mark_is_proved_without_sympy() -> None:
    found = compare(Value(parse("sqrt(11 + 6sqrt(2))")), parse("3 + sqrt(2)"), proof=False)
    assert isinstance(found, Same)
    assert found.certainty is Certainty.PROVED


NUMBERS = st.recursive(
    st.integers(0, 9).map(Number),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(Sum),
        st.tuples(inner, inner).map(Product),
        st.builds(Quotient, inner, inner),
        st.builds(Negate, inner),
        st.builds(lambda u: Apply("sqrt", (u,)), inner),
        st.builds(lambda u: Apply("cbrt", (u,)), inner),
        st.builds(lambda u: Power(u, Quotient(Number(3), Number(2))), inner),
    ),
    max_leaves=5,
)


@given(NUMBERS, NUMBERS)
def test_numbers_that_many_bits_tell_apart_are_never_equal(one: Expression, other: Expression) -> None:
    if are_equal(one, other):
        assert balls.value(one, {}, bits=9000).overlaps(balls.value(other, {}, bits=9000))
