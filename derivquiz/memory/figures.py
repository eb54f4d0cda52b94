"""What Home, `derivquiz decks` and `derivquiz stats` say of a history, on a given day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from derivquiz.memory.history import History
from derivquiz.memory.order import Entry
from derivquiz.memory.replay import Standing
from derivquiz.memory.scheduler import Memory, Scheduler

NEW_A_DAY = 10
DAYS_WORK = 20
"""While more cards than this are overdue, no new ones are introduced."""
DUE_BEFORE_NEW = 3
"""After so many due cards comes the first new one of a day: who has time for a few problems a day would meet no other."""
MASTERY_DAYS = 7
LEECH_MISSES = 6
"""A card that was missed so often after it was learnt keeps being missed, until it is right twice running."""


def is_due(history: History, card: str, today: int) -> bool:
    """Whether a card was learnt, has reached its due day and may be asked."""
    standing = history.standing(card)
    return standing.memory is not None and standing.memory.due_day <= today and standing.asked_on(today)


def is_failed_today(history: History, card: str, today: int) -> bool:
    """Whether a card was answered Again today and not yet right since: it comes back the same day."""
    standing = history.standing(card)
    return standing.failed_day == today and standing.asked_on(today)


def is_leech(standing: Standing) -> bool:
    """Whether a card keeps being missed: another failure would teach nothing."""
    return standing.memory is not None and standing.memory.lapses >= LEECH_MISSES and standing.passes < 2


def is_new(history: History, card: str, today: int) -> bool:
    """Whether a card still waits for its first review and may be asked."""
    standing = history.standing(card)
    return standing.memory is None and standing.asked_on(today)


def due(entries: Iterable[Entry], history: History, today: int, reminders: Collection[str] = ()) -> Counter[str]:
    """How many cards of each deck want an answer today: those due, those that were failed today and not yet made good, and those
    that are `reminders` of what was named today.
    """
    reminded = frozenset(reminders)
    return Counter(
        entry.deck
        for entry in entries
        if is_due(history, entry.card, today)
        or is_failed_today(history, entry.card, today)
        or (entry.card in reminded and history.standing(entry.card).asked_on(today))
    )


def waiting(entries: Iterable[Entry], history: History, today: int) -> Counter[str]:
    """How many cards of each deck wait for their first review, locked or not; one that comes back today counts as due alone."""
    return Counter(
        entry.deck for entry in entries if is_new(history, entry.card, today) and not is_failed_today(history, entry.card, today)
    )


def overdue(entries: Iterable[Entry], history: History, today: int) -> int:
    """How many cards should have been answered before today."""
    standings = [history.standing(entry.card) for entry in entries]
    return sum(it.memory is not None and it.memory.due_day < today and it.asked_on(today) for it in standings)


def introduced(history: History, today: int) -> int:
    """How many cards were introduced today; what a placement found known is none of them."""
    return sum(standing.first_day == today for standing in history.standings.values())


def new_left(entries: Sequence[Entry], history: History, today: int, limit: int = NEW_A_DAY) -> int:
    """How many new cards wait and today still allows."""
    return min(waiting(entries, history, today).total(), allowed(entries, history, today, limit))


def allowed(entries: Sequence[Entry], history: History, today: int, limit: int = NEW_A_DAY) -> int:
    """How many new cards today still allows, if there are so many: none while more than a day's work is overdue."""
    return 0 if overdue(entries, history, today) > DAYS_WORK else max(0, limit - introduced(history, today))


def streak(days: Collection[int], today: int) -> int:
    """Days in a row with an answer, given all that have one, up to today, or up to yesterday where today has none yet."""
    day = today if today in days else today - 1
    length = 0
    while day - length in days:
        length += 1
    return length


def longest_streak(days: Iterable[int]) -> int:
    """The most days in a row with an answer, given all that have one."""
    longest = length = 0
    last = None
    for day in sorted(days):
        length = length + 1 if last == day - 1 else 1
        longest, last = max(longest, length), day
    return longest


def is_mastered(memory: Memory | None, scheduler: Scheduler, today: int) -> bool:
    """Whether the predicted recall a week from now is at least the desired retention."""
    return memory is not None and scheduler.recall(memory, today + MASTERY_DAYS) >= scheduler.retention


def mastered(entries: Iterable[Entry], history: History, scheduler: Scheduler, today: int) -> Counter[str]:
    """How many cards of each deck are mastered; their share of the deck's templates is its mastery."""
    return Counter(entry.deck for entry in entries if is_mastered(history.memory(entry.card), scheduler, today))


def forecast(entries: Iterable[Entry], history: History, today: int, days: int = 7) -> tuple[int, ...]:
    """How many cards come due on each of the next days, today first; what is overdue counts for today."""
    counts = [0] * days
    for entry in entries:
        standing = history.standing(entry.card)
        if standing.memory is None or standing.suspended:
            continue
        after = _asked_from(standing.memory.due_day, standing.buried_day, today) - today
        if after < days:
            counts[after] += 1
    return tuple(counts)


def next_due(entries: Iterable[Entry], history: History, today: int) -> int | None:
    """The first day from today on with a card due; None where none will be."""
    standings = [history.standing(entry.card) for entry in entries]
    return min(
        (_asked_from(it.memory.due_day, it.buried_day, today) for it in standings if it.memory is not None and not it.suspended),
        default=None,
    )


def _asked_from(due_day: int, buried_day: int | None, today: int) -> int:
    """The first day from today on that a card is asked."""
    return max(due_day, today, today if buried_day is None else buried_day + 1)
