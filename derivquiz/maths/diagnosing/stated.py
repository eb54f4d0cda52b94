"""Which of the wrong values that are stated with a problem an answer is."""

from __future__ import annotations

from collections.abc import Iterable

from derivquiz.errors import EvaluationError
from derivquiz.maths.diagnosing.explanation import Explanation, told
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import MALRULES
from derivquiz.maths.diagnosing.trial import Point, Trial
from derivquiz.maths.expression import Expression, Undefined, Vector, names


def among(
    right: Expression, answer: Expression, wrong: Iterable[tuple[str, Expression]], *, at: Point | None = None
) -> Explanation:
    """The slugs whose stated value is the answer's, and not the right one, in the order stated.

    Typed decimals match what rounds to them. Slugs that are no wrong rule of the table are reported and not put into words.
    """
    if isinstance(answer, Undefined | Vector):
        return Explanation()
    if at is None and not names(right) | names(answer):
        at = {}
    try:
        trial = Trial(right, (), answer, at)
    except EvaluationError:
        return Explanation()
    if trial.is_right:
        return Explanation()
    slugs = tuple(dict.fromkeys(slug for slug, value in wrong if trial.gives(value)))
    return Explanation(slugs, told([Found(slug) for slug in slugs if slug in MALRULES], at))
