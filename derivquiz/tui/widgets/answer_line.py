"""AnswerLine: where the answer is typed."""

from __future__ import annotations

from enum import Enum

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from derivquiz.tui.key_names import worded
from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.symbols import SIGNS

LONGEST = 600
"""Characters that are kept; reading refuses more than 500, with a reason."""


class Mode(Enum):
    """What Enter does on the answer line."""

    ASKING = "mark what is typed, or give up on an empty line"
    BUSY = "nothing, for the moment"
    NEXT = "nothing, and nothing is typed: there is no problem yet"
    DONE = "go on; what is typed stays as it is"
    STUCK = "try again to get a problem"


WARNING = "{answer.give=enter} again shows the answer and counts as a miss"
SHORT_WARNING = "{answer.give=enter} again: shown, as a miss"
SKIP_WARNING = "{answer.give=enter} again leaves this one out and counts as a miss"
SHORT_SKIP_WARNING = "{answer.give=enter} again: a miss"


class AnswerLine(Input):
    """One line of text that can bring back the answers tried before, and leaves `?` to the help."""

    virtual_size = Reactive(Size(), layout=False)
    """How much there is to scroll through. An Input's has the screen laid out anew at every key, though nothing depends on it."""
    BINDINGS = [
        Binding("enter", "mark", "Mark", id="answer.mark", tooltip="With something typed: mark it"),
        Binding(
            "enter",
            "give",
            "Answer",
            show=False,
            id="answer.give",
            tooltip="On an empty line: show the answer and its steps, after a warning",
        ),
        Binding("enter", "next", "Next", id="answer.next", tooltip="When the problem is done: go on to the next one"),
        Binding("enter", "retry", "Try again", id="answer.retry", tooltip="Where there is no problem: try again to get one"),
        Binding("up", "move(-1)", "Earlier", show=False, id="answer.earlier", tooltip="Bring back what was tried before"),
        Binding("down", "move(1)", "Later", show=False, id="answer.later", tooltip="Go forward again"),
    ]

    class Entered(Message):
        """Enter was pressed: "mark", "give", "next" or "retry"."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    class Moved(Message):
        """Up (-1) or down (1) was pressed."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class SymbolsClosed(Message):
        """The row of signs has done its work."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, select_on_focus=False, max_length=LONGEST)
        self._tried: list[str] = []
        self._draft = ""
        self._place = 0
        self._mode = Mode.NEXT
        self._empty = True
        self.picking = False
        """Whether the next digit picks a sign."""
        self._head, self._label = "", ""

    @property
    def mode(self) -> Mode:
        """What Enter does."""
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._mode = mode
        self.placeholder = ""
        if mode is not Mode.NEXT:  # what lasts for milliseconds needn't be seen
            self.set_class(self.locked, "-locked")

    @property
    def locked(self) -> bool:
        """Whether the answer is given and can't be changed any more, or nothing is asked yet that could be answered."""
        return self._mode in {Mode.DONE, Mode.STUCK, Mode.NEXT}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter does one thing at a time, and the footer says which."""
        empty = not self.value.strip()
        match action:
            case "mark":
                return self._mode is Mode.ASKING and not empty
            case "give":
                return self._mode is Mode.ASKING and empty
            case "next":
                return self._mode is Mode.DONE
            case "retry":
                return self._mode is Mode.STUCK
        return True

    def action_mark(self) -> None:
        """Ask for a mark."""
        self.post_message(self.Entered("mark"))

    def action_give(self) -> None:
        """Ask for the answer."""
        self.post_message(self.Entered("give"))

    def action_next(self) -> None:
        """Ask for the next problem."""
        self.post_message(self.Entered("next"))

    def action_retry(self) -> None:
        """Ask for a problem once more."""
        self.post_message(self.Entered("retry"))

    def action_move(self, step: int) -> None:
        """Up or down: the screen knows what that means just now."""
        self.post_message(self.Moved(step))

    def replace(self, text: str, start: int, end: int) -> None:
        """Every edit goes through here; none is made while the line is locked."""
        if not self.locked:
            super().replace(text, start, end)

    def validate_value(self, value: str) -> str:
        """Only what can be shown can be typed, pasted or set."""
        return one_line(value)[:LONGEST]

    def watch_value(self, value: str) -> None:
        """On an empty line Enter means something else; typing takes a warning back."""
        self.placeholder = ""
        if self._empty != (not value.strip()):
            self._empty = not self._empty
            self.refresh_bindings()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every printable key is typed except `?`."""
        return key != "question_mark" and super().check_consume_key(key, character)

    async def on_key(self, event: events.Key) -> None:
        """Let `?` pass to the help; do what a key of the line says before the next key is typed.

        A key that types nothing would go up to the app first, and be overtaken by the letters behind it.
        """
        bound = None if event.is_printable else self.screen.active_bindings.get(event.key)
        if event.key == "question_mark":
            event.prevent_default()
        elif bound is not None and bound.node is self and await self.app.run_action(bound.binding.action, self):
            event.stop()
            event.prevent_default()
        elif self.picking and event.is_printable:
            self.picking = False
            self.post_message(self.SymbolsClosed())
            digit = event.character or ""
            if digit in "123456789"[: len(SIGNS)] and digit:
                event.prevent_default()
                self.insert_text_at_cursor(SIGNS[int(digit) - 1])

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

    @property
    def warned(self) -> bool:
        """Whether the line says that Enter gives up."""
        return bool(self.placeholder)

    def warn(self, *, silent: bool = False) -> None:
        """Say, on the empty line, that Enter gives up; a `silent` exam shows no answer."""
        self.value = ""
        warnings = (SKIP_WARNING, SHORT_SKIP_WARNING) if silent else (WARNING, SHORT_WARNING)
        warning, short = (worded(self, one) for one in warnings)
        self.placeholder = warning if self.content_size.width > len(warning) else short

    def title(self, text: str, hint: str = "") -> None:
        """What stands on the frame of the line."""
        self._head = text
        self.border_subtitle = Content(hint)
        self.call_it(self._label)

    def call_it(self, label: str) -> None:
        """Say on the frame which part of an answer is typed; "" where it is all of it."""
        self._label = one_line(label)
        self.border_title = Content(f"{self._head}  ·  {self._label}" if self._label else self._head)
