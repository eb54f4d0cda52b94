"""What questions about vectors and matrices promise: every entry marked, every pattern named, nothing lost over a shape."""

from pathlib import Path

import pytest

from derivquiz.decks import drawing
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.toml import load
from derivquiz.errors import DrawError
from derivquiz.wire import Outcome, Problem, Verdict
from tests.decks.test_kinds import problem

MAP = problem("jacobian", "[x*y, x + y^2]", "x y")
MAP_AT = problem("jacobian", "[x*y, x + y^2]", "x y", at=(("x", "3"), ("y", "2")))
ROW = problem("jacobian", "x*y^2", "x y")
CURVE = problem("jacobian", "(x^2, x)")
TALL = problem("jacobian", "(x*y, x + y, y^3)", "x y")
SINGLE = problem("jacobian", "(x^2,)")
SOFTMAX = problem("jacobian", "softmax(a, b)", "a b", given=(("p", "softmax(a, b)"),))
SOFTMAX_AT = problem("jacobian", "softmax(a, b)", "a b", at=(("a", "0"), ("b", "ln(3)")))
SOFTMAX_3 = problem("jacobian", "softmax(a, b, c)", "a b c", given=(("p", "softmax(a, b, c)"),))
HESSIAN = problem("hessian", "x^2*y + y^3", "x y")
HESSIAN_AT = problem("hessian", "x^2*y + y^3", "x y", at=(("x", "1"), ("y", "2")))
VELOCITY = problem("vector", "(cos(t), t^3)", "t")
ACCELERATION = problem("vector", "(cos(t), t^3)", "t", order=2)
VALUE = problem("vector", "softmax(a, b, c)", "a b c", order=0, at=(("a", "0"), ("b", "ln(2)"), ("c", "ln(5)")))
ONE = problem("vector", "(x^2,)")
ENTROPY = problem("gradient", "ln(e^a + e^b)", "a b")
ALL = [MAP, MAP_AT, ROW, CURVE, TALL, SINGLE, SOFTMAX, SOFTMAX_AT, SOFTMAX_3, HESSIAN, HESSIAN_AT, VELOCITY, ACCELERATION, VALUE]


def mark(asked: Problem, text: str) -> Verdict:
    return KINDS[asked.kind].mark(asked, text, proof=False)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (MAP, "[[y, x], [1, 2y]]"),
        (MAP, "y, x; 1, 2y"),
        (MAP, "((y, x), (1, y + y))"),
        (MAP, r"\begin{pmatrix} y & x \\ 1 & 2y \end{pmatrix}"),
        (MAP_AT, "[[2, 3], [1, 4]]"),
        (ROW, "[[y^2, 2xy]]"),
        (CURVE, "[[2x], [1]]"),
        (CURVE, "(2x, 1)"),
        (SINGLE, "[[2x]]"),
        (SOFTMAX, "[[p1(1 - p1), -p1 p2], [-p2p1, p2 - p2^2]]"),
        (SOFTMAX, "[[p1p2, -p1p2], [-p1p2, p1p2]]"),
        (SOFTMAX, "[[e^(a+b)/(e^a+e^b)^2, -p1p2], [-softmax1(a,b)*softmax2(a,b), p_1 p_2]]"),
        (SOFTMAX_AT, "[[3/16, -3/16], [-.1875, .1875]]"),
        (HESSIAN, "[[2y, 2x], [2x, 6y]]"),
        (HESSIAN_AT, "[[4, 2], [2, 12]]"),
        (VELOCITY, "(-sin t, 3t^2)"),
        (VELOCITY, "[-sin t; 3t^2]"),
        (ACCELERATION, "<-cos t, 6t>"),
        (VALUE, "1/8, 1/4, 5/8"),
        (ENTROPY, "softmax(a, b)"),
        (problem("formula", "[[x, 1], [0, x]]", wrt=(), order=0), "x, 1; 0, x"),
    ],
)
def test_a_right_answer_is_right_in_every_notation(asked: Problem, text: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.CORRECT, verdict.message
    assert verdict.form
    assert verdict.certainty is not None


@pytest.mark.parametrize(
    ("asked", "text", "reason"),
    [
        (ROW, "(y^2, 2xy)", "one row"),
        (SINGLE, "2x", "one entry"),
        (ONE, "2x", "one component"),
    ],
)
def test_the_right_numbers_in_too_plain_a_shape_are_right_and_the_shape_is_said(asked: Problem, text: str, reason: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.CORRECT
    assert not verdict.form
    assert reason in verdict.message


@pytest.mark.parametrize(
    ("asked", "text", "slugs", "reason"),
    [
        (MAP, "[[y, 1], [x, 2y]]", ("jacobian-transposed",), "One row for each output"),
        (MAP_AT, "[[2, 1], [3, 4]]", ("jacobian-transposed",), "rows and columns"),
        (TALL, "[[y, 1, 0], [x, 1, 3y^2]]", ("jacobian-transposed",), "3 rows and 2 columns are asked"),
        (ROW, "[[y^2], [2xy]]", ("jacobian-transposed",), "1 row and 2 columns"),
        (MAP, "[[1, 2y], [y, x]]", ("components-swapped",), "another order"),
        (MAP, "[[x, y], [2y, 1]]", ("components-swapped",), "another order"),
        (HESSIAN, "[[6y, 2x], [2x, 2y]]", ("components-swapped",), "another order"),
        (VALUE, "1/8, 5/8, 1/4", ("components-swapped",), "another order"),
        (MAP, "[[y, x], [1, 2y], [0, 0]]", (), "one row for each output, one column for each of x, y; yours has 3 rows"),
        (MAP, "[y, x, 1, 2y]", (), "yours has 4 components in a vector"),
        (VELOCITY, "(-sin t, 3t^2, 0)", (), "A vector with 2 components is asked; yours has 3 components"),
        (VELOCITY, "[[1, 2], [3, 4]]", (), "yours has 2 rows and 2 columns"),
        (MAP, "[[y, x], [1, 2]]", (), "∂f₁/∂x, ∂f₁/∂y and ∂f₂/∂x are right, ∂f₂/∂y not. ∂f₂/∂y: at x = 1, y = 2 yours is 2"),
        (MAP_AT, "[[2, 3], [1, 6]]", (), "∂f₂/∂y not"),
        (SOFTMAX, "[[p1(1 - p1), 0], [0, p2(1 - p2)]]", ("softmax-off-diagonal-zero",), "the others"),
        (SOFTMAX_AT, "[[3/16, 0], [0, 3/16]]", ("softmax-off-diagonal-zero",), "the others"),
        (SOFTMAX_AT, "[[3/16, 3/16], [3/16, 3/16]]", ("softmax-off-diagonal-sign",), "sum"),
        (
            SOFTMAX_3,
            "[[p1(1-p1), p1p2, p1p3], [p1p2, p2(1-p2), p2p3], [p1p3, p2p3, p3(1-p3)]]",
            ("softmax-off-diagonal-sign",),
            "3 of the 9 entries are right",
        ),
        (
            SOFTMAX_3,
            "[[p1(1-p1), -p1p2, -p1p3], [-p1p2, p2(1-p2), -p2p3], [-p1p3, -p2p3, p3]]",
            ("function-for-derivative",),
            "∂f₃/∂c is not right, the",
        ),
        (HESSIAN, "[[2y, 0], [0, 6y]]", ("frozen-factor-dropped", "frozen-terms-zeroed"), "∂²f/∂x∂y and ∂²f/∂y∂x not"),
        (HESSIAN, "[[2xy, 2x], [2x, 6y]]", ("first-for-second-derivative",), "∂²f/∂x² not"),
        (VELOCITY, "(sin t, 3t^2)", ("cosine-sign", "integrated"), "f₂′ is right, f₁′ not"),
        (SOFTMAX_AT, "[[.188, -3/16], [-3/16, 3/16]]", (), "rounded"),
        (problem("jacobian", "(x/3, y)", "x y"), "[[.33, 0], [0, 1]]", (), "write 1/3 for 0.33"),
    ],
)
def test_a_wrong_answer_is_told_what_is_right_and_what_went_wrong(
    asked: Problem, text: str, slugs: tuple[str, ...], reason: str
) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.misconceptions == slugs
    assert reason in verdict.message


@pytest.mark.parametrize(
    ("asked", "text", "hint"),
    [
        (MAP, "y", "[[…, …], […, …]]"),
        (VELOCITY, "t", "(…, …)"),
        (MAP_AT, "[[y, x], [1, 2y]]", "one step remains; put in x = 3, y = 2"),
        (MAP_AT, "[[y, 3], [1, 4]]", "y is left in yours; put in x = 3, y = 2"),
        (MAP, "[[y, x], [1]]", "different lengths"),
        (MAP, "[[y, x], [1, ]]", ""),
        (MAP, "", ""),
    ],
)
def test_what_is_no_vector_or_matrix_yet_is_free_and_told_what_would_do(asked: Problem, text: str, hint: str) -> None:
    verdict = mark(asked, text)
    assert verdict.outcome is Outcome.UNREADABLE
    assert hint in verdict.message


@pytest.mark.parametrize(
    ("asked", "text", "hint"),
    [
        (HESSIAN_AT, "12 -8; 3 4", "write 12, -8; 3, 4"),
        (HESSIAN_AT, "12 -8; 3 -4", "write 12, -8; 3, -4"),  # each row could be one number
        (HESSIAN, "12x -8; 3y 3x", "write 12x, -8; 3y, 3x"),
        (HESSIAN, "[2y  2x;  2x  6y]", "write 2y, 2x; 2x, 6y"),
        (HESSIAN, "[[2y 2x] [2x 6y]]", "write 2y, 2x; 2x, 6y"),
        (HESSIAN, "2y 2x, 2x 6y", "write 2y, 2x; 2x, 6y"),
        (HESSIAN, "2y 2x 2x 6(y + 1)", "write 2y, 2x; 2x, 6(y + 1)"),
        (HESSIAN, "2y 2", "write [[…, …], […, …]]"),
        (HESSIAN, "2y 2; 2, x; 1", "write [[…, …], […, …]]"),
        (HESSIAN, "2y, 2x; 2", "write [[…, …], […, …]]"),
        (VELOCITY, "-t 3", "write (-t, 3)"),
        (VELOCITY, "3 -t", "write (3, -t)"),
    ],
)
def test_entries_typed_without_commas_are_free_and_told_the_shape_and_how_they_are_written(
    asked: Problem, text: str, hint: str
) -> None:
    found = mark(asked, text)
    assert found.outcome is Outcome.UNREADABLE
    shape = "a vector with 2 components is asked" if asked is VELOCITY else "2 rows and 2 columns are asked"
    assert shape in f"{found.reading.error} {found.reading.hint}".lower()
    assert hint in found.reading.hint


@pytest.mark.parametrize("text", ["2y + 1, 2 x; 2, 6y", "2y -1, 2x; 2x, q", "2 y, 2 x; 2 x, 6 y"])
def test_where_the_commas_are_there_a_blank_is_none(text: str) -> None:
    found = mark(HESSIAN, text)
    assert found.outcome is not Outcome.UNREADABLE or "q is not in this problem" in found.message


def test_while_one_types_entries_without_commas_the_shape_is_not_told_yet() -> None:
    found = KINDS["hessian"].read(HESSIAN, "2y 2x; 2x 6y")
    assert found.hint == "write 2y, 2x; 2x, 6y"
    assert "2 rows" not in found.error
    assert not KINDS["hessian"].read(HESSIAN, "2y, 2x; 2x, 6y").error


def test_an_entry_that_loses_its_domain_is_said() -> None:
    verdict = mark(problem("jacobian", "(x^2, x^3)"), "(2 sqrt(x)^2, 3x^2)")
    assert verdict.outcome is Outcome.DOMAIN


@pytest.mark.parametrize("asked", ALL, ids=lambda asked: f"{asked.kind} {asked.function}")
def test_the_solution_is_right_and_derived_row_by_row(asked: Problem) -> None:
    solution = KINDS[asked.kind].solve(asked)
    assert mark(asked, solution.answer).outcome is Outcome.CORRECT
    assert bool(solution.steps) is bool(asked.order)
    assert KINDS[asked.kind].ask(asked)
    if asked.kind == "jacobian":
        assert solution.steps[0].rule.startswith("Row 1, ∂f")
    assert KINDS[asked.kind].read(asked, solution.answer).picture == solution.picture


def test_a_matrix_is_drawn_in_two_dimensions() -> None:
    assert KINDS["jacobian"].read(MAP, "[[y, x], [1, 2y]]").picture == "⎡y  x ⎤\n⎣1  2y⎦"


def test_the_jacobian_of_softmax_is_given_in_its_parts() -> None:
    assert KINDS["jacobian"].solve(SOFTMAX).answer == "[[p1*(1 - p1), -p1*p2], [-p2*p1, p2*(1 - p2)]]"
    assert KINDS["jacobian"].solve(SOFTMAX_AT).answer == "[[3/16, -3/16], [-3/16, 3/16]]"


DECK = """
format = 1
id = "maps"
title = "Maps"
[[template]]
id = "map"
title = "A map"
kind = "jacobian"
rule = "partial"
function = "[a x y, x + y^b]"
variables = ["x", "y"]
parameters = { a = "2..9", b = "2..5" }
[[template]]
id = "softmax"
title = "Softmax"
kind = "jacobian"
rule = "softmax"
function = "softmax(u, v)"
variables = ["u", "v"]
at = { u = "ln(a)", v = "ln(b)" }
given = { p = "softmax(u, v)" }
parameters = { a = "1..6", b = "1..6" }
[[template]]
id = "bend"
title = "A Hessian"
kind = "hessian"
rule = "partial"
function = "a x^2 y + y^3"
variables = ["x", "y"]
parameters = { a = "2..9" }
[[template]]
id = "shares"
title = "Shares"
kind = "vector"
rule = "softmax"
function = "softmax(ln(a), ln(b), ln(c))"
variables = ["x"]
order = 0
parameters = { a = "1..6", b = "1..6", c = "1..6" }
"""


def test_templates_ask_for_vectors_and_matrices(tmp_path: Path) -> None:
    file = tmp_path / "maps.toml"
    file.write_text(DECK, encoding="utf-8")
    deck = load(file)
    for template in deck.templates:
        for seed in range(3):
            drawn = drawing.draw(deck.id, template, seed)
            assert mark(drawn, KINDS[drawn.kind].solve(drawn).answer).outcome is Outcome.CORRECT
            assert drawn.prompt


@pytest.mark.parametrize(("kind", "function"), [("hessian", "[x, y]"), ("jacobian", "[[x, y], [y, x]]")])
def test_a_function_of_another_shape_is_refused_with_the_kind_that_fits(tmp_path: Path, kind: str, function: str) -> None:
    file = tmp_path / "maps.toml"
    head = DECK.partition("[[template]]")[0]
    body = f'[[template]]\nid = "m"\ntitle = "M"\nkind = "{kind}"\nrule = "r"\nfunction = "{function}"\nvariables = ["x", "y"]\n'
    file.write_text(head + body, encoding="utf-8")
    deck = load(file)
    with pytest.raises(DrawError, match=r"jacobian|vector"):
        drawing.draw(deck.id, deck.templates[0], 1)
