"""The schedules that are compared: the game's own queue, FSRS and SM-2 by due date, and a random order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Protocol

from derivquiz.memory import figures
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry, Pick
from derivquiz.memory.queue import Queue
from derivquiz.memory.rating import Rating
from derivquiz.memory.replay import Fact, Standing, advance
from derivquiz.memory.scheduler import Memory, Scheduler
from derivquiz.sitting import remedies
from tests.benchmarks.learning.learner import Answer


class Schedule(Protocol):
    """Says which card is asked next."""

    def begin(self, day: int) -> None:
        """Begin a day."""

    def next(self) -> str | None:
        """The next card; None where the day is done."""

    def answered(self, card: str, answer: Answer) -> None:
        """Take note of the answer to the card that was asked last."""


class Ours:
    """The game's queue as a session runs it: a sitting a day, the next problem drawn while one is answered.

    Standings are the fold of `memory.replay` over the same facts that a session would store. With `goes_on` the learner takes
    the practice that is offered when the day is done.
    """

    def __init__(self, entries: Sequence[Entry], name: str, *, new_a_day: int = figures.NEW_A_DAY, goes_on: bool = False) -> None:
        self._entries = entries
        self._random = Random(f"{name} queue")
        self._new_a_day = new_a_day
        self._goes_on = goes_on
        self._scheduler = Scheduler()
        self._standings: dict[str, Standing] = {}
        self._facts = 0

    def begin(self, day: int) -> None:
        """Open a sitting."""
        self._day = day
        self._queue = Queue(
            self._entries,
            History(self._standings),
            self._scheduler,
            today=day,
            random=self._random,
            new_a_day=self._new_a_day,
        )
        if self._goes_on:
            self._queue.practise()
        self._pick: Pick | None = None
        self._ahead = self._queue.next()

    def next(self) -> str | None:
        """What the queue says; where it said nothing ahead of the last answer it is asked again."""
        self._pick = self._ahead or self._queue.next()
        if self._pick is None:
            return None
        self._ahead = self._queue.next()
        return self._pick.card

    def answered(self, card: str, answer: Answer) -> None:
        """Keep the fact and tell the queue, as a session does."""
        pick = self._pick
        assert pick is not None
        assert pick.card == card
        self._facts += 1
        fact = Fact(b"", self._facts, pick.why.kind, card, self._day, int(answer.rating), 0, None, None, "")
        standing = replace(self._standings.get(card, Standing()))
        standing.memory = self._scheduler.replay(card, standing.memory, advance(standing, [fact]))
        self._standings[card] = standing
        self._queue.answered(pick, answer.rating)
        if len(answer.named) == 1:
            self._queue.remind(pick, remedies.words(answer.named[0]))


class ByDate:
    """Due cards by date, then new ones in the order of the files; what was not known well is asked again at the day's end."""

    enough = Rating.HARD
    """From this rating on a card isn't asked again that day."""

    def __init__(self, entries: Sequence[Entry], new_a_day: int = figures.NEW_A_DAY) -> None:
        self._unmet = [entry.card for entry in entries]
        self._new_a_day = new_a_day

    def begin(self, day: int) -> None:
        """List what is due and what is new."""
        self._day = day
        due = sorted((on, card) for card, on in self.due_days().items() if on <= day)
        self._left = [card for _, card in due] + self._unmet[: self._new_a_day]
        self._again: list[str] = []

    def next(self) -> str | None:
        """The first of what is left."""
        self._is_again = not self._left
        cards = self._left or self._again
        return cards.pop(0) if cards else None

    def answered(self, card: str, answer: Answer) -> None:
        """Schedule the card, where this was its first answer today."""
        if not self._is_again:
            self.schedule(card, answer.rating, self._day)
            if card in self._unmet:
                self._unmet.remove(card)
        if answer.rating < self.enough:
            self._again.append(card)

    def due_days(self) -> dict[str, int]:
        """When each card that was met is due."""
        raise NotImplementedError

    def schedule(self, card: str, rating: Rating, day: int) -> None:
        """Say when a card is due next."""
        raise NotImplementedError


class Fsrs(ByDate):
    """FSRS-6 with its default weights, as the game runs it, without unlocking, interleaving, order by recall or reminders."""

    def __init__(self, entries: Sequence[Entry], new_a_day: int = figures.NEW_A_DAY) -> None:
        super().__init__(entries, new_a_day)
        self._scheduler = Scheduler()
        self._memories: dict[str, Memory] = {}

    def due_days(self) -> dict[str, int]:
        """The due days of FSRS."""
        return {card: memory.due_day for card, memory in self._memories.items()}

    def schedule(self, card: str, rating: Rating, day: int) -> None:
        """Take the interval of FSRS."""
        self._memories[card] = self._scheduler.next(card, self._memories.get(card), rating, day)


@dataclass(frozen=True, slots=True)
class Item:
    """What SM-2 knows of a card: repetitions in a row, the interval in days, the easiness factor."""

    repetitions: int = 0
    interval: int = 0
    easiness: float = 2.5

    def next(self, quality: int) -> Item:
        """The item after a response of a quality from 0 to 5.

        P. A. Woźniak, Optimization of learning (1990), chapter 3.2: https://www.supermemo.com/en/archives1990-2015/english/ol/sm2
        """
        if quality < 3:
            return Item(0, 1, self.easiness)
        interval = (1, 6)[self.repetitions] if self.repetitions < 2 else -int(-self.interval * self.easiness // 1)
        easiness = max(1.3, self.easiness + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        return Item(self.repetitions + 1, interval, easiness)


class Sm2(ByDate):
    """SM-2; Again, Hard, Good and Easy are responses of quality 2, 3, 4 and 5, and below 4 a card is repeated the same day."""

    enough = Rating.GOOD

    def __init__(self, entries: Sequence[Entry], new_a_day: int = figures.NEW_A_DAY) -> None:
        super().__init__(entries, new_a_day)
        self._items: dict[str, tuple[Item, int]] = {}

    def due_days(self) -> dict[str, int]:
        """The due days of SM-2."""
        return {card: on for card, (_, on) in self._items.items()}

    def schedule(self, card: str, rating: Rating, day: int) -> None:
        """Take the interval of SM-2."""
        item = self._items.get(card, (Item(), 0))[0].next(int(rating) + 1)
        self._items[card] = item, day + item.interval


class AtRandom:
    """Any card, met or not, each as likely as the others; with `counts` as many a day as another schedule asked."""

    def __init__(self, entries: Sequence[Entry], name: str, counts: Sequence[int] | None = None) -> None:
        self._cards = [entry.card for entry in entries]
        self._random = Random(f"{name} order")
        self._counts = counts

    def begin(self, day: int) -> None:
        """See how many there are today."""
        self._left = None if self._counts is None else self._counts[day]

    def next(self) -> str | None:
        """One of all cards."""
        if self._left is not None:
            if not self._left:
                return None
            self._left -= 1
        return self._random.choice(self._cards)

    def answered(self, card: str, answer: Answer) -> None:
        """Nothing follows from an answer."""
