"""A problem and its answer in LaTeX, for a sheet on paper."""

from __future__ import annotations

from derivquiz.decks.kinds import KINDS
from derivquiz.errors import ReadingError
from derivquiz.maths import reading, writing
from derivquiz.maths.expression import Name
from derivquiz.wire import Problem, Typeset


def typeset(problem: Problem) -> Typeset:
    """The function as it is shown, "" where more than that is, and the answer of its solution, "" where it is no expression."""
    answer = KINDS[problem.kind].solve(problem).answer
    try:
        written = writing.latex(reading.read(answer, KINDS[problem.kind].vocabulary(problem)).expression)
    except ReadingError:
        written = ""
    return Typeset(_function(problem), "" if answer in problem.choices and not _is_number(answer) else written)


def _function(problem: Problem) -> str:
    if not problem.function or problem.is_pictured:
        return ""
    arguments = ", ".join(writing.latex(Name(name)) for name in problem.variables)
    return f"f({arguments}) = {writing.latex(reading.parse(problem.function, *problem.variables))}"


def _is_number(text: str) -> bool:
    try:
        reading.parse(text)
    except ReadingError:
        return False
    return True
