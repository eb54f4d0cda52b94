"""The comparison of one number with another, and what any two balls say of each other."""

from __future__ import annotations

from flint import arb

from derivquiz.errors import ConventionError, DerivquizError, EvaluationError, ImpreciseError, TooLargeError, UndefinedError
from derivquiz.maths.balls import Point
from derivquiz.maths.expression import Expression, rational
from derivquiz.maths.marking.quantity import At, Derivative, Quantity, Value, has_no_slope
from derivquiz.maths.marking.results import Different, Result, Same, Undecided
from derivquiz.maths.marking.witness import witness
from derivquiz.wire import Certainty

BITS = (128, 512)
"""The precisions at which every point is tried."""
CLIMB = (2048, 8192)
"""The precisions at which a few are tried after all agreed."""
DOUBTFUL_CLIMB = (1 << 15,)
"""The precision for two numbers that are the same to all of these, though their signatures differ: 3 and 3 + e^(-121^2)."""
MEANINGFUL = 64
"""Bits to which two balls must be known for their overlap to count as agreement."""


def number(reference: Quantity, answer: Value, levels: tuple[int, ...] = (*BITS, *CLIMB)) -> Result:
    """The verdict where no name is left: one number, or none."""
    at = reference.point if isinstance(reference, At) else {}
    agreed = False
    for bits in levels:
        right, yours = _state(reference, bits), _state(answer, bits)
        if isinstance(right, UndefinedError | ConventionError):
            return _no_value(reference, right, yours, at)
        if isinstance(right, TooLargeError) or isinstance(yours, TooLargeError | ConventionError):
            break
        if isinstance(right, EvaluationError) or isinstance(yours, ImpreciseError):
            continue
        if isinstance(yours, EvaluationError):
            return Different(witness(at, None, right))
        if not yours.overlaps(right):
            return Different(witness(at, yours, right))
        if is_meaningful(yours, right, bits):
            if is_evident(reference, answer.expression):
                return Same(Certainty.PROVED)
            agreed = True
    return Same(Certainty.AGREES) if agreed else Undecided("the value could not be settled")


def _no_value(reference: Quantity, right: EvaluationError, yours: arb | EvaluationError, at: Point) -> Result:
    """The verdict where the truth has no value, or a conventional one, at the one point that is asked."""
    if isinstance(reference, At) and isinstance(reference.quantity, Derivative):
        certain = has_no_slope(reference.quantity, at)
    else:
        certain = isinstance(right, UndefinedError)
    if not certain or not isinstance(yours, arb | UndefinedError):
        return Undecided("the value there is a matter of convention")
    if isinstance(yours, UndefinedError):
        return Same(Certainty.AGREES)
    return Different(witness(at, yours, None))


def _state(quantity: Quantity, bits: int) -> arb | EvaluationError:
    try:
        return quantity.at({}, bits)
    except EvaluationError as error:
        return error


def is_meaningful(yours: arb, right: arb, bits: int) -> bool:
    """Whether two overlapping balls are known well enough for that to say something."""
    if min(yours.rel_accuracy_bits(), right.rel_accuracy_bits()) >= MEANINGFUL:
        return True
    # sums that cancel to about 0 have no relative accuracy at any precision
    return bits > BITS[0] and bool(yours.rad() + right.rad() < arb(2) ** -MEANINGFUL)


def symbolic(reference: Quantity) -> Expression | None:
    """The truth as a tree, or None where the rules give none."""
    try:
        return reference.symbolic()
    except (DerivquizError, RecursionError):
        return None


def is_evident(reference: Quantity, answer: Expression) -> bool:
    """The same tree, or the same rational number."""
    whole = symbolic(reference)
    if whole is None or whole == answer:
        return whole is not None
    number = rational(answer)
    return number is not None and number == rational(whole)
