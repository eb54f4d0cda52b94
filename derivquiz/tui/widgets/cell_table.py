"""CellTable: the fields of an answer at their places, with what is typed in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from derivquiz.tui.fields import Fields
from derivquiz.tui.layouts import FIELD, Layout, Place, Style
from derivquiz.tui.text import clip, one_line, printed
from derivquiz.wire import Part

GAP = 3
BOX = "□"
HERE, INSTEAD = "▸", "→ "
SIGNS = {Part.RIGHT: ("✓", "$text-success"), Part.WRONG: ("✗", "$text-error"), Part.MISSING: ("?", "$text-warning")}
NARROWEST = 6
"""Cells for what is typed in a field, at the least."""


class Piece(NamedTuple):
    """Some text of a row in one style, and the field that it belongs to."""

    text: str
    style: str = ""
    place: Place | None = None


class CellTable(Widget):
    """The rows of a layout; the field that is typed in has a sign before it, a marked one its mark behind. A click goes there."""

    class Picked(Message):
        """A field was clicked."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fields: Fields | None = None
        self._open = False
        self._height = 0
        self.display = False

    def show(self, fields: Fields | None, *, open: bool = True) -> None:
        """Show fields, or what they hold by now; none of them is typed in where they are not `open`."""
        self._fields = fields
        self._open = open
        self.display = fields is not None
        before, self._height = self._height, len(self._layout)
        self.clear_cached_dimensions()
        self.refresh(layout=self._height != before)

    def render(self) -> RenderResult:
        """The rows."""
        rows = [Content.assemble(*((piece.text, piece.style) for piece in row)) for row in self._rows(self.size.width)]
        return Content("\n").join(rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each row."""
        return len(self._layout)

    @property
    def here(self) -> Region:
        """Where the field lies that is typed in, on the widget."""
        at = self._fields.at if self._fields else None
        return Region(0, at[0] if at else 0, max(1, self.size.width), 1)

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked; anywhere in the row of a single one will do."""
        offset = event.get_content_offset(self)
        rows = self._rows(self.size.width)
        if offset is None or not 0 <= offset.y < len(rows):
            return
        end = 0
        fields = [piece.place for piece in rows[offset.y] if piece.place is not None]
        for piece in rows[offset.y]:
            end += cell_len(piece.text)
            if piece.place is not None and offset.x < end:
                fields = [piece.place]
                break
        if fields:
            self.post_message(self.Picked(fields[-1]))

    @property
    def _layout(self) -> Layout:
        fields = self._fields
        if fields is None:
            return ()
        if fields.style is not Style.ANY_MATRIX:
            return fields.layout
        rows = {i: [place for place in fields.shown if place[0] == i] for i, _ in fields.shown}
        return tuple(tuple("[[]]" for _ in row) for row in rows.values())

    @property
    def _lists_lines(self) -> bool:
        """Whether a line is chosen, rather than a field among others."""
        return self._fields is not None and self._fields.style is Style.LINE

    def _is_chosen(self, row: int) -> bool:
        return self._fields is not None and self._fields.at is not None and self._fields.at[0] == row

    def _rows(self, width: int) -> list[list[Piece]]:
        """The rows in pieces, their columns below each other."""
        layout = self._layout
        columns = [[row[j] for row in layout if len(row) > max(1, j)] for j in range(max(map(len, layout), default=0))]
        fixed = sum(max((cell_len(FIELD.sub("", text)) for text in column), default=0) for column in columns)
        held = [any(map(FIELD.search, column)) for column in columns]
        inset = [one and all(map(FIELD.match, filter(FIELD.search, column))) for one, column in zip(held, columns, strict=True)]
        most = max(NARROWEST, (width - fixed - GAP * len(columns)) // max(1, sum(held)) - 3)
        rows = [
            [list(self._pieces(text, (i, j), most, inset=inset[j] and len(row) > 1)) for j, text in enumerate(row)]
            for i, row in enumerate(layout)
        ]
        widths = [max((_width(row[j]) for row in rows if len(row) > max(1, j)), default=0) for j in range(len(columns))]
        found = []
        for i, row in enumerate(rows):
            line = [Piece(f"{HERE} " if self._is_chosen(i) else "  ")] if self._lists_lines else []
            for j, pieces in enumerate(row):
                line += pieces
                if j < len(row) - 1:
                    line.append(Piece(" " * (widths[j] - _width(pieces) + GAP)))
            found.append(line)
        return found

    def _pieces(self, text: str, place: Place, most: int, *, inset: bool) -> Iterator[Piece]:
        """A text with its field, if it has one; what is typed there takes so many cells at the most."""
        found = FIELD.search(text)
        fields = self._fields
        if found is None or fields is None:
            yield Piece(" " * inset + printed(one_line(text)))
            return
        if found.start():
            yield Piece(printed(one_line(text[: found.start()])))
        here = self._open and place == fields.at
        value = one_line(fields.values.get(place, "")).strip()
        body = clip(value, most) or self._empty(fields, place)
        style = "bold on $primary 30%" if here else "$text-accent" if value else ""
        pointed = here or (self._lists_lines and bool(value))
        sign = " " if not pointed else INSTEAD if self._lists_lines else HERE
        yield Piece(f"{sign}{body} ", style, place)
        state = fields.state(place)
        if state is not None:
            sign, colour = SIGNS[state]
            yield Piece(f"{sign} ", f"bold {colour}", place)
        if rest := text[found.end() :]:
            yield Piece(printed(one_line(rest)))

    def _empty(self, fields: Fields, place: Place) -> str:
        """What stands in a field where nothing is typed: a box, but only in one of the lines to choose from."""
        return BOX if not self._lists_lines or (self._open and place == fields.at) else ""


def _width(pieces: list[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)
