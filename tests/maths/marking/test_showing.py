from __future__ import annotations

import pytest

from derivquiz.maths.marking.equality import Derivative, Different, compare
from derivquiz.maths.marking.showing import is_one_term, kinder
from derivquiz.maths.reading import parse
from derivquiz.wire import Witness


def shown(function: str, wrt: str, answer: str) -> Witness:
    reference, tree = Derivative(parse(function, "x", "y"), (wrt,)), parse(answer, "x", "y")
    found = compare(reference, tree, proof=False)
    assert isinstance(found, Different)
    assert found.witness is not None
    return kinder(reference, tree, found.witness)


@pytest.mark.parametrize(
    ("function", "wrt", "answer", "at"),
    [
        ("x^4", "x", "-15x^2", (("x", "2"),)),
        ("7sqrt(x)", "x", "7/sqrt(x)", (("x", "2"),)),
        ("ln(5x)", "x", "5/x", (("x", "2"),)),
        ("e^(9x)", "x", "e^(9x)", (("x", "1/2"),)),
        ("e^(-6x + 9y^2)", "x", "1", (("x", "1"), ("y", "1"))),
        ("sin(x^2)", "x", "cos(x^2)", (("x", "1"),)),
        ("3x^2 + x", "x", "3x + 1", (("x", "1"),)),
    ],
)
def test_the_point_shown_is_easily_checked_and_does_not_tell_a_coefficient(
    function: str, wrt: str, answer: str, at: tuple[tuple[str, str], ...]
) -> None:
    assert shown(function, wrt, answer).at == at


def test_a_point_without_a_value_is_shown_as_found() -> None:
    found = Witness((("x", "1"),), "undefined", "4")
    assert kinder(Derivative(parse("x^4", "x"), ("x",)), parse("ln(-x)", "x"), found) == found


@pytest.mark.parametrize(
    ("function", "one"),
    [
        ("x^9", True),
        ("-5/x^3", True),
        ("9*sqrt(x)", True),
        ("ln(x)/ln(2)", True),
        ("x^2 + x", False),
        ("sin(x)", False),
        ("3x", False),
    ],
)
def test_a_number_times_powers_is_one_term(function: str, one: bool) -> None:
    assert is_one_term(Derivative(parse(function, "x"), ("x",))) == one
