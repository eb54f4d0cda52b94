"""Plan: what kind of session is played, and who therefore says what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from derivquiz.memory import misconceptions
from derivquiz.memory.contrasts import Contrasts
from derivquiz.memory.events import RandomSource
from derivquiz.memory.history import History
from derivquiz.memory.order import Entry, Order
from derivquiz.memory.placement import Placement
from derivquiz.memory.queue import Queue
from derivquiz.memory.store import Store
from derivquiz.sitting import remedies, reminding
from derivquiz.sitting.modes import Mode
from derivquiz.words import count

NOTHING_TO_PLACE = "There is nothing to find out: all of it was learnt, or taken as known."


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for at the start of a session."""

    mode: Mode
    focus: str
    mix: bool
    new_a_day: int

    def order(self, entries: Sequence[Entry], store: Store, random: RandomSource) -> tuple[Order, str]:
        """The order of a session that begins now, and a sentence for the learner; "" where there is nothing to say."""
        history, today = store.history(), store.today()
        if self.mode is Mode.PLACEMENT:
            placement = Placement(entries, history, today=today, focus=self.focus)
            most = placement.most
            return placement, f"At most {count(most, 'problem')}, fewer where they tell enough." if most else NOTHING_TO_PLACE
        if self.mode is Mode.MISTAKES:
            owned = [one for one in store.ask(misconceptions.ever_named) if one.owned]
            slips = [(one.card, remedies.words(one.slug)) for one in owned]
            order = Contrasts(entries, history, slips, today=today, focus=self.focus)
            return order, "" if order.remaining else "No misconception of yours is open: none was named, or you got over them."
        practice = self.mode in {Mode.PRACTICE, Mode.SPRINT, Mode.EXAM}
        queue = Queue(
            entries,
            history,
            store.scheduler,
            today=today,
            random=random,
            focus=self.focus,
            new_a_day=self.new_a_day,
            mix=self.mix,
            reminders=reminders(entries, history, store, today),
            only_practice=practice,
            returning=self.mode.returns,
        )
        if queue.remaining == 0:
            queue.practise()
        return queue, ""


def reminders(entries: Sequence[Entry], history: History, store: Store, today: int) -> tuple[str, ...]:
    """The cards that are due today for what was named today: the simplest of each rule that failed, until it is right."""
    slips = store.ask(partial(misconceptions.named, day=today))
    if not slips:
        return ()
    learnt = {entry.card for entry in entries if history.memory(entry.card) is not None}
    return reminding.reminders(entries, learnt, slips, store.ask(partial(misconceptions.passed_on, day=today)))
