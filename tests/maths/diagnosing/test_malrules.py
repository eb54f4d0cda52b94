"""What the naming of wrong rules promises: every slug by its example, never a right answer, and nothing given away."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import assume, given

from derivquiz.maths.deriving.derivation import derive, differentiate
from derivquiz.maths.diagnosing.malrule_table import ALIKE, TIES
from derivquiz.maths.diagnosing.malrules import CATCH_ALLS, MALRULES, diagnose, message
from derivquiz.maths.diagnosing.second import written
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.diagnosing.web import web
from derivquiz.maths.expression import Expression, Negate, Number, Undefined
from derivquiz.maths.reading import Vocabulary, parse, read
from tests.maths.diagnosing.test_training import LOSSES, STATED, UPDATES
from tests.maths.typical import functions
from tests.pace import units


def by_x(function: str, answer: str) -> tuple[str, ...]:
    return diagnose(parse(function, "x", "y"), ("x",), parse(answer, "x", "y"))


def at(function: str, point: str, answer: str, order: int = 1) -> tuple[str, ...]:
    return diagnose(parse(function, "x"), ("x",) * order, parse(answer, "x"), at={"x": Fraction(point)})


def gradient(function: str, answer: str, point: dict[str, Fraction] | None = None) -> tuple[str, ...]:
    vector = read(answer, Vocabulary(("x", "y"), shape="vector")).expression
    return diagnose(parse(function, "x", "y"), ("x", "y"), vector, at=point)


FORMULAS = [
    ("power-exponent-kept", "x^3", "3x^3"),
    ("power-coefficient-missing", "x^3", "x^2"),
    ("power-exponent-raised", "x^(-2)", "-2x^(-1)"),
    ("power-reduced-too-early", "x^3", "2x^2"),
    ("coefficient-added-to-exponent", "4x^3", "7x^2"),
    ("integrated", "x^2", "x^3/3"),
    ("reciprocal-of-derivative", "1/x^3", "1/(3x^2)"),
    ("root-of-derivative", "sqrt(x^2+4)", "sqrt(2x)"),
    ("negative-exponent-sign-lost", "1/x", "1/x^2"),
    ("constant-kept", "x^2+5", "2x+5"),
    ("coefficient-dropped", "5x^2", "2x"),
    ("constant-differentiated", "pi^2", "2pi"),
    ("difference-added", "x^2-x^3", "2x+3x^2"),
    ("product-of-derivatives", "x^2*e^x", "2x*e^x"),
    ("product-factors-with-own-derivatives", "x*sin(x)", "x+sin(x)*cos(x)"),
    ("product-subtracted", "x*e^x", "e^x-x*e^x"),
    ("product-one-term", "x*e^x", "e^x"),
    ("product-other-term", "x*e^x", "x*e^x"),
    ("product-sum-of-derivatives", "x^2*e^x", "2x+e^x"),
    ("quotient-of-derivatives", "x/(x+1)", "1"),
    ("quotient-added", "x/(x+1)", "(2x+1)/(x+1)^2"),
    ("quotient-order-reversed", "x/(x+1)", "-1/(x+1)^2"),
    ("quotient-denominator-not-squared", "x/(x+1)", "1/(x+1)"),
    ("quotient-numerator-squared", "x/(x+1)", "1/x^2"),
    ("quotient-terms-mixed", "x/(x+1)", "(1-x-x^2)/(x+1)^2"),
    ("quotient-denominator-frozen", "x/(x+1)", "1/(x+1)"),
    ("inner-derivative-missing", "(x^2+1)^3", "3(x^2+1)^2"),
    ("outer-at-inner-derivative", "sin(x^2)", "cos(2x)"),
    ("term-missing", "3x^4 - 2x + 7", "12x^3"),
    ("outer-not-differentiated", "sigmoid(2x+1)", "2sigmoid(2x+1)"),
    ("outer-at-variable", "cos(3x)", "-3sin(x)"),
    ("chain-added", "e^(3x)", "e^(3x)+3"),
    ("inner-constant-lost", "(6x^2-4)^5", "5(6x^2)^4*12x"),
    ("another-piece", "relu(4x-8)", "4"),
    ("inner-derivative-squared", "(3x+1)^2", "18(3x+1)"),
    ("middle-layer-skipped", "cos(x^2)^3", "6x*cos(x^2)^2"),
    ("power-rule-on-exponential", "e^x", "x*e^(x-1)"),
    ("power-rule-on-exponential", "e^(3x)", "3*3x*e^(3x-1)"),
    ("log-of-base-missing", "2^x", "2^x"),
    ("exponent-reduced", "e^(x^2)", "2x*e^(x^2-1)"),
    ("log-constant-kept", "ln(3x)", "3/x"),
    ("log-base-ignored", "log_2(x)", "1/x"),
    ("cosine-sign", "cos(x)", "sin(x)"),
    ("exponential-times-log-of-variable", "2^x", "2^x*ln(x)"),
    ("log-base-inverted", "log_2(x)", "ln(2)/x"),
    ("tangent-as-secant", "tan(x)", "sec(x)"),
    ("inverse-as-reciprocal", "asin(x)", "-cos(x)/sin(x)^2"),
    ("input-for-output", "sigmoid(x)", "x(1-x)"),
    ("input-for-output", "tanh(x)", "1-x^2"),
    ("sigmoid-as-tanh", "sigmoid(x)", "1-sigmoid(x)^2"),
    ("tanh-not-squared", "tanh(x)", "1-tanh(x)"),
    ("tanh-as-sigmoid", "tanh(x)", "tanh(x)(1-tanh(x))"),
    ("leaky-side-flat", "leaky_relu(x, 0.1)", "H(x)"),
    ("gelu-product-term-missing", "gelu(x)", "Phi(x)"),
    ("frozen-factor-dropped", "x^2*y", "2x"),
    ("frozen-terms-zeroed", "2x*y", "0"),
    ("partials-summed", "2x+3y", "5"),
    ("part-not-differentiated", "x^2+3x", "2x+3x"),
    ("outer-derivative-missing", "sin(x^2)", "2x"),
    ("exponent-off-by-one", "(2x+1)(x^2+3)", "6x^3+2x+6"),
    ("factor-missing", "x^2*sin(x)", "2sin(x)+x^2*cos(x)"),
    ("sign-flipped", "x*tan(x)", "-tan(x)-x*sec(x)^2"),
    ("function-for-derivative", "x*ln(x)", "x*ln(x)"),
    ("constant-factor-off", "x*ln(x)", "7ln(x)+7"),
]

VALUES = [
    ("degrees", "cos(x)", "1", "-0.0175", 1),
    ("input-for-output", "sigmoid(x)", "3", "-6", 1),
    ("sigmoid-as-tanh", "sigmoid(x)", "1", "0.466", 1),
    ("tanh-not-squared", "tanh(x)", "1", "0.238", 1),
    ("tanh-as-sigmoid", "tanh(x)", "1", "0.182", 1),
    ("function-for-derivative", "relu(x)", "2", "2", 1),
    ("leaky-side-flat", "leaky_relu(x, 0.1)", "-2", "0", 1),
    ("another-piece", "relu(4x-8)", "-3", "4", 1),
    ("another-piece", "max(0.1x, x)", "2", "0.1", 1),
    ("gelu-product-term-missing", "gelu(x)", "1", "0.841", 1),
    ("value-for-slope", "x^3+2x^2-x+1", "2", "15", 1),
    ("point-not-substituted", "x^3+2x^2-x+1", "2", "3x^2+4x-1", 1),
    ("substituted-first", "x^3+2x^2-x+1", "2", "0", 1),
    ("first-for-second-derivative", "x^3+2x^2-x+1", "2", "19", 2),
    ("first-derivative-squared", "x^3+2x^2-x+1", "2", "361", 2),
]


@pytest.mark.parametrize(("slug", "function", "answer"), FORMULAS)
def test_a_wrong_rule_is_named_by_its_formula(slug: str, function: str, answer: str) -> None:
    assert slug in by_x(function, answer)


@pytest.mark.parametrize(("slug", "function", "point", "answer", "order"), VALUES)
def test_a_wrong_rule_is_named_by_its_value(slug: str, function: str, point: str, answer: str, order: int) -> None:
    assert slug in at(function, point, answer, order)


@pytest.mark.parametrize(
    ("slug", "function", "answer"),
    [
        ("components-swapped", "2x*y + 3y^2", "(2x + 6y, 2y)"),
        ("frozen-factor-dropped", "x^2*y", "(2x, 1)"),
        ("frozen-terms-zeroed", "x^2*y", "(0, 0)"),
        ("partials-summed", "2x + 3y", "(5, 5)"),
        ("constant-kept", "x^2 + y^3", "(2x + y^3, x^2 + 3y^2)"),
        ("inner-derivative-missing", "e^(2x + 3y)", "(e^(2x + 3y), e^(2x + 3y))"),
    ],
)
def test_a_wrong_gradient_is_named_by_what_its_components_share(slug: str, function: str, answer: str) -> None:
    assert slug in gradient(function, answer)


def test_a_wrong_gradient_at_a_point_is_named() -> None:
    assert gradient("x^2*y + y^3", "(7, 4)", {"x": Fraction(2), "y": Fraction(1)}) == ("components-swapped",)


def test_every_slug_has_its_example() -> None:
    shown = {row[0] for row in FORMULAS} | {row[0] for row in VALUES} | {"components-swapped", "jacobian-transposed"}
    shown |= {row[0] for row in (*UPDATES, *LOSSES)} | STATED | {"one-path-only", "rounded-early"}
    shown |= {"softmax-off-diagonal-zero", "softmax-off-diagonal-sign"}
    assert shown == set(MALRULES)


@pytest.mark.parametrize(
    ("function", "answer", "slugs"),
    [
        ("x*e^x", "e^x", ("product-of-derivatives", "product-one-term")),
        ("x/(x+1)", "1/(x+1)", ("quotient-denominator-not-squared", "quotient-denominator-frozen")),
        ("ln(3x)", "3/x", ("log-constant-kept", "outer-at-variable", "inner-derivative-squared")),
        ("cos(x)", "sin(x)", ("cosine-sign", "integrated")),
        ("sigmoid(2x+1)", "sigmoid(2x+1)(1-sigmoid(2x+1))", ("inner-derivative-missing", "coefficient-dropped")),
        ("1/x", "1/x^2", ("negative-exponent-sign-lost", "power-coefficient-missing")),
    ],
)
def test_ties_are_kept_in_order(function: str, answer: str, slugs: tuple[str, ...]) -> None:
    assert by_x(function, answer) == slugs


def test_a_named_rule_goes_before_a_catch_all() -> None:
    assert by_x("x^2", "-2x") == ("sign-flipped",)
    assert "sign-flipped" not in by_x("x/(x+1)", "-1/(x+1)^2")
    assert not set(by_x("sigmoid(2x+1)", "sigmoid(2x+1)(1-sigmoid(2x+1))")) & set(CATCH_ALLS)


def test_a_rule_followed_at_every_node_is_named() -> None:
    assert by_x("x^3 + x^5", "3x^3 + 5x^5") == ("power-exponent-kept",)


def test_a_rule_followed_at_one_of_several_nodes_is_named() -> None:
    assert by_x("x^3 + x^5", "3x^3 + 5x^4") == ("power-exponent-kept",)


@given(functions())
def test_a_right_answer_is_never_given_a_wrong_rule(e: Expression) -> None:
    assert diagnose(e, ("x",), differentiate(e, "x")) == ()
    assert diagnose(e, ("x",), derive(e, "x").after) == ()
    assert diagnose(e, ("x", "y"), differentiate(e, "x", "y")) == ()


@given(functions(), functions(4))
def test_any_answer_can_be_diagnosed(e: Expression, answer: Expression) -> None:
    for found in (diagnose(e, ("x",), answer), diagnose(e, ("x",), answer, at={"x": Fraction(2), "y": Fraction(1, 3)})):
        assert set(found) <= set(MALRULES)


def test_what_is_no_number_is_not_diagnosed() -> None:
    assert diagnose(parse("x^2", "x"), ("x",), Undefined()) == ()
    assert diagnose(parse("x^2", "x"), (), Number(3)) == ()


@given(functions())
def test_the_negative_of_an_answer_is_never_left_without_a_name(e: Expression) -> None:
    right = differentiate(e, "x")
    trial = Trial(e, ("x",), Negate(right), None)
    assume(not trial.is_right)
    assert diagnose(e, ("x",), Negate(right))


COVERED = [
    "(3x^2+5)^4",
    "x^3*sin(2x)",
    "(x^2+3)/(4x-1)",
    "ln(5x)*x^2",
    "sigmoid(3x-2)^2",
    "7x^4-3x^2+9x",
    "4/x^5",
    "tanh(x^3)+3^x",
]


@pytest.mark.parametrize("function", COVERED)
def test_every_wrong_rule_that_shows_is_named_on_other_functions(function: str) -> None:
    e = parse(function, "x")
    found = web(e, "x")
    for slip in found.slips:
        wrong = written(found, slip)
        if slip.rule.slug not in ALIKE and not Trial(e, ("x",), wrong, None).is_right:
            assert slip.rule.slug in diagnose(e, ("x",), wrong)


@pytest.mark.parametrize(("answer", "named"), [("0.466", True), ("0.47", True), ("0.468", False), ("0.197", False)])
def test_typed_decimals_match_what_rounds_to_them(answer: str, named: bool) -> None:
    assert ("sigmoid-as-tanh" in at("sigmoid(x)", "1", answer)) is named


def test_a_rounded_right_value_has_no_wrong_rule() -> None:
    assert at("sigmoid(x)", "1", "0.197") == ()


def test_at_a_kink_nothing_is_claimed() -> None:
    assert at("relu(x)", "0", "1") == ()


def test_messages_are_hedged_and_name_nothing_of_the_instance() -> None:
    for slug, rule in MALRULES.items():
        said = message((slug,))
        assert said.startswith("This is what you get if ")
        assert said.endswith("?")
        assert not re.search(r"[\d^*/=+]", said.replace("at 0", "").replace("below 0", "").replace("of 0", ""))
        assert rule.slug == slug


def test_ties_are_told_together() -> None:
    said = message(("product-one-term", "constant-kept"))
    assert MALRULES["product-one-term"].clause in said
    assert MALRULES["constant-kept"].clause in said
    assert said.endswith(MALRULES["product-one-term"].question)


@pytest.mark.parametrize("tie", TIES, ids=sorted)
def test_of_a_structural_tie_one_reason_is_told(tie: frozenset[str]) -> None:
    for first in tie:
        assert message((first, *(tie - {first}))) == message((first,))


def test_nothing_is_said_of_nothing() -> None:
    assert message(()) == ""


def test_a_diagnosis_takes_a_moment() -> None:
    times = []
    for function in COVERED:
        e = parse(function, "x")
        differentiate(e, "x")
        for i in range(3):
            answer = parse(f"x*e^x + {i}.75", "x")
            times.append(units(partial(diagnose, e, ("x",), answer)))
    assert sorted(times)[len(times) // 2] < 10


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(
    "function",
    [
        "x" + "/x" * 60,
        "sin(" * 58 + "x" + ")" * 58,
        "*".join(["(x+1)"] * 80),
        "+".join(f"{n}*x^{n}" for n in range(2, 90)),
        "(x^2+1)^3*sin(x)^2/(e^(2*x)+ln(x))*cos(3*x)",
    ],
)
def test_a_large_function_is_given_up_before_it_takes_seconds(function: str, order: int) -> None:
    e, answer = parse(function, "x"), parse("cos(x)", "x")
    assert units(lambda: diagnose(e, ("x",) * order, answer)) < 300


def test_a_sign_is_named_even_of_a_large_function() -> None:
    function = parse("sin(" * 58 + "x" + ")" * 58, "x")
    negated = Negate(differentiate(function, "x"))
    assert diagnose(function, ("x",), negated) == ("sign-flipped",)
