"""Which of the rules that give an answer are worth saying: a guess such as 1, 0 or x is put down to no far-fetched rule."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.tidy import simplify
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import KEPT
from derivquiz.maths.diagnosing.trial import Trial
from derivquiz.maths.expression import Expression, Name, Negate, Power, Product, Quotient, names, rational, walk

FAR_FETCHED = frozenset(
    {
        "chain-added",
        "coefficient-added-to-exponent",
        "constant-kept",
        "first-derivative-squared",
        "inner-derivative-squared",
        "inner-constant-lost",
        "integrated",
        "middle-layer-skipped",
        "one-path-only",
        "outer-at-inner-derivative",
        "outer-at-variable",
        "part-not-differentiated",
        "power-exponent-kept",
        "power-exponent-raised",
        "power-reduced-too-early",
        "product-factors-with-own-derivatives",
        "quotient-numerator-squared",
        "quotient-order-reversed",
        "quotient-terms-mixed",
        "residual-reversed",
        "root-of-derivative",
    }
)
"""Rules that hardly lead to 1, −1 or the variable alone: their numbers would have to cancel."""
NAUGHT = frozenset(
    {
        "another-piece",
        "frozen-factor-dropped",
        "frozen-terms-zeroed",
        "function-for-derivative",
        "leaky-side-flat",
        "outer-not-differentiated",
        "product-of-derivatives",
        "quotient-of-derivatives",
        "softmax-off-diagonal-zero",
        "substituted-first",
        "value-for-slope",
    }
)
"""Rules that lead to 0 of themselves: others give it where something cancels."""
GUESSES = {
    True: frozenset({Fraction(1), Fraction(-1)}),
    False: frozenset(Fraction(n, 2) for n in (-4, -2, -1, 1, 2, 4)),
}
"""Numbers that anyone types who doesn't know: as a formula, and where a number is asked."""
AS_ALONE = frozenset({"outer-at-variable", "inner-derivative-missing"})
"""Two slips that are one thought: the outer function is differentiated as if the variable stood inside."""
_SHORT = (Name, Negate, Product, Quotient, Power)


def credible(trial: Trial, found: Iterable[Found]) -> tuple[Found, ...]:
    """Those of some findings that a learner who typed the answer may well have followed."""
    kept = tuple(found)
    if not kept:
        return ()
    number = rational(trial.answer)
    if number == 0:
        return tuple(one for one in kept if one.also is None and one.slug in NAUGHT)
    if number in GUESSES[trial.at is None] or (trial.at is None and _is_variable(trial)):
        return tuple(one for one in kept if one.also is None and one.slug not in FAR_FETCHED)
    if trial.at is None and not names(trial.answer) and names(differentiate(trial.function, *trial.wrt)):
        kept = tuple(one for one in kept if one.also is None and one.slug != KEPT)
    if any(one.also is not None for one in kept) and trial.at is None and says_little(trial):
        return tuple(one for one in kept if one.also is None or set(one.slugs) == AS_ALONE)
    return kept


def _is_variable(trial: Trial) -> bool:
    answer = trial.answer.operand if isinstance(trial.answer, Negate) else trial.answer
    return isinstance(answer, Name) and answer.name in trial.wrt


def says_little(trial: Trial) -> bool:
    """Whether an answer is a number, or one times or over the variable, where the right one is more than that."""
    return is_short(trial.answer) and not is_short(differentiate(trial.function, *trial.wrt))


def is_short(e: Expression) -> bool:
    """Whether an expression is c, c·x or c/x."""
    parts = [part for part in walk(simplify(e)) if names(part)]
    if not all(isinstance(part, _SHORT) for part in parts) or sum(isinstance(part, Name) for part in parts) > 1:
        return False
    return all(rational(part.exponent) in (1, -1) for part in parts if isinstance(part, Power))
