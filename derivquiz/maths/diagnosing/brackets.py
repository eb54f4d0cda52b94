"""Whether a wrong answer lacks nothing but a pair of brackets."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb

from derivquiz.errors import EvaluationError, ReadingError
from derivquiz.maths import balls, reading
from derivquiz.maths.diagnosing.bracketing import bracketings
from derivquiz.maths.diagnosing.trial import BITS, Point, spread
from derivquiz.maths.expression import Expression, names, substitute
from derivquiz.maths.marking import equality
from derivquiz.maths.marking.equality import Same, Value
from derivquiz.maths.reading import Vocabulary


def missing(text: str, vocabulary: Vocabulary, right: Expression, given: Mapping[str, Expression] | None = None) -> str:
    """The text with the brackets that make it right, names that are `given` put in; "" where no such pair does."""
    ways = iter(bracketings(text))
    first = next(ways, None)
    if first is None:
        return ""
    point, value = _seen(right, {*vocabulary.variables, *(name for name, _ in vocabulary.given)})
    for written in (first, *ways):
        try:
            tree = substitute(reading.read(written, vocabulary).expression, given or {})
            if value is not None and not balls.value(tree, point, bits=BITS).overlaps(value):
                continue
        except (ReadingError, EvaluationError):
            continue
        if isinstance(equality.compare(Value(right), tree, proof=False), Same):
            return written.strip()
    return ""


def _seen(right: Expression, letters: set[str]) -> tuple[Point, arb | None]:
    """A point, and the right value there: what has another is done with."""
    for point in spread(sorted(letters | names(right))):
        try:
            return point, balls.value(right, point, bits=BITS)
        except EvaluationError:
            continue
    return {}, None
