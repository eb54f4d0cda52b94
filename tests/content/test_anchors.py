"""Every number and formula that the documents behind the curriculum state, from the template that drills it."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import pytest

from derivquiz.decks.drawing import Draft, build
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.maths import reading
from derivquiz.maths.expression import Vector
from derivquiz.maths.marking.equality import At, Value
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Outcome, Problem
from tests.content.curriculum import cards


@lru_cache(maxsize=1)
def library() -> Library:
    return Library.open([shipped()])


def pose(card: str, **values: object) -> Problem:
    deck, template = library().template(card)
    function, convention, prompt = (int(str(values.pop(key, 0))) for key in ("function", "convention", "prompt"))
    filled = {parameter.name: str(values.pop(parameter.name, parameter.values[0])) for parameter in template.parameters}
    assert not values, f"{card} has no {values}"
    letter = template.variables[0]
    return build(deck.id, template, 0, Draft(filled, function=function, convention=convention, prompt=prompt, letter=letter))


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
    ("chain/three-layers", "(e^(2*x) + 3)^4", "8e^(2x)(e^(2x) + 3)^3", {"a": 2, "b": 3, "n": 4}),
    ("chain/three-layers", "ln(3 + e^(2*x))", "2e^(2x)/(3 + e^(2x))", {"function": 3, "a": 2, "b": 3}),
    ("chain/product-and-chain", "x^2*e^(3*x)", "(2x + 3x^2)e^(3x)", {"m": 2, "a": 3}),
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


STATED = [
    ("meaning/average-rate", "7", {"function": 1, "p": 1, "q": 2}),
    ("meaning/compare-rates", "f", {"a": 3, "r": 1, "u": 6, "v": 40, "b": 3, "s": 1, "w": 6, "z": 7}),
    ("meaning/limit-proof", "2x", {"a": 1, "b": 0, "k": 1}),
    ("meaning/difference-quotient", "4x + 2h + 3", {"a": 2, "b": 3, "c": 1}),
    ("meaning/linear-approximation", "0.05", {"m": 5, "p": 2, "d": "0.01"}),
    ("meaning/rising-or-falling", "rising", {"a": 1, "k": 0, "p": 2}),
    ("meaning/rising-or-falling", "falling", {"a": 1, "k": 0, "p": -2}),
    ("meaning/rising-or-falling", "level", {"a": 1, "k": 0, "p": 0}),
    ("meaning/differentiable-here", "no: a corner", {"a": 1, "c": 0, "d": 0}),
    ("meaning/critical-point", "a minimum at 1", {"a": 1, "c": 1, "k": 1}),
    ("meaning/critical-point", "neither, at 1", {"function": 1, "a": 1, "c": 1, "k": 1}),
    ("meaning/velocity-and-acceleration", "v = 19, a = 16", {"a": 1, "b": 2, "c": -1, "p": 2}),
    ("meaning/notation", "dy/dx", {}),
    ("rules/second-derivative", "16", {"a": 1, "b": 2, "c": -1, "d": 1, "p": 2}),
    ("rules/second-derivative", "48", {"function": 1, "b": 0, "c": 0, "p": 2}),
    ("rules/parts-of-a-product", "u = x^2, u' = 2x, v = x^2 + 1, v' = 2x", {"n": 2, "a": 1, "b": 1}),
    ("rules/product-rule-proof", "2x h + h^2", {"b": 1, "k": 3}),
    ("rules/secant-cosecant-cotangent", "sec(x) tan(x)", {"c": 1}),
    ("rules/secant-cosecant-cotangent", "-csc(x) cot(x)", {"function": 1, "c": 1}),
    ("rules/secant-cosecant-cotangent", "-csc^2 x", {"function": 2, "c": 1}),
    ("rules/secant-cosecant-cotangent", "-1/sin^2 x", {"function": 2, "c": 1}),
    ("rules/arcsine", "1/sqrt(1 - x^2)", {"c": 1}),
    ("rules/domain", "x > 2", {"a": 1, "c": 2}),
    ("chain/inner-and-outer", "u = x^2 + 1, u' = 2x, g = u^3, g' = 3u^2", {"a": 1, "b": 1, "m": 2, "n": 3}),
    ("chain/neuron-step-by-step", "3, 0.045, 0.090", {"w": 2, "b": 1, "p": 1}),
    ("activations/sigmoid-proof", "s(1 - s)", {"a": 1, "k": 1}),
    ("activations/sigmoid-proof", "e^(-z)/(1 + e^(-z))^2", {"a": 1, "k": 3}),
    ("activations/sigmoid-proof", "-e^(-z)", {"a": 1, "k": 4}),
    ("activations/tanh-proof", "1 - t^2", {"a": 1, "k": 1}),
    ("activations/tanh-proof", "v^2 - u^2", {"a": 1, "k": 2}),
    ("activations/gelu-slope", "1.083", {"p": 1}),
    ("activations/gelu-variants", "yes", {"k": 1, "m": 1, "p": 1}),
    ("activations/vanishing-bound", "9.5e-7", {"q": "0.25", "n": 10}),
    ("activations/steepest-sigmoid", "x = 0, slope = 0.25", {"a": 1, "b": 1, "c": 0}),
    ("activations/softmax-value", "1/6, 1/3, 1/2", {"a": 1, "b": 2, "c": 3}),
    ("activations/softmax-partial", "-1/18", {"a": 1, "b": 2, "c": 3}),
    ("activations/softmax-partial", "2/9", {"function": 1, "a": 1, "b": 2, "c": 3}),
    ("activations/softmax-jacobian", "3/16, -3/16; -3/16, 3/16", {"a": 1, "b": 3}),
    ("partials/partial-definition", "2x y", {"a": 1, "b": 1, "k": 1}),
    ("partials/steepest-direction", "(6, 6)", {"a": 1, "b": 2, "c": 1, "p": 1, "q": 2, "s": 1}),
    ("partials/jacobian", "y, x; 1, 2y", {"a": 1, "b": 1, "c": 1}),
    ("partials/hessian", "2, 2; 2, 2", {"a": 1, "b": 2, "c": 1}),
    ("numerical/forward-difference", "19.0801", {"function": 2, "b": 2, "c": 1, "p": 2, "h": "0.01"}),
    ("numerical/central-difference", "19.0001", {"function": 1, "b": 2, "c": 1, "p": 2, "h": "0.01"}),
    ("numerical/second-difference", "16", {"function": 2, "b": 2, "c": 1, "p": 2, "h": "0.1"}),
    ("numerical/smaller-step", "0.04", {"h": "0.2", "d": "0.08", "r": 2}),
    ("numerical/smaller-step", "0.02", {"prompt": 1, "h": "0.2", "d": "0.08", "r": 2}),
    ("numerical/central-error-of-a-cubic", "0.0001", {"a": 1, "c": 1, "p": 2, "h": "0.01"}),
    ("numerical/quotients-at-a-corner", "1", {"a": 1, "h": "0.1", "s": 1, "t": 0}),
    ("numerical/quotients-at-a-corner", "0", {"a": 1, "h": "0.1", "s": 0, "t": 1}),
    ("numerical/quotients-at-a-corner", "1/2", {"a": 1, "h": "0.1", "s": 1, "t": 1}),
    ("numerical/gradient-check", "the formula agrees", {"m": 1, "k": 1, "r": "0.0001"}),
    ("numerical/step-too-small", "digits cancel: h is too small", {"n": 12, "d": 16}),
    ("losses/squared-error", "-0.2", {"y": 1, "q": "0.9"}),
    ("losses/squared-error", "0.2", {"y": 0, "q": "0.1"}),
    ("losses/squared-error", "-0.4", {"y": 1, "q": "0.8"}),
    ("losses/squared-error", "0.4", {"y": 0, "q": "0.2"}),
    ("losses/mean-squared-error", "(3, -1)", {"a": 0, "b": 0, "q": 3, "r": -1}),
    ("losses/mean-squared-error", "(2, -2/3, 4/3)", {"function": 1, "a": 0, "b": 0, "c": 0, "q": 3, "r": -1, "s": 2}),
    ("losses/cross-entropy-by-probability", "-1.111", {"y": 1, "q": "0.9"}),
    ("losses/cross-entropy-by-probability", "1.111", {"y": 0, "q": "0.1"}),
    ("losses/cross-entropy-by-probability", "-1.250", {"y": 1, "q": "0.8"}),
    ("losses/cross-entropy-by-probability", "1.250", {"y": 0, "q": "0.2"}),
    ("losses/cross-entropy-by-logit", "s - 1", {"y": 1}),
    ("losses/cross-entropy-by-logit", "s", {"function": 1, "y": 0}),
    ("losses/softmax-cross-entropy", "(-5/6, 1/3, 1/2)", {"a": 1, "b": 2, "c": 3}),
    ("losses/regression-gradient", "(-12, -7)", {"p": 1, "q": 2, "y": 2, "z": 5, "u": 0, "v": 0}),
    ("descent/one-step", "0.6", {"a": 2, "b": 0, "p": 1, "n": "0.1"}),
    ("descent/several-steps", "0.64", {"a": 1, "c": 0, "d": 1, "n": "0.1", "k": 2}),
    ("descent/vector-step", "(0.4, 1.4)", {"a": 1, "b": 2, "c": 1, "p": 1, "q": 2, "n": "0.1"}),
    ("descent/regression-step", "(1.2, 0.7)", {"p": 1, "q": 2, "y": 2, "z": 5, "u": 0, "v": 0, "n": "0.1"}),
    ("descent/which-way", "θ should shrink", {"g": "0.7"}),
    ("descent/which-way", "θ should grow", {"g": "-1.5"}),
    ("descent/neuron-table", "1, 0.731, -0.538, -0.106, -0.106", {"q": 1, "i": 1, "c": 0, "t": 1}),
    ("descent/neuron-step", "1.027", {"w": 1, "i": 1, "b": 0, "y": 1, "n": "0.1"}),
    ("descent/graph", "5, 4, 4, 4, 5", {"a": 2, "b": 3, "c": 4}),
    ("descent/shared-node", "3", {"a": 1, "p": 1}),
    ("descent/chain-network", "0.731, 0.731, -0.538, -0.393, -0.106", {"i": 1, "q": 1, "r": 1, "t": 1}),
    ("descent/hidden-weights", "3, 6; 0, 0", {"a": 1, "b": 1, "c": -1, "d": 0, "p": 1, "q": 2, "u": 1, "v": 1, "y": 0}),
    ("descent/learning-rate", "straight to 0, ever closer", {"a": 1, "n": "0.1"}),
    ("descent/learning-rate", "across 0 and back, ever closer", {"a": 1, "n": "0.9"}),
    ("descent/learning-rate", "across 0 and back, ever farther", {"a": 1, "n": "1.5"}),
]


@pytest.mark.parametrize(("card", "answer", "values"), STATED)
def test_an_anchor_of_the_curriculum_is_right(card: str, answer: str, values: dict[str, object]) -> None:
    problem = pose(card, **values)
    assert outcome(problem, answer) is Outcome.CORRECT, (
        problem.prompt,
        problem.picture,
        KINDS[problem.kind].solve(problem).answer,
    )


def test_the_chain_rule_from_a_table_multiplies_the_slopes_on_the_way() -> None:
    values = {"g(1)": 2, "g'(1)": 2, "h(1)": 4, "h'(1)": 5, "g(2)": 1, "g'(2)": 7, "h(2)": 3, "h'(2)": 3}
    problem = replace(
        pose("chain/chain-from-values", p=1), composite="h(g(x))", table=tuple((key, str(value)) for key, value in values.items())
    )
    assert outcome(problem, "6") is Outcome.CORRECT
    assert outcome(problem, "10") is Outcome.WRONG


def test_every_skill_of_the_curriculum_has_an_anchor() -> None:
    choices = {"activations/relu-slope", "activations/leaky-relu-slope", "chain/chain-from-values"}
    assert {row[0] for row in (*FORMULAS, *NUMBERS, *STATED)} | choices == set(cards().values())
