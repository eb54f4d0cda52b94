"""Home, Summary, Help, and the ways between them."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import replace
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from derivquiz.errors import StoreTooNewError, UnknownDeckError
from derivquiz.reports import Marked, Overview, Score, Summary, SummaryRow
from derivquiz.settings import Settings
from derivquiz.sitting.modes import Mode
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.configured import DARK, LIGHT, ConfiguredApp
from derivquiz.tui.screens.decks import DecksScreen, OverScreen
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.help import HelpScreen
from derivquiz.tui.screens.home import HomeScreen
from derivquiz.tui.screens.preview import PreviewScreen
from derivquiz.tui.screens.settings import SettingsList, SettingsScreen
from derivquiz.tui.screens.statistics import StatisticsScreen
from derivquiz.tui.screens.summary import SummaryScreen
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.deck_list import DeckList, review_row
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.scroll import Scroll
from derivquiz.tui.widgets.shelf_lists import ShelfDecks, ShelfTemplates
from derivquiz.wire import Outcome, Problem, Reading, Solution, Step, Verdict, Witness
from tests.tui.fakes import BROKEN, DECKS, FIRST, OVERVIEW, FakeGame, FakeSession
from tests.tui.frames import answer, frame, game_app, press, rest, screen_of


async def test_the_first_frame_is_there_before_anything_is_opened() -> None:
    game = FakeGame()
    game.open_gate.clear()
    app = game_app(game)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "derivquiz" in frame(app)
        assert game.opened == 0
        await pilot.press("enter")
        assert screen_of(app) is HomeScreen
        game.open_gate.set()
        await rest(pilot)
        assert game.opened == 1
        assert "8 due and 10 new today" in frame(app)


@pytest.mark.parametrize(("key", "screen"), [("s", DrillScreen), ("t", StatisticsScreen), ("d", DecksScreen)])
async def test_a_key_pressed_before_the_decks_are_read_does_its_work_once_they_are(
    key: str, screen: type[Screen[object]]
) -> None:
    game = FakeGame()
    game.open_gate.clear()
    app = game_app(game)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(key)
        assert screen_of(app) is HomeScreen
        game.open_gate.set()
        await rest(pilot)
        assert screen_of(app) is screen
        await press(pilot, "escape")
        assert screen_of(app) is HomeScreen


async def test_what_the_other_screens_need_is_loaded_while_home_is_looked_at() -> None:
    kept: list[str] = []
    app = DerivquizApp(FakeGame(), loaded=lambda: kept.append("loaded"))
    async with app.run_test() as pilot:
        await rest(pilot)
        for screen in (DrillScreen, StatisticsScreen, DecksScreen, PreviewScreen, SettingsScreen, HelpScreen, SummaryScreen):
            sheet = (Path(inspect.getfile(screen)).parent / str(screen.CSS_PATH)).resolve()
            assert app.stylesheet.has_source(str(sheet)), sheet
        assert len(kept) == 1


async def test_a_named_deck_opens_its_drill_at_once_and_the_game_ends_with_it() -> None:
    game = FakeGame()
    game.open_gate.clear()
    app = game_app(game, focus="chain")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert screen_of(app) is DrillScreen
        assert "your answer" in frame(app)
        game.open_gate.set()
        await rest(pilot)
        assert game.sessions[0].focus == "chain"
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "escape")
        assert screen_of(app) is SummaryScreen
        assert "Enter: quit" in frame(app)
        await pilot.press("enter")
    assert not app.is_running
    assert game.closed == 1


async def test_a_named_deck_left_without_an_answer_just_ends() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await pilot.press("escape")
    assert not app.is_running


async def test_a_deck_that_is_not_there_is_said() -> None:
    game = FakeGame()
    game.error = UnknownDeckError('There is no deck "chian"; did you mean "chain"?')
    app = game_app(game, focus="chian")
    async with app.run_test() as pilot:
        await rest(pilot)
        assert "did you mean" in frame(app)
        game.error = None
        await press(pilot, "enter")
        assert "Differentiate f" in frame(app)


async def test_home_starts_the_review_with_one_key_and_a_deck_with_the_arrows_or_a_click() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "enter")
        assert screen_of(app) is DrillScreen
        await press(pilot, "escape", "down", "down", "enter")
        await press(pilot, "escape")
        await pilot.click(DeckList, offset=Offset(8, 6))
        await rest(pilot)
        assert [session.focus for session in game.sessions] == ["", "chain", "activations"]


async def test_a_deck_that_cannot_be_used_is_listed_with_its_error_and_cannot_be_started() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        assert "mine can't be used" in frame(app)
        assert "varibles" in frame(app)
        await press(pilot, "up", "enter")
        assert screen_of(app) is HomeScreen
        assert game.sessions == []


async def test_home_says_what_happened_to_the_history_and_what_it_holds() -> None:
    app = game_app(FakeGame(replace(OVERVIEW, notice="The history was damaged; the copy of yesterday is in use.")))
    async with app.run_test() as pilot:
        await rest(pilot)
        assert "the copy of yesterday" in frame(app)
        assert "4 days in a row" in frame(app)


async def test_home_says_why_the_game_cannot_be_opened() -> None:
    game = FakeGame()
    game.error = StoreTooNewError("The history was written by a later version.")
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        assert "by a later version" in frame(app)
        await press(pilot, "enter")
        assert screen_of(app) is HomeScreen
        await pilot.press("escape")
    assert not app.is_running


@pytest.mark.parametrize(
    ("overview", "words"),
    [
        (FIRST, "Start\n  10 new today"),
        (replace(OVERVIEW, due=0, new=0), "Go on practising\n  nothing is due today"),
        (replace(OVERVIEW, new=0), "Start\n  8 due today"),
        (OVERVIEW, "Start\n  8 due and 10 new today"),
        (replace(OVERVIEW, decks=(BROKEN,), due=0, new=0), "Start\n  there is no deck to ask from"),
    ],
)
def test_home_says_what_there_is_to_do(overview: Overview, words: str) -> None:
    assert review_row(overview).plain == words


async def test_home_looks_again_when_it_comes_back() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "enter")
        game.shown = replace(OVERVIEW, due=1, new=0)
        await press(pilot, "escape")
        assert "1 due today" in frame(app)
        assert game.opened == 1


async def test_many_decks_scroll() -> None:
    decks = tuple(replace(DECKS[0], id=f"deck{n}", title=f"Deck number {n}") for n in range(40))
    app = game_app(FakeGame(replace(OVERVIEW, decks=decks)))
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "end")
        assert "Deck number 39" in frame(app)


async def test_the_summary_lists_what_was_asked_and_when_it_comes_back_and_has_its_help_as_home_does() -> None:
    app = game_app()
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "enter")
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "escape")
        for words in (
            "1 of 1 right",
            "6 min 12 s",
            "A power of a quadratic",
            "in 3 days",
            "9 are still due today",
            "back to Home",
        ):
            assert words in frame(app)
        await press(pilot, "question_mark")
        assert "Leave this page" in frame(app)
        await press(pilot, "escape", "down", "up", "pagedown", "pageup", "escape")
        assert screen_of(app) is HomeScreen
        await press(pilot, "question_mark")
        assert screen_of(app) is HelpScreen


async def test_a_long_summary_scrolls() -> None:
    rows = tuple(SummaryRow(f"a/{n}", f"Problem number {n}", tuple(i < n for i in range(30)), "tomorrow") for n in range(30))

    class Long(FakeSession):
        async def summary(self) -> Summary:
            return Summary(Score(900, 465), 4000, rows, 3, 4, "3 are still due.")

    app = game_app()
    async with app.run_test() as pilot:
        await rest(pilot)
        await app.push_screen(SummaryScreen(Long()))
        await rest(pilot)
        assert "3 are still due." in frame(app)
        assert "Enter: back to Home" in frame(app)
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert "Problem number 29" in frame(app)


async def test_what_was_found_at_opening_is_said_above_the_first_problem_where_home_is_not_shown() -> None:
    said = "Your history is damaged; 30 answers could be restored."
    game = FakeGame(replace(OVERVIEW, notice=said))
    app = game_app(game, focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert said in frame(app)
    app = game_app(game)
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert said in frame(app)
        await press(pilot, "enter")
        assert screen_of(app) is DrillScreen
        assert said not in frame(app)


async def test_the_help_lists_every_key_of_the_screen_below_and_scrolls() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(80, 68)) as pilot:
        await rest(pilot)
        own = app.bindings(app.screen)
        await press(pilot, "f1")
        page = " ".join(frame(app).replace("│", " ").split())
        for binding in own:
            assert " ".join(binding.tooltip.split()) in page
        for words in ("sqrt(x)", r"\frac{1}{2\sqrt{x}}", "undefined", "The first answer to a problem counts", "a week from now"):
            assert words in page
        assert "scroll" not in frame(app)
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        assert "↑ ↓ scroll" in frame(app)
        shown = app.screen.query_one(Scroll)
        await press(pilot, "end")
        assert shown.scroll_y == shown.max_scroll_y > 0
        await press(pilot, "home")
        assert shown.scroll_y == 0
        await press(pilot, "down", "up", "pageup", "space", "escape")
        assert screen_of(app) is DrillScreen


def test_every_binding_has_an_id_a_tooltip_and_words() -> None:
    seen: dict[str, str] = {}
    apps = (DerivquizApp, ConfiguredApp)
    screens = (HomeScreen, DrillScreen, StatisticsScreen, SummaryScreen, HelpScreen, SettingsScreen)
    shelf = (DecksScreen, ShelfDecks, ShelfTemplates, PreviewScreen, OverScreen)
    for node in (*apps, Scroll, *screens, *shelf, AnswerLine, DeckList, SettingsList):
        for binding in node.__dict__["BINDINGS"]:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.tooltip
            assert binding.description
            assert seen.setdefault(binding.id, node.__name__) == node.__name__


def test_while_typing_no_binding_takes_a_letter() -> None:
    for node in (DerivquizApp, DrillScreen, AnswerLine):
        for binding in Binding.make_bindings(node.__dict__["BINDINGS"]):
            assert len(binding.key) > 1
            assert (
                binding.key == "question_mark"
                or not binding.key.isalpha()
                or binding.key in {"enter", "escape", "up", "down", "pageup", "pagedown"}
            )


async def narrowed(pilot: Pilot[None], first: str) -> None:
    """Wait until the palette, which gathers by the clock, has a command as the one that Enter takes."""
    found = pilot.app.screen.query_one(OptionList)
    async with asyncio.timeout(20):
        while found.highlighted is None or first not in str(found.get_option_at_index(found.highlighted).prompt):
            await pilot.pause(0.02)
    await rest(pilot)


async def test_the_palette_on_home_names_what_it_starts() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        modes = ["Sprint", "Exam", "Mistakes", "Placement"]
        decks = [f"Practise {deck.title}" for deck in DECKS]
        assert titles == ["Theme", "Start", *decks, *modes, "Decks", "Stats", "Settings", "Quit", "Light or dark", "Help"]
        await press(pilot, "ctrl+p")
        await pilot.press(*"activations")
        await narrowed(pilot, f"Practise {next(deck.title for deck in DECKS if deck.id == 'activations')}")
        await press(pilot, "enter")
        assert screen_of(app) is DrillScreen
        assert [session.focus for session in game.sessions] == ["activations"]


AIDS_DONE = {"Typo", "Dispute", "Copy", "Not today", "Never again"}


async def test_the_palette_offers_what_the_footer_does_and_does_it() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, "24x(3x^2+1)^3")
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert titles == {"Next", "Steps", "Curve", "Leave", "Help", "Light or dark", "Quit", "Theme"} | AIDS_DONE
        await press(pilot, "ctrl+p")
        assert screen_of(app) is CommandPalette
        assert "Next" in frame(app)
        await pilot.press(*"steps")
        await narrowed(pilot, "Steps")
        await press(pilot, "enter")
        assert screen_of(app) is DrillScreen
        async with asyncio.timeout(20):
            while "The chain rule" not in frame(app):
                await pilot.pause(0.02)


async def test_f8_changes_between_dark_and_light_and_ctrl_q_quits_and_closes_the_game() -> None:
    game = FakeGame()
    app = game_app(game, focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        assert app.theme == DARK
        await press(pilot, "f8")
        assert app.theme == LIGHT
        assert not app.current_theme.dark
        await press(pilot, "f8")
        assert app.theme == DARK
        await answer(pilot, "2x", enter=False)
        await pilot.press("ctrl+q")
    assert not app.is_running
    assert game.closed == 1


async def test_what_a_line_says_is_said_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, "4(3x^2+1)^3")
        assert app.no_color
        assert "✗ Not right" in frame(app)


async def test_home_names_the_other_ways_with_the_keys_that_were_chosen_and_a_click_starts_them() -> None:
    game = FakeGame()
    game.settings.change(Settings(keys={"home.exam": "f10"}))
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        assert "s sprint    F10 exam    m mistakes" in frame(app)
        await pilot.click("#ways", offset=Offset(14, 0))
        await rest(pilot)
        assert [session.mode for session in game.sessions] == [Mode.EXAM]


@pytest.mark.parametrize(("key", "mode"), [("s", "sprint"), ("e", "exam"), ("m", "mistakes"), ("p", "placement")])
async def test_home_starts_each_mode_with_a_key(key: str, mode: str) -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, key)
        assert screen_of(app) is DrillScreen
        assert game.sessions[0].mode == mode


async def test_an_exam_says_nothing_of_an_answer_and_goes_on() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "e")
        await answer(pilot, "24x(3x^2+1)^3")
        assert game.sessions[0].calls[-1] == "next"
        assert "✓" not in frame(app)
        assert "point" not in frame(app).splitlines()[0]
        await press(pilot, "f3", "f5")
        assert "hint" not in game.sessions[0].calls


async def test_the_statistics_show_every_figure_at_each_size() -> None:
    for size in ((80, 24), (140, 50), (40, 12)):
        app = game_app()
        async with app.run_test(size=size) as pilot:
            await rest(pilot)
            await press(pilot, "t")
            assert screen_of(app) is StatisticsScreen
            text = app.screen.query_one("#rows", Plain).text
            for words in (
                "128 answers",
                "longest 9",
                "best sprint 140",
                "88% right of 80 reviews",
                "The chain rule",
                "chain forgo",
            ):
                assert words in text
            assert "▓" in text
            await press(pilot, "down", "pagedown", "up", "pageup", "escape")
            assert screen_of(app) is HomeScreen


HOSTILE = "[/x] [bold red]b[/] \x1b[31m\x07 \u202egnol\u2066 \ud800 [@click=app.quit]x[/] " + "W" * 200 + "\n\n\n§"


async def test_hostile_text_in_every_field_is_shown_and_does_nothing() -> None:
    text = HOSTILE
    problem = Problem(text, text, 1, text, text, text, text, text, text, (text,), choices=(text, text + "2"))
    reading = Reading(text, text, text, (text,))
    verdict = Verdict(Outcome.WRONG, reading, message=text, witness=Witness(((text, text),), text, text), notes=(text,))

    class Hostile(FakeSession):
        async def read(self, typed: str) -> Reading:
            if typed.startswith("ok"):
                return replace(reading, text=typed)
            return Reading(typed, error=text, column=40, hint=text)

        async def submit(self, typed: str) -> Marked:
            return Marked(verdict, Score(1, 0), counted=True, finished=False, rating=text, due=text)

        async def summary(self) -> Summary:
            return Summary(Score(1, 0), 1, (SummaryRow(text, text, (True, False, False), text),), 1, 1, text)

    class HostileGame(FakeGame):
        version = text

        def session(
            self, focus: str = "", *, limit: int | None = None, mode: Mode = Mode.REVIEW, notice: str = ""
        ) -> FakeSession:
            session = Hostile((problem,))
            session.notice = text
            session.solution = Solution(text, text, (Step(text, text, text),))
            session.score = Score(1, 0)
            return session

    rows = (replace(DECKS[0], title=text), replace(BROKEN, title=text, error=text))
    for width, height in ((40, 10), (120, 30)):
        app = game_app(HostileGame(replace(OVERVIEW, decks=rows, notice=text)))
        async with app.run_test(size=(width, height)) as pilot:
            await rest(pilot)
            frames = [frame(app)]
            await press(pilot, "enter")
            await answer(pilot, text, enter=False)
            frames.append(frame(app))
            await answer(pilot, "ok", enter=False)
            frames.append(frame(app))
            await press(pilot, "enter")
            frames.append(frame(app))
            line = app.screen.query_one(AnswerLine)
            assert line.region.bottom <= height
            await press(pilot, "f2")
            frames.append(frame(app))
            await press(pilot, "escape")
            assert screen_of(app) is SummaryScreen
            frames.append(frame(app))
            for shown in frames:
                assert not any(character in shown for character in "\x1b\x07\u202e\u2066\ud800")
            assert any("[/x] [bold red]b[/]" in shown for shown in frames)
            assert any("[/x]" in plain.text for plain in app.screen.query(Plain))
