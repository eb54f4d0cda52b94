"""The nodes of a derivation, and the first of them whose rule is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from derivquiz.maths.deriving.checking import compare
from derivquiz.maths.deriving.derivation import Derivation


def nodes(derivation: Derivation) -> Iterator[Derivation]:
    """Each node once, the parts of a node before itself."""
    seen: set[int] = set()
    pending = [(derivation, False)]
    while pending:
        node, below = pending.pop()
        if below:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            pending.append((node, True))
            pending.extend((child, False) for child in reversed(node.children))


def first_wrong(derivation: Derivation) -> Derivation | None:
    """The first node that is not the derivative of what stood before it; None where each is."""
    return next((node for node in nodes(derivation) if not compare(node.before, (node.variable,), node.after).holds), None)
