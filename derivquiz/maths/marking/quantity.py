"""What an answer is compared with: an expression, a derivative of a displayed one, or the value of either at a point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from flint import arb

from derivquiz.errors import ConventionError, EvaluationError, UndefinedError
from derivquiz.maths import balls
from derivquiz.maths.balls import Point
from derivquiz.maths.expression import Expression, exact, substitute
from derivquiz.maths.expression import names as names_of
from derivquiz.maths.sides import derivative_from_sides

SIDE_BITS = 512
DISTANCES = (Fraction(1, 10**20), Fraction(1, 10**40))


class Quantity(Protocol):
    """What an answer is compared with: its names, its ball at a point, and the same thing as a tree."""

    @property
    def names(self) -> frozenset[str]:
        """The names that a point must give values to."""

    @property
    def tree(self) -> Expression:
        """What was displayed."""

    def at(self, point: Point, bits: int) -> arb:
        """The ball at a point; raises an EvaluationError where there is none."""

    def symbolic(self) -> Expression | None:
        """The quantity itself as a tree, or None where it has none."""


@dataclass(frozen=True, slots=True)
class Value:
    """An expression itself."""

    expression: Expression

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return names_of(self.expression)

    @property
    def tree(self) -> Expression:
        """The expression."""
        return self.expression

    def at(self, point: Point, bits: int) -> arb:
        """Its ball at a point."""
        return balls.value(self.expression, point, bits=bits)

    def symbolic(self) -> Expression | None:
        """The expression."""
        return self.expression


@dataclass(frozen=True, slots=True)
class Derivative:
    """A derivative of a displayed expression: ("x",), ("x", "x") or ("x", "y")."""

    expression: Expression
    wrt: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that occur in the expression, and those it is differentiated by."""
        return names_of(self.expression) | frozenset(self.wrt)

    @property
    def tree(self) -> Expression:
        """What is differentiated."""
        return self.expression

    def at(self, point: Point, bits: int) -> arb:
        """The derivative's ball at a point, from the expression as displayed."""
        try:
            return balls.derivative(self.expression, point, self.wrt, bits=bits)
        except ConventionError:
            shared = derivative_from_sides(self.expression, point, self.wrt, bits=bits)
            if shared is None:
                raise
            return shared

    def symbolic(self) -> Expression | None:
        """The derivative by the rules."""
        return _derived(self.expression, self.wrt)


@dataclass(frozen=True, slots=True)
class At:
    """A quantity's value at one point: a number, in which no name is left."""

    quantity: Quantity
    point: Point

    @property
    def names(self) -> frozenset[str]:
        """No names."""
        return frozenset()

    @property
    def tree(self) -> Expression:
        """What was displayed."""
        return self.quantity.tree

    def at(self, point: Point, bits: int) -> arb:  # noqa: ARG002  # a Quantity takes a point
        """The ball at the point, whatever point is given."""
        return self._located().at(self.point, bits)

    def symbolic(self) -> Expression | None:
        """The quantity as a tree with the point put in."""
        whole = self.quantity.symbolic()
        return None if whole is None else substitute(whole, {name: exact(at) for name, at in self.point.items()})

    def _located(self) -> Quantity:
        """The quantity with numbers for the names it isn't differentiated by: x^n has a slope at -2 once n is 3."""
        quantity = self.quantity
        if not isinstance(quantity, Value | Derivative):
            return quantity
        moved = quantity.wrt if isinstance(quantity, Derivative) else ()
        fixed = {name: exact(at) for name, at in self.point.items() if name not in moved}
        return replace(quantity, expression=substitute(quantity.expression, fixed)) if fixed else quantity


@lru_cache(maxsize=64)
def _derived(expression: Expression, wrt: tuple[str, ...]) -> Expression:
    from derivquiz.maths.deriving.derivation import differentiate  # most marks never ask for it

    return differentiate(expression, *wrt)


def has_no_slope(derivative: Derivative, point: Point) -> bool:
    """Whether there is certainly no derivative at a point where composing series found none.

    Either the function itself has no value there, or on one side of it, or on its two sides its values, or its slopes of some
    order up to the one that is asked, stay apart or grow without limit, at distances of 10^-20 and 10^-40. A slope that both
    sides share, as of x·|x| at 0, may exist: False.
    """
    if not _exists(Value(derivative.expression), point):
        return True
    single = len(set(derivative.wrt)) == 1
    for name in dict.fromkeys(derivative.wrt):
        far, near = ([{**point, name: point[name] + sign * distance} for sign in (1, -1)] for distance in DISTANCES)
        if not all(_exists(Value(derivative.expression), side) for side in (*far, *near)):
            return True
        for order in range(len(derivative.wrt) + 1) if single else (len(derivative.wrt),):
            found = Derivative(derivative.expression, derivative.wrt[:order])
            try:
                (right, left), (closer_right, closer_left) = (
                    [found.at(side, SIDE_BITS) for side in sides] for sides in (far, near)
                )
            except EvaluationError:
                return False
            if abs(closer_right) > 1000 * abs(right) + 1 or abs(closer_left) > 1000 * abs(left) + 1:
                return True
            if abs(closer_right - closer_left) > arb("1e-6") < abs(right - left):
                return True
    return False


def _exists(value: Value, point: Point) -> bool:
    try:
        value.at(point, SIDE_BITS)
    except UndefinedError:
        return False
    except EvaluationError:
        return True
    return True
