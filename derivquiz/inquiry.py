"""Frozen plain data of `derivquiz explain`: what is asked of the maths outside any deck, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from derivquiz.wire import Grain, Pairs, Step


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What `derivquiz explain` is asked: the steps of a derivative by each name of `wrt`, at a point where there is one."""

    function: str
    wrt: tuple[str, ...] = ()
    """Empty: x where it occurs, else the first letter."""
    order: int = 1
    at: Pairs = ()
    places: int | None = None
    grain: Grain = Grain.FUSED
    difference: str = ""
    """Instead of the rules: "limit", or the difference quotient of a name of `maths.deriving.differences.Scheme`."""
    steps: tuple[str, ...] = ()
    """The values of h of a difference quotient."""


@dataclass(frozen=True, slots=True)
class Section:
    """The steps to one derivative, what it is called (∂f/∂x), and each step's expression in LaTeX."""

    name: str
    steps: tuple[Step, ...]
    latex: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A function as it was read, and the steps to its derivatives."""

    function: str
    picture: str
    latex: str
    variables: tuple[str, ...]
    wrt: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    """What else the function could have meant."""
