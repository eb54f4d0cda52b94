"""Backpropagation: the values and the adjoints of a small computational graph, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from derivquiz.decks.kinds import cells, digits, entries, words, worked
from derivquiz.decks.kinds.celled import Celled, concluded
from derivquiz.decks.kinds.cells import Cell, Sheet
from derivquiz.decks.kinds.kind import Layout
from derivquiz.decks.kinds.worked import MARK
from derivquiz.errors import DrawError, EvaluationError
from derivquiz.maths import reading
from derivquiz.maths.deriving import graphs, tidy
from derivquiz.maths.deriving.evaluating import rounded
from derivquiz.maths.deriving.graphs import Graph, Row
from derivquiz.maths.deriving.rungs import Rung
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.diagnosing import training
from derivquiz.maths.expression import Apply, Expression, Negate, Number, Power, Product, Quotient, Sum, rational, substitute
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing.picture import shown_name
from derivquiz.wire import Grain, Outcome, Part, Problem, Solution, Verdict

FORWARD, ADJOINTS = "forward", "adjoints"
PLACES = 3
"""To so many places a value is shown that is no rational number, unless the problem asks for others."""


class GraphKind(Celled):
    """Asks for cells of the table of a graph: a row for each node, with its value and its adjoint."""

    def ask(self, problem: Problem) -> str:
        """Fill in the table: values forward, adjoints backward."""
        output = shown_name(problem.nodes[-1][0])
        if len(problem.cells) == 1:
            return f"What is {worked.shown(problem.cells[0])}{words.places(problem)}?"
        return f"Fill in the □: values forward, then the derivatives of {output} backward{words.places(problem)}."

    def sheet(self, problem: Problem) -> Sheet:
        """A cell for each value and adjoint that is asked."""
        return _sheet(problem)

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """Numbers; the names are there so that one left in an answer can be told."""
        return Vocabulary((*problem.variables, *(name for name, _ in problem.nodes)))

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Right where every cell is; a cell left out counts as missing, and what is right is said."""
        verdict = super().mark(problem, text, proof=proof)
        if verdict.outcome is not Outcome.WRONG or len(problem.cells) == 1:
            return verdict
        follow = _consequent(problem, verdict, cells.values(self.sheet(problem), text))
        if not follow:
            return verdict
        said = f"{entries.listed(follow)} {'follow' if len(follow) > 1 else 'follows'} rightly from what you have before."
        return replace(verdict, message=f"{verdict.message} {said}")

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # a node is a step
        """Every cell, forward and then backward."""
        sheet = self.sheet(problem)
        return concluded(sheet, cells.solution(sheet, graphs.worked(_graph(problem))))

    def rungs(self, problem: Problem) -> tuple[Rung, ...]:
        """Forward first, then the rule of the way back, then the local derivatives of the first adjoint that is asked."""
        graph = _graph(problem)
        output = shown_name(graph.output)
        found = (
            [Rung("Forward first, from the top: each value comes of those above it.")]
            if set(problem.cells) & dict(problem.nodes).keys()
            else []
        )
        asked = [cell.removeprefix(f"d{graph.output}/d") for cell in problem.cells if "/" in cell]
        if not asked:
            return tuple(found)
        back = f"Backward, from {output} up: for each node that uses it, that node's ∂{output}/∂ times its own slope, added up."
        rows = {row.name: row for row in graph.rows()}
        uses = next((rows[name].uses for name in asked if rows[name].uses), ())
        name = next((name for name in asked if rows[name].uses), "")
        local = tuple((f"∂{shown_name(use.by)}/∂{shown_name(name)} = ", use.formula) for use in uses)
        return (*found, Rung(back), *((Rung("The slopes on the way:", local),) if local else ()))

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:  # noqa: ARG002  # `ask` says what is blank
        """The problem with its cells written out; raises DrawError for a name that is no cell, or a graph that is none."""
        asked = tuple(_cells(problem, problem.cells))
        shown = tuple(cell for cell in _cells(problem, problem.shown) if cell not in asked)
        try:
            _graph(problem)
        except ValueError as error:
            raise DrawError(f"{problem.template}: the nodes are no graph: {error}") from None
        return replace(problem, cells=asked, shown=shown)

    def picture(self, problem: Problem) -> str:
        """The table with boxes for what is asked."""
        table = [[worked.BOX if MARK.match(text) else text for text in row] for row in self.layout(problem)]
        widths = [max(len(line[i]) for line in table) for i in range(3)] if table else []
        lines = (
            f"{one.ljust(widths[0])}   {two.rjust(widths[1])}   {three.rjust(widths[2])}".rstrip() for one, two, three in table
        )
        return "\n".join(lines)

    def layout(self, problem: Problem) -> Layout:
        """The table, a row for each node."""
        output = problem.nodes[-1][0]
        try:
            rows = _graph(problem).rows()
        except EvaluationError:
            return ()
        table = [("", "value", f"∂{shown_name(output)}/∂")]
        for row in rows:
            start = shown_name(row.name) if row.formula is None else f"{shown_name(row.name)} = {inline(row.formula)}"
            given = (row.name,) if row.formula is None else ()
            adjoint = f"d{output}/d{row.name}"
            known = (*problem.shown, *given, f"d{output}/d{output}")
            table.append((start, _cell(problem, row.name, row.value, known), _cell(problem, adjoint, row.adjoint, known)))
        return tuple(table)

    def objection(self, problem: Problem) -> str:
        """A graph without values, on a corner, or all of whose asked adjoints are 0."""
        try:
            sheet = self.sheet(problem)
        except EvaluationError as error:
            return f"the graph has no values ({error})"
        if all(rational(cell.truth) == 0 for cell in sheet.cells):
            return "everything that is asked is 0"
        if problem.places is not None:
            return ""
        return cells.objection(sheet)


def _cell(problem: Problem, name: str, value: Expression, known: Iterable[str]) -> str:
    if name in problem.cells:
        return f"[[{name}]]"
    if name not in known:
        return "·"
    exact = rational(value)
    if exact is not None and (problem.places is None or exact.denominator == 1):
        return words.shown(value)
    places = problem.places or PLACES
    decimal = rounded(value, places)
    text = words.shown(value if decimal is None else decimal)
    return text.rstrip("0") if exact is not None and (exact * 10**places).denominator == 1 else text


def _cells(problem: Problem, asked: Iterable[str]) -> Iterator[str]:
    """The names of cells, each once, in the order in which they are asked."""
    output = problem.nodes[-1][0]
    inner = [name for name, _ in problem.nodes]
    forward, backward = inner, [f"d{output}/d{name}" for name in (*problem.variables, *inner[:-1])][::-1]
    wanted = dict.fromkeys(key for text in asked for key in {FORWARD: forward, ADJOINTS: backward}.get(text, [text]))
    unknown = wanted.keys() - {*forward, *backward}
    if unknown:
        known = f"{', '.join((*forward, *backward[::-1]))}, {FORWARD} and {ADJOINTS}"
        raise DrawError(f"{problem.template}: {min(unknown)!r} is no cell of the graph; there are {known}")
    yield from wanted


@lru_cache(maxsize=64)
def _graph(problem: Problem) -> Graph:
    names = (*problem.variables, *(name for name, _ in problem.nodes))
    nodes = tuple((name, reading.parse(text, *names)) for name, text in problem.nodes)
    return Graph(tuple((name, reading.parse(value)) for name, value in problem.at), nodes)


@lru_cache(maxsize=64)
def _sheet(problem: Problem) -> Sheet:
    graph = _graph(problem)
    rows = {row.name: row for row in graph.rows()}
    output = graph.output
    found = []
    for cell in problem.cells:
        adjoint = cell.removeprefix(f"d{output}/d") if "/" in cell else ""
        row = rows[adjoint or cell]
        found.append(Cell(cell, row.adjoint, slips=_slips(rows, row)) if adjoint else Cell(cell, row.value))
    return Sheet(tuple(found), KIND.vocabulary(problem), problem.places)


def _consequent(problem: Problem, verdict: Verdict, mine: Mapping[str, Expression]) -> list[str]:
    """The labels of wrong cells that are right by the other cells of the answer."""
    graph = _graph(problem)
    rows = {row.name: row for row in graph.rows()}
    values = {name: mine.get(name, row.value) for name, row in rows.items()}
    found = []
    for cell, state in verdict.cells:
        if state != Part.WRONG:
            continue
        name = cell.removeprefix(f"d{graph.output}/d") if "/" in cell else ""
        formula = rows[cell].formula if not name else None
        if formula is not None:
            expected = substitute(formula, values)
        else:
            back = [
                Product((mine.get(f"d{graph.output}/d{use.by}", use.adjoint), substitute(use.formula, values)))
                for use in rows[name].uses
            ]
            expected = Sum(tuple(back)) if len(back) > 1 else back[0]
        if digits.is_near(expected, mine[cell], problem.places):
            found.append(worked.shown(cell))
    return found


def _slips(rows: dict[str, Row], row: Row) -> tuple[tuple[str, Expression], ...]:
    """Wrong adjoints: a path left out, one local derivative taken wrongly, or the local derivatives alone."""
    paths = [Product((use.adjoint, use.value)) for use in row.uses]
    found = list(training.of_paths(paths))
    for i, use in enumerate(row.uses):
        for slug, wrong in _locals(rows[use.by], use.value):
            terms = (*paths[:i], Product((use.adjoint, wrong)), *paths[i + 1 :])
            found.append((slug, tidy.simplify(Sum(terms) if len(terms) > 1 else terms[0])))
    own = tuple(use.value for use in row.uses)
    if own:
        found.append(("incoming-adjoint-missing", tidy.simplify(Sum(own) if len(own) > 1 else own[0])))
    return tuple(found)


def _locals(by: Row, right: Expression) -> Iterator[tuple[str, Expression]]:
    """What a local derivative is taken for, by the node that uses the other."""
    match by.formula:
        case Apply():
            yield "activation-slope-missing", Number(1)
            yield "function-for-derivative", by.value
        case Power() | Quotient():
            yield "square-factor-missing", Quotient(right, Number(2))
            yield "residual-reversed", Negate(right)
        case _:
            yield "input-missing", Number(1)
            yield "residual-reversed", Negate(right)


KIND = GraphKind()
