"""What a wrong rule is: what a learner who follows it writes at a node, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass

from derivquiz.maths.diagnosing.slips import Operator


@dataclass(frozen=True, slots=True)
class Malrule:
    """A wrong rule. Without operators it is a slip of the whole answer, which the diagnosis knows by its slug."""

    slug: str
    clause: str
    question: str
    operators: tuple[Operator, ...] = ()
    """More than one where the rule is followed in more than one way."""
    whole: bool = False
    """Followed for whole terms only, never inside another function."""
