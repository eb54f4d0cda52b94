"""History: what a store knew at one moment, read as one; all that the queue and the figures ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from derivquiz.memory.replay import Standing
from derivquiz.memory.scheduler import Memory


@dataclass(frozen=True, slots=True)
class History:
    """Where every card stands."""

    standings: Mapping[str, Standing] = field(default_factory=dict)

    def standing(self, card: str) -> Standing:
        """The standing of a card, met or not."""
        return self.standings.get(card) or Standing()

    def memory(self, card: str) -> Memory | None:
        """The memory of a card; None before its first review."""
        return self.standing(card).memory
