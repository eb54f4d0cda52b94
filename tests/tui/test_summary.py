"""What stands at the end of a session in each mode, and how one goes on from there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from derivquiz.reports import Score, Summary, SummaryRow
from derivquiz.settings import Settings
from derivquiz.sitting.modes import Mode
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.exam_report import exam_report
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.home import HomeScreen
from derivquiz.tui.screens.summary import SummaryScreen
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Reading
from tests.tui.fakes import POWER, FakeGame, FakeSession, right
from tests.tui.frames import answer, frame, game_app, press, rest, same_frame, screen_of


def asked(app: DerivquizApp) -> FakeSession:
    assert isinstance(app._game, FakeGame)
    return app._game.sessions[-1]


async def start(pilot: Pilot[None], key: str = "enter") -> None:
    await rest(pilot)
    await press(pilot, key)


async def test_when_the_day_is_done_more_new_ones_or_practice_are_a_key_away() -> None:
    app = game_app(FakeGame(problems=(POWER,)))
    async with app.run_test() as pilot:
        await start(pilot)
        session = asked(app)
        session.more_new = 9
        session.extra = [POWER]
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "enter")
        assert "n: 5 more new ones   p: practice" in frame(app)
        same_frame(app, "summary-done")
        await press(pilot, "question_mark")
        assert "go on with some more new ones" in frame(app)
        await press(pilot, "escape", "n")
        assert screen_of(app) is DrillScreen
        assert "go on 5" in session.calls
        assert "Differentiate f" in frame(app)
        session.extra = [POWER]
        session.more_new = 0
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "enter")
        assert "more new" not in frame(app)
        await press(pilot, "n")
        assert screen_of(app) is SummaryScreen
        await press(pilot, "p")
        assert session.calls[-2:] == ["go on 0", "next"]
        assert screen_of(app) is DrillScreen
        await press(pilot, "escape")
        assert "practice" not in frame(app)
        await press(pilot, "p", "enter")
        assert screen_of(app) is HomeScreen


async def test_an_exam_ends_with_every_problem_both_answers_and_the_reason() -> None:
    app = game_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await start(pilot, "e")
        await answer(pilot, "4(3x^2+1)^3")
        await press(pilot, "enter")
        assert "counts as a miss" in frame(app)
        same_frame(app, "exam-warning")
        await press(pilot, "enter")
        assert "How it comes about" not in frame(app)
        await answer(pilot, "(1, -11)")
        await press(pilot, "f2")
        await answer(pilot, "0.235")
        assert screen_of(app) is SummaryScreen
        same_frame(app, "exam-over")
        report = app.screen.query_one("#report", Plain).text
        for words in ("1 of 5  ✗ Not right", "2 of 5  – Given up", "3 of 5  ✓ Right", "4(3x² + 1)³", "24x(3x² + 1)³"):
            assert words in report
        assert "The slope of the inside is missing" in report
        await press(pilot, "pagedown")
        same_frame(app, "exam-report-below")
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown")
        assert "0.235" in frame(app)


def test_a_report_puts_in_one_line_what_is_too_wide_for_two_dimensions() -> None:
    session = FakeSession()
    wide = replace(POWER, picture="━" * 100 + "\n" + "x" * 100, function="short")
    session.problem = wide
    session._settle(False)
    assert "short" in exam_report(session._answered, 60).plain
    assert "━" in exam_report(session._answered, 160).plain


def test_a_report_on_curves_shows_the_function_as_it_was_asked() -> None:
    session = FakeSession()
    rows = ("f(x) = 3x²",)
    session.problem = replace(POWER, choices=("a", "b"), function="3*x^2", picture="all curves", layout=(rows, ("f", "⢀⡄")))
    session._settle(False)
    report = exam_report(session._answered, 60).plain
    assert "f(x) = 3x²" in report
    assert "3*x^2" not in report


def test_a_report_sets_answers_of_several_rows_apart() -> None:
    session = FakeSession()
    session.problem = POWER
    session._settle(False, "x^2", replace(right("x^2"), reading=Reading("x^2", "x^2", " 2\nx")))
    lines = exam_report(session._answered, 60).plain.splitlines()
    assert [line[:12].strip() for line in lines[-6:]] == ["f(", "", "2", "yours x", "", "right 24"]


async def test_the_ways_on_are_clicked_and_named_by_the_keys_that_were_chosen() -> None:
    game = FakeGame(problems=(POWER,))
    game.settings.change(Settings(keys={"summary.new": "f10"}))
    app = game_app(game)
    async with app.run_test() as pilot:
        await start(pilot)
        session = asked(app)
        session.more_new, session.extra = 9, [POWER]
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "enter")
        said = "Enter: back to Home   F10: 5 more new ones   p: practice"
        assert said in frame(app)
        assert await pilot.click("#onward", offset=(said.index("5 more"), 0))
        await rest(pilot)
        assert "go on 5" in session.calls
        assert screen_of(app) is DrillScreen
        await answer(pilot, "24x(3x^2+1)^3")
        await press(pilot, "enter")
        assert await pilot.click("#onward", offset=(2, 0))
        await rest(pilot)
        assert screen_of(app) is HomeScreen


@pytest.mark.parametrize(
    ("points", "best", "left", "words"),
    [
        (90, 0, 0.0, "Your first sprint"),
        (90, 80, 0.0, "A new personal best; it was 80."),
        (80, 80, 0.0, "Your personal best is 80 points."),
        (90, 80, 12.0, "Left before the time was up"),
    ],
)
async def test_a_sprint_is_held_against_the_personal_best(points: int, best: int, left: float, words: str) -> None:
    class Sprint(FakeSession):
        async def summary(self) -> Summary:
            return Summary(Score(9, 8, points=points), 180, (), 0, 0, "", best=best)

    session = Sprint()
    session.mode, session.seconds_left = Mode.SPRINT, left
    app = game_app()
    async with app.run_test() as pilot:
        await rest(pilot)
        await app.push_screen(SummaryScreen(session))
        await rest(pilot)
        assert "Sprint over" in frame(app)
        assert words in frame(app)


async def test_where_nothing_could_be_asked_one_is_told_why() -> None:
    class Nothing(FakeGame):
        def session(
            self, focus: str = "", *, limit: int | None = None, mode: Mode = Mode.REVIEW, notice: str = ""
        ) -> FakeSession:
            session = super().session(focus, limit=limit, mode=mode)
            session.notice = "No misconception of yours is open."
            return session

    app = game_app(Nothing(problems=()))
    async with app.run_test() as pilot:
        await start(pilot, "m")
        assert screen_of(app) is SummaryScreen
        assert "No misconception of yours is open." in frame(app)
        assert "Your mistakes" in frame(app)
        assert "Nothing was answered." not in frame(app)


async def test_marks_stand_in_the_order_of_the_answers() -> None:
    class Mixed(FakeSession):
        async def summary(self) -> Summary:
            rows = (
                SummaryRow("a/1", "One", (False, True, True, False), "tomorrow"),
                SummaryRow("a/2", "Two", (True,), "in 3 days"),
                SummaryRow("a/3", "Three", (True, False) * 20, "today"),
            )
            return Summary(Score(45, 23), 400, rows, 0, 0, "")

    app = game_app()
    async with app.run_test() as pilot:
        await rest(pilot)
        await app.push_screen(SummaryScreen(Mixed()))
        await rest(pilot)
        shown = [line.split() for line in frame(app).splitlines()]
        assert ["asked", "right,", "in", "turn", "comes", "back"] in shown
        assert ["One", "✗✓✓✗", "tomorrow"] in shown
        assert ["Two", "✓", "in", "3", "days"] in shown
        assert ["Three", "20", "of", "40", "today"] in shown
