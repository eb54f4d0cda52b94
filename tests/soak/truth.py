"""What an answer is, decided by the oracle alone: right, wrong, right on a part of the domain only, or not known.

Two numbers are different where they differ by the same amount at a precision and at twice that, so that no rounding passes for a
difference; they are equal where the difference is below the last digits, or shrinks with the precision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import Any

from mpmath import mp

from derivquiz.maths.expression import Expression
from tests.soak import oracle
from tests.soak.jets import Jet, NoValueError, OpenPowerError, UnsettledError
from tests.soak.oracle import Point

COARSE, FINE = 30, 700
"""Digits: to find where to look, and to decide."""
SCALES = (1, 3, 1, -3, -1, 10, -10, 2, -2, 30, -30)
LADDER = tuple(Fraction(sign * tenths, 10) for tenths in (57, 93, 161, 247, 553, 1317) for sign in (1, -1))
"""Where each name also stands, far beyond the other names; by fewer steps for those that are not differentiated by."""


class Truth(StrEnum):
    """What an answer is."""

    RIGHT = "right"
    WRONG = "wrong"
    NARROWER = "right on a part"
    NOWHERE = "without a value where looked"
    UNKNOWN = "not known"


class State(StrEnum):
    """What one point says."""

    EQUAL = "equal"
    DIFFERENT = "different"
    MISSING = "missing"
    """The answer has no value there, and the truth has one."""
    OPEN = "open"
    """Whether the answer has a value there is a matter of taste."""
    NOTHING = "nothing"


class Reference:
    """What is asked: a function, or one of its derivatives, as the oracle has it."""

    def __init__(self, function: Expression, names: Sequence[str], along: str, order: int, at: Mapping[str, Expression]) -> None:
        self.function = function
        self.along = along
        self.order = order
        self.shift = dict(at)
        random = Random(repr(function))
        self.points: list[Point] = [{}]
        if not at:
            steps = [(along, rung, random.choice((1, -1, 5))) for rung in LADDER]
            if len(names) > 1:
                steps += [(name, rung, scale) for name in names for rung in LADDER[4::6] + LADDER[5::6] for scale in (1, 5, -5)]
            far = ({**_point(random, names, scale), name: rung} for name, rung, scale in steps)
            self.points = [*(_point(random, names, scale) for scale in SCALES), *far]
        self._kept: dict[tuple[int, int], Any] = {}

    def value(self, point: Point) -> Any:
        """The number at a point, at the precision of the moment; raises NoValueError or UnsettledError."""
        found = _taken(self.function, point, self.along, self.shift)
        return (found.value, found.first, found.second)[self.order]

    def compare(self, answer: Expression, point: Point, digits: int, key: int = -1) -> State:
        """What a point says, at a precision; points with a key are kept."""
        with mp.workdps(digits):
            try:
                kept = self._kept.get((key, digits))
                if kept is None:
                    kept = _attempt(lambda: self.value(point))
                    if key >= 0:
                        self._kept[key, digits] = kept
                if isinstance(kept, Exception):
                    return State.NOTHING
                answered = _taken(answer, point, "", self.shift)
            except NoValueError:
                return State.MISSING
            except OpenPowerError:
                return State.OPEN
            except UnsettledError:
                return State.NOTHING
            yours = answered.value
            off = abs(kept - yours)
            if off <= max(abs(kept), abs(yours)) * mp.mpf(10) ** (40 - digits if digits > 100 else -digits // 2):
                return State.EQUAL
            if off <= answered.size * mp.mpf(10) ** (20 - digits):  # what was added up has swallowed it
                return State.NOTHING
        return self._confirmed(answer, point, off, 2 * digits if digits > 100 else FINE)

    def _confirmed(self, answer: Expression, point: Point, off: Any, digits: int) -> State:
        with mp.workdps(digits):
            try:
                again = abs(self.value(point) - _taken(answer, point, "", self.shift).value)
            except (NoValueError, UnsettledError):
                return State.NOTHING
            if again == 0 or again < off * mp.mpf(10) ** -5:
                return State.EQUAL
            return State.DIFFERENT if abs(again - off) < off / 100 else State.NOTHING

    def decide(self, answer: Expression) -> Truth:
        """What an answer is, from all points."""
        agreed: list[int] = []
        missing: list[int] = []
        is_open = False
        for key, point in enumerate(self.points):
            state = self.compare(answer, point, COARSE, key)
            if state is State.DIFFERENT:
                return Truth.WRONG
            is_open |= state is State.OPEN
            (agreed if state is State.EQUAL else missing if state is State.MISSING else []).append(key)
        if not agreed:
            return Truth.NOWHERE if any(self.is_certainly_missing(answer, self.points[key]) for key in missing) else Truth.UNKNOWN
        settled = 0
        agreed.sort(key=lambda key: not self._kept.get((key, COARSE)))  # where the truth is 0, a factor would not be seen
        for key in agreed:
            state = self.compare(answer, self.points[key], FINE, key)
            if state is State.DIFFERENT:
                return Truth.WRONG
            settled += state is State.EQUAL
            if settled == 2:
                break
        if not settled:
            return Truth.UNKNOWN
        if any(self.is_certainly_missing(answer, self.points[key]) for key in missing):
            return Truth.NARROWER
        return Truth.UNKNOWN if is_open else Truth.RIGHT

    def is_certainly_missing(self, answer: Expression, point: Point) -> bool:
        """Whether it is missing with few digits and with many: with few, e + e^x − e^x is negative far out."""
        return self.is_missing(answer, point) and self.is_missing(answer, point, FINE)

    def is_missing(self, answer: Expression, point: Point, digits: int = COARSE) -> bool:
        """Whether the answer has no value at a point where the truth has one, nor next to it on one side."""
        if self.shift:
            return self.compare(answer, point, digits) is State.MISSING
        return any(
            all(
                self.compare(answer, {name: value + side * step for name, value in point.items()}, digits) is State.MISSING
                for step in (Fraction(1, 1000003), Fraction(1, 10000019))
            )
            for side in (1, -1)
        )


def _attempt(work: Any) -> Any:
    try:
        return work()
    except (NoValueError, UnsettledError) as error:
        return error


def _taken(tree: Expression, point: Point, along: str, shift: Mapping[str, Expression]) -> Jet:
    try:
        if shift:
            centre = {name: oracle.jet(value, {}, "") for name, value in shift.items()}
            found = oracle.jet_at(tree, centre, along)
        else:
            found = oracle.jet(tree, point, along)
    except (OverflowError, ValueError, ZeroDivisionError, RecursionError) as error:
        raise UnsettledError(str(error)) from error
    if not all(map(mp.isfinite, (found.value, found.first, found.second))):
        raise UnsettledError("out of proportion")
    return found


def _point(random: Random, names: Sequence[str], scale: int) -> Point:
    return {name: Fraction(scale * random.randint(1, 10**6 - 1), 10**6 + random.randint(1, 10**4)) for name in names}


def at_witness(pairs: Sequence[tuple[str, str]]) -> Point | None:
    """The point that a verdict shows, where it is rational."""
    try:
        return {name: Fraction(value) for name, value in pairs}
    except ValueError:
        return None
