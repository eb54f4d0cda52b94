"""Colours: whatever the theme, what stands quietly can be read, and one theme has high contrast throughout."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.filter import ANSIToTruecolor
from textual.theme import BUILTIN_THEMES, Theme

from derivquiz.settings import Settings
from derivquiz.tui.colours import HIGH_CONTRAST, LEGIBLE, contrast, legible, quiet
from tests.tui.fakes import FakeGame
from tests.tui.frames import game_app, rest

OFFERED = [theme for name, theme in BUILTIN_THEMES.items() if "ansi" not in name] + [HIGH_CONTRAST]
TEXTS = ("foreground", "quiet", "text-muted", "text-success", "text-error", "text-warning", "text-accent", "text-primary")


def variables(theme: Theme) -> dict[str, str]:
    return theme.to_color_system().generate() | theme.variables


def test_black_on_white_has_the_greatest_contrast_and_nothing_the_least() -> None:
    assert contrast(Color.parse("black"), Color.parse("white")) == pytest.approx(21)
    assert contrast(Color.parse("red"), Color.parse("red")) == pytest.approx(1)
    assert contrast(Color.parse("#777777"), Color.parse("white")) == pytest.approx(4.48, abs=0.01)  # a known pair


@pytest.mark.parametrize("theme", OFFERED, ids=lambda theme: theme.name)
def test_what_is_quiet_can_be_read_in_every_theme(theme: Theme) -> None:
    found = variables(theme)
    assert contrast(Color.parse(quiet(found)), Color.parse(found["background"])) >= LEGIBLE


@pytest.mark.parametrize("theme", OFFERED, ids=lambda theme: theme.name)
def test_every_colour_of_text_can_be_read_in_every_theme(theme: Theme) -> None:
    found = variables(theme)
    for colour in [found["foreground"], *legible(found).values()]:  # the foreground is also what the line of keys is written in
        assert contrast(Color.parse(colour), Color.parse(found["background"])) >= LEGIBLE


def test_a_colour_that_can_be_read_stays_as_the_theme_has_it() -> None:
    found = variables(HIGH_CONTRAST)
    assert {name: Color.parse(found[name]) for name in legible(found)} == {
        name: Color.parse(colour) for name, colour in legible(found).items()
    }


async def test_a_theme_of_the_terminals_own_colours_sends_those_and_no_others() -> None:
    game = FakeGame()
    game.settings.change(Settings(theme="ansi-dark"))
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        assert not [one for one in app._filters if isinstance(one, ANSIToTruecolor) and one.enabled]
        assert app.theme_variables["quiet"] == "ansi_default"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("behind", ["background", "surface", "panel"])
def test_the_theme_of_high_contrast_keeps_seven_to_one(name: str, behind: str) -> None:
    found = variables(HIGH_CONTRAST)
    assert contrast(Color.parse(found[name]), Color.parse(found[behind])) >= 7


async def test_the_theme_of_high_contrast_is_worn_from_the_first_frame_and_offered() -> None:
    game = FakeGame()
    game.settings.change(Settings(theme="high-contrast"))
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        assert app.theme == "high-contrast"
        assert app.screen.styles.background == Color.parse("#000000")
        assert app.theme_variables["quiet"] == HIGH_CONTRAST.variables["quiet"]
