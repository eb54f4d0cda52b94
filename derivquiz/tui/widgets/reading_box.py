"""ReadingBox: what the answer line is read as."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from derivquiz.tui.text import one_line, pointer
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Reading

EMPTY = "What you type is drawn here as it is read."
PICK = "{answer.earlier=up} {answer.later=down} pick one; or type its letter."


class ReadingBox(VerticalScroll, can_focus=False):
    """The reading of what is typed, in two dimensions, with its notes; or the place where it can't be read, and what would do."""

    BORDER_TITLE = "reads as"

    def compose(self) -> ComposeResult:
        """A picture, or an error with the place it points at, and notes below."""
        yield MathsView(id="reading")
        yield Plain(id="place")
        yield Plain(id="error")
        yield Plain(id="notes")

    def on_mount(self) -> None:
        """Start empty."""
        self.clear()

    def clear(self, hint: str = EMPTY) -> None:
        """Show nothing but a hint on what can be typed, or picked."""
        self._show(notes=hint)

    def close(self) -> None:
        """Nothing more is typed: a reading stays, an error or a hint goes."""
        if not self.query_one("#reading").display:
            self.blank()

    def blank(self) -> None:
        """Show nothing: there is nothing to be typed."""
        self._show()

    def show(self, reading: Reading) -> None:
        """Show a reading."""
        if not reading.error:
            notes = "\n".join(f"· {one_line(note)}" for note in reading.notes)
            self._show(picture=reading.picture or reading.line, line=reading.line, notes=notes)
            return
        place = ""
        if reading.column is not None:
            # the marker stands under a character of what is shown, so what was left out of that must not be counted
            column = len(one_line(reading.text[: reading.column]))
            place = "\n".join(pointer(one_line(reading.text), column, max(8, self.scrollable_content_region.width)))
        said = one_line(reading.error)
        self._show(place=place, error=f"? {said}", notes=one_line(reading.hint))

    def _show(self, *, picture: str = "", line: str = "", place: str = "", error: str = "", notes: str = "") -> None:
        self.query_one("#reading", MathsView).show(picture, line)
        self.query_one("#place", Plain).say(place)
        self.query_one("#error", Plain).say(Content(error))
        self.query_one("#notes", Plain).say(notes)
        if self.scroll_offset != (0, 0):
            self.scroll_home(animate=False)
