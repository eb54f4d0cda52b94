"""CellLine: the answer line, where an answer in several parts can be typed part by part."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message

from derivquiz.tui.fields import Fields
from derivquiz.tui.key_names import worded
from derivquiz.tui.layouts import Place
from derivquiz.tui.widgets.answer_line import AnswerLine, Mode
from derivquiz.wire import Outcome, Verdict

LEFT_OUT = "Empty: {answer.mark=enter} again marks what is there"


class CellLine(AnswerLine):
    """The answer line of one cell at a time: whatever is typed lies in `fields`, and `text` is the whole answer as one line.

    Where there are no fields, or the learner wants none, it is the plain line.
    """

    BINDINGS = [
        *AnswerLine.BINDINGS,  # those of a key that is bound anew would be lost
        Binding("enter", "onward", "Next cell", id="answer.onward", tooltip="While other cells are empty: go on to the next"),
        Binding("tab", "step(1)", "Next cell", show=False, id="answer.next_cell", tooltip="Go to the next cell"),
        Binding("shift+tab", "step(-1)", "Cell before", show=False, id="answer.cell_before", tooltip="Go to the cell before"),
    ]

    class Shifted(Message):
        """Another cell is typed in; `said` is a sentence where there was none to go to."""

        def __init__(self, said: str = "") -> None:
            super().__init__()
            self.said = said

    def __init__(self, *, in_cells: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self.in_cells = in_cells
        """Whether the learner wants cells where there are parts."""
        self.fields: Fields | None = None
        self.choosing = False
        """Whether one of a few answers is chosen, so that the arrows go from one to the next."""
        self._offers = (False, False)

    @property
    def filled(self) -> Fields | None:
        """The fields while they are typed in."""
        return self.fields if self.in_cells and not self.locked else None

    @property
    def text(self) -> str:
        """The whole answer as one line."""
        return self.filled.text if self.filled else self.value

    @property
    def piece(self) -> str:
        """What is to be read just now: what is typed in the cell, or the line; empty where that is."""
        if not self.value.strip():
            return ""
        return self.filled.piece if self.filled else self.value

    def start(self) -> None:
        """Begin a problem: there are no fields until `ask` brings some."""
        self.fields = None
        self.choosing = False
        super().start()

    def ask(self, fields: Fields | None) -> None:
        """Begin a problem whose parts are these."""
        self.start()
        self.fields = fields
        self._offer()

    def settle(self, text: str) -> None:
        """The problem is done with: show the answer as one line."""
        self.fields = None
        self.replace_all(text)

    def turn(self, line: str, *, in_cells: bool) -> bool:
        """Go over to cells, or to one line. `line` is what is typed as it was read; False where that doesn't fit the cells."""
        if self.fields is None or (in_cells and self.value.strip() and not self.fields.take(line)):
            return False
        text = self.fields.text
        if in_cells and not self.value.strip():
            self.fields.take("")
        self.in_cells = in_cells
        self.replace_all(self.fields.value if in_cells else text)
        self._shift()
        return True

    def judge(self, verdict: Verdict) -> None:
        """Keep what became of each part, and go to the first that isn't right, or can't be read."""
        fields = self.filled
        if fields is None:
            return
        if verdict.outcome is Outcome.CORRECT:
            fields.mark_right()
        elif verdict.outcome is Outcome.UNREADABLE and verdict.reading.column is not None:
            self.go(fields.locate(verdict.reading.column))
        elif verdict.cells:
            fields.mark(verdict.cells)
            self._shift()

    def go(self, place: Place | None) -> None:
        """Type in a field from now on."""
        if self.filled and place is not None:
            self.filled.go(place)
            self._shift()

    def move(self, down: int, across: int) -> bool:
        """Go to the next cell in a direction; False where there is none, or no cells."""
        moved = self.filled is not None and self.filled.move(down, across)
        if moved:
            self._shift()
        return moved

    def _shift(self, said: str = "") -> None:
        """Show what is typed in the cell that it is about by now."""
        if self.filled is not None and self.value != self.filled.value:
            self.replace_all(self.filled.value)
        self._offer()
        self.post_message(self.Shifted(said))

    def watch_value(self, value: str) -> None:
        """What is typed lies in the cell; a comma leads to the next one."""
        super().watch_value(value)
        fields = self.filled
        if fields is not None and value != fields.value:
            before = fields.at
            said = fields.put(value)
            if said or fields.at != before or fields.value != value:
                self._shift(said)
        self._offer()

    def _offer(self) -> None:
        """Let the footer say what Enter does by now."""
        offers = (self._blank, self._waiting)
        if offers != self._offers:
            self._offers = offers
            self.refresh_bindings()

    @property
    def _blank(self) -> bool:
        return self.filled.is_blank if self.filled else not self.value.strip()

    @property
    def _waiting(self) -> bool:
        """Whether other cells are still empty."""
        return self.filled is not None and self.filled.next_empty() is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter does one thing at a time; Tab goes through the cells where there are some."""
        asking = self.mode is Mode.ASKING
        match action:
            case "mark":
                return asking and not self._blank and not self._waiting
            case "onward":
                return asking and not self._blank and self._waiting
            case "give":
                return asking and self._blank
            case "step":
                return self.filled is not None
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Ask for a mark; where the cell is empty, Enter is asked for twice."""
        if self.filled and not self.value.strip() and self.filled.at is not None and not self.warned:
            self.placeholder = worded(self, LEFT_OUT)
            return
        super().action_mark()

    def action_onward(self) -> None:
        """Go on to the next empty cell."""
        if self.filled is not None:
            self.go(self.filled.next_empty())

    def action_step(self, by: int) -> None:
        """Go on by so many cells."""
        if self.filled is not None:
            self.filled.step(by)
            self._shift()

    def action_cursor_left(self, select: bool = False) -> None:
        """At its beginning, go to the cell on the left."""
        if self.choosing:
            self.post_message(self.Moved(-1))
        elif select or self.cursor_position > 0 or not self.selection.is_empty or not self.move(0, -1):
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """At its end, go to the cell on the right."""
        if self.choosing:
            self.post_message(self.Moved(1))
        elif select or self.cursor_position < len(self.value) or not self.selection.is_empty or not self.move(0, 1):
            super().action_cursor_right(select)
