"""SummaryScreen: what a session brought, and what comes back when."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from derivquiz.reports import Score, Summary, SummaryRow
from derivquiz.sitting.modes import Mode
from derivquiz.tui.exam_report import exam_report
from derivquiz.tui.key_names import SCROLL, way, worded
from derivquiz.tui.messages import GoneOn, SummaryReady, SummarySeen
from derivquiz.tui.page import PageScreen
from derivquiz.tui.protocols import Play
from derivquiz.tui.text import QUIET, fitted, one_line
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.scroll import Scroll
from derivquiz.words import count, duration

NAMES = {
    Mode.REVIEW: "Session over",
    Mode.PRACTICE: "Practice over",
    Mode.SPRINT: "Sprint over",
    Mode.EXAM: "Exam over",
    Mode.MISTAKES: "Mistakes gone through",
    Mode.PLACEMENT: "Placement over",
}
MORE_NEW = 5
"""So many new templates at once are offered to those who are done for the day."""
IN_TURN = "right, in turn"
"""The head of the marks where a row has several: they stand as they were given, the first on the left."""


class SummaryScreen(PageScreen):
    """The end of a session. `onward` says where leaving it leads; `said` is why it ended, if there is more to say.

    Where a review is `done`, one can go on with more new ones or with practice.
    """

    CSS_PATH = "../screens.tcss"
    BINDINGS = [
        Binding("enter", "close", "Done", id="summary.done", tooltip="Leave this page"),
        Binding("n", "more_new", "More new", id="summary.new", tooltip="The day is done: go on with some more new ones"),
        Binding("p", "practise", "Practice", id="summary.practice", tooltip="The day is done: go on with what you have met"),
        Binding("escape", "close", "Done", show=False, id="summary.leave", tooltip="Leave this page"),
    ]

    def __init__(self, play: Play, onward: str = "back to Home", *, done: bool = False, said: str = "") -> None:
        async def find() -> Message:
            return SummaryReady(await play.summary())

        super().__init__(find)
        self._play = play
        self._onward = onward
        self._said = said
        self._offers = done and play.mode is Mode.REVIEW and play.limit is None
        self._summary: Summary | None = None

    def compose(self) -> ComposeResult:
        """The score, what was asked, and one sentence about what comes."""
        with Vertical(id="page"):
            yield Plain(_name(self._play), id="name")
            yield Plain(self._said, id="notice")
            yield Plain(id="score")
            yield Plain(id="best")
            yield Plain(id="message")
            with Scroll(id="scroll"):
                yield Plain(id="rows")
                yield Plain(id="report")
            yield Plain(id="onward", classes="quiet")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the frame, then ask what there is to show; say that it scrolls, as long as it does."""
        super().on_mount()
        self.watch(self._scroll, "show_vertical_scrollbar", self._say_ways, init=False)

    @on(SummaryReady)
    def _show(self, event: SummaryReady) -> None:
        summary = self._summary = event.summary
        empty = self._said and not summary.score.answered  # why there was nothing is said already
        self.query_one("#score", Plain).say("" if empty else _score(summary.score, summary.seconds))
        self.query_one("#best", Plain).say(self._best(summary))
        self.query_one("#message", Plain).say(summary.message)
        self._list()
        self.refresh_bindings()

    def _list(self) -> None:
        if self._summary is None:
            return
        self.query_one("#rows", Plain).say(_table(self._summary.rows, self._width))
        if self._play.silent:
            self.query_one("#report", Plain).say(exam_report(self._summary.answered, self._width))
        self._say_ways()

    def _say_ways(self) -> None:
        """Say where one can go, and that there is more below where there is."""
        more = f"   {worded(self, SCROLL)}" if self._scroll.show_vertical_scrollbar else ""
        self.query_one("#onward", Plain).say(self._ways().append(more))

    def _best(self, summary: Summary) -> str:
        if self._play.mode is not Mode.SPRINT:
            return ""
        if self._play.seconds_left:
            return "Left before the time was up: it doesn't count as a sprint."
        if summary.score.points > summary.best:
            return f"A new personal best; it was {summary.best}." if summary.best else "Your first sprint: this is what to beat."
        return f"Your personal best is {count(summary.best, 'point')}."

    def _ways(self) -> Content:
        ways = [way(self, "summary.done", self._onward, "close")]
        if self._more_new:
            words = f"{self._more_new} more new {'one' if self._more_new == 1 else 'ones'}"
            ways.append(way(self, "summary.new", words, "more_new"))
        if self._offers and self._summary is not None:
            ways.append(way(self, "summary.practice", "practice", "practise"))
        return Content("   ").join(ways)

    @property
    def _more_new(self) -> int:
        return min(MORE_NEW, self._summary.more_new) if self._offers and self._summary is not None else 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going on is offered where the day is done."""
        match action:
            case "more_new":
                return self._more_new > 0
            case "practise":
                return self._offers and self._summary is not None
        return True

    def action_more_new(self) -> None:
        """Go on with some more new ones."""
        self.post_message(GoneOn(self._more_new))

    def action_practise(self) -> None:
        """Go on with practice."""
        self.post_message(GoneOn(0))

    def action_close(self) -> None:
        """Leave this page."""
        self.post_message(SummarySeen())


def _name(play: Play) -> str:
    """What is over; no mistakes were gone through where none was open."""
    return NAMES[play.mode] if play.mode is not Mode.MISTAKES or play.score.answered else "Your mistakes"


def _score(score: Score, seconds: int) -> Content:
    if not score.answered:
        return Content("Nothing was answered.")
    parts = [f"{score.right} of {score.answered} right", count(score.points, "point")]
    if score.best_combo > 1:
        parts.append(f"best combo ×{score.best_combo}")
    parts.append(duration(seconds))
    return Content.assemble((parts[0], "bold"), "   ", "   ".join(parts[1:]))


def _table(rows: tuple[SummaryRow, ...], width: int) -> Content:
    if not rows:
        return Content()
    back = min(22, max(len("comes back"), *(len(one_line(row.due)) for row in rows)))
    several = any(len(row.marks) > 1 for row in rows)
    marks = min(14, max(len(IN_TURN if several else "right"), *(len(row.marks) for row in rows)))
    title = max(8, width - back - marks - 6)
    title = min(title, max(16, *(len(one_line(row.title)) for row in rows)))
    head = Content.styled(f"{fitted('asked', title)}  {fitted(IN_TURN if several else 'right', marks)}  comes back", QUIET)
    return Content("\n").join([head, *(_row(row, title, marks, back) for row in rows)])


def _row(row: SummaryRow, title: int, marks: int, back: int) -> Content:
    if len(row.marks) <= marks:
        signs = [("✓", "$text-success") if right else ("✗", "$text-error") for right in row.marks]
    else:
        signs = [(f"{sum(row.marks)} of {len(row.marks)}", "$text-success")]
    gap = " " * max(0, marks - sum(len(sign) for sign, _ in signs))
    return Content.assemble(
        fitted(one_line(row.title), title),
        "  ",
        *signs,
        gap,
        "  ",
        fitted(one_line(row.due), back),
    )
