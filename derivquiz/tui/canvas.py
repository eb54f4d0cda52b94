"""Canvas: lines drawn with the dots of braille characters, two across and four down in each cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BLANK = 0x2800
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of each dot, by column and row within its cell."""
ACROSS, DOWN = 2, 4


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line looks without colour: so many dots, then so many left out. `style` is its colour, as Content takes it."""

    style: str
    dots: int = 1
    gap: int = 0


class Canvas:
    """A drawing of so many cells; what is drawn later lies on top."""

    def __init__(self, width: int, height: int, across: tuple[float, float], heights: tuple[float, float]) -> None:
        self.width, self.height = width, height
        self._across, self._heights = across, heights
        self._cells = [[BLANK] * width for _ in range(height)]
        self._signs: dict[tuple[int, int], str] = {}
        self._styles: dict[tuple[int, int], str] = {}

    def column(self, x: float) -> int:
        """The column of dots of a place across, which may lie outside."""
        low, high = self._across
        return round((x - low) / (high - low) * (self.width * ACROSS - 1))

    def row(self, y: float) -> int:
        """The row of dots of a height, from the top, which may lie outside."""
        low, high = self._heights
        return round(max(-1e6, min(1e6, (high - y) / (high - low))) * (self.height * DOWN - 1))

    def line(self, points: Iterable[tuple[float, float]], pen: Pen) -> None:
        """Draw a line through points; what lies outside is left out."""
        drawn = 0
        last: tuple[int, int] | None = None
        for x, y in points:
            here = (self.column(x), self.row(y))
            for spot in [here] if last is None else _between(last, here, self.height * DOWN):
                if drawn % (pen.dots + pen.gap) < pen.dots:
                    self._dot(*spot, pen.style)
                drawn += 1
            last = here

    def _dot(self, column: int, row: int, style: str) -> None:
        if 0 <= column < self.width * ACROSS and 0 <= row < self.height * DOWN:
            place = (row // DOWN, column // ACROSS)
            self._cells[place[0]][place[1]] |= DOTS[column % ACROSS][row % DOWN]
            self._styles[place] = style

    def sign(self, x: float, y: float, sign: str, style: str) -> None:
        """Put a character of one cell on a point."""
        column, row = self.column(x), self.row(y)
        if 0 <= column < self.width * ACROSS and 0 <= row < self.height * DOWN:
            place = (row // DOWN, column // ACROSS)
            self._signs[place] = sign
            self._styles[place] = style

    def axes(self, style: str) -> None:
        """Draw the axes through 0 where they lie in the window; lines drawn later cover them."""
        across, down = self.row(0) // DOWN, self.column(0) // ACROSS
        if 0 <= down < self.width:
            for row in range(self.height):
                self._axis(row, down, "│", style)
        if 0 <= across < self.height:
            for column in range(self.width):
                self._axis(across, column, "┼" if column == down else "─", style)

    def _axis(self, row: int, column: int, sign: str, style: str) -> None:
        self._signs[row, column] = sign
        self._styles[row, column] = style

    def runs(self) -> list[list[tuple[str, str]]]:
        """Each row as runs of text of one style."""
        rows = []
        for row in range(self.height):
            runs: list[tuple[str, str]] = []
            for column in range(self.width):
                text, style = self._cell(row, column)
                if runs and runs[-1][1] == style:
                    runs[-1] = (runs[-1][0] + text, style)
                else:
                    runs.append((text, style))
            rows.append(runs)
        return rows

    def _cell(self, row: int, column: int) -> tuple[str, str]:
        dots = self._cells[row][column]
        sign = self._signs.get((row, column), "")
        if dots != BLANK and sign in {"", "│", "─", "┼"}:
            return chr(dots), self._styles[row, column]
        return (sign, self._styles[row, column]) if sign else (" ", "")


def _between(start: tuple[int, int], end: tuple[int, int], rows: int) -> list[tuple[int, int]]:
    """The dots from one to another, without the first; steps far above and below the drawing are left out."""
    (x0, y0), (x1, y1) = start, end
    if (y0 < 0 and y1 < 0) or (y0 >= rows and y1 >= rows):
        return [end]
    low, high = max(min(y0, y1), -1), min(max(y0, y1), rows)
    steps = max(abs(x1 - x0), high - low, 1)
    if y0 == y1 or abs(x1 - x0) >= high - low:
        return [(x0 + round((x1 - x0) * i / steps), y0 + round((y1 - y0) * i / steps)) for i in range(1, steps + 1)]
    down = range(max(low, min(y0, y1)), high + 1)
    ordered = down if y1 > y0 else reversed(down)
    return [(x0 + round((x1 - x0) * (y - y0) / (y1 - y0)), y) for y in ordered if y != y0]
