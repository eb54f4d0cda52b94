"""MarkedList: rows to choose from, the chosen one with a mark that is no colour; as many rows as there may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARK = "▸"
CHUNK = 120
"""So many rows are made at a time: a screen never waits for more."""
MARGIN = 40
"""Where fewer rows than this are left below, more are made."""


class MarkedList(OptionList):
    """A list of options that makes its rows when they come near; the highlighted one begins with a mark."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._coming: Iterator[Option] = iter(())

    def fill(self, options: Iterable[Option], place: int | None = 0) -> None:
        """Show other rows, and highlight one of them, or the last where there are fewer."""
        self.clear_options()
        self._coming = iter(options)
        self._extend()
        while place is not None and place >= self.option_count and self._extend():
            pass
        if self.option_count and place is not None:
            self.highlighted = min(place, self.option_count - 1)

    def _extend(self) -> bool:
        """Make the next rows; False where there are no more."""
        more = list(islice(self._coming, CHUNK))
        self.add_options(more)
        return bool(more)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Make more rows before the last is reached."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and highlighted + MARGIN > self.option_count:
            self._extend()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make more rows where the wheel gets near the last."""
        super().watch_scroll_y(old_value, new_value)
        if new_value + self.size.height + MARGIN > self.virtual_size.height:
            self._extend()

    def action_last(self) -> None:
        """Go to the very last row."""
        while self._extend():
            pass
        super().action_last()

    def render_line(self, y: int) -> Strip:
        """Leave the mark out where the row isn't the highlighted one."""
        strip = super().render_line(y)
        first = next(iter(strip), None)
        if first is None or not first.text.startswith(MARK):
            return strip
        style = first.style
        if style is not None and style.meta.get("option") == self.highlighted:
            return strip
        return Strip([Segment(" ", style), *strip.crop(1)], strip.cell_length)


class Row(Visual):
    """A row of one line that is made when it is first seen: of a thousand rows a screen shows twenty, and each takes its time."""

    def __init__(self, write: Callable[[], Content]) -> None:
        self._write = write

    @cached_property
    def content(self) -> Content:
        """What stands in it, behind the mark."""
        return Content(f"{MARK} ").append(self._write())

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The one line."""
        return self.content.render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All the room there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One."""
        return 1


def seen_later(write: Callable[[], Content]) -> Option:
    """A row of one line that begins with the mark, written when it is first seen."""
    return Option(Row(write))


def marked(prompt: Content, *, disabled: bool = False) -> Option:
    """A row that begins with the mark."""
    return Option(Content(f"{MARK} ").append(prompt), disabled=disabled)
