"""Regrading: logged answers are judged again, from the problem as it was shown and the text as it was typed.

Never from a seed: drawing changes too. What comes out differently becomes a `regrade` event, and the schedule is derived anew.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace

from derivquiz import __version__
from derivquiz.errors import WorkerError
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.payload import loaded
from derivquiz.memory.rating import OUTCOMES, Attempt, Rating, rate
from derivquiz.memory.records import Earned, Logged, withdrawal
from derivquiz.wire import Problem, Verdict
from derivquiz.worker import Maths


@dataclass(frozen=True, slots=True)
class Judged:
    """A logged answer and its mark of today; None where it can't be judged, and it stays as it was."""

    logged: Logged
    verdict: Verdict | None
    rating: int | None
    """The rating that follows."""

    @property
    def changed(self) -> bool:
        """Whether the mark or the rating is another than before."""
        return self.verdict is not None and (self.verdict.outcome.value, self.rating) != (self.logged.verdict, self.logged.rating)

    @property
    def renamed(self) -> bool:
        """Whether only the misconceptions that are named are others."""
        return self.verdict is not None and not self.changed and list(self.verdict.misconceptions) != _slugs(self.logged)

    def event(self) -> Event:
        """The event that puts the mark of today in the place of the old one."""
        assert self.verdict is not None  # noqa: S101  # only what changed has an event
        return Event(
            kind=Kind.REGRADE,
            card=self.logged.card,
            rating=self.rating,
            verdict=self.verdict.outcome.value,
            misconceptions=json.dumps(list(self.verdict.misconceptions)),
            grader=__version__,
            target=self.logged.id,
        )


def consequences(judged: Judged, earned: Iterable[Earned]) -> list[Event]:
    """The events that withdraw what was taken as known for an answer that is wrong now, or give it back where it is right."""
    if judged.rating == Rating.AGAIN:
        void = Event(kind=Kind.VOID, payload=withdrawal(judged.logged.id))
        return [replace(void, card=one.card, target=one.id) for one in earned if one.counts]
    return [Event(kind=Kind.VOID, card=one.card, target=key) for one in earned for key in one.withdrawn_by]


async def judge(answers: Iterable[Logged], maths: Maths) -> AsyncIterator[Judged]:
    """The answers with their marks of today, in order; the same answer to the same problem is judged once."""
    known: dict[tuple[str, str], Verdict | None] = {}
    for logged in answers:
        key = logged.displayed, logged.answer
        if key not in known:
            known[key] = await _marked(logged, maths)
        verdict = known[key]
        yield Judged(logged, verdict, logged.rating if verdict is None else _rating(logged, verdict))


async def _marked(logged: Logged, maths: Maths) -> Verdict | None:
    try:
        verdict = await maths.mark(Problem.from_json(logged.displayed), logged.answer)
    except (WorkerError, ValueError, TypeError):
        return None
    return verdict if verdict.outcome.value in OUTCOMES else None


def _rating(logged: Logged, verdict: Verdict) -> int | None:
    """The rating that a mark of today gives, from the facts that were kept; as it was where nothing that it rests on changed."""
    try:
        before = Attempt.from_json(logged.payload)
    except (ValueError, TypeError):
        before = Attempt("", logged.hints or 0, form=True, rounded=False, took_ms=0, answer_length=0, streak=0, first_sight=True)
    now = replace(before, outcome=verdict.outcome.value, form=verdict.form, rounded="rounded-early" in verdict.misconceptions)
    if before == now:
        return logged.first_rating
    passed = logged.rating is not None and logged.rating > Rating.AGAIN
    if logged.verdict == now.outcome and (not passed or (before.form, before.rounded) == (now.form, now.rounded)):
        return logged.rating
    rating = rate(now, ())
    return None if logged.rating is None and rating == Rating.AGAIN else int(rating)


def _slugs(logged: Logged) -> list[str]:
    try:
        found = loaded(logged.misconceptions or "[]")
    except ValueError:
        return []
    return found if isinstance(found, list) else []
