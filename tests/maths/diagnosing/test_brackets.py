"""A wrong answer that would be right with a pair of brackets more: which pair is said, and that it is no other slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.diagnosing.bracketing import LONGEST, MOST, bracketings
from derivquiz.maths.diagnosing.brackets import missing
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.expression import Expression
from derivquiz.maths.reading import Vocabulary, parse
from derivquiz.maths.writing import line
from tests.maths.typical import functions

X = Vocabulary(("x",))


@pytest.mark.parametrize(
    ("right", "typed", "meant"),
    [
        ("10x/(5x^2+8)", "10x/5x^2+8", "10x/(5x^2+8)"),
        ("9e^(9x+2)", "9e^9x+2", "9e^(9x+2)"),
        ("12(4x+1)^2", "12*4x+1^2", "12*(4x+1)^2"),
        ("12(4x+1)^2", "12·4x + 1^2", "12·(4x + 1)^2"),
        ("2x cos(x^2+1)", "2x cos x^2+1", "2x cos (x^2+1)"),
        ("(2(x+2)-(2x+3))/(x+2)^2", "(2(x+2)-2x+3)/(x+2)^2", "(2(x+2)-(2x+3))/(x+2)^2"),
        ("(2x+1)/(x^2+3)", "2x+1/x^2+3", "(2x+1)/(x^2+3)"),
        ("(2x+1)/x^2", "2x+1/x^2", "(2x+1)/x^2"),
        ("e^(-x)/(1+e^(-x))^2", "e^-x/1+e^-x^2", "e^-x/(1+e^-x)^2"),
        ("1/(2√(x+1))", "1/(2√x+1)", "1/(2√(x+1))"),
        ("20/28", "20/20+8", "20/(20+8)"),
    ],
)
def test_the_brackets_that_make_it_right_are_named(right: str, typed: str, meant: str) -> None:
    assert missing(typed, X, parse(right, "x")) == meant


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ("10x/(5x^2+8)", "10x/5x^2-8"),
        ("10x/(5x^2+8)", "10x"),
        ("2x+3", "2x-3"),
        ("3cos(x)-9sin(x)", "-9sin(x)-3cos(x)"),
        ("9(x^2+x)+4", "9x^2+x+4"),
        ("2x+3", "2x+3x"),
        ("10x/(5x^2+8)", "10x/5x^2+"),
        ("10x/(5x^2+8)", r"\\frac{10x}{5x^2}+8"),
        ("10x/(5x^2+8)", "10y/5x^2+8"),
    ],
)
def test_where_no_brackets_make_it_right_none_are_named(right: str, typed: str) -> None:
    assert missing(typed, X, parse(right, "x")) == ""


def test_given_names_stand_for_what_they_are() -> None:
    given_name = {"s": parse("sigmoid(x)", "x")}
    vocabulary = Vocabulary(("x",), given=tuple(given_name.items()))
    assert missing("3s*1-s", vocabulary, parse("3sigmoid(x)*(1-sigmoid(x))", "x"), given_name) == "3s*(1-s)"


@given(st.text("0123x+-*/^() e", max_size=40))
def test_any_text_may_be_bracketed_and_only_brackets_are_added(text: str) -> None:
    found = list(bracketings(text))
    assert len(found) <= MOST
    for written in found:
        left, right = written.count("(") - text.count("("), written.count(")") - text.count(")")
        assert left == right in (1, 2)
        rest = iter(written)
        assert all(letter in rest for letter in text)


def test_a_long_text_is_left_alone() -> None:
    assert list(bracketings("1/" + "x+" * LONGEST + "x")) == []


@given(functions(4), functions(4))
def test_what_is_named_has_the_right_values(e: Expression, other: Expression) -> None:
    right = differentiate(e, "x")
    typed = line(right).replace("(", "", 1).replace(")", "", 1) if "(" in line(right) else line(other)
    named = missing(typed, Vocabulary(("x", "y")), right)
    assert not named or Trial(right, (), parse(named, "x", "y"), None).is_right
