"""The pictures of the README, drawn by the game itself: python -m tests.screenshots writes them anew.

Seed, history and hour are fixed, so that the same program gives the same pictures; a test fails where they are others than the
README's.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from random import Random

from derivquiz.game import Game
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.rating import Rating
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.home import HomeScreen
from tests.memory.worlds import DAY, Clock
from tests.test_whole_game import app_on, ready, until
from tests.tui.frames import answer, frame, press, rest

README = Path(__file__).parent.parent / "README.md"
NOON = 1_772_366_400.0
"""A noon in March 2026, in seconds."""
DAYS = 120
MARKS = ("picture", "steps", "curve", "statistics")


def block(mark: str) -> str:
    """What stands in the README between a mark and the end of its fence."""
    found = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, mark
    return found[1]


async def pictures(data: Path) -> dict[str, str]:
    """Each picture by its mark, from histories in a folder that is empty."""
    return {**await of_an_answer(data / "new"), "statistics": await of_statistics(data / "old")}


async def of_an_answer(data: Path) -> dict[str, str]:
    """A wrong answer with its reason; then, with more room, the curve beside it, and the steps."""
    app = app_on(data, "chain")
    async with app.run_test(size=(80, 24)) as pilot:
        drill = app.screen
        assert isinstance(drill, DrillScreen)
        await until(pilot, lambda: ready(drill))
        await answer(pilot, "4(3x^2+2)^3")
        await until(pilot, lambda: "Not right" in frame(app) and "checking" not in frame(app))
        wrong = frame(app)
        await pilot.resize_terminal(100, 30)
        await press(pilot, "f4")
        await until(pilot, lambda: "╍╍ f′" in frame(app))
        await rest(pilot)
        curve = frame(app)
        await press(pilot, "f2")
        await until(pilot, lambda: "How it comes about" in frame(app))
        await rest(pilot)
        return {"picture": wrong, "steps": frame(app), "curve": curve}


async def of_statistics(data: Path) -> str:
    """The statistics of somebody who practised most days of some months."""
    wall = Clock()
    wall.now = NOON - DAYS * DAY
    game = Game(data=data, random=Random(7), wall=wall)
    practise(game, wall, Random(7))
    app = DerivquizApp(game, settle=0)
    async with app.run_test(size=(100, 40)) as pilot:
        assert isinstance(app.screen, HomeScreen)
        await until(pilot, lambda: app.screen.has_class("-ready"))
        await press(pilot, "t")
        await until(pilot, lambda: "The year" in frame(app))
        await rest(pilot)
        return frame(app)


def practise(game: Game, wall: Clock, random: Random) -> None:
    """Answer what is due on most days, and two new templates."""
    cards = [deck.key(template) for deck in game.library().decks for template in deck.templates]
    store = game.store()
    for _ in range(DAYS):
        if random.random() < 0.85:
            today = store.today()
            known = {card: it.memory for card, it in store.history().standings.items() if it.memory is not None}
            due = [card for card in cards if card in known and known[card].due_day <= today]
            store.append(
                *(
                    Event(
                        kind=Kind.REVIEW,
                        card=card,
                        rating=Rating.GOOD if random.random() < 0.9 else Rating.AGAIN,
                        hints=0,
                        took_ms=40_000,
                        payload=f'{{"recall": {store.scheduler.recall(known[card], today)}}}' if card in known else "{}",
                    )
                    for card in [*due, *[card for card in cards if card not in known][:2]]
                )
            )
        wall.now += DAY


def main() -> None:
    """Write the pictures into the README."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = asyncio.run(pictures(Path(folder)))
    text = README.read_text(encoding="utf-8")
    for mark, picture in drawn.items():
        before, after = text.split(f"<!-- {mark} -->\n```\n", 1)
        text = f"{before}<!-- {mark} -->\n```\n{picture}{after[after.index('```') :]}"
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
