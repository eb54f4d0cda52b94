"""Plan: what kind of session is played, and who therefore says what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivquiz.memory.events import RandomSource
from derivquiz.memory.order import Entry, Order
from derivquiz.memory.queue import Queue
from derivquiz.memory.store import Store
from derivquiz.modes import Mode


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
            only_practice=practice,
            returning=self.mode not in {Mode.SPRINT, Mode.EXAM},
        )
        if queue.remaining == 0:
            queue.practise()
        return queue, ""
