"""SidePanel: the score at more length, and the answers tried, where the terminal is wide enough."""

from __future__ import annotations

from derivquiz.reports import Score
from derivquiz.tui.text import clip, one_line
from derivquiz.tui.widgets.passage import Passage, heading, paragraph
from derivquiz.wire import Outcome
from derivquiz.words import count

SIGNS = {Outcome.CORRECT: "✓", Outcome.WRONG: "✗", Outcome.DOMAIN: "!", Outcome.UNREADABLE: "?", Outcome.UNDECIDED: "?"}


class SidePanel(Passage):
    """Score and combo, and what was answered to this problem so far."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tally = ""
        self._tried: list[str] = []
        self.count(Score())

    def start(self) -> None:
        """Begin a problem."""
        self._tried.clear()
        self._list()

    def tried(self, text: str, outcome: Outcome) -> None:
        """Add an answer with its mark."""
        self._tried.append(f"{SIGNS[outcome]} {clip(one_line(text), 200)}")
        self._list()

    def count(self, score: Score) -> None:
        """Show a score."""
        lines = ["No answer yet."]
        if score.answered:
            combo = f"combo ×{score.combo}, best ×{score.best_combo}" if score.best_combo > 1 else ""
            lines = [f"{score.right} of {score.answered} right", count(score.points, "point"), *filter(None, [combo])]
        self._tally = "\n".join(lines)
        self._list()

    def keep_silent(self) -> None:
        """Say that there will be a score, and when."""
        self._tally = "The report comes at the end."
        self._list()

    def _list(self) -> None:
        parts = [heading("This session", gap=False), paragraph(self._tally)]
        if self._tried:
            parts += [heading("This problem"), paragraph("\n".join(self._tried))]
        self.tell(parts)
