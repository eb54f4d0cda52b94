"""Separating: the entries of a vector or a matrix that was typed with blanks where commas belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derivquiz.decks.kinds import replies
from derivquiz.maths.reading import Vocabulary

Texts = tuple[tuple[str, ...], ...]
_OPENING, _CLOSING = "([{", ")]}"
_MOST = 36
"""Entries beyond which a text is no small matrix."""
_JOINED = re.compile(r"[-+*/^·=−,;\s]")
"""Behind it a blank divides nothing."""
_JOINING = re.compile(r"\s+(?:[-+*/^·=−](?=\s)|[*/^·=,;]|$)")
"""A blank with an operator behind it; a sign right before a number begins an entry instead."""


def rows_of(text: str, *, blanks: bool) -> Texts:
    """What stands apart, row by row: between separators, or also between `blanks` where no operator joins what they divide."""
    inner = _unwrapped(text.strip())
    rows = [row for row in _split(inner, ";\n", blanks=False) if row.strip()]
    if len(rows) == 1:
        groups = [group for group in _split(inner, ",", blanks=True) if group]
        if len(groups) > 1 and all(_unwrapped(group) != group for group in groups):
            rows = [_unwrapped(group) for group in groups]  # [[1, 2], [3, 4]], or NumPy's [[1 2] [3 4]]
    return tuple(tuple(part for part in _split(row, ",", blanks=blanks) if part) for row in rows)


def fitted(text: str, vocabulary: Vocabulary, height: int, width: int) -> Texts:
    """The entries of a text that has blanks for commas, in the shape that is asked; () where they don't fit, or can't be read."""
    found = rows_of(text, blanks=True)
    if found == rows_of(text, blanks=False):
        return ()
    if len(found) == 1 and len(found[0]) == height * width:
        found = tuple(found[0][i : i + width] for i in range(0, height * width, width))
    fits = len(found) == height and all(len(row) == width for row in found)
    return found if fits and _can_be_read(found, vocabulary) else ()


def even(text: str, vocabulary: Vocabulary) -> Texts:
    """The entries of a text that has blanks for commas, where its rows have as many each; () otherwise."""
    found = rows_of(text, blanks=True)
    fits = len({len(row) for row in found}) == 1 and len(found[0]) > 1
    return found if fits and found != rows_of(text, blanks=False) and _can_be_read(found, vocabulary) else ()


def written(rows: Texts) -> str:
    """Entries with their separators, as they may be typed; those of a single column as a vector."""
    if len(rows) > 1 and all(len(row) == 1 for row in rows):
        return f"({', '.join(row[0] for row in rows)})"
    return "; ".join(", ".join(row) for row in rows)


def _can_be_read(rows: Texts, vocabulary: Vocabulary) -> bool:
    plain = replace(vocabulary, shape="scalar")
    entries = [entry for row in rows for entry in row]
    return len(entries) <= _MOST and all(replies.read(entry, plain)[0] is not None for entry in entries)


def _unwrapped(text: str) -> str:
    """A text without the bracket that it stands in; itself where it stands in none."""
    if len(text) < 2 or text[0] not in _OPENING or text[-1] not in _CLOSING:
        return text
    depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if not depth and place < len(text) - 1:
            return text
    return text[1:-1].strip()


def _split(text: str, signs: str, *, blanks: bool) -> Iterator[str]:
    """The parts between signs, and between blanks, that stand outside all brackets."""
    depth = start = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if not depth and (character in signs or (blanks and character.isspace() and _divides(text, place))):
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def _divides(text: str, place: int) -> bool:
    """Whether a blank stands between two entries: there is no operator on either side of it."""
    return not _JOINED.search(text, max(0, place - 1), place) and not _JOINING.match(text, place)
