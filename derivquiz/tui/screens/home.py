"""HomeScreen: what is due today, the decks, and one key to start."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from derivquiz.errors import DerivquizError
from derivquiz.sitting.modes import Mode
from derivquiz.tui.key_names import clickable, key_for
from derivquiz.tui.messages import DecksAsked, Failed, OverviewReady, Quit, SettingsAsked, Started, StatisticsAsked
from derivquiz.tui.sized import SizedScreen
from derivquiz.tui.text import QUIET, bar
from derivquiz.tui.widgets.deck_list import DeckList, streak
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.plain import Plain

if TYPE_CHECKING:
    from derivquiz.reports import Overview

PATIENCE = 0.5
"""Seconds until it is said how far the decks are read."""
TICK = 0.1
MODES = (Mode.SPRINT, Mode.EXAM, Mode.MISTAKES, Mode.PLACEMENT)
"""What Home offers beside the review and the decks."""


class HomeScreen(SizedScreen):
    """Where a learner begins. `look` gives what is shown; it is awaited after the first frame, and whenever Home comes back.
    `progress` says how many deck files were read meanwhile, and how many there are.
    """

    AUTO_FOCUS = "#decks"
    BINDINGS = [
        Binding("s", "play('sprint')", "Sprint", show=False, id="home.sprint", tooltip="Three minutes against the clock"),
        Binding("e", "play('exam')", "Exam", show=False, id="home.exam", tooltip="Twenty problems, nothing said until the end"),
        Binding(
            "m",
            "play('mistakes')",
            "Mistakes",
            show=False,
            id="home.mistakes",
            tooltip="The misconceptions named, until you are over them",
        ),
        Binding("p", "play('placement')", "Placement", show=False, id="home.placement", tooltip="Find out what you know already"),
        Binding("d", "decks", "Decks", id="home.decks", tooltip="Every deck, its templates, and how far you are with each"),
        Binding("t", "statistics", "Stats", id="home.statistics", tooltip="The year, what comes back, what is known"),
        Binding("o", "settings", "Settings", id="home.settings", tooltip="Colours, keys and how much is asked"),
        Binding("escape", "leave", "Quit", id="home.quit", tooltip="Leave the game; everything is kept"),
    ]

    def __init__(self, look: Callable[[], Awaitable[Overview]], version: str, progress: Callable[[], tuple[int, int]]) -> None:
        super().__init__()
        self._look = look
        self._version = version
        self._progress = progress
        self._waiting: Timer | None = None
        self._wanted: Message | None = None
        """What a key asked for before the decks were there."""

    def compose(self) -> ComposeResult:
        """The name, what happened so far, and the list."""
        with Vertical(id="page"):
            with Horizontal(id="top"):
                yield Plain("∂  derivquiz", id="name")
                yield Plain(id="streak")
            yield Plain(id="notice")
            yield Plain(id="reading")
            yield DeckList(id="decks")
            yield Plain(id="ways")
            yield Plain("derivatives for neural networks", id="about")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Look again at what is due; the first time after the first frame."""
        self.call_after_refresh(self._ask)

    def _ask(self) -> None:
        self.run_worker(self._load(), group="look", exclusive=True)

    async def _load(self) -> None:
        message: Message
        self._wait(PATIENCE)
        try:
            message = OverviewReady(await self._look())
        except DerivquizError as error:
            message = Failed(str(error))
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self.query_one("#reading", Plain).display = False
        self.post_message(message)

    def _wait(self, seconds: float) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(seconds, self._show_progress)

    def _show_progress(self) -> None:
        """Say how far the decks are read, and go on saying it until they are."""
        if self._waiting is None:  # its time came just as they were
            return
        read, there = self._progress()
        reading = self.query_one("#reading", Plain)
        reading.display = read < there
        if reading.display:
            full, empty = bar(read, there, max(4, min(40, self.size.width - 40)))
            reading.say(Content.assemble((full, "$text-success"), (empty, QUIET), f"  reading deck {read + 1} of {there}"))
        self._wait(TICK)

    @on(OverviewReady)
    def _show(self, event: OverviewReady) -> None:
        self.query_one("#streak", Plain).say(streak(event.overview))
        self.query_one("#notice", Plain).say(event.overview.notice)
        self.query_one("#about", Plain).say(f"derivatives for neural networks  ·  {self._version}")
        self.query_one(DeckList).show(event.overview)
        self.query_one("#ways", Plain).say(self._ways(event.overview))
        self.add_class("-ready", update=False)  # no style asks for it
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._go(wanted)

    def _ways(self, overview: Overview) -> Content:
        """What else can be played, with its keys; where one is new, how to begin further on."""
        ways = [
            clickable(
                Content.assemble((key_for(self, f"home.{mode}"), "bold $text-accent"), f" {mode}"), f"screen.play('{mode}')"
            )
            for mode in MODES
        ]
        line = Content("    ").join(ways)
        if overview.reviews or not overview.decks:
            return line
        place = key_for(self, "home.placement")
        said = ("Know some of this already? ", (place, "bold $text-accent"), " asks a few problems and starts you further on.\n")
        return Content.assemble(*said).append(line)

    @on(Failed)
    def _fail(self, event: Failed) -> None:
        self.query_one("#notice", Plain).say(event.sentence)

    @on(DeckList.Chosen)
    def _start(self, event: DeckList.Chosen) -> None:
        event.stop()
        self.post_message(Started(event.focus))

    def lines(self) -> list[tuple[str, str, str]]:
        """What can be started: the deck or "", a name and a sentence for each."""
        return self.query_one(DeckList).lines()

    def action_play(self, mode: str) -> None:
        """Start a sitting of a mode."""
        self._go(Started("", Mode(mode)))

    def action_statistics(self) -> None:
        """Show the statistics."""
        self._go(StatisticsAsked())

    def action_decks(self) -> None:
        """Show the decks."""
        self._go(DecksAsked())

    def _go(self, where: Message) -> None:
        """Ask for another screen, as soon as the decks are there."""
        if self.lines():
            self.post_message(where)
        else:
            self._wanted = where

    def action_settings(self) -> None:
        """Show the settings."""
        self._wanted = None
        self.post_message(SettingsAsked())

    def action_leave(self) -> None:
        """Leave the game."""
        self.post_message(Quit())
