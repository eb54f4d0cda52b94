"""A problem and what was typed -> the curves to draw beside it."""

from __future__ import annotations

from derivquiz.decks.kinds import replies
from derivquiz.decks.kinds.question import Question, question
from derivquiz.maths import curves, reading
from derivquiz.maths.deriving.tidy import simplify
from derivquiz.maths.expression import Expression, Matrix, Vector, names, rational
from derivquiz.plots import Curve
from derivquiz.wire import Problem

HIGHEST = 2
"""Derivatives beyond this one say little as a picture."""


def curve(problem: Problem, text: str) -> Curve | None:
    """The curves of a problem in one variable; None for any other. What can't be read is left out.

    Where a problem states its answer, its function is drawn alone, with the secant that the answer is about if there is one:
    the answer is no slope of it.
    """
    if len(problem.variables) != 1 or problem.order > HIGHEST or not problem.function:
        return None
    asked = question(problem)
    point = asked.point() or {}
    if isinstance(asked.function, Vector | Matrix) or (problem.at and not point):
        return None
    variable = problem.variables[0]
    if problem.answers:
        ends = tuple(sorted({end for text in problem.window if (end := rational(simplify(reading.parse(text)))) is not None}))
        ends = ends if len(ends) == 2 and not problem.choices else ()
        return curves.draw(curves.Sketch(reading.parse(problem.function, variable), variable, order=0, ends=ends))
    at = point.get(variable)
    typed = _typed(asked, text)
    if typed is not None and (names(typed) - ({variable} if at is None else set())):
        typed = None
    return curves.draw(curves.Sketch(asked.function, variable, problem.order if problem.wrt else 0, typed, at))


def _typed(asked: Question, text: str) -> Expression | None:
    parsed, _ = replies.read(text, asked.vocabulary()) if text.strip() else (None, None)
    if parsed is None or isinstance(parsed.expression, Vector | Matrix):
        return None
    return asked.meant(parsed.expression)
