"""What to say of letters that are no name of the problem."""

from __future__ import annotations

import re

from derivquiz.errors import ReadingError
from derivquiz.maths.reading.characters import Source, describe
from derivquiz.maths.reading.vocabulary import Lookup, nearest, split

_LOOK_ALIKES = dict(
    zip(
        "асеіјорѕухԁԛԝһАВСЕНІЈКМОРЅТХУνορυχıΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aceijopsyxdqwhABCEHIJKMOPSTXYvopuxiABEZHIKMNOPTYX",
        strict=True,
    )
)
MISTAKEN = {
    "sine": "sin",
    "cosine": "cos",
    "tangent": "tan",
    "root": "sqrt",
    "squareroot": "sqrt",
    "absolute": "abs",
    "heavyside": "step",
}
"""Words for functions that are no names here, and would else fall apart into letters: sine is not sin·e."""

UNREAD = frozenset({"floor", "ceil", "ceiling", "round", "trunc", "frac", "mod"})
"""Functions that are no names here, and before a bracket would fall apart into letters where the problem has such: f·l·o·o·r."""

_LONGEST_OF_LETTERS = 3
"""Unknown words up to this length are taken for letters side by side, longer ones for one name."""

_QUESTION = re.compile(r"d(?:\^\(?\d\)?)?[a-z]?/d")
_DIFFERENTIAL = re.compile(r"d([^\W\d_](?:_?\d+)?)$")
_INTEGRAL = re.compile(r"\+ *[cC] *$")


def unknown(source: Source, start: int, reach: int, end: int, table: Lookup) -> ReadingError:
    """The error for a word of which the part from `reach` on is no name: which letters, where, and what could be meant."""
    text, columns = source.text, source.columns
    word, rest = text[start:end], text[reach:end]
    for i in range(start, end):
        letter = text[i]
        if not letter.isascii() and not any(letter in known for known in table):
            latin = _LOOK_ALIKES.get(letter, "")
            hint = f"type the Latin {latin}" if latin else ""
            return ReadingError(f"{describe(letter)} is not in this problem", columns[i], hint)
    if rest[0].isdigit() or (rest[0] == "_" and rest[1:2].isdigit()):
        return _power_or_factor(source, start, reach, end, table)
    if word in ("C", "c") and _INTEGRAL.search(text[:end]) and not text[end:].strip():
        return ReadingError("+ C belongs to an integral", columns[start], "leave it out: an answer here is a derivative")
    if _QUESTION.match(text, start):
        return ReadingError("the question again, not an answer to it", columns[start], "write what the derivative is")
    last = _DIFFERENTIAL.search(word)
    if (
        last
        and last[1] in table
        and text[: start + last.start()].strip()
        and split(word[: last.start()], table)[1] == last.start()
    ):
        return ReadingError(f"{last[0]} is no part of a derivative", columns[start + last.start()], f"leave out {last[0]}")
    if word in UNREAD and reach == start:
        return ReadingError(f"{word} is no function here", columns[start], "write its pieces: 0 if x < 1 else 1")
    hint = MISTAKEN.get(word) or (nearest(word, table) if len(word) > 2 or reach == start else "")
    if hint:
        return ReadingError(f"{word} is not in this problem", columns[start], f"did you mean {hint}?")
    name = _shortest(rest, table)
    hint = nearest(name, table)
    return ReadingError(f"{name} is not in this problem", columns[reach], f"did you mean {hint}?" if hint else "")


def _shortest(rest: str, table: Lookup) -> str:
    """The letters up to the first place from which all is known again."""
    for size in range(1, len(rest)) if len(rest) <= _LONGEST_OF_LETTERS else ():
        if split(rest[size:], table)[1] == len(rest) - size:
            return rest[:size]
    letters = re.match(r"[^\W\d_]+|\w", rest)
    return letters[0] if letters else rest


def _power_or_factor(source: Source, start: int, reach: int, end: int, table: Lookup) -> ReadingError:
    text, columns = source.text, source.columns
    number = re.findall(r"\d+", text[reach:end])[0]
    name = text[start:reach]
    last = name[split(name, table)[0][-1].start :]
    if text[reach] == "_":
        return ReadingError(f"{last}_{number} is not in this problem", columns[reach - len(last)])
    return ReadingError(
        f"{last}{number} is not in this problem", columns[reach - len(last)], f"{last}^{number} or {number}{last}?"
    )
