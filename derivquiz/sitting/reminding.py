"""Reminders: what a misconception that was named brings back the same day. For those in a hurry it imports next to nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from derivquiz.memory.misconceptions import Named
from derivquiz.memory.order import Entry, prerequisites, simplest, topological
from derivquiz.sitting import remedies


def reminders(
    entries: Sequence[Entry], learnt: Collection[str], slips: Sequence[Named], passed: Mapping[str, int]
) -> tuple[str, ...]:
    """The simplest learnt card of each rule that the slips of a day failed, until it is right.

    `passed` has the logical time of the latest right answer to each card on that day. A slip in the simplest card itself brings
    nothing back: that card was failed, and comes back anyway.
    """
    rules = {entry.card: entry.rule for entry in entries}
    ordered = topological(prerequisites({entry.card: entry.requires for entry in entries}))
    found = [(simplest(ordered, rules, remedies.words(slip.slug), learnt), slip) for slip in slips]
    due = [card for card, slip in found if card is not None and card != slip.card and passed.get(card, 0) < slip.hlc]
    return tuple(dict.fromkeys(due))
