"""The parts of a template's keys that many of them share: names, expressions, pairs, texts with placeholders."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from derivquiz.decks import lines, ranges
from derivquiz.decks.fields import FieldError, Fields, clean, kind_of, shown, suggestion
from derivquiz.decks.parameters import check_name

LONGEST_EXPRESSION = 200
LONGEST_SENTENCE = 400
MOST_PAIRS = 8

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}|[{}]")


def expression(value: object, path: lines.Path) -> str:
    """An expression, written as a text or as a number; raises FieldError."""
    if isinstance(value, str):
        return clean(value, path, LONGEST_EXPRESSION)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise FieldError(path, f"is {kind_of(value)}", 'an expression belongs here, such as "a" or "-1/2"')
    if not Decimal(value).is_finite() or abs(Decimal(value)) > ranges.LARGEST:
        raise FieldError(path, f"{shown(value)} is too large", f"no number of a deck is above {ranges.LARGEST}")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def table(fields: Fields, key: str, example: str, most: int = MOST_PAIRS) -> dict[str, object]:
    """The inline table at a key, or an empty one; raises FieldError."""
    value = fields.table.get(key, {})
    if not isinstance(value, dict) or len(value) > most:
        raise FieldError(fields.at(key), f"is {kind_of(value)}", f"write: {key} = {example}, {most} at most")
    return value


def pairs(fields: Fields, key: str, example: str = '{ s = "sigmoid(z)" }', most: int = MOST_PAIRS) -> tuple[tuple[str, str], ...]:
    """The names of an inline table with their expressions; raises FieldError."""
    found = table(fields, key, example, most)
    return tuple(
        (check_name(name, (*fields.at(key), name)), expression(value, (*fields.at(key), name))) for name, value in found.items()
    )


def placed(fields: Fields, key: str, texts: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    """Texts whose placeholders all name something that is known; raises FieldError."""
    for text in texts:
        for match in _PLACEHOLDER.finditer(text):
            if match[1] is None:
                raise FieldError(fields.at(key), "holds a single brace", "{a} stands for the value of the parameter a")
            name, colon, places = match[1].partition(":")
            if name not in known:
                raise FieldError(fields.at(key), f"{{{shown(match[1])}}} names no parameter", suggestion(name, known))
            if colon and not re.fullmatch("[1-9]", places):
                raise FieldError(fields.at(key), f"{{{shown(match[1])}}} says no decimal places", "{a:4} shows a to 4 places")
    return texts
