"""SummaryScreen: what a session brought, and what comes back when."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer

from derivquiz.errors import DerivquizError
from derivquiz.reports import Score, Summary, SummaryRow
from derivquiz.tui.messages import Failed, SummaryReady, SummarySeen
from derivquiz.tui.shown import QUIET, count, duration, fitted, one_line
from derivquiz.tui.widgets.plain import Plain


class SummaryScreen(Screen[None]):
    """The end of a session. `look` gives what is shown; `onward` says where Enter leads: "Home" or "Quit"."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-short"), (24, "-normal"), (32, "-tall")]
    BINDINGS = [
        Binding("enter", "close", "Done", id="summary.done", tooltip="Leave this page"),
        Binding("escape", "close", "Done", show=False, id="summary.leave", tooltip="Leave this page"),
        Binding("up", "turn(-1)", "Up", show=False, id="summary.up", tooltip="Scroll up"),
        Binding("down", "turn(1)", "Down", show=False, id="summary.down", tooltip="Scroll down"),
        Binding("pageup", "turn(-10)", "Page up", show=False, id="summary.page_up", tooltip="Scroll up a page"),
        Binding("pagedown", "turn(10)", "Page down", show=False, id="summary.page_down", tooltip="Scroll down a page"),
    ]

    def __init__(self, look: Callable[[], Awaitable[Summary]], onward: str = "Home") -> None:
        super().__init__()
        self._look = look
        self._onward = onward
        self._rows: tuple[SummaryRow, ...] = ()

    def compose(self) -> ComposeResult:
        """The score, what was asked, and one sentence about what comes."""
        with Vertical(id="page"):
            yield Plain("Session over", id="name")
            yield Plain(id="notice")
            yield Plain(id="score")
            yield Plain(id="message")
            with VerticalScroll(id="asked", can_focus=False):
                yield Plain(id="rows")
            yield Plain(f"Enter: {'back to the decks' if self._onward == 'Home' else 'quit'}", id="onward", classes="quiet")
        yield Footer()

    def on_mount(self) -> None:
        """Show the frame, then ask what there is to show."""
        self.run_worker(self._load(), group="look")

    async def _load(self) -> None:
        message: Message
        try:
            message = SummaryReady(await self._look())
        except DerivquizError as error:
            message = Failed(str(error))
        self.post_message(message)

    @on(SummaryReady)
    def _show(self, event: SummaryReady) -> None:
        summary = event.summary
        self._rows = summary.rows
        self.query_one("#score", Plain).say(_score(summary.score, summary.seconds))
        self.query_one("#message", Plain).say(summary.message)
        self._list()

    @on(Failed)
    def _fail(self, event: Failed) -> None:
        self.query_one("#notice", Plain).say(event.sentence)

    def on_resize(self) -> None:
        """Make the rows as long as the page is wide."""
        self.call_after_refresh(self._list)

    def _list(self) -> None:
        width = self.query_one("#asked", VerticalScroll).scrollable_content_region.width
        self.query_one("#rows", Plain).say(_table(self._rows, max(20, width)))

    def action_turn(self, lines: int) -> None:
        """Scroll what was asked."""
        self.query_one("#asked", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Leave this page."""
        self.post_message(SummarySeen())


def _score(score: Score, seconds: int) -> Content:
    parts = [f"{score.right} of {score.answered} right", count(score.points, "point")]
    if score.best_combo > 1:
        parts.append(f"best combo ×{score.best_combo}")
    parts.append(duration(seconds))
    return Content.assemble((parts[0], "bold"), "   ", "   ".join(parts[1:]))


def _table(rows: tuple[SummaryRow, ...], width: int) -> Content:
    if not rows:
        return Content()
    back = min(22, max(len("comes back"), *(len(one_line(row.due)) for row in rows)))
    marks = min(12, max(5, *(row.asked for row in rows)))
    title = max(8, width - back - marks - 6)
    title = min(title, max(16, *(len(one_line(row.title)) for row in rows)))
    head = Content.styled(f"{fitted('asked', title)}  {fitted('right', marks)}  comes back", QUIET)
    return Content("\n").join([head, *(_row(row, title, marks, back) for row in rows)])


def _row(row: SummaryRow, title: int, marks: int, back: int) -> Content:
    if row.asked <= marks:
        right, wrong = "✓" * row.right, "✗" * (row.asked - row.right)
    else:
        right, wrong = f"{row.right} of {row.asked}", ""
    gap = " " * max(0, marks - len(right) - len(wrong))
    return Content.assemble(
        fitted(one_line(row.title), title),
        "  ",
        (right, "$text-success"),
        (wrong, "$text-error"),
        gap,
        "  ",
        fitted(one_line(row.due), back),
    )
