"""What can be done from a screen, said on the page itself: the key that does it now, and a click does it too."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.style import Style


def key_for(screen: Screen[Any], name: str) -> str:
    """How the key of a binding is called, as it was chosen; empty where the binding does nothing now."""
    keys = [one.binding for one in screen.active_bindings.values() if one.binding.id == name]
    if not keys:
        return ""
    return "Enter" if keys[0].key == "enter" else screen.app.get_key_display(keys[0])


def clickable(text: Content, action: str) -> Content:
    """A text that does something when it is clicked."""
    return text.stylize(Style.from_meta({"@click": action}))


def way(screen: Screen[Any], name: str, words: str, action: str) -> Content:
    """The key of a binding and what it leads to."""
    return clickable(Content(f"{key_for(screen, name)}: {words}"), f"screen.{action}")
