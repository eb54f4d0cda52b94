"""What stands before a bracket: a function that is taken of it, or one that is bare and multiplies it, as in σ(1−σ)."""

from __future__ import annotations

from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading.lexing import Token
from derivquiz.maths.reading.stream import Stream

LETTERS = ("σ", "Φ", "φ")
"""Functions that are called by a letter, which may also stand for their value."""


class Brackets(Stream):
    """The part of the grammar that looks ahead into brackets."""

    __slots__ = ()

    def ahead(self) -> str:
        """The operand that comes next, as typed."""
        if self.is_kind("bar"):
            return "|…|"
        last = self.bracket_end(self.at) if self.is_kind("open") else self.at
        return self.typed[self.token.column : self.tokens[last].end] + ("^…" if self.tokens[last + 1].text == "^" else "")

    def name_of(self, token: Token) -> str:
        """A token as typed."""
        return self.typed[token.column : token.end]

    def names_itself(self, name: str) -> bool:
        """Whether the bracket ahead holds the function bare: σ(1−σ) is a product; σ(1−σ(x)) may be one, σ(2(x + σ(x))) never."""
        level = 0
        applied = False
        for i in range(self.at, len(self.tokens)):
            token = self.tokens[i]
            level += {"open": 1, "close": -1}.get(token.kind, 0)
            same = token.kind in ("func", "defined") and token.text == name
            if (same or self._is_one_of_a_kind(token, name)) and self.is_bare(i):
                return True
            applied = applied or (same and level == 1)
            if level == 0:
                break
        letter = name not in FUNCTIONS or FUNCTIONS[name].shown in LETTERS
        if not applied or not letter or self.choose("itself", self.token, usual=True):
            return False
        self.suggest("itself", self.token, f"{self.name_of(self.tokens[self.at - 1])}*(…)")
        return True

    def _is_one_of_a_kind(self, token: Token, name: str) -> bool:
        """Whether f stands behind σ, or σ behind f, as in f + σ(1−f): neither is ever taken of the other."""
        if token.kind == "defined":
            return FUNCTIONS[name].shown in LETTERS
        return token.kind == "func" and name not in FUNCTIONS and FUNCTIONS[token.text].shown in LETTERS

    def is_bare(self, i: int) -> bool:
        """Whether the function at an index has nothing behind it to be taken of."""
        i += 1
        while self.tokens[i].kind == "prime":
            i += 1
        if self.tokens[i].text == "^":
            i += 1
            if self.tokens[i].text == "-":
                i += 1
            if self.tokens[i].kind == "open":
                i = self.bracket_end(i)
            if self.tokens[i].kind != "end":
                i += 1
        token = self.tokens[i]
        return not (token.kind == "bar" and not self.bars) and token.kind not in (
            "num",
            "name",
            "const",
            "func",
            "base",
            "defined",
            "open",
        )

    def is_call(self) -> bool:
        """Whether f(…) is f at something; f(1 + 1/x), with a sum in the bracket, may also be a product."""
        opening = self.token
        if not any(token.text in ("+", "-") for token in self.tokens[self.at + 2 : self.bracket_end(self.at)]):
            return True
        if self.choose("call", opening, usual=True):
            return True
        self.suggest("call", opening, f"{self.name_of(self.tokens[self.at - 1])}*(…)")
        return False

    def bracket_end(self, start: int) -> int:
        """Where the bracket at an index is closed: the brackets of a text are matched before it is read."""
        end, level = start, 1
        while level:
            end += 1
            level += {"open": 1, "close": -1}.get(self.tokens[end].kind, 0)
        return end
