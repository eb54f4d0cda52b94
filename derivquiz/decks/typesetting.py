"""A problem and its answer in LaTeX, for a sheet on paper."""

from __future__ import annotations

from derivquiz.decks.kinds import KINDS
from derivquiz.errors import ReadingError
from derivquiz.maths import reading, writing
from derivquiz.maths.expression import Name
from derivquiz.wire import Problem, Typeset


def typeset(problem: Problem) -> Typeset:
    """The function as it is shown, "" where more than that is; the answer and each step, "" where it is no expression."""
    kind = KINDS[problem.kind]
    solution = kind.solve(problem)
    answer = "" if solution.answer in problem.choices and not _is_number(solution.answer) else _written(solution.answer, problem)
    steps = (answer if step.line == solution.answer else _written(step.line, problem) for step in solution.steps)
    return Typeset(_function(problem), answer, tuple(steps))


def _written(text: str, problem: Problem) -> str:
    try:
        return writing.latex(reading.read(text, KINDS[problem.kind].vocabulary(problem)).expression)
    except ReadingError:
        return ""


def _function(problem: Problem) -> str:
    if not problem.function or problem.is_pictured:
        return ""
    arguments = ", ".join(writing.latex(Name(name)) for name in problem.variables)
    name = "L" if problem.kind == "update" else "f"
    return f"{name}({arguments}) = {writing.latex(reading.parse(problem.function, *problem.variables))}"


def _is_number(text: str) -> bool:
    try:
        reading.parse(text)
    except ReadingError:
        return False
    return True
