"""derivquiz backup and derivquiz restore: copies of the history, and the history from one of them."""

from __future__ import annotations

from pathlib import Path

import click

from derivquiz.errors import StoreDamagedError, StoreError
from derivquiz.folders import HISTORY
from derivquiz.game import Game
from derivquiz.memory import backups, disk, recovery, soundness
from derivquiz.words import count


def back_up(game: Game, target: Path | None) -> None:
    """Back the history up, to a file of the learner's choice or among the daily ones; raises StoreError."""
    store = game.store()
    try:
        if target is None:
            target = store.back_up().path
        else:
            try:
                backups.export(store.path, target)
            except StoreDamagedError:
                store.recheck()
                backups.export(store.path, target)
    finally:
        store.close()
    click.echo(f"{count(backups.check(target)[1], 'answer')} backed up in {target}.")


def show(game: Game) -> None:
    """List the backups there are, the latest first; raises DataFolderError where there can be none."""
    disk.require_no_file(game.data)
    found = backups.listed(game.data / HISTORY)
    if not found:
        click.echo(f"There are no backups in {game.data / backups.FOLDER} yet; one is made on every day of use.")
    for backup in found:
        try:
            what = count(backups.check(backup.path)[1], "answer")
        except StoreError as error:
            what = str(error)
        click.echo(f"{backup.day}  {backup.path.name}  {what}")


def restore(game: Game, chosen: Path, *, sure: bool) -> None:
    """Put a backup in the history's place, after asking; raises StoreError where it can't be."""
    history = game.data / HISTORY
    among = game.data / backups.FOLDER / chosen.name
    if not chosen.exists() and chosen.parent == Path() and among.exists():
        chosen = among
    if not chosen.is_file():
        raise StoreError(f"there is no file {chosen}; `derivquiz restore --list` lists the backups")
    _, answers = backups.check(chosen)
    soundness.require_believable(chosen)
    if not sure:
        click.confirm(f"Restore {count(answers, 'answer')} from {chosen}? The present history is kept beside it.", abort=True)
    kept = recovery.restore(history, chosen, f"before-restore-{game.day_name()}")
    store = game.store()
    try:
        store.back_up()
        click.echo(f"{count(store.reviews(), 'answer')} restored{f'; what was there is kept as {kept}' if kept else ''}.")
    finally:
        store.close()
