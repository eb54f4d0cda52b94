"""What a derivative is called: f′, f⁽⁴⁾, ∂f/∂x, ∂²f/∂x∂y."""

from __future__ import annotations

from collections.abc import Sequence

from derivquiz.maths.writing.picture import shown_name
from derivquiz.words import superscript

_PRIMES = ("", "′", "″", "‴")


def called(function: str, by: Sequence[str], *, partial: bool) -> str:
    """The name of a function's derivative by some letters in turn, of a function of several letters a `partial` one."""
    order = len(by)
    if not partial:
        return f"{function}{_PRIMES[order]}" if order < len(_PRIMES) else f"{function}⁽{superscript(order)}⁾"
    power = superscript(order) if order > 1 else ""
    if len(set(by)) == 1:
        return f"∂{power}{function}/∂{shown_name(by[0])}{power}"
    return f"∂{power}{function}/" + "".join(f"∂{shown_name(name)}" for name in by)
