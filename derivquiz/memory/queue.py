"""What to ask next: what is due, then what is new, then practice; rules interleaved; failures brought back the same day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from derivquiz.memory import figures
from derivquiz.memory.events import Kind, RandomSource
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry, prerequisites, topological
from derivquiz.memory.rating import Rating
from derivquiz.memory.scheduler import Scheduler

__all__ = ["Entry", "Pick", "Queue", "Why"]

SOONEST, LATEST = 3, 8
"""A failed card comes back as many problems later."""
_REMEMBERED = 20
"""Being asked longer ago than so many problems makes no further difference to practice."""


class Why(StrEnum):
    """Why a card is asked."""

    DUE = "due"
    NEW = "new"
    RELEARN = "relearn"
    PRACTICE = "practice"

    @property
    def kind(self) -> Kind:
        """The kind of event that its first answer is stored as."""
        match self:
            case Why.DUE | Why.NEW:
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


@dataclass(frozen=True, slots=True)
class _Return:
    """When a failed card comes back, in problems from the start of the session."""

    soonest: int
    latest: int


class Queue:
    """The order of one session. It may be asked for the next card before the present one is answered.

    With a `focus` it asks that deck alone, without locks and without end; without, it ends when the day is done, and goes on when
    `practise` or `introduce` says so.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        history: History,
        scheduler: Scheduler,
        *,
        today: int,
        random: RandomSource,
        focus: str = "",
        new_a_day: int = figures.NEW_A_DAY,
    ) -> None:
        self._scheduler = scheduler
        self._today = today
        self._random = random
        self._focus = focus
        self._practising = bool(focus)
        self._before = prerequisites({entry.card: entry.requires for entry in entries})
        asked = [entry for entry in entries if history.standing(entry.card).asked_on(today) and focus in {"", entry.deck}]
        self._entries = {entry.card: entry for entry in asked}
        standings = {entry.card: history.standing(entry.card) for entry in entries}
        self._memories = {card: it.memory for card, it in standings.items() if it.memory is not None}
        self._met = {card for card, it in standings.items() if it.seen_day is not None}
        self._open = {card for card, it in standings.items() if it.clean or it.suspended}
        due = [card for card in self._entries if figures.is_due(history, card, today)]
        self._due = sorted(due, key=lambda card: scheduler.recall(self._memories[card], today))
        self._new = [card for card in topological(self._before) if card in self._entries and card not in self._memories]
        if focus:
            self._new_left = max(0, new_a_day - figures.introduced(history, today))
        else:
            self._new_left = figures.new_left(entries, history, today, new_a_day)
        self._served = 0
        self._rule: str | None = None
        self._asked: dict[str, int] = {}
        self._outstanding: dict[str, int] = {}
        self._returns: dict[str, _Return] = {}
        for card in self._entries:
            if card not in due and figures.is_failed_today(history, card, today):
                self._bring_back(card, 0)

    def next(self) -> Pick | None:
        """The next card; None when the day is done, or will be if what is being answered is right."""
        pick = self._choose()
        if pick is not None:
            self._serve(pick)
        return pick

    def answered(self, pick: Pick, rating: Rating, hints: int = 0) -> None:
        """Take note of the rating of a card that was asked."""
        card = pick.card
        position = self._outstanding.pop(card, self._served)
        self._met.add(card)
        if rating == Rating.AGAIN:
            self._bring_back(card, position)
        else:
            self._returns.pop(card, None)
            if hints == 0:
                self._open.add(card)
        if pick.why.kind is Kind.REVIEW:
            self._memories[card] = self._scheduler.next(card, self._memories.get(card), rating, self._today)
            if card in self._new:
                self._new.remove(card)

    def released(self, pick: Pick) -> None:
        """Take note that a card was asked and got no rating: it is left as it was."""
        self._outstanding.pop(pick.card, None)

    def has_met(self, card: str) -> bool:
        """Whether a card was ever answered, now or in an earlier session."""
        return card in self._met

    def practise(self) -> None:
        """Go on after the day is done, without end, with what has been met."""
        self._practising = True

    def introduce(self, count: int) -> None:
        """Go on after the day is done with so many more new cards."""
        self._new_left += count

    @property
    def remaining(self) -> int:
        """How many cards the day still holds that can be asked now, practice aside."""
        return len(self._due) + len(self._returns) + min(self._new_left, len(self._unlocked()))

    def _choose(self) -> Pick | None:
        returns = sorted(
            (card for card in self._returns if card not in self._outstanding), key=lambda card: self._returns[card].soonest
        )
        ripe = [card for card in returns if self._returns[card].soonest <= self._served]
        for card in ripe:
            if self._is_other(card) or self._returns[card].latest <= self._served:
                return Pick(card, Why.RELEARN)
        pick = self._regular()
        if pick is not None and (self._is_other(pick.card) or not ripe):
            return pick
        if ripe:
            return Pick(ripe[0], Why.RELEARN)
        if returns:  # nothing else is left: sooner than planned
            return Pick(self._interleaved(returns), Why.RELEARN)
        if self._practising and (cards := self._practice_cards() or list(self._outstanding)):
            return Pick(self._drawn(cards), Why.PRACTICE)
        return None

    def _regular(self) -> Pick | None:
        """What is asked where no failed card is ripe: due, new, practice."""
        if self._due:
            return Pick(self._interleaved(self._due), Why.DUE)
        if self._new_left > 0 and (unlocked := self._unlocked()):
            return Pick(self._interleaved(unlocked), Why.NEW)
        if self._practising:
            last = max(self._asked, key=self._asked.__getitem__, default="")
            pool = [card for card in self._practice_cards() if card not in self._returns and card != last]
            if pool:
                return Pick(self._drawn(pool), Why.PRACTICE)
        return None

    def _unlocked(self) -> list[str]:
        """New cards that may be introduced now, in order; in a focused deck a prerequisite need only have been asked."""
        waiting = set(self._new)
        fresh = [card for card in self._new if card not in self._outstanding]
        if self._focus:
            return [card for card in fresh if not self._before[card] & waiting]
        return [card for card in fresh if self._before[card] <= self._open]

    def _practice_cards(self) -> list[str]:
        """What has been met, and in a focused deck the next card that hasn't; without what is being answered."""
        cards = [card for card in self._entries if card in self._met]
        if self._focus:
            cards += [card for card in self._new if card not in self._met and card not in self._outstanding][:1]
        return [card for card in cards if card not in self._outstanding]

    def _serve(self, pick: Pick) -> None:
        if pick.why is Why.DUE:
            self._due.remove(pick.card)
        elif pick.why is Why.NEW:
            self._new.remove(pick.card)
            self._new_left -= 1
        self._asked[pick.card] = self._served
        self._outstanding[pick.card] = self._served
        self._rule = self._entries[pick.card].rule
        self._served += 1

    def _bring_back(self, card: str, position: int) -> None:
        later = SOONEST + int(self._random.random() * (LATEST - SOONEST + 1))
        self._returns[card] = _Return(position + later, position + LATEST)

    def _is_other(self, card: str) -> bool:
        return self._entries[card].rule != self._rule

    def _interleaved(self, cards: Sequence[str]) -> str:
        """The first card of another rule than the last one's; the first of all where there is no choice."""
        return next((card for card in cards if self._is_other(card)), cards[0])

    def _drawn(self, cards: Sequence[str]) -> str:
        """One card at random, of another rule where there is a choice; the weaker and the longer not asked, the likelier."""
        choice = [card for card in cards if self._is_other(card)] or list(cards)
        drawn = self._random.random() * sum(map(self._weight, choice))
        for card in choice:
            drawn -= self._weight(card)
            if drawn < 0:
                return card
        return choice[-1]

    def _weight(self, card: str) -> float:
        memory = self._memories.get(card)
        recall = 0.0 if memory is None else self._scheduler.recall(memory, self._today + figures.MASTERY_DAYS)
        ago = min(_REMEMBERED, self._served - self._asked.get(card, self._served - _REMEMBERED))
        return (1.05 - recall) * ago * ago
