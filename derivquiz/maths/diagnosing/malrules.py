"""Wrong rules by name: which of them give an answer, and what to say about it."""

from __future__ import annotations

from derivquiz.maths.diagnosing.diagnosis import diagnose
from derivquiz.maths.diagnosing.explanation import Explanation, explain, message
from derivquiz.maths.diagnosing.malrule import Malrule
from derivquiz.maths.diagnosing.malrule_table import CATCH_ALLS, MALRULES

__all__ = ["CATCH_ALLS", "MALRULES", "Explanation", "Malrule", "diagnose", "explain", "message"]
