"""Rectangles of characters with a baseline, put side by side and on top of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_PIECES = {
    "(": ("(", "⎛⎜⎝"),
    ")": (")", "⎞⎟⎠"),
    "[": ("[", "⎡⎢⎣"),
    "]": ("]", "⎤⎥⎦"),
    "|": ("|", "│││"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of equal width; the line at index `base` stands on the baseline."""

    lines: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.lines[0])

    @property
    def height(self) -> int:
        """Lines."""
        return len(self.lines)

    def text(self) -> str:
        """The lines without blanks behind them."""
        return "\n".join(each.rstrip() for each in self.lines)


def flat(text: str) -> Box:
    """One line."""
    return Box((text,))


def beside(boxes: Iterable[Box]) -> Box:
    """Boxes side by side on one baseline."""
    row = list(boxes)
    if all(box.height == 1 for box in row):
        return flat("".join(box.lines[0] for box in row))
    above = max(box.base for box in row)
    below = max(box.height - box.base for box in row)
    columns = [_padded(box, above - box.base, below - (box.height - box.base)) for box in row]
    return Box(tuple(map("".join, zip(*columns, strict=True))), above)


def _padded(box: Box, above: int, below: int) -> list[str]:
    blank = " " * box.width
    return [blank] * above + list(box.lines) + [blank] * below


def stacked(boxes: Iterable[Box], base: int, *, centred: bool) -> Box:
    """Boxes one below the other, with the baseline at a line of the whole."""
    column = list(boxes)
    width = max(box.width for box in column)
    lines = (each.center(width) if centred else each.ljust(width) for box in column for each in box.lines)
    return Box(tuple(lines), base)


def fraction(top: Box, bottom: Box) -> Box:
    """A fraction with its bar on the baseline, a little wider than both parts."""
    bar = flat("─" * (max(top.width, bottom.width) + 2))
    return stacked((_even(top, bar.width), bar, _even(bottom, bar.width)), top.height, centred=True)


def _even(box: Box, width: int) -> Box:
    """A box filled to a width, all its lines shifted alike."""
    left = (width - box.width) // 2
    return Box(tuple((" " * left + each).ljust(width) for each in box.lines), box.base)


def bracketed(box: Box, left: str = "(", right: str = ")") -> Box:
    """A box in brackets as tall as it is."""
    return beside((_bracket(left, box), box, _bracket(right, box)))


def _bracket(sign: str, box: Box) -> Box:
    small, tall = _PIECES[sign]
    if box.height == 1:
        return flat(small)
    middle = [tall[1]] * (box.height - 2)
    return Box((tall[0], *middle, tall[2]), box.base)


def braced(rows: list[Box]) -> Box:
    """Rows behind one tall brace, with its tip on the baseline."""
    if len(rows) == 1:
        return beside((_brace(rows[0].height, rows[0].base), flat(" "), rows[0]))
    if len(rows) == 2 and all(row.height == 1 for row in rows):
        rows = [rows[0], flat(""), rows[1]]
    body = stacked(rows, 0, centred=False)
    middle = body.height // 2
    return beside((_brace(body.height, middle), flat(" "), Box(body.lines, middle)))


def _brace(height: int, base: int) -> Box:
    if height == 1:
        return flat("{")
    if height == 2:
        return Box(("⎰", "⎱"), base)
    lines = ["⎧", *["⎪"] * (height - 2), "⎩"]
    lines[min(max(base, 1), height - 2)] = "⎨"
    return Box(tuple(lines), base)


def rooted(box: Box, degree: str) -> Box:
    """A root sign with its bar over a box."""
    height = box.height
    bar = "_" * box.width
    if height == 1:
        return Box((" " + bar, degree + box.lines[0]), 1)
    strokes = [" " * (height - 1 - i) + ("╱" if i < height - 1 else degree) + " " * i for i in range(height)]
    lines = (" " * height + bar, *(stroke + each for stroke, each in zip(strokes, box.lines, strict=True)))
    return Box(lines, box.base + 1)


def raised(base: Box, exponent: Box) -> Box:
    """A base with an exponent above its upper right corner."""
    blank = " " * base.width
    upper = tuple(blank + each for each in exponent.lines)
    lower = tuple(each + " " * exponent.width for each in base.lines)
    return Box(upper + lower, base.base + exponent.height)


def lowered(base: Box, index: Box) -> Box:
    """A base with an index below its lower right corner."""
    blank = " " * base.width
    upper = tuple(each + " " * index.width for each in base.lines)
    lower = tuple(blank + each for each in index.lines)
    return Box(upper + lower, base.base)


def grid(rows: list[list[Box]]) -> Box:
    """A table with its entries centred in columns two apart."""
    widths = [max(row[i].width for row in rows) for i in range(len(rows[0]))]
    made = [
        beside(part for i, cell in enumerate(row) for part in ((flat("  "),) if i else ()) + (_even(cell, widths[i]),))
        for row in rows
    ]
    tall = any(row.height > 1 for row in made)
    spaced = [part for i, row in enumerate(made) for part in ((flat(""),) if i and tall else ()) + (row,)]
    body = stacked(spaced, 0, centred=False)
    return Box(body.lines, (body.height - 1) // 2)
