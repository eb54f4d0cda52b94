"""An answer typed part by part is the same line as one typed at once, and comes back from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.tui.fields import Fields
from derivquiz.tui.layouts import Layout, split
from derivquiz.wire import Part

NEURON: Layout = (
    ("", "value", "∂L/∂"),
    ("w", "2", "[[dL/dw]]"),
    ("x", "-1", "·"),
    ("z = wx", "[[z]]", "[[dL/dz]]"),
    ("L = z²", "·", "1"),
)
ORDER = ("z", "dL/dz", "dL/dw")
GRADIENT: Layout = (("∂f/∂x", "[[]]"), ("∂f/∂y", "[[]]"), ("∂f/∂z", "[[]]"))
HESSIAN: Layout = (("", "∂/∂x", "∂/∂y"), ("∂/∂x", "[[]]", "[[]]"), ("∂/∂y", "[[]]", "[[]]"))
JACOBIAN: Layout = (("[[…]]",),)
GAP: Layout = (("= 2x + h", "h stands still"), ("= 2x·[[]]", "and goes"))
BUG: Layout = (("f(x) = x²·x",), ("",), ("1.  (x²)′ = 2x", "[[1:]]"), ("2.  x′ = 0", "[[2:]]"), ("3.  f′ = 2x²", "[[3:]]"))
LAYOUTS = {"table": (NEURON, ORDER), "vector": (GRADIENT, ()), "matrix": (HESSIAN, ()), "any": (JACOBIAN, ())}


def typed(fields: Fields, *keys: str) -> Fields:
    """Type texts one behind the other, each as a person would: a character at a time."""
    for key in keys:
        for letter in key:
            fields.put(fields.value + letter)
    return fields


@pytest.mark.parametrize(
    ("layout", "order", "keys", "line"),
    [
        (NEURON, ORDER, "-2, -4, 4", "z = -2, dL/dz = -4, dL/dw = 4"),
        (NEURON, ORDER, "-2,, 4", "z = -2, dL/dw = 4"),
        (NEURON, ORDER, "z = -2", "z = -2"),
        (GRADIENT, (), "2x, max(x, y), 3", "(2x, max(x, y), 3)"),
        (GRADIENT, (), "2x", "(2x, , )"),
        (HESSIAN, (), "a, b; c, d", "[[a, b], [c, d]]"),
        (JACOBIAN, (), "a, b; c, d", "[[a, b], [c, d]]"),
        (JACOBIAN, (), "a, b, c", "[[a, b, c]]"),
        (JACOBIAN, (), "a; b", "[[a], [b]]"),
        (JACOBIAN, (), "a, f(b, [c, d]); 1", "[[a, f(b, [c, d])], [1, ]]"),
        (GAP, (), "4h", "4h"),
        (BUG, (), "2: 1", "2: 1"),
        (BUG, (), "21", "2: 1"),
        (BUG, (), "x + 1", "x + 1"),
        (BUG, (), "3", "3: "),
        (GRADIENT, (), "", ""),
    ],
)
def test_what_is_typed_straight_on_is_one_line(layout: Layout, order: tuple[str, ...], keys: str, line: str) -> None:
    assert typed(Fields(layout, order), keys).text == line


@pytest.mark.parametrize(
    ("layout", "keys", "said"),
    [
        (GRADIENT, "1, 2, 3, 4", "3 parts are expected."),
        (HESSIAN, "1, 2, 3", "2 × 2 expected."),
        (HESSIAN, "1; 2; 3", "2 × 2 expected."),
    ],
)
def test_a_comma_that_asks_for_more_than_there_is_says_how_many_are_expected(layout: Layout, keys: str, said: str) -> None:
    fields = Fields(layout)
    told = [fields.put(fields.value + letter) for letter in keys]
    assert [sentence for sentence in told if sentence] == [said]


def test_a_matrix_of_any_shape_grows_by_a_row_or_a_column_at_a_time() -> None:
    fields = Fields(JACOBIAN)
    assert fields.places == [(0, 0), (0, 1), (1, 0), (1, 1)]
    typed(fields, "1,2,3")
    assert fields.size == (1, 3)
    assert (1, 3) in fields.places
    assert (2, 0) not in fields.places
    typed(fields, "," * 9)
    assert max(column for _, column in fields.places) < 6


def test_of_a_matrix_of_any_shape_as_much_is_shown_as_is_typed_in_and_tab_stays_in_that() -> None:
    square = [(0, 0), (0, 1), (1, 0), (1, 1)]
    fields = typed(Fields(JACOBIAN), "1,2;3,4")
    assert fields.shown == square
    fields.step(1)
    assert fields.at == (0, 0)
    fields.go((0, 1))
    assert fields.move(0, 1)
    assert fields.shown == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    fields.step(1)
    assert fields.at == (1, 0)
    assert fields.shown == square


def test_tab_goes_in_the_order_of_working_and_around() -> None:
    fields = Fields(NEURON, ORDER)
    labels = []
    for _ in range(4):
        labels.append(fields.label)
        fields.step(1)
    assert labels == ["z", "∂L/∂z", "∂L/∂w", "z"]
    fields.step(-1)
    fields.step(-1)
    assert fields.label == "∂L/∂w"


def test_arrows_go_to_the_next_field_in_their_direction() -> None:
    fields = Fields(NEURON, ORDER)
    assert not fields.move(1, 0)
    assert not fields.move(0, -1)
    assert fields.move(0, 1)
    assert fields.label == "∂L/∂z"
    assert fields.move(-1, 0)
    assert fields.label == "∂L/∂w"
    assert fields.move(1, 0)
    assert fields.move(0, -1)
    assert fields.label == "z"


def test_the_fields_of_a_matrix_are_called_by_row_and_column() -> None:
    fields = Fields(HESSIAN)
    fields.step(1)
    assert fields.label == "∂/∂x, ∂/∂y"
    fields = typed(Fields(JACOBIAN), "1,2;3")
    assert fields.label == "row 2, column 1  ·  2 × 2 so far"


def test_what_is_typed_goes_with_the_line_that_is_chosen() -> None:
    fields = typed(Fields(BUG), "2x")
    assert fields.text == "2: x"
    assert fields.move(1, 0)
    assert fields.text == "3: x"
    assert fields.move(-1, 0)
    assert fields.label == "line 2 should say"
    assert fields.values == {(3, 1): "x"}


def test_a_column_of_the_line_leads_to_the_field_it_is_of() -> None:
    fields = typed(Fields(NEURON, ORDER), "-2, -4, (4")
    assert fields.text[fields.text.index("(4")] == "("
    assert fields.locate(fields.text.index("(4")) == (1, 2)
    assert fields.locate(0) == (3, 1)
    fields = typed(Fields(HESSIAN), "a, b; c, d")
    assert fields.locate(fields.text.index("c")) == (2, 1)


def test_a_mark_stays_until_its_field_says_something_else() -> None:
    fields = typed(Fields(NEURON, ORDER), "-2, -4, 4")
    fields.mark((("z", Part.RIGHT), ("dL/dz", Part.WRONG), ("dL/dw", Part.WRONG)))
    assert fields.label == "∂L/∂z"
    assert fields.state((3, 1)) is Part.RIGHT
    assert fields.state((3, 2)) is Part.WRONG
    fields.put("-5")
    assert fields.state((3, 2)) is None
    fields.mark((("z", Part.RIGHT),))
    assert fields.state((3, 1)) is None


def test_the_next_empty_field_is_found_around_the_corner_and_a_matrix_ends_where_its_learner_says() -> None:
    fields = typed(Fields(GRADIENT), "1,,3")
    assert fields.next_empty() == (1, 1)
    fields.go((1, 1))
    assert fields.next_empty() is None
    fields = typed(Fields(JACOBIAN), "1,2")
    assert fields.next_empty() == (1, 0)
    fields.go((1, 0))
    assert fields.next_empty() is None


SIGNS = st.characters(blacklist_characters="()[]{}⟨⟩,;=\n", blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs"))
TEXTS = st.text(SIGNS, min_size=1)


@given(st.data(), st.sampled_from(sorted(LAYOUTS)))
def test_a_line_made_of_fields_comes_back_into_them(data: st.DataObject, name: str) -> None:
    fields, other = Fields(*LAYOUTS[name]), Fields(*LAYOUTS[name])
    places = fields.places if name != "any" else [(i, j) for i in range(3) for j in range(2)]
    for place in places:
        fields.values[place] = data.draw(TEXTS)
    assert other.take(fields.text)
    assert other.values == fields.values
    assert other.text == fields.text


@pytest.mark.parametrize("line", ["(1, 2)", "1", "u = 1", "[[1, 2], [3, 4]]"])
def test_a_line_that_does_not_fit_leaves_the_fields_as_they_are(line: str) -> None:
    fields = typed(Fields(GRADIENT), "1,2,3")
    assert not fields.take(line)
    assert fields.text == "(1, 2, 3)"


@given(st.text(max_size=60), st.sampled_from([NEURON, GRADIENT, HESSIAN, JACOBIAN, GAP, BUG]))
def test_no_text_breaks_the_fields(text: str, layout: Layout) -> None:
    fields = Fields(layout)
    fields.put(text)
    fields.take(text)
    fields.locate(len(text))
    assert fields.next_empty() is None or fields.next_empty() in fields.places
    assert fields.at is None or fields.at in fields.places
    assert "".join(part + sign for part, sign in split(text, ",;")) == text
