"""ScoreLine: where the session stands, in one line."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from derivquiz.reports import Score
from derivquiz.tui.text import QUIET, clip, one_line
from derivquiz.words import count

LAST = 8
"""So many of the latest first answers have their marks shown."""
SO_FAR = "so far "


class ScoreLine(Widget):
    """The number of the problem and a word about it on the left; the latest marks, combo, answers and points on the right."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.number = 0
        self.limit: int | None = None
        self.score = Score()
        self.trail: list[bool] = []
        self.tag = ""
        self.left = ""

    def show(self, number: int, limit: int | None, tag: str) -> None:
        """Say which problem this is; `tag` is a word about it."""
        self.number, self.limit, self.tag = number, limit, one_line(tag)
        self.refresh()

    def remaining(self, seconds: float) -> None:
        """Say how long a sprint still goes on."""
        self.left = f"{int(seconds) // 60}:{int(seconds) % 60:02} left" if seconds > 0 else "time is up: the last one"
        self.refresh()

    def count(self, score: Score) -> int:
        """Take over a new score and return the points it brought; a first answer has its mark on the trail until taken back."""
        gained = score.points - self.score.points
        if score.answered > self.score.answered:
            self.trail.append(score.right > self.score.right)
        elif score.answered < self.score.answered:
            self.trail.pop()
        self.score = score
        self.refresh()
        return gained

    def render(self) -> RenderResult:
        """As much of it as there is room for: the marks go first, then the word."""
        width = self.size.width
        right = self._right(width)
        line = Content.styled(self._place(), "bold")
        room = width - cell_len(right) - line.cell_length - 4
        if room > 5:
            line = line.append(Content.styled("   " + clip(self.tag, room), QUIET))
        trail = self._trail(width - cell_len(right) - line.cell_length - 6)
        gap = max(1, width - line.cell_length - trail.cell_length - cell_len(right))
        line = line.append(" " * gap).append(trail)
        return line.append(Content.styled(clip(right, max(0, width - line.cell_length)), "$text-accent"))

    def _place(self) -> str:
        if not self.number:
            return ""
        place = f"{self.number} of {self.limit}" if self.limit else f"{self.number}"
        return f"{place}   {self.left}" if self.left else place

    def _trail(self, room: int) -> Content:
        """The latest marks, with words before and room behind that set them apart from the problem at hand."""
        marks = self.trail[-min(LAST, max(0, room - len(SO_FAR) - 1)) :]
        if not marks or room < len(SO_FAR) + min(3, len(marks)) + 1:
            return Content()
        more = "…" if len(self.trail) > len(marks) else ""
        signs = (("✓", "$text-success") if passed else ("✗", "$text-error") for passed in marks)
        return Content.assemble((SO_FAR + more, QUIET), *signs, "   ")

    def _right(self, width: int) -> str:
        score = self.score
        if not score.answered or (self.screen.has_class("-wide") and self.screen.query_one("#side").display):  # which says it
            return ""
        combo = f"combo ×{score.combo}" if score.combo > 1 else ""
        parts = [combo, f"{score.right} of {score.answered} right", count(score.points, "point")]
        if width < 60:
            parts = [f"×{score.combo}" if combo else "", f"{score.right}/{score.answered}", f"{score.points}"]
        return "   ".join(part for part in parts if part)
