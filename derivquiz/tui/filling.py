"""FillingScreen: the drill's answers in several parts, typed cell by cell or on one line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.binding import Binding
from textual.getters import query_one

from derivquiz.tui import requests
from derivquiz.tui.aids import AidedScreen
from derivquiz.tui.fields import Fields
from derivquiz.tui.key_names import worded
from derivquiz.tui.layouts import Style
from derivquiz.tui.messages import CellsChosen
from derivquiz.tui.phase import Phase
from derivquiz.tui.reader import Reader
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.cell_line import CellLine
from derivquiz.tui.widgets.cell_table import CellTable
from derivquiz.tui.widgets.choices import Choices
from derivquiz.tui.widgets.reading_box import EMPTY, PICK
from derivquiz.tui.working import CELLED, CHOOSING, PICTURED, PLOTTED
from derivquiz.wire import Problem, Reading

CELLS = [
    Binding("ctrl+g", "cells(False)", "One line", id="drill.one_line", tooltip="Type an answer in several parts on one line"),
    Binding("ctrl+g", "cells(True)", "Cells", id="drill.cells", tooltip="Type an answer in several parts cell by cell"),
]
"""The keys, which a screen lists among its own."""
FILLED = "go from cell to cell; {answer.mark=enter} marks when all are filled."
HINTS = {
    Style.PARTS: f"{{answer.next_cell=tab}} and the arrows {FILLED}",
    Style.VECTOR: f"{{answer.next_cell=tab}}, a comma and the arrows {FILLED}",
    Style.MATRIX: "{answer.next_cell=tab}, a comma and the arrows go from cell to cell, a semicolon to the next row.",
    Style.ANY_MATRIX: "A comma goes to the next column, a semicolon to the next row: as many as you need.",
    Style.LINE: "{answer.earlier=up} {answer.later=down} or its number choose the line; then type what it should say.",
}
ALONE = "What you type stands in the box."


class FillingScreen(AidedScreen):
    """What is typed lies in cells where the problem has a layout and the learner wants it so."""

    _table = query_one(CellTable)

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self._reader = Reader(self, self.post_message)
        self._reading: Reading | None = None
        """What was typed last, as it was read."""
        self._marked: str | None = None
        """The text that was marked last; marking it again would say the same."""

    def _lay_out(self, problem: Problem) -> None:
        """Begin a problem."""
        self._reading = None
        self._answer.ask(Fields(problem.layout, problem.cells) if problem.layout and not problem.choices else None)
        self._answer.choosing = bool(problem.choices)
        self._become(CHOOSING, self._answer.choosing)
        self._become(PICTURED, problem.is_pictured)
        self._show_cells()

    def _show_cells(self) -> None:
        """Show what the fields hold by now, or none."""
        problem = self._play.problem if self._play else None
        fields = self._answer.filled
        self._card.fill(fields, replacing=problem is not None and problem.is_pictured)
        self._answer.call_it("" if fields is None else worded(self, fields.label) if fields.at is None else fields.label)
        self._become(CELLED, fields is not None)
        if fields is not None:
            self.call_after_refresh(self._card.bring_cell)

    def _close_cells(self) -> None:
        """The problem is done with: what was typed stays as it is, and the line has all of it."""
        text = self._answer.text
        if self._answer.filled is not None:
            self._table.show(self._answer.filled, open=False)
        self._answer.settle(text)
        self._answer.call_it("")

    def _hint_on_cells(self) -> str:
        fields = self._answer.filled
        if fields is None:
            return ""
        return worded(self, ALONE if fields.style is Style.PARTS and len(fields.places) == 1 else HINTS[fields.style])

    @on(CellLine.Shifted)
    def _shifted(self, event: CellLine.Shifted) -> None:
        if event.said:
            self._say(event.said)
        self._typed()

    @on(AnswerLine.Changed)
    def _typed(self) -> None:
        text = self._answer.text
        if text != self._said_at and not self._answer.locked:
            self._say("")
        if text != self._marked:
            self._card.typed(text)
            self._become(PLOTTED, False)
        play = self._play
        if play is None or play.problem is None or self._answer.locked:
            return
        self._show_cells()
        if piece := self._answer.piece:
            self._reader.read(play, piece)
        else:
            self._reader.drop()
            self._clear_box()

    def _clear_box(self) -> None:
        problem = self._play.problem if self._play else None
        self._box.clear(self._hint_on_cells() or (worded(self, PICK) if problem and problem.choices else EMPTY))

    @on(AnswerLine.Moved)
    def _moved(self, event: AnswerLine.Moved) -> None:
        choices = self.query_one(Choices)
        if self._answer.locked:
            self._card.turn(event.step)
        elif choices.options:
            self._answer.replace_all(choices.beside(event.step))
            self._answer.select_all()  # a letter takes its place
        elif self._answer.filled is not None:
            self._answer.move(event.step, 0)
        else:
            self._answer.recall(event.step)

    @on(Choices.Picked)
    def _pick(self, event: Choices.Picked) -> None:
        if self._answer.locked:
            return
        if event.text == self._answer.value and self._phase is Phase.ASKING:
            self._submit(event.text)
        self._answer.replace_all(event.text)

    def _submit(self, text: str) -> None:
        if self._play is not None and text.strip() and text != self._marked:
            self._work(Phase.MARKING, partial(requests.mark, self._play, text))

    @on(CellTable.Picked)
    def _pick_cell(self, event: CellTable.Picked) -> None:
        self._answer.go(event.place)

    def action_cells(self, wanted: bool) -> None:
        """Type cell by cell, or on one line; that is remembered."""
        line = self._reading.line if self._reading and self._reading.text == self._answer.value else ""
        if self._answer.turn(line, in_cells=wanted):
            self.post_message(CellsChosen(wanted))
            self.refresh_bindings()
        else:
            self._say("What is typed doesn't fit the cells as it stands.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Cells are offered where there are some, and one line where they are shown."""
        if action == "cells":
            return self._phase is Phase.ASKING and self._answer.fields is not None and self._answer.in_cells != parameters[0]
        return super().check_action(action, parameters)
