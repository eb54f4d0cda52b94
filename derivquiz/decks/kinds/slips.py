"""Wrong answers that a problem states together with what leads to them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derivquiz.errors import EvaluationError
from derivquiz.maths.expression import Expression, names
from derivquiz.maths.marking import equality
from derivquiz.maths.marking import places as marking
from derivquiz.maths.marking.equality import Same, Value
from derivquiz.maths.marking.values import approximate


def named(known: Iterable[tuple[str, Expression]], answer: Expression) -> tuple[str, ...]:
    """The slugs of the stated slips that give an answer, also when it rounds to it."""
    return tuple(slug for slug, wrong in known if _gives(wrong, answer))


def _gives(wrong: Expression, answer: Expression) -> bool:
    if isinstance(equality.compare(Value(wrong), answer, proof=False), Same):
        return True
    given = marking.typed_places(answer)
    if not given or names(wrong) or names(answer):
        return False
    try:
        return abs(approximate(Value(wrong)) - approximate(Value(answer))) <= Fraction(1, 2 * 10**given)
    except EvaluationError:
        return False
