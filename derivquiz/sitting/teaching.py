"""Teaching: the hints and the worked example that a learner may see before an answer."""

from __future__ import annotations

from collections.abc import Callable

from derivquiz.decks.deck import Deck, Template
from derivquiz.errors import DrawError, WorkerError
from derivquiz.sitting.asked import Asked
from derivquiz.sitting.modes import Mode
from derivquiz.wire import Hint, Lesson
from derivquiz.worker import Maths

_UNTAUGHT = frozenset({Mode.EXAM, Mode.SPRINT, Mode.PLACEMENT})
"""Modes that find out what is known and teach nothing."""
TRIES = 2
NO_EXAMPLE = "No example could be worked out for it this time; the problem's own solution shows every step."


class Teaching:
    """What one session teaches; `lost` is told of a checker that had to be replaced. Without `lessons` it has hints alone."""

    def __init__(self, maths: Maths, mode: Mode, lost: Callable[[WorkerError], None], *, lessons: bool = True) -> None:
        self._maths = maths
        self._lost = lost
        self._mode = mode
        self._lessons = lessons and mode not in _UNTAUGHT
        self._taught: set[str] = set()

    async def lesson(self, asked: Asked, deck: Deck, template: Template) -> Lesson | None:
        """The lesson of a template that is asked for the first time or keeps being missed, once a session; None otherwise.

        Where the checker is lost over it, another one is asked; where there is no example, the lesson says that in its place.
        """
        if not self._lessons or asked.card in self._taught or not (asked.first_sight or asked.drawn.leech):
            return None
        self._taught.add(asked.card)
        for _ in range(TRIES):
            try:
                return await self._maths.lesson(deck.id, template, asked.drawn.problem)
            except WorkerError as error:
                self._lost(error)
            except DrawError:
                break
        return Lesson(template.title, " ".join(filter(None, (template.lesson, NO_EXAMPLE))), "", (), "")

    async def hint(self, asked: Asked) -> Hint | None:
        """The next rung of the ladder, which counts where nothing was answered yet; None at its end and in an exam."""
        if self._mode is Mode.EXAM:
            return None
        right = asked.right
        if asked.ladder is None or right != asked.helped:
            rungs = await self._maths.hints(asked.drawn.problem, right)
            asked.ladder = (*(asked.ladder or ())[: asked.shown], *rungs[asked.shown :])
            asked.helped = right
        if asked.shown >= len(asked.ladder):
            return None
        asked.shown += 1
        if not asked.settled:
            asked.hints = asked.shown
        return asked.ladder[asked.shown - 1]
