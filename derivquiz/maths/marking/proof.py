"""The exact proof that two trees are equal, by SymPy.

A True is a proof: SymPy turned the difference into 0 by identities that hold wherever both trees have values. A False is no
disproof. SymPy has no bound on its time: the caller runs this where it can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from derivquiz.errors import EvaluationError
from derivquiz.maths.expression import Expression
from derivquiz.maths.marking.symbolic import positive_names, to_sympy

LARGEST_EXPANDED = 40
"""Powers above this are not multiplied out."""

Step = Callable[[Any], Any]


def prove(reference: Expression, answer: Expression) -> bool:
    """Whether SymPy proves two trees equal, by the cheapest of several ways; never raises."""
    try:
        positive = positive_names(reference, answer)
        difference = to_sympy(reference, positive) - to_sympy(answer, positive)
    except (EvaluationError, TypeError, ValueError, ArithmeticError):
        return False
    return any(_is_zero(step, difference) for step in _steps(difference))


def _steps(difference: Any) -> Iterator[Step]:
    import sympy  # takes half a second, which only a proof is worth

    def numerator(e: Any) -> Any:
        return sympy.fraction(sympy.together(e))[0]

    yield lambda e: e
    yield sympy.together
    if _is_expandable(sympy, difference):
        yield sympy.expand
        yield lambda e: sympy.expand(numerator(e))
        yield lambda e: sympy.expand(numerator(e.rewrite(sympy.exp)))
        yield lambda e: sympy.expand(sympy.powsimp(sympy.expand(numerator(e.rewrite(sympy.exp)))))
    yield sympy.trigsimp
    yield sympy.factor_terms
    if difference.has(sympy.Abs, sympy.Max, sympy.Min, sympy.Heaviside, sympy.sign, sympy.Piecewise):
        yield lambda e: sympy.piecewise_fold(e.rewrite(sympy.Piecewise)).simplify()
    yield sympy.simplify
    yield lambda e: sympy.simplify(e.rewrite(sympy.exp))


def _is_expandable(sympy: Any, e: Any) -> bool:
    return all(abs(power.exp) <= LARGEST_EXPANDED for power in e.atoms(sympy.Pow) if power.exp.is_Integer)


def _is_zero(step: Step, difference: Any) -> bool:
    try:
        return bool(step(difference) == 0)
    except Exception:  # SymPy's own failures are of every kind; none of them is a proof
        return False
