"""The states of the screens that come with the aids and the modes: their frames, hostile texts, and a storm of resizes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from textual.pilot import Pilot

from derivquiz.reports import Mastery, Statistics
from derivquiz.tui.screens.statistics import page
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Hint, Lesson, Step
from tests.tui import fakes
from tests.tui.fakes import LESSON, STATISTICS, FakeGame, FakeSession
from tests.tui.frames import answer, frame, game_app, press, rest, same_frame
from tests.tui.test_app import HOSTILE

STEERING = "\x1b\x07\u202e\u2066\ud800"
SIZES = [(80, 24), (100, 30), (140, 40)]


class Teaching(FakeGame):
    """A game whose first problem has a lesson."""

    lesson = LESSON

    def session(self, *arguments: object, **more: object) -> FakeSession:
        session = super().session(*arguments, **more)  # type: ignore[arg-type]  # fields by name
        session.teaches = self.lesson
        return session


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_lesson_hints_curve_and_signs(width: int, height: int) -> None:
    app = game_app(Teaching(), focus="chain")
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        same_frame(app, "lesson")
        await press(pilot, "enter", "f3", "f3")
        same_frame(app, "hints")
        await press(pilot, "f9")
        same_frame(app, "signs")
        await press(pilot, "f9")
        await answer(pilot, "4(3x^2+1)^3")
        if width < 100:
            await press(pilot, "f4")
        same_frame(app, "curve")


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_statistics(width: int, height: int) -> None:
    app = game_app()
    async with app.run_test(size=(width, height)) as pilot:
        await rest(pilot)
        await press(pilot, "t")
        same_frame(app, "statistics")


def test_the_statistics_name_a_deck_in_full_where_there_is_room() -> None:
    deck = replace(STATISTICS.decks[0], title="Descent and backpropagation")
    assert all(deck.title in page(replace(STATISTICS, decks=(deck,)), width).plain for width in (78, 98, 138))


async def test_a_sprint_counts_down_and_takes_no_key() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "s")
        await answer(pilot, "24x", enter=False)
        for left, words in ((125.0, "2:05 left"), (9.4, "0:09 left"), (0.0, "time is up: the last one")):
            game.sessions[0].seconds_left = left
            app.screen._tick()  # type: ignore[attr-defined]  # a drill screen's
            await pilot.pause()
            assert words in frame(app)
            assert app.screen.query_one(AnswerLine).value == "24x"
        same_frame(app, "sprint-over")


async def test_a_lesson_longer_than_the_screen_says_that_it_scrolls() -> None:
    class Long(Teaching):
        lesson = replace(LESSON, steps=tuple(Step(f"Step {number}", "x", "x") for number in range(20)))

    app = game_app(Long(), focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert "↑ ↓ scroll" in frame(app)
        assert "Step 19" not in frame(app)
        await press(pilot, *["pagedown"] * 5)
        assert "Step 19" in frame(app)


async def test_hostile_text_in_hints_lessons_figures_and_reports_is_shown_and_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step = Step(HOSTILE, HOSTILE, HOSTILE)
    problem = replace(fakes.POWER, title=HOSTILE, prompt=HOSTILE, picture=HOSTILE, function=HOSTILE)
    figures = replace(
        STATISTICS,
        decks=(Mastery(HOSTILE, HOSTILE, 15, 11, 9),),
        misconceptions=(replace(STATISTICS.misconceptions[0], slug=HOSTILE, last=HOSTILE),),
    )
    monkeypatch.setattr(fakes, "HINTS", (Hint(HOSTILE, HOSTILE),))

    class Hostile(Teaching):
        lesson = Lesson(HOSTILE, HOSTILE, HOSTILE, (step,), HOSTILE)

        async def statistics(self) -> Statistics:
            return figures

    frames = []
    for size in ((40, 12), (120, 30)):
        app = game_app(Hostile(problems=(problem,)))
        async with app.run_test(size=size) as pilot:
            await rest(pilot)
            await press(pilot, "t")
            frames.append(frame(app))
            texts = [app.screen.query_one("#rows", Plain).text]
            await press(pilot, "escape", "enter")
            frames.append(frame(app))
            await press(pilot, "enter", "f3")
            frames.append(frame(app))
            await press(pilot, "escape", "e", "enter")
            await answer(pilot, HOSTILE)
            frames.append(frame(app))
            texts.append(app.screen.query_one("#report", Plain).text)
            for shown in (*frames, *texts):
                assert not any(character in shown for character in STEERING)
            assert all("[bold red]b[/]" in text for text in texts)
    assert sum("[/x]" in shown for shown in frames) >= 4


async def test_a_storm_of_resizes_keeps_what_was_typed_and_the_line_in_sight() -> None:
    random = Random(7)
    app = game_app(focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await answer(pilot, "24x(3x^2", enter=False)
        for number in range(24):
            await pilot.resize_terminal(random.randint(20, 160), random.randint(6, 50))
            if number % 8 == 0:
                await pilot.pause()
        await seen(pilot, "24x(3x^2")
        await answer(pilot, "4(3x^2+1)^3")
        for _ in range(10):
            await pilot.resize_terminal(random.randint(20, 160), random.randint(6, 50))
        await pilot.resize_terminal(80, 24)
        await seen(pilot, "4(3x^2+1)^3")
        assert "✗ Not right" in frame(app)


async def seen(pilot: Pilot[None], text: str) -> None:
    """The answer line holds a text and is on the screen."""
    await rest(pilot)
    line = pilot.app.screen.query_one(AnswerLine)
    assert line.value == text
    assert 0 < line.region.bottom <= pilot.app.size.height


@pytest.mark.parametrize("wrong", [False, True])
async def test_the_footer_keeps_its_distance_from_the_palette_at_80_columns(*, wrong: bool) -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        if wrong:
            await answer(pilot, "4(3x^2+1)^3")
        last = frame(app).splitlines()[-1]
        assert last.endswith("  ^p palette")
        assert "f1 Help" in last
