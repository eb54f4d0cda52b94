"""derivquiz reset: starts a deck over."""

from __future__ import annotations

import asyncio
from functools import partial

import click

from derivquiz.game import Game
from derivquiz.memory import records
from derivquiz.memory.events import Event, Kind
from derivquiz.words import count


def run(game: Game, deck: str, *, sure: bool) -> None:
    """Make all that was answered in a deck count no more, after asking; raises UnknownDeckError, StoreError."""
    try:
        store, title = game.store(), game.library().find(deck).title
        found = store.ask(partial(records.of_deck, deck=game.library().find(deck).id))
        if not found:
            click.echo(f"Nothing was answered in {title} yet.")
            return
        what = count(len(found), "event")
        if sure or click.confirm(f"{title}: start over? {what} of your history would no longer count."):
            store.append(*(Event(kind=Kind.VOID, card=card, target=key) for key, card in found))
            click.echo(f"{title}: started over. {what} of your history no longer count{'s' * (len(found) == 1)}.")
    finally:
        asyncio.run(game.close())
