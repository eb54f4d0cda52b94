"""Symbols: what not every keyboard has, to be clicked or picked by a digit."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from derivquiz.tui.text import QUIET

SIGNS = ("√", "π", "σ", "²", "³", "′", "·", "Φ", "φ")
CELL = 5


class Symbols(Widget):
    """One row of signs; the digit before a sign types it while the row is open."""

    class Picked(Message):
        """A sign is wanted on the answer line."""

        def __init__(self, sign: str) -> None:
            super().__init__()
            self.sign = sign

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False

    def render(self) -> RenderResult:
        """The signs with their digits."""
        parts = [((f"{digit} ", QUIET), f"{sign}  ") for digit, sign in enumerate(SIGNS, start=1)]
        return Content.assemble(*(part for pair in parts for part in pair))

    def on_click(self, event: events.Click) -> None:
        """Type the sign that was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.x // CELL < len(SIGNS):
            self.post_message(self.Picked(SIGNS[offset.x // CELL]))
