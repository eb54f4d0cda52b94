"""What the table says of a function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from derivquiz.maths import series


@dataclass(frozen=True, slots=True)
class Function:
    """A row of the table.

    `slope` is the derivative by the first argument u, in the input language (the other arguments are v); empty where it is built
    case by case (max, min). `on_series` maps the series of the arguments to the series of the value, raising an EvaluationError.
    `symbolic` builds the SymPy expression from the sympy module and SymPy arguments.
    """

    name: str
    on_series: Callable[..., series.Series]
    symbolic: Callable[..., Any]
    slope: str
    shown: str
    """How it is written on the screen: σ, ln, Φ."""
    latex: str
    words: str
    """What it is called in a sentence: "the sine"."""
    aliases: tuple[str, ...] = field(default=())
    """Further names that may be typed; `name` itself may always be."""
    least: int = 1
    most: int = 1
    """How many arguments it takes."""
    defaults: tuple[str, ...] = ()
    """Values in the input language of the arguments that may be left out, from the second on."""
    power: bool = False
    """Whether sin² x is written and read."""
    inverse: str = ""
    """The function that name^-1 means: "asin" for sin."""

    def left_out(self, given: int) -> tuple[Fraction, ...]:
        """The values of the arguments that are not given, so many of them being given."""
        return tuple(Fraction(text) for text in self.defaults[given - self.least :])
