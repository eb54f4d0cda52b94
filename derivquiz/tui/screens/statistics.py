"""StatisticsScreen: what the history holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from derivquiz.reports import Mastery, Retention, Statistics
from derivquiz.tui.messages import StatisticsReady
from derivquiz.tui.page import PageScreen
from derivquiz.tui.text import QUIET, bar, fitted, one_line
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.scroll import Scroll
from derivquiz.words import ago, ahead, count, duration

SHADES = "·░▒▓█"
"""No answer, and more and more of them: told apart without colour."""
STEPS = (1, 5, 15, 30)
"""From so many answers on a day has the next shade."""
BLOCKS = " ▁▂▃▄▅▆▇█"
WEEK = 7
DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
MOST_WEEKS = 53
COLUMNS = {"known": 5, "recall": 6, "answered": 12, "missed": 6, "next": 11}
"""What is said of a skill, and in how many cells."""
SPARED = ("answered", "missed")
ALL_COLUMNS = 64
"""Below this width a skill is shown without what can be spared."""
LEAST_BAR, MOST_BAR = 6, 24


class StatisticsScreen(PageScreen):
    """The year, the days to come, retention, mastery and misconceptions. `look` gives the figures."""

    CSS_PATH = "../screens.tcss"
    BINDINGS = [Binding("escape,enter", "close", "Back", id="statistics.back", tooltip="Go back to Home")]

    def __init__(self, look: Callable[[], Awaitable[Statistics]]) -> None:
        async def find() -> Message:
            return StatisticsReady(await look())

        super().__init__(find)
        self._found: Statistics | None = None

    def compose(self) -> ComposeResult:
        """One column that scrolls."""
        with Vertical(id="page"):
            yield Plain("Statistics", id="name")
            yield Plain(id="notice")
            with Scroll(id="scroll"):
                yield Plain(id="rows")
        yield KeyLine()

    @on(StatisticsReady)
    def _show(self, event: StatisticsReady) -> None:
        self._found = event.statistics
        self._list()

    def _list(self) -> None:
        if self._found is not None:
            self.query_one("#rows", Plain).say(page(self._found, self._width))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def page(found: Statistics, width: int) -> Content:
    """All figures, as wide as there is room."""
    facts = [count(found.reviews, "answer"), duration(found.seconds), f"{count(found.streak, 'day')} in a row"]
    if found.longest_streak > found.streak:
        facts.append(f"longest {found.longest_streak}")
    if found.best_sprint:
        facts.append(f"best sprint {found.best_sprint}")
    parts = [
        Content(" · ".join(facts)),
        *_part("The year", _year(found, width)),
        *_part("The next days", _forecast(found, width)),
    ]
    parts += _part("Retention", _retention(found.retention, found.desired_retention))
    parts += _part("Known by deck", _decks(found.decks, width))
    met = [row for row in found.skills if row.met]
    if met:
        rest = len(found.skills) - len(met)
        weakest = sorted(met, key=lambda row: (row.share, row.recall or 0.0))
        more = [Content.styled(f"{count(rest, 'skill')} not met yet", QUIET)] * bool(rest)
        parts += _part("By skill, the weakest first", [*_skills(weakest, width), *more])
    named = [one for one in found.misconceptions if one.times]
    if named:
        lines = [
            Content.assemble(
                ("✗ " if one.open else "✓ ", "$text-error" if one.open else "$text-success"),
                fitted(one_line(one.slug.replace("-", " ")), max(12, min(34, width - 44))),
                (f"  {one.times}×, last {one_line(one.last)}, right since: {one.right_since}", QUIET),
            )
            for one in named
        ]
        parts += _part("Misconceptions", lines)
    return Content("\n").join(parts)


def _part(title: str, lines: list[Content]) -> list[Content]:
    return [Content(""), Content.styled(title, "bold $text-primary"), *lines]


def _year(found: Statistics, width: int) -> list[Content]:
    """A row for each day of the week, a column for each week, the newest on the right."""
    answers: Mapping[str, int] = {day.date: day.answers for day in found.days}
    today = date.fromisoformat(found.date)
    weeks = min(MOST_WEEKS, (width - 5) // (2 if width >= 2 * MOST_WEEKS + 5 else 1))
    gap = " " if width >= 2 * MOST_WEEKS + 5 else ""
    monday = today - timedelta(days=today.weekday())
    rows = []
    for weekday, name in enumerate(DAYS):
        signs = ""
        for week in range(weeks - 1, -1, -1):
            day = monday - timedelta(days=WEEK * week - weekday)
            signs += (" " if day > today else SHADES[sum(answers.get(day.isoformat(), 0) >= step for step in STEPS)]) + gap
        rows.append(Content.assemble((f"{name:<5}", QUIET), (signs, "$text-success")))
    return rows


def _forecast(found: Statistics, width: int) -> list[Content]:
    days = found.forecast[: max(1, min(30, (width - 2) // 3))]
    most = max(days, default=0)
    if not most:
        return [Content("Nothing is waiting.")]
    bars = "".join(f"{BLOCKS[-(-number * (len(BLOCKS) - 1) // most)] * 2} " for number in days)
    numbers = "".join(f"{min(number, 99):>2} " for number in days)
    return [Content.styled(bars, "$text-accent"), Content(numbers), Content.styled("today, and day by day", QUIET)]


def _retention(retention: Retention | None, desired: float) -> list[Content]:
    if retention is None:
        return [Content("It is known once something has come back.")]
    said = (
        f"{retention.reached:.0%} right of {count(retention.reviews, 'review')} that came back (95% sure: {retention.low:.0%} "
        f"to {retention.high:.0%}); predicted {retention.predicted:.0%}, wanted {desired:.0%}."
    )
    return [Content(said)]


def _decks(rows: Sequence[Mastery], width: int) -> list[Content]:
    """The decks one below the other, their titles in full where there is room."""
    longest = max((cell_len(one_line(row.title)) for row in rows), default=0)
    column = max(24, min(longest, width - 32))
    return [_mastery(row, width, column) for row in rows]


def _mastery(row: Mastery, width: int, column: int) -> Content:
    full, empty = bar(row.mastered, row.templates, max(4, min(30, width - 28 - column)))
    known = f"{row.mastered} of {row.templates} known, {row.met} met"
    return Content.assemble(fitted(one_line(row.title), column), "  ", (full, "$text-success"), (empty, QUIET), f"  {known}")


def _skills(rows: Sequence[Mastery], width: int) -> list[Content]:
    """A table of skills: how likely each is recalled today, when it was and will be asked; with a bar where there is room."""
    columns = [column for column in COLUMNS if width >= ALL_COLUMNS or column not in SPARED]
    room = width - sum(2 + COLUMNS[column] for column in columns)
    name = max(8, min(max(cell_len(_name(row)) for row in rows), room))
    across = room - name - 2
    across = min(MOST_BAR, across) if across >= LEAST_BAR else 0
    heads = "".join(f"  {_aligned(column, column)}" for column in columns)
    heading = Content.styled(" " * (name + (across + 2 if across else 0)) + heads, QUIET)
    return [heading, *(_skill(row, name, across, columns) for row in rows)]


def _skill(row: Mastery, name: int, across: int, columns: Sequence[str]) -> Content:
    full, empty = bar(row.mastered, row.templates, across)
    texts = {
        "known": f"{row.mastered}/{row.templates}",
        "recall": "" if row.recall is None else f"{row.recall:.0%}",
        "answered": "" if row.seen is None else ago(row.seen),
        "missed": f"{row.misses}×" if row.misses else "",
        "next": "" if row.back is None else ahead(row.back),
    }
    cells = [(f"  {_aligned(one, texts[one])}", "$text-warning" if one == "next" and row.back == 0 else "") for one in columns]
    gap = "  " if across else ""
    return Content.assemble(fitted(_name(row), name), gap, (full, "$text-success"), (empty, QUIET), *cells)


def _name(row: Mastery) -> str:
    return one_line(row.title.replace("-", " "))


def _aligned(column: str, text: str) -> str:
    """Numbers to the right, words to the left."""
    cell = fitted(text, COLUMNS[column])
    return f"{cell.rstrip():>{COLUMNS[column]}}" if column in {"recall", "missed"} else cell
