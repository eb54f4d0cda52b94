"""The drill: what each key does, and what must never happen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.containers import VerticalScroll
from textual.events import Paste
from textual.geometry import Offset
from textual.pilot import Pilot

from derivquiz.errors import StoreError, WorkerDiedError
from derivquiz.plots import Curve, CurveLine, Role
from derivquiz.reports import Marked, Score
from derivquiz.tui import working
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.help import HelpScreen
from derivquiz.tui.screens.home import HomeScreen
from derivquiz.tui.screens.summary import SummaryScreen
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.card import Card
from derivquiz.tui.widgets.choices import Choices
from derivquiz.tui.widgets.curve_view import CurveView
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.reading_box import ReadingBox
from derivquiz.tui.widgets.score_line import ScoreLine
from derivquiz.tui.widgets.solution_view import SolutionView
from derivquiz.tui.widgets.symbols import Symbols
from derivquiz.tui.widgets.verdict_panel import VerdictPanel, headline, reason, witness
from derivquiz.wire import Outcome, Reading, Verdict, Witness
from tests.tui import fakes
from tests.tui.fakes import CHOICE, LESSON, POWER, QUOTIENT, FakeGame, FakeSession
from tests.tui.frames import answer, frame, game_app, press, rest, screen_of

RIGHT = "24x(3x^2+1)^3"
WRONG = "4(3x^2+1)^3"
WARNING, SHORT_WARNING = "Enter again shows the answer and counts as a miss", "Enter again: shown, as a miss"


def session_of(app: DerivquizApp) -> FakeSession:
    game = app._game
    assert isinstance(game, FakeGame)
    return game.sessions[-1]


def said(app: DerivquizApp, selector: str) -> str:
    if selector.removeprefix("#") in {"headline", "reason", "witness", "aside", "todo"}:
        return app.screen.query_one(VerdictPanel).said.get(selector.removeprefix("#"), "")
    return app.screen.query_one(selector, Plain).text


def line(app: DerivquizApp) -> AnswerLine:
    return app.screen.query_one(AnswerLine)


def footer(app: DerivquizApp) -> list[str]:
    shown = [active.binding for active in app.screen.active_bindings.values() if active.binding.show and active.enabled]
    return list(dict.fromkeys(binding.description for binding in shown))


async def until(pilot: Pilot[None], met: Callable[[], bool]) -> None:
    """Wait for what comes with time alone, as long as it may take."""
    async with asyncio.timeout(20):
        while not met():
            await pilot.pause(0.02)


async def test_typing_shows_what_it_is_read_as_at_every_key_or_the_place_of_the_error() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "2", "x")
        assert app.screen.query_one("#reading", MathsView).text == "2x"
        await press(pilot, "backspace", "backspace")
        assert not app.screen.query_one("#reading").display
        assert "drawn here" in said(app, "#notes")
        await answer(pilot, "4*(3x", enter=False)
        assert said(app, "#place") == "4*(3x\n  ^"
        assert app.screen.query_one("#error").display
        assert app.screen.query_one("#error").styles.color != app.screen.query_one("#notes").styles.color


async def test_while_one_text_is_read_only_the_newest_of_the_next_ones_is_kept_and_none_that_is_no_longer_typed() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        session = session_of(app)
        session.open_gate.clear()
        for text in ("1", "12", "123", "1234"):
            line(app).replace_all(text)
            await pilot.pause()
        session.open_gate.set()
        await rest(pilot)
        assert [call for call in session.calls if call.startswith("read")] == ["read 1", "read 1234"]
        assert app.screen.query_one("#reading", MathsView).text == "1234"
        session.open_gate.clear()
        for text in ("7", ""):
            line(app).replace_all(text)
            await pilot.pause()
        session.open_gate.set()
        await rest(pilot)
        assert session.calls[-1] == "read 7"
        assert not app.screen.query_one("#reading").display


async def test_each_verdict_has_its_sign_its_words_and_its_colour() -> None:
    app = game_app(focus="chain")
    colours = set()
    async with app.run_test() as pilot:
        await rest(pilot)
        for text, outcome, sign in (
            ("4*(3x", Outcome.UNREADABLE, "?"),
            (WRONG, Outcome.WRONG, "✗"),
            ("24x(3x^2+1)^3*x/x", Outcome.DOMAIN, "!"),
            (RIGHT, Outcome.CORRECT, "✓"),
            ("tower", Outcome.UNDECIDED, "?"),
        ):
            await answer(pilot, text)
            panel = app.screen.query_one(VerdictPanel)
            assert panel.display
            assert {name for name in panel.classes if name.startswith("-")} == {f"-{outcome.value}"}
            assert said(app, "#headline").startswith(f"{sign} ")
            assert len(said(app, "#headline")) > 4
            colours.add(panel.styles.border_left[1].hex)
            if outcome is Outcome.CORRECT:
                await press(pilot, "enter")
        assert len(colours) == 4


async def test_a_wrong_answer_gets_its_reason_and_its_witness_once_and_not_the_answer() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, WRONG)
        assert "inside is missing" in said(app, "#reason")
        assert said(app, "#witness") == "At x = 2 yours is 8788, the right value is 105456."
        assert "24" not in frame(app)
        assert footer(app) == ["Mark", "Answer", "Curve", "Hint", "Leave", "Help"]
        assert line(app).value == WRONG
        await press(pilot, "enter", "enter")
        assert [call for call in session_of(app).calls if call.startswith("submit")] == [f"submit {WRONG}"]
        await answer(pilot, "  ")  # costs nothing any more, so it needs no warning
        assert session_of(app).calls[-1] == "reveal"
        assert said(app, "#headline").startswith("✗")
        assert said(app, "#todo") == "Enter goes on."


def test_a_reason_that_names_the_witness_is_not_followed_by_the_same_again() -> None:
    seen = Witness((("x", "2"),), "-24", "48")
    assert witness(seen, "At x = 2 yours is −24, the derivative is 48.") == ""
    assert witness(seen, "The slope of the inside is missing.") == "At x = 2 yours is -24, the right value is 48."


async def test_after_a_wrong_answer_one_can_try_again_and_is_told_the_name_when_done_and_goes_on() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, WRONG)
        assert POWER.title not in frame(app)
        await answer(pilot, RIGHT)
        assert "the first answer was the one that counted" in said(app, "#aside")
        assert POWER.title in frame(app)
        await press(pilot, "x", "backspace", "ctrl+u")
        assert line(app).value == RIGHT
        assert line(app).has_class("-locked")
        await press(pilot, "enter")
        assert said(app, "#prompt") == QUOTIENT.prompt
        assert line(app).value == ""
        assert not app.screen.query_one(VerdictPanel).display


def test_an_answer_that_was_read_but_lacks_something_is_not_called_unreadable() -> None:
    verdict = Verdict(Outcome.UNREADABLE, Reading(".2", "0.2", "0.2"), message="give 3 decimal places")
    assert headline(Marked(verdict, Score(), counted=False, finished=False), 0) == "? Not marked: it doesn't count"


@pytest.mark.parametrize(
    ("message", "form", "first", "then"),
    [
        ("Right.", True, "✓ Right   +10", ""),
        ("", False, "✓ Right, but not in the form asked for   +10", ""),
        ("Right, but it was to be written with s alone.", False, "✓ Right, but it was to be written with s alone   +10", ""),
        ("Right, but for rounding: keep every digit.", True, "✓ Right, but for rounding   +10", "Keep every digit."),
        ("The long way round.", True, "✓ Right   +10", "The long way round."),
    ],
)
def test_what_is_to_be_said_of_a_right_answer_is_said_once(message: str, form: bool, first: str, then: str) -> None:
    verdict = Verdict(Outcome.CORRECT, Reading("s"), message=message, form=form)
    assert headline(Marked(verdict, Score(), counted=True, finished=True), 10) == first
    assert reason(verdict) == then


async def test_that_a_text_could_not_be_read_is_said_once_and_is_past_at_the_next_key_or_with_the_answer() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(110, 24)) as pilot:
        await rest(pilot)
        await answer(pilot, "4*(3x")
        assert app.screen.query_one(VerdictPanel).display
        assert frame(app).count("bracket is never closed") == 1
        await press(pilot, ")")
        assert not app.screen.query_one(VerdictPanel).display
        await answer(pilot, "4*(3x")
        await press(pilot, "f2")
        assert said(app, "#headline") == "– Answer shown; it comes back in a few problems"
        assert "never closed" not in frame(app)


async def test_the_marks_so_far_stand_apart_from_the_problem_and_leave_its_name_room() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        score = app.screen.query_one(ScoreLine)
        for number in range(1, 21):
            score.count(Score(number, number // 2, number % 2, 1, number * 9))
        score.show(21, None, "The gradient")
        await rest(pilot)
        shown = frame(app).splitlines()[0]
        assert shown.startswith(" 21   The gradient   ")
        assert shown.endswith("   so far …✗✓✗✓✗✓✗✓   10 of 20 right   180 points")
        score.show(21, None, "The gradient of a quadratic, at a point")
        await rest(pilot)
        shown = frame(app).splitlines()[0]
        assert "The gradient of a quadratic, at a point" in shown
        assert "✗" not in shown


async def test_while_an_answer_is_marked_that_is_said_and_enter_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "PATIENCE", 0.001)
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, RIGHT, enter=False)
        session = session_of(app)
        session.open_gate.clear()
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: "checking" in str(line(app).border_subtitle))
        session.open_gate.set()
        await rest(pilot)
        assert "checking" not in str(line(app).border_subtitle)
        assert session.calls[-1] == f"submit {RIGHT}"
        assert session.calls.count(f"submit {RIGHT}") == 1
        assert session.problem is POWER


async def test_a_held_enter_neither_skips_a_verdict_nor_gives_up_the_next_problem() -> None:
    app = DerivquizApp(FakeGame(), "chain", settle=3600)
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "enter", "enter")
        assert "reveal" not in session_of(app).calls
        assert not line(app).warned
        await answer(pilot, RIGHT)
        await press(pilot, "enter", "enter")
        assert said(app, "#headline").startswith("✓")
        assert session_of(app).calls.count("next") == 1


async def test_f2_before_any_answer_gives_up_and_shows_answer_and_steps() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f2")
        assert said(app, "#headline") == "– Answer shown; it comes back in a few problems"
        assert app.screen.query_one(SolutionView).display
        assert "The chain rule" in frame(app)
        assert footer(app) == ["Next", "Curve", "Leave", "Help"]
        await press(pilot, "enter")
        assert not app.screen.query_one(SolutionView).display


async def test_an_answer_that_is_shown_comes_back_as_the_session_says() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        session_of(app).missed_due = "as a new one"
        await press(pilot, "f2")
        assert said(app, "#headline") == "– Answer shown; it comes back as a new one"


async def test_enter_on_an_empty_line_warns_before_it_gives_up() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "enter")
        assert WARNING in frame(app)
        await press(pilot, "x", "backspace")
        assert WARNING not in frame(app)
        await answer(pilot, "4*(3x")
        await answer(pilot, "  ")
        assert WARNING in frame(app)
        assert "reveal" not in session_of(app).calls
        await press(pilot, "enter")
        assert session_of(app).calls[-1] == "reveal"
        assert WARNING not in frame(app)
        await press(pilot, "enter")
        assert line(app).placeholder == ""
        await pilot.resize_terminal(40, 24)
        await press(pilot, "enter")
        assert f"│ {SHORT_WARNING}" in frame(app)


async def test_arrow_up_brings_back_what_was_tried() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, WRONG)
        await answer(pilot, "24x(3x^2+1)^3*x/x")
        await answer(pilot, "2", enter=False)
        values = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await press(pilot, key)
            values.append(line(app).value)
        assert values == ["24x(3x^2+1)^3*x/x", WRONG, WRONG, "24x(3x^2+1)^3*x/x", "2", "2"]


async def test_a_choice_that_is_right_was_proved_by_nobody() -> None:
    app = game_app(FakeGame(problems=(CHOICE,)), focus="activations")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, "1")
        assert "Comes back in 3 days." in frame(app)
        assert "equal" not in said(app, "#aside")


async def test_a_choice_can_be_picked_with_the_arrows_or_the_mouse_or_typed() -> None:
    app = game_app(FakeGame(problems=(CHOICE,)), focus="activations")
    async with app.run_test() as pilot:
        await rest(pilot)
        choices = app.screen.query_one(Choices)
        await press(pilot, "down", "down")
        assert line(app).value == "0"
        await press(pilot, "up", "up")
        assert line(app).value == "undefined"
        await pilot.click(Choices, offset=Offset(3, 2))
        await rest(pilot)
        assert line(app).value == "1"
        assert app.screen.focused is line(app)
        await answer(pilot, "Undefined", enter=False)
        assert choices.picked == 3
        await answer(pilot, "b", enter=False)
        assert choices.picked == 1
        await press(pilot, "down", "b")
        assert line(app).value == "b"


async def test_page_keys_and_arrows_scroll_the_steps_and_the_question_stays() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, WRONG)
        await press(pilot, "f2")
        side = app.screen.query_one("#side", VerticalScroll)
        for size in ((80, 24), (80, 18), (110, 20)):
            await pilot.resize_terminal(*size)
            side.scroll_home(animate=False)
            await rest(pilot)
            await press(pilot, "down")
            assert side.scroll_y == 1
            await press(pilot, *["pagedown"] * 4)
            assert side.scroll_y == side.max_scroll_y > 2
            assert POWER.prompt in frame(app)
            assert POWER.picture in frame(app)
            await press(pilot, "up")
            assert side.scroll_y == side.max_scroll_y - 1


async def test_where_there_is_hardly_a_line_question_and_steps_scroll_together() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(40, 10)) as pilot:
        await rest(pilot)
        await press(pilot, "f2")
        assert "The answer" in frame(app)
        card = app.screen.query_one(Card)
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        assert card.scroll_y == card.max_scroll_y
        assert "The numbers in front." in frame(app)
        await press(pilot, "pageup", "pageup", "pageup", "pageup", "pageup")
        assert POWER.picture in frame(app)


async def test_what_goes_wrong_is_said_once_and_can_be_tried_again() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        session_of(app).notice = "The checker was replaced."
        await answer(pilot, RIGHT, enter=False)
        assert said(app, "#notice") == "The checker was replaced."
        session_of(app).error = StoreError("The disk is full.")
        await press(pilot, "enter")
        assert said(app, "#notice") == "The disk is full."
        await press(pilot, "enter")
        assert said(app, "#headline").startswith("✓")
        assert said(app, "#notice") == ""


async def test_where_there_is_no_problem_that_is_said_as_an_error_and_enter_tries_again() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, RIGHT)
        for times in ("", "   tried 2 times"):
            session_of(app).error = WorkerDiedError("The checker stopped.")
            session_of(app).notice = "The checker stopped."
            await press(pilot, "enter")
            assert said(app, "#headline") == f"! There is no problem to show{times}"
            assert said(app, "#reason") == "The checker stopped."
            assert frame(app).count("The checker stopped.") == 1
            assert POWER.prompt not in frame(app)
            assert app.screen.query_one(ScoreLine).number == 0
            assert footer(app) == ["Try again", "Leave", "Help"]
        await press(pilot, "enter")
        assert said(app, "#prompt") == QUOTIENT.prompt
        assert app.screen.query_one(ScoreLine).number == 2
        assert not app.screen.query_one(VerdictPanel).display


async def test_question_mark_and_f1_open_the_help_while_typing() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, "2x", enter=False)
        for key in ("question_mark", "f1"):
            await press(pilot, key)
            assert screen_of(app) is HelpScreen
            await press(pilot, key)
        await press(pilot, "f1", "escape")
        assert screen_of(app) is DrillScreen
        assert line(app).value == "2x"


async def test_escape_leads_to_the_summary_where_something_was_answered_and_home_otherwise() -> None:
    app = game_app()
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "enter", "escape")
        assert screen_of(app) is HomeScreen
        await press(pilot, "enter")
        await answer(pilot, RIGHT)
        await press(pilot, "escape")
        assert screen_of(app) is SummaryScreen
        await press(pilot, "enter")
        assert screen_of(app) is HomeScreen


async def test_escape_while_an_answer_is_marked_waits_for_its_record() -> None:
    app = game_app()
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "enter")
        await answer(pilot, RIGHT, enter=False)
        session = session_of(app)
        session.open_gate.clear()
        await pilot.press("enter", "escape")
        assert screen_of(app) is DrillScreen
        session.open_gate.set()
        await rest(pilot)
        assert screen_of(app) is SummaryScreen
        assert session.score.right == 1


async def test_the_session_ends_at_its_limit_even_under_the_help() -> None:
    app = game_app(focus="chain", limit=1)
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, RIGHT)
        session = session_of(app)
        session.open_gate.clear()
        await pilot.press("enter", "f1")
        assert screen_of(app) is HelpScreen
        session.open_gate.set()
        await rest(pilot)
        assert screen_of(app) is SummaryScreen


async def test_a_resize_keeps_what_was_typed_and_the_answer_line_in_sight() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, WRONG)
        await answer(pilot, "24x(3x", enter=False)
        for width, height in ((140, 40), (40, 10), (100, 30), (20, 6), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert line(app).value == "24x(3x"
            region = line(app).region
            assert 0 < region.bottom <= height
            assert region.height >= 1
        assert said(app, "#headline").startswith("✗")


async def test_a_typed_text_longer_than_its_box_scrolls_and_a_paste_of_several_lines_is_joined() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(40, 24)) as pilot:
        await rest(pilot)
        await answer(pilot, "1+" * 60 + "x", enter=False)
        assert frame(app).count("+x") >= 1
        assert line(app).region.height == 3
        line(app).replace_all("")
        line(app).post_message(Paste("24x\n (3x^2+1)^3\x1b[0m"))
        await rest(pilot)
        assert line(app).value == "24x (3x^2+1)^3[0m"


async def test_f4_draws_the_curve_in_the_place_of_the_reading_and_puts_it_away_again() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f4")
        assert not app.screen.query_one(CurveView).drawn
        await answer(pilot, WRONG)
        assert session_of(app).calls[-1] == f"submit {WRONG}"
        await press(pilot, "f4")
        assert session_of(app).calls[-1] == f"curve {WRONG}"
        for words in ("━━ f", "╍╍ f′", "·· yours", "x = −3"):
            assert words in frame(app)
        assert not app.screen.query_one(ReadingBox).display
        await press(pilot, "f4")
        assert "yours" not in frame(app).replace("yours is", "")
        await press(pilot, "f4", "x")
        assert app.screen.query_one(ReadingBox).display
        await answer(pilot, RIGHT)
        await press(pilot, "f4")
        assert "·· yours" not in frame(app)
        await press(pilot, "f2")
        assert app.screen.query_one(SolutionView).display
        assert "━━ f" not in frame(app)


async def test_where_there_is_room_the_curve_comes_with_the_verdict() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(110, 30)) as pilot:
        await rest(pilot)
        await answer(pilot, WRONG)
        assert "━━ f" in frame(app)
        assert app.screen.query_one(ReadingBox).display
        await press(pilot, "f4")
        assert "━━ f" not in frame(app)
        await answer(pilot, RIGHT)
        assert "━━ f" in frame(app)
        await press(pilot, "f2")
        assert "━━ f" not in frame(app)
        await press(pilot, "f4")
        assert "━━ f" in frame(app)
        await press(pilot, "enter")
        assert "━━ f" not in frame(app)


async def test_a_problem_without_a_curve_says_so_where_one_asks() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        session_of(app).drawing = None
        await answer(pilot, WRONG)
        assert "f4 Curve" in frame(app)
        await press(pilot, "f4")
        assert "no curve to draw" in frame(app)
        assert "f4 Curve" not in frame(app)
        assert app.screen.query_one(ReadingBox).display


async def test_a_curve_is_offered_only_of_a_function_of_one_variable() -> None:
    app = game_app(FakeGame(problems=(fakes.GRADIENT,)), focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, "(6, -11)")
        assert "✓ Right" in frame(app)
        assert "f4 Curve" not in frame(app)


async def test_before_the_right_answer_is_out_a_tangent_that_would_give_it_away_is_not_drawn() -> None:
    straight = (((-3.0, -3.0), (3.0, 3.0)),)
    roles = ((Role.FUNCTION, "f"), (Role.SLOPE, "f′"), (Role.YOURS, "yours"), (Role.TANGENT, "tangent"))
    app = game_app(focus="chain")
    async with app.run_test(size=(110, 30)) as pilot:
        await rest(pilot)
        lines = tuple(CurveLine(role, name, straight) for role, name in roles)
        session_of(app).drawing = Curve("x", lines, (-3.0, 3.0), (-3.0, 3.0), (1.0, 1.0))
        await answer(pilot, WRONG)
        assert "·· yours" in frame(app)
        assert "tangent" not in frame(app)
        assert "f′" not in frame(app)
        await press(pilot, "f2")
        await press(pilot, "f4")
        assert "╌╌ tangent" in frame(app)


async def test_a_secant_is_drawn_when_the_answer_is_out_and_its_ends_before() -> None:
    straight = (((-3.0, -3.0), (3.0, 3.0)),)
    app = game_app(focus="chain")
    async with app.run_test(size=(110, 30)) as pilot:
        await rest(pilot)
        lines = tuple(CurveLine(role, role.value, straight) for role in (Role.FUNCTION, Role.SECANT))
        session_of(app).drawing = Curve("x", lines, (-3.0, 3.0), (-3.0, 3.0), ends=((-1.0, -1.0), (2.0, 2.0)))
        await answer(pilot, WRONG)
        assert frame(app).count("●") == 2
        assert "secant" not in frame(app)
        await press(pilot, "f2")
        await press(pilot, "f4")
        assert "╌╌ secant" in frame(app)


async def test_f3_shows_one_hint_a_press_and_they_stay() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f3")
        assert "Hint 1: Think of the chain rule." in frame(app)
        await press(pilot, "2", "x")
        await press(pilot, "f3")
        assert "Hint 1:" in frame(app)
        assert "Hint 2:" in frame(app)
        assert line(app).value == "2x"
        await press(pilot, "f3")
        assert "no further hint" in said(app, "#notice")
        await answer(pilot, RIGHT)
        await press(pilot, "enter")
        assert "Hint 1" not in frame(app)


@pytest.mark.parametrize(("prompt", "is_shown"), [("How steep is f from x = 2 to x = 4?", True), ("Differentiate f.", False)])
async def test_an_example_of_a_lesson_shows_what_it_asks_where_the_picture_does_not_say_it(prompt: str, is_shown: bool) -> None:
    class Teaching(FakeGame):
        def session(self, focus: str = "", **rest: object) -> FakeSession:
            session = super().session(focus)
            session.teaches = replace(LESSON, prompt=prompt)
            return session

    app = game_app(Teaching(), focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        assert "f(x) = (x² + 5)³" in frame(app)
        assert (prompt in frame(app)) == is_shown


async def test_a_lesson_comes_before_the_problem_and_enter_goes_on_to_it() -> None:
    class Teaching(FakeGame):
        def session(self, focus: str = "", **rest: object) -> FakeSession:
            session = super().session(focus)
            session.teaches = LESSON
            return session

    app = game_app(Teaching(), focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        assert "New: A power of a quadratic" in frame(app)
        assert "leave the inside as it is" in frame(app)
        assert POWER.picture not in frame(app)
        await press(pilot, "enter")
        assert POWER.picture in frame(app)
        assert "New:" not in frame(app)
        assert session_of(app).calls.count("next") == 1
        await answer(pilot, RIGHT)
        assert said(app, "#headline").startswith("✓")


async def test_a_lesson_that_comes_late_is_waited_for_and_the_frame_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "PATIENCE", 0.01)
    gate = asyncio.Event()

    class Late(FakeGame):
        def session(self, focus: str = "", **rest: object) -> FakeSession:
            session = super().session(focus)
            session.teaches, session.lesson_gate = LESSON, gate
            return session

    app = game_app(Late(), focus="chain")
    async with app.run_test() as pilot:
        await until(pilot, lambda: "drawing…" in frame(app))
        await pilot.press("enter")
        assert POWER.picture not in frame(app)
        gate.set()
        await rest(pilot)
        assert "New: A power of a quadratic" in frame(app)
        assert isinstance(app.screen, DrillScreen)
        app.screen.call_later(app.screen._say_slow)  # the timer's tick may stand in line behind the lesson
        await rest(pilot)
        assert "drawing…" not in frame(app)
        await press(pilot, "enter")
        assert POWER.picture in frame(app)


async def test_a_typo_is_taken_back_and_a_fresh_problem_comes_under_the_same_number() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f5")
        assert "no answer to take back" in said(app, "#notice")
        await answer(pilot, WRONG)
        await press(pilot, "f5")
        assert session_of(app).calls[-2:] == ["undo", "next"]
        assert "Taken back" in said(app, "#notice")
        assert "so far" not in frame(app)
        assert "0 of 1 right" not in frame(app)
        assert said(app, "#prompt") == QUOTIENT.prompt
        assert app.screen.query_one(ScoreLine).number == 1


async def test_escape_puts_the_row_of_signs_away_before_it_leaves() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f9", "escape", "2")
        assert not app.screen.query_one(Symbols).display
        assert line(app).value == "2"


async def test_an_answer_too_wide_to_be_drawn_is_not_written_twice() -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        typed = ", ".join(f"d{letter} = 1" for letter in "abcdefghijkl")
        session_of(app).solution = replace(session_of(app).solution, answer=typed, picture=typed.replace(", ", "    "))
        await press(pilot, "f2")
        assert frame(app).count("da = 1") == 1


async def test_a_typo_in_the_answer_before_is_taken_back_and_its_number_comes_again() -> None:
    app = game_app(focus="chain", limit=4)
    async with app.run_test() as pilot:
        await rest(pilot)
        for text in (RIGHT, "-11/(3x-4)^2"):
            await answer(pilot, text)
            await press(pilot, "enter")
        assert "3 of 4" in frame(app)
        await press(pilot, "f5")
        assert "2 of 4" in frame(app)
        assert "so far ✓ " in frame(app)


@pytest.mark.parametrize(("key", "call", "words"), [("ctrl+b", "bury", "no more today"), ("ctrl+t", "suspend", "asked no more;")])
async def test_a_card_can_be_set_aside(key: str, call: str, words: str) -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, key)
        assert session_of(app).calls[-2:] == [call, "next"]
        assert words in said(app, "#notice")


async def test_a_mark_can_be_disputed_once_there_is_one() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f6")
        assert "dispute" not in session_of(app).calls
        await answer(pilot, WRONG)
        await press(pilot, "f6")
        assert session_of(app).calls[-1] == "dispute"
        assert "derivquiz disputes" in said(app, "#notice")
        assert said(app, "#headline").startswith("✗")


async def test_the_steps_come_finer_and_coarser_and_the_answer_can_be_copied() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "f7")
        await press(pilot, "f2")
        for grain in ("expert", "every", "fused"):
            await press(pilot, "f7")
            assert session_of(app).calls[-1] == f"worked {grain}"
        await press(pilot, "ctrl+y")
        assert app.clipboard == session_of(app).solution.answer


async def test_signs_can_be_typed_from_a_row_by_digit_or_mouse() -> None:
    app = game_app(focus="chain")
    async with app.run_test() as pilot:
        await rest(pilot)
        await press(pilot, "x")
        await press(pilot, "f9")
        assert "1 √" in frame(app)
        await press(pilot, "4")
        assert line(app).value == "x²"
        assert "1 √" not in frame(app)
        await press(pilot, "1", "f9", "f9", "2")
        assert line(app).value == "x²12"
        await press(pilot, "f9")
        await pilot.click(Symbols, offset=Offset(7, 0))
        await rest(pilot)
        assert line(app).value == "x²12π"
        assert app.screen.focused is line(app)
