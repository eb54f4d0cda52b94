from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.decks.kinds import KINDS, words
from derivquiz.decks.kinds.choice import choose
from derivquiz.wire import Certainty, Outcome, Problem, Reading, Verdict


def problem(kind: str, function: str, variables: str = "x", **more: object) -> Problem:
    names = tuple(variables.split())
    defaults: dict[str, object] = {
        **dict.fromkeys(("title", "rule", "prompt", "picture"), ""),
        **{"deck": "d", "template": "t", "seed": 0, "wrt": names},
    }
    return Problem(kind=kind, function=function, variables=names, **{**defaults, **more})  # type: ignore[arg-type]  # fields by name


def mark(asked: Problem, text: str) -> Verdict:
    return KINDS[asked.kind].mark(asked, text, proof=False)


def read(asked: Problem, text: str) -> Reading:
    return KINDS[asked.kind].read(asked, text)


CHAIN = problem("formula", "sin(x^2)")
POINT = problem("value", "x^3 + 2*x^2 - x + 1", at=(("x", "2"),))
THIRD = problem("value", "ln(3*x)", at=(("x", "3"),))
PLACES = problem("value", "tanh(x)", at=(("x", "1"),), places=3)
HALF = problem("value", "1/(1 + e^(-z))", "z", at=(("z", "-1/2"),), order=0, places=3)
STEEP = problem("value", "sigmoid(z)", "z", at=(("z", "-5/2"),), places=3)
SLOPE = problem("formula", "sigmoid(z)", "z", given=(("s", "sigmoid(z)"),), form="given")
PLANE = problem("gradient", "x^2*y + x*y^2", "x y")
PLANE_AT = problem("gradient", "x^2*y + x*y^2", "x y", at=(("x", "1"), ("y", "2")))
CORNER = problem("choice", "relu(x)", at=(("x", "0"),), choices=("-1", "0", "1", "undefined"), expected="undefined")
WORDS = problem("choice", "x^2", choices=("rising", "falling", "flat"), expected="falling")
ALL = [CHAIN, POINT, THIRD, PLACES, SLOPE, PLANE, PLANE_AT, CORNER, WORDS]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (CHAIN, "2x cos(x^2)"),
        (CHAIN, "f'(x) = cos(x^2)*2x"),
        (problem("formula", "sigmoid(2*x + 1)"), "2σ(1-σ)"),
        (problem("formula", "sigmoid(2*x + 1)"), "2f(x)(1 - f(x))"),
        (problem("formula", "x*y^2", "x y", wrt=("y",)), "2xy"),
        (problem("formula", "x^4", order=2), "12x^2"),
        (problem("formula", "x*sin(x)", wrt=(), order=0), "xsinx"),
        (problem("formula", "(x, 2*x)", wrt=(), order=0), "x, x + x"),
        (problem("formula", "[[x, 1], [0, x]]", wrt=(), order=0), "x, 1; 0, x"),
        (SLOPE, "s(1-s)"),
        (POINT, "19"),
        (POINT, "3*2^2 + 4*2 - 1"),
        (THIRD, "1/3"),
        (problem("value", "relu(x)", at=(("x", "0"),)), "undefined"),
        (problem("value", "sin(x)", at=(("x", "pi/3"),)), "1/2"),
        (problem("value", "x*sin(x)", at=(("x", "1"),), order=0, places=3), ".841"),
        (problem("value", "sqrt(2)", "", wrt=(), order=0, places=3), "1.414"),
        (PLACES, ".420"),
        (PLACES, "0.41997"),
        (PLACES, "1 - tanh(1)^2"),
        (HALF, "0.378"),
        (HALF, "1/(1 + e^0.5)"),
        (STEEP, "sigmoid(-2.5)(1 - sigmoid(-2.5))"),
        (problem("value", "sin(x)", at=(("x", "1"),), places=3), "cos(1)"),
        (problem("value", "sin(x)", wrt=(), at=(("x", "1"),), order=0, places=3), "sin(1)"),
        (problem("formula", "sigmoid'(x)"), "sigmoid''(x)"),
        (PLANE, "(2xy + y^2, x^2 + 2xy)"),
        (PLANE, "y(2x + y), x(x + 2y)"),
        (PLANE_AT, "[8, 5]"),
        (CORNER, "undefined"),
        (CORNER, "DNE"),
        (CORNER, "d"),
        (WORDS, "Falling"),
        (WORDS, "2"),
        (WORDS, "b)"),
    ],
)
def test_a_right_answer_is_right_however_it_is_written(asked: Problem, text: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.CORRECT
    assert verdict.certainty is not None
    assert verdict.form
    assert verdict.reading.line
    assert verdict.reading.picture


@pytest.mark.parametrize(
    ("asked", "text", "reason"),
    [
        (CHAIN, "cos(x^2)", "x = 1 yours is 0.540302, the derivative is 1.080605"),
        (CHAIN, "undefined", "yours is undefined"),
        (problem("formula", "x^2/3"), "0.67x", "Close: write 2/3 for 0.67"),
        (problem("formula", "(x, 2*x)", wrt=(), order=0), "(x, x)", "Entry 1 is right, entry 2 not"),
        (problem("formula", "(x, 2*x)", wrt=(), order=0), "(x, 2x, 1)", "2 components is asked; yours has 3"),
        (THIRD, "0.333", "exact"),
        (PLANE, "(x^2 + 2xy, 2xy + y^2)", "another order"),
        (PLANE, "(2xy + y^2, x^2)", "∂f/∂x is right, ∂f/∂y not"),
        (PLANE, "(x, y)", "Neither of the parts is right"),
        (problem("gradient", "2*x + 3*y", "x y"), "[1; 2]", "Neither of the parts is right"),
        (problem("gradient", "x*y*z", "x y z"), "(1, 2, 3)", "None of the parts is right"),
        (PLANE, "(x, y, 1)", "yours has 3"),
        (problem("formula", "x^9"), "x^7", "x = 2 yours is 128, the derivative is 2304"),
        (problem("formula", "5/x^3"), "5/x^4", "x = 2"),
        (problem("gradient", "e^(-6*x + 9*y^2)", "x y"), "(1, 1)", "x = 1, y = 1 yours is 1, the partial derivative is −120.513"),
        (HALF, "0.377", "cut off instead of rounded"),
        (problem("value", "tanh(z)", "z", at=(("z", "-3/2"),), places=3), "0.180", "cut off instead of rounded"),
        (PLANE, "[[x, 1], [y, 2]]", "matrix"),
        (problem("gradient", "x^2/3 + y", "x y"), "(.67x, 1)", "write 2/3 for 0.67"),
        (problem("gradient", "x^2/3 + y", "x y", at=(("x", "1"), ("y", "1"))), "(.67, 1)", "rounded"),
        (PLANE_AT, "(8, 6)", "∂f/∂x is right, ∂f/∂y not"),
    ],
)
def test_a_wrong_answer_gets_its_reason(asked: Problem, text: str, reason: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.WRONG
    assert reason in verdict.message
    assert verdict.certainty is Certainty.PROVED


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (POINT, "18"),
        (PLACES, ".300"),
        (PLANE_AT, "(8, 6)"),
        (CORNER, "0"),
        (problem("formula", "7*x + 3"), "3"),
        (problem("gradient", "2*x + 3*y", "x y"), "(2, 4)"),
    ],
)
def test_where_the_answer_is_a_number_nothing_shows_it(asked: Problem, text: str) -> None:
    verdict = mark(asked, text)
    answer = KINDS[asked.kind].solve(asked).answer
    assert verdict.outcome is Outcome.WRONG
    assert verdict.witness is None
    assert answer not in verdict.message
    assert not any(f" {part}" in verdict.message for part in answer.strip("()").split(", ")), verdict.message


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        (HALF, "f(-0.5)", "the question again"),
        (HALF, "sigmoid(-1/2)", "the question again"),
        (problem("value", "ln(x)", at=(("x", "3"),), order=0, places=3), "ln 3", "the question again"),
        (STEEP, "sigmoid'(-2.5)", "the question again"),
        (problem("formula", "sigmoid(2*x + 6)"), "2sigmoid'(2x + 6)", "write σ′ out"),
        (problem("gradient", "tanh(x*y)", "x y"), "(y tanh'(xy), x tanh'(xy))", "write tanh′ out"),
        (POINT, "3x^2 + 4x - 1", "put in x = 2"),
        (POINT, "3x", "x is left"),
        (PLACES, "1 - tanh^2", "put in x = 1"),
        (PLANE_AT, "(2xy + y^2, x^2 + 2xy)", "put in x = 1, y = 2"),
        (PLANE_AT, "(x, 5)", "x is left"),
        (problem("formula", "9*sqrt(x)"), "9/2x^-1/2", "write 9/(2x^-1) or x^-(1/2) if you meant that"),
    ],
)
def test_work_that_is_left_to_be_done_is_named_and_free(asked: Problem, text: str, said: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.UNREADABLE
    assert said in verdict.message


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (CHAIN, ""),
        (CHAIN, "2x cos(x^2"),
        (CHAIN, "2q"),
        (CHAIN, "(1, 2)"),
        (problem("formula", "sqrt(x)"), "1/2√x"),
        (PLACES, ".42"),
        (PLACES, "0"),
        (PLANE, "2xy"),
        (CORNER, "7"),
        (CORNER, ""),
        (WORDS, "4"),
        (WORDS, "steep"),
    ],
)
def test_what_can_not_be_marked_is_free_and_says_what_would_do(asked: Problem, text: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.UNREADABLE
    assert len(verdict.message) > 10


def test_an_answer_that_is_undefined_on_a_stretch_loses_its_domain() -> None:
    verdict = mark(problem("formula", "x^2"), "2 sqrt(x)^2")
    assert verdict.outcome is Outcome.DOMAIN
    assert verdict.witness is not None
    assert "undefined" in verdict.message


def test_right_in_another_form_is_right_and_says_so() -> None:
    verdict = mark(SLOPE, "sigmoid(z)(1 - sigmoid(z))")
    assert (verdict.outcome, verdict.form) == (Outcome.CORRECT, False)
    assert verdict.message == "It was to be written with s alone."


def test_too_few_places_are_counted_for_the_learner() -> None:
    assert mark(PLACES, ".42").message == "Give 3 decimal places: yours has 2; zeros at the end count"
    assert mark(PLACES, "0").message == "Give 3 decimal places: yours has none; zeros at the end count"


def test_rounding_on_the_way_is_right_and_named() -> None:
    verdict = mark(PLACES, ".419")
    assert (verdict.outcome, verdict.misconceptions) == (Outcome.CORRECT, ("rounded-early",))
    assert verdict.certainty is None


def test_the_same_tree_is_proved() -> None:
    assert mark(CHAIN, "2*x*cos(x^2)").certainty is Certainty.PROVED


@pytest.mark.parametrize(
    ("choices", "text", "chosen"),
    [
        (("0", "1", "undefined"), "1", "1"),
        (("0", "1", "undefined"), "b", "1"),
        (("0", "1", "undefined"), "3", None),
        (("0", "0.2", "1"), ".2", "0.2"),
        (("0", "0.2", "1"), "1/5", "0.2"),
        (("-1", "1"), "−1", "-1"),
        (("left", "right"), "2", "right"),
        (("left", "right"), "3", None),
        (("left", "right"), "(a)", "left"),
        (("left", "right"), " LEFT ", "left"),
        (("a", "b"), "b", "b"),
        (("b", "a"), "b", "b"),
        (("x > 9", "x ≥ 9", "−9 < x < 9"), "x>9", "x > 9"),
        (("x > 9", "x ≥ 9", "−9 < x < 9"), "x >= 9", "x ≥ 9"),
        (("x > 9", "x ≥ 9", "−9 < x < 9"), "x<9", None),
        (("dy/dx", "d²y/dx²"), "d^2y/dx^2", "d²y/dx²"),
        (("(9, −17)", "(−9, 17)"), "(-9,17)", "(−9, 17)"),
        (("(9, −17)", "(−9, 17)"), "9, -17", "(9, −17)"),
        (("a maximum at 6", "neither, at −6"), "maximum at 6", "a maximum at 6"),
        (("a maximum at 6", "a minimum at 6"), "at 6", None),
        (("a maximum at 6", "a minimum at 6"), "2", None),
        (("θ should grow", "θ should shrink"), "Shrink", "θ should shrink"),
        (("θ should grow", "θ should shrink"), "should", None),
    ],
)
def test_a_choice_is_named_by_its_words_its_value_its_letter_or_its_number(
    choices: tuple[str, ...], text: str, chosen: str | None
) -> None:
    assert choose(choices, text) == chosen


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (CHAIN, "Differentiate f."),
        (problem("formula", "x^4", order=2), "Find f″."),
        (problem("formula", "x*y", "x y", wrt=("y",)), "Find ∂f/∂y."),
        (POINT, "Find f′(2)."),
        (PLACES, "Find f′(1), to 3 decimal places."),
        (problem("value", "x", at=(("x", "-1/2"),), order=0, places=1), "Find f(−1/2), to 1 decimal place."),
        (problem("value", "x*y", "x y", wrt=("y",), at=(("x", "1"), ("y", "2"))), "Find ∂f/∂y at x = 1, y = 2."),
        (PLANE, "Give the gradient (∂f/∂x, ∂f/∂y)."),
        (PLANE_AT, "Give the gradient (∂f/∂x, ∂f/∂y) at (x, y) = (1, 2)."),
        (CORNER, "What is f′(0)?"),
    ],
)
def test_a_kind_asks_in_its_own_words(asked: Problem, words: str) -> None:
    assert KINDS[asked.kind].ask(asked) == words


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (CHAIN, "2*x*cos(x^2)"),
        (problem("formula", "x^4", order=2), "12*x^2"),
        (SLOPE, "s*(1 - s)"),
        (POINT, "19"),
        (problem("value", "x^3", at=(("x", "2"),), order=2), "12"),
        (PLACES, "0.420"),
        (problem("value", "relu(x)", at=(("x", "0"),)), "undefined"),
        (problem("value", "relu(x)", at=(("x", "0"),), places=2), "undefined"),
        (problem("value", "sin(x)", at=(("x", "pi/3"),), places=2), "0.50"),
        (PLANE, "(2*x*y + y^2, x^2 + 2*x*y)"),
        (PLANE_AT, "(8, 5)"),
        (CORNER, "undefined"),
        (WORDS, "falling"),
    ],
)
def test_a_problem_is_solved_and_its_solution_is_right(asked: Problem, answer: str) -> None:
    solution = KINDS[asked.kind].solve(asked)
    assert solution.answer == answer
    assert solution.picture
    assert mark(asked, solution.answer).outcome is Outcome.CORRECT
    assert all(step.rule and step.picture for step in solution.steps)


@lru_cache(maxsize=1)
def alphabet() -> list[str]:
    words = "x y z s e pi sin σ tanh' sqrt undefined if > ( ) [ ] { } , ; = + - * / ^ ² ′ 1 2 0.5 .3 1/3 \\frac | ?"
    return [*words.split(), " "]


@given(st.sampled_from(ALL), st.data())
def test_no_text_breaks_reading_or_marking(asked: Problem, data: st.DataObject) -> None:
    text = data.draw(st.one_of(st.text(max_size=12), st.lists(st.sampled_from(alphabet()), max_size=10).map("".join)))
    found, verdict = read(asked, text), mark(asked, text)
    assert found.text == text
    assert bool(found.error) != bool(found.line)
    assert verdict.outcome is Outcome.UNREADABLE or not found.error
    assert verdict.reading == found
    assert verdict.message or verdict.outcome is Outcome.WRONG  # of which there is not always more to say


@pytest.mark.parametrize("start", ["[[{}]]", "\\begin{{pmatrix}}{}\\end{{pmatrix}}", "∇f = [[{}]]"])
@pytest.mark.parametrize(("typed", "outcome"), [("2, 3", "correct"), ("2, 4", "wrong"), ("3, 2", "wrong")])
def test_a_gradient_may_be_written_as_a_matrix_of_one_row(start: str, typed: str, outcome: str) -> None:
    separated = typed.replace(",", " &") if "pmatrix" in start else typed
    gradient = problem("gradient", "2*x + 3*y", "x y")
    verdict = KINDS["gradient"].mark(gradient, start.format(separated), proof=False)
    assert verdict.outcome.value == outcome
    assert "matrix" not in verdict.message


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("min at 2", "a minimum at 2"),
        ("x = 2, minimum", "a minimum at 2"),
        ("-2: maximum", "a maximum at -2"),
        ("neither at 2", "neither, at 2"),
        ("2", None),
        ("minimum", None),
        ("no minimum at 2", None),
        ("minimum or maximum at 2", None),
    ],
)
def test_a_choice_is_named_by_words_that_it_alone_holds_in_any_order(typed: str, chosen: str | None) -> None:
    choices = ("a minimum at 2", "a maximum at 2", "neither, at 2", "a minimum at -2", "a maximum at -2", "neither, at -2")
    assert choose(choices, typed) == chosen


def test_a_form_of_a_word_names_a_choice_and_its_opposite_does_not() -> None:
    assert [choose(("rising", "falling", "level"), text) for text in ("it rises", "falls", "not rising")] == [
        "rising",
        "falling",
        None,
    ]


TOLD = replace(WORDS, means=(("rising", "f′ is above 0 there"), ("falling", "f′ is below 0 there")))


def test_a_wrong_choice_is_told_what_it_says_and_the_solution_ends_in_what_the_right_one_says() -> None:
    assert mark(TOLD, "rising").message == "This choice says: f′ is above 0 there."
    assert mark(TOLD, "flat").message == ""
    last = KINDS["choice"].solve(replace(TOLD, lines=("The slope there: -2",))).steps[-1]
    assert (last.rule, last.line) == ("f′ is below 0 there", "falling")


def test_stated_lines_that_stop_before_the_choice_are_led_to_it() -> None:
    steps = KINDS["choice"].solve(replace(WORDS, lines=("The slope there: -2",))).steps
    assert [step.line for step in steps] == ["-2", "falling"]


def test_parts_that_are_asked_in_decimals_are_rounded_in_the_last_step() -> None:
    asked = problem("parts", "", wrt=(), order=0, answers=(("a", "1/3"), ("b", "2/3")), lines=("The whole: 1",), places=2)
    assert [step.line for step in KINDS["parts"].solve(asked).steps] == ["1", "a = 0.33, b = 0.67"]


def test_a_name_in_a_sentence_is_printed_as_in_the_picture() -> None:
    assert words.where((("x1", "2"), ("theta", "-1"))) == "at x₁ = 2, θ = −1"
