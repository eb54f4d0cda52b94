"""derivquiz deck preview: what a deck asks, with the answers, the steps and the misconceptions of some draws."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from derivquiz.commands.deck.files import choose
from derivquiz.commands.sheet import as_text
from derivquiz.decks.deck import Deck, Template
from derivquiz.errors import DeckError, DrawError, UnknownCardError
from derivquiz.game import Game
from derivquiz.wire import Problem, Solution
from derivquiz.worker import AUDITOR, Worker

MOST = 8
"""Misconceptions that are shown of a problem."""


def run(game: Game, path: Path, *, template: str, number: int, seed: int) -> None:
    """Print some draws of every template of a file, or of one; raises DeckError, DrawError and UnknownCardError."""
    chosen = choose(game, [path])
    if chosen.errors:
        raise chosen.errors[0]
    asked = [(deck, found) for deck, found in chosen.templates() if template in ("", found.id)]
    if not asked:
        known = ", ".join(found.id for _, found in chosen.templates())
        raise UnknownCardError(f"no template is called {template!r}; there are {known}")
    asyncio.run(_print(asked, range(seed, seed + number)))


async def _print(asked: Sequence[tuple[Deck, Template]], seeds: range) -> None:
    worker, auditor = Worker(), Worker(engine=AUDITOR)
    try:
        for deck, template in asked:
            click.echo(f"── {deck.key(template)}: {template.title} ──\n")
            for number, seed in enumerate(seeds, 1):
                try:
                    problem = await worker.draw(deck.id, template, seed)
                except DrawError as error:
                    raise DeckError(str(error), file=deck.file, line=template.line) from error
                solution = await worker.solve(problem)
                click.echo(as_text(number, problem, solution))
                for line in (*_steps(problem, solution), *_wrong(await auditor.misconceptions(problem)), ""):
                    click.echo(line)
    finally:
        worker.close()
        auditor.close()


def _steps(problem: Problem, solution: Solution) -> Iterator[str]:
    parameters = ", ".join(f"{name} = {value}" for name, value in problem.parameters)
    yield f"   Drawn: {parameters or 'nothing'} (seed {problem.seed})"
    for step in solution.steps:
        yield f"   {step.rule}: {step.line}"


def _wrong(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    for slug, answer in found[:MOST]:
        yield f"   ✗ {answer}: {slug}"
    if len(found) > MOST:
        yield f"   ✗ and {len(found) - MOST} more"
