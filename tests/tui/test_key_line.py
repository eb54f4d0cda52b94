"""The line of keys: what it shows, and that a click does what the key does."""

from __future__ import annotations

from textual.app import App
from textual.geometry import Offset

from derivquiz.tui.screens.help import HelpScreen
from derivquiz.tui.screens.statistics import StatisticsScreen
from derivquiz.tui.widgets.key_line import KeyLine
from tests.tui.frames import frame, game_app, press, rest, screen_of


def column(app: App[None], text: str) -> Offset:
    return Offset(frame(app).splitlines()[-1].index(text) + 1, 0)


async def test_a_click_on_a_key_is_the_key_and_one_beside_it_is_nothing() -> None:
    app = game_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await pilot.click(KeyLine, offset=Offset(67, 0))
        await rest(pilot)
        assert screen_of(app) is not HelpScreen
        await pilot.click(KeyLine, offset=column(app, "Help"))
        await rest(pilot)
        assert screen_of(app) is HelpScreen


async def test_the_mouse_over_a_key_says_what_it_does() -> None:
    app = game_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        line = app.screen.query_one(KeyLine)
        await pilot.hover(KeyLine, offset=column(app, "Stats"))
        assert line.tooltip == "The year, what comes back, what is known"
        await pilot.hover(KeyLine, offset=Offset(67, 0))
        assert line.tooltip is None


async def test_what_a_key_does_is_not_said_over_what_a_click_on_it_led_to() -> None:
    app = game_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        line = app.screen.query_one(KeyLine)
        await pilot.click(KeyLine, offset=column(app, "Stats"))
        await rest(pilot)
        assert screen_of(app) is StatisticsScreen
        assert line.tooltip is None


async def test_a_key_without_room_is_left_out_whole_and_the_help_and_the_palette_stay() -> None:
    app = game_app()
    async with app.run_test(size=(40, 12)) as pilot:
        await rest(pilot)
        assert frame(app).splitlines()[-1] == " ⏎ Start  esc Quit  f1 Help  ^p palette"


async def test_the_line_follows_what_the_keys_do_now() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert "⏎ Mark" not in frame(app)
        await press(pilot, "1")
        assert "⏎ Mark" in frame(app).splitlines()[-1]
