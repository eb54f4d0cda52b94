"""Asked: a problem on the screen, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from derivquiz.memory.events import Event
from derivquiz.memory.lines import LONGEST_ANSWER_MS
from derivquiz.sitting.supply import Drawn
from derivquiz.wire import Hint, Part, Verdict

LONGEST_PAUSE = 60.0
"""Seconds between two keys that still count as thinking; the rest of a longer pause was spent away from the keyboard."""


@dataclass
class Asked:
    """A problem on the screen, and what becomes of it."""

    drawn: Drawn
    first_sight: bool
    touched: float
    thinking: float = 0.0
    tries: int = 0
    ladder: tuple[Hint, ...] | None = None
    """The hints, once the first was asked for."""
    helped: tuple[str, ...] = ()
    """The parts of the answer that were right when the hints were asked for."""
    shown: int = 0
    """How many of them are on the screen."""
    hints: int = 0
    """How many of them were there before the first answer: they count."""
    text: str = ""
    verdict: Verdict | None = None
    """The latest answer that was marked, and its mark."""
    settled: bool = False
    """The rating is fixed, or the card is left alone."""
    finished: bool = False
    due: str = ""
    """When the card comes back, in words, once the rating is fixed."""
    events: tuple[Event, ...] = ()
    """What the first answer put into the history."""

    @property
    def card(self) -> str:
        """The card that is asked."""
        return self.drawn.pick.card

    @property
    def right(self) -> tuple[str, ...]:
        """The parts that were right in the latest answer."""
        return tuple(name for name, state in self.verdict.cells if state == Part.RIGHT) if self.verdict else ()

    @property
    def took_ms(self) -> int:
        """How long it was thought about, at most as long as the history takes."""
        return min(round(self.thinking * 1000), LONGEST_ANSWER_MS)

    def touch(self, moment: float) -> None:
        """Take note that the learner was at the keyboard at a moment."""
        self.thinking += min(max(0.0, moment - self.touched), LONGEST_PAUSE)
        self.touched = moment
