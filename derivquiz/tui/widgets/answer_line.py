"""AnswerLine: where the answer is typed."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from derivquiz.tui.shown import one_line

LONGEST = 2000
"""Characters that are kept; reading refuses far fewer, with a reason."""


class AnswerLine(Input):
    """One line of text that can bring back the answers tried before, and leaves `?` to the help.

    Its Enter belongs to the screen: screen.mark, screen.reveal and screen.next, of which the screen allows one at a time.
    """

    BINDINGS = [
        Binding("enter", "screen.mark", "Mark", id="answer.mark", tooltip="Mark what is typed"),
        Binding("enter", "screen.give", "Answer", id="answer.give", tooltip="On an empty line: show the answer and its steps"),
        Binding("enter", "screen.next", "Next", id="answer.next", tooltip="Go on to the next problem"),
        Binding("up", "screen.back(-1)", "Earlier", show=False, id="answer.earlier", tooltip="Bring back what was typed before"),
        Binding(
            "down", "screen.back(1)", "Later", show=False, id="answer.later", tooltip="Go forward again to what is being typed"
        ),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, select_on_focus=False)
        self._tried: list[str] = []
        self._draft = ""
        self._place = 0
        self._locked = False

    @property
    def locked(self) -> bool:
        """Whether the answer is given and can't be changed any more."""
        return self._locked

    @locked.setter
    def locked(self, locked: bool) -> None:
        self._locked = locked
        self.set_class(locked, "-locked")

    def replace(self, text: str, start: int, end: int) -> None:
        """Every edit goes through here; none is made while the line is locked."""
        if not self._locked:
            super().replace(text, start, end)

    def validate_value(self, value: str) -> str:
        """Only what can be shown can be typed, pasted or set."""
        return one_line(value)[:LONGEST]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every printable key is typed except `?`."""
        return key != "question_mark" and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Let `?` pass to the help."""
        if event.key == "question_mark":
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """A paste of several lines is joined into one."""
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)

    def start(self) -> None:
        """Begin a problem: empty, and nothing to bring back."""
        self._tried.clear()
        self._place = 0
        self._draft = ""
        self.locked = False
        self.value = ""

    def keep(self, text: str) -> None:
        """Remember an answer for `recall`."""
        if text in self._tried:
            self._tried.remove(text)
        self._tried.append(text)
        self._place = len(self._tried)

    def recall(self, step: int) -> None:
        """Bring back an earlier answer, or go forward again; what is being typed waits at the end."""
        if self._place == len(self._tried):
            self._draft = self.value
        place = max(0, min(self._place + step, len(self._tried)))
        if place != self._place:
            self._place = place
            self.replace_all(self._draft if place == len(self._tried) else self._tried[place])

    def replace_all(self, text: str) -> None:
        """Put a text in place of what is typed, with the cursor behind it."""
        self.value = text
        self.cursor_position = len(self.value)

    def title(self, text: str, hint: str = "") -> None:
        """What stands on the frame of the line."""
        self.border_title = Content(text)
        self.border_subtitle = Content(hint)
