"""derivquiz sync, export and import: one history on several machines."""

from __future__ import annotations

from pathlib import Path

import click

from derivquiz.game import Game
from derivquiz.memory import exchange
from derivquiz.memory.store import Store
from derivquiz.words import count


def sync(game: Game, folder: Path) -> None:
    """Take over and give through a shared folder, and say what came and went."""
    with game.store() as store:
        done = exchange.sync(store, folder)
        _warn(done.warnings)
        click.echo(f"{count(done.taken, 'event')} taken over, {count(done.given, 'event')} given; {_in_all(store)}.")


def export(game: Game, target: Path) -> None:
    """Write the history to a file."""
    with game.store() as store:
        click.echo(f"{count(exchange.export(store, target), 'event')} written to {target}.")


def take_in(game: Game, source: Path) -> None:
    """Take over a file of events; a backup is made before the first of them counts."""
    with game.store() as store:
        if store.count():
            store.back_up()
        done = exchange.take_in(store, source)
        _warn(done.warnings)
        click.echo(f"{count(done.taken, 'event')} taken over; {_in_all(store)}.")


def _in_all(store: Store) -> str:
    return f"{count(store.count(), 'event')} in all"


def _warn(warnings: list[str]) -> None:
    for warning in warnings:
        click.echo(f"Warning: {warning}", err=True)
