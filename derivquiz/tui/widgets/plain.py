"""Plain: a paragraph of text from anywhere."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from derivquiz.tui.text import shown


def is_as_wide(widget: Widget) -> bool:
    """Whether a widget is as wide as what it shows, so that another text may take another width."""
    width = widget.styles.width
    return width is not None and width.is_auto


class Plain(Static):
    """A paragraph that is shown as it is, never read as markup, and takes no room while it is empty."""

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._said = Content()
        self.display = False
        self.say(text)

    def say(self, text: str | Content) -> None:
        """Show a text, made harmless; a Content is shown as it was built.

        The screen is laid out anew only where the text takes another room: that takes longer than all else at a key.
        """
        content = text if isinstance(text, Content) else Content(shown(text))
        before = self._room
        same, self._said = self._said.is_same(content), content
        self.display = bool(content.plain)
        if not same:
            changed = before is None or before != self._room
            self.update(content, layout=changed)
            if changed and before is not None:
                self.call_after_refresh(self._check_room)

    def _check_room(self) -> None:
        """Ask for the room again where the layout took the former one.

        Textual keeps the size of a widget until it asks for a layout anew, and an asking that comes before the last one was heard
        counts as that one, though the screen may have been laid out in between.
        """
        room = self._room
        if room and room != (self.size.height, self.size.width)[: len(room)]:
            self.refresh(layout=True)

    @property
    def _room(self) -> tuple[int, ...] | None:
        """What the layout asks of it, nothing where it is hidden; None before there was a layout."""
        if not self.display:
            return ()
        width = self.size.width
        if not width:
            return None
        height = self._said.get_height(self.styles, width)  # type: ignore[arg-type]  # as Textual itself does
        return height, *([self._said.cell_length] if is_as_wide(self) else [])

    @property
    def text(self) -> str:
        """What is shown, as plain text."""
        return self._said.plain
