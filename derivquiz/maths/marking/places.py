"""A number asked to n decimal places: right, too few places, rounded too early on the way, or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import arb

from derivquiz.errors import DerivquizError, EvaluationError
from derivquiz.maths.balls import Point, value
from derivquiz.maths.expression import (
    Expression,
    Negate,
    Number,
    Power,
    Product,
    exact,
    names,
    rational,
    substitute,
    walk,
)
from derivquiz.maths.marking.equality import compare
from derivquiz.maths.marking.quantity import At, Derivative, Quantity, Value
from derivquiz.maths.marking.results import Same, Undecided
from derivquiz.maths.marking.rounding import reachable, roundings, with_sigmoid
from derivquiz.maths.powers import ball
from derivquiz.wire import Witness

BITS = 512
MOST_UNITS = 10
MOST_SHARE = Fraction(1, 100)
"""However far rounding carries a result, no more is forgiven than so many units of the last place, or this share of the value."""


@dataclass(frozen=True, slots=True)
class RightPlaces:
    """Right: exact, or right in every place that was typed and in as many as were asked."""


@dataclass(frozen=True, slots=True)
class TooFewPlaces:
    """Fewer places than were asked, so that it can't be marked."""

    given: int


@dataclass(frozen=True, slots=True)
class RoundedEarly:
    """Off in the last place or so, and exactly what rounding the intermediate values gives."""


@dataclass(frozen=True, slots=True)
class WrongPlaces:
    """Another number."""

    witness: Witness | None
    cut_off: bool = False
    """Whether it is the true value with the places behind the last one left out."""


def mark_places(
    reference: Quantity, point: Point, answer: Expression, places: int, *, worked: Expression | None = None
) -> RightPlaces | TooFewPlaces | RoundedEarly | WrongPlaces | Undecided:
    """The mark of a number that was asked to so many places; never raises.

    `worked` is the form in which one works the value out, with the names still in it; without it, the quantity by the rules.
    """
    asked = At(reference, point)
    whole = compare(asked, answer, proof=False)
    if isinstance(whole, Same):
        return RightPlaces()
    if isinstance(whole, Undecided):
        return whole
    wrong = WrongPlaces(whole.witness)
    number, given = rational(answer), typed_places(answer)
    if names(answer) or (number is None and not _has_decimals(answer)):
        return wrong
    try:
        truth, mine = asked.at({}, BITS), value(answer, {}, bits=BITS)
    except EvaluationError:
        return wrong
    if given is not None:
        if given < places:
            return wrong if _is_short(truth, given) else TooFewPlaces(given)
        if not abs(mine - truth) > ball(Fraction(1, 2 * 10**given)) or (given > places and _is_cut_off(mine, truth, given)):
            return RightPlaces()
    elif number is not None:
        return wrong
    for tree in _forms(asked, worked) if _is_near(mine, truth, places) else ():
        early = _is_end(tree, mine, places) if number is None or given is None else _is_typed_end(tree, number, given, places)
        if early:
            return RoundedEarly()
    return replace(wrong, cut_off=given == places and _is_cut_off(mine, truth, places))


def typed_places(answer: Expression) -> int | None:
    """How many decimal places a number was written with; None where it is no decimal. 2·10^-3 has three, 9/100 two."""
    match answer:
        case Number(_, places):
            return places
        case Negate(operand):
            return typed_places(operand)
        case Product((Number(_, places), Power(Number(10, 0), exponent))):
            shift = rational(exponent)
            return None if shift is None or shift.denominator != 1 else max(0, places - int(shift))
    number = rational(answer)
    if number is None:
        return None
    places, rest = 0, number.denominator
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest //= 10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2
        places += 1
    return places if rest == 1 else None


def _has_decimals(answer: Expression) -> bool:
    return any(isinstance(part, Number) and part.places for part in walk(answer))


def _is_short(truth: arb, places: int) -> bool:
    """Whether so many places hold the whole truth: a wrong number of these is no rounded one, and no free guess."""
    return (truth * 10**places).unique_fmpz() is not None


def _is_cut_off(mine: arb, truth: arb, places: int) -> bool:
    """Whether a value of so many places lies less than one unit of the last place nearer to 0 than the truth."""
    short = abs(truth) - abs(mine)
    return bool(mine * truth >= 0) and bool(short > 0) and bool(short * 10**places < 1)


def _is_near(mine: arb, truth: arb, places: int) -> bool:
    """Whether an answer is off by no more than rounding may carry it."""
    return not abs(mine - truth) > max(arb(MOST_UNITS) / 10**places, abs(truth) * ball(MOST_SHARE), key=lambda size: size.mid())


def _forms(asked: At, worked: Expression | None) -> Iterator[Expression]:
    """The number trees that are worked out for what is asked: by the rules, and by σ′ = σ(1 − σ) where 1/(1 + e^-u) is shown."""
    try:
        if worked is not None:
            yield substitute(worked, {name: exact(at) for name, at in asked.point.items()})
            return
        quantity = asked.quantity
        if (tree := asked.symbolic()) is not None:
            yield tree
        if isinstance(quantity, Value | Derivative):
            named = with_sigmoid(quantity.expression)
            if named != quantity.expression and (tree := At(replace(quantity, expression=named), asked.point).symbolic()):
                yield tree
    except DerivquizError:
        return


def _is_typed_end(tree: Expression, typed: Fraction, given: int, places: int) -> bool:
    """Whether working out a number tree can end in a decimal, all of its places typed."""
    return any(typed in roundings(value, given) for value in _reached(tree, places))


def _is_end(tree: Expression, mine: arb, places: int) -> bool:
    """Whether working out a number tree can end in what an answer rounds to."""
    near = arb(1) / (2 * 10**places)
    return any(not abs(mine - ball(end)) > near for value in _reached(tree, places) for end in roundings(value, places))


def _reached(tree: Expression, places: int) -> tuple[Fraction, ...]:
    try:
        return reachable(tree, places)
    except DerivquizError:
        return ()
