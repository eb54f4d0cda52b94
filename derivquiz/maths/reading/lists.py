"""Vectors and matrices in the ways that they are typed, around the expressions that they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from derivquiz.errors import ReadingError
from derivquiz.maths import softmax
from derivquiz.maths.expression import Expression, Matrix, Undefined, Vector
from derivquiz.maths.reading.grammar import Grammar
from derivquiz.maths.reading.lexing import Token
from derivquiz.maths.reading.stream import Spot
from derivquiz.maths.reading.vocabulary import Vocabulary

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Items:
    """The tokens of a whole answer."""

    tokens: list[Token]
    closing: dict[int, int]
    typed: str
    vocabulary: Vocabulary
    any_shape: bool


def arrange(items: Items, flips: Collection[Spot]) -> tuple[Expression, dict[Spot, str]]:
    """The answer, and the places in it with two readings; raises ReadingError."""
    spots: dict[Spot, str] = {}
    whole = (0, len(items.tokens) - 1)
    if items.vocabulary.shape == "scalar" and not items.any_shape:
        return _one(items, whole, flips, spots), spots
    return _shaped(items, whole, flips, spots), spots


def _one(items: Items, span: Span, flips: Collection[Spot], spots: dict[Spot, str]) -> Expression:
    start, end = span
    tokens = items.tokens
    if start == end:
        raise ReadingError("an entry is missing", tokens[end].column)
    if end - start == 1 and tokens[start].text == "undefined":
        return Undefined()
    last = tokens[end]
    part = [*tokens[start:end], Token("end", "", last.column, last.column, last.spaced)]
    grammar = Grammar(part, items.typed, items.vocabulary, flips, spots, lenient=items.any_shape)
    return grammar.text()


def _shaped(items: Items, span: Span, flips: Collection[Spot], spots: dict[Spot, str]) -> Expression:
    arguments = _softmax(items, span)
    if arguments is not None:
        return softmax.vector(tuple(_one(items, part, flips, spots) for part in arguments))
    span, bracket = _opened(items, span)
    rows = _split(items, span, ";")
    if len(rows) > 1 or bracket == ";":
        return _rows(items, [_split(items, row, ",") for row in rows], span, flips, spots)
    parts = _split(items, span, ",")
    if not bracket and len(parts) == 1:
        return _one(items, span, flips, spots)
    inner = [_opened(items, part, row=True) for part in parts]
    if inner and all(sign for _, sign in inner):
        return _rows(items, [_split(items, part, ",") for part, _ in inner], span, flips, spots)
    return Vector(tuple(_one(items, part, flips, spots) for part in parts))


def _softmax(items: Items, span: Span) -> list[Span] | None:
    """The arguments of softmax, where it is the whole of an answer."""
    start, end = span
    first = items.tokens[start]
    if first.kind != "list" or items.closing.get(start + 1) != end - 1:
        return None
    parts = _split(items, (start + 2, end - 1), ",")
    if not 2 <= len(parts) <= softmax.MOST:
        message = f"{first.text} takes 2 to {softmax.MOST} arguments, not {len(parts)}"
        raise ReadingError(message, first.column, "write softmax(a, b)")
    return parts


def _rows(items: Items, cells: list[list[Span]], span: Span, flips: Collection[Spot], spots: dict[Spot, str]) -> Expression:
    """A matrix; where a vector is asked, rows of one entry each are one."""
    widths = {len(row) for row in cells}
    if len(widths) > 1:
        raise ReadingError("rows of different lengths", items.tokens[span[0]].column, "each row needs as many entries")
    rows = tuple(tuple(_one(items, cell, flips, spots) for cell in row) for row in cells)
    return (
        Vector(tuple(cell for row in rows for cell in row))
        if widths == {1} and items.vocabulary.shape == "vector"
        else Matrix(rows)
    )


def _opened(items: Items, span: Span, *, row: bool = False) -> tuple[Span, str]:
    """What is inside the bracket that a list stands in, with that bracket; "" where there is none."""
    start, end = span
    first, last = items.tokens[start], items.tokens[end - 1]
    inside = (start + 1, end - 1)
    if first.text == "<" and last.text == ">":
        return inside, "<"
    if first.kind != "open" or items.closing.get(start) != end - 1 or first.text not in "([{":
        return span, ""
    separated = len(_split(items, inside, ",;")) > 1 or items.tokens[end - 2].kind == "comma"
    if separated and first.text == "{" and _are_cases(items, inside):
        return span, ""
    nested = first.text == "[" and items.tokens[start + 1].text == "[" and items.closing.get(start + 1) == end - 2
    square = first.text == "[" and (row or items.vocabulary.shape != "scalar") and not _compares(items, inside)
    return (inside, first.text) if separated or nested or square else (span, "")


def _compares(items: Items, span: Span) -> bool:
    """Whether a comparison stands outside all inner brackets, as in [x > 0]."""
    return any(items.tokens[i].kind == "relation" for i in _outside(items, span))


def _are_cases(items: Items, span: Span) -> bool:
    return all(any(token.text in ("if", "else") for token in items.tokens[start:end]) for start, end in _split(items, span, ",;"))


def _split(items: Items, span: Span, signs: str) -> list[Span]:
    """The parts between separators that stand outside all inner brackets; one may stand behind the last."""
    start, end = span
    parts: list[Span] = []
    for i in _outside(items, span):
        if items.tokens[i].kind == "comma" and items.tokens[i].text in signs:
            parts.append((start, i))
            start = i + 1
    if start < end or not parts:
        parts.append((start, end))
    return parts


def _outside(items: Items, span: Span) -> Iterator[int]:
    """The indices of a span that stand outside all its inner brackets, which count by where they open."""
    i, end = span
    while i < end:
        yield i
        i = items.closing.get(i, i) + 1
