"""derivquiz sheet: problems with their answers, for paper or another program."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

import click

from derivquiz.commands import paper
from derivquiz.commands.paper import printed
from derivquiz.decks.codes import Code
from derivquiz.decks.deck import Deck
from derivquiz.errors import DeckError, DrawError, WorkerError
from derivquiz.game import Game
from derivquiz.wire import Problem, Solution
from derivquiz.worker import Worker

LOSSES = 3
"""So often a problem is tried before the sheet is given up."""


@dataclass(frozen=True, slots=True)
class Order:
    """What sheet is wanted: so many problems of a deck from a seed on, at a level of difficulty from 1, in a format."""

    deck: str
    number: int
    seed: int
    level: int | None = None
    format: str = "text"


def run(game: Game, order: Order) -> None:
    """Print the problems of a deck, its templates in turn; raises UnknownDeckError."""
    asyncio.run(_print(game, order))


async def _print(game: Game, order: Order) -> None:
    deck = game.library().find(order.deck)
    worker = Worker()
    items: list[paper.Item] = []
    key: list[str] = []
    try:
        for index in range(order.number):
            problem, solution = await _made(worker, deck, index, order)
            match order.format:
                case "text":
                    click.echo("\n".join([*_asked(index + 1, problem), f"   Code: {Code.of(problem)}", ""]))
                    key.append(f"{index + 1}. {_answer(problem, solution)}")
                    key += [f"   {step.rule}: {printed(step.line)}" for step in solution.steps]
                case "json":
                    click.echo(json.dumps(as_fields(problem, solution), ensure_ascii=False))
                case _:
                    items.append(paper.Item(problem, solution, await worker.typeset(problem)))
    finally:
        worker.close()
    if key:
        click.echo("\n".join(["Answers", "", *key]))
    if items:
        write = paper.markdown if order.format == "markdown" else paper.latex
        for line in write(deck.title, items):
            click.echo(line)


async def _made(worker: Worker, deck: Deck, index: int, order: Order) -> tuple[Problem, Solution]:
    """A problem and its solution, asked for again where a busy machine took too long over them: a long sheet survives that."""
    for _ in range(LOSSES - 1):
        try:
            problem = await _drawn(worker, deck, index, order)
            return problem, await worker.solve(problem)
        except WorkerError:
            continue
    problem = await _drawn(worker, deck, index, order)
    return problem, await worker.solve(problem)


async def _drawn(worker: Worker, deck: Deck, index: int, order: Order) -> Problem:
    template = deck.templates[index % len(deck.templates)]
    level = None if order.level is None else order.level - 1
    try:
        return await worker.draw(deck.id, template, order.seed + index // len(deck.templates), level)
    except DrawError as error:
        raise DeckError(str(error), file=deck.file, line=template.line) from error


def as_fields(problem: Problem, solution: Solution) -> dict[str, Any]:
    """A problem as the sheet's JSON Lines have it."""
    fields: dict[str, Any] = {
        "code": str(Code.of(problem)),
        "deck": problem.deck,
        "template": problem.template,
        "seed": problem.seed,
        "level": None if problem.level is None else problem.level + 1,
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
        "steps": [{"rule": step.rule, "line": step.line} for step in solution.steps],
    }
    if problem.choices:
        fields["choices"] = list(problem.choices)
    if problem.is_pictured:
        fields["picture"] = problem.picture
    if problem.given:
        fields["given"] = dict(problem.given)
    return fields


def as_text(number: int, problem: Problem, solution: Solution) -> str:
    """A problem as a person reads it, its answer below."""
    answer = f"   Answer: {_answer(problem, solution)}"
    return "\n".join([*_asked(number, problem), answer, f"   Code: {Code.of(problem)}", ""])


def _asked(number: int, problem: Problem) -> list[str]:
    lines = [f"{number}. {problem.prompt}", "", *(f"    {line}" for line in problem.picture.splitlines())]
    apart = [""] if problem.picture and problem.choices else []
    return [*lines, *apart, *(f"    {choice}" for choice in _choices(problem).values()), ""]


def _answer(problem: Problem, solution: Solution) -> str:
    return _choices(problem).get(solution.answer) or printed(solution.answer)


def _choices(problem: Problem) -> dict[str, str]:
    """The choices with the letters that the game gives them."""
    return {choice: f"{letter}  {printed(choice)}" for letter, choice in zip(ascii_lowercase, problem.choices, strict=False)}
