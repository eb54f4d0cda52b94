"""WorkingScreen: a screen that waits for its session, and meanwhile lets Enter do nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer

from derivquiz.errors import DerivquizError
from derivquiz.tui.messages import Failed, Left
from derivquiz.tui.phase import Phase
from derivquiz.tui.protocols import Play
from derivquiz.tui.sized import SizedScreen
from derivquiz.tui.widgets.answer_line import Mode
from derivquiz.tui.widgets.card import Card
from derivquiz.tui.widgets.cell_line import CellLine
from derivquiz.tui.widgets.reading_box import ReadingBox

PATIENCE = 0.15
"""Seconds after which something that isn't there yet is said to be under way."""
SOLVED, PLOTTED = "-solved", "-plotted"
TEACHING, CHOOSING, PICTURED, CELLED = "-teaching", "-choosing", "-pictured", "-celled"
DEPENDENT = {
    SOLVED: "ReadingBox, #question, #side, #verdict, HintList, CurveView",
    PLOTTED: "ReadingBox, #question, #side, #verdict, HintList, CurveView, SolutionView",
    TEACHING: "ReadingBox, Card",
    CHOOSING: "ReadingBox",
    PICTURED: "ReadingBox",
    CELLED: "ReadingBox",
}
"""What the screen can be like, and the widgets that look different then."""


class WorkingScreen(SizedScreen):
    """What takes time runs in workers, which post what they found; the phase says what is waited for.

    `clock` gives seconds that never go back.
    """

    _card = query_one(Card)
    _box = query_one(ReadingBox)
    _answer = query_one(CellLine)

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._play: Play | None = None
        self._phase = self._before = Phase.DRAWING
        self._leaving = False
        self._rested = 0.0
        """When the screen last changed under the learner's hands, or Enter was last pressed."""
        self._slow: Timer | None = None
        self._said_at = ""
        """What was typed when something was said last."""
        self._told = ""
        """What the session had to say last."""

    def _work(self, phase: Phase, work: Callable[[], Awaitable[Message]]) -> None:
        async def run() -> None:
            try:
                message = await work()
            except DerivquizError as error:
                message = Failed(str(error))
            self.post_message(message)

        self._before = self._phase
        self._enter(phase)
        self._slow = self.set_timer(PATIENCE, self._say_slow)
        self.run_worker(run(), group="work")

    def _say_slow(self) -> None:
        if self._slow is None:  # its time came just as the work was done
            return
        self._answer.title("your answer", "drawing…" if self._phase is Phase.DRAWING else "checking…")

    def _returned(self) -> bool:
        """Take note that the work is done; False where the learner has asked to leave meanwhile."""
        if self._slow is not None:
            self._slow.stop()
            self._slow = None
        self._answer.title("your answer")
        self._rested = self._clock()
        self._told = self._play.take_notice() if self._play else ""
        self._say(self._told)
        if self._leaving:
            self.post_message(Left(self._play))
        return not self._leaving

    def _become(self, like: str, really: bool = True) -> None:
        """Take on a class of the screen, or drop it, and style what depends on it: Textual would style every widget anew."""
        if self.has_class(like) != really:
            self.set_class(really, like, update=False)
            self.app.stylesheet.update_nodes(self.query(DEPENDENT[like]))

    def _say(self, sentence: str) -> None:
        """Say something that is not about the answer; it goes when something else is typed."""
        self._said_at = self._answer.text
        self._card.notice(sentence)

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self._answer.mode = phase.mode
        if phase in {Phase.DRAWING, Phase.ASKING}:
            self._become(SOLVED, False)
        if phase.mode not in {Mode.BUSY, Mode.NEXT}:  # else it is a matter of milliseconds, in which the footer needn't flicker
            self.refresh_bindings()

    def action_leave(self) -> None:
        """End the session, as soon as what is under way has been recorded."""
        if self._phase in {Phase.DRAWING, Phase.MARKING} and self._play is not None:
            self._leaving = True
        else:
            self.post_message(Left(self._play))
