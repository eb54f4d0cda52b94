from __future__ import annotations

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from derivquiz.errors import UndefinedError
from derivquiz.maths.balls import value
from derivquiz.maths.expression import Expression, Name, Negate, Number, Power, Product, Quotient, Sum
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.marking import proof as symbolic_proof
from derivquiz.maths.marking.equality import (
    At,
    Derivative,
    Different,
    Narrower,
    Quantity,
    Result,
    Same,
    Undecided,
    Value,
    compare,
)
from derivquiz.maths.reading import parse
from derivquiz.wire import Certainty, Witness
from tests.maths.expressions import expressions
from tests.pace import units

LETTERS = ("x", "y", "z", "w", "b", "p")

SAME = [
    # (truth, answer): powers and polynomials
    ("6x(x^2 + 1)^2", "6x^5 + 12x^3 + 6x"),
    ("6000(x - 2)^5999", "-6000(2 - x)^5999"),
    ("x^5999", "x^6000/x"),
    ("3x^2", "x*x*3"),
    ("-3/x^4", "-3x^-4"),
    ("2x/3", "0.5x + x/6"),
    ("x/5", "0.2x"),
    ("(x^2 - 1)/(x + 1)", "x - 1"),
    ("x - 1", "(x^2 - 1)/(x + 1)"),
    ("(x - y)^3", "-(y - x)^3"),
    # roots, with odd roots of negatives
    ("1/(2sqrt(x))", "x^(-1/2)/2"),
    ("cbrt(x)", "x^(1/3)"),
    ("x^(1/5)", "-(-x)^0.2"),
    ("x^(2/3)", "cbrt(x)^2"),
    ("cbrt(x^2)", "(-x)^(2/3)"),
    ("sqrt(x^2)", "abs(x)"),
    ("x/sqrt(x^2)", "sign(x)"),
    ("sqrt(5 + 2sqrt(6))", "sqrt(2) + sqrt(3)"),
    ("1/(sqrt(x + 1) + sqrt(x))", "sqrt(x + 1) - sqrt(x)"),
    ("x^sqrt(4)", "x^2"),
    # exponentials and logarithms
    ("2^x ln 2", "e^(x ln 2) ln 2"),
    ("e^(2x + 1)", "e*e^x*e^x"),
    ("x^x(1 + ln x)", "e^(x ln x) + ln(x) x^x"),
    ("ln(x) + ln(3)", "ln(3x)"),
    ("1/(x ln 3)", "log_3(e)/x"),
    ("1/x", "1/abs(x) * sign(x)"),
    ("2ln(x)", "ln(x^2)"),
    # trigonometric and hyperbolic
    ("sin(2x)", "2sin(x)cos(x)"),
    ("sec(x)^2", "1 + tan(x)^2"),
    ("cos(x)^4", "(3 + 4cos(2x) + cos(4x))/8"),
    ("-sin(x)", "cos(x + pi/2)"),
    ("sin(x) + cos(x)", "sqrt(2) sin(x + pi/4)"),
    ("1/(1 + x^2)", "cos(atan(x))^2"),
    ("atan(1/x) + atan(x)", "pi/2 * sign(x)"),
    ("cosh(x)^2 - sinh(x)^2", "1"),
    ("asinh(x)", "ln(x + sqrt(x^2 + 1))"),
    # neural
    ("sigmoid(x)(1 - sigmoid(x))", "e^x/(1 + e^x)^2"),
    ("sigmoid(x)(1 - sigmoid(x))", "sigmoid(x)sigmoid(-x)"),
    ("1 - tanh(x)^2", "sech(x)^2"),
    ("tanh(x)", "2sigmoid(2x) - 1"),
    ("softplus(x)", "x + softplus(-x)"),
    ("Phi(x) + x phi(x)", "(1 + erf(x/sqrt(2)))/2 + x e^(-x^2/2)/sqrt(2pi)"),
    ("1/(1 + e^(y - x))", "e^x/(e^x + e^y)"),
    ("2(w x + b - y)x", "2w x^2 + 2b x - 2x y"),
    # broken into pieces; what holds at the break itself is a convention
    ("H(x)", "relu(x)/x"),
    ("H(x)", "1 if x >= 0 else 0"),
    ("1 if x > 2 else 0", "1 if x >= 2 else 0"),
    ("max(x, 0)", "(x + abs(x))/2"),
    ("leaky_relu(x, 0.1)", "max(x, 0.1x)"),
    ("x abs(x)", "x^2 sign(x)"),
    # numbers
    ("0.75", "3/4"),
    ("24", "4*3*2"),
    ("tan(pi/8)", "sqrt(2) - 1"),
    ("4atan(1/5) - atan(1/239)", "pi/4"),
]

DIFFERENT = [
    ("abs(x)", "x*tanh(10^9*x)"),
    ("x", "x*(1 - e^(-10^12*x^2))"),
    ("6x(x^2 + 1)^2", "3(x^2 + 1)^2"),
    ("6x(x^2 + 1)^2", "6x(x^2 + 1)"),
    ("2x cos(x^2)", "cos(x^2)"),
    ("2x cos(x^2)", "2x cos(2x)"),
    ("-sin(x)", "sin(x)"),
    ("1/(1 + x^2)", "1/(1 - x^2)"),
    ("e^x + x e^x", "e^x"),
    ("2x", "2x + 1"),
    ("x/3", "0.333x"),
    ("sqrt(x^2)", "x"),
    ("H(x)", "1"),
    ("1 - tanh(x)^2", "1 - tanh(x)"),
    ("x y", "x + y"),
    ("2x + y", "x + 2y"),
    # agreement on a grid, at most places, or to many digits
    ("x", "x + sin(pi x)"),
    ("x", "x + sin(997pi x)/10^9"),
    ("x", "x + sin(720720pi x)"),
    ("x", "x + H(x - 100)"),
    ("x", "x + max(0, -x - 1234/5)"),
    ("e^(-x^2/35)*(77x^5 - 64x^3 + 93x - 88)", "e^(-x^2/35)*(77x^5 - 64x^3 + 93x - 88) + e^(-50*(x + 345)^2)"),
    ("(31x^2 + 47)^3*(55x - 91)", "(55x - 91)*(31x^2 + 47)^3 + e^(-50*(x - 1999)^2)"),
    ("x*y^2 + 45x^3*y - 99y", "y*(x*y + 45x^3 - 99) + e^(-5*((x - 208)^2 + (y - 150)^2))"),
    ("x", "x + max(0, 3x - 1000)"),
    ("cos(x)", "cos(x) + 10^-30"),
    ("cos(x)", "cos(x) + e^-1000"),
    ("cos(x)", "cos(x)(1 + 10^-600)"),
    ("-2/sqrt(pi)*e^(-x^8)*(-4x^3) - 5/x^6", "-(2 + 10^-39)/sqrt(pi)*e^(-((x + 3 - 3)^4)^2)*(-4x^3) - 5/x^6"),
    ("e^(-x^8)", "e^(-(x + 3 - 3)^8)(1 + 10^-600)"),
    ("cos(x)", "cos(x) + 10^-2000 x"),
    ("e^x", "(1 + x/10^50)^(10^50)"),
    ("e^(2x)", "e^(2x) + e^(-9(x - 50)^2)"),
    ("10^10^10", "10^(10^10 + 1)"),
    ("262537412640768744", "e^(pi sqrt(163))"),
    ("pi", "22/7"),
    ("pi", "3.14159265358979323846264338327950288419716939937510"),
    # a break in another place
    ("sign(x + 1)", "sign(1.000001x + 1)"),
    ("H(x^3 - 2x)", "H(x^3 - 2.000001x)"),
    ("(6x + 1) sign(3x^2 + x)", "(6x + 1) sign(6x^2 + x)"),
    ("x if x y > x + y else 1", "x if x y > x + 1.0001y else 1"),
    # a stretch on which a part is 0 all along
    ("sqrt(relu(x + 1000)) + abs(x + 1000)", "sqrt(relu(x + 1000)) + x + 1000"),
    ("atan(relu(x + 1000)) + abs(x + 1000)", "atan(relu(x + 1000)) + x + 1000"),
    ("atan(x + 1000)", "atan(relu(x + 1000))"),
    # far or small domains
    ("sqrt(x - 50)", "sqrt(x - 50) + 1"),
    ("ln(x - 12345)", "2ln(x - 12345)"),
    ("sqrt(1 - (x - 77)^2)", "2sqrt(1 - (x - 77)^2)"),
    ("asin(1000x)", "acos(1000x)"),
    ("sqrt(x - y)*ln(z)", "sqrt(x - y)*ln(z) + w"),
    # no value at all
    ("x", "1/0"),
    ("x", "sqrt(-1 - x^2)"),
    ("x", "ln(-e^x)"),
    ("x", "x/(x - x)"),
    ("x", "undefined"),
    ("5", "undefined"),
    ("5", "sqrt(-5)"),
]

NARROWER = [
    ("x", "e^(ln x)"),
    ("x", "sqrt(x)^2"),
    ("x^2", "x^2.5/sqrt(x)"),
    ("sqrt((x - 3)(x - 5))", "sqrt(x - 3) sqrt(x - 5)"),
    ("ln(x^2)", "2ln(x)"),
    ("x y", "e^(ln(x) + ln(y))"),
    ("cbrt(x)", "x^0.5/x^(1/6)"),
    ("1", "{1 if x > 0}"),
    ("tan(x)", "sqrt(sin(x)^2)/sqrt(cos(x)^2) * sign(tan(x)) + 0*sqrt(x + 5)"),
]


def tree(text: str) -> Expression:
    return parse(text, *LETTERS)


def marked(truth: str, answer: str) -> Result:
    return compare(Value(tree(truth)), tree(answer), proof=False)


def slope(function: str, *wrt: str) -> Derivative:
    return Derivative(tree(function), wrt or ("x",))


@pytest.mark.parametrize(("truth", "answer"), SAME)
def test_the_same_in_another_form_is_the_same(truth: str, answer: str) -> None:
    assert isinstance(marked(truth, answer), Same)


@pytest.mark.parametrize(("truth", "answer"), DIFFERENT)
def test_another_value_is_different_and_has_a_witness(truth: str, answer: str) -> None:
    verdict = marked(truth, answer)
    assert isinstance(verdict, Different)
    assert verdict.witness is not None
    assert verdict.witness.yours != verdict.witness.correct


@pytest.mark.parametrize(("truth", "answer"), NARROWER)
def test_a_lost_stretch_is_narrower(truth: str, answer: str) -> None:
    verdict = marked(truth, answer)
    assert isinstance(verdict, Narrower)
    assert verdict.witness.yours == "undefined"
    assert verdict.witness.correct != "undefined"


@pytest.mark.parametrize(
    ("function", "wrt", "answer"),
    [
        ("(x^2 + 1)^3", "x", "6x(x^2 + 1)^2"),
        ("ln(x)", "x", "1/x"),
        ("ln(abs(x))", "x", "1/x"),
        ("relu(x)", "x", "H(x)"),
        ("cbrt(x)", "x", "1/(3x^(2/3))"),
        ("max(x, x^2)", "x", "1 if x > 0 and x < 1 else 2x"),
        ("asec(x)", "x", "1/(abs(x) sqrt(x^2 - 1))"),
        ("x^2 sin(1/x)", "x", "2x sin(1/x) - cos(1/x)"),
        ("silu(x)", "x", "sigmoid(x)(1 + x(1 - sigmoid(x)))"),
        ("gelu(x)", "x", "Phi(x) + x phi(x)"),
        ("x^4", "xx", "12x^2"),
        ("x^2 y^3", "xy", "6x y^2"),
        ("e^(x y)", "xy", "e^(x y)(1 + x y)"),
        ("7", "x", "0"),
    ],
)
def test_the_truth_is_the_derivative_of_what_was_displayed(function: str, wrt: str, answer: str) -> None:
    assert isinstance(compare(slope(function, *wrt), tree(answer), proof=False), Same)
    assert isinstance(
        compare(slope(function, *wrt), tree(f"{answer} + 1" if " if " not in answer else "x"), proof=False), Different
    )


@pytest.mark.parametrize(
    ("truth", "answer", "at", "yours", "correct"),
    [
        (slope("x^4 - 3x"), "4x^3", "1", "4", "1"),
        (slope("sin(x^2)"), "cos(x^2)", "1", "0.540302", "1.080605"),
        (Value(tree("x^3")), "3x", "1", "3", "1"),
        (Value(tree("x^2")), "x^3", "2", "8", "4"),
        (Value(tree("abs(x)")), "x", "-1", "-1", "1"),
        (Value(tree("asin(x)")), "2asin(x)", "1", "3.141593", "1.570796"),
        (Value(tree("cos(x)")), "cos(x) + e^-1000", "1", "0.540302 + 5.07596e-435", "0.540302"),
        (Value(tree("x/3")), "0.3333333x", "1", "0.3333333", "0.3333333333"),
    ],
)
def test_the_witness_is_easy_to_check(truth: Quantity, answer: str, at: str, yours: str, correct: str) -> None:
    verdict = compare(truth, tree(answer), proof=False)
    assert isinstance(verdict, Different)
    assert verdict.witness is not None
    assert verdict.witness.at == (("x", at),)
    assert verdict.witness.correct == correct
    assert verdict.witness.yours == yours


def test_a_lost_point_is_told_once() -> None:
    verdict = marked("asin(x)", "atan(x/sqrt(1 - x^2))")
    assert isinstance(verdict, Same)
    assert sorted(verdict.holes) == [(("x", "-1"),), (("x", "1"),)]
    assert len(verdict.notes) == 2


def test_a_single_lost_point_is_told_and_forgiven() -> None:
    verdict = marked("1", "(x - 5)/(x - 5)")
    assert isinstance(verdict, Same)
    assert verdict.holes == ((("x", "5"),),)
    assert "x = 5" in verdict.notes[0]


def test_a_larger_domain_is_right() -> None:
    assert isinstance(compare(slope("ln(x)"), tree("1/abs(x)"), proof=False), Same)


def test_the_same_tree_is_proved_at_once() -> None:
    assert marked("x^2 + 1", "x^2 + 1") == Same(Certainty.PROVED)
    assert marked("3/4", "0.75") == Same(Certainty.PROVED)


def test_a_signature_settles_what_agrees_with_or_without_sympy() -> None:
    assert compare(slope("tanh(x)"), tree("sech(x)^2"), proof=True) == Same(Certainty.SIGNATURE)
    assert compare(slope("tanh(x)"), tree("sech(x)^2"), proof=False) == Same(Certainty.SIGNATURE)


def test_sympy_is_asked_only_where_nothing_else_settles_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Expression, ...]] = []

    def prove(*trees: Expression) -> bool:
        asked.append(trees)
        return True

    monkeypatch.setattr(symbolic_proof, "prove", prove)
    nested = Value(tree("sqrt(11 + 6sqrt(2))"))
    assert compare(nested, tree("3 + sqrt(2)"), proof=True) == Same(Certainty.PROVED)
    raised = Value(tree("e^sqrt(11 + 6sqrt(2))"))
    assert compare(raised, tree("e^(3 + sqrt(2))"), proof=False) == Same(Certainty.AGREES)
    assert not asked
    assert compare(raised, tree("e^(3 + sqrt(2))"), proof=True) == Same(Certainty.PROVED)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("function", "at", "answer", "verdict"),
    [
        ("x^3", "2", "12", Same),
        ("x^3", "2", "8", Different),
        ("sigmoid(x)", "0", "1/4", Same),
        ("sqrt(x)", "4", "0.25", Same),
        ("x^3", "2", "undefined", Different),
        ("ln(x)", "-1", "undefined", Same),
        ("ln(x)", "-1", "-1", Different),
        ("relu(x)", "0", "undefined", Same),
        ("relu(x)", "0", "1", Different),
        ("abs(x)", "0", "0", Different),
        ("x abs(x)", "0", "0", Same),
        ("x abs(x)", "0", "undefined", Different),
        ("sqrt(x)", "0", "undefined", Same),
        ("cbrt(x)", "0", "undefined", Same),
        ("x cbrt(x)", "0", "undefined", Undecided),
    ],
)
def test_a_derivative_at_a_point(function: str, at: str, answer: str, verdict: type[Result]) -> None:
    asked = At(slope(function), {"x": Fraction(at)})
    result = compare(asked, tree(answer), proof=False)
    assert isinstance(result, verdict)
    if isinstance(result, Different):
        assert result.witness is not None
        assert result.witness.at == (("x", at),)


@pytest.mark.parametrize(
    ("asked", "point", "answer"),
    [
        (Derivative(parse("x^n", "x", "n"), ("x",)), {"x": -2, "n": 3}, "12"),
        (Derivative(parse("x^n", "x", "n"), ("x", "x")), {"x": -2, "n": 3}, "-12"),
        (Value(parse("x^y", "x", "y")), {"x": -2, "y": 2}, "4"),
        (Value(parse("x^y", "x", "y")), {"x": -8, "y": Fraction(1, 3)}, "-2"),
        (Value(parse("x^x", "x")), {"x": -3}, "-1/27"),
    ],
)
def test_an_exponent_that_the_point_makes_a_number_may_stand_over_a_negative_one(
    asked: Value | Derivative, point: dict[str, Fraction | int], answer: str
) -> None:
    located = At(asked, {name: Fraction(at) for name, at in point.items()})
    assert isinstance(compare(located, tree(answer)), Same)
    assert isinstance(compare(located, tree("undefined")), Different)


def test_a_formula_where_a_number_is_asked_is_different() -> None:
    asked = At(slope("x^3"), {"x": Fraction(2)})
    assert isinstance(compare(asked, tree("3x^2"), proof=False), Different)
    assert isinstance(compare(asked, tree("12 + 0x"), proof=False), Same)


def test_no_number_is_called_wrong_for_a_convention() -> None:
    assert isinstance(marked("H(0)", "1"), Undecided)
    assert isinstance(marked("0^0", "1"), Undecided)


def test_where_nothing_has_a_value_only_undefined_is_right() -> None:
    assert isinstance(marked("sqrt(-1 - x^2)", "undefined"), Same)
    assert isinstance(marked("sqrt(-1 - x^2)", "x"), Undecided)
    assert isinstance(marked("1/0", "undefined"), Same)
    assert isinstance(marked("1/0", "3"), Different)


def test_another_shape_is_different_without_a_witness() -> None:
    assert compare(Value(tree("x")), parse("(x, x)", "x"), proof=False) == Different(None)


@pytest.mark.parametrize(
    "hostile",
    [
        "10^10^10",
        "x^(10^10^10)",
        "10^10^10^10",
        "e^e^e^e^100",
        "sin(10^10^10 x)",
        "(x - 2)^5999",
        "x^x^x^x",
        "1/(1/(1/0))",
        "sqrt(sqrt(-1))",
        "ln(ln(ln(ln(x))))",
        "erf(erf(erf(e^e^x)))",
        "+".join(["erf(sin(e^x))"] * 30),
        "asin(asin(asin(1000)))",
        "0.000000000000000000000000000000000001^99999",
        "x^(1/99999999)",
        "(-1)^(1/3)^(1/3)^(1/3)",
        "tan(pi/2)",
        "0*e^e^e^100",
        "asin(ln(x^" * 9 + "tan(x)" + "))" * 9,
    ],
)
def test_hostile_answers_neither_hang_nor_raise(hostile: str) -> None:
    for truth in (Value(tree("x")), Value(tree(hostile)), slope(hostile), slope("sin(x)")):
        for answer in (hostile, "x", "0"):
            assert units(partial(compare, truth, tree(answer), proof=False)) < 100


def test_great_literals_do_no_harm() -> None:
    answer = Sum((Name("x"), Number(1, 10**9)))
    assert isinstance(compare(Value(Name("x")), answer, proof=False), Undecided)


@pytest.mark.parametrize("name", sorted(name for name, row in FUNCTIONS.items() if row.slope and row.least == row.most == 1))
def test_the_slopes_of_the_table_are_the_derivatives(name: str) -> None:
    table = parse(FUNCTIONS[name].slope, "u")
    assert isinstance(compare(Derivative(parse(f"{name}(u)", "u"), ("u",)), table, proof=False), Same)


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[Expression, Expression]:
    """A tree, and another that has its value wherever it has one."""
    whole = draw(expressions(6))
    changed = whole
    for kind in draw(st.lists(st.integers(0, 8), min_size=1, max_size=3)):
        changed = [
            Negate(Negate(changed)),
            Product((changed, Number(1))),
            Sum((changed, Number(0))),
            Sum((Number(7), changed, Negate(Number(70, 1)))),
            Quotient(Product((Number(6), changed)), Number(6)),
            Power(changed, Number(1)),
            Product((Number(25, 2), Sum((changed, changed, changed, changed)))),
            Negate(Product((changed, Negate(Number(1))))),
            Product(tuple(reversed(changed.factors))) if isinstance(changed, Product) else Quotient(changed, Number(10, 1)),
        ][kind]
    return whole, changed


@given(rewritten())
def test_a_rewrite_that_keeps_the_value_is_never_different(pair: tuple[Expression, Expression]) -> None:
    whole, changed = pair
    assert not isinstance(compare(Value(whole), changed, proof=False), Different | Narrower)


@given(expressions(6), st.sampled_from(["2", "-1", "1/2", "1.000001", "1 + 10^-40"]))
def test_a_constant_factor_is_never_the_same(whole: Expression, factor: str) -> None:
    zero = compare(Value(whole), Number(0), proof=False)
    assume(isinstance(zero, Different) and zero.witness is not None and zero.witness.correct != "undefined")
    assert not isinstance(compare(Value(whole), Product((parse(factor), whole)), proof=False), Same)


@given(expressions(6), expressions(6), st.integers(0, 2**31))
def test_a_seed_gives_one_verdict(one: Expression, other: Expression, seed: int) -> None:
    first = compare(Value(one), other, proof=False, seed=seed)
    assert compare(Value(one), other, proof=False, seed=seed) == first


@given(expressions(8), expressions(8))
def test_a_witness_says_what_is_so(one: Expression, other: Expression) -> None:
    verdict = compare(Value(one), other, proof=False)
    assume(isinstance(verdict, Different))
    assert isinstance(verdict, Different)
    assert isinstance(verdict.witness, Witness)
    point = {name: Fraction(at) for name, at in verdict.witness.at}
    shown = (verdict.witness.correct, verdict.witness.yours)
    for e, text in zip((one, other), shown, strict=True):
        if text == "undefined":
            with pytest.raises(UndefinedError):
                value(e, point, bits=512)
    if "undefined" not in shown:
        assert not value(one, point, bits=8192).overlaps(value(other, point, bits=8192))


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("abs(x)", "x*tanh(10^20 x)"),
        ("x", "x + relu(10^-1000 - abs(x - 1/3))"),
        ("3", "3 + e^(-121^2)"),
        ("csch(2^(x^2 + 8)*10^x)", "csch(2^(x^2 + 8)*10^x)*tanh(2^(x^2 + 8)*10)"),
    ],
)
def test_where_signatures_differ_more_places_are_looked_at_with_more_bits(truth: str, answer: str) -> None:
    assert isinstance(compare(Value(parse(truth, "x")), parse(answer, "x"), proof=False), Different)


def test_what_turns_out_of_sight_is_left_undecided() -> None:
    assert isinstance(compare(Value(parse("x", "x")), parse("x + relu(x - 10^5000)", "x"), proof=False), Undecided)


def test_a_point_shown_is_a_short_one_where_there_is_one() -> None:
    result = compare(Value(parse("abs(x)", "x")), parse("x*tanh(10^20 x)", "x"), proof=False)
    assert isinstance(result, Different)
    assert result.witness is not None
    assert result.witness.at == (("x", "1/" + str(10**20)),)
