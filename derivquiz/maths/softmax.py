"""Softmax: the vector pᵢ = e^zᵢ / Σⱼ e^zⱼ, whose parts are the functions softmax1, softmax2, … of the same arguments.

A tree never holds the vector as a function: `softmax(a, b)` is read as the vector of softmax1(a, b) and softmax2(a, b), and that
vector is written as softmax(a, b) again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb

from derivquiz.maths.expression import Apply, Expression, Vector
from derivquiz.maths.series import Series

WORD = "softmax"
MOST = 8
"""How many arguments it takes at the most."""
PARTS = {f"{WORD}{i + 1}": i for i in range(MOST)}
"""The functions that give one part, with the index of that part from 0."""


def vector(arguments: tuple[Expression, ...]) -> Vector:
    """The softmax of so many arguments."""
    return Vector(tuple(Apply(name, arguments) for name in list(PARTS)[: len(arguments)]))


def arguments_of(items: tuple[Expression, ...]) -> tuple[Expression, ...] | None:
    """What a vector is the softmax of; None where it is none."""
    first = items[0]
    if not isinstance(first, Apply) or len(first.arguments) != len(items) or vector(first.arguments).items != items:
        return None
    return first.arguments


def part_on_series(index: int) -> Callable[..., Series]:
    """One part as a function of balls or series: 1 / Σⱼ e^(zⱼ − zᵢ), which never overflows where it matters."""

    def part(*z: Series) -> Series:
        total: Series = arb(1)
        for j, other in enumerate(z):
            if j != index:
                total = total + (other - z[index]).exp()
        return 1 / total

    return part


def part_in_sympy(index: int) -> Callable[..., Any]:
    """One part as a SymPy expression."""

    def part(sympy: Any, *z: Any) -> Any:
        return sympy.exp(z[index]) / sympy.Add(*map(sympy.exp, z))

    return part
