"""Entry, a card as its deck has it, and the order in which new cards are met: what a card requires comes before it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Entry:
    """A card as its deck has it now."""

    card: str
    deck: str
    rule: str
    requires: tuple[str, ...] = ()
    """Keys of the cards that come before."""


def prerequisites(requires: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """What each card waits for: its requirements without unknown ones and without those that go round in a circle."""
    kept = {card: {before for before in befores if before in requires and before != card} for card, befores in requires.items()}
    while True:
        try:
            TopologicalSorter(kept).prepare()
        except CycleError as error:
            circle: Sequence[str] = error.args[1]  # each is required by the next
            for before, card in pairwise(circle):
                kept[card].discard(before)
        else:
            return {card: frozenset(befores) for card, befores in kept.items()}


def topological(before: Mapping[str, Iterable[str]]) -> list[str]:
    """The cards with prerequisites first, otherwise in the order given; `before` has no circles."""
    place = {card: index for index, card in enumerate(before)}
    cards = list(before)
    sorter = TopologicalSorter(before)
    sorter.prepare()
    ready: list[int] = []
    ordered: list[str] = []
    while sorter.is_active():
        for card in sorter.get_ready():
            heapq.heappush(ready, place[card])
        card = cards[heapq.heappop(ready)]
        ordered.append(card)
        sorter.done(card)
    return ordered
