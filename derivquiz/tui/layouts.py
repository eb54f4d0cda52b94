"""Layouts: where the fields of an answer stand, and how what is typed in them is one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum

FIELD = re.compile(r"\[\[(.*?)\]\]")
ANY = "…"
"""The name of the fields of a matrix whose shape the learner says."""
_ADJOINT = re.compile(r"\bd(\w+)/d(\w+)")
OPENING, CLOSING = "([{⟨", ")]}⟩"

Layout = tuple[tuple[str, ...], ...]
Place = tuple[int, int]
"""A row and a column of the layout; of a matrix of any shape, of the matrix."""


class Style(Enum):
    """How the fields are joined to a line."""

    PARTS = "u = 1, v = 2"
    VECTOR = "(1, 2)"
    MATRIX = "[[1, 2], [3, 4]]"
    ANY_MATRIX = "the same, in the shape that was typed"
    LINE = "2: 4x"


def style_of(names: list[str], places: dict[Place, str]) -> Style:
    """How fields of these names at these places are joined."""
    if names == [ANY]:
        return Style.ANY_MATRIX
    if names[0].endswith(":"):
        return Style.LINE
    if any(names) or len(names) == 1:
        return Style.PARTS
    return Style.MATRIX if len({row for row, _ in places}) < len(names) else Style.VECTOR


def split(text: str, signs: str) -> list[tuple[str, str]]:
    """A text at the signs that stand in no brackets: each part with the sign behind it, "" behind the last."""
    depth, start = 0, 0
    found: list[tuple[str, str]] = []
    for i, letter in enumerate(text):
        depth = max(0, depth + (letter in OPENING) - (letter in CLOSING))
        if letter in signs and not depth:
            found.append((text[start:i], letter))
            start = i + 1
    return [*found, (text[start:], "")]


def rows_of(line: str) -> list[str]:
    """The rows of a vector or a matrix as a reading writes it."""
    inside = line[1:-1] if line[:1] + line[-1:] in {"()", "[]"} and len(split(line, ",;")) == 1 else line
    parts = [part.strip() for part, _ in split(inside, ",")]
    if all(part[:1] + part[-1:] == "[]" for part in parts):
        return [part[1:-1] for part in parts]
    return [inside.rstrip(",")]


def spoken(name: str) -> str:
    """The name of a field as it is printed: ∂L/∂w, u′."""
    return _ADJOINT.sub(r"∂\1/∂\2", name).replace("'", "′")


def placed(line: str, style: Style, names: Mapping[Place, str], places: Sequence[Place]) -> dict[Place, str] | None:
    """What of an answer, as a reading writes it, belongs in which field; None where it doesn't fit them."""
    if not line:
        return {}
    known = {name: place for place, name in names.items()}
    if style is Style.LINE:
        number, colon, value = line.partition(":")
        place = known.get(f"{number}:")
        return {place: value.strip()} if colon and place else None
    if style is Style.PARTS:
        pairs = [part.partition(" = ") for part, _ in split(line, ",")]
        if len(names) == 1 and len(pairs) == 1 and not pairs[0][1]:
            return {places[0]: line}
        named = all(equals and name.strip() in known for name, equals, _ in pairs)
        return {known[name.strip()]: value.strip() for name, _, value in pairs} if named else None
    rows = [[part.strip() for part, _ in split(row, ",")] for row in rows_of(line)]
    if style is Style.VECTOR:
        fits = len(rows) == 1 and len(rows[0]) == len(places)
        return dict(zip(places, rows[0], strict=True)) if fits else None
    first = places[0]
    return {(first[0] + i, first[1] + j): text for i, row in enumerate(rows) for j, text in enumerate(row)}
