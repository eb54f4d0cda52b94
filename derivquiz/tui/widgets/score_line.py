"""ScoreLine: where the session stands, in one line."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from derivquiz.tui.shown import QUIET, clip, count, one_line
from derivquiz.wire import Score


class ScoreLine(Widget):
    """The number of the problem and how the last ones went on the left; combo, answers and points on the right."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.number = 0
        self.limit: int | None = None
        self.score = Score()
        self.trail: list[bool] = []
        self.tag = ""

    def show(self, number: int, limit: int | None, tag: str) -> None:
        """Say which problem this is; `tag` is a word about it."""
        self.number, self.limit, self.tag = number, limit, one_line(tag)
        self.refresh()

    def count(self, score: Score) -> int:
        """Take over a new score and return the points it brought; a first answer leaves its mark on the trail."""
        gained = score.points - self.score.points
        if score.answered > self.score.answered:
            self.trail.append(score.right > self.score.right)
        self.score = score
        self.refresh()
        return gained

    def render(self) -> RenderResult:
        """As much of it as there is room for: the left end goes first."""
        width = self.size.width
        right = self._right(width)
        left = f"{self.number} of {self.limit}" if self.limit else f"{self.number}"
        room = width - cell_len(right) - cell_len(left) - 4
        trail = "".join("✓" if passed else "✗" for passed in self.trail)
        trail = "…" + trail[-(room - 1) :] if len(trail) > room > 1 else trail[: max(0, room)]
        line = Content.assemble(
            (left, "bold"), "  ", *((mark, f"$text-{'success' if mark == '✓' else 'error'}") for mark in trail)
        )
        left_over = room - len(trail) - 2
        tag = "  " + clip(self.tag, left_over) if left_over > 5 else ""
        line = line.append(Content.styled(tag, QUIET))
        gap = max(1, width - line.cell_length - cell_len(right))
        return line.append(" " * gap).append(Content.styled(clip(right, max(0, width - line.cell_length - 1)), "$text-accent"))

    def _right(self, width: int) -> str:
        score = self.score
        if not score.answered or self.screen.has_class("-wide"):  # the side panel says it
            return ""
        combo = f"combo ×{score.combo}" if score.combo > 1 else ""
        parts = [combo, f"{score.right} of {score.answered} right", count(score.points, "point")]
        if width < 60:
            parts = [f"×{score.combo}" if combo else "", f"{score.right}/{score.answered}", f"{score.points}"]
        return "   ".join(part for part in parts if part)
