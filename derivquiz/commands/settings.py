"""derivquiz settings: where the settings are, and what they say."""

from __future__ import annotations

import click

from derivquiz.game import Game
from derivquiz.settings import DEFAULTS, as_toml, write


def run(game: Game, *, init: bool) -> int:
    """Print the path and every value, and what is wrong in the file; the exit code says whether something is."""
    settings = game.settings
    there = settings.path.exists()
    if init and not there:
        write(settings.path, DEFAULTS)
        there = True
    click.echo(f"{settings.path}{'' if there else ': not there yet, so these defaults hold; --init makes it'}\n")
    click.echo(as_toml(settings.now), nl=False)
    for sentence in settings.wrong:
        click.echo(sentence, err=True)
    return int(bool(settings.wrong))
