"""The parameters of a template and its levels of difficulty, as a deck file writes them -> Parameter, Level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from derivquiz.decks import lines, ranges
from derivquiz.decks.deck import Level, Parameter
from derivquiz.decks.fields import FieldError, Fields, clean, kind_of, shown

MOST_PARAMETERS = 12
MOST_LEVELS = 5
LONGEST_VALUE = 200

# sigma and phi are functions of the input language
NAME = re.compile(r"(?:[A-Za-z]|alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|nu|rho|tau|omega)(?:_?[0-9]{1,2})?")
"""What may name a variable or a parameter, but for e."""


def check_name(name: str, path: lines.Path) -> str:
    """The text, if it may name a variable or a parameter; raises FieldError."""
    if not NAME.fullmatch(name) or name == "e":
        why = "is Euler's number" if name == "e" else "is no name"
        raise FieldError(
            path, f"{shown(name)!r} {why}", "a letter, also a Greek one, with or without a number: a, x, x1, x_1, eta"
        )
    return name


def read_parameters(fields: Fields, variables: Collection[str], reserved: Collection[str]) -> tuple[Parameter, ...]:
    """The parameters of a template; none is called like a variable or like a key that is `reserved`."""
    table = fields.table.get("parameters", {})
    path = fields.at("parameters")
    if not isinstance(table, dict):
        raise FieldError(path, f"is {kind_of(table)}", 'write: parameters = { a = "2..9", n = [2, 3, 5] }')
    if len(table) > MOST_PARAMETERS:
        raise FieldError(path, f"holds {len(table)} parameters", f"at most {MOST_PARAMETERS} are allowed")
    found = []
    for name, value in table.items():
        if name in reserved:
            raise FieldError((*path, name), "is a key of the template", "put it above [template.parameters]")
        check_name(name, (*path, name))
        if name in variables:
            raise FieldError((*path, name), "is a variable of the template", "give the parameter another letter")
        found.append(Parameter(name, values(value, (*path, name))))
    return tuple(found)


def values(value: object, path: lines.Path) -> tuple[str, ...]:
    """The values that a range, a number or an array of them stands for; raises FieldError."""
    items = value if isinstance(value, list) else [value]
    if not items:
        raise FieldError(path, "is an empty array", "give at least one value")
    if len(items) > ranges.MOST_VALUES:
        raise FieldError(path, f"holds {len(items)} values", f"at most {ranges.MOST_VALUES} are allowed")
    found: list[str] = []
    for item in items:
        if isinstance(item, str) and item is not value:
            found.append(clean(item, path, LONGEST_VALUE))
            continue
        if isinstance(item, bool) or not isinstance(item, int | Decimal | str):
            raise FieldError(path, f"is {kind_of(item)}", 'write a range "2..9" or an array [2, 3, 5]')
        if isinstance(item, Decimal) and (not item.is_finite() or item.copy_abs() > ranges.LARGEST):
            raise FieldError(path, f"{shown(item)} is too large", f"no number of a deck is above {ranges.LARGEST}")
        try:
            found.extend(ranges.values(format(item, "f") if isinstance(item, Decimal) else str(item)))
        except ranges.RangeError as error:
            raise FieldError(path, error.message, error.hint) from None
    for item, times in Counter(found).items():
        if times > 1:
            raise FieldError(path, f"holds {item!r} twice", "each value once")
    return tuple(found)


def read_levels(fields: Fields, functions: tuple[str, ...], parameters: tuple[Parameter, ...]) -> tuple[Level, ...]:
    """The presets of a template's ranges, the easiest first: `levels = [{ a = "2..5" }, { function = "1..2" }]`."""
    tables = fields.table.get("levels", [])
    path = fields.at("levels")
    if not isinstance(tables, list) or len(tables) > MOST_LEVELS:
        raise FieldError(path, f"is {kind_of(tables)}", f'write: levels = [{{ a = "2..5" }}], {MOST_LEVELS} at most')
    return tuple(_level(table, (*path, i), functions, parameters) for i, table in enumerate(tables))


def _level(table: object, path: lines.Path, functions: tuple[str, ...], parameters: tuple[Parameter, ...]) -> Level:
    fields = Fields(table, path, {"function", *(parameter.name for parameter in parameters)})
    numbers: list[int] = []
    if "function" in fields:
        for number in values(fields.table["function"], fields.at("function")):
            if not number.isdecimal() or not 1 <= int(number) <= len(functions):
                hint = f'which of the {len(functions)} functions of the template, counted from 1: "1..2"'
                raise FieldError(fields.at("function"), f"there is no function {shown(number)}", hint)
            numbers.append(int(number) - 1)
    narrowed = []
    for parameter in parameters:
        if parameter.name not in fields:
            continue
        found = values(fields.table[parameter.name], fields.at(parameter.name))
        for value in found:
            if value not in parameter.values:
                hint = "a level draws from a part of the values that stand under `parameters`"
                raise FieldError(fields.at(parameter.name), f"{shown(value)} is none of the parameter's values", hint)
        narrowed.append(Parameter(parameter.name, found))
    return Level(tuple(narrowed), tuple(numbers))
