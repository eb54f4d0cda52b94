"""Functions at their arguments as on paper: sin 2x, sin²x, σ(1−σ), log_3(x), f(x)."""

from __future__ import annotations

from abc import abstractmethod
from itertools import islice

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
    names,
    substitute,
    walk,
)
from derivquiz.maths.functions import FUNCTIONS, Function
from derivquiz.maths.reading.bare import LETTERS, Brackets
from derivquiz.maths.reading.exponents import check
from derivquiz.maths.reading.lexing import Token
from derivquiz.words import count as counted

_MOST_PRIMES = 4
_LARGEST_CALL = 1000
"""Nodes that f at an argument may have when written out: f(f(f(…))) doubles with each bracket where f holds x twice."""
_OF_NUMBERS = ("ln", "sqrt", "cbrt")
"""Functions that people write of a number as a number: √3/2 and ln 2·x have one reading."""


class Applications(Brackets):
    """The part of the grammar that begins with the name of a function."""

    __slots__ = ()

    @abstractmethod
    def power(self) -> Expression:
        """An operand with its exponent."""

    @abstractmethod
    def primary(self) -> Expression:
        """An operand."""

    @abstractmethod
    def factor(self) -> Expression:
        """An operand with its exponent, a sign before it."""

    @abstractmethod
    def check_side_by_side(self) -> None:
        """Raises ReadingError where two operands may not stand side by side without a sign."""

    @abstractmethod
    def listed(self) -> tuple[Expression, ...]:
        """The bracket that comes next, as a list."""

    def application(self) -> Expression:
        """A function of the table at what follows, or at the argument of the problem where nothing does."""
        first = self.take()
        base = first.value
        if first.kind == "base":
            base = self.primary()
        if base is not None and self._is_logarithm_of_number(first):
            return Apply("ln", (base,))
        name = "log_base" if base is not None else first.text
        row = FUNCTIONS[name]
        primes = self._primes(row)
        exponent = self._exponent()
        arguments = self._arguments(first, name, exponent)
        if base is not None:
            arguments = (base, *arguments)
        return self._raised(row, arguments, primes, exponent, first)

    def _is_logarithm_of_number(self, first: Token) -> bool:
        """Whether log2 with nothing behind it is meant as log(2), as ln2 is: the other reading is the logarithm to the base 2."""
        typed = self.name_of(first)
        if self.vocabulary.argument is None or first.kind == "base" or not typed[-1:].isdigit() or not self.is_bare(self.at - 1):
            return False
        if self.choose("base", first, usual=True):
            return False
        self.suggest("base", first, f"{typed.rstrip('0123456789')}({typed.lstrip('log')})")
        return True

    def _primes(self, row: Function) -> int:
        start = self.token
        count = 0
        while self.is_kind("prime"):
            self.take()
            count += 1
        if count and (not row.slope or count > _MOST_PRIMES):
            raise ReadingError(f"{row.shown} can't be marked so", start.column, "write the derivative out")
        return count

    def _exponent(self) -> Expression | None:
        """The exponent of sin² x, right behind the name."""
        if not self.is_sign("^"):
            return None
        start = self.take()
        negative = self.is_sign("-")
        if negative:
            self.take()
        if self.token.kind not in ("num", "name", "const", "open"):
            raise self.wants_operand()
        exponent = self.primary()
        if not self.lenient:
            check(exponent, start.end)
        return Negate(exponent) if negative else exponent

    def _raised(
        self, row: Function, arguments: tuple[Expression, ...], primes: int, exponent: Expression | None, first: Token
    ) -> Expression:
        if not row.least <= len(arguments) <= row.most:
            raise _wrong_count(row, len(arguments), first)
        if exponent == Negate(Number(1)) and not primes:
            if not row.inverse:
                hint = f"write 1/{row.name}(x) for the reciprocal"
                raise ReadingError(f"{row.shown}^-1 has no inverse function here", first.column, hint)
            return Apply(row.inverse, arguments)
        applied = Apply(row.name, arguments, primes)
        return applied if exponent is None else Power(applied, exponent)

    def _arguments(self, first: Token, name: str, exponent: Expression | None) -> tuple[Expression, ...]:
        token = self.token
        own = self.vocabulary.argument
        if token.kind == "open" and token.text in "([{":
            if own is not None and name != "log_base" and self.names_itself(name):
                return (own,)
            return self.listed()
        if self.opens(token) and not (own is not None and token.kind == "func" and self.is_bare(self.at)):
            in_letters = own is not None and FUNCTIONS[name].shown in LETTERS and token.kind != "bar"
            self._check_base(first, token)
            if in_letters and not self.choose("letter", first, usual=True):
                self.suggest("letter", first, f"{self.typed_from(first)}*{self.typed[token.column : token.end]}")
                return (own,) if own is not None else ()
            return (self._bare_argument(first, token, named=exponent is None),)
        if own is not None and not self._takes_minus(first, name):
            return (own,)
        if self.is_sign("-"):
            self.take()
            return (Negate(self._bare_argument(first, token, named=False)),)
        shown = self.typed_from(first)
        raise ReadingError(f"{shown} needs something to be taken of", first.column, f"write {shown}(…)")

    def _check_base(self, first: Token, token: Token) -> None:
        """log3(x) is no product of 3 and x: it lacks the mark of a base."""
        tight = token.kind == "num" and not token.spaced and self.following.text == "(" and not self.following.spaced
        if tight and self.name_of(first).startswith("log"):
            number = self.typed[token.column : token.end]
            raise ReadingError(f"log{number} is no name", first.column, f"write log_{number}(…), or log({number}*(…))")

    def _takes_minus(self, first: Token, name: str) -> bool:
        """Whether a minus set against what follows it, as in exp -x, belongs to the argument; exp − x is the other reading."""
        minus = self.token
        if not self.is_sign("-") or not minus.spaced or self.following.spaced or FUNCTIONS[name].shown in LETTERS:
            return False
        if self.choose("minus", minus, usual=True):
            return True
        self.suggest("minus", minus, f"{self.name_of(first)} - …")
        return False

    def _bare_argument(self, first: Token, start: Token, *, named: bool) -> Expression:
        """The product behind a name without a bracket: up to + − * / or the next function; `start` may be a minus before it."""
        self.deeper()
        factors = [self.power()]
        while True:
            token = self.token
            if self.is_sign("*") and isinstance(factors[0], Number) and len(factors) == 1 and first.text in _OF_NUMBERS:
                break
            if self.is_sign("*") and all(isinstance(part, Number | Constant) for part in factors):
                if not self.choose("star", token, usual=True):
                    self.suggest("star", token, f"{self._typed_before(start, first)}({self.typed_from(start)})*…")
                    break
                self.take()
                factors.append(self.factor())
            elif self.opens(token) and token.kind not in ("func", "base", "defined"):
                self.check_side_by_side()
                if not self._takes_in(token, first, start, factors):
                    break
                factors.append(self.power())
            else:
                break
        self.depth -= 1
        argument = factors[0] if len(factors) == 1 else Product(tuple(factors))
        return self._halved(argument, first, start) if named and start.kind not in ("func", "base") else argument

    def _takes_in(self, token: Token, first: Token, start: Token, factors: list[Expression]) -> bool:
        """Whether a factor still belongs to the argument: it does, but for a bracket or e^… set apart by a blank."""
        exponential = token.kind == "const" and token.text == "e" and self.following.text == "^"
        root = self.typed[first.column] in "√∛"
        if exponential and token.spaced:
            return False
        bracket = token.kind == "open" and not all(isinstance(part, Number | Constant) for part in factors)
        if not (bracket or exponential or root):
            return True
        usual = root or not token.spaced
        taken = self.choose("factor", token, usual=usual)
        if taken != usual:
            name, inside, ahead = self._typed_before(start, first), self.typed_from(start), self.ahead()
            self.suggest("factor", token, f"{name}({inside}{ahead})" if taken else f"{name}({inside})*{ahead}")
        return taken

    def _halved(self, argument: Expression, first: Token, start: Token) -> Expression:
        """The argument of sin x/2: x alone; x/2 is the other reading, but not for ln x/x."""
        slash, divisor = self.token, self.following
        tight = self.is_sign("/") and not slash.spaced and not divisor.spaced and divisor.kind in ("num", "name", "const")
        number = isinstance(argument, Number) and first.text in _OF_NUMBERS
        if not tight or number or (divisor.kind == "name" and divisor.text in names(argument)):
            return argument
        if self.choose("over", slash, usual=True):
            return argument
        self.take()
        whole = Quotient(argument, self.power())
        self.suggest("over", slash, f"{self._typed_before(start, first)}({self.typed_from(start)})")
        return whole

    def _typed_before(self, start: Token, first: Token) -> str:
        """A function as typed with its base, primes and exponent, up to where its argument starts."""
        return self.typed[first.column : start.column].strip()

    def defined(self) -> Expression:
        """The prompt's own function: f(u), or f alone at the variables."""
        first = self.take()
        definition = self.vocabulary.definition
        primes = 0
        while self.is_kind("prime"):
            primes += 1
            if primes > len(self.vocabulary.derivatives):
                raise ReadingError(f"{first.text}' is what is asked", first.column, "write it out")
            self.take()
            definition = self.vocabulary.derivatives[primes - 1]
        if definition is None:
            raise ReadingError(f"{first.text} is not defined here", first.column, "write it out")
        result = definition
        if self.is_kind("open") and self.token.text in "([{" and not self.names_itself(first.text) and self.is_call():
            arguments = self.listed()
            variables = self.vocabulary.variables
            if len(arguments) > len(variables):
                raise ReadingError(f"{first.text} takes {counted(len(variables), 'argument')}", first.column)
            result = substitute(definition, dict(zip(variables, arguments, strict=False)))
            if sum(1 for _ in islice(walk(result), _LARGEST_CALL + 1)) > _LARGEST_CALL:
                raise ReadingError(f"{first.text} is too long here when written out", first.column, "write it shorter")
        return result

    def called(self, name: Name) -> Expression:
        """A name that the prompt gives; s(z) is s alone where s is given in terms of z."""
        meaning = dict(self.vocabulary.given).get(name.name)
        if meaning is None or not (self.is_kind("open") and self.token.text == "("):
            return name
        known = names(meaning)
        end = self.at + 1
        while self.tokens[end].kind == "name" and self.tokens[end].text in known:
            end += 1
            if self.tokens[end].text == ")":
                self.at = end + 1
                return name
            if self.tokens[end].text != ",":
                return name
            end += 1
        return name


def _wrong_count(row: Function, count: int, first: Token) -> ReadingError:
    wanted = f"{row.least}" if row.least == row.most else f"{row.least} to {row.most}"
    if row.name == "ln" and count == 2:
        return ReadingError("a logarithm with two arguments", first.column, "write the base as in log_2(x)")
    if row.name == "log_base":
        return ReadingError("a logarithm takes one argument", first.column)
    return ReadingError(f"{row.shown} takes {wanted} argument{'' if wanted == '1' else 's'}, not {count}", first.column)
