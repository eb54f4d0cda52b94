"""DerivquizApp: the themes, the palette and the ways between the screens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from derivquiz.sitting.modes import Mode
from derivquiz.tui import keys
from derivquiz.tui.configured import ConfiguredApp
from derivquiz.tui.messages import (
    CardsAsked,
    DecksAsked,
    GoneOn,
    Left,
    OverviewReady,
    PreviewAsked,
    Quit,
    Started,
    StatisticsAsked,
    SummarySeen,
)
from derivquiz.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from derivquiz.reports import Overview
    from derivquiz.tui.protocols import Play, Table
    from derivquiz.tui.screens.drill import DrillScreen

SETTLE = 0.25
"""Seconds of rest before Enter may leave a verdict or give a problem up: a key that bounces or is held must do neither."""
LONGEST_OPENING = 5.0  # seconds that quitting waits for an opening under way, so that it is closed again in order


DRILL_SHEETS = ("drill.tcss", "screens.tcss")
"""The style of the screens around a drill."""
OTHER_SHEETS = (*DRILL_SHEETS, "decks.tcss")
"""The style of the screens beside Home."""


def _import_screens() -> None:
    for name in ("drill", "help", "settings", "statistics", "summary", "decks", "preview"):
        import_module(f"derivquiz.tui.screens.{name}")


class DerivquizApp(ConfiguredApp):
    """The game on a terminal. With `focus` it opens the drill of that deck at once, and ends with it; without it, and with
    `welcome`, who has no history yet is shown three cards over Home.

    The other screens are imported when Home stands: it needn't wait for them. `loaded` is called when all is loaded that stays to
    the end.
    """

    TITLE = "derivquiz"
    CSS_PATH: ClassVar[str] = "app.tcss"
    BINDINGS = [
        Binding("f1,question_mark", "help", "Help", id="app.help", tooltip="The keys, and what may be typed"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit", tooltip="Quit at once; every answer is kept"),
    ]

    def __init__(
        self,
        game: Table,
        focus: str | None = None,
        limit: int | None = None,
        *,
        settle: float = SETTLE,
        welcome: bool = False,
        loaded: Callable[[], object] = lambda: None,
    ) -> None:
        self._game = game
        super().__init__(game, self.CSS_PATH if focus is None else [self.CSS_PATH, *DRILL_SHEETS])
        self._focus = focus
        self._limit = limit
        self._settle = settle
        self._welcome = welcome and focus is None
        self._loaded = loaded
        self._opening: asyncio.Task[Overview] | None = None

    def get_default_screen(self) -> Screen[None]:
        """Home, or the drill where a deck was named."""
        return (
            HomeScreen(self._overview, self._game.version, lambda: self._game.progress)
            if self._focus is None
            else self._drill(self._focus)
        )

    async def on_unmount(self) -> None:
        """Close the history and end the maths process."""
        if self._opening is not None:
            await asyncio.wait({self._opening}, timeout=LONGEST_OPENING)
        await self._game.close()

    async def _overview(self) -> Overview:
        """What Home shows. The game is opened once, whoever is the first to ask and even if they stop waiting for it."""
        if self._opened:
            return await self._game.overview()
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._game.open())
        try:
            overview = await asyncio.shield(self._opening)
        except BaseException:
            self._loaded()
            raise
        if self._focus is None:
            self.run_worker(self._read_ahead(), group="ahead")
        else:
            self._loaded()
        return overview

    async def _read_ahead(self) -> None:
        """Load what the other screens need while Home is looked at, so that opening one holds nothing up."""
        try:
            await asyncio.to_thread(_import_screens)
            for name in OTHER_SHEETS:
                path = Path(__file__).resolve().with_name(name)
                if not self.stylesheet.has_source(str(path)):
                    self.stylesheet.read(path)
                    self.stylesheet.parse()  # else all sheets are parsed anew when a screen comes that needs this one
                await asyncio.sleep(0)
        finally:
            self._loaded()

    @property
    def _opened(self) -> bool:
        return self._opening is not None and self._opening.done() and self._opening.exception() is None

    async def _session(self, focus: str, mode: Mode) -> Play:
        notice = "" if self._opened else (await self._overview()).notice  # where Home is open, it says it
        return self._game.session(focus, limit=self._limit, mode=mode, notice=notice)

    def _drill(self, focus: str, mode: Mode = Mode.REVIEW) -> DrillScreen:
        from derivquiz.tui.screens.drill import DrillScreen

        return DrillScreen(partial(self._session, focus, mode), settle=self._settle, in_cells=self._game.settings.now.cells)

    @on(Started)
    def _start(self, event: Started) -> None:
        from derivquiz.tui.screens.decks import DecksScreen

        if isinstance(self.screen, HomeScreen | DecksScreen):
            self.push_screen(self._drill(event.focus, event.mode))

    @on(OverviewReady)
    def _greet(self, event: OverviewReady) -> None:
        greets, self._welcome = self._welcome, False
        if greets and not event.overview.reviews and self._game.settings.now.welcome:
            self._show_cards()

    @on(CardsAsked)
    def _show_cards(self) -> None:
        from derivquiz.tui.screens.help import HelpScreen
        from derivquiz.tui.screens.welcome import WelcomeScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        if not isinstance(self.screen, ModalScreen):
            self.push_screen(WelcomeScreen(placement=isinstance(self.screen, HomeScreen)), self._greeted)

    def _greeted(self, placement: bool | None) -> None:
        """The cards were seen, and are not shown by themselves again."""
        if self._game.settings.now.welcome:
            self._keep(replace(self._game.settings.now, welcome=False))
        if placement:
            self.post_message(Started("", Mode.PLACEMENT))

    @on(StatisticsAsked)
    def _show_statistics(self) -> None:
        from derivquiz.tui.screens.statistics import StatisticsScreen

        if isinstance(self.screen, HomeScreen):
            self.push_screen(StatisticsScreen(self._game.statistics))

    @on(DecksAsked)
    def _show_decks(self) -> None:
        from derivquiz.tui.screens.decks import DecksScreen

        if isinstance(self.screen, HomeScreen):
            self.push_screen(DecksScreen(self._game.shelf))

    @on(PreviewAsked)
    def _show_preview(self, event: PreviewAsked) -> None:
        from derivquiz.tui.screens.decks import DecksScreen
        from derivquiz.tui.screens.preview import PreviewScreen

        if isinstance(self.screen, DecksScreen):
            self.push_screen(PreviewScreen(event.title, partial(self._game.shelf().preview, event.card)))

    @on(Left)
    def _sum_up(self, event: Left) -> None:
        from derivquiz.tui.screens.drill import DrillScreen
        from derivquiz.tui.screens.summary import SummaryScreen

        while isinstance(self.screen, ModalScreen):
            self.pop_screen()
        if not isinstance(self.screen, DrillScreen):
            return
        if event.play is None or not (event.play.score.answered or event.said):
            self._go_back()
        else:
            below = "back to Home" if isinstance(self.screen_stack[-2:][0], HomeScreen) else "back to the decks"
            onward = below if self._focus is None else "quit"
            self.push_screen(SummaryScreen(event.play, onward, done=event.done, said=event.said))

    @on(GoneOn)
    def _go_on(self, event: GoneOn) -> None:
        from derivquiz.tui.screens.drill import DrillScreen
        from derivquiz.tui.screens.summary import SummaryScreen

        if isinstance(self.screen, SummaryScreen):
            self.pop_screen()
        if isinstance(self.screen, DrillScreen):
            self.screen.go_on(event.new)

    @on(SummarySeen)
    def _go_back(self) -> None:
        """To where the session was begun."""
        from derivquiz.tui.screens.drill import DrillScreen
        from derivquiz.tui.screens.summary import SummaryScreen

        if self._focus is not None:
            self.exit()
            return
        while isinstance(self.screen, DrillScreen | SummaryScreen):
            self.pop_screen()

    @on(Quit)
    def _leave(self) -> None:
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the keys do on this screen, the theme, and quitting."""
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)
        lines = screen.lines() if isinstance(screen, HomeScreen) else []
        for focus, title, words in lines:
            yield SystemCommand(title, words, partial(self.post_message, Started(focus)))
        seen: set[str] = set()
        for node, binding, enabled, _ in screen.active_bindings.values():
            if lines and binding.key == "enter":
                continue  # it depends on the line that is marked; each has had its own command
            if enabled and binding.id and binding.description not in seen and not binding.action.startswith(keys.MOVES):
                seen.add(binding.description)
                yield SystemCommand(binding.description, binding.tooltip, partial(self.run_action, binding.action, node))
