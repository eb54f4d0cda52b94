"""derivquiz suspended: lists the cards that are set aside, and brings them back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import click

from derivquiz.errors import UnknownCardError
from derivquiz.game import Game
from derivquiz.memory.events import Event, Kind


def run(game: Game, cards: Sequence[str]) -> None:
    """List what is set aside, or ask these cards again; raises UnknownCardError where one is not set aside."""
    try:
        store = game.store()
        today = store.today()
        aside = {card: it for card, it in sorted(store.history().standings.items()) if not it.asked_on(today)}
        if missing := [card for card in cards if card not in aside]:
            raise UnknownCardError(f"{missing[0]} is not set aside; `derivquiz suspended` lists what is")
        for card in cards:
            store.append(
                Event(kind=Kind.SUSPEND, card=card, payload='{"on": false}'),
                Event(kind=Kind.BURY, card=card, payload=json.dumps({"until": today - 1})),
            )
            click.echo(f"{card} is asked again.")
        if not cards:
            for card, standing in aside.items():
                click.echo(f"{card}  {'suspended' if standing.suspended else 'until tomorrow'}")
            if not aside:
                click.echo("No card is set aside.")
    finally:
        asyncio.run(game.close())
