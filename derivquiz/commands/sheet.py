"""derivquiz sheet: problems with their answers, for paper or another program."""

from __future__ import annotations

import asyncio
import json
import re
from string import ascii_lowercase
from typing import Any

import click

from derivquiz.errors import DeckError, DrawError
from derivquiz.game import Game
from derivquiz.wire import Problem, Solution
from derivquiz.worker import Worker


def run(game: Game, deck_id: str, number: int, seed: int, *, as_json: bool) -> None:
    """Print `number` problems of a deck, its templates in turn; raises UnknownDeckError."""
    asyncio.run(_print(game, deck_id, number, seed, as_json))


async def _print(game: Game, deck_id: str, number: int, seed: int, as_json: bool) -> None:
    deck = game.library().find(deck_id)
    worker = Worker()
    try:
        for index in range(number):
            template = deck.templates[index % len(deck.templates)]
            try:
                problem = await worker.draw(deck.id, template, seed + index // len(deck.templates))
            except DrawError as error:
                raise DeckError(str(error), file=deck.file, line=template.line) from error
            solution = await worker.solve(problem)
            click.echo(
                json.dumps(as_fields(problem, solution), ensure_ascii=False) if as_json else as_text(index + 1, problem, solution)
            )
    finally:
        worker.close()


def as_fields(problem: Problem, solution: Solution) -> dict[str, Any]:
    """A problem as the sheet's JSON Lines have it."""
    fields: dict[str, Any] = {
        "deck": problem.deck,
        "template": problem.template,
        "seed": problem.seed,
        "parameters": dict(problem.parameters),
        "prompt": problem.prompt,
        "kind": problem.kind,
        "variables": list(problem.variables),
        "function": problem.function,
        "wrt": list(problem.wrt),
        "order": problem.order,
        "at": dict(problem.at),
        "places": problem.places,
        "answer": solution.answer,
    }
    if problem.choices:
        fields["choices"] = list(problem.choices)
    if problem.given:
        fields["given"] = dict(problem.given)
    return fields


def as_text(number: int, problem: Problem, solution: Solution) -> str:
    """A problem as a person reads it, its answer below; choices have the letters that the game gives them."""
    lines = [f"{number}. {problem.prompt}", ""]
    lines += [f"    {line}" for line in problem.picture.splitlines()]
    choices = {choice: f"{letter}  {_printed(choice)}" for letter, choice in zip(ascii_lowercase, problem.choices, strict=False)}
    lines += [f"    {choice}" for choice in choices.values()]
    return "\n".join([*lines, "", f"   Answer: {choices.get(solution.answer) or _printed(solution.answer)}", ""])


def _printed(text: str) -> str:
    """A text with minus signs in place of hyphens, but for those inside a word."""
    return re.sub(r"(?<![^\W\d_])-", "−", text)
