"""Text is read as it is meant on paper, or refused with the place and what would do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivquiz.errors import ReadingError
from derivquiz.maths.expression import (
    Apply,
    Cases,
    Comparison,
    Expression,
    Matrix,
    Name,
    Number,
    Power,
    Sum,
    Vector,
    children,
    names,
)
from derivquiz.maths.functions import FUNCTIONS, NAMES
from derivquiz.maths.reading import LONGEST, Vocabulary, parse, parse_in, read, read_condition
from derivquiz.maths.writing import line
from derivquiz.maths.writing.picture import draw
from tests.maths.expressions import VARIABLES, expressions
from tests.maths.reading.notations import AT_Z, DEFINED, INDEXED, LETTERS, REFUSED, TABLE, VECTOR, XY
from tests.pace import units

X = Vocabulary(("x",))
CHARACTERS = "xy2.e+-−*/^²³₁()[]{}|<>=,;'′√½σΦφπ%_ \t\\$&sincoltagdfrqu:?!"


def refusal(text: str, vocabulary: Vocabulary = XY) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read(text, vocabulary)
    return caught.value


def attempt(text: str, vocabulary: Vocabulary) -> ReadingError | None:
    try:
        read(text, vocabulary)
    except ReadingError as error:
        return error
    return None


def as_it_is_read(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The reading of a text and its other readings, or why it has none."""
    try:
        parsed = read(text, vocabulary)
    except ReadingError as error:
        return (f"refused: {error}",)
    return tuple(line(one) for one in (parsed.expression, *parsed.alternatives))


@pytest.mark.parametrize("vocabulary", {vocabulary: None for _, vocabulary in TABLE})
def test_each_notation_is_read_as_the_table_says(vocabulary: Vocabulary) -> None:
    rows = {row[0]: row[1:] for row, known in TABLE if known == vocabulary}
    assert {text: as_it_is_read(text, vocabulary) for text in rows} == rows


def test_the_table_holds_five_hundred_notations() -> None:
    assert len({(row[0], vocabulary) for row, vocabulary in TABLE}) >= 500


def test_every_second_reading_comes_with_what_to_write_for_it() -> None:
    for row, vocabulary in TABLE:
        parsed = read(row[0], vocabulary)
        assert any(note.startswith("write ") for note in parsed.notes) == bool(parsed.alternatives)


def test_what_cannot_be_read_is_refused_at_its_place_with_a_reason() -> None:
    errors = {text: attempt(text, XY) for text, _, _ in REFUSED}
    assert {text: error and (error.column, str(error)) for text, error in errors.items()} == {
        text: (column, said) for text, column, said in REFUSED
    }


def test_a_bare_log2_may_be_the_logarithm_of_2() -> None:
    vocabulary = Vocabulary(("x",), argument=Name("x"))
    parsed = read("2^x log2", vocabulary)
    assert line(parsed.expression) == "2^x*log_2(x)"
    assert [line(other) for other in parsed.alternatives] == ["2^x*ln(2)"]
    assert parsed.notes == ("write log(2) if you meant that",)
    assert not read("log2(x) + lg x + log_2 x + log 2", vocabulary).alternatives


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("x/2y", "write x/(2y) if you meant that"),
        ("1 + x/2y", "write x/(2y) if you meant that"),
        ("e^2x", "write e^(2x) if you meant that"),
        ("sin x/2", "write sin(x/2) if you meant that"),
        ("x^1/2", "write x^(1/2) if you meant that"),
        ("1/2√x", "write 1/(2√x) if you meant that"),
        ("9/2x^-1/2", "write 9/(2x^-1) or x^-(1/2) if you meant that"),
        ("x-1e-5", "1e-5 is the number 0.00001, without Euler's e"),
        ("e^2x+e^3x+e^4x+e^5x", "write e^(2x) or e^(3x) or e^(4x) if you meant that"),
        ("2e-1", "2e-1 is the number 0.2, without Euler's e"),
        ("5e2x", "5e2 is the number 500, without Euler's e"),
        ("5e2 (x+1)", "5e2 is the number 500, without Euler's e"),
        ("|2|x|-3|", "two pairs of bars, side by side: one within the other is abs(2|x|-3)"),
        ("√x(y+1)", "write √(x)*(y+1) if you meant that"),
        ("√x (y+1)^2", "write √(x)*(y+1)^… if you meant that"),
        ("√x ((y+1)^2+1)", "write √(x)*((y+1)^2+1) if you meant that"),
        ("√x |y|", "write √(x)*|…| if you meant that"),
        ("√x y", "write √(x)*y if you meant that"),
        ("ln xe^x", "write ln(x)*e^… if you meant that"),
        ("sin x (y+1)", "write sin(x(y+1)) if you meant that"),
        ("sin -x(y+1)", "write sin(-x)*(y+1) if you meant that"),
        ("sin^2 x(y+1)", "write sin^2(x)*(y+1) if you meant that"),
        ("σ'x/2", "write σ'(x/2) if you meant that"),
        ("log_2 x/2", "write log_2(x/2) if you meant that"),
        ("2log_{2} x/2", "write log_{2}(x/2) if you meant that"),
        ("sin -2·x", "write sin(-2)*… if you meant that"),
        ("sin 2·x(x+1)", "write sin(2)*… or sin(2·x)*(x+1) if you meant that"),
        ("2Σ(x)", "Σ is read as σ, the sigmoid; a sum is written out"),
    ],
)
def test_an_ambiguous_notation_says_how_to_write_the_other_reading(text: str, note: str) -> None:
    assert read(text, XY).notes == (note,)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("1 + σ(1-σ(z))", "write σ*(…) if you meant that"),
        ("1 + σ z", "write σ*z if you meant that"),
        ("exp -z", "write exp - … if you meant that"),
        ("z + log10", "write log(10) if you meant that"),
    ],
)
def test_a_bare_function_says_how_to_write_the_other_reading(text: str, note: str) -> None:
    assert read(text, AT_Z).notes == (note,)


def test_the_function_of_the_prompt_before_a_sum_says_how_to_write_the_product() -> None:
    assert read("1 + f(x+1)", DEFINED).notes == ("write f*(…) if you meant that",)
    assert read("f(1-x)", DEFINED).notes == ("write f*(…) if you meant that",)
    assert not read("f(-x) + f(2x)", DEFINED).notes


@pytest.mark.parametrize(
    "text",
    ["5e2", "2 + 5e2", "|x| + |y|", "|x|·|y|", "|x||y|", "|(|x|)|", "2|x + |y| + 1|", "abs(2|x| - 3)", "||x| - 3|", "2σ(x)"],
)
def test_what_reads_in_one_way_only_has_no_note(text: str) -> None:
    assert read(text, XY).notes == ()


@given(st.text(max_size=60) | st.text(CHARACTERS, max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for vocabulary in (XY, VECTOR, INDEXED):
        error = attempt(text, vocabulary)
        assert error is None or error.column is None or 0 <= error.column <= len(text)


@given(
    st.lists(
        st.sampled_from([*NAMES, *"xy23+-*/^()|σ,", " ", "if", "else", ">", "\\frac{", "}", "\\sqrt{", "²", "'"]), max_size=60
    )
)
@settings(max_examples=80)
def test_any_run_of_pieces_of_the_language_is_read_or_refused(pieces: list[str]) -> None:
    error = attempt("".join(pieces), Vocabulary(("x", "y"), argument=Name("x")))
    assert error is None or error.message


@given(
    st.sampled_from(TABLE), st.sampled_from(TABLE), st.lists(st.tuples(st.integers(0, 80), st.sampled_from(["", *CHARACTERS])))
)
@settings(max_examples=60)
def test_a_notation_with_slips_is_refused_or_reads_back_from_its_line(
    one: tuple[tuple[str, ...], Vocabulary], other: tuple[tuple[str, ...], Vocabulary], slips: list[tuple[int, str]]
) -> None:
    row, vocabulary = one
    text = list(row[0] + other[0][0] * (len(slips) % 2))
    for place, character in slips:
        text[place % (len(text) + 1) : place % (len(text) + 1) + (place % 3 > 0)] = character
    if attempt("".join(text), vocabulary) is None:
        parsed = read("".join(text), vocabulary)
        names = (*vocabulary.variables, *(name for name, _ in vocabulary.given))
        assert parse(line(parsed.expression), *names) == parsed.expression
        assert draw(parsed.expression)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 499,
        ")" * 500,
        "|" * 499,
        "-" * 499 + "x",
        "sin " * 124,
        "x^" * 249 + "x",
        "x/2" * 166,
        "x" * 500,
        "a" * 500,
        "sin x/2" * 70,
        "e^2x" * 120,
        "σ(" * 100 + "σ" + ")" * 100,
        "\\frac{" * 80,
        "\\sqrt" * 99,
        "{" * 400,
        "²" * 500,
        "[x>0]" * 99,
        "1 if x>0 else " * 35 + "1",
        "asinx" * 100,
    ],
)
def test_a_hostile_text_costs_little(text: str) -> None:
    assert units(lambda: attempt(text, Vocabulary(("x", "y"), argument=Name("x")))) < 60


def test_sixty_brackets_are_read_and_sixty_one_are_not() -> None:
    assert read("(" * 60 + "x" + ")" * 60, X).expression == Name("x")
    assert "nested deeper than 60" in refusal("(" * 61 + "x" + ")" * 61).message


def test_sixty_brackets_around_a_condition_are_read_and_sixty_one_beside_each_other() -> None:
    condition = "x>0"
    assert read(f"1 if {'(' * 60}{condition}{')' * 60}", X) == read(f"1 if {condition}", X)
    assert "nested deeper than 60" in refusal(f"1 if {'(' * 61}{condition}{')' * 61}").message
    assert "nested deeper than 60" in refusal(f"1 if (x>0) and {'(' * 61}{condition}{')' * 61}").message
    assert isinstance(read("1 if " + "and".join([f"({condition})"] * 61), X).expression, Cases)


@pytest.mark.parametrize("part", ["-x", "x^2", "x^-2", "x*-2", "(x+1)", "|x|", "sin x", "sin(x)", "(1 if x>0 else -1)"])
def test_sixty_brackets_beside_others_are_read_and_sixty_one_are_not(part: str) -> None:
    assert isinstance(read(f"{part}+{'(' * 60}x{')' * 60}", X).expression, Sum)
    assert "nested deeper than 60" in refusal(f"{part}+{'(' * 61}x{')' * 61}").message


@pytest.mark.parametrize("sign", ["+", "*"])
@pytest.mark.parametrize("part", ["(x)", "(-x)", "-x", "x^-x", "x^x", "sin(x)", "|x|", "sin -x"])
def test_brackets_signs_and_exponents_beside_each_other_are_not_nested(part: str, sign: str) -> None:
    assert len(set(children(parse(sign.join([part] * 70), "x")))) == 1


def test_five_hundred_characters_are_read_and_one_more_is_not() -> None:
    assert isinstance(read("x+" * 249 + "xx", X).expression, Sum)
    error = refusal("x" * (LONGEST + 1))
    assert (error.message, error.column) == ("more than 500 characters", 500)


@pytest.mark.parametrize(
    ("text", "said"),
    [("f(" * 59 + "x" + ")" * 59, "f is too long here when written out"), ("+".join(["f(f(f(f(f(f(x))))))"] * 20), "^too long")],
)
def test_the_function_of_the_prompt_in_itself_is_refused_before_it_grows_without_bound(text: str, said: str) -> None:
    twice = Vocabulary(("x",), function="f", definition=parse("(x^2 + 8)/(4*x + 1)", "x"))
    assert units(lambda: attempt(text, twice)) < 100
    with pytest.raises(ReadingError, match=said):
        read(text, twice)
    assert isinstance(read("f(f(f(x)))", twice).expression, Expression)


def test_an_answer_of_five_thousand_nodes_is_read_and_one_more_is_not() -> None:
    long = Vocabulary(("x",), function="f", definition=parse("+".join(["x"] * 998), "x"))
    assert read("f+f+f+f+f+x+x+x+x", long).called
    with pytest.raises(ReadingError, match="too long when written out"):
        read("f+f+f+f+f+x+x+x+x+x", long)


def test_a_tree_of_a_hundred_and_fifty_levels_is_read_and_one_more_is_not() -> None:
    assert not read("x" + "/2" * 149, X).called
    assert "nested too deep" in refusal("x" + "/2" * 150).message


def test_an_ambiguous_notation_has_three_readings_beside_the_usual_and_that_of_all_its_places() -> None:
    assert len(read("x/2y + x/3y + x/4y + x/5y", XY).alternatives) == 4
    assert len(read("x/2y + x/3y + x/4y + x/5y + 1", XY).alternatives) == 4


def test_our_own_texts_are_longer_and_of_any_shape() -> None:
    a = parse("a", "a")
    assert parse("[[a, 2]]", "a") == Matrix(((a, Number(2)),))
    assert parse("[[a]]", "a") == Matrix(((a,),))
    assert parse("(a, 2)", "a") == parse_in("a, 2", Vocabulary(("a",))) == Vector((a, Number(2)))
    assert parse("[a]", "a") == parse("[(a)]", "a") == parse(f"a{' ' * 49_999}", "a") == a
    assert parse("[[a]+1]", "a") == parse("a + 1", "a")
    assert parse("[2[a]]", "a") == parse("2a", "a")
    with pytest.raises(ReadingError, match="more than 50000 characters"):
        parse(f"a{' ' * 50_000}", "a")


def test_texts_of_decks_are_as_long_as_answers() -> None:
    assert parse_in(f"x{' ' * 499}", X) == Name("x")
    assert read_condition(f"x>0{' ' * 497}", X) == (Comparison(Name("x"), ">", Number(0)),)
    for reader in (parse_in, read_condition):
        with pytest.raises(ReadingError, match="more than 500 characters") as caught:
            reader(f"x>0{' ' * 498}", X)
        assert caught.value.column == 500


def test_derivatives_of_the_function_are_read_as_far_as_they_are_told() -> None:
    once = Vocabulary(("x",), function="f", definition=parse("x^2", "x"), derivatives=(parse("2x", "x"),))
    assert read("f' + f'(3) + f", once).expression == parse("2x + 2*3 + x^2", "x")
    error = refusal("1 + f''", once)
    assert (error.column, str(error)) == (4, "f' is what is asked; write it out")
    assert str(refusal("f(x, 2)", once)) == "f takes 1 argument"
    assert str(refusal("f", Vocabulary(("x",), function="f"))) == "f is not defined here; write it out"


def test_it_is_told_whether_the_function_of_the_prompt_is_called() -> None:
    assert [read(text, DEFINED).called for text in ("f(x)", "x + f", "σ(x)", "f'(x) = x")] == [True, True, False, False]


def test_a_function_that_is_not_read_never_falls_apart_into_the_letters_of_a_problem() -> None:
    letters = Vocabulary(("f", "l", "o", "r", "x"))
    with pytest.raises(ReadingError, match="floor is no function here"):
        read("floor(x)", letters)
    assert read("floor", letters).expression == parse("f*l*o*o*r", *letters.variables)


@given(expressions(6))
def test_blanks_around_every_sign_change_nothing(node: Expression) -> None:
    text = line(node).replace("*", " * ").replace("+", " + ").replace("^", " ^ ").replace("(", "( ")
    assert parse(text, *VARIABLES) == node


def test_every_name_of_every_function_is_read() -> None:
    for name in NAMES:
        row = FUNCTIONS[NAMES[name]]
        arguments = ", ".join(["x"] * row.least)
        assert read(f"{name}({arguments})", X).expression == Apply(row.name, (Name("x"),) * row.least), name


def test_names_of_the_problem_go_before_functions_and_constants() -> None:
    assert read("e^2", Vocabulary(("e",))).expression == Power(Name("e"), Number(2))
    assert read("2e-1", Vocabulary(("e",))).expression == Sum((parse("2*e", "e"), parse("-1")))
    assert read("H(1+H)", Vocabulary(("H",))).expression == parse("H*(1 + H)", "H")
    assert read("2y\u0302", Vocabulary(("ŷ",))).expression == parse("2ŷ", "ŷ")
    assert read("σ(σ+1)", Vocabulary(("sigma",))).expression == parse("sigma*(sigma + 1)", "sigma")


@pytest.mark.parametrize("text", ["1e400", "1e-400", "10e399", "9" * 401])
def test_a_number_that_could_not_be_typed_when_written_out_is_refused(text: str) -> None:
    assert "out of all proportion" in refusal(text).message
    assert line(read("1e399", X).expression) == "1" + "0" * 399
    assert line(read("9" * 400, X).expression) == "9" * 400
    assert line(read("1." + "9" * 399, X).expression) == "1." + "9" * 399
    assert "so many digits" in refusal("12." + "9" * 399).message


@pytest.mark.parametrize("text", ["40x^(16^0.5)", "x^(2^(1/2))", "x^3^1.5", "x^1000000", "x^(10^6)", "x^(200^2.5)", "x^x^x^x^x"])
def test_an_exponent_may_be_a_root_of_a_reasonable_size(text: str) -> None:
    assert names(read(text, X).expression) == {"x"}


@pytest.mark.parametrize("text", ["x^(10^60.5)", "x^(2^2^9.5)", "x^(10^7)", "x^(16^4.1)", "x^(2^-21.5)"])
def test_an_exponent_beyond_all_proportion_is_refused(text: str) -> None:
    assert "out of all proportion" in refusal(text).message


def test_digits_keep_the_places_that_were_written() -> None:
    assert read("0.50", X).expression == Number(50, 2)
    assert read("1e-3", X).expression == Number(1, 3)
    assert read("50%", X).expression == Number(50, 2)


def test_digits_behind_a_known_name_are_a_power_or_a_factor_of_it() -> None:
    assert str(refusal("x_{1}2", INDEXED)) == "a number behind “x_{1}”; x_{1}^2 or 2x_{1}?"
    assert str(refusal("w_{12}", INDEXED)) == "w_12 is not in this problem; w_1^2 or 2w_1?"
    assert str(refusal("2theta2", INDEXED)) == "theta2 is not in this problem; theta^2 or 2theta?"
    assert str(refusal("theta_{2}", INDEXED)) == "theta_2 is not in this problem"
    assert [refusal(text, INDEXED).column for text in ("x_{1}2", "w_{12}", "2theta2", "x1theta_{2}")] == [5, 0, 1, 2]


def test_a_product_before_a_number_is_shown_whole_where_it_is_short() -> None:
    assert str(refusal("x" + "+x" * 18 + " 2y")).endswith(f"; write {'x' + '+x' * 18}*2y for a product")
    assert str(refusal("x" + "+x" * 18 + " 2yy")).endswith("; write x*2… for a product")


def test_a_variable_run_together_with_a_function_is_written_with_a_star() -> None:
    assert read("asinx", LETTERS).notes == ("write a*sin(…) if you meant that",)
    assert read("acosx + asin(b)", LETTERS).notes == ("write a*cos(…) and a*sin(…) if you meant that",)


def test_a_bare_function_without_an_argument_of_the_problem_is_refused() -> None:
    assert "needs something" in refusal("1 - tanh^2").message


def test_conditions_are_read_for_the_constraints_of_a_deck() -> None:
    letters = Vocabulary(("a", "b", "c"))
    a, b, c = Name("a"), Name("b"), Name("c")
    assert read_condition("a != c", letters) == (Comparison(a, "!=", c),)
    assert read_condition("0 < a < 5", letters) == (Comparison(Number(0), "<", a), Comparison(a, "<", Number(5)))
    assert read_condition("a > 0 and b > 0, c = 1", letters) == (
        Comparison(a, ">", Number(0)),
        Comparison(b, ">", Number(0)),
        Comparison(c, "=", Number(1)),
    )
    for text, said in (
        ("a", "a condition needs a comparison; such as x > 0"),
        ("a > 0 or b > 0", "“or” joins conditions that need not all hold; write two constraints"),
        ("a > 0, b > 0 or c > 0", "“or” joins conditions that need not all hold; write two constraints"),
        ("a > 0)", ") closes nothing; an opening bracket is missing before it"),
        ("a > 0 else", "a condition ends here"),
        ("", "something is missing at the end"),
        ("a >", "something is missing after “>”"),
        ("(" * 200, "( is never closed; add ) where it ends"),
    ):
        with pytest.raises(ReadingError) as caught:
            read_condition(text, letters)
        assert str(caught.value) == said


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("(a,,b)", 3, "an entry is missing"),
        (",a", 0, "an entry is missing"),
        ("[]", 1, "an entry is missing"),
        ("()", 0, "nothing in the bracket"),
        ("softmax(a)", 0, "softmax takes 2 to 8 arguments, not 1; write softmax(a, b)"),
        ("softmax(a,b,a,b,a,b,a,b,a)", 0, "softmax takes 2 to 8 arguments, not 9; write softmax(a, b)"),
        ("2softmax(a,b)", 1, "softmax gives a vector, which stands alone; write softmax1(…) for its first part"),
        ("softmax(a,b)+1", 0, "softmax gives a vector, which stands alone; write softmax1(…) for its first part"),
        ("softmax(a,b)(a)", 0, "softmax gives a vector, which stands alone; write softmax1(…) for its first part"),
        ("softmax()", 0, "softmax takes 2 to 8 arguments, not 1; write softmax(a, b)"),
        ("softmax a", 0, "softmax gives a vector, which stands alone; write softmax1(…) for its first part"),
        ("a, undefined+1", 3, "“undefined” is a whole answer; write it alone"),
        ("[[a],[b,a]]", 1, "rows of different lengths; each row needs as many entries"),
        ("2+[[a,b],[a]]", 5, "one expression is asked, not a list"),
        ("(a,b)(a)", 2, "one expression is asked, not a list"),
        ("[a>0, b]", 2, "a comparison is no value; write [x > 0] for 1 where it holds and 0 elsewhere"),
        ("<a", 0, "“<” can't stand here"),
    ],
)
def test_what_is_no_list_is_refused_at_its_place(text: str, column: int, said: str) -> None:
    error = refusal(text, VECTOR)
    assert (error.column, str(error)) == (column, said)


def test_a_vector_is_refused_where_one_expression_is_asked() -> None:
    assert "not a list" in refusal("(x, y)").message


def test_rows_of_different_lengths_are_no_matrix() -> None:
    assert "different lengths" in refusal("[[a,b],[a]]", Vocabulary(("a", "b"), shape="matrix")).message
