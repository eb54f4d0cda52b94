"""Which card practice asks: at random, the weaker and the longer not asked, the likelier."""

from __future__ import annotations

from collections.abc import Sequence

from derivquiz.memory.events import RandomSource

_REMEMBERED = 20
"""Being asked longer ago than so many problems makes no further difference."""


def drawn(cards: Sequence[str], recalls: Sequence[float], ago: Sequence[int | None], random: RandomSource) -> str:
    """One of the cards, given the predicted recall of each and how many problems ago it was asked (None: not yet)."""
    weights = [
        (1.05 - recall) * (_REMEMBERED if before is None else min(_REMEMBERED, before)) ** 2
        for recall, before in zip(recalls, ago, strict=True)
    ]
    point = random.random() * sum(weights)
    for card, weight in zip(cards, weights, strict=True):
        point -= weight
        if point < 0:
            return card
    return cards[-1]
