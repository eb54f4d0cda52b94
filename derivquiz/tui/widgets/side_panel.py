"""SidePanel: the score at more length, and the answers tried, where the terminal is wide enough."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from derivquiz.reports import Score
from derivquiz.tui.text import clip, one_line
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Outcome
from derivquiz.words import count

SIGNS = {Outcome.CORRECT: "✓", Outcome.WRONG: "✗", Outcome.DOMAIN: "!", Outcome.UNREADABLE: "?", Outcome.UNDECIDED: "?"}


class SidePanel(Vertical):
    """Score and combo, and what was answered to this problem so far."""

    def compose(self) -> ComposeResult:
        """The score, then the answers."""
        yield Plain("This session", classes="section")
        yield Plain(id="tally")
        yield Plain("This problem", id="tried-title", classes="section")
        yield Plain(id="tried")

    def on_mount(self) -> None:
        """Nothing was answered yet."""
        self._tried: list[str] = []
        self.count(Score())
        self.start()

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
        if not score.answered:
            self.query_one("#tally", Plain).say("No answer yet.")
            return
        lines = [
            f"{score.right} of {score.answered} right",
            count(score.points, "point"),
        ]
        if score.best_combo > 1:
            lines.append(f"combo ×{score.combo}, best ×{score.best_combo}")
        self.query_one("#tally", Plain).say("\n".join(lines))

    def keep_silent(self) -> None:
        """Say that there will be a score, and when."""
        self.query_one("#tally", Plain).say("The report comes at the end.")

    def _list(self) -> None:
        self.query_one("#tried-title").display = bool(self._tried)
        self.query_one("#tried", Plain).say(Content("\n".join(self._tried)))
