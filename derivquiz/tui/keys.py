"""The bindings of our own: the footer, the help and the palette all name these."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.dom import DOMNode

MOVES = ("page", "scroll", "turn", "move", "cursor", "give")
"""What actions begin with that are keys alone: the palette needn't name them."""


def of(kinds: Iterable[type[DOMNode]]) -> list[Binding]:
    """The bindings that have an id, of these widgets and of the classes they are built on, the innermost first."""
    found = [binding for kind in kinds for base in kind.__mro__ for binding in base.__dict__.get("BINDINGS", ())]
    return list({binding.id: binding for binding in found if isinstance(binding, Binding) and binding.id}.values())
