"""Frozen plain data of a drawing, which crosses the wall between the screen and the maths as that of `wire` does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Points = tuple[tuple[float, float], ...]


class Role(StrEnum):
    """What a line of a drawing is of."""

    FUNCTION = "function"
    SLOPE = "slope"
    YOURS = "yours"
    TANGENT = "tangent"
    SECANT = "secant"


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One line of a drawing by its name in the legend, in pieces: between two of them it has no value, or jumps."""

    role: Role
    name: str
    pieces: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The function, what was asked of it and what was typed, on one pair of axes with its window and the point of the problem."""

    variable: str
    lines: tuple[CurveLine, ...]
    across: tuple[float, float]
    heights: tuple[float, float]
    """The lowest and the highest value that the window shows; a line may go on beyond."""
    point: tuple[float, float] | None = None
    ends: Points = ()
    """The two ends of a secant."""
