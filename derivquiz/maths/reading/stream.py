"""A walk along the tokens of a text, with the places where it could have been read in another way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from derivquiz.errors import ReadingError
from derivquiz.maths.reading.lexing import Token
from derivquiz.maths.reading.vocabulary import Vocabulary

DEEPEST = 60
"""How deep brackets, functions and exponents may be nested."""

Spot = tuple[str, int]
"""A notation with two readings: its kind, and the column where it stands."""

_OPERANDS = ("num", "name", "const", "func", "base", "defined", "list", "open")


@dataclass(slots=True)
class Stream:
    """The tokens of one expression, behind them an "end"."""

    tokens: Sequence[Token]
    typed: str
    vocabulary: Vocabulary
    flips: Collection[Spot] = ()
    spots: dict[Spot, str] = field(default_factory=dict)
    """The places with two readings that were met; for those in `flips`, what to write if that is meant."""
    at: int = 0
    depth: int = -1
    """How deep the place at hand is nested; the text itself is level 0."""
    bars: int = 0
    """How many | are open in the bracket at hand."""
    lenient: bool = False
    """Whether exponents out of all proportion are read."""

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    @property
    def following(self) -> Token:
        """The token behind the next."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def is_sign(self, *signs: str) -> bool:
        """Whether an operator or a word of these comes next."""
        token = self.tokens[self.at]
        return token.text in signs and token.kind in ("op", "word")

    def take(self) -> Token:
        """The next token, stepped over."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def opens(self, token: Token) -> bool:
        """Whether an operand can begin here; a | closes as long as one is open."""
        return token.kind in _OPERANDS or (token.kind == "bar" and not self.bars)

    def choose(self, kind: str, token: Token, usual: bool) -> bool:
        """Which of two readings is taken at a token: the usual one, unless the other is asked for."""
        spot = (kind, token.column)
        self.spots.setdefault(spot, "")
        return usual != (spot in self.flips)

    def suggest(self, kind: str, token: Token, writing: str) -> None:
        """What to write for the reading that is not the usual one."""
        self.spots[(kind, token.column)] = writing

    def typed_from(self, first: Token) -> str:
        """What was typed from a token to here."""
        return self.typed[first.column : self.tokens[self.at - 1].end].strip()

    def is_kind(self, kind: str) -> bool:
        """Whether a token of a kind comes next."""
        return self.tokens[self.at].kind == kind

    def deeper(self) -> None:
        """One level down; raises ReadingError below the deepest."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ReadingError(f"nested deeper than {DEEPEST} levels", self.token.column, "write it with fewer brackets")

    def wants_operand(self) -> ReadingError:
        """The error where an operand should be and none is."""
        token = self.token
        before = self.tokens[self.at - 1] if self.at else None
        sign = f"“{self.typed[token.column : token.end]}”"
        if token.text == "undefined":
            return ReadingError("“undefined” is a whole answer", token.column, "write it alone")
        if before is not None and before.kind in ("op", "relation", "word"):
            after = f"“{self.typed[before.column : before.end]}”"
            if token.kind == "op":
                return ReadingError(f"two operators in a row: {after} and {sign}", token.column, "leave one out")
            return ReadingError(f"something is missing after {after}", before.column)
        if token.kind == "op":
            return ReadingError(f"something is missing before {sign}", token.column)
        if token.kind == "close":
            return ReadingError("nothing in the bracket", before.column if before else token.column)
        if token.kind == "prime":
            return ReadingError("a prime marks a function, such as σ'(x)", token.column)
        if token.kind == "end" and before is not None and before.kind == "bar":
            return ReadingError("a | that closes nothing", before.column, "write abs(…) where one |…| stands in another")
        if token.kind == "end":
            return ReadingError("something is missing at the end", token.column)
        return ReadingError(f"{sign} can't stand here", token.column)

    def unexpected(self) -> ReadingError:
        """The error for a token that fits nowhere."""
        token = self.token
        if token.kind == "comma":
            before, after = self.tokens[self.at - 1], self.following
            if token.text == "," and before.kind == "num" and after.kind == "num" and not after.spaced:
                return ReadingError("a comma between digits", token.column, f"write {before.text}.{after.text} for a decimal")
            return ReadingError("one expression is asked, not a list", token.column)
        if token.kind == "relation":
            if token.text == "=":
                return ReadingError("an equation", token.column, "write the right side alone")
            return ReadingError("a comparison is no value", token.column, "write [x > 0] for 1 where it holds and 0 elsewhere")
        if token.kind == "prime":
            return ReadingError("a prime marks a function, such as σ'(x)", token.column)
        if token.text == "undefined":
            return ReadingError("“undefined” is a whole answer", token.column)
        return ReadingError(f"“{self.typed[token.column : token.end]}” can't stand here", token.column)
