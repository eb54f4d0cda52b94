"""Scroll: a page longer than the screen."""

from __future__ import annotations

from textual.binding import Binding
from textual.containers import VerticalScroll


class Scroll(VerticalScroll, inherit_bindings=False):
    """A column that scrolls as Textual's does, with keys that have names, so that they can be chosen."""

    BINDINGS = [
        Binding("up", "scroll_up", "Up", show=False, id="page.up", tooltip="Scroll up"),
        Binding("down", "scroll_down", "Down", show=False, id="page.down", tooltip="Scroll down"),
        Binding("pageup", "page_up", "Page up", show=False, id="page.page_up", tooltip="Scroll up a page"),
        Binding("pagedown", "page_down", "Page down", show=False, id="page.page_down", tooltip="Scroll down a page"),
        Binding("home", "scroll_home", "Top", show=False, id="page.top", tooltip="Go to the top of the page"),
        Binding("end", "scroll_end", "Bottom", show=False, id="page.bottom", tooltip="Go to the bottom of the page"),
    ]
