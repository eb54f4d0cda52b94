"""One file a kind of question: how it is posed, what it accepts, how it is marked."""

from derivquiz.decks.kinds import bug, choice, curve, formula, gap, gradient, graph, matrix, parts, table, update, value
from derivquiz.decks.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "formula": formula.KIND,
    "value": value.KIND,
    "gradient": gradient.KIND,
    "choice": choice.KIND,
    "gap": gap.KIND,
    "graph": graph.KIND,
    "bug": bug.KIND,
    "curve": curve.KIND,
    "parts": parts.KIND,
    "table": table.KIND,
    "update": update.KIND,
    **matrix.KINDS,
}
"""Every kind of question by its name; `decks.deck.KINDS` says which keys each takes in a deck."""
