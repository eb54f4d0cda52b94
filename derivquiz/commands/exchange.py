"""derivquiz sync, export and import: one history on several machines."""

from __future__ import annotations

from pathlib import Path

import click

from derivquiz.game import Game
from derivquiz.memory import exchange


def sync(game: Game, folder: Path) -> None:
    """Take over and give through a shared folder, and say what came and went."""
    with game.store() as store:
        done = exchange.sync(store, folder)
        _warn(done.warnings)
        click.echo(f"{_events(done.taken)} taken over, {_events(done.given)} given; {_events(store.count())} in all.")


def export(game: Game, target: Path) -> None:
    """Write the history to a file."""
    with game.store() as store:
        click.echo(f"{_events(exchange.export(store, target))} written to {target}.")


def take_in(game: Game, source: Path) -> None:
    """Take over a file of events; a backup is made before the first of them counts."""
    with game.store() as store:
        if store.count():
            store.back_up()
        done = exchange.take_in(store, source)
        _warn(done.warnings)
        click.echo(f"{_events(done.taken)} taken over; {_events(store.count())} in all.")


def _warn(warnings: list[str]) -> None:
    for warning in warnings:
        click.echo(f"Warning: {warning}", err=True)


def _events(number: int) -> str:
    return f"{number} event" + ("" if number == 1 else "s")
