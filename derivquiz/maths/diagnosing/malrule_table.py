"""MALRULES: the wrong rules that learners follow, by slug.

What is said of one never names the instance, so that it can't give an answer away: a clause that finishes "this is what you get
if …", and a question that leads on.
"""

from __future__ import annotations

from derivquiz.maths.diagnosing import malrules_of_functions, malrules_of_rules
from derivquiz.maths.diagnosing.malrule import Malrule

MALRULES: dict[str, Malrule] = {row.slug: row for row in (*malrules_of_functions.ROWS, *malrules_of_rules.ROWS)}
"""Every wrong rule by its slug. Where two give the same answer the one that stands first is named first."""

CATCH_ALLS = ("sign-flipped", "function-for-derivative", "constant-factor-off")
"""Named only where no other rule matches."""
