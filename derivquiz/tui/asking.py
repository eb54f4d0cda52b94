"""What the drill asks of its session, as messages for when the answer is there."""

from __future__ import annotations

from textual.message import Message

from derivquiz.tui.messages import MarkReady, ProblemReady, SolutionReady
from derivquiz.tui.protocols import Play


async def draw(play: Play) -> Message:
    """Ask for the next problem."""
    return ProblemReady(play, await play.next())


async def mark(play: Play, text: str) -> Message:
    """Ask for the mark of an answer."""
    return MarkReady(text, await play.submit(text))


async def solve(play: Play) -> Message:
    """Ask for the solution; before any answer this is giving up."""
    return SolutionReady(await play.reveal())
