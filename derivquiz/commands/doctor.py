"""derivquiz doctor: whether the history is sound."""

from __future__ import annotations

import click

from derivquiz.folders import HISTORY
from derivquiz.game import Game
from derivquiz.memory import doctor


def run(game: Game, *, repair: bool) -> int:
    """Print what was found, and set it right where that is wanted; the exit code."""
    found = doctor.examine(game.data / HISTORY, game.scheduler())
    for sentence in (*found.wrong, *found.well):
        click.echo(sentence)
    if not found.wrong:
        return 0
    if not repair:
        click.echo("`derivquiz doctor --repair` sets this right; nothing is deleted.")
        return 1
    with game.store() as store:
        store.recheck()
        store.rebuild()
        click.echo(store.take_notice() or "Repaired.")
    return int(bool(doctor.examine(game.data / HISTORY, game.scheduler()).wrong))
