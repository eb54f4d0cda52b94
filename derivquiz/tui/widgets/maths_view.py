"""MathsView: an expression in two dimensions."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from derivquiz.tui.text import drawn
from derivquiz.tui.widgets.plain import is_as_wide


class MathsView(Widget):
    """An expression in two dimensions; in one wrapped line where there is no room for that. Empty, it takes no room."""

    def __init__(self, picture: str = "", line: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._picture = Content()
        self._line = Content()
        self._width = 0
        self.show(picture, line)

    def show(self, picture: str, line: str = "") -> None:
        """Show a picture; `line` is the same expression in one line, for a narrow place. The screen is laid out anew only where
        it takes another room: that takes longer than all else at a key.
        """
        before = self._room
        rows, instead = drawn(picture, line)
        self._width = max(map(cell_len, rows.split("\n")))
        self._picture, self._line = Content(rows), Content(instead)
        self.display = bool(rows)
        self.clear_cached_dimensions()
        self.refresh(layout=before is None or before != self._room)

    @property
    def _room(self) -> tuple[int, ...] | None:
        """What the layout asks of it, nothing where it is hidden; None before there was a layout."""
        if not self.display:
            return ()
        width = self.size.width
        if not width:
            return None
        return self._fitting(width).get_height({}, width), *([self._width] if is_as_wide(self) else [])

    @property
    def text(self) -> str:
        """What is shown, as plain text."""
        return self.render().plain

    def render(self) -> Content:
        """The picture, or the line where the picture is too wide."""
        return self._fitting(self.size.width)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the picture."""
        return min(self._width, container.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as what fits the width."""
        return self._fitting(width).get_height({}, width)

    def _fitting(self, width: int) -> Content:
        return self._picture if self._width <= width else self._line
