"""The immutable tree of what was written, exactly as written: x·x² stays x·x², 0.5 stays 0.5, 2/4 stays 2/4.

No constructor simplifies. Sums and products are flat runs as they stand on the page; a bracket that the writer set inside one is
a node of its own. Subtraction is a `Negate` inside a `Sum`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeVar, dataclass_transform

LARGEST_BITS = 4096
"""Exact rationals of more bits than this are not folded: they are left to ball arithmetic."""


class Expression:
    """A node; all nodes are frozen dataclasses that compare by structure."""

    __slots__ = ("_hashed",)
    _hashed: int


Node = TypeVar("Node", bound=Expression)


@dataclass_transform(frozen_default=True)
def _node(kind: type[Node]) -> type[Node]:
    """A frozen dataclass that works its hash out once: trees are the keys of what is kept of them."""
    made = dataclass(frozen=True, slots=True)(kind)
    of_fields = made.__hash__

    def hashed(node: Node) -> int:
        try:
            return node._hashed
        except AttributeError:
            found = of_fields(node)
            object.__setattr__(node, "_hashed", found)
            return found

    made.__hash__ = hashed  # type: ignore[assignment]  # a method of each class, set from outside
    return made


@_node
class Number(Expression):
    """A non-negative literal: mantissa / 10^places. `Number(5, 1)` is 0.5, written with one decimal place."""

    mantissa: int
    places: int = 0

    @property
    def value(self) -> Fraction:
        """The exact number."""
        return Fraction(self.mantissa, 10**self.places)


@_node
class Name(Expression):
    """A variable, or a name that the problem gives."""

    name: str


@_node
class Constant(Expression):
    """e or π."""

    name: Literal["e", "pi"]


@_node
class Negate(Expression):
    """A minus sign before its operand."""

    operand: Expression


@_node
class Sum(Expression):
    """At least two terms."""

    terms: tuple[Expression, ...]


@_node
class Product(Expression):
    """At least two factors."""

    factors: tuple[Expression, ...]


@_node
class Quotient(Expression):
    """A fraction."""

    numerator: Expression
    denominator: Expression


@_node
class Power(Expression):
    """A base raised to an exponent."""

    base: Expression
    exponent: Expression


@_node
class Apply(Expression):
    """A function of the table at its arguments. `primes` counts the marks of σ′(x): the derivative by the first argument."""

    function: str
    arguments: tuple[Expression, ...]
    primes: int = 0


Relation = Literal["<", "<=", ">", ">=", "=", "!="]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A condition of a case."""

    left: Expression
    relation: Relation
    right: Expression


@dataclass(frozen=True, slots=True)
class Case:
    """A value that holds where all the comparisons do."""

    value: Expression
    conditions: tuple[Comparison, ...]


@_node
class Cases(Expression):
    """The first case whose conditions hold; `otherwise` is None where nothing is said of the rest."""

    cases: tuple[Case, ...]
    otherwise: Expression | None = None


@_node
class Vector(Expression):
    """Only ever the whole of an answer."""

    items: tuple[Expression, ...]


@_node
class Matrix(Expression):
    """Only ever the whole of an answer; rows of equal length."""

    rows: tuple[tuple[Expression, ...], ...]


@_node
class Undefined(Expression):
    """The answer "undefined"; only ever the whole of an answer or of a component."""


def children(node: Expression) -> tuple[Expression, ...]:
    """The nodes right below one, from left to right, those of conditions included."""
    match node:
        case Negate(operand):
            return (operand,)
        case Sum(items) | Product(items) | Vector(items):
            return items
        case Quotient(left, right) | Power(left, right):
            return (left, right)
        case Apply(_, arguments, _):
            return arguments
        case Cases(cases, otherwise):
            parts = [
                part for case_ in cases for part in (case_.value, *(side for c in case_.conditions for side in (c.left, c.right)))
            ]
            return (*parts, otherwise) if otherwise is not None else tuple(parts)
        case Matrix(rows):
            return tuple(item for row in rows for item in row)
        case _:
            return ()


def rebuild(node: Expression, parts: tuple[Expression, ...]) -> Expression:
    """The same kind of node over other children, in the order of `children`."""
    match node:
        case Negate():
            return Negate(parts[0])
        case Sum():
            return Sum(parts)
        case Product():
            return Product(parts)
        case Vector():
            return Vector(parts)
        case Quotient():
            return Quotient(parts[0], parts[1])
        case Power():
            return Power(parts[0], parts[1])
        case Apply(function, _, primes):
            return Apply(function, parts, primes)
        case Cases(cases, otherwise):
            rest = iter(parts)
            remade = tuple(
                Case(next(rest), tuple(Comparison(next(rest), c.relation, next(rest)) for c in case_.conditions))
                for case_ in cases
            )
            return Cases(remade, next(rest) if otherwise is not None else None)
        case Matrix(rows):
            rest = iter(parts)
            return Matrix(tuple(tuple(next(rest) for _ in row) for row in rows))
        case _:
            return node


def walk(node: Expression) -> Iterator[Expression]:
    """Every node from the root down, parents first."""
    pending = [node]
    while pending:
        part = pending.pop()
        yield part
        pending.extend(reversed(children(part)))


@lru_cache(maxsize=4096)
def names(node: Expression) -> frozenset[str]:
    """The names that occur in a tree."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Name))


def substitute(node: Expression, values: Mapping[str, Expression]) -> Expression:
    """The tree with names replaced; nothing is simplified."""
    if isinstance(node, Name):
        return values.get(node.name, node)
    parts = children(node)
    if not parts:
        return node
    changed = tuple(substitute(part, values) for part in parts)
    return node if changed == parts else rebuild(node, changed)


def exact(value: Fraction | int) -> Expression:
    """The plainest tree of a rational: 3, -3, 2/3, -(2/3) as a negated quotient."""
    value = Fraction(value)
    size = abs(value)
    plain: Expression = Number(size.numerator)
    if size.denominator != 1:
        plain = Quotient(plain, Number(size.denominator))
    return Negate(plain) if value < 0 else plain


@lru_cache(maxsize=4096)
def rational(node: Expression) -> Fraction | None:
    """The exact rational value of a constant tree, or None where it has none, is not rational, or is out of proportion."""
    match node:
        case Number():
            return node.value
        case Negate(operand):
            inner = rational(operand)
            return None if inner is None else -inner
        case Sum(terms):
            total = Fraction(0)
            for term in terms:
                part = rational(term)
                if part is None:
                    return None
                total += part
            return _bounded(total)
        case Product(factors):
            product = Fraction(1)
            for factor in factors:
                part = rational(factor)
                if part is None:
                    return None
                product = product * part
            return _bounded(product)
        case Quotient(numerator, denominator):
            top, bottom = rational(numerator), rational(denominator)
            return None if top is None or not bottom else _bounded(top / bottom)
        case Power(base, exponent):
            return _rational_power(rational(base), rational(exponent))
        case _:
            return None


def _bounded(value: Fraction) -> Fraction | None:
    return value if max(value.numerator.bit_length(), value.denominator.bit_length()) <= LARGEST_BITS else None


def _rational_power(base: Fraction | None, exponent: Fraction | None) -> Fraction | None:
    if base is None or exponent is None or exponent.denominator != 1 or (base == 0 and exponent <= 0):
        return None
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if size * abs(exponent.numerator) > LARGEST_BITS:
        return None
    return base**exponent.numerator
