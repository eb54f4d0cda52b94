"""Functions that consist of pieces, such as ReLU: the pieces, and which of them holds on either side of a point."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derivquiz.errors import UndefinedError
from derivquiz.maths import balls
from derivquiz.maths.deriving.tidy import present
from derivquiz.maths.expression import (
    Apply,
    Cases,
    Comparison,
    Constant,
    Expression,
    Negate,
    Number,
    Power,
    Product,
    Relation,
    Sum,
    children,
    names,
    rebuild,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading import parse

BITS = 128
NEAR = Fraction(1, 10**6)
"""How far from a point its two sides are looked at."""
ZERO, ONE = Number(0), Number(1)
_TURNED: dict[Relation, Relation] = {">": "<", "<": ">"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What a function is where all the conditions hold; without conditions, where no piece before it holds."""

    value: Expression
    conditions: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What an expression is on one side of a point, and the conditions that hold there."""

    value: Expression
    conditions: tuple[Comparison, ...]


def pieces(e: Expression) -> tuple[Piece, ...]:
    """The pieces of a function, without the corners between them; none where it is not made of pieces."""
    match e:
        case Cases(cases, otherwise):
            rest = () if otherwise is None else (Piece(otherwise, ()),)
            return (*(Piece(case.value, case.conditions) for case in cases), *rest)
        case Apply("max" | "min", arguments, 0):
            relation: Relation = ">" if e.function == "max" else "<"
            return tuple(
                Piece(one, tuple(Comparison(one, relation, other) for other in (*arguments[:i], *arguments[i + 1 :])))
                for i, one in enumerate(arguments)
            )
        case Apply(function, (u, *others), 0):
            found = _on_both_sides(function, u, *others)
            return tuple(
                Piece(present(value), (Comparison(u, relation, ZERO),)) for value, relation in zip(found, _TURNED, strict=False)
            )
        case _:
            return ()


def _on_both_sides(function: str, u: Expression, *others: Expression) -> tuple[Expression, ...]:
    """A function of the table where its argument is positive, and where it is negative."""
    given = (*others, *(parse(text) for text in FUNCTIONS[function].defaults[len(others) :]))
    match function:
        case "relu":
            return u, ZERO
        case "leaky_relu":
            return u, Product((given[0], u))
        case "elu":
            return u, Product((given[0], Sum((Power(Constant("e"), u), Negate(ONE)))))
        case "abs":
            return u, Negate(u)
        case "step":
            return ONE, ZERO
        case "sign":
            return ONE, Negate(ONE)
        case _:
            return ()


def has_pieces(e: Expression, variable: str) -> bool:
    """Whether something in an expression changes its piece as a variable moves."""
    if pieces(e) and variable in names(e):
        return True
    return any(has_pieces(part, variable) for part in children(e))


def beside(e: Expression, variable: str, at: Fraction, side: int) -> Side:
    """An expression just left (−1) or just right (1) of a point, with the pieces that hold there in place of their function.

    Raises an EvaluationError where it has no value there.
    """
    conditions: list[Comparison] = []
    value = _chosen(e, {variable: at + side * NEAR}, conditions)
    balls.value(value, {variable: at + side * NEAR}, bits=BITS)
    return Side(value, tuple(dict.fromkeys(conditions)))


def _chosen(e: Expression, point: dict[str, Fraction], met: list[Comparison]) -> Expression:
    found = pieces(e)
    if not found:
        parts = children(e)
        return rebuild(e, tuple(_chosen(part, point, met) for part in parts)) if parts else e
    for piece in found:
        if all(_holds(condition, point) for condition in piece.conditions):
            met += piece.conditions
            return _chosen(piece.value, point, met)
    raise UndefinedError("no piece holds there")


def _holds(condition: Comparison, point: dict[str, Fraction]) -> bool:
    difference = balls.value(Sum((condition.left, Negate(condition.right))), point, bits=BITS)
    match condition.relation:
        case ">" | ">=":
            return bool(difference > 0)
        case "<" | "<=":
            return bool(difference < 0)
        case "!=":
            return not difference.contains(0)
        case _:
            return bool(difference.contains(0))
