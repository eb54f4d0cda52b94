"""What a history holds, in figures: for `derivquiz stats` and the screen of statistics."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from derivquiz.decks.deck import Deck
from derivquiz.memory import figures, misconceptions, records
from derivquiz.memory.events import date_of
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry
from derivquiz.memory.scheduler import Scheduler
from derivquiz.memory.store import Store
from derivquiz.reports import Day, Mastery, Owned, Retention, Statistics
from derivquiz.sitting.planning import reminders
from derivquiz.sitting.supply import entries

FORECAST_DAYS = 30
YEAR = 371
"""The days of a heatmap of whole weeks that holds a year."""
_CONFIDENCE = 1.959964
"""Standard deviations of a normal distribution on either side that hold 95% of it."""


def statistics(decks: Sequence[Deck], store: Store, new_a_day: int = figures.NEW_A_DAY) -> Statistics:
    """The figures of a history on this day, which has so many new cards."""
    cards = entries(decks)
    history, days, today, scheduler = store.history(), store.days(), store.today(), store.scheduler
    titles = {deck.id: deck.title for deck in decks}
    due = figures.due(cards, history, today, reminders(cards, history, store, today)).total()
    return Statistics(
        date=date_of(today).isoformat(),
        reviews=sum(totals.answers for totals in days.values()),
        seconds=sum(totals.took_ms for totals in days.values()) // 1000,
        streak=figures.streak(days, today),
        longest_streak=figures.longest_streak(days),
        due=due,
        new=figures.new_left(cards, history, today, new_a_day),
        desired_retention=scheduler.retention,
        retention=retention(store.ask(records.predictions)),
        forecast=(due, *figures.forecast(cards, history, today, FORECAST_DAYS)[1:]),
        decks=_mastery(cards, {entry.card: entry.deck for entry in cards}, titles, history, scheduler, today),
        skills=_mastery(cards, {entry.card: entry.rule.split("-")[0] for entry in cards}, {}, history, scheduler, today),
        days=tuple(
            Day(date_of(day).isoformat(), totals.answers, totals.right, totals.took_ms // 1000)
            for day, totals in days.items()
            if today - YEAR < day <= today
        ),
        misconceptions=owned(decks, store),
        best_sprint=store.ask(records.best_sprint),
    )


def owned(decks: Sequence[Deck], store: Store) -> tuple[Owned, ...]:
    """The learner's ledger of misconceptions, the latest first."""
    titles = {deck.key(template): template.title for deck in decks for template in deck.templates}
    return tuple(
        Owned(
            slug=one.slug,
            card=one.card,
            title=titles.get(one.card, ""),
            times=one.times,
            first=date_of(one.first_day).isoformat(),
            last=date_of(one.last_day).isoformat(),
            since=one.since,
            right_since=one.right_since,
            open=one.owned,
        )
        for one in store.ask(misconceptions.ever_named)
    )


def retention(reviews: Iterable[tuple[float, bool]]) -> Retention | None:
    """The rate reached beside the predicted one, of reviews with the recall that was predicted for each; None for none."""
    kept = list(reviews)
    if not kept:
        return None
    right = sum(passed for _, passed in kept)
    low, high = wilson(right, len(kept))
    return Retention(len(kept), sum(recall for recall, _ in kept) / len(kept), right / len(kept), low, high)


def wilson(right: int, count: int) -> tuple[float, float]:
    """The interval that holds a rate with 95% confidence, from `right` successes of `count` (E. B. Wilson 1927)."""
    share, square = right / count, _CONFIDENCE**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    reach = _CONFIDENCE / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _mastery(  # noqa: PLR0917  # one table, one caller
    cards: Sequence[Entry],
    groups: Mapping[str, str],
    titles: Mapping[str, str],
    history: History,
    scheduler: Scheduler,
    today: int,
) -> tuple[Mastery, ...]:
    rows: dict[str, list[str]] = {}
    for entry in cards:
        rows.setdefault(groups[entry.card], []).append(entry.card)
    return tuple(_row(name, titles.get(name, name), members, history, scheduler, today) for name, members in rows.items())


def _row(  # noqa: PLR0917  # one table, one caller
    name: str, title: str, members: Sequence[str], history: History, scheduler: Scheduler, today: int
) -> Mastery:
    standings = [history.standing(card) for card in members]
    memories = [it.memory for it in standings if it.memory is not None]
    seen = [it.seen_day for it in standings if it.seen_day is not None]
    asked = [it.memory.due_day for it in standings if it.memory is not None and not it.suspended]
    return Mastery(
        name=name,
        title=title,
        templates=len(members),
        met=len(memories),
        mastered=sum(figures.is_mastered(memory, scheduler, today) for memory in memories),
        recall=sum(scheduler.recall(memory, today) for memory in memories) / len(memories) if memories else None,
        seen=today - max(seen) if seen else None,
        misses=sum(memory.lapses for memory in memories),
        back=max(0, min(asked) - today) if asked else None,
    )
