"""KeyLine: the keys that do something now."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

HELP = "app.help"
"""The id of the key that leads to all others."""


class Key(NamedTuple):
    """A key on the line, from one column to before another."""

    start: int
    end: int
    active: ActiveBinding


class KeyLine(Widget):
    """One line at the foot of a screen that shows what Textual's Footer does; a click is the key.

    It is a single widget. A Footer makes one for each key whenever any of them changes, and that took longer than all between
    Enter and a verdict.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; width: 100%; height: 1; color: $foreground; background: $background; text-wrap: nowrap; }
    """

    _over: reactive[int | None] = reactive(None)
    """The place of the key under the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._change)

    def _change(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self.refresh()

    def render(self) -> Content:
        """The keys from the left, as many as there is room for, and that of the palette on the right.

        Where there is little room the last ones are left out, but not those that lead back and to the help.
        """
        active = self.screen.active_bindings
        shown: dict[str, ActiveBinding] = {}
        for one in active.values():
            if one.binding.show:
                shown.setdefault(one.binding.action, one)
        palette = active.get(self.app.COMMAND_PALETTE_BINDING)
        width = self.size.width
        last = self._text(palette) if palette is not None else Content()
        room = width - last.cell_length
        line = Content()
        keys: list[Key] = []
        for one in self._fitting(list(shown.values()), room):
            key = Content(" ") + self._text(one, over=len(keys) == self._over)
            keys.append(Key(line.cell_length, line.cell_length + key.cell_length, one))
            line += key
        if palette is not None:
            keys.append(Key(room, width, palette))
        self._keys = tuple(keys)
        return line.truncate(max(0, room), pad=True) + last

    def _fitting(self, shown: list[ActiveBinding], room: int) -> list[ActiveBinding]:
        widths = {one.binding.action: self._text(one).cell_length + 1 for one in shown}
        optional = [one for one in shown[1:] if one.binding.key != "escape" and one.binding.id != HELP]
        for one in [*reversed(optional), *shown]:
            if sum(widths.values()) - 1 <= room:
                break
            widths.pop(one.binding.action, None)
        return [one for one in shown if one.binding.action in widths]

    def _text(self, active: ActiveBinding, *, over: bool = False) -> Content:
        name = self.app.get_key_display(active.binding)
        said = f" {active.binding.description} "
        text = Content.assemble((name, "bold $text-accent"), said)
        if not active.enabled:
            return text.stylize("dim")
        return text.stylize("underline", 0, len(text) - 1) if over else text

    def _place(self, x: int) -> int | None:
        return next((place for place, key in enumerate(self._keys) if key.start <= x < key.end), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the key under the mouse does."""
        self._over = place = self._place(event.x)
        active = self._keys[place].active if place is not None else None
        self.tooltip = (active.tooltip or active.binding.description) if active is not None else None

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._over = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the mouse."""
        place = self._place(event.x)
        if place is None:
            return
        active = self._keys[place].active
        self.tooltip = None  # it would stand over what the key leads to
        if active.enabled:
            self.app.simulate_key(active.binding.key)
        else:
            self.app.bell()
