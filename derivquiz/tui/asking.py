"""What the drill asks of its session, as messages for when the answer is there."""

from __future__ import annotations

from textual.message import Message

from derivquiz.errors import DerivquizError
from derivquiz.tui.messages import CurveReady, MarkReady, ProblemReady, SolutionReady
from derivquiz.tui.protocols import Play
from derivquiz.wire import Problem


async def draw(play: Play) -> Message:
    """Ask for the next problem."""
    return ProblemReady(play, await play.next())


async def mark(play: Play, text: str) -> Message:
    """Ask for the mark of an answer."""
    return MarkReady(text, await play.submit(text))


async def solve(play: Play) -> Message:
    """Ask for the solution; before any answer this is giving up."""
    return SolutionReady(await play.reveal())


async def curve(play: Play, problem: Problem, text: str) -> Message:
    """Ask for the curve of a problem and of what was typed; an aid that can't be had is none."""
    try:
        return CurveReady(problem, await play.curve(text))
    except DerivquizError:
        return CurveReady(problem, None)
