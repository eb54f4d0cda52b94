"""Whether two trees have the same signature."""

from __future__ import annotations

import hashlib
import math
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from random import Random

from derivquiz.maths.expression import Expression
from derivquiz.maths.marking.signatures.draws import Draw, ImpossibleError, UnluckyError, VanishingError
from derivquiz.maths.marking.signatures.forms import Form, Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError
from derivquiz.maths.marking.signatures.primes import BITS, TOWERS, Kind, tower
from derivquiz.maths.marking.signatures.recognizing import MOST_RECOGNIZED, Recognizer
from derivquiz.maths.marking.signatures.rewriting import Rewriter
from derivquiz.maths.marking.signatures.values import Arithmetic

ERROR_BITS = 68
"""One answer to the question whether two forms are the same is wrong with a probability of less than 2^-68."""
QUESTION_BITS = MOST_RECOGNIZED.bit_length()
"""All questions about parts together are as sure as that: of a whole comparison the error is less than 2^-67 < 10^-20."""
MOST_WORK = 4000
"""How many values may be worked out in each of the two goes: work is limited, not time, so that no verdict hangs on the clock."""
MOST_PATHS = 64
MOST_UNLUCKY = 60
MOST_TRIALS = 4
MOST_REBUILDS = 2


def settle(reference: Expression, answer: Expression, displayed: Expression | None = None, *, seed: int = 0) -> bool | None:
    """True where the signatures agree, False where they differ, None where none could be taken with little work; never raises.

    `displayed` is what the reference is the derivative of, and has values where that has: more signs are known then.
    """
    return explain(reference, answer, displayed, seed=seed)[0]


def explain(
    reference: Expression, answer: Expression, displayed: Expression | None = None, *, seed: int = 0
) -> tuple[bool | None, str]:
    """What `settle` says, and the reason."""
    try:
        return _Comparison(reference, answer, displayed, seed).same()
    except UnsupportedError as error:
        return None, str(error)
    except (RecursionError, OverflowError, MemoryError) as error:
        return None, type(error).__name__


def parting(reference: Expression, answer: Expression, displayed: Expression | None, *, seed: int = 0) -> dict[str, Fraction]:
    """A place where two trees that differ have the signs for which they do, as far as that is known; never raises."""
    try:
        comparison = _Comparison(reference, answer, displayed, seed)
        return comparison.rewriter.laws.signs.point(comparison.apart) if comparison.same()[0] is False else {}
    except (UnsupportedError, RecursionError, OverflowError, MemoryError):
        return {}


class _Comparison:
    def __init__(self, reference: Expression, answer: Expression, displayed: Expression | None, seed: int) -> None:
        self.work = 0
        """How many values were worked out so far."""
        self.forms = Forms()
        self.rewriter = Rewriter(self.forms)
        self.trees = reference, answer
        self.displayed = displayed
        self.chosen_by = seed, reference, answer
        self.apart: dict[Form, int] = {}
        """The signs for which two forms were last found to differ."""
        self.lucky: Draw | None = None
        """The last draw with all roots that were needed."""
        self.pair = self._build()

    @cached_property
    def random(self) -> Random:
        """Random numbers that depend on the trees and the seed: most trees have one form, and need none."""
        return Random(hashlib.blake2b(repr(self.chosen_by).encode(), digest_size=16).digest())  # noqa: S311  # nothing secret

    def _build(self) -> tuple[Form, Form]:
        reference, answer = self.trees
        pair = self.rewriter.form(reference), self.rewriter.form(answer)
        for _ in range(MOST_REBUILDS):
            if not self.rewriter.is_stale():
                break
            self.rewriter.forget()
            pair = self.rewriter.form(reference), self.rewriter.form(answer)
        return pair

    def same(self) -> tuple[bool | None, str]:
        """The forms as the laws make them; where these don't agree, once more with what is the same by its values."""
        found = self._tried(*self.pair, ERROR_BITS)
        if found[0] is True:
            return found
        self.work = 0
        draw = self.lucky or self._draw()
        known = Recognizer(self.forms, self.rewriter.laws.signs, draw, self._are_same)
        if self.displayed is not None:
            with suppress(UnsupportedError):
                self.rewriter.form(self.displayed)
        self.rewriter.recognize(self.trees, known.simplest)
        again = self._tried(*self._build(), ERROR_BITS)
        return again if again[0] is not None else found

    def _are_same(self, one: Form, other: Form) -> bool:
        """Whether two parts are the same, with so small an error that there may be many such questions."""
        try:
            return self._tried(one, other, ERROR_BITS + QUESTION_BITS)[0] is True
        except UnsupportedError:
            return False

    def _tried(self, left: Form, right: Form, bits: int) -> tuple[bool | None, str]:
        try:
            return self._compared(left, right, bits)
        except UnsupportedError as error:
            return None, str(error)

    def _compared(self, left: Form, right: Form, bits: int) -> tuple[bool | None, str]:
        if left is right and not self.rewriter.laws.signs.assumed:
            return True, "the same form"
        # a name is a power of what is drawn for it, so that it has all the roots that are needed
        degree = (left.degree + right.degree) * self.forms.denominator
        trials = math.ceil(bits / max(1, BITS - degree.bit_length()))
        if trials > MOST_TRIALS:
            return None, "the degree is too large for a small error"
        done = unlucky = 0
        while done < trials:
            draw = self._draw()
            try:
                found = self._agree(draw, left, right)
            except UnluckyError:
                unlucky += 1
                if unlucky > MOST_UNLUCKY:
                    return None, "no values with all the roots that are needed"
                continue
            self.lucky = draw
            if found is not True:
                return found, "the values differ" if found is False else "too many signs, or none that can hold"
            done += 1
        return True, "the same values"

    def _draw(self) -> Draw:
        return Draw(tower(self._kind(), self.random.randrange(TOWERS)), self.forms.denominator, self.random)

    def _kind(self) -> Kind:
        degree = self.forms.denominator
        if not degree & (degree - 1):
            return Kind.ANGLES
        return Kind.REALS if self.forms.degrees.get(self.forms.prime(3), 1) % 2 == 0 else Kind.ROOTS

    def _agree(self, draw: Draw, left: Form, right: Form) -> bool | None:
        """Whether two forms have one value for every choice of signs that can't be ruled out."""
        steady: dict[tuple[Form, int], int] = {}
        chosen: list[bool] = []
        seen = False
        for _ in range(MOST_PATHS):
            if self.work > MOST_WORK:
                raise UnsupportedError("too much work")
            arithmetic = Arithmetic(self.forms, self.rewriter.laws.signs, draw, chosen, steady)
            before = len(steady)
            try:
                arithmetic.begin()
                equal = arithmetic.value(left) == arithmetic.value(right)
                seen = seen or (equal and self.rewriter.laws.signs.can_hold(arithmetic.claims))
            except ImpossibleError:
                equal = True
            except VanishingError:
                equal = True  # one of the two has no value under these signs
            finally:
                self.work += arithmetic.size() + len(steady) - before
            if not equal and self.rewriter.laws.signs.can_hold(arithmetic.claims):
                self.apart = arithmetic.claims
                return False
            chosen = arithmetic.chosen
            while chosen and not chosen[-1]:
                chosen.pop()
            if not chosen:
                return True if seen else None
            chosen[-1] = False
        return None
