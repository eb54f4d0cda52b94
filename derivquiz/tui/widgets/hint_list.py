"""HintList: the rungs of the ladder of hints that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.message import Message

from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.passage import Part, Passage, expression, paragraph
from derivquiz.wire import Hint


class HintList(Passage):
    """The hints so far, the first one first; they stay until the next problem."""

    class Grown(Message):
        """A further hint has its place by now."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._growing = False

    def on_resize(self) -> None:
        """Tell of a further hint once it is laid out, and of no other change."""
        if self._growing:
            self._growing = False
            self.post_message(self.Grown())

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these, and no others."""
        self._growing = bool(hints)
        self.tell(_parts(hints))
        self.set_class(bool(hints), "-shown")


def _parts(hints: Sequence[Hint]) -> Iterator[Part]:
    for number, hint in enumerate(hints, start=1):
        yield paragraph(f"Hint {number}: {one_line(hint.text)}", "$text-secondary")
        yield expression(hint.picture)
