"""How a page names the keys: each by what is bound to it now, whatever it came with; and what else can be clicked there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol, cast

from textual.content import Content
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen
from textual.style import Style

KEY = re.compile(r"\{([a-z_]+\.[a-z_]+)=([a-z0-9_+]+)\}")
"""A key in a sentence: the id of its binding, and what it comes with."""
SPOKEN = {
    "ctrl": "Ctrl",
    "shift": "Shift",
    "alt": "Alt",
    "enter": "Enter",
    "escape": "Escape",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Delete",
    "pageup": "Page up",
    "pagedown": "Page down",
    "home": "Home",
    "end": "End",
}


SCROLL = "{page.up=up} {page.down=down} scroll"


class Keyed(Protocol):
    """An app whose keys can be chosen."""

    @property
    def chosen_keys(self) -> Mapping[str, str]:
        """The keys that were chosen, by the id of the binding."""


def worded(node: DOMNode, sentence: str) -> str:
    """One of our own sentences with its keys, such as {drill.hint=f3}, by the names of those that are bound now."""
    chosen = cast("Keyed", node.app).chosen_keys
    return KEY.sub(lambda found: spoken(chosen.get(found[1], found[2])), sentence)


def spoken(keys: str) -> str:
    """The first of some keys, joined by commas, as a sentence has it: F2, Ctrl+G, Enter."""
    *held, last = keys.split(",", maxsplit=1)[0].split("+")
    name = SPOKEN.get(last) or format_key(last)
    is_large = re.fullmatch(r"f\d+", last) or (held and len(name) == 1)
    return "+".join([*(SPOKEN.get(one, one.title()) for one in held), name.upper() if is_large else name])


def key_for(screen: Screen[Any], name: str) -> str:
    """How the key of a binding is called, as it was chosen; empty where the binding does nothing now."""
    keys = [one.binding.key for one in screen.active_bindings.values() if one.binding.id == name]
    return spoken(keys[0]) if keys else ""


def clickable(text: Content, action: str) -> Content:
    """A text that does something when it is clicked."""
    return text.stylize(Style.from_meta({"@click": action}))


def way(screen: Screen[Any], name: str, words: str, action: str) -> Content:
    """The key of a binding and what it leads to."""
    return clickable(Content(f"{key_for(screen, name)}: {words}"), f"screen.{action}")
