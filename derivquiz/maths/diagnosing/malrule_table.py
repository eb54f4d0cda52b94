"""MALRULES: the wrong rules that learners follow, by slug.

What is said of one never names the instance, so that it can't give an answer away: a clause that finishes "this is what you get
if …", and a question that leads on.
"""

from __future__ import annotations

from derivquiz.maths.diagnosing import malrules_of_functions, malrules_of_rules, malrules_of_training
from derivquiz.maths.diagnosing.malrule import Malrule

_ROWS = (*malrules_of_training.LOSSES, *malrules_of_functions.ROWS, *malrules_of_rules.ROWS, *malrules_of_training.ROWS)
MALRULES: dict[str, Malrule] = {row.slug: row for row in _ROWS}
"""Every wrong rule by its slug. Where two give the same answer the one that stands first is named first."""

CATCH_ALLS = ("sign-flipped", "function-for-derivative", "constant-factor-off")
"""Named only where no other rule matches."""
SIGN = CATCH_ALLS[0]
KEPT = "part-not-differentiated"
MISSING_TERM = "term-missing"
LATE = (KEPT, "outer-derivative-missing")
"""Named where no other rule matches alone, and never as one of two; they are for formulas: a number says too little."""
ALIKE = frozenset((*CATCH_ALLS, *LATE))
"""Rules that are followed at single nodes only where no other rule matches, at one node or at all."""

TIES = (
    frozenset({"log-constant-kept", "outer-at-variable", "inner-derivative-squared"}),
    frozenset({"negative-exponent-sign-lost", "quotient-order-reversed", "power-coefficient-missing"}),
    frozenset({"cosine-sign", "difference-added", "product-subtracted", "integrated"}),
    frozenset({"product-of-derivatives", "product-one-term"}),
    frozenset({"outer-not-differentiated", "log-of-base-missing"}),
    frozenset({"quotient-denominator-not-squared", "quotient-denominator-frozen"}),
    frozenset({"another-piece", "chain-added", "coefficient-dropped", "substituted-first"}),
    frozenset({"leaky-side-flat", "another-piece", "substituted-first"}),
    frozenset({"function-for-derivative", "value-for-slope"}),
    frozenset({"another-piece", "activation-slope-missing"}),
    frozenset({"inner-derivative-missing", "coefficient-dropped", "input-missing"}),
    frozenset({"inner-derivative-missing", "function-for-derivative", "input-missing"}),
    frozenset({"power-coefficient-missing", "power-reduced-too-early", "square-factor-missing"}),
    frozenset({"coefficient-dropped", "mean-missing"}),
)
"""Rules that give the same answer on whole families of functions, such as every ln kx: only the likeliest is told."""
