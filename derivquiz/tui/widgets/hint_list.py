"""HintList: the rungs of the ladder of hints that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.passage import Part, Passage, expression, paragraph
from derivquiz.wire import Hint


class HintList(Passage):
    """The hints so far, the first one first; they stay until the next problem."""

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these, and no others."""
        self.tell(_parts(hints))
        self.set_class(bool(hints), "-shown")


def _parts(hints: Sequence[Hint]) -> Iterator[Part]:
    for number, hint in enumerate(hints, start=1):
        yield paragraph(f"Hint {number}: {one_line(hint.text)}", "$text-secondary")
        yield expression(hint.picture)
