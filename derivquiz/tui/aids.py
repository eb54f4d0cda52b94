"""AidedScreen: what helps beside answering, one key each."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.binding import Binding

from derivquiz.reports import Marked
from derivquiz.tui import requests
from derivquiz.tui.key_names import worded
from derivquiz.tui.messages import CurveReady, Helped, Replaced
from derivquiz.tui.phase import Phase
from derivquiz.tui.text import shown
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.passage import Passage
from derivquiz.tui.widgets.symbols import Symbols
from derivquiz.tui.working import PLOTTED, SOLVED, WorkingScreen
from derivquiz.wire import Grain, Outcome, Problem, Solution

TAUGHT = "{answer.next=enter} goes on to the problem"
LONG = "{answer.earlier=up} {answer.later=down} scroll, " + TAUGHT
AIDS = [
    Binding(
        "f4",
        "curve",
        "Curve",
        id="drill.curve",
        tooltip="After an answer: draw f, its derivative and what you typed; again: put the drawing away",
    ),
    Binding("f3", "hint", "Hint", id="drill.hint", tooltip="One more hint; before the first answer it counts"),
    Binding("f5", "typo", "Typo", show=False, id="drill.typo", tooltip="A typo: take the latest answer back, it doesn't count"),
    Binding("f6", "dispute", "Dispute", show=False, id="drill.dispute", tooltip="The mark is wrong: keep that for the author"),
    Binding("f7", "grain", "Finer", show=False, id="drill.grain", tooltip="Show the steps finer, or coarser"),
    Binding("f9", "symbols", "Symbols", show=False, id="drill.symbols", tooltip="A row of signs to type: √ π σ ² ′"),
    Binding(
        "ctrl+y", "copy_text", "Copy", show=False, id="drill.copy", tooltip="Copy what is typed, or the answer that is shown"
    ),
    Binding("ctrl+b", "bury", "Not today", show=False, id="drill.bury", tooltip="Ask this one no more today"),
    Binding("ctrl+t", "suspend", "Never again", show=False, id="drill.suspend", tooltip="Ask this one no more at all"),
]
"""The keys, which a screen lists behind its own."""


class AidedScreen(WorkingScreen):
    """The aids of the drill: hints, the curve, symbols, copying; taking back, disputing and setting aside."""

    _judged: Marked | None = None
    """The mark of the last readable answer to the problem on the screen."""
    _typed_last = ""
    _number = 0
    _said = ""
    """Why another problem took the place of one, until it is shown."""
    _solution: Solution | None = None
    _undrawable: Problem | None = None
    """The last problem that turned out to have no curve."""
    _hinted_out = False
    """Whether the end of the ladder of hints was reached."""
    _grain: Grain | None = None
    """The size of the steps that are shown, where it is another than the session's."""

    def _begin_aids(self) -> None:
        """There is a new problem: nothing of the last one stays."""
        self._judged = None
        self._typed_last = ""
        self._solution = None
        self._grain = None
        self._hinted_out = False
        self._card.undraw()
        self._become(PLOTTED, False)

    def _judge_aids(self, text: str, marked: Marked) -> None:
        """An answer was marked: where there is room, draw it."""
        if marked.verdict.outcome is Outcome.UNREADABLE or self._silent:
            return
        self._judged = marked
        self._typed_last = text
        self._hinted_out = False  # other parts may need help by now
        if self.has_class("-wide") or self.has_class(PLOTTED):
            self._ask_curve()

    def _ask_curve(self) -> None:
        if self._play is not None and self._play.problem is not None:
            self.run_worker(self._load_curve(), group="curve", exclusive=True)

    async def _load_curve(self) -> None:
        play = self._play
        if play is not None and play.problem is not None:
            self.post_message(await requests.curve(play, play.problem, self._typed_last))

    @on(CurveReady)
    def _show_curve(self, event: CurveReady) -> None:
        if self._play is None or event.problem is not self._play.problem:
            return
        if event.curve is None or not event.curve.lines:
            self._undrawable = event.problem
            self.refresh_bindings()
            self._become(PLOTTED, False)
            self._say("" if self.has_class("-wide") else "There is no curve to draw of this one.")
            return
        outcome = self._judged.verdict.outcome if self._judged else None
        self._card.plot(event.curve, outcome, told=self._phase is Phase.DONE)

    @property
    def _silent(self) -> bool:
        return self._play is not None and self._play.silent

    @on(Passage.Placed, "#lesson")
    def _say_more(self) -> None:
        """Say that a lesson goes on below where it does."""
        if self._phase is Phase.TEACHING and self._card.scrolls:
            self._answer.title("your answer", worded(self, LONG))

    def _can_draw(self) -> bool:
        problem = self._play.problem if self._play else None
        if problem is None or problem is self._undrawable or not problem.function or len(problem.variables) != 1:
            return False
        if self._phase is Phase.ASKING:
            return self._judged is not None and not (problem.window and problem.choices)  # else it stands there
        return self._phase is Phase.DONE

    def action_curve(self) -> None:
        """Draw the curve, or put it away."""
        beside = self.has_class("-wide") and not self.has_class(SOLVED)
        if self._card.plotted and (beside or self.has_class(PLOTTED)):
            self._become(PLOTTED, False)
            self._card.undraw()
        else:
            self._become(PLOTTED)
            self._ask_curve()

    def go_on(self, new: int) -> None:
        """Go on after the day is done, with so many more new templates or with practice."""
        if self._play is not None:
            self._work(Phase.DRAWING, partial(requests.go_on, self._play, new))

    @on(Helped)
    def _show_help(self, event: Helped) -> None:
        if not self._returned():
            return
        if self._play is not None:
            self._card.advise(self._play.hints)
        if event.said:
            self._say(event.said)
        self._hinted_out = self._hinted_out or event.last
        self._enter(self._before)

    @on(Replaced)
    def _show_other(self, event: Replaced) -> None:
        self._said = worded(self, event.said)
        self._number -= event.back
        self.post_message(event.ready)

    @on(Symbols.Picked)
    def _pick_sign(self, event: Symbols.Picked) -> None:
        self._answer.insert_text_at_cursor(event.sign)
        self._answer.focus()

    @on(AnswerLine.SymbolsClosed)
    def _close_symbols(self) -> None:
        self.query_one(Symbols).display = False

    def action_hint(self) -> None:
        """Show one more rung of the ladder of hints."""
        if self._play is not None:
            self._work(Phase.MARKING, partial(requests.hint, self._play))

    def action_typo(self) -> None:
        """Take the latest answer back."""
        if self._play is not None:
            before = self._phase is Phase.ASKING and self._judged is None
            self._work(Phase.DRAWING, partial(requests.undo, self._play, before=before))

    def action_dispute(self) -> None:
        """Dispute the latest mark."""
        if self._play is not None:
            self._work(Phase.MARKING, partial(requests.dispute, self._play))

    def action_bury(self) -> None:
        """Set the card aside for today."""
        if self._play is not None:
            self._work(Phase.DRAWING, partial(requests.set_aside, self._play, today=True))

    def action_suspend(self) -> None:
        """Set the card aside for good."""
        if self._play is not None:
            self._work(Phase.DRAWING, partial(requests.set_aside, self._play, today=False))

    def action_grain(self) -> None:
        """Show the steps in the next size."""
        if self._play is not None:
            sizes = list(Grain)
            self._grain = sizes[(sizes.index(self._grain or self._play.grain) + 1) % len(sizes)]
            self._work(Phase.MARKING, partial(requests.work_out, self._play, self._grain))

    def action_leave(self) -> None:
        """Put the row of signs away, or end the session."""
        row = self.query_one(Symbols)
        if row.display:
            row.display = self._answer.picking = False
        else:
            super().action_leave()

    def action_symbols(self) -> None:
        """Open or close the row of signs."""
        row = self.query_one(Symbols)
        row.display = self._answer.picking = not row.display

    def action_copy_text(self) -> None:
        """Copy the answer that is shown, else what is typed."""
        text = self._solution.answer if self._solution is not None else self._answer.text
        if text.strip():
            self.app.copy_to_clipboard(shown(text))
            self._say("Copied, if this terminal lets programs copy (OSC 52).")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An aid is offered where it helps."""
        match action:
            case "curve":
                return self._can_draw()
            case "hint":
                return self._phase is Phase.ASKING and not self._silent and not self._hinted_out
            case "symbols":
                return self._phase is Phase.ASKING
            case "typo":
                return self._phase in {Phase.ASKING, Phase.DONE} and not self._silent
            case "dispute":
                return self._judged is not None and self._phase in {Phase.ASKING, Phase.DONE}
            case "bury" | "suspend":
                return self._phase in {Phase.ASKING, Phase.DONE} and not self._silent
            case "grain":
                return self._solution is not None and self._phase is Phase.DONE
        return super().check_action(action, parameters)
