"""The slope of a function made of pieces at a point: the piece that holds around it, or both sides of a corner."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derivquiz.errors import EvaluationError
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.pieces import Side, beside, has_pieces
from derivquiz.maths.deriving.tidy import simplify
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Case, Cases, Comparison, Expression, Name, Undefined, substitute
from derivquiz.maths.writing import picture

Line = tuple[str, Expression]


@dataclass(frozen=True, slots=True)
class Place:
    """A value of the one variable, as it is written and exactly."""

    variable: str
    written: Expression
    exactly: Fraction

    def said(self) -> str:
        """The place in a sentence: "x = −2.5"."""
        return f"{picture.shown_name(self.variable)} = {inline(self.written)}"

    def put(self, e: Expression) -> Expression:
        """An expression there, worked out."""
        return simplify(substitute(e, {self.variable: self.written}))


def beside_a_point(
    e: Expression, wrt: tuple[str, ...], place: Place, agreed: Expression | None
) -> tuple[tuple[Line, ...], Expression | None]:
    """The lines about a place, and what is to be differentiated after them; None where they lead to the end.

    At a corner they end in the slope that is agreed on, or in "undefined" where none is. There are no lines for a function
    without pieces, and where one side can't be looked at.
    """
    if not has_pieces(e, place.variable):
        return (), e
    try:
        left, right = (beside(e, place.variable, place.exactly, side) for side in (-1, 1))
    except EvaluationError:
        return (), e
    here = simplify(left.value)
    if here == simplify(right.value):
        holding = f", where {_told(left)}," if left.conditions else ","
        return ((f"Around {place.said()}{holding} the function is", here),), here
    return _corner((here, simplify(right.value)), wrt, place, agreed), None


def _corner(
    sides: tuple[Expression, Expression], wrt: tuple[str, ...], place: Place, agreed: Expression | None
) -> tuple[Line, ...]:
    slopes = (differentiate(sides[0], *wrt), differentiate(sides[1], *wrt))
    left, right = map(place.put, slopes)
    lines = (
        (f"On the two sides of {place.said()} the function is", _beside(sides, place)),
        ("The slope of each piece", _beside(slopes, place)),
    )
    if place.put(sides[0]) != place.put(sides[1]):
        return (*lines, (f"At {place.said()} the pieces don't meet: the function jumps, and has no slope", Undefined()))
    if left == right:
        return (*lines, (f"At {place.said()} both pieces have the same slope", left))
    differ = f"At {place.said()} the slope is {inline(left)} on the left and {inline(right)} on the right: a corner"
    if agreed is None:
        return (*lines, (f"{differ}, and no slope", Undefined()))
    return (*lines, (f"{differ}, where the prompt agrees on {inline(agreed)}", agreed))


def _beside(values: tuple[Expression, Expression], place: Place) -> Expression:
    x = Name(place.variable)
    return Cases(
        (Case(values[0], (Comparison(x, "<", place.written),)), Case(values[1], (Comparison(x, ">", place.written),))),
    )


def _told(side: Side) -> str:
    return " and ".join(f"{inline(one.left)} {one.relation} {inline(one.right)}" for one in side.conditions)
