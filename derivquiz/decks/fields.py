"""Strict reading of one TOML table: every complaint names the key and says what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from derivquiz.decks import lines

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_ID = 60
# control characters, and those that turn or hide the text around them
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


class FieldError(Exception):
    """What is wrong with the value at a key, or which key of a table is `missing`; `toml` adds the file and the line."""

    def __init__(self, path: lines.Path, message: str, hint: str = "", missing: str = "") -> None:
        super().__init__(path, message, hint)
        self.path = path
        self.message = message
        self.hint = hint
        self.missing = missing


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like another, or ""."""
    return next(iter(difflib.get_close_matches(word[:LONGEST_ID], list(known), 1, 0.6)), "")


def suggestion(word: str, known: Collection[str]) -> str:
    """A hint for an unknown word: the nearest known one, else all of them."""
    near = nearest(word, known)
    return f"did you mean {near!r}?" if near else "known here: " + ", ".join(sorted(known))


def clean(value: str, path: lines.Path, most: int) -> str:
    """A text on one line; refused where it is empty, too long or holds characters that can't be seen."""
    found = _UNSEEN.search(value)
    if found:
        raise FieldError(path, f"holds the invisible character U+{ord(found.group()):04X}", "remove it")
    text = " ".join(value.split())
    if not text:
        raise FieldError(path, "is empty", "write something, or leave the key out")
    if len(text) > most:
        raise FieldError(path, f"is {len(text)} characters long", f"at most {most} are allowed")
    return text


class Fields:
    """A TOML table whose keys are all known and whose values are asked for by type."""

    def __init__(self, table: object, path: lines.Path, known: Collection[str], advice: Mapping[str, str] | None = None) -> None:
        if not isinstance(table, dict):
            raise FieldError(path, f"is {kind_of(table)}", "a table of keys and values belongs here")
        for key in table:
            if key not in known:
                hint = (advice or {}).get(key) or suggestion(key, known)
                raise FieldError((*path, key), "is not a key of the format here", hint)
        self.table: dict[str, Any] = table
        self.path = path

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def at(self, key: str) -> lines.Path:
        """The path of a key of this table."""
        return (*self.path, key)

    def need(self, key: str, hint: str = "") -> None:
        """Raise FieldError where a key is missing."""
        if key not in self.table:
            raise FieldError(self.path, f"{key!r} is missing", hint, key)

    def text(self, key: str, most: int, default: str | None = None) -> str:
        """One line of text."""
        if key not in self.table and default is not None:
            return default
        self.need(key)
        value = self.table[key]
        if not isinstance(value, str):
            raise FieldError(self.at(key), f"is {kind_of(value)}", 'a text in quotes belongs here: "…"')
        return clean(value, self.at(key), most)

    def texts(self, key: str, most: int, *, count: int, single: bool = True, empty: bool = False) -> tuple[str, ...]:
        """Texts of an array, or of a single string where `single`; () where the key is missing."""
        value = self.table.get(key, [])
        if single and isinstance(value, str):
            value = [value]
        elif not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            what = "a text, or an array of texts" if single else 'an array of texts: ["…", "…"]'
            raise FieldError(self.at(key), f"is {kind_of(value)}", f"{what} belongs here")
        elif not value and key in self.table:
            raise FieldError(self.at(key), "is an empty array", "write something into it, or leave the key out")
        if len(value) > count:
            raise FieldError(self.at(key), f"holds {len(value)} texts", f"at most {count} are allowed")
        found = tuple("" if empty and item == "" else clean(item, self.at(key), most) for item in value)
        for item in found:
            if found.count(item) > 1:
                raise FieldError(self.at(key), f"holds {item!r} twice", "each once")
        return found

    def integer(self, key: str, low: int, high: int, default: int | None) -> int | None:
        """A whole number within bounds."""
        value = self.table.get(key, default)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise FieldError(self.at(key), f"is {kind_of(value)}", f"a whole number from {low} to {high} belongs here")
        if not low <= value <= high:
            raise FieldError(self.at(key), f"is {shown(value)}", f"a whole number from {low} to {high} belongs here")
        return value

    def id(self, key: str) -> str:
        """An id: lower-case words joined by hyphens."""
        return check_id(self.text(key, LONGEST_ID), self.at(key))


def check_id(text: str, path: lines.Path) -> str:
    """The text, if it is an id; raises FieldError."""
    if not ID.fullmatch(text):
        made = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        hint = f'lower-case words joined by hyphens, such as "{made if ID.fullmatch(made) else "sigmoid-at-a-point"}"'
        raise FieldError(path, f"{text!r} is not an id", hint)
    return text


def shown(value: object) -> str:
    """A value, cut short."""
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def kind_of(value: object) -> str:
    """What a TOML value is, in words."""
    match value:
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | Decimal():
            return f"the number {shown(value)}"
        case str():
            return f"the text {shown(value)!r}"
        case list():
            return "an array"
        case dict():
            return "a table"
        case _:
            return "a date or time"
