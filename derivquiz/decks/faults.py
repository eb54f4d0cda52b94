"""All that is wrong with a deck file, as far as one reading can tell: a fault is filled in or left out, and reading goes on."""

from __future__ import annotations

from collections.abc import Collection, Set
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from derivquiz.decks import templates, toml
from derivquiz.decks.deck import KINDS, Deck
from derivquiz.decks.fields import FieldError, nearest
from derivquiz.errors import DeckError

MOST = 50
"""So many faults of a file are told."""
_TELLING = frozenset({"id", "title", "rule", "lesson", "requires", "aliases", "revision"})
"""Keys of a template that mean the same whatever else stands in it."""
_OTHERS_HANG_ON = frozenset(
    {"kind", "variables", "parameters", "let", "given", "at", "answer", "expected", "nodes", "composite", "rate"}
)
"""Keys of a template on which the meaning of others depends: where one is at fault, only the telling ones are read on."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a file, and the deck of those of its templates with which nothing is wrong so far."""

    errors: tuple[DeckError, ...]
    sound: Deck | None = None


def faults(path: Path) -> Faults:
    """Every fault of a deck file that can be told without the maths, in the order of reading; none of a deck that is read."""
    try:
        document, text = toml.parse(path)
    except DeckError as error:
        return Faults((error,))
    document = deepcopy(document)
    found: list[DeckError] = []
    touched: set[int] = set()
    while len(found) < MOST:
        try:
            deck = toml.deck(document, path, text)
        except FieldError as error:
            number = _template(error)
            said = toml.fault(error, path, text)
            again = any((said.line, said.key, said.message) == (one.line, one.key, one.message) for one in found)
            if not again:
                found.append(said)
            if not (
                _mend(document, error, again=again) if number is None else _mend_template(document, number, error, again=again)
            ):
                break
            touched |= set() if number is None else {number}
            continue
        sound = tuple(template for number, template in enumerate(deck.templates) if number not in touched)
        return Faults(tuple(found), replace(deck, templates=sound))
    return Faults(tuple(found))


def _template(error: FieldError) -> int | None:
    """The number of the template in which a fault is."""
    return error.path[1] if len(error.path) > 1 and error.path[0] == "template" and isinstance(error.path[1], int) else None


def _mend(document: dict[str, Any], error: FieldError, *, again: bool) -> bool:
    """Put something in the place of a key of the deck itself; whether it can be read on."""
    key = error.missing or (str(error.path[0]) if error.path else "")
    if again or key in {"", "format", "template"}:
        return False
    _replace(document, key, toml.DECK_KEYS, {"id": "deck", "title": "deck"})
    return True


def _mend_template(document: dict[str, Any], number: int, error: FieldError, *, again: bool) -> bool:
    """Put something in the place of a key of a template, or of all that hangs together in it; whether it can be read on."""
    table = document["template"][number]
    key = error.missing or (str(error.path[2]) if len(error.path) > 2 else "")
    stub = {"id": f"template-{number}", "title": "template", "rule": "rule", "function": "x", "choices": ["0", "1"]}
    if isinstance(table, dict) and key and key not in _OTHERS_HANG_ON and not again:
        _replace(table, key, templates.COMMON | templates.KIND_KEYS, {} if key in _out_of_place(table) else stub)
        return True
    telling = {name: value for name, value in table.items() if name in _TELLING} if isinstance(table, dict) else stub
    left = {**telling, "kind": "formula", "function": "x"}
    document["template"][number] = left
    return bool(left != table)


def _out_of_place(table: dict[str, Any]) -> Set[str]:
    """The keys of a template that mean nothing in its kind of question."""
    kind = table.get("kind")
    keys = KINDS[kind] if isinstance(kind, str) and kind in KINDS else None
    return set() if keys is None else templates.KIND_KEYS - keys.needs - keys.allows


def _replace(table: dict[str, Any], key: str, known: Collection[str], stub: dict[str, Any]) -> None:
    """Put the value of a misspelt key where it belongs; anything else at fault is filled in where it is needed, or left out."""
    value = table.pop(key, None)
    meant = "" if key in known else nearest(key, known)
    if meant and meant not in table:
        table[meant] = value
    elif key in stub:
        table[key] = stub[key]
