"""Mode: what kind of session is played."""

from __future__ import annotations

from enum import StrEnum

SPRINT_SECONDS = 180.0
"""How long a sprint goes on from its first problem."""
EXAM_PROBLEMS = 20
"""How many problems an exam has where no number was said."""


class Mode(StrEnum):
    """What a session asks and how it ends. All but a review leave the schedule alone unless a due card is answered."""

    REVIEW = "review"
    """What is due, then what is new; with one deck in focus then practice of it, without end."""
    PRACTICE = "practice"
    """Without end, on one deck or on all that was met."""
    SPRINT = "sprint"
    """Three minutes against the clock."""
    EXAM = "exam"
    """A number of problems, each answered once, with nothing said until the end."""
    MISTAKES = "mistakes"
    """The misconceptions that were named, each with a contrasting pair of problems."""
    PLACEMENT = "placement"
    """A walk over the prerequisites that finds what is known already."""

    @property
    def returns(self) -> bool:
        """Whether what is failed comes back before the session ends."""
        return self in {Mode.REVIEW, Mode.PRACTICE}
