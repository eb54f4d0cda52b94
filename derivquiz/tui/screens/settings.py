"""SettingsScreen: everything that can be chosen, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from derivquiz.choices import ADAPTIVE, CHOICES, KEYS, step
from derivquiz.settings import Settings
from derivquiz.tui.keys import MOVES, TYPING, is_typed
from derivquiz.tui.messages import SettingsChanged
from derivquiz.tui.sized import SizedScreen
from derivquiz.tui.text import QUIET, clip, fitted, one_line
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.marked_list import MARK, MarkedList
from derivquiz.tui.widgets.plain import Plain

SCREENS = {
    "Keys everywhere": ("app",),
    "Keys on Home": ("home",),
    "Keys in a session": ("answer", "drill"),
    "Keys of its summary": ("summary",),
    "Keys of the decks": ("decks", "preview", "over"),
    "Keys of the other pages": ("statistics", "settings", "help", "welcome"),
    "Keys of the author's desk": ("author",),
}
"""The headings of the keys, and what their ids begin with."""
LABELS = {"new_a_day": "new a day", "grain": "steps", "day_start": "day begins"}
LABEL_WIDTH, VALUE_WIDTH = 16, 18
LEAST_SENTENCE = 40
"""Cells below which a row has no sentence beside its value: that of the marked row stands below the list anyway."""


class SettingsList(MarkedList):
    """The rows; a list of options scrolls sideways with the keys that change a value here."""

    BINDINGS = [
        Binding("left", "screen.change(-1)", "Less", id="settings.less", tooltip="Take the value before"),
        Binding("right", "screen.change(1)", "More", id="settings.more", tooltip="Take the next value"),
    ]

    class Widened(Message):
        """There is another width for the rows."""

    _width = 0

    def on_resize(self) -> None:
        """Say it where the width is another: only the list knows when it was laid out."""
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            self.post_message(self.Widened())


class SettingsScreen(SizedScreen):
    """A row for each setting, then one for each key; whatever is changed holds at once and is kept."""

    CSS_PATH = "../screens.tcss"
    AUTO_FOCUS = "#settings"
    BINDINGS = [
        Binding("escape", "close", "Back", id="settings.back", tooltip="Go back to Home"),
        Binding("backspace", "default", "As it was", id="settings.default", tooltip="Take the value that it comes with"),
    ]

    def __init__(self, settings: Settings, themes: Sequence[str], bindings: Sequence[Binding]) -> None:
        super().__init__()
        self._settings = settings
        default = Settings().theme
        ordered = tuple(sorted(themes, key=lambda name: name != default))  # → leads on from the default
        self._values = {choice.name: choice.values for choice in CHOICES} | {"theme": ordered}
        self._offered = {binding.id: binding for binding in bindings if binding.id and not binding.action.startswith(MOVES)}

    def compose(self) -> ComposeResult:
        """The rows, and below them the sentence of the one that is marked."""
        with Vertical(id="page"):
            yield Plain("Settings", id="name")
            yield SettingsList(id="settings")
            yield Plain(id="sentence")
        yield KeyLine()

    @on(SettingsList.Widened)
    def _fill(self) -> None:
        """List what can be chosen, the rows as long as the list is wide."""
        place = self._list.highlighted or 0
        rows = [Option(self._row(choice.name), id=choice.name) for choice in CHOICES]
        self._list.fill([*rows, *self._keys()], place)

    def _keys(self) -> Iterator[Option]:
        """A row for each key, those of a screen below its name."""
        for title, families in SCREENS.items():
            names = [name for name in self._offered if name.split(".")[0] in families]
            if names:
                yield Option("", disabled=True)
                yield Option(Content.styled(title, "bold $text-primary"), disabled=True)
                yield from (Option(self._row(name), id=name) for name in names)

    @property
    def _list(self) -> SettingsList:
        return self.query_one(SettingsList)

    @property
    def _marked(self) -> str:
        option = self._list.highlighted_option
        return option.id or "" if option is not None else ""

    def _row(self, name: str) -> Content:
        if name in self._offered:
            title, value = self._offered[name].description, self._keys_of(name)
        else:
            title, value = LABELS.get(name, name), in_words(name, getattr(self._settings, name))
        room = self._list.scrollable_content_region.width - LABEL_WIDTH - VALUE_WIDTH - 8
        row = Content.assemble(f"{MARK} ", fitted(title, LABEL_WIDTH), "  ")
        if room < LEAST_SENTENCE:
            return row.append(Content.styled(one_line(value), "$text-accent"))
        said = clip(self._sentence(name), room)
        return Content.assemble(row, (fitted(one_line(value), VALUE_WIDTH), "$text-accent"), "  ", (said, QUIET))

    def _sentence(self, name: str) -> str:
        """What a row is for."""
        binding = self._offered.get(name)
        return binding.tooltip if binding else next((choice.sentence for choice in CHOICES if choice.name == name), KEYS)

    def _keys_of(self, name: str) -> str:
        keys = self._settings.keys.get(name, self._offered[name].key).split(",")
        return " ".join(self.app.get_key_display(Binding(key, "")) for key in keys if key)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """Say what the marked row is for."""
        sentence = self._sentence(self._marked)
        more = ". Enter, then its new key." if self._marked in self._offered else ""
        self.query_one("#sentence", Plain).say(sentence + more)

    def _set(self, settings: Settings) -> None:
        self._settings = settings
        self._list.replace_option_prompt(self._marked, self._row(self._marked))
        self.post_message(SettingsChanged(settings))

    def _take(self, value: object) -> None:
        changed: dict[str, Any] = {self._marked: value}
        self._set(replace(self._settings, **changed))

    def action_change(self, by: int) -> None:
        """Take the value before or the next one; a key is asked for."""
        name = self._marked
        if name in self._values:
            self._take(step(self._values[name], getattr(self._settings, name), by))

    @on(OptionList.OptionSelected)
    def _choose(self) -> None:
        """Enter and a click take the next value, the first after the last; for a key they ask for it."""
        name = self._marked
        if name in self._values:
            value = getattr(self._settings, name)
            after = step(self._values[name], value, 1)
            self._take(self._values[name][0] if after == value else after)
        elif name in self._offered:
            self.app.push_screen(KeyScreen(self._offered[name].description), self._take_key)

    def _take_key(self, key: str | None) -> None:
        if key is None:
            return
        name = self._marked
        if refused := self._refused(name, key):
            self.query_one("#sentence", Plain).say(refused)
        else:
            self._set(replace(self._settings, keys={**self._settings.keys, name: key}))

    def _refused(self, name: str, key: str) -> str:
        """Why a key won't do; empty where it will."""
        shown = self.app.get_key_display(Binding(key, ""))
        if is_typed(name, key):
            return f"{shown} belongs to the answer line: take a function key, or one with ctrl."
        for other, binding in self._offered.items():
            together = other.split(".")[0] == name.split(".", maxsplit=1)[0] or "app" in {other[:3], name[:3]}
            together = together or (other.startswith(TYPING) and name.startswith(TYPING))
            if other != name and together and key in self._settings.keys.get(other, binding.key).split(","):
                return f"{shown} is the key for {binding.description} already."
        return ""

    def action_default(self) -> None:
        """Take what it comes with."""
        name = self._marked
        if name in self._values:
            self._take(getattr(Settings(), name))
        elif name in self._offered:
            self._set(replace(self._settings, keys={other: key for other, key in self._settings.keys.items() if other != name}))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


class KeyScreen(ModalScreen[str | None]):
    """Waits for one key; Escape leaves things as they are."""

    CSS_PATH = "../screens.tcss"

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        """A line."""
        yield Plain(f"Press the new key for {self._what}; Escape leaves it as it is.", id="wanted")

    def on_key(self, event: events.Key) -> None:
        """Take it."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)


def in_words(name: str, value: object) -> str:
    """A value as a person says it."""
    if value is None:
        return ADAPTIVE
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:.1%}".replace(".0%", "%")
    return f"{value}:00" if name == "day_start" else str(value)
