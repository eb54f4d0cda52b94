"""derivquiz stats: what the history holds."""

from __future__ import annotations

import asyncio
import json

import click

from derivquiz.game import Game
from derivquiz.reports import Overview


def run(game: Game, *, as_json: bool) -> None:
    """Print the figures of the learner's history."""
    overview = asyncio.run(_overview(game))
    figures = {
        "reviews": overview.reviews,
        "streak": overview.streak,
        "due": overview.due,
        "new": overview.new,
        "decks": {
            row.id: {"templates": row.templates, "due": row.due, "new": row.new, "mastered": row.mastered}
            for row in overview.decks
            if not row.error
        },
    }
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    if overview.notice:
        click.echo(overview.notice)
    click.echo(f"{_count(overview.reviews, 'answer')} remembered, {_count(overview.streak, 'day')} in a row.")
    click.echo(f"{overview.due} due today, {overview.new} new ones allowed.")
    for row in overview.decks:
        if not row.error:
            click.echo(f"  {row.title}: {row.mastered} of {row.templates} known")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


async def _overview(game: Game) -> Overview:
    try:
        return await game.overview()
    finally:
        await game.close()
