"""Choices: what may be chosen, where the answer is one of a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from derivquiz.tui.text import one_line, printed

GAP = 3


class Choices(Widget):
    """What may be chosen, one a line with its letter, or curves side by side as there is room. The one on the answer line is
    marked; a click picks one.
    """

    class Picked(Message):
        """A choice was clicked."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.options: tuple[str, ...] = ()
        self.picked: int | None = None
        self._curves: tuple[tuple[str, ...], ...] = ()
        """A title and rows each; the first is what is shown beside those that may be chosen."""
        self.display = False

    def show(self, options: Sequence[str], curves: Sequence[tuple[str, ...]] = ()) -> None:
        """Offer these; none of them is picked yet."""
        self.options = tuple(options)
        self._curves = tuple(curves)
        self.picked = None
        self.display = bool(options)
        self.refresh(layout=True)

    def typed(self, text: str) -> None:
        """Mark the choice that is typed, or that a text was read as, if it is one."""
        words = text.strip().casefold()
        before = self.picked
        self.picked = next((at for at, option in enumerate(self.options) if option.strip().casefold() == words), None)
        if self.picked != before:
            self.refresh()

    @property
    def here(self) -> Region:
        """Where the choice lies that is picked, on the widget."""
        at = self.picked or 0
        width = max(1, self.size.width)
        if not self._curves:
            return Region(0, at, width, 1)
        return Region(0, (at + 1) // self._across(width) * self._height, width, self._height - 1)

    def beside(self, step: int) -> str:
        """The choice above or below the one that is picked."""
        if self.picked is None:
            return self.options[0 if step > 0 else -1]
        return self.options[(self.picked + step) % len(self.options)]

    def render(self) -> RenderResult:
        """One a line, or the curves."""
        if self._curves:
            return Content("\n").join(self._drawn(self.size.width))
        lines = [
            f"{'●' if at == self.picked else '○'} {letter}  {printed(one_line(option))}"
            for at, (letter, option) in self._lettered()
        ]
        return Content("\n".join(lines))

    def _lettered(self) -> Iterable[tuple[int, tuple[str, str]]]:
        return enumerate(zip(ascii_lowercase, self.options, strict=False))

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        at = offset.y
        if self._curves:
            across = self._across(self.size.width)
            at = offset.y // self._height * across + min(across - 1, offset.x // (self._breadth + GAP)) - 1
        if 0 <= at < len(self.options):
            self.post_message(self.Picked(self.options[at]))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each, or as many rows of curves as are needed."""
        if not self._curves:
            return len(self.options)
        return -(-len(self._curves) // self._across(width)) * self._height - 1

    @property
    def _breadth(self) -> int:
        return max(len(row) for _, *rows in self._curves for row in rows)

    @property
    def _height(self) -> int:
        """Rows of a curve with its title and a blank line."""
        return len(self._curves[0]) + 1

    def _across(self, width: int) -> int:
        """How many curves stand side by side."""
        return max(1, min(len(self._curves), (width + GAP) // (self._breadth + GAP)))

    def _drawn(self, width: int) -> Iterator[Content]:
        across = self._across(width)
        for first in range(0, len(self._curves), across):
            beside = range(first, min(first + across, len(self._curves)))
            if first:
                yield Content()
            for row in range(len(self._curves[0])):
                pieces = [(self._cell(at, row) + " " * GAP, "bold" if at - 1 == self.picked else "") for at in beside]
                yield Content.assemble(*pieces)

    def _cell(self, at: int, row: int) -> str:
        """A row of a curve; its title says whether it is picked."""
        text = one_line(self._curves[at][row])
        if not row and at:
            text = f"{'●' if at - 1 == self.picked else '○'} {text}"
        return text.center(self._breadth) if not row else text.ljust(self._breadth)
