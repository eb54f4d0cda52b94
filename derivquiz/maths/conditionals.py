"""Values that hold under conditions: 1 if x > 0 else 0, {a if c, b otherwise}, [x > 0]."""

from __future__ import annotations

from abc import abstractmethod
from typing import cast

from derivquiz.errors import ReadingError
from derivquiz.maths.application import Applications
from derivquiz.maths.expression import Case, Cases, Comparison, Expression, Number, Relation

Conditions = tuple[Comparison, ...]


class Conditionals(Applications):
    """The part of the grammar above sums."""

    __slots__ = ()

    @abstractmethod
    def sum(self) -> Expression:
        """Terms between + and −."""

    def whole(self, *, inside: str = "") -> Expression:
        """A sum, or cases. `inside` is the bracket that it stands in: there a comparison is a value, [x>0], too."""
        cases: list[Case] = []
        after_else = False
        while True:
            if cases and self.is_sign("else"):
                self.take()
                return Cases(tuple(cases), self.sum())
            value = self.sum()
            if self.is_kind("relation"):
                if inside and not cases:
                    return Cases(tuple(Case(Number(1), c) for c in self.conditions(value)), Number(0))
                raise self.unexpected()
            if self.is_sign("if"):
                self.take()
                while self.is_sign("if"):
                    self.take()
                if self.is_sign("else"):
                    self.take()
                    return self._cases(cases, value)
                cases += [Case(value, conditions) for conditions in self.conditions()]
                after_else = self.is_sign("else")
                if after_else:
                    self.take()
                    continue
            elif cases and self.is_sign("else"):
                self.take()
                return Cases(tuple(cases), value)
            elif after_else:
                return Cases(tuple(cases), value)
            elif not cases:
                return value
            else:
                raise ReadingError("a condition is missing", self.token.column, "write when it holds: if x > 0, or otherwise")
            if self.is_kind("comma") and inside != "call" and self.tokens[self.at + 1].kind not in ("close", "end"):
                self.take()
                continue
            return Cases(tuple(cases))

    def _cases(self, cases: list[Case], otherwise: Expression) -> Expression:
        if not cases:
            raise ReadingError("a case is missing before this one", self.token.column)
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
            found = self.conditions()
            if len(found) > 1:
                raise ReadingError("“or” can't stand in a bracket here", self.token.column)
            self.take()
            self.depth -= 1
            return list(found[0])
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
        """Whether the bracket ahead is one around a whole condition: (x > 0) and …"""
        level = 0
        compared = False
        for i in range(self.at, len(self.tokens)):
            token = self.tokens[i]
            level += {"open": 1, "close": -1}.get(token.kind, 0)
            compared = compared or (level == 1 and token.kind == "relation")
            if level == 0:
                behind = self.tokens[i + 1] if i + 1 < len(self.tokens) else token
                return compared and behind.kind not in ("op", "relation")
        return False
