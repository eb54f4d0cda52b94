"""derivquiz suspended: lists the cards that are set aside, and brings them back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import click

from derivquiz import shelf
from derivquiz.errors import UnknownCardError
from derivquiz.game import Game


def run(game: Game, cards: Sequence[str]) -> None:
    """List what is set aside, or ask these cards again; raises UnknownCardError where one is not set aside."""
    try:
        store = game.store()
        aside = shelf.aside(store.history(), store.today())
        if missing := [card for card in cards if card not in aside]:
            raise UnknownCardError(f"{missing[0]} is not set aside; `derivquiz suspended` lists what is")
        for card in cards:
            shelf.bring_back(store, card)
            click.echo(f"{card} is asked again.")
        if not cards:
            for card, standing in aside.items():
                click.echo(f"{card}  {'suspended' if standing.suspended else 'until tomorrow'}")
            if not aside:
                click.echo("No card is set aside.")
    finally:
        asyncio.run(game.close())
