"""Fill the step: a worked solution with one or several parts blank, each to be typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from derivquiz.decks.kinds import cells, revealing, worked
from derivquiz.decks.kinds.celled import Celled
from derivquiz.decks.kinds.cells import Cell, Sheet
from derivquiz.decks.kinds.kind import Layout
from derivquiz.decks.kinds.worked import BOX, MARK, Line
from derivquiz.errors import DrawError
from derivquiz.maths import reading
from derivquiz.maths.deriving import steps
from derivquiz.maths.deriving.rungs import Rung
from derivquiz.maths.deriving.tidy import present
from derivquiz.maths.expression import Expression, Undefined, names
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Grain, Problem, Solution

_BOXES = re.compile(rf"{BOX}[₀-₉]*")


class Gap(Celled):
    """Asks for what is blank in a worked solution."""

    def ask(self, problem: Problem) -> str:
        """Fill in the line that is missing."""
        count = sum(len(MARK.findall(line)) for line in problem.lines)
        return "Fill in what is missing." if count > 1 else f"What belongs in the place of {BOX}?"

    def sheet(self, problem: Problem) -> Sheet:
        """A cell for each blank; a line that stands there already fills none."""
        return _sheet(problem)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # its lines are what they are
        """What is blank, and the whole worked solution."""
        return cells.solution(self.sheet(problem), worked.steps(problem))

    def rungs(self, problem: Problem) -> tuple[Rung, ...]:
        """Where a blank can be seen, the rule of one that is a slope, and what it is made of; its words stand beside it."""
        lines = [Line.split(text) for text in problem.lines]
        trees = [line.filled(*problem.variables) for line in lines]
        found = tuple(revealing.rungs(lines, trees, self.sheet(problem).cells))
        return found or (Rung("Look at the lines before and after the blank: what happens from the one to the other?"),)

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:
        """The problem with only those blanks left that it asks for; raises DrawError where its solution has nothing to leave out.

        Without marks of the deck whole lines are left out, but for the first of a solution that the deck writes itself.
        """
        lines = problem.lines or _derived(problem)
        marked = any(MARK.search(line) for line in lines)
        if not marked:
            first = 1 if problem.lines else 0
            lines = (*lines[:first], *(_left_out(line) for line in lines[first:]))
        count = sum(len(MARK.findall(line)) for line in lines)
        if not count:
            raise DrawError(f"{problem.template}: there is no step to leave out")
        if blank is not None:
            keep = frozenset({max(0, count - blank)})
        else:
            keep = frozenset(range(max(0, count - (blanks or (count if marked else 1))), count))
        found, number = [], 0
        for line in lines:
            split = Line.split(line)
            found.append(replace(split, text=worked.without_marks(split.text, keep, number)).joined())
            number += len(split.blanks)
        return replace(problem, lines=tuple(found))

    def picture(self, problem: Problem) -> str:
        """The function where there is one, and the solution below it with boxes for its blanks."""
        shown = worked.rows(_open(problem))
        return f"{_head(problem)}\n\n{shown}" if problem.function else shown

    def layout(self, problem: Problem) -> Layout:
        """The solution with a field for each blank, and its words beside it where there is room; the function above it."""
        sheet = self.sheet(problem)
        names = iter(cell.name for cell in sheet.cells)
        left, beside = worked.columns(_open(problem))
        rows = []
        for (words, _, _), text in zip(_open(problem), left, strict=True):
            filled = _BOXES.sub(lambda found: f"[[{next(names) if found[0] == BOX else _plain(found[0])}]]", text)
            rows += [(filled, words)] if beside else [*(((f"{words}:",),) if words else ()), (filled,)]
        head = [*((row,) for row in _head(problem).split("\n")), ("",)] if problem.function else []
        return (*head, *rows)

    def objection(self, problem: Problem) -> str:
        """A blank that is 0, that is told by another line, or whose numbers are too large."""
        sheet = self.sheet(problem)
        if any(present(cell.truth) in cell.taken for cell in sheet.cells):
            return "what is blank stands there already"
        return cells.objection(sheet, large=False)


def _open(problem: Problem) -> tuple[tuple[str, str, Expression], ...]:
    """The lines with boxes for their blanks: the words, the name, the expression."""
    boxes = iter(_boxes(problem))
    rows = []
    for text in problem.lines:
        line = Line.split(text)
        open_ = tuple(next(boxes) for _ in line.blanks)
        rows.append((line.words, worked.shown(line.name), line.open(open_, *problem.variables)))
    return tuple(rows)


def _head(problem: Problem) -> str:
    """The function of which it is the worked solution."""
    start = f"f({', '.join(map(picture.shown_name, problem.variables[:1] if problem.at == () else problem.variables))}) = "
    return picture.draw(reading.parse(problem.function, *problem.variables), start)


def _plain(box: str) -> str:
    """A box as it is typed: □₁ as □1."""
    return unicodedata.normalize("NFKC", box)


def _derived(problem: Problem) -> tuple[str, ...]:
    """The steps of the function's derivative as lines."""
    function = reading.parse(problem.function, *problem.variables)
    at = {name: reading.parse(value) for name, value in problem.at}
    way = steps.worked(function, problem.wrt * problem.order, at=at or None, places=problem.places)
    plain = [step for step in way if not isinstance(reading.parse(step.line, *problem.variables), Undefined)]
    return tuple(Line(step.rule.replace(":", ",").replace("=", "is"), "", step.line).joined() for step in plain)


def _left_out(line: str) -> str:
    split = Line.split(line)
    return replace(split, text=f"[[{split.text}]]").joined()


def _boxes(problem: Problem) -> tuple[str, ...]:
    """What stands for each blank: a box, numbered where there are several in lines without a name."""
    lines = [Line.split(text) for text in problem.lines]
    alone = [bool(line.name) and len(line.blanks) == 1 for line in lines for _ in line.blanks]
    if len(alone) == 1 or all(alone):
        return (BOX,) * len(alone)
    return tuple(f"{BOX}{i}" for i in range(1, len(alone) + 1))


@lru_cache(maxsize=64)
def _sheet(problem: Problem) -> Sheet:
    lines = [Line.split(text) for text in problem.lines]
    trees = [line.filled(*problem.variables) for line in lines]
    known = {line.name: tree for line, tree in zip(lines, trees, strict=True) if line.name}
    boxes = _boxes(problem)
    found: list[Cell] = []
    for i, line in enumerate(lines):
        for text in line.blanks:
            truth = reading.parse(text, *problem.variables)
            alone = bool(line.name) and set(boxes) == {BOX}
            name = line.name if alone else boxes[len(found)] if len(boxes) > 1 else ""
            whole = line.text == f"[[{text}]]"
            taken = tuple(present(trees[j]) for j in (i - 1, i + 1) if whole and _is_beside(lines, i, j))
            function, wrt = _differentiated(problem, line.name, known) if whole else (None, ())
            found.append(Cell(name, truth, taken=taken, function=function, wrt=wrt))
    return Sheet(tuple(found), Vocabulary(problem.variables))


def _is_beside(lines: list[Line], i: int, j: int) -> bool:
    """Whether another line is shown and says something of the same thing."""
    return 0 <= j < len(lines) and not lines[j].blanks and lines[j].name == lines[i].name


def _differentiated(problem: Problem, name: str, known: dict[str, Expression]) -> tuple[Expression | None, tuple[str, ...]]:
    """What a line that is called u′ is the derivative of, and by what."""
    base = name.replace("′", "'")
    function = known.get(base[:-1]) if base.endswith("'") else None
    if function is None:
        return None, ()
    free = [variable for variable in problem.variables if variable in names(function)]
    return (function, (free[0],)) if len(free) == 1 else (None, ())


KIND = Gap()
