"""derivquiz reset: starts a deck over."""

from __future__ import annotations

import asyncio
from functools import partial

import click

from derivquiz.game import Game
from derivquiz.memory import records
from derivquiz.memory.events import Event, Kind


def run(game: Game, deck: str, *, sure: bool) -> None:
    """Make all that was answered in a deck count no more, after asking; raises UnknownDeckError, StoreError."""
    try:
        store, title = game.store(), game.library().find(deck).title
        found = store.ask(partial(records.of_deck, deck=game.library().find(deck).id))
        if not found:
            click.echo(f"Nothing was answered in {title} yet.")
            return
        what = f"{len(found)} answers" if len(found) > 1 else "1 answer"
        if sure or click.confirm(f"Start {title} over? {what} and what follows from them would no longer count."):
            store.append(*(Event(kind=Kind.VOID, card=card, target=key) for key, card in found))
            click.echo(f"{title} starts over; {what} no longer count.")
    finally:
        asyncio.run(game.close())
