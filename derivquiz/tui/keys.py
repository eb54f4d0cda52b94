"""The bindings of our own: the footer, the help and the palette all name these."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.dom import DOMNode

MOVES = ("page", "turn", "move", "cursor", "give")
"""What actions begin with that are keys alone: the palette needn't name them."""


def own(nodes: Iterable[DOMNode]) -> list[Binding]:
    """The bindings that have an id, of these widgets and of the classes they are built on, the innermost first."""
    found = [binding for node in nodes for kind in type(node).__mro__ for binding in kind.__dict__.get("BINDINGS", ())]
    return list({binding.id: binding for binding in found if isinstance(binding, Binding) and binding.id}.values())
