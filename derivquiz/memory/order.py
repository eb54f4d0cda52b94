"""Entry, a card as its deck has it; Pick, a card to ask; Order, who says which; and what a card requires comes before it."""

from __future__ import annotations

import heapq
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from derivquiz.memory.events import Kind

if TYPE_CHECKING:
    from derivquiz.memory.rating import Rating


@dataclass(frozen=True, slots=True)
class Entry:
    """A card as its deck has it now."""

    card: str
    deck: str
    rule: str
    requires: tuple[str, ...] = ()
    """Keys of the cards that come before."""


class Why(StrEnum):
    """Why a card is asked."""

    DUE = "due"
    NEW = "new"
    RELEARN = "relearn"
    PRACTICE = "practice"
    PLACEMENT = "placement"
    """To find out whether it is known already."""

    @property
    def kind(self) -> Kind:
        """The kind of event that its first answer is stored as; of a placement, where it is right."""
        match self:
            case Why.DUE | Why.NEW | Why.PLACEMENT:
                return Kind.REVIEW
            case Why.RELEARN:
                return Kind.RELEARN
            case Why.PRACTICE:
                return Kind.PRACTICE


@dataclass(frozen=True, slots=True)
class Pick:
    """The card to ask next, and why."""

    card: str
    why: Why


class Order(ABC):
    """Who says what a session asks next. It may be asked for the next card before the present one is answered."""

    @abstractmethod
    def next(self) -> Pick | None:
        """The next card; None when there is none."""

    @abstractmethod
    def answered(self, pick: Pick, rating: Rating, hints: int = 0) -> None:
        """Take note of the rating of a card that was asked."""

    @abstractmethod
    def released(self, pick: Pick) -> None:
        """Take note that a card was asked and got no rating: it is left as it was."""

    @abstractmethod
    def retract(self, pick: Pick) -> None:
        """Forget the latest answer to a card: it is as if it had been asked and not answered yet."""

    @abstractmethod
    def drop(self, card: str) -> None:
        """Ask a card no more."""

    @abstractmethod
    def has_met(self, card: str) -> bool:
        """Whether a card was ever answered, now or in an earlier session."""

    @property
    @abstractmethod
    def remaining(self) -> int:
        """How many cards there are to be asked now, practice aside."""

    def implied(self, pick: Pick) -> tuple[str, ...]:
        """The cards that a right answer proves known."""
        del pick
        return ()

    def remind(self, pick: Pick, words: Collection[str]) -> None:
        """Bring back today the simplest card of a rule, after an answer that failed it; `words` are names of the rule."""
        del pick, words

    def brought_by(self, pick: Pick) -> frozenset[str]:
        """What is asked because of the latest answer to a card: the card again, and what it was a reminder of."""
        return frozenset({pick.card})

    def is_leech(self, card: str) -> bool:
        """Whether a card keeps being missed."""
        del card
        return False

    @abstractmethod
    def practise(self) -> None:
        """Go on after the end, without end, with what has been met."""

    def introduce(self, count: int) -> None:
        """Go on after the end with so many more new cards."""
        del count

    @property
    def more_new(self) -> int:
        """How many new cards `introduce` could bring now."""
        return 0


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


def is_of_rule(rule: str, words: Collection[str]) -> bool:
    """Whether a rule of a deck is one of these, or a kind of one: "chain-root" is a kind of "chain"."""
    return any(rule == word or rule.startswith(f"{word}-") for word in words)


def simplest(ordered: Iterable[str], rules: Mapping[str, str], words: Collection[str], among: Collection[str]) -> str | None:
    """The first card, prerequisites first, of a rule with one of these names; None where there is none among those given."""
    return next((card for card in ordered if card in among and is_of_rule(rules[card], words)), None)
