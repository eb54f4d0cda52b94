"""CurveView: the function, its derivative and what was typed, on one pair of axes."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from derivquiz.plots import Curve, Role
from derivquiz.tui.canvas import Canvas, Pen
from derivquiz.tui.text import QUIET, clip, fitted, one_line
from derivquiz.wire import Outcome
from derivquiz.words import superscript

PENS = {
    Role.FUNCTION: Pen("$text-accent"),
    Role.SLOPE: Pen("$text-success", 4, 3),
    Role.YOURS: Pen("$text-error", 1, 3),
    Role.TANGENT: Pen("$text-warning", 2, 2),
    Role.SECANT: Pen("$text-warning", 2, 2),
}
"""Each line has a dash of its own, so that it is told from the others without colour."""
SAMPLES = {Role.FUNCTION: "━━", Role.SLOPE: "╍╍", Role.YOURS: "··", Role.TANGENT: "╌╌", Role.SECANT: "╌╌"}
POINT = "●"
DRAWN = "-drawn"
LEAST = 5
"""Rows below which nothing is drawn."""


class CurveView(Widget):
    """A drawing that fills its place, with its window in numbers at the edges and a legend below; empty, it takes no room."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._curve: Curve | None = None
        self._hidden: frozenset[Role] = frozenset()

    def clear(self) -> None:
        """Take the drawing away."""
        self._curve = None
        self.remove_class(DRAWN)

    @property
    def drawn(self) -> bool:
        """Whether there is a drawing; the styles of the screen say where it is shown."""
        return self._curve is not None

    def show(self, curve: Curve, outcome: Outcome | None, *, told: bool) -> None:
        """Draw a curve. Until the answer is `told`, no tangent or secant is drawn where it would give the answer away."""
        hidden = set()
        if outcome is Outcome.CORRECT:
            hidden.add(Role.YOURS)  # it lies on the right one
        elif not told and (curve.point is not None or curve.ends):
            hidden |= {Role.TANGENT, Role.SLOPE, Role.SECANT}
        self._hidden = frozenset(hidden)
        self._curve = curve
        self.add_class(DRAWN)
        self.refresh()

    def render(self) -> RenderResult:
        """The drawing."""
        width, height = self.size
        if self._curve is None or height < LEAST or width < 2 * LEAST:
            return Content()
        curve = self._curve
        lines = [line for line in curve.lines if line.role not in self._hidden]
        high, low = _number(curve.heights[1]), _number(curve.heights[0])
        canvas = Canvas(width, height - 2, curve.across, curve.heights)
        canvas.axes("$foreground 30%")
        for line in lines:
            for piece in line.pieces:
                canvas.line(piece, PENS[line.role])
        for point in (*curve.ends, *([curve.point] if curve.point is not None else [])):
            canvas.sign(*point, POINT, "$text-warning")
        rows = [Content.assemble(*runs) for runs in canvas.runs()]
        rows[0] = _marked(rows[0], high, width)
        rows[-1] = _marked(rows[-1], low, width)
        left, right = f"{curve.variable} = {_number(curve.across[0])}", _number(curve.across[1])
        rows.append(Content.styled(fitted(left, max(0, width - len(right))) + right, QUIET))
        legend = [
            part for line in lines for part in ((f"{SAMPLES[line.role]} ", PENS[line.role].style), f"{one_line(line.name)}  ")
        ]
        rows.append(Content.assemble(*legend))
        return Content("\n").join(rows)


def _marked(row: Content, number: str, width: int) -> Content:
    """A row of the drawing with the number of its edge on the left."""
    return Content.styled(clip(number, width), QUIET).append(row[len(number) :])


def _number(value: float) -> str:
    """A number as short as an edge needs it."""
    if value and not 1e-3 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·10{superscript(int(exponent))}".replace("-", "−")
    return (f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}").replace("-", "−")
