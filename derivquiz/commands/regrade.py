"""derivquiz regrade: judges the logged answers again and repairs the schedule."""

from __future__ import annotations

import asyncio
from functools import partial

import click

from derivquiz.game import Game
from derivquiz.memory import records
from derivquiz.memory.events import date_of
from derivquiz.memory.rating import Rating
from derivquiz.regrading import Judged, consequences, judge
from derivquiz.words import count, printable
from derivquiz.worker import Maths, Worker

LISTED = 40
"""More changes than these are counted, not listed."""


def run(game: Game, deck: str, *, sure: bool) -> None:
    """Say what would change, ask, and write it; raises UnknownDeckError, StoreError."""
    if deck:
        game.library().find(deck)
    asyncio.run(_run(game, deck, sure))


async def _run(game: Game, deck: str, sure: bool) -> None:
    worker = Worker()
    try:
        await worker.warm()
        await regrade(game, worker, deck, sure=sure)
    finally:
        worker.close()
        await game.close()


async def regrade(game: Game, maths: Maths, deck: str, *, sure: bool) -> None:
    """The same with the maths given."""
    store = game.store()
    logged = store.ask(partial(records.answers, deck=deck))
    judged = [one async for one in judge(logged, maths)]
    changed = [one for one in judged if one.changed]
    renamed = [one for one in judged if one.renamed]
    lost = sum(one.verdict is None for one in judged)
    click.echo(
        f"{count(len(judged), 'answer')} judged again{f', {lost} of them could not be and stay as they are' if lost else ''}."
    )
    for one in changed[:LISTED]:
        click.echo(f"  {_said(one)}")
    if len(changed) > LISTED:
        click.echo(f"  … and {len(changed) - LISTED} more")
    if renamed:
        click.echo(f"{count(len(renamed), 'wrong answer')} would be explained otherwise than before.")
    earned = [store.ask(partial(records.earned, answer=one.logged.id)) for one in changed]
    consequent = [event for one, known in zip(changed, earned, strict=True) for event in consequences(one, known)]
    if consequent:
        click.echo(f"What a placement run took as known for these would change: {count(len(consequent), 'card')}.")
    if not (changed or renamed):
        click.echo("Nothing would change.")
        return
    if sure or click.confirm(f"Change {count(len(changed) + len(renamed), 'mark')} and derive the schedule anew?"):
        store.append(*(one.event() for one in judged if one.changed or one.renamed), *consequent)
        click.echo("Done; the schedule follows the new marks.")


def _said(one: Judged) -> str:
    assert one.verdict is not None  # noqa: S101  # only what has a new verdict is listed
    text = one.logged.answer if len(one.logged.answer) <= LISTED else f"{one.logged.answer[: LISTED - 1]}…"
    before = printable(one.logged.verdict, "")
    marks = f"{before} → {one.verdict.outcome.value}"
    return f"{date_of(one.logged.day)}  {one.logged.card}  {text!r}: {marks} ({_rated(one.logged.rating)} → {_rated(one.rating)})"


def _rated(rating: int | None) -> str:
    return "unrated" if rating is None else Rating(rating).name.lower()
