"""Whether an answer equals the truth: Same, Different (with a point), Narrower (undefined on a stretch) or Undecided.

What each verdict claims.

Different: at one exact rational point the truth lies certainly in one interval and the answer certainly in another, and the two
are disjoint; or the answer has certainly no value at any point found where the truth has one. No rounding can make that claim of
a right answer. Points on a jump or a kink are left out, since the value there is a matter of convention.

Narrower: nothing differs, and the answer certainly has no value at some point where the truth has one, nor next to it on one
side: a stretch is lost. A single lost point (x/x at 0) is a hole, which is told and forgiven. A larger domain is right.

Same, proved: no point differs and the trees are the same, or both are the same exact rational, or the difference of two numbers
made of roots is smaller than any but 0 can be (`radicals`), or SymPy reduced the difference to an exact zero.

Same, signature: no point differs, and both trees have the same value in arithmetic modulo random primes: `signatures` says what
that proves, and that it is wrong with a probability of less than 10^-20.

Both of these say so of every piece of the line on which the two have values, so that a stretch that is lost is all that is left
to look for. Where the forms of the trees rule that out too (`domains`), no more than a few friendly points, four random ones, one
of them with 2,048 bits, and the likely holes are looked at; otherwise a point in every piece.

Same, agrees: at every point tried where both have a value the intervals overlap, at two random ones with 2,048 and 8,192 bits.
The two could still differ by less than that, or on a stretch that no point fell into: this is evidence, not proof. Where
signatures say that they do differ, places with the signs for which they do and points of all sizes are looked at too, with up to
32,768 bits.

Undecided: no point gave information; or none differs though signatures do, and something has a kink, which may be out of sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from math import inf

from flint import arb

from derivquiz.errors import EvaluationError, ImpreciseError, UndefinedError
from derivquiz.maths.expression import Expression, Matrix, Undefined, Vector, names
from derivquiz.maths.marking import domains, radicals, sampling, signatures
from derivquiz.maths.marking import proof as symbolic_proof
from derivquiz.maths.marking.breaks import Place
from derivquiz.maths.marking.quantity import At, Derivative, Quantity, Value
from derivquiz.maths.marking.results import Different, Finding, Narrower, Result, Same, Undecided
from derivquiz.maths.marking.single import BITS, CLIMB, DOUBTFUL_CLIMB, is_evident, is_meaningful, number, symbolic
from derivquiz.maths.marking.witness import is_readable, pairs, witness
from derivquiz.wire import Certainty, Pairs, Witness

__all__ = ["At", "Derivative", "Different", "Narrower", "Quantity", "Result", "Same", "Undecided", "Value", "compare"]

RANDOM_POINTS = 20
FEW_POINTS = 4
"""So many random points come before the question whether the trees are the same, and so many must agree for it to be asked."""
WIDE_POINTS = 200
ENOUGH = 8
"""Agreement at fewer points than this starts the wide search."""
PLAIN_DENOMINATOR = 1000
"""Random points have greater denominators than this, friendly ones smaller."""
MOST_DOUBTFUL = 40
"""So many points are looked at once more where signatures differ: a term such as e^(-300) is seen at few of them."""
SHARP_BITS = (512, 2048, 8192)
"""The precisions at which a piece between two breaks is looked at: a difference may be small next to what is added to it."""
CLEAREST_OF = 6
MOST_SHARP = 24 * SHARP_BITS[-1]
HEAVY = 60
"""Trees with more functions and powers than this climb to the lesser of the two precisions only."""


def compare(reference: Quantity, answer: Expression, *, proof: bool = True, seed: int = 0) -> Result:
    """The verdict on an answer; never raises, and is the same for the same seed.

    `proof` asks SymPy for an exact proof where all points agree and no signature settled it: the caller limits its time.
    Without it a verdict takes milliseconds.
    """
    if isinstance(answer, Vector | Matrix):
        return Different(None)
    trial = _Trial(reference, answer, seed)
    try:
        result = trial.verdict()
    except EvaluationError as error:
        return Undecided(str(error))
    if not isinstance(result, Same) or result.certainty is not Certainty.AGREES or isinstance(answer, Undefined):
        return result
    whole = symbolic(reference) if proof else None
    if whole is not None and symbolic_proof.prove(whole, answer):
        return replace(result, certainty=Certainty.PROVED)
    return Undecided("the two may part where nobody can look") if trial.is_unsure() else result


class _Trial:
    """One comparison: what the points surveyed so far say."""

    def __init__(self, reference: Quantity, answer: Expression, seed: int) -> None:
        self.reference = reference
        self.answer = Value(answer)
        self.seed = seed
        self.names = sorted(reference.names | names(answer))
        self.landmarks = sampling.Landmarks((reference.tree, answer), seed)
        self.random = self.landmarks.random
        self.agreed: list[Place] = []
        self.missing: list[Place] = []
        self.sharp = MOST_SHARP if self.landmarks.weight > HEAVY else 0
        """The bits that points were looked at with beyond the first: next to a vast value a small difference needs them."""
        self.without = 0
        """Points where the truth has certainly no value."""
        self.doubtful = False
        """Whether signatures say that the two differ, though all points agree so far."""

    def verdict(self) -> Result:
        if not self.names:
            return self._number()
        for search, levels in self._searches():
            for point in search:
                if self._survey(point, levels) is Finding.DIFFER:
                    return Different(self._friendliest(point, Finding.DIFFER, levels))
        if not self.agreed:
            return self._nowhere()
        for bits, point in self._climbers():
            if self._judge(point, (bits,)) is Finding.DIFFER:
                return Different(self._friendliest(point, Finding.DIFFER, (bits,)))
        for point in self.missing:
            if self._on_stretch(point):
                return Narrower(self._friendliest(point, Finding.MISSING))
        holes = tuple(dict.fromkeys(map(pairs, self.missing)))
        return Same(self.certainty, tuple(map(_hole_note, holes)), holes)

    def is_unsure(self) -> bool:
        """Whether signatures differ and something turns, so that the two may part out of sight: x and x + relu(x - 10^5000)."""
        return self.doubtful and bool(self.names) and self.landmarks.turns

    def _number(self) -> Result:
        result = number(self.reference, self.answer)
        if isinstance(result, Same) and result.certainty is Certainty.AGREES:
            if self.certainty is Certainty.AGREES and self.doubtful:
                return number(self.reference, self.answer, DOUBTFUL_CLIMB)
            return replace(result, certainty=self.certainty)
        return result

    @cached_property
    def certainty(self) -> Certainty:
        """What is known of the two trees wherever both have values: asked for once some points agree, since it takes longer."""
        answer = self.answer.expression
        if is_evident(self.reference, answer):
            return Certainty.PROVED
        whole = None if isinstance(answer, Undefined) else symbolic(self.reference)
        if whole is None:
            return Certainty.AGREES
        same = signatures.settle(whole, answer, self.reference.tree if self.names else None, seed=self.seed)
        if same:
            return Certainty.SIGNATURE
        self.doubtful = same is False
        return Certainty.PROVED if not self.names and radicals.are_equal(whole, answer) else Certainty.AGREES

    @cached_property
    def _is_whole(self) -> bool:
        """Whether the two are known to be the same, and the answer to have a value wherever the truth has one."""
        return self.certainty is not Certainty.AGREES and domains.is_kept(self.reference.tree, self.answer.expression)

    def _searches(self) -> Iterator[tuple[Iterable[Place], tuple[int, ...]]]:
        """The points to look at with the precisions for each; fewer as soon as it is known what they could show."""
        yield sampling.friendly(self.names, sampling.FIRST), BITS
        plain = sampling.random_points(self.names, self.random, RANDOM_POINTS)
        yield islice(plain, FEW_POINTS), BITS
        if len(self.agreed) < FEW_POINTS or not self._is_whole:
            yield plain, BITS
            same = bool(self.agreed) and self.certainty is not Certainty.AGREES
            yield self.landmarks.beyond_breaks(self.names, self.random), BITS if same else SHARP_BITS
            if not same:
                yield self.landmarks.sizes(self.names, self.random), BITS
            yield self._wide(), BITS
        yield self.landmarks.holes(self.names), BITS
        if self.doubtful and (whole := symbolic(self.reference)) is not None:
            parting = signatures.parting(whole, self.answer.expression, self.reference.tree, seed=self.seed)
            yield [{**self.agreed[0], **parting}], DOUBTFUL_CLIMB
            yield self.landmarks.pieces.points(self.names, self.agreed[:1], self.random), DOUBTFUL_CLIMB
            yield self.landmarks.extremes(self.names, self.random), CLIMB[:1]

    def _wide(self) -> Iterable[Place]:
        """More points while too few have said anything."""
        if len(self.agreed) >= ENOUGH:
            return
        for point in islice(self.landmarks.wide(self.names, self.random), WIDE_POINTS):
            yield point
            if len(self.agreed) >= ENOUGH:
                return

    def _survey(self, point: Place, levels: tuple[int, ...] = BITS) -> Finding:
        finding = self._judge(point, levels)
        if finding is Finding.AGREE:
            self.agreed.append(point)
        elif finding is Finding.MISSING:
            self.missing.append(point)
        return finding

    def _judge(self, point: Place, levels: tuple[int, ...]) -> Finding:
        for bits in levels:
            if levels is SHARP_BITS and bits != levels[0]:
                if self.sharp >= MOST_SHARP:
                    return Finding.NOTHING
                self.sharp += bits
            try:
                right = self.reference.at(point, bits)
            except ImpreciseError:
                continue
            except UndefinedError:
                self.without += 1
                return Finding.NOTHING
            except EvaluationError:
                return Finding.NOTHING
            try:
                yours = self.answer.at(point, bits)
            except ImpreciseError:
                continue
            except UndefinedError:
                return Finding.MISSING
            except EvaluationError:
                return Finding.NOTHING
            if not yours.overlaps(right):
                return Finding.DIFFER
            if is_meaningful(yours, right, bits):
                closer = (levels is SHARP_BITS and bits == levels[0]) or abs(right) > arb(2) ** (bits // 2)
                if closer and bits != levels[-1] and self.sharp < MOST_SHARP:
                    continue
                return Finding.AGREE
        return Finding.NOTHING

    def _climbers(self) -> list[tuple[int, Place]]:
        """Where to look with how many more bits: random points that agreed, since friendly ones may be special.

        Next to a value such as e^(10^9) no tiny difference is seen, so many bits go where the balls are the smallest; but far
        out a term such as e^(-x^8) has gone, and a difference in it too, so as many go where the names are nearest to 1 or -1.
        """
        plain = [point for point in self.agreed if all(at.denominator > PLAIN_DENOMINATOR for at in point.values())]
        chosen = plain or self.agreed
        if self.certainty is not Certainty.AGREES:
            return [(CLIMB[0], chosen[-1])]
        doubtful = [(CLIMB[0], point) for point in self.agreed[:MOST_DOUBTFUL]] if self.doubtful else []
        clearest, nearest = min(chosen[:CLEAREST_OF], key=self._blur), min(chosen, key=sampling.distance)
        if self.landmarks.weight > HEAVY:
            return [(CLIMB[0], clearest), (CLIMB[0], nearest), *doubtful]
        return [(CLIMB[0], chosen[0]), (CLIMB[-1], clearest), (CLIMB[-1], nearest), *doubtful]

    def _blur(self, point: Place) -> float:
        """The logarithm of how wide the balls at a point are; a value that may be 0 comes last: no factor is seen there."""
        try:
            right, yours = (quantity.at(point, BITS[0]) for quantity in (self.reference, self.answer))
        except EvaluationError:
            return inf
        if right.contains(0):
            return inf
        width = right.rad() + yours.rad()
        return float(width.log()) if width > 0 else -inf

    def _on_stretch(self, point: Place) -> bool:
        """Whether the answer has no value near a point either, all the way on one side of it."""
        sides = zip(*sampling.around(point, self.random, self.landmarks.pieces.room(point)), strict=True)
        return any(all(self._judge(near, BITS) is Finding.MISSING for near in side) for side in sides)

    def _nowhere(self) -> Result:
        for point in self.missing:
            if self._on_stretch(point):
                return Different(self._friendliest(point, Finding.MISSING))
        if isinstance(self.answer.expression, Undefined) and self.without > RANDOM_POINTS:
            return Same(Certainty.AGREES)
        return Undecided("no point was found where both have a value that can be settled")

    def _friendliest(self, point: Place, finding: Finding, levels: tuple[int, ...] = BITS) -> Witness:
        """A witness that a person can check by hand, at the point itself if there is no other."""
        best: Witness | None = None
        near = (*sampling.friendly(self.names), *sampling.simpler(point), point)
        # what a person can see, few bits show
        tries: list[tuple[Place, tuple[int, ...]]] = [(candidate, BITS) for candidate in near]
        tries += [(near[0], levels), (point, levels)] if levels != BITS else []
        for candidate, bits in tries:
            if self._judge(candidate, bits) is not finding or (finding is Finding.MISSING and not self._on_stretch(candidate)):
                continue
            yours, right = self._values(candidate, bits)
            readable = is_readable(yours, right)
            if readable or best is None:
                best = witness(candidate, yours, right)
            if readable:
                break
        return best or witness(point, *self._values(point, levels))

    def _values(self, point: Place, levels: tuple[int, ...]) -> tuple[arb | None, arb | None]:
        bits = levels[-1]
        right = self.reference.at(point, bits)
        try:
            return self.answer.at(point, bits), right
        except EvaluationError:
            return None, right


def _hole_note(hole: Pairs) -> str:
    place = ", ".join(f"{name} = {at}" for name, at in hole)
    return f"at {place} yours has no value, though the rest is right"
