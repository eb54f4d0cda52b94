"""What a session writes into the history: first answers with their ratings, and what takes them back or sets cards aside."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict

from derivquiz import __version__
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.history import History
from derivquiz.memory.queue import Why
from derivquiz.memory.rating import Attempt, Rating, rate
from derivquiz.memory.store import Store
from derivquiz.reports import Score
from derivquiz.sitting.asked import Asked
from derivquiz.sitting.modes import Mode
from derivquiz.wire import Outcome, Verdict


class Recorder:
    """Writes the facts of one session; each method returns when they are committed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def rated(self, asked: Asked, text: str, verdict: Verdict | None, implied: Sequence[str] = ()) -> Rating:
        """Put a first answer into the history and say its rating; None is giving up. A pass proves the `implied` cards known."""
        history = await self.history()
        standing = history.standing(asked.card)
        attempt = Attempt(
            outcome=verdict.outcome.value if verdict else "gave-up",
            hints=asked.hints,
            form=verdict.form if verdict else True,
            rounded=verdict is not None and "rounded-early" in verdict.misconceptions,
            took_ms=asked.took_ms,
            answer_length=len(asked.drawn.solution.answer) if asked.drawn.solution else len(text),
            streak=standing.passes,
            first_sight=standing.seen_day is None,
        )
        rating = rate(attempt, await asyncio.to_thread(self._store.times))
        kind, kept, implied_rating = _kept(asked.drawn.pick.why, rating)
        facts: dict[str, object] = {**asdict(attempt), "revision": asked.drawn.revision}
        if standing.memory is not None:
            facts["recall"] = round(self._store.scheduler.recall(standing.memory, self._store.today()), 4)
        event = _answer(asked, text, verdict, kind=kind, rating=kept, payload=json.dumps(facts, separators=(",", ":")))
        known = [Event(kind=Kind.KNOWN, card=card, rating=implied_rating) for card in implied if implied_rating is not None]
        asked.events = await asyncio.to_thread(self._store.append, event, *known)
        return kept or rating

    async def unrated(self, asked: Asked, text: str, verdict: Verdict) -> None:
        """Keep an answer that could not be decided; it leaves its card alone."""
        event = _answer(asked, text, verdict, kind=Kind.PRACTICE)
        asked.events = await asyncio.to_thread(self._store.append, event)

    async def take_back(self, asked: Asked) -> None:
        """Make the first answer to a problem count no more."""
        await asyncio.to_thread(self._store.undo, *asked.events)
        asked.events = ()

    async def dispute(self, asked: Asked, verdict: Verdict, note: str) -> None:
        """Keep that the learner disagrees with a mark, with all that is needed to look into it."""
        event = Event(
            kind=Kind.DISPUTE,
            card=asked.card,
            template_hash=asked.drawn.problem.template_hash,
            parameters=_parameters(asked),
            displayed=asked.drawn.problem.to_json(),
            answer=asked.text,
            verdict=verdict.outcome.value,
            misconceptions=json.dumps(list(verdict.misconceptions)),
            grader=__version__,
            target=asked.events[0].id if asked.events else None,
            payload=json.dumps({"note": note, "message": verdict.message}, ensure_ascii=False),
        )
        await asyncio.to_thread(self._store.append, event)

    async def set_aside(self, card: str, kind: Kind) -> None:
        """Suspend a card, or bury it until tomorrow."""
        await asyncio.to_thread(self._store.append, Event(kind=kind, card=card))

    async def run(self, mode: Mode, score: Score, seconds: int) -> None:
        """Keep the score of a sprint or an exam that was finished."""
        payload = json.dumps({"mode": mode.value, "seconds": seconds, **asdict(score)})
        await asyncio.to_thread(self._store.append, Event(kind=Kind.RUN, payload=payload))

    async def history(self) -> History:
        """What is known now."""
        return await asyncio.to_thread(self._store.history)


def _kept(why: Why, rating: Rating) -> tuple[Kind, Rating | None, Rating | None]:
    """The kind and the rating that an answer is kept with, and the rating of what it implies.

    In a placement run a pass is knowledge from before any lesson, which is FSRS's Easy for a first review; a miss says no more
    than that the card is new.
    """
    if why is not Why.PLACEMENT:
        return why.kind, rating, None
    if rating == Rating.AGAIN:
        return Kind.PRACTICE, None, None
    known = Rating.EASY if rating >= Rating.GOOD else Rating.HARD
    return Kind.REVIEW, known, known


def _answer(
    asked: Asked, text: str, verdict: Verdict | None, *, kind: Kind, rating: Rating | None = None, payload: str = ""
) -> Event:
    problem = asked.drawn.problem
    return Event(
        kind=kind,
        card=asked.card,
        rating=rating,
        took_ms=asked.took_ms,
        attempts=asked.tries,
        hints=asked.hints,
        template_hash=problem.template_hash,
        parameters=_parameters(asked),
        displayed=problem.to_json(),
        answer=text,
        verdict=verdict.outcome.value if verdict else "gave-up",
        misconceptions=json.dumps(list(verdict.misconceptions)) if verdict else "[]",
        grader=__version__,
        payload=payload,
    )


def _parameters(asked: Asked) -> str:
    return json.dumps(dict(asked.drawn.problem.parameters), ensure_ascii=False)


def is_right(verdict: Verdict | None) -> bool:
    """Whether an answer was given and is right."""
    return verdict is not None and verdict.outcome is Outcome.CORRECT
