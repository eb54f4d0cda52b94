"""Shelf: the decks as they stand, looked at and put in order outside any sitting."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from derivquiz.decks.deck import Deck, Template
from derivquiz.decks.library import Library
from derivquiz.errors import DeckError
from derivquiz.memory import figures, records
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.history import History
from derivquiz.memory.order import prerequisites
from derivquiz.memory.replay import Standing
from derivquiz.memory.store import Store
from derivquiz.reports import DeckRow, Fault, Preview, ShelvedDeck, Stage, TemplateRow
from derivquiz.settings import DEFAULTS, Settings
from derivquiz.sitting.planning import reminders
from derivquiz.sitting.supply import entries, level_at, levels_done
from derivquiz.words import printable

if TYPE_CHECKING:
    from derivquiz.worker import Maths


class Shelf:
    """What a learner sees of the decks and may change in them; what takes time is done beside the screen."""

    def __init__(self, *, library: Library, maths: Maths, store: Store, settings: Settings = DEFAULTS) -> None:
        self._library = library
        self._maths = maths
        self._store = store
        self._settings = settings

    async def look(self) -> tuple[ShelvedDeck, ...]:
        """Every deck with its templates, those that can't be used last; raises StoreError."""
        return await asyncio.to_thread(self._look)

    async def preview(self, card: str, seed: int) -> Preview:
        """An example of a template, as hard as the learner would meet it now, with its answer.

        Raises UnknownCardError, DrawError or WorkerError where there is none to be had.
        """
        from derivquiz.decks.codes import Code
        from derivquiz.wire import Grain

        deck, template = self._library.template(card)
        standing = (await asyncio.to_thread(self._store.history)).standing(deck.key(template))
        level = level_at(template, levels_done(standing, self._settings.level))
        problem = await self._maths.draw(deck.id, template, seed, level)
        return Preview(problem, await self._maths.solve(problem, Grain(self._settings.grain)), str(Code.of(problem)))

    async def set_aside(self, card: str) -> None:
        """Ask a card no more, until it is brought back."""
        await asyncio.to_thread(self._store.append, Event(kind=Kind.SUSPEND, card=card))

    async def bring_back(self, card: str) -> None:
        """Ask a card again that was set aside for good or for the day."""
        await asyncio.to_thread(bring_back, self._store, card)

    async def events(self, deck: str) -> int:
        """How many events starting a deck over would cost."""
        return await asyncio.to_thread(events, self._store, deck)

    async def start_over(self, deck: str) -> None:
        """Make all that was answered in a deck count no more."""
        await asyncio.to_thread(start_over, self._store, deck)

    def _look(self) -> tuple[ShelvedDeck, ...]:
        decks, history, today = self._library.decks, self._store.history(), self._store.today()
        rows = {row.id: row for row in deck_rows(self._library, self._store, history)}
        titles = {deck.key(template): template.title for deck in decks for template in deck.templates}
        befores = prerequisites({entry.card: entry.requires for entry in entries(decks)})
        passed = {card for card, it in history.standings.items() if it.clean or it.suspended}
        sound = []
        for deck in decks:
            templates = []
            for template in deck.templates:
                before = tuple((titles[card], card in passed) for card in sorted(befores[deck.key(template)]))
                templates.append(self._row(deck, template, history.standing(deck.key(template)), today, before))
            sound.append(ShelvedDeck(rows[deck.id], deck.about, tuple(templates)))
        return (*sound, *(ShelvedDeck(broken(error), fault=_fault(error)) for error in self._library.errors))

    def _row(
        self, deck: Deck, template: Template, standing: Standing, today: int, before: tuple[tuple[str, bool], ...]
    ) -> TemplateRow:
        level = level_at(template, levels_done(standing, self._settings.level))
        stage, back = self._stage(standing, today, ready=all(is_open for _, is_open in before))
        return TemplateRow(
            card=deck.key(template),
            title=template.title,
            rule=template.rule,
            stage=stage,
            back=back,
            level=(len(template.levels) if level is None else level) + 1,
            levels=len(template.levels) + 1,
            misses=standing.memory.lapses if standing.memory else 0,
            seen=None if standing.seen_day is None else today - standing.seen_day,
            requires=before,
        )

    def _stage(self, standing: Standing, today: int, *, ready: bool) -> tuple[Stage, int | None]:
        if standing.suspended:
            return Stage.ASIDE, None
        if standing.buried_day is not None and standing.buried_day >= today:
            return Stage.ASIDE, standing.buried_day + 1 - today
        if standing.memory is None:
            return Stage.NEW if ready else Stage.CLOSED, None
        known = figures.is_mastered(standing.memory, self._store.scheduler, today)
        back = 0 if standing.failed_day == today else max(0, standing.memory.due_day - today)
        return Stage.KNOWN if known else Stage.LEARNING, back


def deck_rows(library: Library, store: Store, history: History) -> tuple[DeckRow, ...]:
    """The sound decks with what is due, new and known in each."""
    cards, today = entries(library.decks), store.today()
    due = figures.due(cards, history, today, reminders(cards, history, store, today))
    waiting = figures.waiting(cards, history, today)
    mastered = figures.mastered(cards, history, store.scheduler, today)
    return tuple(
        DeckRow(deck.id, deck.title, len(deck.templates), due[deck.id], waiting[deck.id], mastered[deck.id])
        for deck in library.decks
    )


def broken(error: DeckError) -> DeckRow:
    """A deck that can't be used, by the name of its file."""
    name = printable(error.file.stem if error.file else "?")
    return DeckRow(id=name, title=name, error=printable(str(error)))


def aside(history: History, today: int) -> Mapping[str, Standing]:
    """The cards that are set aside, for good or for the day."""
    return {card: it for card, it in sorted(history.standings.items()) if not it.asked_on(today)}


def bring_back(store: Store, card: str) -> None:
    """Ask a card again that was set aside for good or for the day."""
    store.append(
        Event(kind=Kind.SUSPEND, card=card, payload='{"on": false}'),
        Event(kind=Kind.BURY, card=card, payload=json.dumps({"until": store.today() - 1})),
    )


def start_over(store: Store, deck: str) -> int:
    """Make all that was answered in a deck count no more, and say how many events that were."""
    found = _of_deck(store, deck)
    if found:
        store.append(*(Event(kind=Kind.VOID, card=card, target=key) for key, card in found))
    return len(found)


def events(store: Store, deck: str) -> int:
    """How many events of the history starting a deck over would cost."""
    return len(_of_deck(store, deck))


def _of_deck(store: Store, deck: str) -> Collection[tuple[bytes, str]]:
    return store.ask(partial(records.of_deck, deck=deck))


def _fault(error: DeckError) -> Fault:
    return Fault(
        file=printable(str(error.file or "")),
        line=error.line,
        column=error.column,
        key=printable(error.key),
        message=printable(error.message),
        hint=printable(error.hint),
    )
