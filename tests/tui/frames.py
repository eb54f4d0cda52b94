"""What a screen looks like as text, and whether that is still what was recorded.

DERIVQUIZ_FRAMES=update writes the frames anew; only under the Textual version they were recorded with, or after the line in
tests/frames/textual.txt was changed by hand: another version draws differently, and a diff must not mix the two.
"""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.widgets.answer_line import AnswerLine
from tests.tui.fakes import FakeGame

FOLDER = Path(__file__).parent.parent / "frames"
RECORDED = FOLDER / "textual.txt"


def game_app(game: FakeGame | None = None, focus: str | None = None, limit: int | None = None) -> DerivquizApp:
    """The screens on a scripted game, where Enter needs no moment of rest."""
    return DerivquizApp(game or FakeGame(), focus, limit, settle=0)


async def rest(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    for _ in range(2):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def answer(pilot: Pilot[None], text: str, *, enter: bool = True) -> None:
    """Put a text on the answer line, past a lesson if there is one, and, where asked, press Enter."""
    await past_lesson(pilot)
    pilot.app.screen.query_one(AnswerLine).replace_all(text)
    await rest(pilot)
    if enter:
        await press(pilot, "enter")


async def past_lesson(pilot: Pilot[None]) -> None:
    """Go on from a lesson to its problem."""
    if pilot.app.screen.has_class("-teaching"):
        await press(pilot, "enter")


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they set off."""
    await pilot.press(*keys)
    await rest(pilot)


def screen_of(app: App[None]) -> type[Screen[object]]:
    """Which screen is in front."""
    return type(app.screen)


def frame(app: App[None]) -> str:
    """The screen, line by line, without trailing blanks."""
    lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
    return "\n".join(lines) + "\n"


def same_frame(app: App[None], name: str) -> None:
    """Fail where the screen is not what was recorded for its width; skip under another Textual, which may draw otherwise."""
    path = FOLDER / f"{name}-{app.size.width}.txt"
    now = frame(app)
    recorded = RECORDED.read_text().strip()
    updating = os.environ.get("DERIVQUIZ_FRAMES") == "update"
    if recorded != version("textual"):
        assert not updating, f"frames are recorded with Textual {recorded}"
        pytest.skip(f"frames were recorded with Textual {recorded}")
    if updating:
        path.write_text(now, encoding="utf-8")
    assert path.exists(), f"no frame {path.stem}: DERIVQUIZ_FRAMES=update records it"
    assert now == path.read_text(encoding="utf-8")
