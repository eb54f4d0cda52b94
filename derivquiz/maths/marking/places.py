"""A number asked to n decimal places: right, too few places, rounded too early on the way, or wrong."""

from __future__ import annotations

from dataclasses import dataclass
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
from derivquiz.maths.marking.quantity import At, Quantity
from derivquiz.maths.marking.results import Same, Undecided
from derivquiz.maths.marking.rounding import band
from derivquiz.maths.powers import ball
from derivquiz.wire import Witness

BITS = 512
MOST_UNITS = 10
MOST_SHARE = Fraction(1, 100)
"""However wide the band, it forgives no more than this many units of the last place, or this share of the value."""


@dataclass(frozen=True, slots=True)
class RightPlaces:
    """Right: exact, or right in every place that was typed and in as many as were asked."""


@dataclass(frozen=True, slots=True)
class TooFewPlaces:
    """Fewer places than were asked, so that it can't be marked."""

    given: int


@dataclass(frozen=True, slots=True)
class RoundedEarly:
    """Off in the last place or so, but no further than rounding the intermediate values can carry it."""


@dataclass(frozen=True, slots=True)
class WrongPlaces:
    """Another number."""

    witness: Witness | None


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
            return TooFewPlaces(given)
        allowed = Fraction(1, 2 * 10**places) if given == places else Fraction(1, 10**given)
        if not abs(mine - truth) > ball(allowed):
            return RightPlaces()
    elif number is not None:
        return wrong
    return RoundedEarly() if _in_band(asked, worked, mine, truth, places) else wrong


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


def _in_band(asked: At, worked: Expression | None, mine: arb, truth: arb, places: int) -> bool:
    allowed = max(arb(MOST_UNITS) / 10**places, abs(truth) * ball(MOST_SHARE), key=lambda size: size.mid())
    if abs(mine - truth) > allowed:
        return False
    try:
        tree = asked.symbolic() if worked is None else substitute(worked, {name: exact(at) for name, at in asked.point.items()})
        return tree is not None and bool(band(tree, places).overlaps(mine))
    except DerivquizError:
        return False
