"""Where the keys of a TOML text stand, so that an error can point at its line: tomllib tells only of syntax errors."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=""")
_OPENING = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[{]|[\]}]')


def find(text: str, path: Path) -> int | None:
    """The line (from 1) of the key at `path`, or of the nearest table around it; None where nothing of it is found."""
    lines = index(text)
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def index(text: str) -> dict[Path, int]:
    """Every key path of the text ("template", 2, "where") with its line from 1; keys inside inline tables are left out."""
    lines: dict[Path, int] = {}
    counts: dict[str, int] = {}
    table: Path = ()
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not depth and not quote:
            header, key = _HEADER.match(line), _KEY.match(line)
            if header and not key:
                table = _table(header.group(2), double=header.group(1) == "[[", counts=counts)
                lines.setdefault(table, number)
                continue
            if key:
                parts = table + _split(key.group(1))
                for length in range(len(table) + 1, len(parts) + 1):
                    lines.setdefault(parts[:length], number)
        depth, quote = _after(line, depth, quote)
    return lines


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
