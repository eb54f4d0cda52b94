"""The wrong rules of descent, difference quotients, losses and graphs, by the quantities they are about and in formulas."""

from __future__ import annotations

import pytest

from derivquiz.maths.diagnosing import stated, training
from derivquiz.maths.diagnosing.malrules import MALRULES, diagnose
from derivquiz.maths.expression import Expression, Sum
from derivquiz.maths.reading import parse


def slugs(right: Expression, answer: str, wrong: training.Wrong) -> tuple[str, ...]:
    return stated.among(right, parse(answer), wrong).slugs


UPDATES = [
    ("ascent-for-descent", "1", "4", ".1", "1.4"),
    ("ascent-for-descent", "-2", "3", "1/4", "-5/4"),
    ("learning-rate-missing", "1", "4", ".1", "-3"),
    ("learning-rate-missing", "0.5", "-1.5", "0.5", "2"),
    ("step-for-destination", "1", "4", ".1", "-.4"),
    ("step-for-destination", "-2", "3", "1/4", "0.75"),
]


@pytest.mark.parametrize(("slug", "value", "slope", "rate", "answer"), UPDATES)
def test_a_wrong_step_is_named(slug: str, value: str, slope: str, rate: str, answer: str) -> None:
    at, g, eta = map(parse, (value, slope, rate))
    assert slugs(parse(f"{value} - {rate}*({slope})"), answer, training.of_update(at, g, eta)) == (slug,)


def test_a_wrong_step_is_named_among_several() -> None:
    wrong = training.of_updates("w", parse("1"), parse("2w", "w"), parse("0.1"), 2)
    right = parse("0.64")
    assert slugs(right, "1.44", wrong) == ("ascent-for-descent",)
    assert slugs(right, "0.96", wrong) == ("ascent-for-descent",)
    assert slugs(right, "-0.16", wrong) == ("step-for-destination",)
    assert slugs(right, "0.64", wrong) == ()


STATED = {
    "forward-for-central",
    "central-over-h",
    "second-difference-over-h",
    "factors-added",
    "place-for-step",
    "incoming-adjoint-missing",
    "run-missing",
    "slope-for-estimate",
    "step-missing",
    "step-not-squared",
    "weights-not-transposed",
    "updated-weight-used",
}
"""Named where a deck states the value that they give: tests/decks/test_stated.py."""

LOSSES = [
    ("mean-missing", "((w-3)^2 + (2w-1)^2)/2", "2(w-3) + 4(2w-1)"),
    ("mean-missing", "((3w+1)^2 + (w-4)^2 + w^2)/3", "6(3w+1) + 2(w-4) + 2w"),
    ("square-factor-missing", "(4w - 3)^2", "4(4w - 3)"),
    ("square-factor-missing", "(w - 7)^2", "w - 7"),
    ("residual-reversed", "(5w - 2)^2", "10(2 - 5w)"),
    ("residual-reversed", "(1 - w)^2", "2(1 - w)"),
    ("input-missing", "(6w - 5)^2", "2(6w - 5)"),
    ("input-missing", "(3w + 1)^4", "4(3w + 1)^3"),
    ("activation-slope-missing", "(sigmoid(w) - 1)^2", "2(sigmoid(w) - 1)"),
    ("activation-slope-missing", "tanh(3w + 1)", "3"),
]


@pytest.mark.parametrize(("slug", "loss", "answer"), LOSSES)
def test_a_wrong_slope_of_a_loss_is_named(slug: str, loss: str, answer: str) -> None:
    assert slug in diagnose(parse(loss, "w"), ("w",), parse(answer, "w"))


def test_a_path_that_was_not_followed_is_named() -> None:
    paths = [parse("3"), parse("4"), parse("5")]
    for answer in ("9", "8", "7", "3", "4", "5"):
        assert slugs(Sum(tuple(paths)), answer, training.of_paths(paths)) == ("one-path-only",)
    assert training.of_paths(paths[:1]) == ()


def test_stated_wrong_values_are_put_into_words_only_where_the_table_has_them() -> None:
    found = stated.among(parse("2"), parse("5.00"), [("own-slug", parse("5")), ("mean-missing", parse("5"))])
    assert found.slugs == ("own-slug", "mean-missing")
    assert found.message == f"This is what you get if {MALRULES['mean-missing'].clause}. {MALRULES['mean-missing'].question}"


def test_stated_wrong_formulas_are_compared_by_values() -> None:
    found = stated.among(parse("p - y", "p", "y"), parse("-(p - y)", "p", "y"), [("residual-reversed", parse("y - p", "p", "y"))])
    assert found.slugs == ("residual-reversed",)
