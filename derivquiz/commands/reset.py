"""derivquiz reset: starts a deck over."""

from __future__ import annotations

import asyncio

import click

from derivquiz import shelf
from derivquiz.game import Game
from derivquiz.words import count


def run(game: Game, deck: str, *, sure: bool) -> None:
    """Make all that was answered in a deck count no more, after asking; raises UnknownDeckError, StoreError."""
    try:
        store, found = game.store(), game.library().find(deck)
        title, number = found.title, shelf.events(store, found.id)
        if not number:
            click.echo(f"Nothing was answered in {title} yet.")
            return
        what = count(number, "event")
        if sure or click.confirm(f"{title}: start over? {what} of your history would no longer count."):
            shelf.start_over(store, found.id)
            click.echo(f"{title}: started over. {what} of your history no longer count{'s' * (number == 1)}.")
    finally:
        asyncio.run(game.close())
