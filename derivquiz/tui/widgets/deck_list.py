"""DeckList: what can be started from Home."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from derivquiz.tui.text import QUIET, bar, fitted, one_line
from derivquiz.tui.widgets.marked_list import MarkedList, marked, seen_later
from derivquiz.words import count

if TYPE_CHECKING:
    from derivquiz.reports import DeckRow, Overview

NARROW = 56
"""Below this width a row shows no bar."""


class Entry(NamedTuple):
    """A line that can be chosen: the review, a deck, or a deck that can't be used."""

    id: str
    row: DeckRow | None = None


class DeckList(MarkedList):
    """The review first, then the decks with a bar of what is mastered; a deck that can't be used says why."""

    BINDINGS = [
        Binding("enter", "review", "Start", id="home.review", tooltip="On the first line: start what is due and new today"),
        Binding("enter", "practise", "Practise", id="home.practise", tooltip="On a deck: practise it alone, until you leave"),
        Binding("up", "cursor_up", "Up", show=False, id="home.up", tooltip="Move up"),
        Binding("down", "cursor_down", "Down", show=False, id="home.down", tooltip="Move down, to the decks"),
    ]

    class Chosen(Message):
        """A sitting is wanted: on one deck, or "" for the review."""

        def __init__(self, focus: str) -> None:
            super().__init__()
            self.focus = focus

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._overview: Overview | None = None
        self._entries: list[Entry | None] = []
        self._can: tuple[bool | None, ...] = ()
        """What Enter did last: the footer is made anew only where that changes."""

    def show(self, overview: Overview) -> None:
        """List what there is, keeping the place."""
        self._overview = overview
        self._list()

    def on_resize(self, event: events.Resize) -> None:
        """Make the rows as long as the list is wide."""
        self._list()

    def _list(self) -> None:
        overview = self._overview
        if overview is None:
            return
        place = self.highlighted or 0
        headings = [None, None] if overview.decks else []
        self._entries = [Entry("review"), *headings, *(Entry(row.id, row) for row in overview.decks)]
        chosen = place < len(self._entries) and self._entries[place] is not None
        self.fill(self._options_of(overview), place if chosen else 0)

    def _options_of(self, overview: Overview) -> Iterator[Option]:
        width = max(10, self.scrollable_content_region.width - 2)
        yield marked(review_row(overview))
        if overview.decks:
            yield Option("", disabled=True)
            yield Option(Content("Practise one deck"), disabled=True)
        name = min(30, max((cell_len(one_line(row.title or row.id)) for row in overview.decks if not row.error), default=0))
        for row in overview.decks:
            yield marked(_broken(row, width)) if row.error else seen_later(partial(deck_row, row, width, name))

    def _entry(self) -> Entry | None:
        place = self.highlighted
        return self._entries[place] if place is not None and place < len(self._entries) else None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Let the footer say what Enter does here."""
        super().watch_highlighted(highlighted)
        can = self.check_action("review", ()), self.check_action("practise", ())
        if can != self._can:
            self._can = can
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the highlighted line can do."""
        entry = self._entry()
        if action == "review":
            return entry is not None and entry.row is None
        if action == "practise":
            return entry is not None and entry.row is not None and not entry.row.error
        return True

    def lines(self) -> list[tuple[str, str, str]]:
        """What can be started: the deck or "" for the review, a name and a sentence for each."""
        rows = [entry.row for entry in self._entries if entry is not None and entry.row is not None and not entry.row.error]
        practice = [(row.id, f"Practise {one_line(row.title or row.id)}", "This deck alone, until you leave") for row in rows]
        return [("", "Start", "What is due and new today"), *practice] if self._entries else []

    def action_review(self) -> None:
        """Start the review."""
        self.post_message(self.Chosen(""))

    def action_practise(self) -> None:
        """Start practice on the highlighted deck."""
        if entry := self._entry():
            self.post_message(self.Chosen(entry.id))

    def action_select(self) -> None:
        """A click does what Enter does."""
        if self.check_action("review", ()):
            self.action_review()
        elif self.check_action("practise", ()):
            self.action_practise()


def review_row(overview: Overview) -> Content:
    """The row of the review: what it would ask, or that there is nothing."""
    waiting = [f"{overview.due} due"] * bool(overview.due) + [f"{overview.new} new"] * bool(overview.new)
    if waiting:
        title, line = "Start", f"{' and '.join(waiting)} today"
    elif not any(not row.error for row in overview.decks):
        title, line = "Start", "there is no deck to ask from"
    else:
        title, line = "Go on practising", "nothing is due today"
    return Content.assemble((title, "bold"), f"\n  {line}")


def deck_row(row: DeckRow, width: int, name: int) -> Content:
    """A deck that can be used, in one line: its name, what of it is known, what waits."""
    title = fitted(one_line(row.title or row.id), max(8, min(name, width - (9 if width < NARROW else 38))))
    waiting = ", ".join([f"{row.due} due"] * bool(row.due) + [f"{row.new} new"] * bool(row.new))
    if width < NARROW:
        return Content.assemble(title, f"  {row.mastered}/{row.templates}")
    full, empty = bar(row.mastered, row.templates, min(30, width - name - 38))
    known = f"{row.mastered} of {row.templates} known"
    return Content.assemble(title, "  ", (full, "$text-success"), (empty, QUIET), f"  {known:<14}  ", (waiting, QUIET))


def _broken(row: DeckRow, width: int) -> Content:
    error = [f"  {line.plain}" for line in Content(one_line(row.error)).wrap(max(8, width - 4))]
    return Content.assemble((f"! {one_line(row.title or row.id)} can't be used", "$text-warning"), "\n", "\n".join(error))


def streak(overview: Overview) -> str:
    """The days in a row and the answers so far, in words; empty on the first day."""
    days = f"{count(overview.streak, 'day')} in a row" if overview.streak else ""
    answers = count(overview.reviews, "answer") if overview.reviews else ""
    return "  ·  ".join(part for part in (days, answers) if part)
