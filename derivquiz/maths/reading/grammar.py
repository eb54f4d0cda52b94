"""Tokens to the tree: a recursive descent with binding powers, as mathematics is written on paper.

Where a notation is read in two ways, the usual one is taken and the place is kept in `spots`; parsing again with that place in
`flips` gives the other tree, and what to write for it.
"""

from __future__ import annotations

from typing import cast

from derivquiz.errors import ReadingError
from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)
from derivquiz.maths.reading.characters import OPEN_BAR
from derivquiz.maths.reading.conditionals import Conditionals
from derivquiz.maths.reading.exponents import check
from derivquiz.maths.reading.lexing import Token

_LONGEST_HINT = 40


class Grammar(Conditionals):
    """The expression that a run of tokens holds."""

    __slots__ = ()

    def text(self) -> Expression:
        """The one expression that all the tokens are; raises ReadingError."""
        result = self.whole()
        if not self.is_kind("end"):
            raise self.unexpected()
        return result

    def sum(self) -> Expression:
        """Terms between + and −."""
        self.deeper()
        terms = [self.term()]
        while self.is_sign("+", "-"):
            minus = self.take().text == "-"
            if self.is_sign("+"):
                raise self.wants_operand()
            term = self.term()
            terms.append(Negate(term) if minus else term)
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def term(self) -> Expression:
        """A product, with a sign before it."""
        if self.is_sign("-"):
            self.deeper()
            self.take()
            result = Negate(self.term())
            self.depth -= 1
            return result
        if self.is_sign("+"):
            self.take()
            if self.is_sign("+"):
                raise self.wants_operand()
        return self.product()

    def product(self) -> Expression:
        """Factors between · and /, or side by side."""
        start = self.token
        run = [self.power()]
        while True:
            token = self.token
            if token.kind == "op":
                if token.text == "*":
                    self.take()
                    run.append(self.factor())
                elif token.text == "/":
                    self.take()
                    run = [Quotient(_product(run), self._divisor(token, start))]
                else:
                    return _product(run)
            elif self.opens(token):
                self.check_side_by_side()
                run.append(self.power())
            else:
                return _product(run)

    def _divisor(self, slash: Token, start: Token) -> Expression:
        """What a / divides by: one factor; in x/2y all of 2y is the other reading."""
        first = self.token
        divisor = self.factor()
        apart = self.token.spaced and not first.spaced and isinstance(divisor, Number)  # 2/3 x
        if not self.opens(self.token) or apart or self.choose("divide", slash, usual=True):
            return divisor
        parts = [divisor]
        while self.opens(self.token):
            self.check_side_by_side()
            parts.append(self.power())
        above = self.typed[start.column : slash.end].strip()
        self.suggest("divide", slash, f"{above}({self.typed_from(first)})")
        return _product(parts)

    def check_side_by_side(self) -> None:
        """A number behind an operand is a product only after a bracket and a space: cos(x) 2; not 2 3, x2 or (x+1)2."""
        token = self.token
        before = self.tokens[self.at - 1]
        if token.kind != "num":
            return
        if before.kind == "num":
            raise ReadingError("two numbers side by side", token.column, "write * between them")
        following = self.following
        if before.kind == "close" and token.spaced:
            return
        if before.kind == "close" and not following.spaced and self.opens(following) and following.kind != "num":
            return
        name = self.typed[before.column : before.end]
        if token.spaced and (following.text == "^" or self.opens(following)):
            left, right = self.typed[: before.end].strip(), self.typed[token.column :].strip()
            product = f"{left}*{right}" if len(left + right) < _LONGEST_HINT else f"{name}*{token.text}…"
            raise ReadingError(f"a number behind “{name}”", token.column, f"write {product} for a product")
        hint = (
            f"{name}^{token.text} or {token.text}{name}?"
            if before.kind in ("name", "const")
            else f"write ^{token.text} or *{token.text}"
        )
        raise ReadingError(f"a number behind “{name}”", token.column, hint)

    def factor(self) -> Expression:
        """An operand with its exponent, a sign before it."""
        if not self.is_sign("-", "+"):
            return self.power()
        self.deeper()
        minus = self.take().text == "-"
        inner = self.factor()
        self.depth -= 1
        return Negate(inner) if minus else inner

    def power(self) -> Expression:
        """An operand with its exponent; exponents are read from right to left."""
        first = self.token
        base = self.primary()
        if not self.is_sign("^"):
            return base
        start = self.take()
        exponent = self._raised_by(base, first)
        if not self.lenient:
            check(exponent, start.end)
        return Power(base, exponent)

    def _raised_by(self, base: Expression, first: Token) -> Expression:
        self.deeper()
        if self.is_sign("-", "+"):
            minus = self.take().text == "-"
            inner = self._raised_by(base, first)
            self.depth -= 1
            return Negate(inner) if minus else inner
        start = self.token
        exponent = self.power()
        last, token = self.tokens[self.at - 1], self.token
        if (
            isinstance(base, Constant | Number)
            and not token.spaced
            and last.kind in ("num", "name", "const")
            and (token.kind in ("name", "const") or (token.kind == "open" and last.kind == "num"))
            and not self.choose("exponent", start, usual=True)
        ):
            parts = [exponent]
            while self.opens(self.token) and not self.token.spaced and self.token.kind in ("name", "const", "open"):
                parts.append(self.power())
            exponent = _product(parts)
            before = self.typed[first.column : start.column].strip()
            self.suggest("exponent", start, f"{before}({self.typed_from(start)})")
        elif self._halves(start) and not self.choose("half", start, usual=True):
            self.take()
            exponent = Quotient(exponent, self.primary())
            self.suggest("half", start, f"{self.typed[first.column : start.column].strip()}({self.typed_from(start)})")
        self.depth -= 1
        return exponent

    def _halves(self, start: Token) -> bool:
        """Whether x^1/2 is at hand, which nobody writes for x/2."""
        slash, divisor = self.token, self.following
        tight = self.is_sign("/") and not slash.spaced and not divisor.spaced
        return tight and start.text == "1" and divisor.kind == "num" and self.tokens[self.at - 1] is start

    def primary(self) -> Expression:
        """A number, a name, a function at its argument, a bracket, or |…|."""
        token = self.token
        match token.kind:
            case "num":
                self.take()
                return cast(Expression, token.value)
            case "name":
                self.take()
                return self.called(Name(token.text))
            case "const":
                self.take()
                return Constant("e" if token.text == "e" else "pi")
            case "func" | "base":
                return self.application()
            case "defined":
                return self.defined()
            case "list":
                raise ReadingError(
                    f"{token.text} gives a vector, which stands alone", token.column, f"write {token.text}1(…) for its first part"
                )
            case "open":
                return self._group()
            case "bar" if not self.bars or self._at_start():
                return self._absolute()
            case _:
                raise self.wants_operand()

    def _at_start(self) -> bool:
        """Whether a | here opens, since what is before it wants an operand."""
        return self.tokens[self.at - 1].kind in ("op", "relation", "word", "bar", "func", "comma")

    def _group(self) -> Expression:
        opening = self.take()
        bars, self.bars = self.bars, 0
        inner = self.whole(inside=opening.text)
        if not self.is_kind("close"):
            raise self.unexpected()
        self.take()
        self.bars = bars
        return Apply("abs", (inner,)) if opening.text == OPEN_BAR else inner

    def _absolute(self) -> Expression:
        opening = self.take()
        self.bars += 1
        inner = self.sum()
        if not self.is_kind("bar"):
            raise (
                ReadingError("| is never closed", opening.column, "add | where it ends")
                if self.is_kind("end")
                else self.unexpected()
            )
        self.take()
        self.bars -= 1
        return Apply("abs", (inner,))

    def listed(self) -> tuple[Expression, ...]:
        """The arguments of a call, in the bracket that comes next."""
        self.take()
        bars, self.bars = self.bars, 0
        items = [self.whole(inside="call")]
        while self.is_kind("comma"):
            self.take()
            items.append(self.whole(inside="call"))
        if not self.is_kind("close"):
            raise self.unexpected()
        self.take()
        self.bars = bars
        return tuple(items)


def _product(factors: list[Expression]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))
