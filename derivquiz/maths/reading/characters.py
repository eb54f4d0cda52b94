"""The characters of a typed text in their plain forms, each with the column where it was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from derivquiz.errors import ReadingError

OPEN_BAR, CLOSE_BAR = "\ue000", "\ue001"
"""The two bars of an absolute value where the notation tells them apart (LaTeX)."""

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᐟ", "0123456789+-=()abcdefghijklmnoprstuvwxyzT/", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
_PLAIN = {
    **dict.fromkeys("−–—‐‑‒﹣➖", "-"),
    **dict.fromkeys("×·∙⋅•∗✕✖⨯⨉", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("ˆ↑", "^"),
    **dict.fromkeys("′ʹ’‘´`ʼ", "'"),
    **dict.fromkeys("″”“", "''"),
    **dict.fromkeys("≤⩽≦", "<="),
    **dict.fromkeys("≥⩾≧", ">="),
    **dict.fromkeys("⟨〈", "<"),
    **dict.fromkeys("⟩〉", ">"),
    **dict.fromkeys("∣❘", "|"),
    "≠": "!=",
    "∧": " and ",
    "∨": " or ",
    "ϕ": "φ",
    "ϵ": "ε",
    "ϑ": "θ",
    "ϱ": "ρ",
    "µ": "μ",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\u2061": "",
    "\u2062": "*",
    "\ufeff": "",
    "\u00ad": "",
}
_BRACED_SUBSCRIPT = re.compile(r"_\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """Plain characters, each with the column of the typed character that it stands for.

    `columns` has one entry more than `text`: the length of what was typed.
    """

    text: str
    columns: tuple[int, ...]

    def part(self, start: int, end: int) -> Source:
        """A stretch of it; what follows stays the column of its end."""
        return Source(self.text[start:end], self.columns[start : end + 1])

    @classmethod
    def of(cls, pieces: list[tuple[str, int]], length: int) -> Source:
        """The source of pieces of text, each with the column it comes from."""
        text = "".join(piece for piece, _ in pieces)
        columns = [column for piece, column in pieces for _ in piece]
        return cls(text, (*columns, length))


def describe(character: str) -> str:
    """A character as a sentence names it: “х” (Cyrillic small letter ha)."""
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return f"“{character}” ({name.capitalize()})" if character.isprintable() else name


def plain(typed: str) -> Source:
    """The plain form of a typed text; raises ReadingError at a mixed number such as 2½."""
    if typed.isascii():
        return Source(typed, tuple(range(len(typed) + 1)))
    pieces: list[tuple[str, int]] = []
    i = 0
    while i < len(typed):
        character = typed[i]
        if character in _SUPERSCRIPTS:
            i = _run(typed, i, _SUPERSCRIPTS, ("^(", ")"), pieces)
            continue
        if character in _SUBSCRIPTS:
            i = _run(typed, i, _SUBSCRIPTS, ("_", " "), pieces)
            continue
        if unicodedata.combining(character) and pieces and pieces[-1][0]:
            before, column = pieces.pop()
            pieces.append((unicodedata.normalize("NFC", before + character), column))
        else:
            pieces.append((_form(character, pieces, i), i))
        i += 1
    return Source.of(pieces, len(typed))


def _run(typed: str, start: int, table: dict[str, str], around: tuple[str, str], pieces: list[tuple[str, int]]) -> int:
    """Raised or lowered characters in a row, as one exponent or index."""
    end = start
    while end < len(typed) and typed[end] in table:
        end += 1
    pieces.append((around[0], start))
    pieces.extend((table[typed[i]], i) for i in range(start, end))
    pieces.append((around[1], end - 1))
    return end


def _form(character: str, pieces: list[tuple[str, int]], column: int) -> str:
    if character.isascii():
        return character
    if character in _PLAIN:
        return _PLAIN[character]
    if character.isspace():
        return " "
    wide = unicodedata.normalize("NFKC", character)
    if "⁄" in wide:
        if pieces and pieces[-1][0][-1:].isdigit():
            raise ReadingError(f"a mixed number: {pieces[-1][0]}{character}", column, "write it as one fraction, such as 5/2")
        return "(" + wide.replace("⁄", "/") + ")"
    if len(wide) == 1 and (wide.isascii() or wide.isalpha()):
        return _PLAIN.get(wide, wide)
    return character


def subscripted(source: Source) -> Source:
    """Indices in braces as names hold them: x_{1} is x_1."""
    if "_{" not in source.text:
        return source
    pieces: list[tuple[str, int]] = []
    last = 0
    for match in _BRACED_SUBSCRIPT.finditer(source.text):
        kept = ((last, match.start()), (match.start(), match.start() + 1), match.span(1))
        pieces.extend((source.text[i], source.columns[i]) for start, end in kept for i in range(start, end))
        pieces.append((" ", source.columns[match.end()]))
        last = match.end()
    pieces.extend((source.text[i], source.columns[i]) for i in range(last, len(source.text)))
    return Source.of(pieces, source.columns[-1])
