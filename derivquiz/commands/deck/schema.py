"""derivquiz deck schema: the deck format as a JSON Schema."""

from __future__ import annotations

import json

import click

from derivquiz.decks.schema import schema


def run() -> None:
    """Print the schema."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
