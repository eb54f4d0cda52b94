"""Values that hold under conditions: 1 if x > 0 else 0, {a if c, b otherwise}, [x > 0]."""

from __future__ import annotations

from abc import abstractmethod
from typing import cast

from derivquiz.errors import ReadingError
from derivquiz.maths.expression import Case, Cases, Comparison, Expression, Number, Relation
from derivquiz.maths.reading.application import Applications
from derivquiz.maths.reading.lexing import Token

Conditions = tuple[Comparison, ...]


class Conditionals(Applications):
    """The part of the grammar above sums."""

    __slots__ = ()

    @abstractmethod
    def sum(self) -> Expression:
        """Terms between + and −."""

    def whole(self, *, inside: str = "") -> Expression:
        """A sum, or cases. `inside` is the bracket that it stands in: there a comparison is a value, [x>0], too."""
        if self.is_sign("if"):
            return self._if_then()
        cases: list[Case] = []
        gap: Token | None = None
        while True:
            if cases and self.is_sign("else"):
                self.take()
                return self._ended(cases, self._value_or_gap(), gap)
            value = self._value_or_gap() if cases or self.following.text == "if" else self.sum()
            if self.is_kind("relation") and value is not None:
                if inside and not cases:
                    return Cases(tuple(Case(Number(1), c) for c in self.conditions(value)), Number(0))
                raise self.unexpected()
            if self.is_sign("if"):
                condition = self.take()
                while self.is_sign("if"):
                    self.take()
                if self.is_sign("else"):
                    self.take()
                    return self._ended(cases, value, gap)
                rows = self.conditions()
                if value is None:
                    gap = condition
                else:
                    cases += [Case(value, row) for row in rows]
                if self.is_sign("else"):
                    self.take()
                    if not self._another_if():
                        return self._ended(cases, self._value_or_gap(), gap)
                    continue
            elif self.is_sign("else") and (cases or gap):
                self.take()
                return self._ended(cases, value, gap)
            elif not cases and not gap and value is not None:
                return value
            else:
                raise ReadingError("a condition is missing", self.token.column, "write when it holds: if x > 0, or otherwise")
            if self.is_kind("comma") and inside != "call" and self.following.kind not in ("close", "end"):
                self.take()
                continue
            return self._ended(cases, None, None)

    def _if_then(self) -> Expression:
        """The form with its condition first: if x > 0 then 1 else 0."""
        self.take()
        rows = self.conditions()
        if not self.is_sign("then") and not self.is_kind("comma"):
            raise ReadingError("“then” is missing", self.token.column, "write 1 if x > 0 else 0")
        self.take()
        value = self.sum()
        cases = tuple(Case(value, row) for row in rows)
        if self.is_kind("comma"):
            self.take()
        if not self.is_sign("else"):
            return Cases(cases)
        self.take()
        rest = self.whole(inside="call")
        return Cases(cases + rest.cases, rest.otherwise) if isinstance(rest, Cases) else Cases(cases, rest)

    def _value_or_gap(self) -> Expression | None:
        """A value, or None where the text says "undefined"."""
        if not self.is_sign("undefined"):
            return self.sum()
        self.take()
        return None

    def _another_if(self) -> bool:
        """Whether what follows an else is a case of its own, with an if before anything ends it."""
        level = 0
        for token in self.tokens[self.at :]:
            level += {"open": 1, "close": -1}.get(token.kind, 0)
            if level == 0 and token.kind == "word" and token.text == "if":
                return True
            if level < 0 or (level == 0 and token.kind == "comma"):
                break
        return False

    def _ended(self, cases: list[Case], otherwise: Expression | None, gap: Token | None) -> Expression:
        if not cases:
            raise ReadingError("a case is missing before this one", self.token.column)
        if gap is not None and otherwise is not None:
            raise ReadingError("“undefined” in the middle of cases", gap.column, "name the conditions of all the others instead")
        return Cases(tuple(cases), otherwise)

    def conditions(self, left: Expression | None = None) -> list[Conditions]:
        """Comparisons joined by "and", and such rows joined by "or"."""
        rows: list[Conditions] = []
        while True:
            row: list[Comparison] = []
            while True:
                row += self._comparisons(left)
                left = None
                if not self.is_sign("and"):
                    break
                self.take()
            rows.append(tuple(row))
            if not self.is_sign("or"):
                return rows
            self.take()

    def _comparisons(self, left: Expression | None) -> list[Comparison]:
        if left is None and self.is_kind("open") and self._bracketed_condition():
            self.deeper()
            self.take()
            row, *others = self.conditions()
            if others:
                raise ReadingError("“or” can't stand in a bracket here", self.token.column)
            self.take()
            self.depth -= 1
            return list(row)
        left = self.sum() if left is None else left
        found_here: list[Comparison] = []
        while self.is_kind("relation"):
            relation = cast(Relation, self.take().text)
            right = self.sum()
            found_here.append(Comparison(left, relation, right))
            left = right
        if not found_here:
            raise ReadingError("a condition needs a comparison", self.token.column, "such as x > 0")
        return found_here

    def _bracketed_condition(self) -> bool:
        """Whether the bracket ahead is one around a whole condition, with nothing behind that makes a factor of it."""
        end = self.bracket_end(self.at)
        compared = any(token.kind == "relation" for token in self.tokens[self.at : end])
        return compared and self.tokens[end + 1].kind in ("word", "comma", "close", "end")
