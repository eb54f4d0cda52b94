"""derivquiz stats: what the history holds."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from derivquiz.game import Game
from derivquiz.reports import Mastery, Overview, Owned, Statistics
from derivquiz.words import count

BAR = 20
WEEK = 7


def run(game: Game, *, as_json: bool) -> None:
    """Print the figures of the learner's history."""
    overview, found = asyncio.run(_look(game))
    if overview.notice:
        click.echo(overview.notice, err=as_json)
    if as_json:
        click.echo(json.dumps(as_fields(overview, found), ensure_ascii=False, indent=2))
        return
    minutes = count(found.seconds // 60, "minute")
    click.echo(f"{count(found.reviews, 'answer')} remembered, {count(found.streak, 'day')} in a row, {minutes} in all.")
    click.echo(f"{found.due} due today, {found.new} new ones allowed.")
    click.echo(_forecast(found.forecast))
    click.echo(_retention(found))
    click.echo("\nKnown: predicted recall a week from now is at least " + f"{found.desired_retention:.0%}.")
    _print_mastery(found.decks)
    if skills := [skill for skill in found.skills if skill.met]:
        click.echo("\nBy skill:")
        _print_mastery(skills)
    if found.misconceptions:
        click.echo("\nMisconceptions that were named, the latest first:")
        for one in found.misconceptions:
            click.echo(f"  {_owned(one)}")


def as_fields(overview: Overview, found: Statistics) -> dict[str, object]:
    """The figures as one JSON object."""
    rows = {row.id: row for row in overview.decks if not row.error}
    met = {deck.name: deck.met for deck in found.decks}
    return {
        **asdict(found),
        "minutes": round(found.seconds / 60, 1),
        "decks": {
            name: {
                "templates": row.templates,
                "due": row.due,
                "new": row.new,
                "met": met.get(name, 0),
                "mastered": row.mastered,
                "mastery": round(row.mastered / row.templates, 4) if row.templates else 0.0,
            }
            for name, row in rows.items()
        },
        "skills": {
            skill.name: {
                "templates": skill.templates,
                "met": skill.met,
                "mastered": skill.mastered,
                "mastery": round(skill.share, 4),
                "recall": None if skill.recall is None else round(skill.recall, 4),
                "days_since": skill.seen,
                "misses": skill.misses,
                "days_until": skill.back,
            }
            for skill in found.skills
        },
    }


def _forecast(counts: Sequence[int]) -> str:
    return f"Coming due: {sum(counts[: WEEK + 1])} within a week, {sum(counts)} within {len(counts)} days."


def _retention(found: Statistics) -> str:
    it = found.retention
    if it is None:
        return "No card has come back yet, so there is no retention to measure."
    return (
        f"Right when it came back: {it.reached:.0%} of {count(it.reviews, 'review')} "
        f"(between {it.low:.0%} and {it.high:.0%} with 95% confidence); predicted {it.predicted:.0%}."
    )


def _print_mastery(rows: Sequence[Mastery]) -> None:
    width = max((len(row.title) for row in rows), default=0)
    for row in rows:
        full = round(row.share * BAR)
        click.echo(f"  {row.title + ':':<{width + 1}} {'█' * full}{'░' * (BAR - full)} {row.mastered} of {row.templates} known")


def _owned(one: Owned) -> str:
    when = f"last on {one.last} in {one.title or one.card}"
    since = f"{count(one.since, 'answer')} since" if one.open else "got over since"
    return f"{one.slug.replace('-', ' ')}: {count(one.times, 'time')}, {when}, {since}"


async def _look(game: Game) -> tuple[Overview, Statistics]:
    try:
        return await game.overview(), await game.statistics()
    finally:
        await game.close()
