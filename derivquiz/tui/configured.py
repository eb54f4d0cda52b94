"""ConfiguredApp: an app that looks and listens as its learner chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import constants, on
from textual.app import App
from textual.binding import Binding
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from derivquiz import terminal
from derivquiz.errors import DerivquizError
from derivquiz.tui import colours, keys
from derivquiz.tui.messages import CellsChosen, SettingsAsked, SettingsChanged

if TYPE_CHECKING:
    from derivquiz.settings import Settings
    from derivquiz.tui.protocols import Preferences

DARK, LIGHT = "tokyo-night", "catppuccin-latte"


class ConfiguredApp(App[None]):
    """Theme, animation and keys are those of the learner's settings, and another theme is remembered."""

    theme: Reactive[str] = Reactive(DARK)  # the default, so that the style sheet is made for it at once

    BINDINGS = [
        Binding("f8", "shade", "Light or dark", show=False, id="app.shade", tooltip="Change between light and dark"),
    ]

    def __init__(self, preferences: Preferences, css_path: str | Sequence[str]) -> None:
        super().__init__(css_path=list(css_path) if not isinstance(css_path, str) else css_path)
        self._preferences = preferences
        self.register_theme(colours.HIGH_CONTRAST)
        settings = preferences.settings.now
        self._worn = self._theme_of(settings)
        if self._worn != self.theme:  # a watcher would have every rule parsed twice before the first frame
            self.set_reactive(ConfiguredApp.theme, self._worn)
            self.stylesheet.set_variables(self.get_css_variables())
        self._behave(settings)

    @property
    def chosen_keys(self) -> Mapping[str, str]:
        """The keys that were chosen and work, by the id of the binding."""
        return keys.that_work(self._preferences.settings.now.keys)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, those of text such that they can be read, and a quiet one."""
        variables = super().get_css_variables()
        variables.update(colours.legible(variables))  # in its place: texts with styles of their own look there for colours
        return variables

    def _theme_of(self, settings: Settings) -> str:
        return settings.theme if settings.theme in self.available_themes else DARK

    def _behave(self, settings: Settings) -> None:
        self.animation_level = constants.TEXTUAL_ANIMATIONS if settings.animation else "none"
        self.set_keymap(self._with_those_beside(keys.that_work(settings.keys)) if settings.keys else {})

    def _with_those_beside(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """The keys that were chosen, and those of the bindings that share a key with them, which Textual would take away too."""
        places = {binding: {f"{_family(binding)} {key}" for key in binding.key.split(",")} for binding in self.every_binding()}
        left = {place for binding, found in places.items() if binding.id in chosen for place in found}
        beside = {binding.id or "": binding.key for binding, found in places.items() if left & found}
        return {**beside, **chosen}

    def on_load(self) -> None:
        """Take the terminal over, which was held until now."""
        terminal.hand_over()

    def on_mount(self) -> None:
        """Watch for another theme, and say what of the settings this program doesn't have."""
        self.theme_changed_signal.subscribe(self, self._remember)
        if self.current_theme.ansi:  # what turns such colours into others was made for the theme that it comes with
            self.mutate_reactive(ConfiguredApp.ansi_color)
        settings = self._preferences.settings.now
        if settings.theme not in self.available_themes:
            self._warn(f"There is no theme {settings.theme}: the settings have a list.")
        if settings.keys and (unknown := sorted(settings.keys.keys() - {binding.id for binding in self.every_binding()})):
            self._warn(f"No key is called {', '.join(unknown)}: the settings list them.")
        for name, chosen in settings.keys.items():
            if typed := [key for key in chosen.split(",") if keys.is_typed(name, key)]:
                self._warn(f"{name}: {', '.join(typed)} belongs to the answer line: take a function key, or one with ctrl.")

    def _remember(self, theme: Theme) -> None:
        if theme.name != self._worn:
            self._worn = theme.name
            self._keep(replace(self._preferences.settings.now, theme=theme.name))

    def _keep(self, settings: Settings) -> None:
        async def keep() -> None:
            try:
                await self._preferences.keep(settings)
            except DerivquizError as error:
                self._warn(str(error))

        self.run_worker(keep(), group="settings")

    def _warn(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

    @on(SettingsChanged)
    def _change(self, event: SettingsChanged) -> None:
        self._worn = self.theme = self._theme_of(event.settings)
        self._behave(event.settings)
        self._keep(event.settings)

    @on(CellsChosen)
    def _remember_cells(self, event: CellsChosen) -> None:
        self._keep(replace(self._preferences.settings.now, cells=event.wanted))

    @on(SettingsAsked)
    def _show_settings(self) -> None:
        from derivquiz.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            themes = sorted(name for name in self.available_themes if "ansi" not in name)
            self.push_screen(SettingsScreen(self._preferences.settings.now, themes, self.every_binding()))

    def every_binding(self) -> list[Binding]:
        """The bindings of every screen that have an id, with the keys they come with."""
        from derivquiz.tui.author import AuthorApp
        from derivquiz.tui.screens.decks import DecksScreen, OverScreen
        from derivquiz.tui.screens.drill import DrillScreen
        from derivquiz.tui.screens.help import HelpScreen
        from derivquiz.tui.screens.home import HomeScreen
        from derivquiz.tui.screens.preview import PreviewScreen
        from derivquiz.tui.screens.settings import SettingsList, SettingsScreen
        from derivquiz.tui.screens.statistics import StatisticsScreen
        from derivquiz.tui.screens.summary import SummaryScreen
        from derivquiz.tui.screens.welcome import WelcomeScreen
        from derivquiz.tui.widgets.cell_line import CellLine
        from derivquiz.tui.widgets.deck_list import DeckList
        from derivquiz.tui.widgets.scroll import Scroll
        from derivquiz.tui.widgets.shelf_lists import ShelfDecks, ShelfTemplates

        screens = (
            HomeScreen,
            DeckList,
            DrillScreen,
            CellLine,
            SummaryScreen,
            DecksScreen,
            ShelfDecks,
            ShelfTemplates,
            PreviewScreen,
            OverScreen,
            StatisticsScreen,
            SettingsScreen,
            SettingsList,
            HelpScreen,
            WelcomeScreen,
            Scroll,
            AuthorApp,
        )
        return keys.of((type(self), *screens))

    def bindings(self, screen: Screen[object]) -> list[Binding]:
        """Our own bindings on a screen, the innermost first, with the keys that were chosen for them."""
        chosen = self.chosen_keys
        own = keys.of(type(node) for node in (screen.focused.ancestors_with_self if screen.focused else [screen, self]))
        return [replace(binding, key=chosen.get(binding.id or "", binding.key)) for binding in own]

    def action_help(self) -> None:
        """Open the help over the screen."""
        from derivquiz.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.bindings(self.screen)))

    def action_shade(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT if self.current_theme.dark else DARK


def _family(binding: Binding) -> str:
    return (binding.id or "").split(".")[0]
