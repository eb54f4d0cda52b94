"""Curves as text: a few rows of Braille dots with axes, for a glance at a shape."""

from __future__ import annotations

from collections.abc import Sequence

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a Braille cell by the row and the column of its dots."""
BLANK = 0x2800


def plot(values: Sequence[float | None], height: int, zero: float | None = None) -> list[str]:
    """A curve of values at equal distances, two to a column, in `height` rows; None leaves a gap.

    The rows reach from the least value to the greatest, 0 among them; `zero` is where along the values the vertical axis
    stands, as a share from 0 to 1.
    """
    known = [value for value in values if value is not None]
    width = (len(values) + 1) // 2
    if not known:
        return [" " * width for _ in range(height)]
    low, high = min(0.0, *known), max(0.0, *known)
    span = (high - low) or 1.0
    last = 4 * height - 1
    dots = [[0] * width for _ in range(height)]
    before: int | None = None
    for i, value in enumerate(values):
        if value is None:
            before = None
            continue
        row = round((high - value) / span * last)
        start = row if before is None else before + (1 if row > before else -1 if row < before else 0)
        for each in range(min(start, row), max(start, row) + 1):
            dots[each // 4][i // 2] |= DOTS[each % 4][i % 2]
        before = row
    across = round(high / span * last) // 4
    up = None if zero is None else min(width - 1, int(zero * width))
    return ["".join(_drawn(dots[y][x], y == across, x == up) for x in range(width)) for y in range(height)]


def _drawn(dots: int, across: bool, up: bool) -> str:  # which of the axes run through the cell
    if dots:
        return chr(BLANK + dots)
    return "┼" if across and up else "─" if across else "│" if up else " "
