"""A placement run: a short walk over the prerequisites that finds what a learner knows already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from derivquiz.memory.history import History
from derivquiz.memory.order import Entry, Order, Pick, Why, prerequisites, topological
from derivquiz.memory.rating import Rating

A_DECK = 4
"""At most so many problems of each deck."""
MISSES = 2
"""A deck with so many misses and nothing right is left: it is to be learnt from its beginning."""


class Placement(Order):
    """Asks, of the cards whose state is open, the one whose answer settles the most either way, as in a search by halves.

    A pass proves all that the card rests on known; a miss leaves it and all that rests on it for the ordinary queue.
    """

    def __init__(self, entries: Sequence[Entry], history: History, *, today: int, focus: str = "") -> None:
        before = prerequisites({entry.card: entry.requires for entry in entries})
        self._ordered = topological(before)
        self._below = _closure(before, self._ordered)
        above: dict[str, set[str]] = {card: {card} for card in before}
        for card, below in self._below.items():
            for one in below:
                above[one].add(card)
        self._above = {card: frozenset(cards) for card, cards in above.items()}
        self._decks = {entry.card: entry.deck for entry in entries}
        standings = {entry.card: history.standing(entry.card) for entry in entries}
        self._unmet = {card for card, it in standings.items() if it.memory is None and not it.clean}
        self._met = {card for card, it in standings.items() if it.seen_day is not None}
        self._open = {card for card in self._unmet if standings[card].asked_on(today) and focus in {"", self._decks[card]}}
        self._asked: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self._outstanding: set[str] = set()
        self._undone: dict[str, tuple[set[str], set[str], Counter[str]]] = {}

    def next(self) -> Pick | None:
        """The next card to try; None where nothing more is worth asking, or while an answer must come first."""
        moot = {one for card in self._outstanding for one in self._below[card] | self._above[card]}
        left = self._open - moot
        candidates = [card for card in self._ordered if card in left and self._is_worth_asking(self._decks[card])]
        if not candidates:
            return None
        card = max(candidates, key=self._worth)
        self._asked[self._decks[card]] += 1
        self._outstanding.add(card)
        return Pick(card, Why.PLACEMENT)

    def answered(self, pick: Pick, rating: Rating, hints: int = 0) -> None:
        """Settle what the answer settles; a pass with a hint settles its own card alone."""
        card = pick.card
        tally = self._missed if rating == Rating.AGAIN else self._right
        self._undone[card] = set(self._open), set(self._unmet), tally
        tally[self._decks[card]] += 1
        self._outstanding.discard(card)
        self._met.add(card)
        if rating == Rating.AGAIN:
            self._open -= self._above[card]
        else:
            known = {card} if hints else self._below[card]
            self._open -= known
            self._unmet -= known

    def released(self, pick: Pick) -> None:
        """Leave a card that got no rating out of this run."""
        self._outstanding.discard(pick.card)
        self._open.discard(pick.card)

    def retract(self, pick: Pick) -> None:
        """Open again what the latest answer to a card settled."""
        if pick.card in self._undone:
            self._open, self._unmet, tally = self._undone.pop(pick.card)
            tally[self._decks[pick.card]] -= 1
            self._met.discard(pick.card)
            self._outstanding.add(pick.card)

    def drop(self, card: str) -> None:
        """Ask a card no more."""
        self._open.discard(card)
        self._outstanding.discard(card)

    def has_met(self, card: str) -> bool:
        """Whether a card was ever answered."""
        return card in self._met

    def implied(self, pick: Pick) -> tuple[str, ...]:
        """What the card rests on and was never reviewed."""
        known = (self._below[pick.card] & self._unmet) - {pick.card}
        return tuple(card for card in self._ordered if card in known)

    def practise(self) -> None:
        """Go on: nothing more is to be found out."""

    @property
    def most(self) -> int:
        """How many more problems it asks at most."""
        left = Counter(self._decks[card] for card in self._open)
        return sum(min(number, max(0, A_DECK - self._asked[deck])) for deck, number in left.items())

    @property
    def remaining(self) -> int:
        """How many cards are still open."""
        return len(self._open)

    def _is_worth_asking(self, deck: str) -> bool:
        return self._asked[deck] < A_DECK and (self._missed[deck] < MISSES or self._right[deck] > 0)

    def _worth(self, card: str) -> tuple[int, int]:
        passed, missed = len(self._below[card] & self._open), len(self._above[card] & self._open)
        return min(passed, missed), passed + missed


def _closure(before: Mapping[str, frozenset[str]], ordered: Sequence[str]) -> dict[str, frozenset[str]]:
    """Each card with all that it rests on, near and far."""
    below: dict[str, frozenset[str]] = {}
    for card in ordered:
        below[card] = frozenset({card}).union(*(below[one] for one in before[card]))
    return below
