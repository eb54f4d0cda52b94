"""Plain: a paragraph of text from anywhere."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from derivquiz.tui.shown import shown


class Plain(Static):
    """A paragraph that is shown as it is, never read as markup, and takes no room while it is empty."""

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.say(text)

    def say(self, text: str | Content) -> None:
        """Show a text, made harmless; a Content is shown as it was built."""
        content = text if isinstance(text, Content) else Content(shown(text))
        self.update(content)
        self.display = bool(content.plain)

    @property
    def text(self) -> str:
        """What is shown, as plain text."""
        return str(self.content)
