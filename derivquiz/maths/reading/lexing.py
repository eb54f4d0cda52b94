"""Plain characters to tokens: numbers, names split against what the problem knows, signs and brackets."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from derivquiz.errors import ReadingError
from derivquiz.maths.expression import Expression, Number
from derivquiz.maths.reading.characters import CLOSE_BAR, OPEN_BAR, Source, describe
from derivquiz.maths.reading.unknown import MISTAKEN, UNREAD, unknown
from derivquiz.maths.reading.vocabulary import Lookup, Piece, split

Kind = Literal[
    "num",
    "name",
    "const",
    "func",
    "base",
    "defined",
    "list",
    "op",
    "open",
    "close",
    "bar",
    "prime",
    "relation",
    "word",
    "comma",
    "end",
]

MOST_DIGITS = 400
_LONGEST_POWER = 5
"""Characters of a power of ten that are looked at."""

_SIGN = r"\*\*|<=|>=|=<|!=|<>|==|&&|[-+*/^<>=&(){}\[\]|',;%√∛\ue000\ue001]"
_BARE_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)"
_REST = rf")|(?P<word>[^\W\d_]\w*|[∂∇])|(?P<sign>{_SIGN})|(?P<blank>\s+)"
_TOKEN = re.compile(rf"(?P<number>{_BARE_NUMBER}(?:[eE][+-]?\d+)?" + _REST)
_TOKEN_WITH_E = re.compile(rf"(?P<number>{_BARE_NUMBER}" + _REST)
_POWER_OF_TEN = re.compile(r"[eE][+-]")
_FACTOR = re.compile(r"\s*(?:[^\W\d_]|\()")
_UNDEFINED = re.compile(
    r"(?:undefined|undef|d\.?n\.?e\.?|does ?n[o']t +exist|does +not +exist|not +defined|none|nan)(?!\w)", re.I
)
_SIGNS: dict[str, tuple[Kind, str]] = {
    "**": ("op", "^"),
    "=<": ("relation", "<="),
    "<>": ("relation", "!="),
    "==": ("relation", "="),
    "&&": ("word", "and"),
    "&": ("word", "and"),
    "|": ("bar", "|"),
    "'": ("prime", "'"),
    "√": ("func", "sqrt"),
    "∛": ("func", "cbrt"),
    OPEN_BAR: ("open", OPEN_BAR),
    CLOSE_BAR: ("close", CLOSE_BAR),
    **{sign: ("op", sign) for sign in "+-*/^%"},
    **{sign: ("relation", sign) for sign in ("<", ">", "<=", ">=", "!=", "=")},
    **{sign: ("open", sign) for sign in "([{"},
    **{sign: ("close", sign) for sign in ")]}"},
    **{sign: ("comma", sign) for sign in ",;"},
}
_WORDS = {
    "if": "if",
    "for": "if",
    "when": "if",
    "where": "if",
    "else": "else",
    "otherwise": "else",
    "and": "and",
    "or": "or",
    "then": "then",
}
PARTNERS = {"(": ")", "[": "]", "{": "}", OPEN_BAR: CLOSE_BAR}


class Token(NamedTuple):
    """A sign of the language, with where it stands in what was typed."""

    kind: Kind
    text: str
    """As typed for numbers; the canonical name, sign or word otherwise."""
    column: int
    end: int
    spaced: bool = False
    """Whether a blank stands before it."""
    value: Expression | None = None
    """The number; for a logarithm whose name holds the base, that base."""


def tokenise(source: Source, table: Lookup) -> tuple[list[Token], tuple[str, ...]]:
    """The tokens, an "end" behind them, and notes on what could have been meant otherwise; raises ReadingError."""
    text, columns = source.text, source.columns
    pattern = _TOKEN_WITH_E if table["e"].kind == "name" else _TOKEN
    tokens: list[Token] = []
    notes: list[str] = []
    i, spaced = 0, False
    while i < len(text):
        match = pattern.match(text, i)
        if match is None:
            if text[i] == "_" and text[i + 1 : i + 2] in ("{", "[") and tokens and tokens[-1].text == "1":
                i += 1  # the indicator 1_{x > 0}
                continue
            raise _strange(text[i], columns[i])
        end = match.end()
        kind = match.lastgroup
        if kind == "blank":
            i, spaced = end, True
            continue
        if kind == "sign":
            sort, name = _SIGNS[match[0]]
            if name == "%":
                _percent(tokens, columns[i], columns[end])
            else:
                tokens.append(Token(sort, name, columns[i], max(columns[end], columns[i] + 1), spaced))
        elif kind == "number":
            typed = match["number"]
            number = _number(typed, columns[i])
            tokens.append(Token("num", typed, columns[i], columns[end], spaced, number))
            if text[end : end + 1] == "." and text[end - 1] != ".":
                raise ReadingError("a number has one decimal point", columns[end])
            if _POWER_OF_TEN.search(typed) or ("e" in typed.lower() and _FACTOR.match(text, end)):
                notes.append(f"{typed} is the number {_shown(number)}, without Euler's e")
        else:
            found, end = _words(source, (i, end), spaced, table)
            tokens += found
        i, spaced = end, False
    tokens.append(Token("end", "", columns[-1], columns[-1], spaced))
    return tokens, tuple(notes)


def _shown(number: Number) -> str:
    """A number without its power of ten."""
    digits = str(number.mantissa).rjust(number.places + 1, "0")
    return f"{digits[: len(digits) - number.places]}.{digits[-number.places :]}" if number.places else digits


def _number(text: str, column: int) -> Number:
    mantissa, _, power = text.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    if len(power) > _LONGEST_POWER:
        raise ReadingError(f"{text} is out of all proportion", column)
    places = len(decimals) - int(power or "0")
    if max(len(whole) + len(decimals) - min(places, 0), places + 1) > MOST_DIGITS:  # as many as it has when written out
        raise ReadingError("a number of so many digits is out of all proportion", column)
    return Number(int(whole + decimals) * 10 ** max(-places, 0), max(places, 0))


def _percent(tokens: list[Token], column: int, end: int) -> None:
    last = tokens[-1] if tokens else None
    if last is None or not isinstance(last.value, Number) or last.text[-1] == "%" or last.end != column:
        raise ReadingError("% stands only behind a number", column)
    tokens[-1] = Token("num", last.text + "%", last.column, end, last.spaced, Number(last.value.mantissa, last.value.places + 2))


def _words(source: Source, span: tuple[int, int], spaced: bool, table: Lookup) -> tuple[list[Token], int]:
    """The tokens of the word at a place, and where it ends."""
    text, columns = source.text, source.columns
    start, end = span
    word = text[start:end]
    if word not in table:
        if match := _UNDEFINED.match(text, start):
            return [Token("word", "undefined", columns[start], columns[match.end()], spaced)], match.end()
        if word in _WORDS:
            return [Token("word", _WORDS[word], columns[start], columns[end], spaced)], end
    if word in MISTAKEN or (word in UNREAD and word not in table and text[end:].lstrip().startswith("(")):
        raise unknown(source, start, start, end, table)
    pieces, reach = split(word, table)
    last = pieces[-1].meaning.kind if pieces else ""
    if reach < len(word) and not (last == "base" or (last in ("func", "log") and word[reach].isdigit())):
        raise unknown(source, start, start + reach, end, table)
    return [_token(piece, start, columns, spaced and piece.start == 0) for piece in pieces], start + reach


def _token(piece: Piece, start: int, columns: tuple[int, ...], spaced: bool) -> Token:
    column, end = columns[start + piece.start], columns[start + piece.end]
    kind, name = piece.meaning
    if kind == "log":
        return Token("func", "log_base", column, end, spaced, Number(int(name)))
    return Token(kind, name, column, end, spaced)


def _strange(character: str, column: int) -> ReadingError:
    if character == ".":
        return ReadingError("a point without digits", column, "write 0.5, and * for a product")
    if character == "∞":
        return ReadingError("∞ is not a number", column, 'write "undefined" if there is no value')
    if character == "!":
        return ReadingError("factorials are not read here", column)
    if character == "\\":
        return ReadingError("this LaTeX is not read here", column)
    return ReadingError(f"{describe(character)} is not read here", column)


def partners(tokens: list[Token]) -> dict[int, int]:
    """Where each bracket closes, by index; raises ReadingError at one that does not."""
    result: dict[int, int] = {}
    stack: list[int] = []
    for i, token in enumerate(tokens):
        if token.kind == "open":
            stack.append(i)
        elif token.kind == "close":
            if not stack:
                raise ReadingError(
                    f"{_bracket(token.text)} closes nothing", token.column, "an opening bracket is missing before it"
                )
            opened = stack.pop()
            opening = tokens[opened]
            if PARTNERS[opening.text] != token.text:
                wanted = _bracket(PARTNERS[opening.text])
                raise ReadingError(
                    f"{_bracket(opening.text)} is closed by {_bracket(token.text)}", token.column, f"write {wanted}"
                )
            result[opened] = i
    if stack:
        opening = tokens[stack[-1]]
        wanted = _bracket(PARTNERS[opening.text])
        raise ReadingError(f"{_bracket(opening.text)} is never closed", opening.column, f"add {wanted} where it ends")
    return result


def _bracket(sign: str) -> str:
    return "|" if sign in (OPEN_BAR, CLOSE_BAR) else sign
