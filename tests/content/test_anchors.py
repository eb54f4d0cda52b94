"""Every number and formula that the documents behind the curriculum state, from the template that drills it."""

from fractions import Fraction
from functools import lru_cache

import pytest

from derivquiz.decks.drawing import Draft, build
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library, shipped
from derivquiz.maths import reading
from derivquiz.maths.expression import Vector
from derivquiz.maths.marking.equality import At, Value
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Outcome, Problem


@lru_cache(maxsize=1)
def library() -> Library:
    return Library.open([shipped()])


def pose(card: str, **values: object) -> Problem:
    deck, template = library().template(card)
    function, convention = int(str(values.pop("function", 0))), int(str(values.pop("convention", 0)))
    filled = {parameter.name: str(values.pop(parameter.name, parameter.values[0])) for parameter in template.parameters}
    assert not values, f"{card} has no {values}"
    return build(deck.id, template, 0, Draft(filled, function=function, convention=convention))


def outcome(problem: Problem, text: str) -> Outcome:
    return KINDS[problem.kind].mark(problem, text, proof=True).outcome


FORMULAS = [
    ("rules/power", "x^2", "2x", {"n": 2}),
    ("rules/power", "x^3", "3x^2", {"n": 3}),
    ("rules/power", "x^4", "4x^3", {"n": 4}),
    ("rules/constant-multiple", "-3*x^3", "-9x^2", {"c": -3, "n": 3}),
    ("rules/constant-multiple", "5*x^2", "10x", {"c": 5, "n": 2}),
    ("rules/constant-multiple", "4*x^3", "12x^2", {"c": 4, "n": 3}),
    ("rules/root", "sqrt(x)", "1/(2sqrt(x))", {"c": 1}),
    ("rules/reciprocal-power", "1/x", "-1/x^2", {"c": 1, "n": 1}),
    ("rules/constant", "5", "0", {"k": "5"}),
    ("rules/polynomial", "3*x^4 - 2*x^3 + x - 7", "12x^3 - 6x^2 + 1", {"a": 3, "b": -2, "c": 1, "d": -7}),
    ("rules/polynomial", "x^3 + 2*x^2 + 5*x + 1", "3x^2 + 4x + 5", {"function": 1, "a": 1, "b": 2, "c": 5, "d": 1}),
    ("rules/polynomial", "x^2 + 3*x", "2x + 3", {"function": 1, "a": 0, "b": 1, "c": 3, "d": 0}),
    ("rules/product-with-power", "x^2*(x + 1)", "3x^2 + 2x", {"m": 2, "a": 1}),
    ("rules/product-of-polynomials", "(2*x + 3)*(x^2 - 1)", "6x^2 + 6x - 2", {"a": 2, "b": 3, "c": -1}),
    ("rules/power-times-exponential", "x*e^x", "e^x + x e^x", {"n": 1}),
    ("rules/quotient", "x/(x + 1)", "1/(x+1)^2", {"a": 1, "b": 0, "c": 1, "d": 1}),
    ("rules/exponential", "2^x", "2^x ln 2", {"c": 1, "a": 2}),
    ("rules/exponential", "10^x", "10^x ln 10", {"c": 1, "a": 10}),
    ("rules/exponential", "e^x", "e^x", {"function": 2, "c": 1, "b": 0}),
    ("rules/logarithm", "ln(x)", "1/x", {"c": 1}),
    ("rules/logarithm", "log_2(x)", "1/(x ln 2)", {"function": 1, "c": 1}),
    ("rules/logarithm", "log_10(x)", "1/(x ln 10)", {"function": 3, "c": 1}),
    ("rules/sine-cosine-tangent", "sin(x)", "cos x", {"c": 1}),
    ("rules/sine-cosine-tangent", "cos(x)", "-sin x", {"function": 1, "c": 1}),
    ("rules/sine-cosine-tangent", "tan(x)", "sec^2 x", {"function": 2, "c": 1}),
    ("rules/sine-cosine-tangent", "tan(x)", "1/cos^2 x", {"function": 2, "c": 1}),
    ("rules/logarithm-of-a-multiple", "ln(3*x)", "1/x", {"k": 3}),
    ("chain/power-of-quadratic", "(x^2 + 1)^3", "6x(x^2+1)^2", {"a": 1, "b": 1, "n": 3}),
    ("chain/root-of-quadratic", "sqrt(x^2 + 4)", "x/sqrt(x^2+4)", {"a": 1, "b": 4}),
    ("chain/exponential-of-inner", "e^(2*x + 1)", "2e^(2x+1)", {"a": 2, "b": 1}),
    ("chain/logarithm-of-quadratic", "ln(x^2 + 1)", "2x/(x^2+1)", {"a": 1, "b": 1}),
    ("chain/sine-of-inner", "sin(x^2)", "2x cos x^2", {"a": 1}),
    ("activations/sigmoid-slope-by-output", "sigmoid(z)", "s(1-s)", {"a": 1}),
    ("activations/sigmoid-neuron", "sigmoid(2*x + 1)", "2σ(1-σ)", {"w": 2, "b": 1}),
    ("activations/sigmoid-neuron", "sigmoid(2*x + 1)", "2σ(2x + 1)(1-σ(2x + 1))", {"w": 2, "b": 1}),
    ("activations/sigmoid-neuron", "sigmoid(2*x + 1)", "2f(x)(1-f(x))", {"w": 2, "b": 1}),
    ("partials/linear", "2*x + 3*y + 1", "(2, 3)", {"a": 2, "b": 3, "c": 1}),
    ("partials/mixed-cubic", "x^2*y + 3*x*y^2 + y^3", "(2xy + 3y^2, x^2 + 6xy + 3y^2)", {"a": 1, "b": 3, "c": 1}),
    ("partials/mixed-cubic", "x^2*y + x*y^2", "(2xy + y^2, x^2 + 2xy)", {"function": 2, "a": 1, "c": 1}),
    ("partials/exponential-and-logarithm", "e^(x*y)", "(y e^(xy), x e^(xy))", {"a": 1}),
    ("partials/exponential-and-logarithm", "ln(x + y^2)", "(1/(x+y^2), 2y/(x+y^2))", {"function": 1, "a": 1, "b": 1}),
    ("partials/three-variables", "x^2 + y*z + z", "(2x, z, y + 1)", {"a": 1, "b": 1, "c": 1}),
]


@pytest.mark.parametrize(("card", "shown", "answer", "values"), FORMULAS)
def test_a_formula_of_the_documents_is_right(card: str, shown: str, answer: str, values: dict[str, object]) -> None:
    problem = pose(card, **values)
    assert problem.function == shown
    assert outcome(problem, answer) is Outcome.CORRECT
    assert outcome(problem, KINDS[problem.kind].solve(problem).answer) is Outcome.CORRECT


NUMBERS = [
    ("rules/polynomial-at-a-point", "x^3 + 2*x^2 - x + 1", "19", "19", {"a": 1, "b": 2, "c": -1, "d": 1, "p": 2}),
    ("rules/quotient-at-a-point", "x/(x + 1)", "1/4", "1/4", {"a": 1, "b": 0, "c": 1, "d": 1, "p": 1}),
    ("rules/quotient-at-a-point", "x/(x + 1)", "1/9", "1/9", {"a": 1, "b": 0, "c": 1, "d": 1, "p": 2}),
    ("rules/elementary-at-a-point", "sin(x)", ".540", "0.540", {"a": 1, "p": 1}),
    ("rules/elementary-at-a-point", "cos(x)", "-.841", "-0.841", {"function": 1, "a": 1, "p": 1}),
    ("rules/elementary-at-a-point", "e^x", "2.718", "2.718", {"function": 2, "a": 0, "p": 1}),
    ("chain/composition-at-a-point", "(2*x + 1)^3", "54", "54", {"a": 2, "b": 1, "n": 3, "p": 1}),
    ("chain/composition-at-a-point", "sin(2*x + 1)", "2cos(3)", "2*cos(3)", {"function": 4, "a": 2, "b": 1, "p": 1}),
    ("chain/sigmoid-neuron-at-a-point", "sigmoid(2*x + 1)", ".090", "0.090", {"w": 2, "b": 1, "p": 1}),
    ("chain/sigmoid-neuron-at-a-point", "sigmoid(2*x + 1)", ".0904", "0.090", {"w": 2, "b": 1, "p": 1}),
    ("chain/sigmoid-neuron-at-a-point", "sigmoid(2*x + 1)", ".0353", "0.035", {"w": 2, "b": 1, "p": "1.5"}),
    ("chain/relu-neuron", "relu(2*x + 1)", "2", "2", {"w": 2, "b": 1, "p": "1.5"}),
    ("chain/relu-neuron", "relu(2*x + 1)", "0", "0", {"w": 2, "b": 1, "p": -1}),
    ("activations/sigmoid-value", "sigmoid(z)", ".731", "0.731", {"a": 1}),
    ("activations/sigmoid-value", "1/(1 + e^(-z))", "0.500", "0.500", {"function": 1, "a": 0}),
    ("activations/sigmoid-slope-at-a-point", "sigmoid(z)", "0.25", "0.250", {"a": 0}),
    ("activations/sigmoid-slope-at-a-point", "1/(1 + e^(-z))", ".197", "0.197", {"function": 1, "a": 1}),
    ("activations/tanh-slope-at-a-point", "tanh(z)", "1", "1.000", {"p": 0}),
    ("activations/tanh-slope-at-a-point", "tanh(z)", ".420", "0.420", {"p": 1}),
    ("partials/quadratic-at-a-point", "x^2 + 2*x*y + y^2", "(6, 6)", "(6, 6)", {"a": 1, "b": 2, "c": 1, "p": 1, "q": 2}),
    ("partials/quadratic-at-a-point", "x^2 + 2*x*y + y^2", "(4, 4)", "(4, 4)", {"a": 1, "b": 2, "c": 1, "p": 3, "q": -1}),
]


@pytest.mark.parametrize(("card", "shown", "answer", "solved", "values"), NUMBERS)
def test_a_number_of_the_documents_is_right(card: str, shown: str, answer: str, solved: str, values: dict[str, object]) -> None:
    problem = pose(card, **values)
    assert problem.function == shown
    assert outcome(problem, answer) is Outcome.CORRECT
    assert KINDS[problem.kind].solve(problem).answer == solved


@pytest.mark.parametrize(
    ("card", "answer", "values"),
    [
        ("activations/tanh-slope-at-a-point", ".419", {"p": 1}),
        ("chain/sigmoid-neuron-at-a-point", ".092", {"w": 2, "b": 1, "p": 1}),
    ],
)
def test_a_number_that_was_rounded_early_is_right_and_says_so(card: str, answer: str, values: dict[str, object]) -> None:
    problem = pose(card, **values)
    verdict = KINDS[problem.kind].mark(problem, answer, proof=True)
    assert verdict.outcome is Outcome.CORRECT
    assert verdict.misconceptions == ("rounded-early",)


@pytest.mark.parametrize(
    ("card", "answer", "values"),
    [
        ("activations/relu-slope", "1", {"p": 2}),
        ("activations/relu-slope", "0", {"p": -1}),
        ("activations/relu-slope", "undefined", {"p": 0}),
        ("activations/relu-slope", "0", {"p": 0, "convention": 1}),
        ("activations/relu-slope", "1", {"p": 2, "convention": 1}),
        ("activations/leaky-relu-slope", "1", {"k": "0.01", "p": 2}),
        ("activations/leaky-relu-slope", "0.01", {"k": "0.01", "p": -1}),
        ("activations/leaky-relu-slope", "undefined", {"k": "0.01", "p": 0}),
        ("activations/leaky-relu-slope", "0.01", {"k": "0.01", "p": 0, "convention": 1}),
        ("activations/leaky-relu-slope", "undefined", {"function": 1, "k": "0.01", "p": 0}),
        ("activations/leaky-relu-slope", "0.01", {"function": 1, "k": "0.01", "p": -2}),
    ],
)
def test_a_slope_at_a_corner_is_undefined_or_what_the_convention_says(card: str, answer: str, values: dict[str, object]) -> None:
    problem = pose(card, **values)
    assert problem.expected == answer
    assert outcome(problem, answer) is Outcome.CORRECT
    assert [text for text in problem.choices if outcome(problem, text) is Outcome.CORRECT] == [answer]
    assert ("Where f has a corner, its slope counts as " in problem.prompt) == ("convention" in values)
    assert problem.prompt.endswith("), in the strict sense?") == ("convention" not in values)


def test_the_mixed_cubic_of_the_documents_has_the_gradient_8_and_5_at_1_and_2() -> None:
    problem = pose("partials/mixed-cubic", function=2, a=1, c=1)
    answer = reading.parse(KINDS["gradient"].solve(problem).answer, "x", "y")
    assert isinstance(answer, Vector)
    point = {"x": Fraction(1), "y": Fraction(2)}
    assert [approximate(At(Value(item), point)) for item in answer.items] == [8, 5]


def test_the_gradient_of_a_linear_function_is_the_same_at_every_point() -> None:
    problem = pose("partials/linear", a=2, b=3, c=1)
    assert KINDS["gradient"].solve(problem).answer == "(2, 3)"
