from __future__ import annotations

import pytest

from derivquiz.decks.acceptance import objection
from derivquiz.wire import Problem
from tests.decks.test_kinds import problem

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("asked", "wanted", "why"),
    [
        (problem("formula", "x^2 + 1", "x y", wrt=("x",)), {"x", "y"}, "the variable y cancels"),
        (problem("formula", "x^2*y", "x y", wrt=("x",)), {"x", "y"}, ""),
        (problem("gradient", "x + y", "x y"), NONE, "all components are equal"),
        (problem("gradient", "x*y", "x y", at=(("x", "3"), ("y", "3"))), NONE, "all components are equal"),
        (problem("gradient", "x*y", "x y", at=(("x", "3"), ("y", "2"))), NONE, ""),
        (problem("gradient", "3*x^2", "x"), NONE, ""),
        (problem("choice", "x^2", choices=("1", "2", "1"), expected="2"), NONE, "two choices are the same"),
        (problem("choice", "x^2", choices=("1", "2")), NONE, "none of the choices is right, or more than one is"),
        (problem("choice", "x^2", choices=("1", "2"), expected="2"), NONE, ""),
        (problem("formula", "e^x"), NONE, "the answer equals the problem"),
        (problem("formula", "x^2", order=3), NONE, "the derivative is 0 everywhere"),
        (problem("formula", "7*x^29"), NONE, "the answer holds a number above 200"),
        (problem("formula", "7*x^28"), NONE, ""),
        (problem("formula", "ln(-1 - x^2)"), NONE, "defined nowhere near 0"),
        (problem("formula", "sin(x)", form="factored"), NONE, ""),
        (problem("value", "x^2", at=(("x", "101"),)), NONE, "the answer holds a number above 200"),
        (problem("value", "x^2", at=(("x", "100"),)), NONE, ""),
        (problem("value", "sin(x)", at=(("x", "1"),), places=3), NONE, ""),
        (problem("value", "x^2", at=(("x", "101"),), places=3), NONE, "the value is above 200"),
        (problem("value", "x^2/100", at=(("x", "1/4"),), places=3), NONE, "fewer than two digits are left after rounding"),
        (problem("value", "x^2", at=(("x", "0.10025"),), places=3), NONE, "the value lies between two roundings"),
        (problem("value", "sin(x)", at=(("x", "pi/5"),)), NONE, "neither the point nor the answer is a rational number"),
        (problem("jacobian", "(3, 7)", "x y"), NONE, "all entries are 0"),
        (problem("jacobian", "(x, x*y)", "x y"), NONE, ""),
        (problem("jacobian", "(x, 300*y)", "x y"), NONE, "the answer holds a number above 200"),
    ],
)
def test_what_no_learner_should_meet_is_refused_with_its_reason(asked: Problem, wanted: set[str], why: str) -> None:
    assert objection(asked, frozenset(wanted)) == why


@pytest.mark.parametrize("function", ["ln(x)", "1/x", "sqrt(x - 3)"])
def test_a_point_without_a_value_is_refused(function: str) -> None:
    for places in (None, 3):
        asked = problem("value", function, at=(("x", "0"),), places=places)
        assert objection(asked, frozenset()).startswith("no value at the point (")
    asked = problem("jacobian", f"({function}, x)", at=(("x", "0"),))
    assert objection(asked, frozenset()).startswith("no value at the point (")
