"""Game: the decks, the history and the maths process of one learner, opened when they are first needed.

What they import is imported then, too: the first frame of Home comes before any of it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from derivquiz import __version__
from derivquiz.errors import DataFolderError
from derivquiz.folders import HISTORY, OWN_DECKS, SETTINGS, shipped
from derivquiz.settings import Settings, SettingsFile
from derivquiz.sitting.modes import Mode

if TYPE_CHECKING:
    from derivquiz.decks.codes import Code
    from derivquiz.decks.library import Library
    from derivquiz.memory.events import RandomSource
    from derivquiz.memory.scheduler import Scheduler
    from derivquiz.memory.store import Store
    from derivquiz.reports import Overview, Owned, Statistics
    from derivquiz.shelf import Shelf
    from derivquiz.sitting.session import Session
    from derivquiz.worker import Worker


class Game:
    """What the screens and the commands are played on.

    `random` draws the problems, so that a seeded source gives the same session again; ids come from the system's source. With a
    `code` every session asks the problem of that code alone.
    """

    version = __version__

    def __init__(
        self,
        *,
        data: Path,
        folders: Sequence[Path] = (),
        random: RandomSource | None = None,
        wall: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
        worker: Worker | None = None,
        content: Path | None = None,
        code: Code | None = None,
        mix: bool = False,
    ) -> None:
        self.data = data
        self.settings = SettingsFile(data / SETTINGS)
        self._mix = mix
        self._content = content
        self._code = code
        self._folders = tuple(folders)
        self._random = random or SystemRandom()
        self._wall = wall
        self._clock = clock
        self._given = worker
        self._library: Library | None = None
        self._store: Store | None = None
        self._unsaid = ""
        self._upkeep: asyncio.Task[None] | None = None
        self.progress = (0, 0)
        """How many deck files were read so far, and how many there are; it changes while another thread reads them."""

    @cached_property
    def _worker(self) -> Worker:
        from derivquiz.worker import Worker

        return self._given or Worker()

    def library(self) -> Library:
        """The decks, read once."""
        if self._library is None:
            from derivquiz.decks.library import Library

            for folder in self._folders:
                if not folder.is_dir():
                    raise DataFolderError(f"{folder} is not a folder of decks: there is none of that name")
            folders = (self._content or shipped(), self.data / OWN_DECKS, *self._folders)
            self._library = Library.open(folders, told=self._tell)
        return self._library

    def begin(self) -> None:
        """Start the maths process."""
        self._worker.start()

    async def open(self) -> Overview:
        """Start the maths process, open the decks and the history beside the screen, and say what Home shows."""
        await asyncio.to_thread(self.begin)
        overview = await self.overview()
        if self._upkeep is None:
            self._upkeep = asyncio.create_task(asyncio.to_thread(self._keep_up))
        return overview

    async def overview(self) -> Overview:
        """What Home shows; opens what isn't open yet. Raises DataFolderError or StoreError where no history can be had."""
        return await asyncio.to_thread(self._look)

    def session(
        self,
        focus: str = "",
        *,
        limit: int | None = None,
        mode: Mode = Mode.REVIEW,
        mix: bool | None = None,
        new_a_day: int | None = None,
        level: int | None = None,
        notice: str = "",
    ) -> Session:
        """A new sitting, on one deck or on what is due; raises UnknownDeckError.

        With `mix` some of what is due elsewhere comes in between, by default as the game was told; `new_a_day` is how many new
        ones a day has and `level` how hard they are, 1 the easiest, both by default as the learner's settings say. `notice` is
        what was found at opening and not said yet: the session says it first.
        """
        from derivquiz.sitting.session import Session

        library, settings = self.library(), self.settings.now
        if focus:
            library.find(focus)
        code = self._code_now()
        self.store().say(notice)
        return Session(
            decks=library.decks,
            maths=self._worker,
            store=self.store(),
            clock=self._clock,
            random=self._random,
            focus=focus,
            limit=limit,
            mode=Mode.PRACTICE if code else mode,
            mix=self._mix if mix is None else mix,
            settings=replace(
                settings,
                new_a_day=settings.new_a_day if new_a_day is None else new_a_day,
                level=settings.level if level is None else level,
            ),
            code=code,
        )

    def _code_now(self) -> Code | None:
        """The share code that is asked, with the key that its template has by now; raises UnknownCardError."""
        if self._code is None:
            return None
        deck, template = self.library().template(self._code.card)
        return replace(self._code, card=deck.key(template))

    def shelf(self) -> Shelf:
        """The decks, to be looked at and put in order; raises DataFolderError or StoreError where no history can be had."""
        from derivquiz.shelf import Shelf

        return Shelf(library=self.library(), maths=self._worker, store=self.store(), settings=self.settings.now)

    def _tell(self, read: int, there: int) -> None:
        self.progress = (read, there)

    def scheduler(self) -> Scheduler:
        """The scheduler with the retention that the learner wants, before any weights were fitted."""
        from derivquiz.memory.scheduler import Scheduler

        return Scheduler(self.settings.now.retention)

    def store(self) -> Store:
        """The history, opened once; the keys that templates had before are carried over, and those that became others are due."""
        if self._store is None:
            from derivquiz.memory.events import minutes_east
            from derivquiz.memory.store import Store

            decks = self.library().decks
            store = Store(
                self.data / HISTORY,
                scheduler=self.scheduler(),
                clock=self._wall,
                timezone=minutes_east,
                random=SystemRandom(),
                day_start=self.settings.now.day_start,
            )
            keys = [(deck, template, deck.key(template)) for deck in decks for template in deck.templates]
            try:
                store.adopt({f"{deck.id}/{alias}": key for deck, template, key in keys for alias in template.aliases})
                store.revise({key: template.revision for _, template, key in keys if template.revision > 1})
            except BaseException:
                store.close()
                self._unsaid = store.take_notice()
                raise
            self._store = store
        return self._store

    async def keep(self, settings: Settings) -> None:
        """Let these settings hold from the next session on, and keep them; raises SettingsError or DataFolderError where they
        can't be kept for another time.
        """
        before = self.settings.now
        self.settings.change(settings)
        if (before.retention, before.day_start) != (settings.retention, settings.day_start):
            await self._close_history()
        await asyncio.to_thread(self.settings.save)

    async def statistics(self) -> Statistics:
        """What the history holds, in figures."""
        from derivquiz.progress import statistics

        return await asyncio.to_thread(lambda: statistics(self.library().decks, self.store(), self.settings.now.new_a_day))

    async def misconceptions(self) -> tuple[Owned, ...]:
        """The learner's ledger of misconceptions, the latest first."""
        from derivquiz.progress import owned

        return await asyncio.to_thread(lambda: owned(self.library().decks, self.store()))

    async def close(self) -> None:
        """End the maths process and close the history."""
        if "_worker" in vars(self):
            await asyncio.to_thread(self._worker.close)
        await self._close_history()

    async def _close_history(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            await asyncio.to_thread(store.close)
            self._unsaid = store.take_notice()
        upkeep, self._upkeep = self._upkeep, None
        if upkeep is not None:
            await upkeep

    def take_unsaid(self) -> str:
        """What the history, open or closed, has to say that nobody was told of; it is then taken as said."""
        said, self._unsaid = self._unsaid, ""
        return " ".join(filter(None, (said, self._store.take_notice() if self._store is not None else "")))

    def day_name(self) -> str:
        """The study day of this moment as a date, for the names of files."""
        from derivquiz.memory.clock import Clock
        from derivquiz.memory.events import date_of, minutes_east

        return date_of(Clock(self._wall, minutes_east, self.settings.now.day_start).today()).isoformat()

    def _keep_up(self) -> None:
        """Check and back up the history, which the learner needn't wait for; what goes wrong is said at the next look at Home."""
        from derivquiz.sitting import session  # noqa: F401  # here, so that the first sitting needn't wait for its imports

        store = self._store
        if store is not None:
            store.keep_up()

    def _look(self) -> Overview:
        from derivquiz.memory import figures
        from derivquiz.reports import Overview
        from derivquiz.shelf import broken, deck_rows
        from derivquiz.sitting.supply import entries

        library = self.library()
        store = self.store()
        cards = entries(library.decks)
        history, today = store.history(), store.today()
        rows = deck_rows(library, store, history)
        return Overview(
            decks=(*rows, *map(broken, library.errors)),
            due=sum(row.due for row in rows),
            new=figures.new_left(cards, history, today, self.settings.now.new_a_day),
            streak=figures.streak(store.answered_days(), today),
            reviews=store.reviews(),
            notice=" ".join(part for part in (*self.settings.wrong, store.take_notice()) if part),
        )
