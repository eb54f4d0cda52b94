"""The three cards of the first start: once, over Home, skippable with one key."""

from __future__ import annotations

import pytest

from derivquiz.sitting.modes import Mode
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.home import HomeScreen
from derivquiz.tui.screens.welcome import WelcomeScreen
from tests.tui.fakes import FIRST, OVERVIEW, FakeGame
from tests.tui.frames import frame, press, rest, same_frame, screen_of


def greeting(game: FakeGame, focus: str | None = None) -> DerivquizApp:
    return DerivquizApp(game, focus, settle=0, welcome=True)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (140, 40)])
async def test_the_first_start_shows_three_cards(width: int, height: int) -> None:
    app = greeting(FakeGame(FIRST))
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        for number in (1, 2, 3):
            assert screen_of(app) is WelcomeScreen
            same_frame(app, f"welcome-{number}")
            await press(pilot, "enter")
        assert screen_of(app) is HomeScreen


async def test_escape_skips_them_and_they_never_come_by_themselves_again() -> None:
    game = FakeGame(FIRST)
    app = greeting(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "right", "left", "left", "escape")
        assert screen_of(app) is HomeScreen
        assert not game.settings.now.welcome
    again = greeting(game)
    async with again.run_test() as pilot:
        await rest(pilot)
        assert screen_of(again) is HomeScreen


@pytest.mark.parametrize(("game", "focus"), [(FakeGame(OVERVIEW), None), (FakeGame(FIRST), "chain")])
async def test_who_has_a_history_or_names_a_deck_is_not_shown_them(game: FakeGame, focus: str | None) -> None:
    app = greeting(game, focus)
    async with app.run_test() as pilot:
        await rest(pilot)
        assert screen_of(app) is (HomeScreen if focus is None else DrillScreen)


async def test_a_placement_begins_from_the_last_card() -> None:
    game = FakeGame(FIRST)
    app = greeting(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "p")
        assert screen_of(app) is WelcomeScreen
        await press(pilot, "space", "space")
        assert "p Placement" in frame(app)
        await press(pilot, "p")
        assert screen_of(app) is DrillScreen
        assert game.sessions[0].mode is Mode.PLACEMENT


async def test_the_help_shows_them_again_and_offers_no_placement_in_the_middle_of_a_session() -> None:
    game = FakeGame(FIRST)
    app = greeting(game, "chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f1", "c")
        assert screen_of(app) is WelcomeScreen
        await press(pilot, "enter", "enter", "p")
        assert "p Placement" not in frame(app)
        await press(pilot, "enter")
        assert screen_of(app) is DrillScreen
