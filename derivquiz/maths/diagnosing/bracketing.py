"""Where a pair of brackets may be missing in what was typed: 10x/5x^2+8 is (10x/5)·x² + 8, and may be meant as 10x/(5x^2+8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

LONGEST = 80
"""Longer texts are left alone."""
MOST = 60
_TOKEN = re.compile(r"\d+(?:\.\d+)?|\.\d+|\*\*|[^\W\d_]+|\S")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_MINUS = frozenset("-−–")
_SIGNS = _MINUS | {"+"}
_BINDING = frozenset(("/", "^", "**", "*", "·", "×", "∙", "÷", "⁄"))
_ENDS = frozenset("=,;:|<>")


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def bracketings(text: str) -> Iterator[str]:
    """The text with one more pair of brackets around a sum, a difference or a fraction in an exponent, or one above and one below
    the same line.

    Only such as change what is read: one that follows or precedes a sign which binds more closely.
    """
    if len(text) > LONGEST or "\\" in text or "$" in text:
        return
    yield from islice(_bracketed(text), MOST)


def _bracketed(text: str) -> Iterator[str]:
    tokens = [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    spans = [
        (i, j) for i in range(len(tokens)) for j in range(i + 2, len(tokens)) if _is_sum(tokens, i, j) and _is_apart(tokens, i, j)
    ]
    for i, j in _fractions_above(tokens):
        yield _with(text, tokens, (i, j))
    for i, j in sorted(spans, key=lambda span: span[0] - span[1]):
        signed = _text(tokens, i - 1) in _MINUS and (i < 2 or tokens[i - 2].text in _OPENING | _ENDS)
        if (_binds(tokens, i - 1, i) and not signed) or _binds(tokens, j, j + 1):
            yield _with(text, tokens, (i, j))
    above = [span for span in spans if _text(tokens, span[1] + 1) in ("/", "÷")]
    for (i, j), (k, m) in product(above, spans):
        if k == j + 2:
            yield _with(text, tokens, (i, j), (k, m))


def _fractions_above(tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """A fraction behind a sign of a power, of which only the top is read as the exponent: x^5/2."""
    for i, token in enumerate(tokens):
        if _text(tokens, i - 1) not in ("^", "**"):
            continue
        over = i + (2 if token.text in _SIGNS else 1)
        if _text(tokens, over) == "/" and _text(tokens, over - 1).isalnum() and _text(tokens, over + 1).isalnum():
            yield i, over + 1


def _with(text: str, tokens: list[_Token], *spans: tuple[int, int]) -> str:
    """The text with brackets around runs of tokens, of which none holds another."""
    for i, j in reversed(spans):
        start, end = tokens[i].start, tokens[j].end
        text = f"{text[:start]}({text[start:end]}){text[end:]}"
    return text


def _text(tokens: list[_Token], i: int) -> str:
    return tokens[i].text if 0 <= i < len(tokens) else ""


def _is_sum(tokens: list[_Token], i: int, j: int) -> bool:
    """Whether a run of tokens is whole in its own brackets, and has a plus or a minus between two terms outside of them."""
    depth, found = 0, False
    if tokens[j].text in _SIGNS | _BINDING or tokens[i].text in _BINDING | {"+"}:
        return False
    for k in range(i, j + 1):
        one = tokens[k].text
        if one in _ENDS:
            return False
        depth += (one in _OPENING) - (one in _CLOSING)
        if depth < 0:
            return False
        found = found or (depth == 0 and k > i and one in _SIGNS and tokens[k - 1].text not in _BINDING)
    return found and depth == 0


def _is_apart(tokens: list[_Token], i: int, j: int) -> bool:
    """Whether no brackets stand there already, and no number is cut off from the letter that it is written with: 9x."""
    if i and tokens[i - 1].text[-1].isdigit() and tokens[i].text[0].isalpha() and tokens[i - 1].end == tokens[i].start:
        return False
    return not (_text(tokens, i - 1) in _OPENING and _text(tokens, j + 1) in _CLOSING)


def _binds(tokens: list[_Token], i: int, j: int) -> bool:
    """Whether what joins two neighbours binds more closely than a plus: a sign of multiplication, a minus, or nothing."""
    one, other = _text(tokens, i), _text(tokens, j)
    if not one or not other or one in _ENDS or other in _ENDS:
        return False
    if one in _BINDING or other in _BINDING or one in _MINUS:
        return True
    return one not in _OPENING | _SIGNS and other not in _CLOSING | _SIGNS
