"""The wrong answers that a problem knows by name: what an author looks at to see whether they can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivquiz.decks.kinds import KINDS, digits
from derivquiz.decks.kinds.celled import Celled
from derivquiz.decks.kinds.cells import Sheet
from derivquiz.decks.kinds.question import question
from derivquiz.errors import EvaluationError
from derivquiz.maths import reading, writing
from derivquiz.maths.deriving.tidy import simplify
from derivquiz.maths.diagnosing.flawed import wrong_answers
from derivquiz.maths.diagnosing.sites import is_feasible
from derivquiz.maths.expression import Expression, Matrix, Vector, names, rational, substitute
from derivquiz.maths.marking.quantity import Value
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Problem

_DERIVED = ("formula", "value", "gradient")
PLACES = 4
"""Decimal places of a wrong value that is no rational number, where the problem says nothing of places."""


def misconceptions(problem: Problem) -> tuple[tuple[str, str], ...]:
    """Slugs with the wrong answers that they lead to: the stated ones, or those of a wrong rule at one place of the derivation.

    Of a gradient the first component is shown, of an answer in cells every cell.
    """
    kind = KINDS[problem.kind]
    if isinstance(kind, Celled) and not problem.slips:
        return tuple(dict.fromkeys(_in_cells(problem, kind.sheet(problem))))
    if problem.slips:
        stated = ((slug, reading.parse(text, *problem.variables)) for slug, text in problem.slips)
        return tuple((slug, text) for slug, wrong in stated if (text := _shown(problem, wrong, {})))
    if problem.answers or problem.kind not in _DERIVED or problem.order != 1:
        return ()
    asked = question(problem)
    variable = problem.wrt[0]
    if isinstance(asked.function, Vector | Matrix) or not is_feasible(asked.function, (variable,)):
        return ()
    found = wrong_answers(asked.function, variable)
    return tuple((slug, text) for slug, wrong in found.items() if (text := _shown(problem, wrong, dict(asked.at))))


def _in_cells(problem: Problem, sheet: Sheet) -> Iterator[tuple[str, str]]:
    for cell in sheet.cells:
        start = f"{cell.label} = " if len(sheet.cells) > 1 else ""
        wrong = cell.slips
        if cell.function is not None and not wrong:
            wrong = tuple(wrong_answers(cell.function, cell.wrt[0]).items())
        asked = replace(problem, kind="formula" if names(cell.truth) else "value")
        right = _shown(asked, cell.truth, {})
        yield from ((slug, f"{start}{text}") for slug, tree in wrong if (text := _shown(asked, tree, {})) not in {"", right})


def _shown(problem: Problem, wrong: Expression, at: dict[str, Expression]) -> str:
    if problem.kind == "formula" or (problem.kind == "gradient" and not at):
        return writing.line(wrong)
    value = simplify(substitute(wrong, at))
    if rational(value) is not None and problem.places is None:
        return writing.line(value)
    try:
        places = PLACES if problem.places is None else problem.places
        return writing.line(digits.decimal(approximate(Value(value)), places))
    except EvaluationError:
        return ""
