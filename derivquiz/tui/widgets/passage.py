"""Passage: paragraphs and expressions below one another, as a single widget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from derivquiz.tui.text import QUIET, drawn, shown

INDENT = 4


class Part(NamedTuple):
    """A paragraph, wrapped as there is room; or a picture, which is not, and what takes its place where it is too wide."""

    text: Content
    line: Content | None = None
    """In place of a picture that is too wide; None: it is a paragraph."""
    below: Content | None = None
    """What stands below a picture, unless it is too wide."""
    indent: int = 0
    gap: bool = False
    """Whether an empty line stands before it."""

    def lines(self, width: int) -> Iterator[Content]:
        """The lines it has on so many cells."""
        if self.gap:
            yield Content()
        room = max(1, width - self.indent)
        fits = self.line is not None and max(map(cell_len, self.text.plain.split("\n"))) <= room
        text = self.text if fits or self.line is None else self.line
        inside = [*(text.split(allow_blank=True) if fits else text.wrap(room))]
        if fits and self.below is not None:
            inside += self.below.wrap(room)
        yield from (one.pad_left(self.indent) for one in inside)


def paragraph(text: str | Content, style: str = "", *, gap: bool = False) -> Part:
    """A paragraph of text from anywhere, made harmless; a Content is shown as it was built."""
    return Part(text if isinstance(text, Content) else Content.styled(shown(text), style), gap=gap)


def heading(text: str, *, gap: bool = True) -> Part:
    """The heading of a section."""
    return paragraph(text, "bold $text-primary", gap=gap)


def expression(picture: str, line: str = "", *, typed: str = "") -> Part:
    """An expression in two dimensions; `line` is the same in one line, for a narrow place, and `typed` what stands below it."""
    rows, instead = drawn(picture, line)
    return Part(Content(rows), Content(instead), Content.styled(shown(typed), QUIET) if typed else None, INDENT)


class Passage(Widget):
    """Parts below one another. Each widget takes its time to be styled, laid out and drawn, so it is one for all of them."""

    DEFAULT_CSS = """
    Passage { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    class Placed(Message):
        """What was told last has its place on the screen by now."""

        def __init__(self, passage: Passage) -> None:
            super().__init__()
            self.passage = passage

        @property
        def control(self) -> Passage:
            """The passage, as handlers select it."""
            return self.passage

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[Part, ...] = ()
        self._wrapped: tuple[int, list[Content]] = 0, []
        self._layouts_awaited = 0

    def on_mount(self) -> None:
        """Hear of each layout."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out, immediate=True)

    def tell(self, parts: Iterable[Part]) -> None:
        """Show these, and no others."""
        told = tuple(part for part in parts if part.text.plain)
        if told != self._parts:
            self._parts = told
            self._wrapped = 0, []
            self._layouts_awaited = 2 if told else 0
            self.refresh(layout=True)
        elif told:
            self.post_message(self.Placed(self))

    def _laid_out(self, _: Screen[object]) -> None:
        """Tell of the place, or ask for it once more where the layout took the former one, as it may (`Plain` says why)."""
        if not self._layouts_awaited or not self.display or not self.size.width:
            return
        self._layouts_awaited -= 1
        if self.size.height == len(self._lines(self.size.width)) or not self._layouts_awaited:
            self._layouts_awaited = 0
            self.post_message(self.Placed(self))
        else:
            self.refresh(layout=True)

    @property
    def text(self) -> str:
        """What is shown, as plain text."""
        return "\n".join(line.plain for line in self._lines(self.size.width))

    def render(self) -> Content:
        """The lines of all parts."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the room there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the parts have on that width."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if self._wrapped[0] != width:
            self._wrapped = width, [line for part in self._parts for line in part.lines(width)]
        return self._wrapped[1]
