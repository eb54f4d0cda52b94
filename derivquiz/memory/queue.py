"""What to ask next: what is due, then what is new, then practice; rules interleaved; failures brought back the same day."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from derivquiz.memory import figures
from derivquiz.memory.events import Kind, RandomSource
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry, Order, Pick, Why, prerequisites, simplest, topological
from derivquiz.memory.practice import drawn
from derivquiz.memory.rating import Rating
from derivquiz.memory.returns import LATEST, SOONEST, Return, Returns
from derivquiz.memory.scheduler import Memory, Scheduler

__all__ = ["LATEST", "SOONEST", "Entry", "Pick", "Queue", "Why"]

ELSEWHERE = 0.3
"""The share of problems from other decks, where they are mixed into one that is practised."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What a queue knew of a card before an answer to it."""

    position: int | None
    returns: Return | None
    memory: Memory | None
    place: int | None
    """Among the new cards."""
    met: bool
    is_open: bool


class Queue(Order):
    """The order of one session.

    With a `focus` it asks that deck alone, without locks and without end; with `mix` about a third is what is due elsewhere.
    Without, it ends when the day is done, and goes on when `practise` or `introduce` says so. `reminders` are cards that are due
    today as an overlay, whatever their memory says. `only_practice` asks what was met, or all of the deck in focus, in any order;
    what is due counts as such even then.
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
        mix: bool = False,
        reminders: Collection[str] = (),
        only_practice: bool = False,
        returning: bool = True,
    ) -> None:
        self._scheduler = scheduler
        self._today = today
        self._random = random
        self._focus = focus
        self._only_practice = only_practice
        self._practising = bool(focus) or only_practice
        self._before = prerequisites({entry.card: entry.requires for entry in entries})
        self._rules = {entry.card: entry.rule for entry in entries}
        askable = {entry.card: entry for entry in entries if history.standing(entry.card).asked_on(today)}
        self._asked_today = set(askable)
        self._entries = {card: entry for card, entry in askable.items() if focus in {"", entry.deck}}
        standings = {entry.card: history.standing(entry.card) for entry in entries}
        self._memories = {card: it.memory for card, it in standings.items() if it.memory is not None}
        self._met = {card for card, it in standings.items() if it.seen_day is not None or it.memory is not None}
        self._open = {card for card, it in standings.items() if it.clean or it.suspended}
        self._leeches = {card for card, it in standings.items() if figures.is_leech(it)}
        due = {card for card in askable if figures.is_due(history, card, today)}
        self._due = self._by_recall([card for card in self._entries if card in due])
        self._elsewhere = self._by_recall([card for card in due if card not in self._entries]) if mix else []
        self._new = [card for card in topological(self._before) if card in self._entries and card not in self._memories]
        introduced = figures.introduced(history, today)
        self._new_left = max(0, new_a_day - introduced) if focus else figures.allowed(entries, history, today, new_a_day)
        self._until_new = math.inf if introduced else figures.DUE_BEFORE_NEW
        self._served = 0
        self._rule: str | None = None
        self._asked: dict[str, int] = {}
        self._outstanding: dict[str, int] = {}
        self._returns = Returns(random, on=returning)
        self._undone: dict[str, _Before] = {}
        """What the latest answer to a card changed, as it was."""
        self._brought: dict[str, set[str]] = {}
        for card in self._entries:
            if card not in due and figures.is_failed_today(history, card, today):
                self._returns.bring_back(card, 0)
        for card in reminders:
            self._add_due(card)

    def next(self) -> Pick | None:
        """The next card; None when the day is done, or will be if what is being answered is right."""
        if (pick := self._choose()) is not None:
            self._serve(pick)
        return pick

    def answered(self, pick: Pick, rating: Rating, hints: int = 0) -> None:
        """Take note of the rating of a card that was asked."""
        card = pick.card
        self._undone[card] = self._snapshot(card)
        self._brought[card] = {card}
        position = self._outstanding.pop(card, self._served)
        self._met.add(card)
        if rating == Rating.AGAIN:
            self._returns.bring_back(card, position)
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

    def retract(self, pick: Pick) -> None:
        """Forget the latest answer to a card: it is as if it had been asked and not answered yet."""
        card = pick.card
        if (before := self._undone.pop(card, None)) is None:
            return
        tables: tuple[dict[str, Any], ...] = (self._outstanding, self._returns, self._memories)
        for table, value in zip(tables, (before.position, before.returns, before.memory), strict=True):
            table.pop(card, None)
            if value is not None:
                table[card] = value
        if before.place is not None and card not in self._new:
            self._new.insert(before.place, card)
        if not before.met:
            self._met.discard(card)
        if not before.is_open:
            self._open.discard(card)
        for card in self._brought.pop(pick.card, set()) - {pick.card}:
            if card in self._due:
                self._due.remove(card)

    def drop(self, card: str) -> None:
        """Ask a card no more in this session; what requires it is open, as it is after a suspension."""
        self._open.add(card)
        self._asked_today.discard(card)
        self._entries.pop(card, None)
        self._returns.pop(card, None)
        self._outstanding.pop(card, None)
        for cards in (self._due, self._elsewhere, self._new):
            if card in cards:
                cards.remove(card)

    def remind(self, pick: Pick, words: Collection[str]) -> None:
        """Bring back today the simplest card of a rule that was learnt, after an answer that failed it."""
        found = simplest(topological(self._before), self._rules, words, self._memories)
        if found is not None and found != pick.card and self._add_due(found):
            self._brought.setdefault(pick.card, set()).add(found)

    def brought_by(self, pick: Pick) -> frozenset[str]:
        """What is asked because of the latest answer to a card: the card again, and what it was a reminder of."""
        return frozenset(self._brought.get(pick.card, set()) | {pick.card})

    def has_met(self, card: str) -> bool:
        """Whether a card was ever answered, now or in an earlier session."""
        return card in self._met

    def is_leech(self, card: str) -> bool:
        """Whether a card keeps being missed: it is shown worked out before it is asked again."""
        return card in self._leeches

    def practise(self) -> None:
        """Go on after the day is done, without end, with what has been met."""
        self._practising = True

    def introduce(self, count: int) -> None:
        """Go on after the day is done with so many more new cards."""
        self._new_left += count

    @property
    def more_new(self) -> int:
        """How many new cards could be met at once, beyond those of the day."""
        return len(self._unlocked())

    @property
    def remaining(self) -> int:
        """How many cards the day still holds that can be asked now, practice aside."""
        return len(self._due) + len(self._returns) + min(self._new_left, len(self._unlocked()))

    def _choose(self) -> Pick | None:
        returns = self._returns.waiting(self._outstanding)
        ripe = [card for card in returns if self._returns[card].soonest <= self._served]
        for card in ripe:
            if self._is_other(card) or self._returns[card].latest <= self._served:
                return self._eased(card, Why.RELEARN)
        if self._elsewhere and self._random.random() < ELSEWHERE:
            return Pick(self._interleaved(self._elsewhere), Why.DUE)
        pick = self._regular()
        if pick is not None and (self._is_other(pick.card) or not ripe):
            return pick
        if ripe:
            return self._eased(ripe[0], Why.RELEARN)
        if returns:  # nothing else is left: sooner than planned
            return self._eased(self._interleaved(returns), Why.RELEARN)
        if self._practising and (cards := self._practice_cards() or list(self._outstanding)):
            return Pick(self._drawn(cards), Why.PRACTICE)
        return None

    def _regular(self) -> Pick | None:
        """What is asked where no failed card is ripe: due, then new but for the first of the day, then practice."""
        new = self._unlocked() if self._new_left > 0 and not self._only_practice else []
        if self._due and not self._only_practice and not (new and self._until_new <= 0):
            return self._eased(self._interleaved(self._due), Why.DUE)
        if new:
            return Pick(self._interleaved(new), Why.NEW)
        if self._practising:
            last = max(self._asked, key=self._asked.__getitem__, default="")
            pool = [card for card in self._practice_cards() if card not in self._returns and card != last]
            if pool:
                card = self._drawn(pool)
                return Pick(card, Why.DUE if card in self._due else Why.PRACTICE)
        return None

    def _eased(self, card: str, why: Why) -> Pick:
        """The card, or in place of one that keeps being missed what it rests on, weakest first, each once a session."""
        if card in self._leeches:
            below = [one for one in self._before[card] & self._memories.keys() & self._asked_today if one not in self._asked]
            if below:
                weakest = self._by_recall(sorted(below))[0]
                return Pick(weakest, Why.DUE if weakest in self._due or weakest in self._elsewhere else Why.PRACTICE)
        return Pick(card, why)

    def _unlocked(self) -> list[str]:
        """New cards to introduce now, in order, none that comes back anyway; in a focus what they require need only be asked."""
        waiting = set(self._new)
        fresh = [card for card in self._new if card not in self._outstanding and card not in self._returns]
        if self._focus:
            return [card for card in fresh if not self._before[card] & waiting]
        return [card for card in fresh if self._before[card] <= self._open]

    def _practice_cards(self) -> list[str]:
        """What has been met, and in a focused deck the next card that hasn't, or all; without what is being answered."""
        cards = [card for card in self._entries if card in self._met]
        if self._focus:
            cards += [card for card in self._new if card not in self._met][: None if self._only_practice else 1]
        elif self._only_practice and not cards:
            cards = self._unlocked()
        return [card for card in cards if card not in self._outstanding]

    def _serve(self, pick: Pick) -> None:
        for cards in (self._due, self._elsewhere):
            if pick.why is Why.DUE and pick.card in cards:
                cards.remove(pick.card)
        self._until_new -= pick.why is Why.DUE
        if pick.why is Why.NEW:
            self._new.remove(pick.card)
            self._new_left, self._until_new = self._new_left - 1, math.inf
        self._asked[pick.card] = self._served
        self._outstanding[pick.card] = self._served
        self._rule = self._rules[pick.card]
        self._served += 1

    def _add_due(self, card: str) -> bool:
        """Make a card due that was learnt and may be asked; False where it is due or under way already."""
        if any(card in those for those in (self._due, self._returns, self._outstanding)) or card not in self._entries:
            return False
        if card in self._memories:
            self._due = self._by_recall([*self._due, card])
        return card in self._memories

    def _snapshot(self, card: str) -> _Before:
        return _Before(
            position=self._outstanding.get(card),
            returns=self._returns.get(card),
            memory=self._memories.get(card),
            place=self._new.index(card) if card in self._new else None,
            met=card in self._met,
            is_open=card in self._open,
        )

    def _is_other(self, card: str) -> bool:
        return self._rules[card] != self._rule

    def _interleaved(self, cards: Sequence[str]) -> str:
        """The first card of another rule than the last one's; the first of all where there is no choice."""
        return next((card for card in cards if self._is_other(card)), cards[0])

    def _by_recall(self, cards: Sequence[str]) -> list[str]:
        return sorted(cards, key=lambda card: self._scheduler.recall(self._memories[card], self._today))

    def _drawn(self, cards: Sequence[str]) -> str:
        """One card at random, of another rule where there is a choice; the weaker and the longer not asked, the likelier."""
        choice = [card for card in cards if self._is_other(card)] or list(cards)
        recalls = {card: self._scheduler.recall(it, self._today + figures.MASTERY_DAYS) for card, it in self._memories.items()}
        asked = [self._served - self._asked[card] if card in self._asked else None for card in choice]
        return drawn(choice, [recalls.get(card, 0.0) for card in choice], asked, self._random)
