"""The curves of a function, its derivative and what was typed: points for the screen to draw, broken where there is no value.

Every point is a ball's midpoint, so that a gap is a gap of the function and no accident of floating point.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, arb_series

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.expression import Expression
from derivquiz.maths.series import constant
from derivquiz.plots import Curve, CurveLine, Points, Role

BITS = 64
SAMPLES = 192
"""Points along the window: two for each column of a wide drawing."""
BUDGET = 0.12
"""Seconds that one line may take; one that takes longer is left out."""
WINDOWS = ((-3, 3), (0, 6), (-1, 1), (-10, 10), (0, 40))
"""Where a function without a point is looked at: the first window where it has values on a third of the way."""
NARROWER = (1.0, 0.5, 0.25)
"""Parts of a window that are tried in turn until the curve is no wall at both ends."""
STEEPEST = 40.0
"""How many times its median height a curve may reach before a narrower window is tried."""
TALLEST = 12.0
"""How many times that height the window reaches where even the narrowest is too wide: near a pole."""
INNER = 0.04
"""This part of the heights at either end doesn't set the window."""

BEYOND = 0.25
"""How far a window goes on at either side of a secant, beside what lies between its ends."""

Sample = tuple[float, float | None]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is to be drawn: a function of one variable, which derivative was asked, what was typed, and the point."""

    function: Expression
    variable: str
    order: int = 1
    typed: Expression | None = None
    """What was typed, as an expression in the variable; at a point, the slope that was typed."""
    at: Fraction | None = None
    ends: tuple[Fraction, ...] = ()
    """Two places, from the left, whose secant is drawn."""


def draw(sketch: Sketch) -> Curve | None:
    """The curves of a function in the window where they are worth a look; None where it has too few values anywhere."""
    for low, high in _around(*map(float, sketch.ends)) if sketch.ends else _windows(sketch.at):
        span = _Line(sketch.function, sketch.variable, 0).along(low, high)
        if sum(value is not None for _, value in span) * 3 >= len(span):
            return _in_window(sketch, low, high)
    return None


def _around(left: float, right: float) -> Iterable[tuple[float, float]]:
    """A window that shows both ends of a secant, and the curve beyond them."""
    return ((left - (right - left) * BEYOND, right + (right - left) * BEYOND),)


def _windows(at: Fraction | None) -> Iterable[tuple[float, float]]:
    if at is None:
        return WINDOWS
    middle, half = float(at), max(2.0, abs(float(at)) / 2)
    return ((middle - half, middle + half), (middle - half / 4, middle + half / 4))


def _in_window(sketch: Sketch, low: float, high: float) -> Curve | None:
    function = _Line(sketch.function, sketch.variable, 0)
    slope = _Line(sketch.function, sketch.variable, sketch.order) if sketch.order else None
    drawn = [function, slope] if slope else [function]
    across, samples = ((low, high), [line.along(low, high) for line in drawn]) if sketch.ends else _zoomed(drawn, low, high)
    point = None if sketch.at is None or (height := function(sketch.at)) is None else (float(sketch.at), height)
    ends = tuple((float(at), height) for at in sketch.ends if (height := function(at)) is not None)
    bottom, top = _heights(samples, [height for _, height in (*ends, *([point] if point else []))])
    if top <= bottom:
        return None
    lines = [CurveLine(Role.FUNCTION, "f", function.pieces(samples[0], top - bottom))]
    if slope is not None:
        lines.append(CurveLine(Role.SLOPE, "f" + "′" * sketch.order, slope.pieces(samples[1], top - bottom)))
    lines += _typed(sketch, point, across, top - bottom)
    if slope is not None and sketch.at is not None and point and sketch.order == 1 and (rise := slope(sketch.at)) is not None:
        lines.append(CurveLine(Role.TANGENT, "tangent", (_straight(point, rise, *across),)))
    if len(ends) == 2:
        rise = (ends[1][1] - ends[0][1]) / (ends[1][0] - ends[0][0])
        lines.append(CurveLine(Role.SECANT, "secant", (_straight(ends[0], rise, *across),)))
    return Curve(sketch.variable, tuple(line for line in lines if line.pieces), across, (bottom, top), point, ends)


def _zoomed(lines: list[_Line], low: float, high: float) -> tuple[tuple[float, float], list[list[Sample]]]:
    """The widest window where no line is a wall at its ends, and the points in it; all of it where each is one."""
    middle, half = (low + high) / 2, (high - low) / 2
    for part in NARROWER:
        samples = [line.along(middle - half * part, middle + half * part) for line in lines]
        if not any(map(_walled, samples)):
            return (middle - half * part, middle + half * part), samples
    return (low, high), [line.along(low, high) for line in lines]


def _typed(sketch: Sketch, point: tuple[float, float] | None, across: tuple[float, float], height: float) -> list[CurveLine]:
    """The line of what was typed: itself, or at a point the straight line of that slope."""
    if sketch.typed is None:
        return []
    line = _Line(sketch.typed, sketch.variable, 0)
    if sketch.at is None:
        return [CurveLine(Role.YOURS, "yours", line.pieces(line.along(*across), height))]
    rise = line(Fraction(0))
    if point is None or rise is None or sketch.order != 1:
        return []
    return [CurveLine(Role.YOURS, "yours", (_straight(point, rise, *across),))]


def _straight(through: tuple[float, float], rise: float, low: float, high: float) -> Points:
    x, y = through
    return ((low, y + rise * (low - x)), (high, y + rise * (high - x)))


class _Line:
    """A function, or one of its derivatives, at points."""

    def __init__(self, e: Expression, variable: str, order: int) -> None:
        self._expression = e
        self._variable = variable
        self._order = order

    def __call__(self, at: Fraction) -> float | None:
        """The height at a point; None where there is none."""
        wrt = (self._variable,) * self._order
        return _height(lambda: balls.derivative(self._expression, {self._variable: at}, wrt, bits=BITS))

    def along(self, low: float, high: float) -> list[Sample]:
        """The heights along a window; none where they take too long."""
        began = time.thread_time()
        found: list[Sample] = []
        for index in range(SAMPLES + 1):
            x = low + (high - low) * index / SAMPLES
            found.append((x, self(Fraction(x))))
            if time.thread_time() - began > BUDGET:
                return []
        return found

    def pieces(self, samples: list[Sample], height: float) -> tuple[Points, ...]:
        """The points in runs without a gap; what may be a pole or a jump is a gap."""
        runs: list[list[tuple[float, float]]] = [[]]
        for x, y in samples:
            if y is None:
                runs.append([])
                continue
            before = runs[-1]
            if before and abs(y - before[-1][1]) > height / 8 and not self._holds_together(before[-1][0], x):
                runs.append([])
            runs[-1].append((x, y))
        return tuple(tuple(run) for run in runs if run)

    def _holds_together(self, low: float, high: float) -> bool:
        """Whether the line certainly has a finite value everywhere between two points."""
        around = arb(low).union(arb(high))

        def whole() -> arb:
            run = balls.evaluator(self._expression)
            if not self._order:
                return constant(run({self._variable: around}))
            result = run({self._variable: arb_series([around, 1], self._order + 1)})
            return arb(0) if isinstance(result, arb) else result[self._order]

        try:
            balls.at_precision(BITS, whole)
        except EvaluationError:
            return False
        return True


def _height(work: Callable[[], arb]) -> float | None:
    try:
        found = work()
    except EvaluationError:
        return None
    height = float(found.mid())
    return height if abs(height) < 1e300 and float(found.rad()) <= 1e-3 * max(1e-9, abs(height)) + 1e-9 else None


def _walled(line: list[Sample]) -> bool:
    """Whether a line runs away at an end of its window."""
    inner = int(len(line) * INNER)
    ends = [abs(value) for _, value in (line[inner : inner + 1] + line[-1 - inner : len(line) - inner]) if value is not None]
    return bool(ends) and max(ends) > STEEPEST * _median(line)


def _median(line: list[Sample]) -> float:
    heights = _sizes(line)
    return max(_quantile(heights, 0.5), 1e-9) if heights else 1e-9


def _steep(line: list[Sample]) -> bool:
    heights = _sizes(line)
    return bool(heights) and _quantile(heights, 1 - INNER) > STEEPEST * _median(line)


def _sizes(line: list[Sample]) -> list[float]:
    return [abs(value) for _, value in line if value is not None]


def _quantile(heights: list[float], part: float) -> float:
    """The height below which so large a part of them lies; one of them, so that a jump has no middle."""
    import numpy as np  # the first curve waits for it, no problem does

    return float(np.quantile(heights, part, method="nearest"))


def _heights(lines: list[list[Sample]], also: list[float]) -> tuple[float, float]:
    """The window's bottom and top: most of each line, the points that are marked, and some air."""
    kept = list(also)
    for line in lines:
        heights = [value for _, value in line if value is not None]
        if heights:
            most = TALLEST * _median(line) if _steep(line) else float("inf")
            kept += [max(_quantile(heights, INNER), -most), min(_quantile(heights, 1 - INNER), most)]
    if not kept:
        return 0.0, 0.0
    bottom, top = min(kept), max(kept)
    if bottom > 0 and bottom < top / 2:
        bottom = 0.0
    if top < 0 and top > bottom / 2:
        top = 0.0
    air = (top - bottom) * 0.06 or max(1.0, abs(top)) / 2
    return bottom - air, top + air
