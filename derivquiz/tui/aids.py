"""AidedScreen: what helps beside answering, one key each."""

from __future__ import annotations

from textual import on
from textual.binding import Binding

from derivquiz.reports import Marked
from derivquiz.tui import asking
from derivquiz.tui.messages import CurveReady
from derivquiz.tui.phase import Phase
from derivquiz.tui.working import WorkingScreen
from derivquiz.wire import Outcome

PLOTTED = "-plotted"
AIDS = [
    Binding(
        "f4",
        "curve",
        "Curve",
        id="drill.curve",
        tooltip="After an answer: draw f, its derivative and what you typed; again: put the drawing away",
    ),
]
"""The keys, which a screen lists behind its own."""


class AidedScreen(WorkingScreen):
    """The aids of the drill: the curve."""

    _judged: Marked | None = None
    """The mark of the last readable answer to the problem on the screen."""
    _typed_last = ""

    def _begin_aids(self) -> None:
        """There is a new problem: nothing of the last one stays."""
        self._judged = None
        self._typed_last = ""
        self._card.undraw()
        self.remove_class(PLOTTED)

    def _judge_aids(self, text: str, marked: Marked) -> None:
        """An answer was marked: where there is room, draw it."""
        if marked.verdict.outcome is Outcome.UNREADABLE:
            return
        self._judged = marked
        self._typed_last = text
        if self.has_class("-wide") or self.has_class(PLOTTED):
            self._ask_curve()

    def _ask_curve(self) -> None:
        if self._play is not None and self._play.problem is not None:
            self.run_worker(self._load_curve(), group="curve", exclusive=True)

    async def _load_curve(self) -> None:
        play = self._play
        if play is not None and play.problem is not None:
            self.post_message(await asking.curve(play, play.problem, self._typed_last))

    @on(CurveReady)
    def _show_curve(self, event: CurveReady) -> None:
        if self._play is None or event.problem is not self._play.problem:
            return
        if event.curve is None or not event.curve.lines:
            self.remove_class(PLOTTED)
            self._card.notice("" if self.has_class("-wide") else "There is no curve to draw of this one.")
            return
        outcome = self._judged.verdict.outcome if self._judged else None
        self._card.plot(event.curve, outcome, told=self._phase is Phase.DONE)

    def _can_draw(self) -> bool:
        return self._phase is Phase.DONE or (self._phase is Phase.ASKING and self._judged is not None)

    def action_curve(self) -> None:
        """Draw the curve, or put it away."""
        beside = self.has_class("-wide") and not self.has_class("-solved")
        if self._card.plotted and (beside or self.has_class(PLOTTED)):
            self.remove_class(PLOTTED)
            self._card.undraw()
        else:
            self.add_class(PLOTTED)
            self._ask_curve()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An aid is offered where it helps."""
        if action == "curve":
            return self._can_draw()
        return super().check_action(action, parameters)
