"""Choices: what may be chosen, where the answer is one of a few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from derivquiz.tui.shown import one_line, printed


class Choices(Widget):
    """What may be chosen, one a line with its letter; the one on the answer line is marked. A click picks one."""

    class Picked(Message):
        """A choice was clicked."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.options: tuple[str, ...] = ()
        self.picked: int | None = None
        self.display = False

    def show(self, options: Sequence[str]) -> None:
        """Offer these; none of them is picked yet."""
        self.options = tuple(options)
        self.picked = None
        self.display = bool(options)
        self.refresh(layout=True)

    def typed(self, text: str) -> None:
        """Mark the choice that is typed, or that a text was read as, if it is one."""
        words = text.strip().casefold()
        self.picked = next((at for at, option in enumerate(self.options) if option.strip().casefold() == words), None)
        self.refresh()

    def beside(self, step: int) -> str:
        """The choice above or below the one that is picked."""
        if self.picked is None:
            return self.options[0 if step > 0 else -1]
        return self.options[(self.picked + step) % len(self.options)]

    def render(self) -> RenderResult:
        """One a line."""
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
        if offset is not None and 0 <= offset.y < len(self.options):
            self.post_message(self.Picked(self.options[offset.y]))
