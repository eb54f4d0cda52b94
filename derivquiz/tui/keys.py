"""The bindings of our own: the footer, the help and the palette all name these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import REPLACED_KEYS, key_to_character
from textual.widgets import Input

MOVES = ("page", "scroll", "turn", "move", "cursor", "give")
"""What actions begin with that are keys alone: the palette needn't name them."""
TYPING = ("app.", "drill.", "answer.")
"""What the ids of keys begin with that also have to work while something is typed."""
EDITING = {key for binding in Input.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")} - {"enter"}
"""The keys that edit what is typed."""
HELP = "question_mark"
"""The one character that is never typed."""


def of(kinds: Iterable[type[DOMNode]]) -> list[Binding]:
    """The bindings that have an id, of these widgets and of the classes they are built on, the innermost first."""
    found = [binding for kind in kinds for base in kind.__mro__ for binding in base.__dict__.get("BINDINGS", ())]
    return list({binding.id: binding for binding in found if isinstance(binding, Binding) and binding.id}.values())


def is_typed(name: str, key: str) -> bool:
    """Whether a key belongs to the answer line, so that it can't be the key of what has to work while something is typed."""
    if key == HELP or not name.startswith(TYPING):
        return False
    character = key_to_character(REPLACED_KEYS.get(key, key)) or ""
    return (character != "" and character.isprintable()) or (key in EDITING and not name.startswith("answer."))


def that_work(chosen: Mapping[str, str]) -> dict[str, str]:
    """The keys that were chosen, by the ids of their bindings, without those that would be typed."""
    left = {name: ",".join(key for key in keys.split(",") if not is_typed(name, key)) for name, keys in chosen.items()}
    return {name: keys for name, keys in left.items() if keys}
