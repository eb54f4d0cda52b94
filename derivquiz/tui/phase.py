"""Phase: what the drill is waiting for, and what Enter does meanwhile."""

from __future__ import annotations

from enum import Enum

from derivquiz.tui.widgets.answer_line import Mode


class Phase(Enum):
    """What the screen is waiting for."""

    DRAWING = "the next problem"
    ASKING = "an answer"
    MARKING = "a mark, or a solution"
    TEACHING = "the lesson to be read"
    DONE = "going on"
    STUCK = "another try at getting a problem"

    @property
    def mode(self) -> Mode:
        """What Enter does on the answer line."""
        match self:
            case Phase.ASKING:
                return Mode.ASKING
            case Phase.DONE | Phase.TEACHING:
                return Mode.DONE
            case Phase.STUCK:
                return Mode.STUCK
            case Phase.DRAWING:
                return Mode.NEXT
        return Mode.BUSY
