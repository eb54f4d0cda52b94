"""When things come back, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from derivquiz.memory import figures
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry
from derivquiz.memory.replay import Standing
from derivquiz.reports import Summary, SummaryRow
from derivquiz.sitting.tally import Tally
from derivquiz.words import ahead


def comes_back(standing: Standing, today: int, *, returns: bool = True) -> str:
    """When a card is asked next: "in a few problems", "tomorrow", "in 3 days"; "as a new one" where it was only practised.

    What was failed today comes "later today" where the sitting ends before it `returns`.
    """
    if standing.failed_day == today:
        return "in a few problems" if returns else "later today"
    if standing.memory is None:
        return "as a new one"
    return ahead(max(0, standing.memory.due_day - today))


def summary(  # noqa: PLR0917  # one table of figures, one caller
    tally: Tally,
    seconds: int,
    entries: Sequence[Entry],
    history: History,
    today: int,
    reminders: Collection[str] = (),
    *,
    new_a_day: int = figures.NEW_A_DAY,
) -> Summary:
    """What a session brought, and what comes next."""
    due_now, due_tomorrow, message = outlook(entries, history, today, reminders, new_a_day=new_a_day)
    return Summary(
        score=tally.score,
        seconds=seconds,
        rows=tuple(
            SummaryRow(card, row.title, row.marks, comes_back(history.standing(card), today, returns=False))
            for card, row in tally.rows.items()
        ),
        due_now=due_now,
        due_tomorrow=due_tomorrow,
        message=message,
        answered=tally.answered,
    )


def outlook(
    entries: Sequence[Entry],
    history: History,
    today: int,
    reminders: Collection[str] = (),
    *,
    new_a_day: int = figures.NEW_A_DAY,
) -> tuple[int, int, str]:
    """How many cards are due now, how many tomorrow, and one sentence on what the day still holds or what comes next."""
    due = figures.due(entries, history, today, reminders).total()
    new = figures.new_left(entries, history, today, new_a_day)
    tomorrow = figures.forecast(entries, history, today, days=2)[1]
    if due or new:
        left = ", ".join([f"{due} due"] * bool(due) + [f"{new} new"] * bool(new))
        message = f"Left today: {left}."
    elif (day := figures.next_due(entries, history, today)) is None:
        message = "Nothing is waiting."
    else:
        come = "one comes" if figures.forecast(entries, history, today, day - today + 1)[-1] == 1 else "ones come"
        message = f"Done for today. The next {come} back {ahead(day - today)}; practice is open any time."
    return due, tomorrow, message
