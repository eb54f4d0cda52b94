"""Failed cards that come back the same day: each a few problems later, until it is right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from derivquiz.memory.events import RandomSource

SOONEST, LATEST = 3, 8
"""A failed card comes back as many problems later."""


@dataclass(frozen=True, slots=True)
class Return:
    """When a failed card comes back, in problems from the start of the session."""

    soonest: int
    latest: int


class Returns(dict[str, Return]):
    """The failed cards of a session; with `on` false none comes back."""

    def __init__(self, random: RandomSource, *, on: bool = True) -> None:
        super().__init__()
        self._random = random
        self._on = on

    def bring_back(self, card: str, position: int) -> None:
        """Ask a card again that was failed at a position."""
        if self._on:
            later = SOONEST + int(self._random.random() * (LATEST - SOONEST + 1))
            self[card] = Return(position + later, position + LATEST)

    def waiting(self, outstanding: Collection[str]) -> list[str]:
        """The cards that come back, the first of them first, without those that are being answered."""
        return sorted((card for card in self if card not in outstanding), key=lambda card: self[card].soonest)
