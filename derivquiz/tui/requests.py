"""What the drill asks of its session, as messages for when the answer is there."""

from __future__ import annotations

from textual.message import Message

from derivquiz.errors import DerivquizError
from derivquiz.tui.messages import CurveReady, Helped, MarkReady, ProblemReady, Replaced, SolutionReady
from derivquiz.tui.protocols import Play
from derivquiz.wire import Grain, Problem


async def draw(play: Play) -> Message:
    """Ask for the next problem."""
    problem = await play.next()
    return ProblemReady(play, problem, await play.lesson() if problem is not None else None)


async def go_on(play: Play, new: int) -> Message:
    """Go on after the day is done, with so many more new templates or with practice, and ask for the next problem."""
    await play.go_on(new)
    return await draw(play)


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


async def hint(play: Play) -> Message:
    """Ask for the next rung of the ladder of hints."""
    found = await play.hint()
    return Helped("There is no further hint." if found is None else "", last=found is None)


async def dispute(play: Play) -> Message:
    """Put the latest mark on record as disputed."""
    await play.dispute()
    return Helped("Noted with the problem and what you typed: derivquiz disputes prints it.")


async def undo(play: Play, *, before: bool) -> Message:
    """Take the latest answer back, and ask for a fresh instance; `before` says that it was the answer to the problem before."""
    if not await play.undo():
        return Helped("There is no answer to take back.")
    return Replaced("Taken back: it doesn't count. Here is a fresh one.", await draw(play), back=2 if before else 1)


async def set_aside(play: Play, *, today: bool) -> Message:
    """Set the card on the screen aside, and ask for another."""
    await (play.bury() if today else play.suspend())
    said = "It is asked no more today." if today else "It is asked no more; the decks ({home.decks=d} on Home) bring it back."
    return Replaced(said, await draw(play))


async def work_out(play: Play, grain: Grain) -> Message:
    """Ask for the solution in steps of another size."""
    return SolutionReady(await play.worked(grain))
