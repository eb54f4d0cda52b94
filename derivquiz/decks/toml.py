"""A deck file of format 1 -> Deck. Strict and quick, with no maths: what a function means is looked at when it is drawn."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from derivquiz.decks import lines, templates, terms
from derivquiz.decks.deck import FORMAT, Deck, Template
from derivquiz.decks.fields import FieldError, Fields, kind_of, shown
from derivquiz.errors import DeckError

MOST_BYTES = 1_000_000
MOST_TEMPLATES = 1_000
DECK_KEYS = ("format", "id", "title", "about", "position", "template")
# tomllib takes minutes over 100 kB of one dotted key
_DOTTED = re.compile(r"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){12}""")
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def load(path: Path) -> Deck:
    """Read a deck file; raises DeckError with the line, the key and what would be right."""
    document, text = parse(path)
    try:
        return deck(document, path, text)
    except FieldError as error:
        raise fault(error, path, text) from None


def parse(path: Path) -> tuple[dict[str, Any], str]:
    """What a deck file says, and its text; raises DeckError where it can't be read or is no TOML."""
    text = read(path)
    dotted = _DOTTED.search(text)
    if dotted:
        line = text.count("\n", 0, dotted.start()) + 1
        raise DeckError("holds a key of more than ten parts", file=path, line=line, hint="no key of a deck has more than three")
    try:
        return tomllib.loads(text, parse_float=_decimal), text
    except (ValueError, RecursionError) as error:
        raise _syntax(path, text, error) from None


def fault(error: FieldError, path: Path, text: str) -> DeckError:
    """What is wrong at a key, with its place in the file."""
    key = ".".join(_printable(part) for part in error.path if isinstance(part, str))
    place = lines.find(text, error.path) or (lines.Place(1, 1) if error.missing else None)
    found = {"line": place.line, "column": place.column} if place else {}
    return DeckError(error.message, file=path, key=key, hint=error.hint, **found)


def read(path: Path) -> str:
    """The text of a deck file; raises DeckError where there is none, or none that may be one."""
    try:
        if not path.is_file():
            raise DeckError("is no file that can be read", file=path)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DeckError(f"can't be read: {error.strerror or error}", file=path) from None
    if len(data) > MOST_BYTES:
        raise DeckError("is larger than 1 MB", file=path, hint="split the deck into several files")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DeckError("is not UTF-8 text", file=path, line=line, hint="save it as UTF-8") from None


def _decimal(text: str) -> Decimal:
    if len(text) > 40:
        raise ValueError("a number of more than 40 characters")
    return Decimal(text)


def _printable(part: str) -> str:
    return shown(part if part.isprintable() else repr(part))


def _syntax(path: Path, text: str, error: ValueError | RecursionError) -> DeckError:
    if isinstance(error, RecursionError):
        return DeckError("is nested too deeply", file=path, hint="a deck needs no nesting")
    message = str(error)
    place = _PLACE.search(message)
    line, column = None, None
    if place:
        line, column = (int(place[1]), int(place[2])) if place[1] else (text.count("\n") + 1, None)
        message = message[: place.start()].strip()
    return DeckError(f"is not TOML: {message[:1].lower()}{message[1:]}", file=path, line=line, column=column)


def deck(document: dict[str, Any], path: Path, text: str) -> Deck:
    """The deck that a file says; raises FieldError at the first key that it can't be read for."""
    if "format" not in document:
        raise FieldError((), "'format' is missing", f"a deck begins with: format = {FORMAT}")
    version = document["format"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FieldError(("format",), f"is {kind_of(version)}", f"write: format = {FORMAT}")
    if version > FORMAT:
        hint = f"this version reads format {FORMAT}; update derivquiz"
        raise FieldError(("format",), f"{shown(version)} is newer than this program", hint)
    fields = Fields(document, (), DECK_KEYS)
    deck_id = fields.id("id")
    title, about = fields.text("title", templates.LONGEST_TITLE), fields.text("about", terms.LONGEST_SENTENCE, "")
    position = fields.integer("position", 1, 1000, 1000) or 1000
    tables = document.get("template")
    if not isinstance(tables, list) or not tables:
        raise FieldError(("template",) if tables is not None else (), "has no templates", "begin each with [[template]]")
    if len(tables) > MOST_TEMPLATES:
        raise FieldError(("template",), f"has {len(tables)} templates", f"at most {MOST_TEMPLATES} are allowed")
    places = lines.index(text)
    read: list[Template] = []
    claimed: dict[str, int] = {}
    for number, table in enumerate(tables):
        line = places.get(("template", number), lines.Place(1, 1)).line
        found = templates.read_template(table, ("template", number), deck_id, line)
        for key, name in (("id", found.id), *(("aliases", alias) for alias in found.aliases)):
            if name in claimed:
                hint = f"the template of line {claimed[name]} has it; every id names one template"
                raise FieldError(("template", number, key), f"{name!r} is taken", hint)
            claimed[name] = found.line
        read.append(found)
    return Deck(deck_id, title, about, tuple(read), path, position)
