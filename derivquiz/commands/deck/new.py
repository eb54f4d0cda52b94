"""derivquiz deck new: a commented deck to begin with, which passes the check as it stands."""

from __future__ import annotations

import json
from pathlib import Path

import click

from derivquiz.decks import fields, templates
from derivquiz.decks.fields import FieldError
from derivquiz.errors import DeckError

START = """\
# A deck of derivquiz. `derivquiz deck check {file}` audits it, `derivquiz deck preview {file}` shows what it asks,
# and `derivquiz deck schema` prints the JSON Schema for editors that complete TOML.
format = 1
id = "{id}"                # for good: a learner's memory is kept under deck/template
title = {title}
about = "What it drills, in a sentence."

# One [[template]] for each skill. A fresh problem is drawn from it at every review.
[[template]]
id = "power-of-linear"
title = "A power of a linear function"    # shown after the answer, since it may give the rule away
kind = "formula"                          # the derivative, in any equal form; see CONTRIBUTING.md for the other kinds
rule = "chain"                            # two problems in a row don't share one where there is a choice
function = "(a x + b)^n"                  # as the learner sees it; the answer is derived, never written down
where = "a != b"                          # what must hold between the parameters
requires = ["chain/power-of-quadratic"]   # what comes first: of this deck "id", of another "deck/id"
lesson = "Outer derivative at the inside, times the slope of the inside."

[template.parameters]
a = "2..9"                                # every whole number from 2 to 9
b = "-9..9 except -1..1"
n = [3, 4, 5]

[[template]]
id = "softplus-slope"
title = "The slope of softplus at a point"
kind = "value"                            # a number: at a point
rule = "softplus"
function = "ln(1 + e^z)"
variables = "z"
at = "a"
places = 3                                # decimal places; without it the exact value is asked
prompt = ["Find f′({{at}}), to 3 decimal places.", "A softplus neuron gets z = {{at}}. How fast does it react? 3 decimal places."]
requires = ["power-of-linear"]

[template.parameters]
a = "-3..3 step 0.25 except 0"
"""


def run(file: Path, title: str) -> None:
    """Write a deck to start from; raises DeckError where the name makes no id, the title is none, or the file is there."""
    if file.suffix != ".toml":
        file = file.with_name(f"{file.name}.toml")
    if not fields.ID.fullmatch(file.stem) or len(file.stem) > fields.LONGEST_ID:
        hint = 'lower-case words joined by hyphens, such as "my-deck.toml"'
        raise DeckError(f"{fields.shown(file.stem)!r} makes no deck id", hint=hint)
    try:
        title = fields.clean(title or file.stem.replace("-", " ").capitalize(), ("title",), templates.LONGEST_TITLE)
    except FieldError as error:
        raise DeckError(error.message, key="title", hint=error.hint) from None
    text = START.format(file=file.name, id=file.stem, title=json.dumps(title, ensure_ascii=False))
    try:
        with file.open("x", encoding="utf-8") as written:
            written.write(text)
    except FileExistsError:
        raise DeckError("is there already; nothing was changed", file=file, hint="choose another name") from None
    click.echo(f"{file} is written. Look at it with `derivquiz deck preview {file}`, play it with")
    click.echo(f"`derivquiz --decks {file.parent} --deck {file.stem}`.")
