"""Every wrong rule is named on a function other than its first example, and nothing said of it is the answer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivquiz.maths.diagnosing.malrules import MALRULES, diagnose, explain
from derivquiz.maths.reading import Vocabulary, parse, read
from tests.maths.diagnosing.test_training import LOSSES, STATED, UPDATES

OTHERS = [
    ("part-not-differentiated", "x*sin(3x)", "x*sin(3x) + 3x*cos(3x)"),
    ("part-not-differentiated", "e^(4x)", "4x*e^(4x)"),
    ("outer-derivative-missing", "ln(7x^2+8)", "14x"),
    ("exponent-off-by-one", "x^3*e^x", "3x*e^x + x^3*e^x"),
    ("factor-missing", "3x^2*ln(x) + 5", "6ln(x) + 3x"),
    ("factor-missing", "sin(7x^2)", "14x*cos(x^2)"),
    ("term-missing", "(x^2+3x)^4", "4(x^2+3x)^3*2x"),
    ("term-missing", "x^5 + x^3 - 4x^2", "5x^4"),
    ("constant-differentiated", "x^3 + 7", "3x^2 + 1"),
    ("power-exponent-kept", "x*sin(x)^3", "sin(x)^3 + 3x*sin(x)^3*cos(x)"),
    ("power-coefficient-missing", "7x^5 - x", "7x^4 - 1"),
    ("power-exponent-raised", "x^4 + e^x", "4x^5 + e^x"),
    ("power-reduced-too-early", "2x^6", "10x^5"),
    ("coefficient-added-to-exponent", "8x^2 + 3x^4", "10x + 12x^3"),
    ("integrated", "6x^4 - sin(x)", "6x^5/5 - cos(x)"),
    ("integrated", "cos(5x)", "sin(5x)/5"),
    ("reciprocal-of-derivative", "4/(x^2+3)", "4/(2x)"),
    ("root-of-derivative", "sqrt(5x^3 + 1)", "sqrt(15x^2)"),
    ("negative-exponent-sign-lost", "6/x^4", "24/x^5"),
    ("constant-kept", "x^4 - 9", "4x^3 - 9"),
    ("coefficient-dropped", "-7sin(x)", "cos(x)"),
    ("coefficient-dropped", "7x^3 + 2x", "3x^2 + 2"),
    ("coefficient-dropped", "(-5x-4)(7x^2+4)", "7x^2 + 2x(-5x-4) + 4"),
    ("constant-differentiated", "x^2 + e^3", "2x + 3e^2"),
    ("difference-added", "x^4 - sin(x) - x^2", "4x^3 + cos(x) + 2x"),
    ("difference-added", "x^4 - sin(x) - x^2", "4x^3 + cos(x) - 2x"),
    ("product-of-derivatives", "5x^3*ln(x)", "15x^2/x"),
    ("product-factors-with-own-derivatives", "x^2*e^x", "2x^3 + e^(2x)"),
    ("product-factors-with-own-derivatives", "5x^2*e^x", "50x^3 + e^(2x)"),
    ("product-subtracted", "x^3*ln(x)", "3x^2*ln(x) - x^2"),
    ("product-one-term", "x^4*cos(x)", "4x^3*cos(x)"),
    ("product-other-term", "x^4*cos(x)", "-x^4*sin(x)"),
    ("product-sum-of-derivatives", "5x^2*e^x", "10x + e^x"),
    ("quotient-of-derivatives", "(x^2+3)/(4x-1)", "x/2"),
    ("quotient-added", "sin(x)/x^2", "(x^2*cos(x) + 2x*sin(x))/x^4"),
    ("quotient-order-reversed", "(x^2+3)/(4x-1)", "(4(x^2+3) - 2x(4x-1))/(4x-1)^2"),
    ("quotient-denominator-not-squared", "(x^2+3)/(4x-1)", "(2x(4x-1) - 4(x^2+3))/(4x-1)"),
    ("quotient-numerator-squared", "(x^2+3)/(4x-1)", "(2x(4x-1) - 4(x^2+3))/(x^2+3)^2"),
    ("quotient-terms-mixed", "(x^2+3)/(4x-1)", "(8x - (x^2+3)(4x-1))/(4x-1)^2"),
    ("quotient-denominator-frozen", "(x^2+3)/(4x-1)", "2x/(4x-1)"),
    ("inner-derivative-missing", "ln(5x^2+3)", "1/(5x^2+3)"),
    ("outer-at-inner-derivative", "e^(x^3)", "e^(3x^2)"),
    ("outer-not-differentiated", "sin(4x)", "4sin(4x)"),
    ("outer-at-variable", "(7x^2+2)^3", "42x^3"),
    ("inner-constant-lost", "sin(3x-4)", "3cos(3x)"),
    ("chain-added", "(5x-2)^3", "3(5x-2)^2 + 5"),
    ("inner-derivative-squared", "sin(6x)", "36cos(6x)"),
    ("middle-layer-skipped", "e^(sin(x^2))", "2x*e^(sin(x^2))"),
    ("power-rule-on-exponential", "4*3^x", "4x*3^(x-1)"),
    ("log-of-base-missing", "5^(2x)", "2*5^(2x)"),
    ("exponent-reduced", "e^(7x)", "7e^(7x-1)"),
    ("log-constant-kept", "4ln(6x)", "24/x"),
    ("log-base-ignored", "5log_3(x)", "5/x"),
    ("log-base-inverted", "5log_3(x)", "5ln(3)/x"),
    ("cosine-sign", "3sin(x) + x", "-3cos(x) + 1"),
    ("exponential-times-log-of-variable", "7*3^x", "7*3^x*ln(x)"),
    ("tangent-as-secant", "4tan(x)", "4sec(x)"),
    ("inverse-as-reciprocal", "6atan(x)", "-6/sin(x)^2"),
    ("input-for-output", "sigmoid(3x+1)", "3(3x+1)(-3x)"),
    ("sigmoid-as-tanh", "5sigmoid(x)", "5 - 5sigmoid(x)^2"),
    ("tanh-not-squared", "tanh(4x)", "4 - 4tanh(4x)"),
    ("tanh-as-sigmoid", "tanh(4x)", "4tanh(4x)(1-tanh(4x))"),
    ("function-for-derivative", "x^2 + 3tanh(x)", "2x + 3tanh(x)"),
    ("leaky-side-flat", "x + leaky_relu(x, 0.2)", "1 + H(x)"),
    ("another-piece", "relu(6x-5)", "6"),
    ("gelu-product-term-missing", "3gelu(x)", "3Phi(x)"),
    ("partials-summed", "4x*y + y^2", "4y + 4x + 2y"),
    ("frozen-factor-dropped", "5x^3*y", "15x^2"),
    ("frozen-terms-zeroed", "x^2 + 5x*y", "2x"),
    ("one-path-only", "x*x + 3x", "x + 3"),
    ("term-missing", "6x^5 + sin(x) - 4x", "30x^4 - 4"),
    ("activation-slope-missing", "tanh(3x)", "3"),
    ("sign-flipped", "x^2 + x*tan(x)", "2x - tan(x) - x*sec(x)^2"),
    ("constant-factor-off", "x^2*ln(x)", "5(2x*ln(x) + x)"),
]
AT_A_POINT = [
    ("value-for-slope", "2x^3 - 5x", "3", "39", 1),
    ("point-not-substituted", "2x^3 - 5x", "3", "6x^2 - 5", 1),
    ("substituted-first", "e^x + 4x", "1", "0", 1),
    ("degrees", "3sin(x)", "2", "2.998", 1),
    ("first-for-second-derivative", "2x^3 - 5x", "3", "49", 2),
    ("first-derivative-squared", "2x^3 - 5x", "3", "2401", 2),
]
OF_SEVERAL = [
    ("components-swapped", "5x^2 - x*y", "(-x, 10x - y)"),
    ("frozen-terms-zeroed", "5x^2 - x*y + y^4", "(10x, 4y^3)"),
]


@pytest.mark.parametrize(("slug", "function", "answer"), OTHERS)
def test_a_wrong_rule_is_named_on_another_function(slug: str, function: str, answer: str) -> None:
    asked = (parse(function, "x", "y"), ("x",), parse(answer, "x", "y"))
    assert slug in diagnose(*asked)
    assert explain(*asked).message


@pytest.mark.parametrize(("slug", "function", "point", "answer", "order"), AT_A_POINT)
def test_a_wrong_rule_is_named_at_another_point(slug: str, function: str, point: str, answer: str, order: int) -> None:
    assert slug in diagnose(parse(function, "x"), ("x",) * order, parse(answer, "x"), at={"x": Fraction(point)})


@pytest.mark.parametrize(("slug", "function", "answer"), OF_SEVERAL)
def test_a_wrong_rule_is_named_in_another_gradient(slug: str, function: str, answer: str) -> None:
    vector = read(answer, Vocabulary(("x", "y"), shape="vector")).expression
    assert slug in diagnose(parse(function, "x", "y"), ("x", "y"), vector)


@pytest.mark.parametrize(("slug", "answer"), [("softmax-off-diagonal-zero", "0"), ("softmax-off-diagonal-sign", "p*q")])
def test_a_wrong_part_of_softmax_is_named(slug: str, answer: str) -> None:
    p, q = "softmax1(z1, z2)", "softmax2(z1, z2)"
    wrong = parse(answer.replace("p", p).replace("q", q), "z1", "z2")
    assert slug in diagnose(parse(p, "z1", "z2"), ("z2",), wrong)


def test_every_rule_has_another_example() -> None:
    shown = {row[0] for row in (*OTHERS, *AT_A_POINT, *OF_SEVERAL, *UPDATES, *LOSSES)}
    elsewhere = STATED | {"jacobian-transposed", "rounded-early"}
    assert set(MALRULES) - shown == elsewhere | {"softmax-off-diagonal-zero", "softmax-off-diagonal-sign"}


def test_a_part_that_is_the_answer_is_not_written_out() -> None:
    said = explain(parse("e^x + 5", "x"), ("x",), parse("x*e^(x-1)", "x")).message
    assert said.startswith("In one of the terms: this is what you get if the power rule")
    assert explain(parse("3e^x + 5x", "x"), ("x",), parse("3x*e^(x-1) + 5", "x")).message.startswith("In the term 3e")
