"""Settings on the screens: what is chosen holds at once and is remembered; Home says how far the decks are read."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from derivquiz.choices import CHOICES, step
from derivquiz.errors import SettingsError
from derivquiz.settings import Settings
from derivquiz.tui.configured import DARK, LIGHT
from derivquiz.tui.screens import home
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.help import HelpScreen
from derivquiz.tui.screens.home import HomeScreen
from derivquiz.tui.screens.settings import KeyScreen, SettingsScreen
from derivquiz.wire import Grain
from tests.tui.fakes import FakeGame
from tests.tui.frames import answer, frame, game_app, press, rest, same_frame, screen_of


def chosen(settings: Settings) -> FakeGame:
    game = FakeGame()
    game.settings.change(settings)
    return game


async def test_every_setting_is_shown_with_its_sentence_and_changed_by_keys() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        assert screen_of(app) is SettingsScreen
        same_frame(app, "settings")
        for choice in CHOICES:
            assert " ".join(choice.sentence.split()) in " ".join(frame(app).split())
            before = getattr(game.settings.now, choice.name)
            await press(pilot, "enter")
            assert getattr(game.settings.now, choice.name) != before
            await press(pilot, "left")
            assert choice.name == "theme" or getattr(game.settings.now, choice.name) in {before, choice.values[0]}
            await press(pilot, "right", "backspace")
            assert getattr(game.settings.now, choice.name) == getattr(Settings(), choice.name)
            await pilot.press("down")
        await press(pilot, "escape")
        assert screen_of(app) is HomeScreen


async def test_with_room_each_row_has_its_sentence_beside_it_and_a_resize_keeps_the_place() -> None:
    app = game_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "o", "down", "down", "right")
        assert frame(app).count("How many new templates") == 1
        await pilot.resize_terminal(120, 30)
        await rest(pilot)
        assert frame(app).count("How many new templates") == 2
        assert "▸ new a day         11" in frame(app)
        await press(pilot, "left")
        assert "▸ new a day         10                  How many" in frame(app)


async def test_a_theme_that_is_chosen_by_key_is_remembered_and_worn_the_next_time() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        assert app.theme == DARK
        await press(pilot, "f8")
        assert game.settings.now == Settings(theme=LIGHT)
    assert game_app(game).theme == LIGHT


async def test_the_first_key_to_the_right_changes_the_theme() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "o", "right")
        assert game.settings.now.theme != DARK


async def test_a_theme_that_is_not_there_is_said_and_left_in_the_file() -> None:
    game = chosen(Settings(theme="no-such"))
    app = game_app(game)
    async with app.run_test(notifications=True) as pilot:
        await rest(pilot)
        assert app.theme == DARK
        assert "no theme no-such" in " ".join(frame(app).split())
        assert game.settings.now.theme == "no-such"


async def test_what_cannot_be_kept_is_said() -> None:
    game = FakeGame()
    game.refusal = SettingsError("Not kept: line 3.")
    app = game_app(game)
    async with app.run_test(notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "f8")
        assert app.theme == LIGHT
        assert "Not kept: line 3." in frame(app)


async def test_without_animation_nothing_moves() -> None:
    assert game_app(chosen(Settings(animation=False))).animation_level == "none"


async def test_a_key_is_chosen_by_pressing_it_and_the_help_agrees() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test(size=(80, 60)) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        while screen._marked != "home.sprint":
            await pilot.press("down")
        await press(pilot, "enter")
        assert screen_of(app) is KeyScreen
        await press(pilot, "escape", "enter", "e")
        assert "already" in frame(app)
        assert not game.settings.now.keys
        await press(pilot, "enter", "f10")
        assert game.settings.now.keys == {"home.sprint": "f10"}
        await press(pilot, "escape", "s")
        assert screen_of(app) is HomeScreen
        await press(pilot, "f1")
        assert screen_of(app) is HelpScreen
        assert "f10" in frame(app).lower()
        await press(pilot, "escape", "f10")
        assert screen_of(app) is DrillScreen


async def test_a_key_that_is_taken_from_a_binding_leaves_the_others_on_it_alone() -> None:
    game = chosen(Settings(keys={"drill.steps": "f10", "answer.next": "ctrl+n"}))
    app = game_app(game, focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "f10", "ctrl+n", "f2")
        assert [call for call in game.sessions[0].calls if call in {"next", "reveal"}] == ["next", "reveal", "next", "reveal"]


async def test_a_letter_in_the_file_for_what_has_to_work_while_something_is_typed_is_told_and_left_out() -> None:
    letters = {"answer.mark": "x", "answer.next": "space", "drill.leave": "plus,f10", "app.help": "question_mark"}
    game = chosen(Settings(keys=letters))
    app = game_app(game, focus="chain")
    async with app.run_test(notifications=True) as pilot:
        await rest(pilot)
        for name, key in (("answer.mark", "x"), ("answer.next", "space"), ("drill.leave", "plus")):
            assert any(note.message.startswith(f"{name}: {key} belongs to the answer line") for note in app._notifications)
        assert len(app._notifications) == 3
        assert app.chosen_keys == {"drill.leave": "f10", "app.help": "question_mark"}
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "enter")
        assert game.sessions[0].calls.count("next") == 2


@pytest.mark.parametrize("key", ["h", "space", "plus", "ctrl+e"])
async def test_a_letter_and_a_key_that_edits_are_refused_for_what_has_to_work_while_something_is_typed(key: str) -> None:
    binding = Binding("f3", "hint", "Hint", id="drill.hint", tooltip="A hint")
    app = game_app()
    async with app.run_test() as pilot:
        await rest(pilot)
        app.push_screen(SettingsScreen(Settings(), [DARK], [binding]))
        await rest(pilot)
        await press(pilot, "end", "enter", key)
        assert "belongs to the answer line" in frame(app)


async def test_a_key_of_no_name_is_said() -> None:
    app = game_app(chosen(Settings(keys={"home.spirnt": "f10"})))
    async with app.run_test(notifications=True) as pilot:
        await rest(pilot)
        assert "home.spirnt" in frame(app)


async def test_finer_steps_begin_where_the_session_is() -> None:
    game = FakeGame()
    app = game_app(game, focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        game.sessions[0].grain = Grain.EVERY
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "f2", "f7")
        assert game.sessions[0].calls[-1] == "worked fused"


async def test_home_says_how_far_the_decks_are_read_where_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "PATIENCE", 0.001)
    game = FakeGame()
    game.open_gate.clear()
    game.progress = (3, 10)
    app = game_app(game)
    async with app.run_test() as pilot:
        while "reading deck 4 of 10" not in frame(app):
            await pilot.pause()
        assert "━" in frame(app)
        game.open_gate.set()
        await rest(pilot)
        assert "reading" not in frame(app)
        assert isinstance(app.screen, home.HomeScreen)
        app.screen.call_later(app.screen._show_progress)  # the timer's last tick may stand in line behind the overview
        await rest(pilot)
        assert "reading" not in frame(app)


def test_a_step_ends_at_the_ends_and_finds_the_nearest() -> None:
    assert [step((1, 2, 3), value, 1) for value in (1, 2, 3)] == [2, 3, 3]
    assert step((1, 2, 3), 1, -1) == 1
    assert step((0.8, 0.9), 0.87, 1) == 0.9
    assert step(("a", "b"), "c", 1) == "a"
