"""A session on the misconceptions that were named: each with two problems where the wrong rule and the right one part."""

from __future__ import annotations

from collections.abc import Sequence

from derivquiz.memory import figures
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry, Order, Pick, Why, prerequisites, simplest, topological
from derivquiz.memory.rating import Rating

Slip = tuple[str, tuple[str, ...]]
"""The card where a misconception was named last, and the names of the rule that it fails."""


class Contrasts(Order):
    """Asks for each slip a fresh problem of the card where it was made, then the simplest card of the rule that it fails."""

    def __init__(self, entries: Sequence[Entry], history: History, slips: Sequence[Slip], *, today: int, focus: str = "") -> None:
        rules = {entry.card: entry.rule for entry in entries}
        ordered = topological(prerequisites({entry.card: entry.requires for entry in entries}))
        decks = {entry.card: entry.deck for entry in entries}
        askable = {card for card in ordered if history.standing(card).asked_on(today)}
        self._met = {card for card in ordered if history.standing(card).seen_day is not None}
        self._due = {card for card in ordered if figures.is_due(history, card, today)}
        self._waiting: list[str] = []
        for card, words in slips:
            if card in askable and focus in {"", decks[card]}:
                other = simplest(ordered, rules, words, (askable & self._met) - {card})
                self._waiting += [card, *([other] if other is not None else [card])]

    def next(self) -> Pick | None:
        """The next card; None at the end."""
        if not self._waiting:
            return None
        card = self._waiting.pop(0)
        return Pick(card, Why.DUE if card in self._due else Why.PRACTICE)

    def answered(self, pick: Pick, rating: Rating, hints: int = 0) -> None:
        """Take note that a card that was due no longer is."""
        del rating, hints
        self._met.add(pick.card)
        self._due.discard(pick.card)

    def released(self, pick: Pick) -> None:
        """A card that got no rating stays as it was."""

    def retract(self, pick: Pick) -> None:
        """Forget the latest answer to a card."""
        if pick.why is Why.DUE:
            self._due.add(pick.card)

    def drop(self, card: str) -> None:
        """Ask a card no more."""
        self._waiting = [waiting for waiting in self._waiting if waiting != card]

    def has_met(self, card: str) -> bool:
        """Whether a card was ever answered."""
        return card in self._met

    def practise(self) -> None:
        """Go on: the misconceptions have been gone through."""

    def brought_by(self, pick: Pick) -> frozenset[str]:
        """Nothing is asked because of an answer."""
        del pick
        return frozenset()

    @property
    def remaining(self) -> int:
        """How many problems are left."""
        return len(self._waiting)
