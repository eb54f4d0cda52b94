"""Reader: reads what is typed while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.widget import Widget

from derivquiz.errors import DerivquizError
from derivquiz.tui.messages import ReadingReady
from derivquiz.tui.protocols import Play
from derivquiz.wire import Reading


class Reader:
    """One reading at a time, however fast the typing: when it is there, the newest text is next and those between are dropped.

    A worker of Textual's "exclusive" kind would give the older readings up at this end alone; the maths would still do them all.
    """

    def __init__(self, owner: Widget, post: Callable[[Message], object]) -> None:
        self._owner = owner
        self._post = post
        self._newest: str | None = None
        self._busy = False

    def drop(self) -> None:
        """There is nothing to read any more."""
        self._newest = None

    def read(self, play: Play, text: str) -> None:
        """Read a text; a ReadingReady is posted when that is done, unless a newer one came."""
        self._newest = text
        if not self._busy:
            self._busy = True
            self._owner.run_worker(self._run(play), group="reading")

    async def _run(self, play: Play) -> None:
        try:
            while self._newest is not None:
                text, self._newest = self._newest, None
                problem = play.problem
                try:
                    reading = await play.read(text)
                except DerivquizError as error:
                    reading = Reading(text, error=str(error))
                self._post(ReadingReady(problem, text, reading))
        finally:
            self._busy = False
