"""derivquiz disputes: prints the verdicts that the learner disagrees with, for the author of the deck or of the program."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import click

from derivquiz.game import Game
from derivquiz.memory import records
from derivquiz.memory.events import date_of
from derivquiz.memory.payload import loaded
from derivquiz.memory.records import Dispute
from derivquiz.words import printable

KEYS = (
    "deck",
    "template",
    "seed",
    "kind",
    "prompt",
    "function",
    "variables",
    "wrt",
    "order",
    "at",
    "places",
    "choices",
    "expected",
)
"""What is told of the problem."""


def run(game: Game, *, as_json: bool) -> None:
    """Print every dispute with the problem, the text and the verdict."""
    try:
        found = game.store().ask(records.disputes)
    finally:
        asyncio.run(game.close())
    for dispute in found:
        fields = as_fields(dispute)
        click.echo(json.dumps(fields, ensure_ascii=False) if as_json else as_text(fields))
    if not as_json:
        click.echo("No verdict is disputed." if not found else "Send these lines to the author of the deck, or of derivquiz.")


def as_fields(dispute: Dispute) -> dict[str, Any]:
    """A dispute as one JSON object."""
    try:
        problem = loaded(dispute.displayed)
    except ValueError:
        problem = {}
    return {
        "date": date_of(dispute.day).isoformat(),
        "card": dispute.card,
        "version": dispute.grader,
        "problem": {key: problem[key] for key in KEYS if problem.get(key)} if isinstance(problem, dict) else {},
        "answer": dispute.answer,
        "verdict": dispute.verdict,
        "message": dispute.message,
        "note": dispute.note,
    }


def as_text(fields: dict[str, Any]) -> str:
    """A dispute as a person reads it."""
    lines = [f"{fields['date']}  {fields['card']}  (derivquiz {_plain(fields['version'])})"]
    lines += [f"  {key}: {_plain(value)}" for key, value in fields["problem"].items() if key not in {"deck", "template"}]
    lines += [f"  {key}: {_plain(fields[key])}" for key in ("answer", "verdict", "message", "note") if fields[key]]
    return "\n".join([*lines, ""])


def _plain(value: Any) -> str:
    """A value on one line, without what a terminal would act on."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return printable(text, " ")
