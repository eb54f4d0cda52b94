"""Where the keys of a TOML text stand, so that an error can point at its line: tomllib tells only of syntax errors."""

from __future__ import annotations

import re
from typing import NamedTuple

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Where something stands in a text, from 1."""

    line: int
    column: int


_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=""")
_OPENING = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[{]|[\]}]')


def find(text: str, path: Path) -> Place | None:
    """The place of the key at `path`, or of the nearest table around it; None where nothing of it is found."""
    places = index(text)
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return None


def table(text: str, line: int) -> Path:
    """The path of the table that begins at a line; () where none does."""
    return next((path for path, place in index(text).items() if place.line == line and len(path) > 1), ())


def value(text: str, path: Path, part: str, column: int = 0) -> Place | None:
    """The place of a character of `part`, a text that the value at `path` holds; of the key where it is written otherwise."""
    key = find(text, path)
    if key is None:
        return None
    rows = text.split("\n")
    following = (place.line for place in index(text).values() if place.line > key.line)
    for number in range(key.line, min(following, default=len(rows) + 1)):
        found = rows[number - 1].find(part, key.column if number == key.line else 0)
        if found >= 0:
            return Place(number, found + column + 1)
    return key


def index(text: str) -> dict[Path, Place]:
    """Every key path of the text ("template", 2, "where") with its place; keys inside inline tables are left out."""
    places: dict[Path, Place] = {}
    counts: dict[str, int] = {}
    table: Path = ()
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not depth and not quote:
            header, key = _HEADER.match(line), _KEY.match(line)
            if header and not key:
                table = _table(header.group(2), double=header.group(1) == "[[", counts=counts)
                places.setdefault(table, Place(number, line.index("[") + 1))
                continue
            if key:
                parts = table + _split(key.group(1))
                for length in range(len(table) + 1, len(parts) + 1):
                    places.setdefault(parts[:length], Place(number, key.start(1) + 1))
        depth, quote = _after(line, depth, quote)
    return places


def _table(name: str, *, double: bool, counts: dict[str, int]) -> Path:
    first, *rest = _split(name)
    if double and not rest:
        counts[str(first)] = counts.get(str(first), -1) + 1
    if str(first) in counts:
        return (first, counts[str(first)], *rest)
    return (first, *rest)


def _split(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """The depth of brackets and the open multi-line quote after a line."""
    place = 0
    while place < len(line):
        if quote:
            end = line.find(quote, place)
            if end < 0:
                return depth, quote
            place, quote = end + 3, ""
            continue
        token = _OPENING.search(line, place)
        if token is None:
            break
        place, mark = token.end(), token.group()
        if mark in {'"""', "'''"}:
            quote = mark
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth = max(0, depth - 1)
    return depth, quote
