"""The whole product, from key to disk: the screens, the session, the maths process and the history together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random

from textual.pilot import Pilot

from derivquiz.engine import Engine
from derivquiz.game import Game
from derivquiz.reports import Score
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.phase import Phase
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.home import HomeScreen
from derivquiz.tui.screens.summary import SummaryScreen
from derivquiz.wire import Problem
from tests.tui.frames import answer, frame, past_lesson, press, rest


async def until(pilot: Pilot[None], met: Callable[[], bool]) -> None:
    """Wait for something that another process brings about, as long as it may take."""
    async with asyncio.timeout(20):
        while not met():
            await pilot.pause()
    await rest(pilot)


def ready(drill: DrillScreen) -> bool:
    """Whether a problem, or the lesson before it, is on the screen."""
    return drill._phase in {Phase.ASKING, Phase.TEACHING}


def app_on(data: Path, focus: str | None = None, *, seed: int = 7) -> DerivquizApp:
    return DerivquizApp(Game(data=data, random=Random(seed)), focus, settle=0)


async def test_a_session_is_played_left_and_found_again(tmp_path: Path) -> None:
    app = app_on(tmp_path, "rules")
    seen: list[Problem] = []

    async with app.run_test(size=(80, 24)) as pilot:
        drill = app.screen
        assert isinstance(drill, DrillScreen)

        async def problem() -> Problem:
            await until(pilot, lambda: drill._play is not None and drill._play.problem not in {None, *seen[-1:]})
            await until(pilot, lambda: ready(drill))
            await past_lesson(pilot)
            assert drill._play is not None
            assert drill._play.problem is not None
            seen.append(drill._play.problem)
            return seen[-1]

        def score() -> Score:
            assert drill._play is not None
            return drill._play.score

        first = await problem()
        assert first.deck == "rules"
        await answer(pilot, "x^x^", enter=True)
        assert score() == Score()
        assert "✗" not in frame(app)
        await answer(pilot, Engine().solve(first).answer)
        await until(pilot, lambda: score().right == 1)
        assert "✓" in frame(app)
        await press(pilot, "enter")

        await problem()
        await answer(pilot, "12345")
        await until(pilot, lambda: score().answered == 2)
        assert "✗" in frame(app)
        assert (score().right, score().combo) == (1, 0)
        await press(pilot, "f2")
        await until(pilot, lambda: drill.has_class("-solved"))
        await press(pilot, "enter")

        third = await problem()
        await press(pilot, "f2")
        await until(pilot, lambda: drill.has_class("-solved"))
        assert score() == Score(answered=3, right=1, combo=0, best_combo=1, points=10)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen))
        assert third.title in frame(app)

    assert len({one.card for one in seen}) == 3

    again = app_on(tmp_path, seed=8)
    async with again.run_test(size=(80, 24)) as pilot:
        assert isinstance(again.screen, HomeScreen)
        overview = await again._overview()
        assert (overview.reviews, overview.due, overview.new) == (3, 2, 7)
        rules = next(deck for deck in overview.decks if deck.id == "rules")
        assert (rules.due, rules.new) == (2, rules.templates - 3)
        await until(pilot, lambda: "2 due and 7 new" in frame(again))


async def test_leaving_in_the_middle_of_a_problem_loses_no_answer(tmp_path: Path) -> None:
    app = app_on(tmp_path, "chain")
    async with app.run_test() as pilot:
        drill = app.screen
        assert isinstance(drill, DrillScreen)
        await until(pilot, lambda: ready(drill))
        await answer(pilot, "12345")
        await until(pilot, lambda: drill._play is not None and drill._play.score.answered == 1)
        await pilot.press("2", "x", "ctrl+q")
    game = Game(data=tmp_path)
    try:
        assert (await game.overview()).reviews == 1
    finally:
        await game.close()
