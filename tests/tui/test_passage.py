"""A passage: what it shows at which width, and that it is one widget whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from derivquiz.tui.widgets.passage import INDENT, Part, expression, heading, paragraph
from derivquiz.tui.widgets.solution_view import answer

PICTURE = "1\n─\nx"


def rows(part: Part, width: int) -> list[str]:
    return [line.plain for line in part.lines(width)]


def test_a_paragraph_is_wrapped_and_a_heading_has_an_empty_line_before_it() -> None:
    assert rows(paragraph("one two three"), 8) == ["one two", "three"]
    assert rows(heading("The answer"), 40) == ["", "The answer"]
    assert rows(heading("The answer", gap=False), 40) == ["The answer"]


def test_a_picture_too_wide_is_one_wrapped_line_and_what_stands_below_it_is_left_out() -> None:
    part = expression(PICTURE, "1/x", typed="1/x")
    assert [row.strip() for row in rows(part, 20)] == [*PICTURE.split("\n"), "1/x"]
    assert all(row.startswith(" " * INDENT) for row in rows(part, 20))
    wide = expression("f(x) = (3x² + 1)⁴", "(3x^2 + 1)^4", typed="(3x^2 + 1)^4")
    assert [row.strip() for row in rows(wide, INDENT + 13)] == ["(3x^2 + 1)^4"]
    assert "".join(rows(wide, INDENT + 6)).replace(" ", "") == "(3x^2+1)^4"


@pytest.mark.parametrize(
    ("picture", "line", "shown"),
    [
        ("z  = −3.000\nσ′ = 0.045", "z = -3.000, σ′ = 0.045", ["z  = −3.000", "σ′ = 0.045"]),
        ("u = −2    u′ = 3", "u = -2, u' = 3", ["u = −2    u′ = 3"]),
        ("12", "12", ["12"]),
        ("9x²", "9*x^2", ["9x²", "9*x^2"]),
        (PICTURE, "1/x", [*PICTURE.split("\n"), "1/x"]),
    ],
)
def test_an_answer_is_printed_again_as_it_is_typed_only_where_it_is_drawn_otherwise(
    picture: str, line: str, shown: list[str]
) -> None:
    assert [row.strip() for row in rows(answer(picture, line), 60)] == shown


def test_what_is_said_is_never_markup_and_cannot_steer_the_terminal() -> None:
    assert rows(paragraph("[red]a[/x]\x1b[2J"), 40) == ["[red]a[/x][2J"]
    assert paragraph(Content("[b]")).text.plain == "[b]"


@given(st.text(max_size=60), st.integers(1, 30), st.booleans())
def test_no_line_is_wider_than_there_is_room(text: str, width: int, drawn: bool) -> None:
    part = expression(text, text, typed=text) if drawn else paragraph(text)
    room = max(width, INDENT + 2 if drawn else 2)  # a wide character takes two cells
    assert all(line.cell_length <= room for line in part.lines(room))


@pytest.mark.parametrize("width", [1, 3])
def test_hardly_any_room_is_no_error(width: int) -> None:
    assert rows(expression(PICTURE, "1/x"), width)
