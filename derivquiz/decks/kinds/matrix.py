"""A vector or a matrix: the Jacobian of a vector function, the Hessian of a single one, a vector function's value or velocity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from derivquiz.decks.kinds import entries, words
from derivquiz.decks.kinds import worked as solutions
from derivquiz.decks.kinds.grid import Entry, Grid
from derivquiz.decks.kinds.kind import ANY_SHAPE, Layout
from derivquiz.decks.kinds.question import Question, question
from derivquiz.errors import DrawError
from derivquiz.maths import writing
from derivquiz.maths.deriving import steps
from derivquiz.maths.expression import Expression, Matrix, Vector, names
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import derivatives, picture
from derivquiz.maths.writing.picture import shown_name
from derivquiz.wire import Grain, Problem, Reading, Solution, Step, Verdict


@dataclass(frozen=True, slots=True)
class MatrixKind:
    """Asks for a grid of derivatives or values, and marks it entry by entry."""

    words: Callable[[Problem, Grid], str]
    """What is asked, without the point."""
    build: Callable[[Problem], Grid]
    heads: bool = False
    """Whether rows and columns are told by their variables beforehand, as in a Hessian."""

    def ask(self, problem: Problem) -> str:
        """Give the Jacobian of f at (x, y) = (1, 2): …"""
        return self.words(problem, self.grid(problem))

    def grid(self, problem: Problem) -> Grid:
        """What is asked, entry by entry; raises DrawError where the function has not the shape that the kind asks for."""
        return self.build(problem)

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """A vector or a matrix."""
        return question(problem).vocabulary(self.grid(problem).shape)

    def read(self, problem: Problem, text: str) -> Reading:
        """What a text means as a vector or a matrix."""
        return entries.read(text, self.vocabulary(problem))

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Right where every entry is; a right part of a wrong answer is said."""
        return entries.mark(problem, self.grid(problem), text, self.vocabulary(problem), proof=proof)

    def layout(self, problem: Problem) -> Layout:
        """A row for each component of a vector; a matrix has fields only as far as the question says what is in its rows."""
        if not problem.function:
            return ANY_SHAPE
        grid = self.grid(problem)
        if grid.shape == "vector":
            return tuple((row[0].label, "[[]]") for row in grid.entries)
        if not self.heads:
            return ANY_SHAPE
        names = [f"∂/∂{shown_name(name)}" for name in problem.wrt]
        return (("", *names), *((name, *["[[]]"] * grid.width) for name in names))

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """Every entry by the rules, row by row, at the point where there is one."""
        grid = self.grid(problem)
        rows = tuple(tuple(_answer(problem, entry.question) for entry in row) for row in grid.entries)
        answer = grid.assembled(rows)
        worked: list[Step] = []
        for i, row in enumerate(grid.entries, 1):
            for entry in row:
                start = f"Row {i}, {entry.label}" if grid.shape == "matrix" else entry.label
                worked += [Step(f"{start}: {step.rule}", step.line, step.picture) for step in _steps(entry.question, grain)]
        return Solution(writing.line(answer), picture.draw(answer), solutions.steps(problem) or tuple(worked))


def _answer(problem: Problem, asked: Question) -> Expression:
    return asked.value() if problem.at else asked.formula()


def _steps(asked: Question, grain: Grain) -> tuple[Step, ...]:
    if not asked.order or not asked.wrt:
        return ()
    wrt = asked.wrt * asked.order if len(asked.wrt) == 1 else asked.wrt
    return steps.worked(asked.function, wrt, at=dict(asked.at), grain=grain)


@lru_cache(maxsize=64)
def _jacobian(problem: Problem) -> Grid:
    asked = question(problem)
    functions = _functions(asked)
    rows = tuple(
        tuple(Entry(_by(asked, function, name), f"∂{_called(i, functions)}/∂{shown_name(name)}") for name in problem.wrt)
        for i, function in enumerate(functions, 1)
    )
    *more, last = map(shown_name, problem.wrt)
    columns = f"one column for each of {_listed(problem.wrt)}" if more else f"the column is ∂/∂{last}"
    return Grid("matrix", rows, f"one row for each output, {columns}")


@lru_cache(maxsize=64)
def _hessian(problem: Problem) -> Grid:
    asked = question(problem)
    if isinstance(asked.function, Vector | Matrix):
        raise DrawError("a Hessian is of a function with one value, and this one has several; its kind is jacobian")
    wrt = problem.wrt
    rows = tuple(tuple(Entry(_by(asked, asked.function, one, other), _second(one, other)) for other in wrt) for one in wrt)
    return Grid("matrix", rows, f"a row and a column for each of {_listed(wrt)}")


@lru_cache(maxsize=64)
def _vector(problem: Problem) -> Grid:
    asked = question(problem)
    if problem.answers and isinstance(asked.function, Matrix):
        return stated(problem)
    functions = _functions(asked)
    wrt = problem.wrt[:1] * problem.order
    single = len(problem.variables) == 1
    rows = []
    for i, function in enumerate(functions, 1):
        name = _called(i, functions)
        label = name if not wrt else f"{name}{'′' * len(wrt)}" if single else f"∂{name}/∂{shown_name(wrt[0])}"
        rows.append((Entry(_by(asked, function, *wrt), label),))
    return Grid("vector", tuple(rows))


@lru_cache(maxsize=64)
def stated(problem: Problem) -> Grid:
    """The vector or the matrix that is the function itself, as it stands."""
    asked = question(problem)
    if isinstance(asked.function, Matrix):
        cells = [[(item, f"entry ({i}, {j})") for j, item in enumerate(row, 1)] for i, row in enumerate(asked.function.rows, 1)]
    else:
        cells = [[(item, f"entry {i}")] for i, item in enumerate(_functions(asked), 1)]
    rows = tuple(tuple(Entry(_by(asked, item), label) for item, label in row) for row in cells)
    return Grid("matrix" if isinstance(asked.function, Matrix) else "vector", rows)


def _functions(asked: Question) -> tuple[Expression, ...]:
    match asked.function:
        case Vector(items):
            return items
        case Matrix():
            raise DrawError("this is a matrix of functions, and a vector is needed: [x*y, x + y]")
        case function:
            return (function,)


def _by(asked: Question, function: Expression, *wrt: str) -> Question:
    if len(set(wrt)) == 1:
        return replace(asked, function=function, wrt=wrt[:1], order=len(wrt))
    return replace(asked, function=function, wrt=wrt, order=len(wrt))


def _called(index: int, functions: tuple[Expression, ...]) -> str:
    return "f" if len(functions) == 1 else shown_name(f"f{index}")


def _second(one: str, other: str) -> str:
    return derivatives.called("f", (one, other), partial=True)


def _listed(wrt: tuple[str, ...]) -> str:
    return ", ".join(map(shown_name, wrt))


def _ask_jacobian(problem: Problem, grid: Grid) -> str:
    return f"Give the Jacobian matrix of f{words.place(problem)}: {grid.means}."


def _ask_hessian(problem: Problem, grid: Grid) -> str:
    return f"Give the Hessian matrix of f{words.place(problem)}: {grid.means}."


def _ask_vector(problem: Problem, grid: Grid) -> str:
    what = ", ".join(entry.label for _, _, entry in grid.each())
    verb = "Give" if problem.order or names(question(problem).function) else "Work out"
    return f"{verb} the vector ({what}){words.place(problem)}."


KINDS = {
    "jacobian": MatrixKind(_ask_jacobian, _jacobian),
    "hessian": MatrixKind(_ask_hessian, _hessian, heads=True),
    "vector": MatrixKind(_ask_vector, _vector),
}
"""The kinds of question whose answer is a grid."""
STATED = MatrixKind(_ask_vector, stated)
"""A vector or a matrix to be given as it was stated."""
