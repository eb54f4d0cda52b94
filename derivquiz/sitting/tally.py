"""Tally: what a session brought so far, and how it was before an answer that is taken back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derivquiz.reports import Answered, Score
from derivquiz.wire import Outcome

POINTS = 10
"""Points of a right first answer; the combo adds one for each right one before it, up to as many again."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the problems of one card."""

    title: str
    marks: tuple[bool, ...] = ()
    """Whether each first answer was right, in the order given."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The score, the cards met and the first answers of a session; an earlier one can be gone back to."""

    score: Score = field(default_factory=Score)
    rows: dict[str, Row] = field(default_factory=dict)
    answered: tuple[Answered, ...] = ()

    def with_answer(self, answer: Answered) -> Tally:
        """The tally after a further first answer; one without a verdict was given up."""
        right = answer.verdict is not None and answer.verdict.outcome is Outcome.CORRECT
        old = self.score
        combo = old.combo + 1 if right else 0
        score = Score(
            answered=old.answered + 1,
            right=old.right + right,
            combo=combo,
            best_combo=max(old.best_combo, combo),
            points=old.points + (POINTS + min(old.combo, POINTS) if right else 0),
        )
        card = answer.problem.card
        row = self.rows.get(card) or Row(answer.problem.title)
        rows = self.rows | {card: replace(row, marks=(*row.marks, right))}
        return Tally(score, rows, (*self.answered, answer))
