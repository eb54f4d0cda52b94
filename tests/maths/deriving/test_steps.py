"""What a worked solution promises: every line is right, and the last one is the answer."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.maths import balls
from derivquiz.maths.deriving.definitions import DEFINITIONS
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.lines import LEFT_OUT
from derivquiz.maths.deriving.pieces import beside
from derivquiz.maths.deriving.steps import evaluated, worked
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Apply, Expression, Name, rational
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from derivquiz.wire import Grain
from tests.maths.typical import functions


def told(function: str, *wrt: str, at: dict[str, Fraction] | None = None, places: int | None = None) -> list[tuple[str, str]]:
    return [(step.rule, step.line) for step in worked(parse(function, "x", "y", "z"), wrt, at, places)]


@given(functions())
def test_the_last_line_is_the_tidied_derivative(e: Expression) -> None:
    steps = worked(e, ("x",))
    assert steps[-1].line == line(differentiate(e, "x"))
    assert all(step.rule and step.picture for step in steps)


def test_a_chain_names_its_outer_and_its_inner_function() -> None:
    assert told("sigmoid(2x+1)", "x") == [
        (
            "Chain rule: outer σ(u), inner 2x + 1, whose slope is 2",
            "2*(sigmoid(2*x + 1)*(1 - sigmoid(2*x + 1)))",
        ),
        ("Tidied up", "2*sigmoid(2*x + 1)*(1 - sigmoid(2*x + 1))"),
    ]


def test_a_polynomial_takes_one_line() -> None:
    assert told("3x^4 - 2x^3 + x - 7", "x") == [("Power rule, term by term", "12*x^3 - 6*x^2 + 1")]


def test_a_line_has_its_slope_at_once() -> None:
    assert told("5 - 3x", "x") == [("The slope of a line", "-3")]


def test_a_quotient_names_its_parts() -> None:
    assert told("(2x+3)/(5x-1)", "x")[0][0] == "Quotient rule: u = 2x + 3, u′ = 2; v = 5x − 1, v′ = 5"


def test_a_part_that_needs_its_own_rule_comes_first() -> None:
    rules = [rule for rule, _ in told("x^2*sin(3x)", "x")]
    assert [rule.split(":")[0] for rule in rules] == ["v = sin(3x). Chain rule", "Product rule", "Tidied up"]


def test_three_layers_are_worked_from_the_inside() -> None:
    assert [rule.split(":")[0] for rule, _ in told("ln(cos(x^2))", "x")] == [
        "Inner cos(x²). Chain rule",
        "Chain rule",
        "Tidied up",
    ]


def test_what_is_held_fixed_is_said() -> None:
    assert told("x^2*y", "x")[0][0].startswith("y held fixed. ")
    assert worked(parse("x^2 + a*b*c", "x", "a", "b", "c"), ("x",), None, None)[0].rule.startswith("a, b and c held fixed. ")


def test_a_second_derivative_is_taken_in_two_goes() -> None:
    assert [rule.split(":")[0] for rule, _ in told("x^3", "x", "x")] == ["First derivative", "Second derivative"]


def test_a_point_is_put_in_and_worked_out_exactly() -> None:
    assert told("4x^3", "x", at={"x": Fraction(-1, 2)})[1:] == [("Put in x = −1/2", "12*(-1/2)^2"), ("Worked out", "3")]


@pytest.mark.parametrize(("places", "value"), [(3, "0.090"), (2, "0.09"), (1, "0.1")])
def test_a_decimal_is_rounded_once(places: int, value: str) -> None:
    *_, last = told("sigmoid(2x+1)", "x", at={"x": Fraction(1)}, places=places)
    assert last == (f"Rounded once, at the end, to {places} place{'s' if places > 1 else ''}", value)


def test_a_negative_value_rounds_away_from_nothing() -> None:
    assert told("cos(x)", "x", at={"x": Fraction(1)}, places=3)[-1][1] == "-0.841"


def test_no_line_is_said_twice() -> None:
    for function in ("1/(1+e^(-z))", "x^2 + tanh'(x)", "-sin(3x)"):
        lines = [text for _, text in told(function, "z" if "z" in function else "x")]
        assert all(one != other for one, other in pairwise(lines))


def test_every_value_put_in_is_exact() -> None:
    for value in ("1/3", "-2", "5/7"):
        at = rational(parse(value))
        assert at is not None
        assert told("x^2", "x", at={"x": at})[-1][1] == line(parse(str(2 * at)))


@pytest.mark.parametrize(
    ("function", "lines"),
    [
        ("7sqrt(x)", ["7*x^(1/2)", "7*x^(-1/2)/2", "7/(2*sqrt(x))"]),
        ("5/x^3", ["5*x^(-3)", "-15*x^(-4)", "-15/x^4"]),
        ("x^(3/2)", ["3*x^(1/2)/2", "3*sqrt(x)/2"]),
        ("4x - 1/x", ["4*x - x^(-1)", "4 + x^(-2)", "4 + 1/x^2"]),
    ],
)
def test_the_power_rule_on_a_root_or_a_fraction_shows_the_powers(function: str, lines: list[str]) -> None:
    assert [text for _, text in told(function, "x")] == lines


def test_a_point_is_shown_as_it_is_written() -> None:
    steps = worked(parse("x^2", "x"), ("x",), {"x": parse("-2.5")})
    assert (steps[1].rule, steps[1].line) == ("Put in x = −2.5", "2*(-2.5)")
    assert worked(parse("sin(x)", "x"), ("x",), {"x": parse("pi/3")})[1].rule == "Put in x = π/3"


def test_the_unit_step_is_explained() -> None:
    assert told("relu(4x-8)", "x")[0][0].endswith("; H is 1 where its argument is above 0, and 0 where it is below")


@pytest.mark.parametrize(
    ("function", "at", "agreed", "last"),
    [
        (
            "relu(-x)",
            "0",
            "0",
            ("At x = 0 the slope is −1 on the left and 0 on the right: a corner, where the prompt agrees on 0", "0"),
        ),
        (
            "max(0.05x, x)",
            "0",
            "",
            ("At x = 0 the slope is 0.05 on the left and 1 on the right: a corner, and no slope", "undefined"),
        ),
        ("relu(x+8)", "-8", "", ("At x = −8 the slope is 0 on the left and 1 on the right: a corner, and no slope", "undefined")),
        ("abs(x^2-4)", "2", "", ("At x = 2 the slope is −4 on the left and 4 on the right: a corner, and no slope", "undefined")),
        ("elu(x)", "0", "", ("At x = 0 both pieces have the same slope", "1")),
        ("step(x)", "0", "", ("At x = 0 the pieces don't meet: the function jumps, and has no slope", "undefined")),
        ("1/x", "0", "", ("That has no value", "undefined")),
    ],
)
def test_at_a_corner_both_sides_are_shown(function: str, at: str, agreed: str, last: tuple[str, str]) -> None:
    steps = worked(parse(function, "x"), ("x",), {"x": parse(at)}, agreed=parse(agreed) if agreed else None)
    assert (steps[-1].rule, steps[-1].line) == last


def test_both_pieces_are_drawn_beside_a_corner() -> None:
    steps = worked(parse("relu(-x)", "x"), ("x",), {"x": parse("0")})
    assert [step.line for step in steps[:2]] == ["{-x if x < 0, 0 if x > 0}", "{-1 if x < 0, 0 if x > 0}"]


def test_off_the_corner_the_piece_that_holds_is_differentiated() -> None:
    assert told("relu(4x-8)", "x", at={"x": Fraction(-3)}) == [
        ("Around x = −3, where 4x − 8 < 0, the function is", "0"),
        ("Constant rule: it does not change", "0"),
    ]
    assert [text for _, text in told("relu(4x-8)", "x", at={"x": Fraction(3)})] == ["4*x - 8", "4"]


def test_a_value_is_worked_out_by_definition() -> None:
    steps = evaluated(parse("sigmoid(z)", "z"), {"z": parse("-0.5")}, 3)
    assert [(step.rule, step.line) for step in steps] == [
        ("By definition σ(u) = 1/(1 + e⁻ᵘ)", "1/(1 + e^(-z))"),
        ("Put in z = −0.5", "1/(1 + e^0.5)"),
        ("Rounded once, at the end, to 3 places", "0.378"),
    ]


@pytest.mark.parametrize(("name", "meaning"), DEFINITIONS.items())
def test_a_definition_has_the_values_of_its_function(name: str, meaning: str) -> None:
    for at in ("-3/2", "1/7", "2"):
        point = {"u": rational(parse(at)) or Fraction(0)}
        by_name = balls.value(Apply(name, (Name("u"),)), point, bits=128)
        assert balls.value(parse(meaning, "u"), point, bits=128).overlaps(by_name)


@pytest.mark.parametrize("function", ["relu", "leaky_relu", "elu", "abs", "step", "sign"])
def test_a_piece_has_the_values_of_its_function(function: str) -> None:
    e = Apply(function, (parse("3 - 2u", "u"),))
    for at in (Fraction(-1), Fraction(4)):
        chosen = beside(e, "u", at, 1).value
        assert balls.value(chosen, {"u": at}, bits=128).overlaps(balls.value(e, {"u": at}, bits=128))


def test_every_rule_has_its_line_where_the_finest_grain_is_asked() -> None:
    found = [step.rule for step in worked(parse("x^2*sin(3x)", "x"), ("x",), grain=Grain.EVERY)]
    assert [rule.partition(" rule")[0] for rule in found] == [
        "x: identity",
        "x²: power",
        "3x: the constant factor 3 stays",
        "sin(3x): chain",
        "x²·sin(3x): product",
        "Tidied up",
    ]


def test_an_expert_is_told_the_rule_and_the_answer() -> None:
    found = worked(parse("x^2*sin(3x)", "x"), ("x",), grain=Grain.EXPERT)
    assert [step.line for step in found] == ["2*x*sin(3*x) + 3*x^2*cos(3*x)"]


@pytest.mark.parametrize("grain", list(Grain))
def test_a_power_with_the_variable_in_both_places_is_written_as_one_of_e(grain: Grain) -> None:
    found = worked(parse("x^x", "x"), ("x",), grain=grain)
    assert "write it as a power of e" in found[0].rule.lower() or "write it as a power of e" in found[1].rule
    assert found[-1].line == "x^x*(ln(x) + 1)"


@given(functions(), st.sampled_from(Grain))
def test_at_every_grain_no_line_is_left_out_and_the_last_is_the_answer(e: Expression, grain: Grain) -> None:
    found = worked(e, ("x",), grain=grain)
    assert all(step.rule != LEFT_OUT for step in found)
    assert found[-1].line == line(differentiate(e, "x"))


def test_a_part_within_a_part_has_letters_of_its_own() -> None:
    rules = [rule for rule, _ in told("(x*sin(x))/(x^2 + 1)", "x")]
    assert rules[0].startswith("u = x·sin(x). Product rule: p = x")
    assert rules[1].startswith("Quotient rule: u = x·sin(x)")


def test_on_one_line_a_factor_of_1_is_never_taken_for_a_power_of_ten() -> None:
    assert inline(parse("1*e^(-x)/2", "x")) == "1·e⁻ˣ/2"
    assert inline(parse("21e^(-x)/2", "x")) == "21e⁻ˣ/2"


def test_where_no_point_is_put_in_none_is_said() -> None:
    rules = [step.rule for step in evaluated(parse("2 sigmoid(-2.5)"), {}, 3)]
    assert not [rule for rule in rules if rule.startswith("Put in")]
    assert "Tidied up" in rules
