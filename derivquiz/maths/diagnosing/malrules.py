"""Wrong rules by name: which of them give an answer, and what to say about it."""

from __future__ import annotations

from collections.abc import Sequence

from derivquiz.maths.diagnosing.diagnosis import diagnose
from derivquiz.maths.diagnosing.malrule import Malrule
from derivquiz.maths.diagnosing.malrule_table import CATCH_ALLS, MALRULES

__all__ = ["CATCH_ALLS", "MALRULES", "Malrule", "diagnose", "message"]

MOST_NAMED = 3
"""More ties than this are not all told."""


def message(slugs: Sequence[str]) -> str:
    """A hedged sentence about the rules that give an answer, and the question of the likeliest; "" for none."""
    rules = [MALRULES[slug] for slug in slugs if slug in MALRULES][:MOST_NAMED]
    if not rules:
        return ""
    clauses = list(dict.fromkeys(rule.clause for rule in rules))
    told = ", or if ".join(clauses)
    return f"This is what you get if {told}. {rules[0].question}"
