"""What may stand on the screen: text made harmless, and small pictures made of characters."""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len

ELLIPSIS = "…"
QUIET = "$quiet"
"""The style of what matters less, as Content takes it; each theme has its own colour for it."""


def shown(text: str) -> str:
    """Text of any origin as it may be shown: line ends kept, tabs widened, control characters and marks of direction left out.

    What is left can neither steer the terminal nor change the order or the width of its neighbours. A lone surrogate, which no
    terminal can be sent, becomes the replacement character.
    """
    return "\n".join("".join(map(_harmless, line)) for line in text.splitlines())


def one_line(text: str) -> str:
    """`shown`, with its lines joined by blanks."""
    lines = shown(text).split("\n")
    return " ".join(filter(None, map(str.strip, lines))) if len(lines) > 1 else lines[0]


def _harmless(character: str) -> str:
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if category in {"Cc", "Cf", "Zl", "Zp"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    return character


def printed(text: str) -> str:
    """A text with minus signs in place of hyphens, but for those inside a word."""
    return re.sub(r"(?<![^\W\d_])-", "−", text)


def drawn(picture: str, line: str = "") -> tuple[str, str]:
    """A picture of an expression, and what stands in its place where it is too wide: the same in one line, or its own rows."""
    rows = "\n".join(printed(shown(picture)).splitlines())
    return rows, one_line(line) or rows


def clip(text: str, width: int) -> str:
    """A line that takes at most `width` cells, with an ellipsis where something was cut off."""
    if cell_len(text) <= width:
        return text
    kept = ""
    for character in text:
        if cell_len(kept + character) > width - 1:
            break
        kept += character
    return kept + ELLIPSIS if width > 0 else ""


def fitted(text: str, width: int) -> str:
    """A line that takes exactly `width` cells."""
    cut = clip(text, width)
    return cut + " " * (width - cell_len(cut))


def pointer(text: str, column: int, width: int) -> tuple[str, str]:
    """A line and the line below it with a caret under one of its characters; a long line is cut down to that place."""
    column = max(0, min(column, len(text)))
    start = 0
    while start < column and cell_len(text[start : column + 1]) > max(4, width - 6):
        start += 1
    front = ELLIPSIS if start else ""
    line = clip(front + text[start:], width)
    return line, " " * cell_len(front + text[start:column]) + "^"


def bar(part: int, whole: int, width: int) -> tuple[str, str]:
    """The full and the empty piece of a bar; anything above nothing shows, and only all of it fills the bar."""
    if whole <= 0 or width <= 0:
        return "", "─" * max(0, width)
    part = max(0, min(part, whole))
    full = part * width // whole
    if 0 < part < whole:
        full = max(1, min(full, width - 1))
    return "━" * full, "─" * (width - full)
