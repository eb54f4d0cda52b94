"""Whether a template's constraints hold for what was drawn: comparisons between rational numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from derivquiz.errors import DrawError, ReadingError
from derivquiz.maths import reading, writing
from derivquiz.maths.expression import Comparison, Expression, Relation, rational, substitute
from derivquiz.maths.reading import Vocabulary


def holds(template_id: str, text: str, terms: Mapping[str, Expression]) -> bool:
    """Whether a constraint holds with the parameters' values in it; raises DrawError where it can't be read or decided."""
    return all(_true(template_id, condition, terms) for condition in _conditions(template_id, text, tuple(terms)))


@lru_cache(maxsize=512)
def _conditions(template_id: str, text: str, known: tuple[str, ...]) -> tuple[Comparison, ...]:
    try:
        return reading.read_condition(text, Vocabulary(known))
    except ReadingError as error:
        raise DrawError(f"{template_id}: the constraint {text!r} can't be read: {error}") from None


def _true(template_id: str, condition: Comparison, terms: Mapping[str, Expression]) -> bool:
    left, right = rational(substitute(condition.left, terms)), rational(substitute(condition.right, terms))
    if left is None or right is None:
        text = f"{writing.line(condition.left)} {condition.relation} {writing.line(condition.right)}"
        raise DrawError(f"{template_id}: the constraint {text!r} is not between rational numbers")
    relation: Relation = condition.relation
    match relation:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "=":
            return left == right
        case "!=":
            return left != right
