"""Which part of an answer a piece of a text is for: by its name before an =, or by its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from derivquiz.maths.reading.vocabulary import GREEK

_EQUALS = re.compile(r"(?<![<>!=])=(?![=<])")
_SIGNED = re.compile(r"([^\s=:,;()\[\]{}]+)\s*(?:(?<![<>!=])=(?![=<])|:)")
"""What stands before an = or a colon, up to a blank."""
_AND = re.compile(r"\s+and\s*$")
_OPEN, _CLOSE = "([{⟨", ")]}⟩"
_NOTHING = " ?_…□"


class UnplacedError(Exception):
    """Why it can't be told which part a piece of a text is for."""

    def __init__(self, message: str, column: int | None, hint: str) -> None:
        super().__init__(message)
        self.message, self.column, self.hint = message, column, hint


def placed(names: Sequence[str], labels: Sequence[str], example: str, text: str) -> list[tuple[str, int] | None]:
    """The text and the start of what was typed for each part, None where nothing was; raises UnplacedError."""
    if not text.strip():
        raise UnplacedError("nothing to read", None, f"type {example}")
    items = [part for item in (_items(text) if len(names) > 1 else [(text, 0)]) for part in _parted(names, *item)]
    found: dict[int, tuple[str, int]] = {}
    unnamed: list[tuple[str, int]] = []
    for item, start in items:
        equals = _sign(names, item)
        place = None if equals is None else _place(names, item[: equals.start()])
        if equals is None or (place is None and len(names) == 1):
            unnamed.append((item, start))
        elif place is None:
            known = ", ".join(labels)
            raise UnplacedError(f"{item[: equals.start()].strip()!r} is none of the names here", start, f"the names are {known}")
        elif place in found:
            raise UnplacedError(f"{labels[place]} is given twice", start, "each once")
        elif item[equals.end() :].strip(_NOTHING):
            found[place] = (item[equals.end() :], start + equals.end())
    filled = [item for item in unnamed if item[0].strip(_NOTHING)]
    if filled and found:
        raise UnplacedError("some parts have a name and some have none", filled[0][1], f"type {example}")
    if filled and len(unnamed) != len(names):
        message = f"{len(names)} parts are asked, and yours has {len(unnamed)}"
        raise UnplacedError(message, None, f"type {example}")
    if filled:
        found = {i: item for i, item in enumerate(unnamed) if item in filled}
    if not found:
        raise UnplacedError("nothing to read", None, f"type {example}")
    return [found.get(i) for i in range(len(names))]


def is_named(names: Sequence[str], text: str) -> bool:
    """Whether some part of a text has its name before it."""
    return any(_place(names, found[1]) is not None for found in _SIGNED.finditer(text))


def is_led_by(name: str, text: str) -> bool:
    """Whether a text begins with a name and a blank, as if the = had been forgotten."""
    words = text.split(maxsplit=1)
    return len(words) > 1 and key(words[0]) in keys(name)


def _parted(names: Sequence[str], item: str, start: int) -> list[tuple[str, int]]:
    """A piece without commas that holds several parts by their names: "u = x^4 u' = 4x^3"."""
    found = list(_SIGNED.finditer(item))
    if len(found) < 2 or any(_place(names, match[1]) is None for match in found):  # one is no list
        return [(item, start)]
    places = [0, *(match.start() for match in found[1:]), len(item)]
    return [(_AND.sub("", item[one:other]), start + one) for one, other in pairwise(places)]


def _sign(names: Sequence[str], item: str) -> re.Match[str] | None:
    """The = behind the name of a part, or a colon in its place where the name is known."""
    colon = re.search(":", item)
    if colon is not None and _place(names, item[: colon.start()]) is not None:
        return colon
    return _EQUALS.search(item)


def _place(names: Sequence[str], typed: str) -> int | None:
    wanted = key(typed)
    return next((i for i, name in enumerate(names) if name and wanted in keys(name)), None)


def key(name: str) -> str:
    """A name without what may be written in several ways: u′ and u', ∂L/∂w and dL/dw, x₁ and x_1, θ and theta."""
    text = unicodedata.normalize("NFKC", "".join("'" if letter in "′’´`‘" else letter for letter in name)).replace("∂", "d")
    text = "".join(_GREEK.get(letter, letter) for letter in text)
    return re.sub(r"[\s_*]", "", text)


_GREEK = {letter: word for word, letter in GREEK.items()}


def keys(name: str) -> tuple[str, ...]:
    """The ways in which a name may be typed."""
    plain = key(name)
    adjoint = re.fullmatch(r"d([A-Za-z]\w*)/d([A-Za-z]\w*)", plain)
    if adjoint is None:
        return (plain,)
    function, variable = adjoint.groups()
    return (plain, f"d{variable}", f"{variable}'", f"{variable}.grad", f"{function}{variable}")


def _items(text: str) -> list[tuple[str, int]]:
    """The pieces of a text, also of one in brackets as a whole, as a vector is written."""
    items = split(text)
    start = len(text) - len(text.lstrip())
    inside = text.strip()
    if len(items) > 1 or len(inside) < len("()") or (inside[0], inside[-1]) not in zip(_OPEN, _CLOSE, strict=True):
        return items
    return [(item, start + 1 + place) for item, place in split(inside[1:-1])]


def split(text: str) -> list[tuple[str, int]]:
    """A text at the commas and semicolons that stand in no brackets, each piece with its start."""
    depth, start = 0, 0
    found: list[tuple[str, int]] = []
    for i, letter in enumerate(text):
        depth += (letter in _OPEN) - (letter in _CLOSE)
        if letter in ",;\n" and depth <= 0:
            found.append((text[start:i], start))
            start = i + 1
    return [*found, (text[start:], start)]
