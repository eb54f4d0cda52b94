"""Fields: an answer typed part by part, and the same answer as the one line that is read, marked and kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derivquiz.tui.layouts import FIELD, Layout, Place, Style, placed, split, spoken, style_of
from derivquiz.wire import Pairs, Part

LEAST, MOST = 2, 6
"""The rows and columns of a matrix of any shape that are shown at first, and that there are at the most."""
_NUMBERED = re.compile(r"\s*(?:line\s*)?(\d{1,2})\s*(?:[:;.]\s*(.*))?", re.IGNORECASE)
WHICH = "which line? {answer.earlier=up} {answer.later=down} or its number"
_EQUALS = re.compile(r"(?<![<>!=])=(?![=<])")


class Fields:
    """The fields of a layout, what is typed in each, and the one that is being typed in: `at`, None until a line is chosen.

    `order` are names in the order of working, where it is not that of reading.
    """

    def __init__(self, layout: Layout, order: Sequence[str] = ()) -> None:
        self.layout = layout
        self.values: dict[Place, str] = {}
        self.marks: dict[Place, tuple[str, Part]] = {}
        """What was typed in a field when it was marked, and what became of it."""
        found = {(i, j): match[1] for i, row in enumerate(layout) for j, text in enumerate(row) if (match := FIELD.search(text))}
        ranks = {name: rank for rank, name in enumerate(order)}
        self._names = dict(sorted(found.items(), key=lambda item: ranks.get(item[1], len(ranks))))
        self.style = style_of(list(self._names.values()), self._names)
        if self.style is Style.ANY_MATRIX:
            self._names = {}
        self.at: Place | None = None if self.style is Style.LINE else self.places[0]
        self._draft = ""
        """What is typed before a line is chosen."""

    @property
    def places(self) -> list[Place]:
        """Where something can be typed, in the order in which it is gone through."""
        if self.style is not Style.ANY_MATRIX:
            return list(self._names)
        height, width = self.size
        rows, columns = (min(MOST, max(LEAST, count + 1)) for count in (height, width))
        return [(i, j) for i in range(rows) for j in range(columns)]

    @property
    def shown(self) -> list[Place]:
        """The fields that are shown: of a matrix of any shape those that are typed in by now, and two by two at the least."""
        if self.style is not Style.ANY_MATRIX:
            return self.places
        row, column = self.at or (0, 0)
        height, width = self.size
        rows, columns = max(LEAST, height, row + 1), max(LEAST, width, column + 1)
        return [(i, j) for i, j in self.places if i < rows and j < columns]

    @property
    def size(self) -> tuple[int, int]:
        """The rows and columns of a matrix as far as anything is typed in them."""
        filled = [place for place, value in self.values.items() if value.strip()]
        return max((i + 1 for i, _ in filled), default=0), max((j + 1 for _, j in filled), default=0)

    @property
    def value(self) -> str:
        """What is typed where the learner is."""
        return self._draft if self.at is None else self.values.get(self.at, "")

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed anywhere."""
        return not self._draft.strip() and not any(value.strip() for value in self.values.values())

    @property
    def label(self) -> str:
        """What the field where the learner is stands for; with none yet, a sentence with keys in it."""
        if self.at is None:
            return WHICH
        row, column = self.at
        if self.style is Style.LINE:
            return f"line {self._names[self.at][:-1]} should say"
        if self.style is Style.ANY_MATRIX:
            height, width = self.size
            return f"row {row + 1}, column {column + 1}" + (f"  ·  {height} × {width} so far" if height else "")
        if self._names[self.at]:
            return spoken(self._names[self.at])
        heads = [self.layout[row][0]] + [self.layout[0][column]] * (self.style is Style.MATRIX)
        return ", ".join(head for head in heads if not FIELD.search(head))

    # The one line

    @property
    def text(self) -> str:
        """The whole answer as a line."""
        return "".join(text for text, _ in self._pieces())

    @property
    def piece(self) -> str:
        """What is typed in the field, as a line that can be read by itself."""
        name = self._names.get(self.at, "") if self.at else ""
        return self._named(name, self.value)

    def locate(self, column: int) -> Place | None:
        """The field in which a column of `text` lies."""
        start = 0
        for text, place in self._pieces():
            start += len(text)
            if place is not None and column < start:
                return place
        return self.at

    def _pieces(self) -> Iterator[tuple[str, Place | None]]:
        """The line in pieces, each with the field that it is of."""
        if self.style is Style.LINE:
            yield self.piece, self.at
        elif self.style is Style.PARTS:
            filled = [place for place in self.places if self.values.get(place, "").strip()]
            for place in filled:
                comma = ", " if place != filled[-1] else ""
                yield self._named(self._names[place], self.values[place]) + comma, place
        elif not self.is_blank:
            yield from self._listed()

    def _listed(self) -> Iterator[tuple[str, Place | None]]:
        """A vector, or a matrix row by row."""
        if self.style is Style.VECTOR:
            rows, signs = [self.places], ("(", ",)" if len(self.places) == 1 else ")")
        else:
            height, width = self.size
            whole = [place for place in self.places if self.style is Style.MATRIX or (place[0] < height and place[1] < width)]
            rows, signs = [[one for one in whole if one[0] == i] for i in sorted({i for i, _ in whole})], ("[[", "]]")
        yield signs[0], None
        for row in rows:
            for place in row:
                after = ", " if place != row[-1] else "" if row is rows[-1] else "], ["
                yield self.values.get(place, "").strip() + after, place
        yield signs[1], None

    def _named(self, name: str, value: str) -> str:
        if name.endswith(":"):
            return f"{name} {value.strip()}"
        return f"{name} = {value.strip()}" if name and not _EQUALS.search(value) else value.strip()

    def take(self, line: str) -> bool:
        """Put an answer, as a reading writes it, into the fields; False where it doesn't fit them."""
        found = placed(line.strip(), self.style, self._names, self.places)
        room = [(i, j) for i in range(MOST) for j in range(MOST)] if self.style is Style.ANY_MATRIX else self.places
        if found is None or not found.keys() <= set(room):
            return False
        self.values = found
        self.at = next(iter(found), self.at)
        return True

    # Typing and moving

    def put(self, text: str) -> str:
        """Type a text in the field: a comma leads to the next one. A sentence where there is no further one, else ""."""
        if self.style is Style.LINE:
            self._put_line(text)
            return ""
        parts = split(text, ",;")
        for number, (part, sign) in enumerate(parts):
            if self.at is not None and (part.strip() or not number):  # a comma alone only leads on
                self.values[self.at] = part.lstrip() if len(parts) == 1 else part.strip()
            if number < len(parts) - 1 and not self._pass(sign):
                return self._expected()
        return ""

    def _put_line(self, text: str) -> None:
        numbers = {name[:-1]: place for place, name in self._names.items()}
        if self.at is None:
            found = _NUMBERED.fullmatch(text)
            if found is None or found[1] not in numbers:
                self._draft = text
                return
            self.at = numbers[found[1]]
            text = found[2] or ""
        elif not self.value:
            text = text.lstrip(" :;.")
        self.values = {self.at: text}

    def _pass(self, sign: str) -> bool:
        """Go on to the field behind a comma or a semicolon; False where there is none."""
        places = self.places
        if self.at is None:
            return False
        row, column = self.at
        if self.style not in {Style.MATRIX, Style.ANY_MATRIX}:
            there = places.index(self.at) + 1
            after = places[there] if there < len(places) else None
        elif sign == ",":
            after = (row, column + 1) if (row, column + 1) in places else None
        else:
            after = next((place for place in places if place[0] == row + 1), None)
        self.at = after or self.at
        return after is not None

    def _expected(self) -> str:
        """How many are expected, where a comma asks for more."""
        count, rows = len(self.places), len({i for i, _ in self.places})
        if self.style is Style.ANY_MATRIX:
            return f"There is room for {MOST} of them."
        if self.style is Style.MATRIX:
            return f"{rows} × {count // rows} expected."
        return "One part is expected." if count == 1 else f"{count} parts are expected."

    def step(self, by: int) -> None:
        """Go on by so many of the fields that are shown; behind the last comes the first."""
        places = self.shown
        here = places.index(self.at) if self.at in places else (-1 if by > 0 else 0)
        self._go(places[(here + by) % len(places)])

    def move(self, down: int, across: int) -> bool:
        """Go to the next field in a direction; False where there is none."""
        if self.at is None:
            self.step(down or across)
            return True
        row, column = self.at
        ways = [
            (abs(i - row) + abs(j - column) * 100 if down else abs(j - column), (i, j))
            for i, j in self.places
            if (down and (i - row) * down > 0) or (across and i == row and (j - column) * across > 0)
        ]
        if not ways:
            return False
        self._go(min(ways)[1])
        return True

    def go(self, place: Place) -> None:
        """Go to a field."""
        if place in self.places:
            self._go(place)

    def _go(self, place: Place) -> None:
        if self.style is Style.LINE:  # what is typed goes with the line that is chosen
            self.values = {place: self.value}
            self._draft = ""
        self.at = place

    def next_empty(self) -> Place | None:
        """The next field after this one in which nothing is typed; None where there is no other, or its number is free."""
        if self.style is Style.LINE:
            return None
        places = self.places
        if self.style is Style.ANY_MATRIX:
            if not self.value.strip():  # the learner says where it ends
                return None
            height, width = (max(LEAST, count) for count in self.size)
            places = [place for place in places if place[0] < height and place[1] < width]
        here = places.index(self.at) if self.at in places else -1
        return next(
            (place for place in places[here + 1 :] + places[: max(0, here)] if not self.values.get(place, "").strip()), None
        )

    # Marks

    def mark(self, states: Pairs) -> None:
        """Take note of what became of each part, and go to the first that is not right."""
        if self.style is Style.LINE:
            worst = Part.WRONG if Part.WRONG in dict(states).values() else Part.RIGHT
            self.marks = {self.at: (self.value, worst)} if self.at else {}
            return
        places = self._in_text()
        by_name = dict(states)
        if self.style is Style.PARTS and all(name in by_name for name in self._names.values()):
            states = tuple((name, by_name[name]) for name in self._names.values())
        if len(states) != len(places):
            self.marks = {}
            return
        self.marks = {place: (self.values.get(place, ""), Part(state)) for place, (_, state) in zip(places, states, strict=True)}
        poor = [place for place in places if self.marks[place][1] is not Part.RIGHT]
        self.at = poor[0] if poor else self.at

    def mark_right(self) -> None:
        """Every part is right."""
        self.marks = {place: (self.values.get(place, ""), Part.RIGHT) for place in self._in_text() if self.values.get(place)}

    def state(self, place: Place) -> Part | None:
        """What became of a field, as long as it holds what was marked."""
        text, state = self.marks.get(place, ("", None))
        return state if state is not None and text == self.values.get(place, "") else None

    def _in_text(self) -> list[Place]:
        """The fields of which an answer is told."""
        if self.style is not Style.ANY_MATRIX:
            return self.places
        height, width = self.size
        return [(i, j) for i, j in self.places if i < height and j < width]
