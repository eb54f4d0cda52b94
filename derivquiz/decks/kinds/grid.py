"""A vector or a matrix that is asked, as rows of questions about one number each, and what an answer holds for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from derivquiz.decks.kinds.question import Question
from derivquiz.maths.expression import Expression, Matrix, Vector
from derivquiz.maths.softmax import PARTS
from derivquiz.words import count

Rows = tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of the grid, or one formula: what is asked for it, and what it is called (∂f₁/∂x)."""

    question: Question
    label: str


@dataclass(frozen=True, slots=True)
class Grid:
    """What is asked. A vector is a grid of one column."""

    shape: Literal["vector", "matrix"]
    entries: tuple[tuple[Entry, ...], ...]
    means: str = ""
    """What a row and a column stand for: "one row for each output"."""

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.entries)

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.entries[0])

    def each(self) -> Iterator[tuple[int, int, Entry]]:
        """Every entry with its row and its column, row by row."""
        for i, row in enumerate(self.entries):
            for j, entry in enumerate(row):
                yield i, j, entry

    def asked(self) -> str:
        """The shape in words, with what it means: "2 rows and 2 columns are asked, one row for each output"."""
        return f"{self.size()}, {self.means}" if self.means else self.size()

    def size(self) -> str:
        """The shape in words: "2 rows and 2 columns are asked"."""
        if self.shape == "vector":
            return f"a vector with {count(self.height, 'component')} is asked"
        verb = "is" if self.height == self.width == 1 else "are"
        return f"{count(self.height, 'row')} and {count(self.width, 'column')} {verb} asked"

    def example(self) -> str:
        """How an answer of the shape is typed."""
        if self.shape == "vector":
            return f"({', '.join('…' * self.height)}{',' if self.height == 1 else ''})"
        row = f"[{', '.join('…' * self.width)}]"
        return f"[{', '.join([row] * self.height)}]"

    def is_softmax(self) -> bool:
        """Whether it is the Jacobian of softmax."""
        names = [row[0].question.function for row in self.entries]
        return self.height == self.width > 1 and all(getattr(f, "function", "") in PARTS for f in names)

    def assembled(self, items: Rows) -> Expression:
        """Entries as a vector or a matrix."""
        return Vector(tuple(row[0] for row in items)) if self.shape == "vector" else Matrix(items)

    def arranged(self, answer: Expression) -> tuple[Rows | None, str]:
        """An answer's entries by row where its shape is right or nearly so, and what to say of a shape that is nearly right."""
        match answer:
            case Matrix(rows):
                if self.shape == "vector" and len(rows) == 1:
                    rows = tuple((item,) for item in rows[0])
                return (rows if self._fits(rows) else None), ""
            case Vector(items) if self.width == 1 and len(items) == self.height:
                return tuple((item,) for item in items), ""
            case Vector(items) if self.height == 1 and len(items) == self.width:
                return (items,), f"a matrix with one row is asked, which is written {self.example()}"
            case Vector():
                return None, ""
            case _ if self.height == self.width == 1:
                what = "a vector with one component" if self.shape == "vector" else "a matrix with one entry"
                return ((answer,),), f"{what} is asked, which is written {self.example()}"
            case _:
                return None, ""

    def _fits(self, rows: Rows) -> bool:
        return len(rows) == self.height and all(len(row) == self.width for row in rows)


def size(answer: Expression, shape: Literal["vector", "matrix"]) -> str:
    """The shape of an answer in words, where a vector or a matrix is asked."""
    match answer:
        case Matrix(rows):
            return f"{count(len(rows), 'row')} and {count(len(rows[0]), 'column')}"
        case Vector(items):
            return count(len(items), "component") + (" in a vector" if shape == "matrix" else "")
        case _:
            return "a single expression"
