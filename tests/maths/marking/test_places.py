from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from flint import arb
from hypothesis import example, given
from hypothesis import strategies as st

from derivquiz.maths.expression import Number
from derivquiz.maths.marking.equality import Derivative, Value
from derivquiz.maths.marking.places import RightPlaces, RoundedEarly, TooFewPlaces, WrongPlaces, mark_places, typed_places
from derivquiz.maths.marking.rounding import reachable, roundings
from derivquiz.maths.reading import parse

WORKED = {
    "tanh(x)": "1 - tanh(x)^2",
    "sigmoid(2x + 1)": "2*sigmoid(2x + 1)*(1 - sigmoid(2x + 1))",
    "sigmoid(x)": "sigmoid(x)*(1 - sigmoid(x))",
    "gelu(x)": "Phi(x) + x*phi(x)",
    "e^(2x + 1)": "2e^(2x + 1)",
    "sin(x)": "cos(x)",
    "ln(x)": "1/x",
}


def mark(function: str, at: str, answer: str, places: int = 3, worked: str | None = None) -> object:
    asked = Derivative(parse(function, "x"), ("x",))
    way = parse(WORKED[function] if worked is None else worked, "x")
    return mark_places(asked, {"x": Fraction(at)}, parse(answer, "x"), places, worked=way)


@pytest.mark.parametrize(
    ("function", "at", "answer"),
    [
        ("tanh(x)", "1", "0.420"),
        ("tanh(x)", "1", "0.4200"),
        ("tanh(x)", "1", "0.4199"),
        ("tanh(x)", "1", "0.419974"),
        ("tanh(x)", "1", "1 - tanh(1)^2"),
        ("tanh(x)", "1", "sech(1)^2"),
        ("tanh(x)", "0", "1"),
        ("sigmoid(2x + 1)", "1", "0.090"),
        ("sigmoid(2x + 1)", "1", "0.0904"),
        ("sigmoid(2x + 1)", "1", "0.0903533"),
        ("sigmoid(2x + 1)", "1", "9.04*10^-2"),
        ("sigmoid(2x + 1)", "1", "2σ(3)(1 - σ(3))"),
        ("sigmoid(2x + 1)", "3/2", "0.035"),
        ("sigmoid(x)", "3", "0.045"),
        ("tanh(x)", "-3/2", "0.181"),
        ("sigmoid(x)", "0", "1/4"),
        ("sigmoid(x)", "0", "0.25"),
        ("sigmoid(x)", "0", "0.250"),
        ("ln(x)", "3", "1/3"),
        ("ln(x)", "3", "0.333"),
        ("ln(x)", "3", "0.33333"),
        ("sin(x)", "2", "-0.416"),
        ("gelu(x)", "1", "1.083"),
    ],
)
def test_right_to_the_places_asked_or_exact_is_right(function: str, at: str, answer: str) -> None:
    assert mark(function, at, answer) == RightPlaces()


@pytest.mark.parametrize(
    ("function", "at", "answer"),
    [
        ("tanh(x)", "1", "0.419"),
        ("tanh(x)", "1", "0.4194"),
        ("sigmoid(2x + 1)", "1", "0.092"),
        ("sigmoid(2x + 1)", "1", "0.091"),
        ("sigmoid(2x + 1)", "1", "0.0914"),
        ("sigmoid(2x + 1)", "1", "2*0.952*0.048"),
        ("sigmoid(x)", "3", "0.046"),
        ("e^(2x + 1)", "1", "40.172"),
    ],
)
def test_what_rounding_on_the_way_can_reach_is_rounded_early(function: str, at: str, answer: str) -> None:
    assert mark(function, at, answer) == RoundedEarly()


def test_a_point_that_is_given_is_no_value_on_the_way_and_never_rounded() -> None:
    assert mark("sqrt(x)", "1/8", "1.6", places=1, worked="1/(2sqrt(x))") != RoundedEarly()
    assert mark("sqrt(x)", "1/8", "1.4", places=1, worked="1/(2sqrt(x))") == RightPlaces()


@pytest.mark.parametrize(
    ("function", "at", "answer"),
    [
        ("tanh(x)", "1", "0.418"),
        ("tanh(x)", "1", "0.421"),
        ("tanh(x)", "1", "0.422"),
        ("tanh(x)", "1", "0.4197"),
        ("tanh(x)", "-3/2", "0.180"),
        ("sigmoid(2x + 1)", "1", "0.094"),
        ("sigmoid(2x + 1)", "1", "0.088"),
        ("tanh(x)", "1", "-0.420"),
        ("tanh(x)", "1", "1 - tanh(1)"),
        ("tanh(x)", "0", "0.999"),
        ("sigmoid(2x + 1)", "1", "0.097"),
        ("sigmoid(2x + 1)", "1", "0.045"),
        ("sigmoid(2x + 1)", "1", "σ(3)(1 - σ(3))"),
        ("sigmoid(x)", "0", "0.251"),
        ("sin(x)", "2", "-0.417"),
        ("sin(x)", "2", "undefined"),
        ("sin(x)", "2", "cos(x)"),
        ("ln(x)", "3", "0.334"),
        ("ln(x)", "3", "333/1000.1"),
        ("ln(x)", "3", "0.33399"),
    ],
)
def test_beyond_that_it_is_wrong_with_both_values(function: str, at: str, answer: str) -> None:
    result = mark(function, at, answer)
    assert isinstance(result, WrongPlaces)
    assert result.witness is not None


@pytest.mark.parametrize(
    ("answer", "given"), [("0.42", 2), ("0.4", 1), ("0", 0), ("42/100", 2), ("4.2*10^-1", 2), ("-0.42", 2), ("42*10^-2", 2)]
)
def test_too_few_places_cannot_be_marked(answer: str, given: int) -> None:
    assert mark("tanh(x)", "1", answer) == TooFewPlaces(given)


@pytest.mark.parametrize("answer", ["0", "2", "0.9", "1.1", "0.99"])
def test_too_few_places_are_no_free_guess_where_they_could_hold_the_whole_value(answer: str) -> None:
    assert isinstance(mark("tanh(x)", "0", answer), WrongPlaces)
    assert mark("tanh(x)", "0", "1") == mark("tanh(x)", "0", "1.000") == RightPlaces()


@pytest.mark.parametrize(("at", "answer"), [("0", "1.0001"), ("0", "0.99999"), ("1", "0.4201"), ("1", "0.419975")])
def test_places_beyond_those_asked_must_be_right_or_cut_off(at: str, answer: str) -> None:
    assert mark("tanh(x)", at, answer) != RightPlaces()


@pytest.mark.parametrize("places", [19, 30, 50])
def test_of_many_places_the_last_ones_count_too(places: int) -> None:
    off = "3.141592653589793238".ljust(places + 1, "0") + "9"
    assert isinstance(mark_places(Value(parse("pi")), {}, parse(off), places), WrongPlaces)


def test_a_value_itself_is_marked_too() -> None:
    value = Value(parse("sigmoid(x)", "x"))
    one = {"x": Fraction(1)}
    assert mark_places(value, one, parse("0.731"), 3) == RightPlaces()
    assert isinstance(mark_places(value, one, parse("0.732"), 3), WrongPlaces)


def test_without_a_worked_form_the_rules_give_one() -> None:
    asked = Derivative(parse("tanh(x)", "x"), ("x",))
    assert mark_places(asked, {"x": Fraction(1)}, parse("0.419"), 3) == RoundedEarly()


def test_where_there_is_no_derivative_only_undefined_is_right() -> None:
    asked = Derivative(parse("relu(x)", "x"), ("x",))
    assert mark_places(asked, {"x": Fraction(0)}, parse("undefined"), 3) == RightPlaces()
    assert isinstance(mark_places(asked, {"x": Fraction(0)}, parse("0.500"), 3), WrongPlaces)
    smooth = Derivative(parse("x*abs(x)", "x"), ("x",))
    assert mark_places(smooth, {"x": Fraction(0)}, parse("0.000"), 3) == RightPlaces()
    assert isinstance(mark_places(smooth, {"x": Fraction(0)}, parse("undefined"), 3), WrongPlaces)


def test_a_band_grown_out_of_proportion_forgives_nothing() -> None:
    # e^-7 rounds to 0.001, and 1/0.001 is 1000; the truth is 1096.633
    value = Value(parse("1/e^-x", "x"))
    assert isinstance(mark_places(value, {"x": Fraction(7)}, parse("1000.000"), 3), WrongPlaces)


@pytest.mark.parametrize(
    ("text", "places"), [("2", 0), ("2.50", 2), ("-2.50", 2), ("1e-3", 3), ("1/8", 3), ("1/3", None), ("pi", None)]
)
def test_the_places_typed(text: str, places: int | None) -> None:
    assert typed_places(parse(text)) == places


@given(st.fractions(-3, 3, max_denominator=50), st.integers(1, 6))
def test_the_truth_rounded_to_the_places_asked_is_right(at: Fraction, places: int) -> None:
    asked = Derivative(parse("sigmoid(2x + 1)", "x"), ("x",))
    exact = asked.at({"x": at}, 128)
    mantissa = (exact * 10**places + arb("0.5")).floor().unique_fmpz()
    assert mark_places(asked, {"x": at}, Number(int(mantissa), places), places) == RightPlaces()


@given(st.fractions(-3, 3, max_denominator=50), st.integers(2, 5))
@example(Fraction(-2, 5), 3)
def test_working_with_rounded_values_is_rounded_early_at_worst(at: Fraction, places: int) -> None:
    def rounded(value: Fraction | arb) -> Fraction:  # exact, since a tie such as .550·.450 is no ball's to decide
        scaled = value * 10**places + (Fraction(1, 2) if isinstance(value, Fraction) else arb("0.5"))
        return Fraction(floor(scaled) if isinstance(scaled, Fraction) else int(scaled.floor().unique_fmpz()), 10**places)

    u = arb((2 * at + 1).numerator) / (2 * at + 1).denominator
    s = rounded(1 / (1 + rounded((-u).exp())))
    reached = 2 * rounded(s * (1 - s))
    worked = parse(f"2*sigmoid({2 * at + 1})*(1 - sigmoid({2 * at + 1}))")
    assert any(abs(reached - value) < Fraction(1, 10**15) for value in reachable(worked, places))


def test_a_value_that_occurs_twice_is_written_down_once() -> None:
    # σ(3) is .952 or .953, never both: .953·.048 would give .092 and .952·.047 would give .089
    worked = parse("2*sigmoid(3)*(1 - sigmoid(3))")
    ends = {str(end) for value in reachable(worked, 3) for end in roundings(value, 3)}
    assert ends == {"9/100", "91/1000", "23/250"}


@pytest.mark.parametrize(
    ("value", "ends"),
    [("0.0125", {"0.013", "0.012"}), ("0.0135", {"0.014"}), ("-0.0125", {"-0.013", "-0.012"}), ("1/3", {"0.333"})],
)
def test_the_middle_between_two_decimals_is_rounded_away_from_0_or_to_the_even_one(value: str, ends: set[str]) -> None:
    assert set(roundings(Fraction(value), 3)) == set(map(Fraction, ends))


@pytest.mark.parametrize(
    ("function", "at", "answer", "cut"),
    [
        ("sigmoid(x)", "-1/2", "0.377", True),
        ("-sigmoid(x)", "-1/2", "-0.377", True),
        ("tanh(x)", "-3/2", "-0.906", False),
        ("sigmoid(x)", "-1/2", "0.376", False),
        ("sigmoid(x)", "-1/2", "0.379", False),
    ],
)
def test_digits_cut_off_instead_of_rounded_are_wrong_and_told(function: str, at: str, answer: str, cut: bool) -> None:
    result = mark_places(Value(parse(function, "x")), {"x": Fraction(at)}, parse(answer), 3)
    assert isinstance(result, WrongPlaces)
    assert result.cut_off == cut


def test_the_logistic_function_written_out_is_worked_like_the_sigmoid() -> None:
    asked = Derivative(parse("1/(1 + e^(-x))", "x"), ("x",))
    assert mark_places(asked, {"x": Fraction(3)}, parse("0.046"), 3) == RoundedEarly()
