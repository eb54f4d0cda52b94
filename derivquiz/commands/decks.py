"""derivquiz decks: lists the decks."""

from __future__ import annotations

import asyncio
import json

import click

from derivquiz.game import Game
from derivquiz.reports import Overview


def run(game: Game, *, as_json: bool) -> None:
    """Print every deck with what is due and new, the broken ones with their error."""
    overview = asyncio.run(_look(game))
    rows = overview.decks
    if overview.notice:
        click.echo(overview.notice, err=True)
    if as_json:
        keys = ("id", "title", "templates", "due", "new")
        listed = [{**{key: getattr(row, key) for key in keys}, "error": row.error or None} for row in rows]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    width = max((len(row.id) for row in rows), default=0)
    for row in rows:
        if row.error:
            click.echo(f"{row.id:<{width}}  cannot be used: {row.error}")
        else:
            noun = "template " if row.templates == 1 else "templates"
            click.echo(f"{row.id:<{width}}  {row.templates:>3} {noun}  {row.due:>3} due  {row.new:>3} new   {row.title}")


async def _look(game: Game) -> Overview:
    try:
        return await game.overview()
    finally:
        await game.close()
