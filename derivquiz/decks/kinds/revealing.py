"""What a hint may tell of a blank beyond the words that stand beside it: where to look, and what its shape is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivquiz.decks.kinds import worked
from derivquiz.decks.kinds.cells import Cell
from derivquiz.decks.kinds.worked import MARK, Line
from derivquiz.maths.deriving.checking import compare
from derivquiz.maths.deriving.rungs import Rung, ladder
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Number, Power, Product, Quotient, Sum, walk
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.words import count


def rungs(lines: Sequence[Line], trees: Sequence[Expression], cells: Sequence[Cell]) -> Iterator[Rung]:
    """The hints of the blanks of some lines, of which `trees` are what they say in full: first all of one sort, then the next."""
    placed = [(i, start) for i, line in enumerate(lines) for start in [""] * len(line.blanks)]
    named = [(i, f"{cell.label}: " if len(cells) > 1 and cell.name else "") for (i, _), cell in zip(placed, cells, strict=True)]
    blanks = list(zip(cells, named, strict=True))
    for cell, (i, start) in blanks:
        yield from _looked_up(cell, start, i, lines, trees)
    for cell, (_, start) in blanks:
        if cell.function is not None:
            yield from (Rung(f"{start}{rung.text}", rung.shown) for rung in ladder(cell.function, cell.wrt[0])[:1])
    for cell, (_, start) in blanks:
        yield from _shaped(cell.truth, start)


def _looked_up(cell: Cell, start: str, i: int, lines: Sequence[Line], trees: Sequence[Expression]) -> Iterator[Rung]:
    """Where in the other lines it can be seen: as a part of one, or as what a line beside it is equal to."""
    shown = [j for j, line in enumerate(lines) if j != i and not line.blanks]
    for j in shown:
        held = any(part == cell.truth for part in walk(trees[j]) if part is not trees[j])
        if held and lines[j].name and cell.function is None:
            yield Rung(f"{start}It stands in the line of {worked.shown(lines[j].name)} as it is.")
            return
    if cell.function is None:
        beside = {"above": i - 1, "below": i + 1}
        equal = [f"the line {side}" for side, j in beside.items() if j in shown and _is_equal(trees[i], trees[j])]
        what = "It" if MARK.fullmatch(lines[i].text) else "The line with the blank"
        if equal:
            yield Rung(f"{start}{what} is equal to {' and to '.join(equal)}, written in another way.")


def _is_equal(one: Expression, other: Expression) -> bool:
    found = compare(one, (), other)
    return found.holds and found.points > 0


def _shaped(truth: Expression, start: str) -> Iterator[Rung]:
    """What it is made of, and one of its parts."""
    match truth:
        case Negate(operand):
            yield from _shaped(operand, start)
        case Sum(terms):
            yield Rung(f"{start}It has {count(len(terms), 'term')}; one of them:", (("", terms[0]),))
        case Product(factors):
            factor = next((one for one in factors if isinstance(one, Number)), factors[-1])
            yield Rung(f"{start}It is a product of {count(len(factors), 'factor')}; one of them:", (("", factor),))
        case Quotient(_, bottom):
            yield Rung(f"{start}It is a fraction; below the line stands:", (("", bottom),))
        case Power(base, _) if not isinstance(base, Name):
            yield Rung(f"{start}It is a power of this:", (("", base),))
        case Power():
            yield Rung(f"{start}It is a power of a single letter.")
        case Apply(function):
            yield Rung(f"{start}It is {FUNCTIONS[function].shown} of something.")
