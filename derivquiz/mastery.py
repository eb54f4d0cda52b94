"""When something counts as known, said in one place, which the help of the game and that of `derivquiz stats` print.

`memory.figures.is_mastered` computes it.
"""

from __future__ import annotations

KNOWN = (
    "A template is known (mastered) while its predicted recall a week from now is at least the desired retention; the mastery of "
    "a deck or a skill is the share of its templates that are."
)
