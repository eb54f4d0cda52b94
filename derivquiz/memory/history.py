"""History: what a store knew at one moment, read as one; all that the queue and the figures ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from derivquiz.memory.replay import DayTotals, Standing
from derivquiz.memory.scheduler import Memory


@dataclass(frozen=True, slots=True)
class History:
    """Where every card stands and what every day held."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    days: Mapping[int, DayTotals] = field(default_factory=dict)

    @property
    def reviews(self) -> int:
        """Answers remembered in all, void ones not counted."""
        return sum(totals.answers for totals in self.days.values())

    def standing(self, card: str) -> Standing:
        """The standing of a card, met or not."""
        return self.standings.get(card) or Standing()

    def memory(self, card: str) -> Memory | None:
        """The memory of a card; None before its first review."""
        return self.standing(card).memory
