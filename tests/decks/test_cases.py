"""Slopes that come in pieces: every notation is right, the value at a corner is a convention, and a piece left out is told."""

from fractions import Fraction

import pytest

from derivquiz.decks.kinds.choice import derived
from derivquiz.wire import Outcome, Problem
from tests.decks.test_kinds import mark, problem

RELU = problem("formula", "relu(x)")
LEAKY = problem("formula", "leaky_relu(3*x - 6, 0.1)")
ABS = problem("formula", "abs(x)")
MAX = problem("formula", "max(x, 2*x, 3)")
PIECES = problem("formula", "{x^2 if x<1, 2*x - 1 otherwise}")
ELU = problem("formula", "elu(2*x)")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        *(
            (RELU, text)
            for text in (
                "1 if x>0 else 0",
                "1 if x>=0 else 0",
                "0 if x<0 else 1",
                "0 if x<=0 else 1",
                "{1 if x>0, 0 if x<0}",
                "{1 if x>=0, 0 if x<0}",
                "{1 if x>0, 0 otherwise}",
                "1 if x>0, 0 if x<0",
                "if x>0 then 1 else 0",
                "[x>0]",
                "[x>=0]",
                "1_{x>0}",
                "H(x)",
                "heaviside(x)",
                "step(x)",
                "max(0,x)/x",
                "relu(x)/x",
                "(1+sign(x))/2",
                "max(0,sign(x))",
                "(x+|x|)/(2x)",
                r"\begin{cases} 1 & x>0 \\ 0 & x \le 0\end{cases}",
            )
        ),
        *(
            (LEAKY, text)
            for text in (
                "3 if x>2 else 0.3",
                "{3 if x>2, 0.3 if x<2}",
                "3[x>2]+0.3[x<2]",
                "0.3+2.7H(x-2)",
                "3 if 3x-6>=0 else 3/10",
            )
        ),
        *((ABS, text) for text in ("sign(x)", "x/|x|", "|x|/x", "1 if x>0 else -1", "2H(x)-1", "x/sqrt(x^2)")),
        *((MAX, text) for text in ("2 if x>1.5 else 0", "{2 if x>3/2, 0 if x<3/2}", "2[x>1.5]", "2H(2x-3)", "1+sign(x-1.5)")),
        *((PIECES, text) for text in ("2x if x<1 else 2", "min(2x,2)", "{2x if x<=1, 2 if x>1}")),
        *((ELU, text) for text in ("2 if x>0 else 2e^(2x)", "2e^(min(2x,0))", "2min(1,e^(2x))")),
    ],
)
def test_a_slope_in_pieces_is_right_in_every_notation(asked: Problem, text: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.CORRECT, verdict.message


@pytest.mark.parametrize(
    ("asked", "text", "low", "high"),
    [
        (RELU, "1 if x>0", -99, 0),
        (RELU, "{1 if x>0, 0 if x<-1}", -1, 0),
        (RELU, "{1 if x>1, 0 if x<0}", 0, 1),
        (RELU, "1 if x>0 else undefined", -99, 0),
        (LEAKY, "3 if x>2", -99, 2),
        (MAX, "{2 if x>2, 0 if x<3/2}", 1.5, 2),
        (ABS, "ln(e^x)/x if x>0", -99, 0),
    ],
)
def test_pieces_that_leave_a_stretch_out_lose_it_and_a_point_shows_where(
    asked: Problem, text: str, low: float, high: float
) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.DOMAIN
    assert verdict.witness is not None
    assert low < Fraction(dict(verdict.witness.at)["x"]) < high
    assert "yours is undefined" in verdict.message


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (RELU, "1"),
        (RELU, "0"),
        (RELU, "[x<0]"),
        (RELU, "1 if x>0 else -1"),
        (RELU, "1 if x>1/1000 else 0"),
        (LEAKY, "3 if x>0 else .3"),
        (LEAKY, "1 if x>2 else .1"),
        (MAX, "1 if x<0 else 2"),
        (PIECES, "2x"),
        (RELU, "undefined"),
    ],
)
def test_a_wrong_piece_or_border_is_wrong(asked: Problem, text: str) -> None:
    assert mark(asked, text).outcome is Outcome.WRONG


def test_a_comparison_alone_is_free_and_shown_in_brackets() -> None:
    verdict = mark(RELU, "x>0")
    assert verdict.outcome is Outcome.UNREADABLE
    assert "[x > 0]" in verdict.message


@pytest.mark.parametrize(
    "function", ["relu(x)", "abs(x)", "max(x, 0)", "leaky_relu(x, 0.1)", "{x^2 if x<0, x if x>=0}", "cbrt(x)", "sign(x)", "H(x)"]
)
def test_at_a_corner_undefined_is_the_answer(function: str) -> None:
    asked = problem("value", function, at=(("x", "0"),))
    for text in ("undefined", "dne", "does not exist"):
        assert mark(asked, text).outcome is Outcome.CORRECT
    for text in ("0", "1", "1/2"):
        assert mark(asked, text).outcome is Outcome.WRONG


def test_where_the_pieces_meet_smoothly_there_is_a_slope() -> None:
    asked = problem("value", "elu(x)", at=(("x", "0"),))
    assert mark(asked, "1").outcome is Outcome.CORRECT
    assert mark(asked, "undefined").outcome is Outcome.WRONG


def test_a_corner_has_no_second_derivative_either() -> None:
    assert mark(problem("value", "abs(x)", at=(("x", "0"),), order=2), "undefined").outcome is Outcome.CORRECT


def test_no_choice_is_derived_where_a_slope_may_exist_on_a_corner() -> None:
    choices = ("0", "1", "undefined")
    for function, right in [("relu(x)", "undefined"), ("sign(x)", "undefined"), ("x*abs(x)", "0"), ("elu(x)", "1")]:
        assert derived(problem("choice", function, at=(("x", "0"),), choices=choices), "") == right
    assert derived(problem("choice", "relu(x)", at=(("x", "0"),), choices=choices), "0") == "0"
