from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.maths.expression import Expression, Name, Number, Power, Product, Sum
from derivquiz.maths.marking.signatures import parting, settle, trial
from derivquiz.maths.marking.signatures.draws import Draw, UnluckyError
from derivquiz.maths.marking.signatures.trial import explain
from tests.maths.marking.signatures.corpus import tree


def powers(exponent: int) -> tuple[Expression, Expression]:
    """(x² − 1)^n and (x − 1)^n·(x + 1)^n, of degree 3n and 4n together."""
    n, x = Number(exponent), Name("x")
    one, minus = Number(1), Number(-1)
    whole = Power(Sum((Power(x, Number(2)), minus)), n)
    return whole, Product((Power(Sum((x, minus)), n), Power(Sum((x, one)), n)))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Draw]:
    """The draws that were made."""
    made: list[Draw] = []

    class Kept(Draw):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]  # the arguments of a draw
            made.append(self)

    monkeypatch.setattr(trial, "Draw", Kept)
    return made


@pytest.mark.parametrize(("bits", "trials"), [(10, 1), (32, 1), (33, 2), (66, 2), (67, 3), (77, 3), (78, 4), (83, 4)])
def test_so_many_trials_are_made_that_an_error_is_less_likely_than_2_to_the_minus_68(
    bits: int, trials: int, drawn: list[Draw]
) -> None:
    # (2^bits/2^100)^trials ≤ 2^-68
    for degree in (1 << bits - 1, (1 << bits) - 8):
        assert explain(*powers(-(-degree // 7))) == (True, "the same values")
        assert len(drawn) == trials
        drawn.clear()


def test_where_four_trials_are_too_few_nothing_is_settled() -> None:
    assert explain(*powers((1 << 83) // 7 + 1)) == (None, "the degree is too large for a small error")


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("x + x", "2x", (True, "the same form")),
        ("(x + y)^7", "(y + x)^6 (x + y)", (True, "the same form")),
        ("sin(x)^2 + cos(x)^2", "1", (True, "the same values")),
        ("x^2", "x^3", (False, "the values differ")),
        ("x", "1/0", (None, "division by zero")),
        ("sqrt(-1 - x^2)", "1", (None, "nowhere a value")),
        ("+".join(f"abs({name}+1)" for name in "xyzwabc"), "x", (False, "the values differ")),
        ("e^(e^(e^(e^x)))", "e^(e^(e^(e^(2x))))", (None, "exponentials nested too deeply")),
        ("undefined", "x", (None, "Undefined")),
    ],
)
def test_the_reason_is_told(one: str, other: str, found: tuple[bool | None, str]) -> None:
    assert explain(tree(one), tree(other)) == found


def of_signs(names: str) -> tuple[Expression, Expression]:
    return tree(" + ".join(f"relu({name}) - relu(-{name})" for name in names)), tree(" + ".join(names))


def test_every_choice_of_a_few_signs_is_tried_and_of_many_none() -> None:
    one, other = of_signs("xyzwa")
    assert explain(one, other) == (True, "the same values")
    assert explain(one, Sum((other, tree("relu(relu(-a) - relu(-w))")))) == (False, "the values differ")
    assert explain(*of_signs("xyzwab")) == (None, "too much work")


def test_the_second_go_may_do_as_much_work_as_the_first() -> None:
    names = "xyzwab"
    one = tree(" + ".join(f"relu({name}(sin({name})^2 + cos({name})^2))" for name in names))
    assert explain(one, tree(" + ".join(f"relu({name})" for name in names))) == (True, "the same form")


@pytest.mark.parametrize("bottom", ["relu(x) relu(-x)", "relu(x - 1) relu(-x)"])
def test_what_has_no_value_for_any_signs_that_can_hold_is_not_settled(bottom: str) -> None:
    found = explain(tree(f"1/({bottom})"), tree(f"2/({bottom})"))
    assert found == (None, "too many signs, or none that can hold")


def test_no_tree_is_too_deep_to_be_answered() -> None:
    deep: Expression = Name("x")
    for _ in range(3000):
        deep = Sum((deep, Number(1)))
    assert explain(deep, Name("x")) == (None, "RecursionError")
    assert parting(deep, Name("x"), None) == {}


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("relu(x - 1000)", "0", 1000, None),
        ("abs(x + 1000)", "x + 1000", None, -1000),
        ("relu(x - 3) + relu(7/2 - x)", "1/2 + relu(x - 7/2) + relu(3 - x)", None, None),
        ("max(0, min(1, 100x - 500))", "step(x - 5)", 5, Fraction(501, 100)),
    ],
)
def test_two_trees_part_where_the_signs_are_that_tell_them_apart(
    one: str, other: str, least: int | None, most: Fraction | int | None
) -> None:
    found = parting(tree(one), tree(other), None)
    if least is None and most is None:
        assert found == {}
    else:
        assert list(found) == ["x"]
        assert least is None or found["x"] > least
        assert most is None or found["x"] < most


@pytest.mark.parametrize(("one", "other"), [("x^2", "x^3"), ("abs(x)", "sqrt(x^2)"), ("x", "1/0"), ("undefined", "x")])
def test_where_signs_tell_nothing_there_is_no_place(one: str, other: str) -> None:
    assert parting(tree(one), tree(other), None) == {}


def test_after_too_many_draws_without_a_root_that_is_needed_nothing_is_settled(
    drawn: list[Draw], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlucky(*_: object) -> None:
        raise UnluckyError

    monkeypatch.setattr("derivquiz.maths.marking.signatures.values.Arithmetic.value", unlucky)
    assert explain(tree("x + sqrt(x)"), tree("x"))[0] is None
    tries = trial.MOST_UNLUCKY + 1
    assert len(drawn) == 2 * tries + 1  # in each of the two goes, and for what is looked up between them


def test_the_displayed_function_narrows_where_two_trees_part() -> None:
    assert parting(tree("abs(x - 1)"), tree("x - 1"), tree("ln(x)"))["x"] > 0
    assert parting(tree("abs(x)"), tree("x"), tree("ln(x)")) == {}


def test_a_seed_makes_other_draws_and_the_same_seed_the_same(drawn: list[Draw]) -> None:
    pair = tree("sin(x)^2"), tree("1 - cos(x)^2")
    for seed in (0, 0, 1):
        assert settle(*pair, seed=seed)
    assert settle(*reversed(pair))
    first, again, other, turned = ([one.independent(0, "name", "x"), one.tower] for one in drawn)
    assert first == again
    assert first not in (other, turned)
