"""Each screen and each of its states as text: at 80×24, and with more room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tui.fakes import FIRST, OVERVIEW, FakeGame
from tests.tui.frames import answer, game_app, press, rest, same_frame

BY_SIZE = pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (140, 40)])


async def test_home_before_anything_was_opened() -> None:
    game = FakeGame()
    game.open_gate.clear()
    app = game_app(game)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        same_frame(app, "home-first-frame")
        game.open_gate.set()


@BY_SIZE
async def test_home(width: int, height: int) -> None:
    app = game_app()
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        same_frame(app, "home")
        await press(pilot, "down")
        same_frame(app, "home-deck")


@BY_SIZE
async def test_home_empty_rich_and_after_damage(width: int, height: int) -> None:
    damaged = replace(OVERVIEW, notice="The history was damaged. It was made again from the backup of yesterday and its journal.")
    for name, overview in (("first-day", FIRST), ("rich", replace(OVERVIEW, streak=212, reviews=18_204)), ("damaged", damaged)):
        app = game_app(FakeGame(overview))
        async with app.run_test(size=(width, height)) as pilot:
            await rest(pilot)
            same_frame(app, f"home-{name}")


@BY_SIZE
async def test_an_answer_that_is_wrong_then_right_then_explained(width: int, height: int) -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        same_frame(app, "drill")
        await press(pilot, "enter")
        same_frame(app, "drill-warning")
        await answer(pilot, "4*(3x", enter=False)
        same_frame(app, "drill-unfinished")
        await press(pilot, "enter")
        same_frame(app, "drill-unreadable")
        await answer(pilot, "x/2y", enter=False)
        same_frame(app, "drill-note")
        await answer(pilot, "4(3x^2+1)^3")
        same_frame(app, "drill-wrong")
        await answer(pilot, "24x(3x^2+1)^3")
        same_frame(app, "drill-right-later")
        await press(pilot, "f2")
        same_frame(app, "drill-steps")


@BY_SIZE
async def test_a_session_to_its_end(width: int, height: int) -> None:
    app = game_app(focus="chain", limit=4)
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        await answer(pilot, "24x(3x^2+1)^3")
        same_frame(app, "drill-right")
        await press(pilot, "enter")
        await answer(pilot, "-11/(3x-4)^2")
        same_frame(app, "drill-fraction")
        await press(pilot, "enter", "f2")
        same_frame(app, "drill-gave-up")
        await press(pilot, "enter", "down", "down")
        same_frame(app, "drill-choice")
        await press(pilot, "enter", "enter")
        same_frame(app, "summary")


@BY_SIZE
async def test_a_domain_that_is_too_small_and_an_answer_that_stays_undecided(width: int, height: int) -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        await answer(pilot, "24x(3x^2+1)^3*x/x")
        same_frame(app, "drill-domain")
        await press(pilot, "f2", "enter")
        await answer(pilot, "tower")
        same_frame(app, "drill-undecided")


@BY_SIZE
async def test_help(width: int, height: int) -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        await press(pilot, "question_mark")
        same_frame(app, "help")
        await press(pilot, "pagedown")
        same_frame(app, "help-typed")


async def test_wide() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(120, 32)) as pilot:
        await rest(pilot)
        await answer(pilot, "4(3x^2+1)^3")
        await press(pilot, "f2")
        same_frame(app, "drill-wide-steps")


async def test_small() -> None:
    app = game_app()
    async with app.run_test(size=(40, 10)) as pilot:
        await rest(pilot)
        same_frame(app, "home-small")
        await press(pilot, "enter")
        await answer(pilot, "4(3x^2+1)^3")
        same_frame(app, "drill-small")


@BY_SIZE
async def test_the_end_of_a_session_the_settings_and_the_help(width: int, height: int) -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        same_frame(app, "settings")
        await press(pilot, "pagedown", "pagedown", "down")
        same_frame(app, "settings-keys")
        await press(pilot, "enter")
        same_frame(app, "settings-key")
        await press(pilot, "escape", "f1")
        same_frame(app, "settings-help")
        await press(pilot, "escape", "escape", "s")
        game.sessions[0].seconds_left = 125.0
        await answer(pilot, "4(3x^2+1)^3", enter=False)
        app.screen._tick()  # type: ignore[attr-defined]  # a drill screen's
        await rest(pilot)
        same_frame(app, "sprint")
        await press(pilot, "enter", "escape")
        same_frame(app, "sprint-summary")
        await press(pilot, "enter", "e")
        await answer(pilot, "4(3x^2+1)^3")
        same_frame(app, "exam")
        await press(pilot, "f2")
        await answer(pilot, "(1, -11)")
        await press(pilot, "f2")
        await answer(pilot, "0.235")
        same_frame(app, "exam-report")


@BY_SIZE
async def test_what_lies_over_a_screen(width: int, height: int) -> None:
    app = game_app()
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        await press(pilot, "d", "ctrl+r")
        same_frame(app, "decks-over")
        await press(pilot, "escape", "escape", "ctrl+p")
        same_frame(app, "palette")
