"""HintList: the rungs of the ladder of hints that were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Vertical

from derivquiz.tui.shown import one_line
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Hint


class HintList(Vertical):
    """The hints so far, the first one first; they stay until the next problem."""

    async def show(self, hints: Sequence[Hint]) -> None:
        """Show these, and no others."""
        await self.remove_children()
        for number, hint in enumerate(hints, start=1):
            await self.mount(Plain(f"Hint {number}: {one_line(hint.text)}", classes="hint"))
            if hint.picture:
                await self.mount(MathsView(hint.picture))
        self.set_class(bool(hints), "-shown")
