"""What the README promises: its picture is a frame of the game, and its commands touch nothing but their own environment.

DERIVQUIZ_FRAMES=update draws the picture anew.
"""

from __future__ import annotations

import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from derivquiz.tui.screens.drill import DrillScreen
from tests.test_whole_game import app_on, ready, until
from tests.tui.frames import RECORDED, answer, frame

README = Path(__file__).parent.parent / "README.md"


def block(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


async def test_the_picture_is_what_the_game_shows(tmp_path: Path) -> None:
    if RECORDED.read_text().strip() != version("textual"):
        pytest.skip("another Textual may draw otherwise")
    app = app_on(tmp_path, "chain")
    async with app.run_test(size=(80, 24)) as pilot:
        drill = app.screen
        assert isinstance(drill, DrillScreen)
        await until(pilot, lambda: ready(drill))
        await answer(pilot, "4(3x^2+2)^3")
        await until(pilot, lambda: "Not right" in frame(app))
        shown = frame(app)
    if os.environ.get("DERIVQUIZ_FRAMES") == "update":
        README.write_text(README.read_text(encoding="utf-8").replace(block("picture"), shown), encoding="utf-8")
    assert block("picture") == shown


@pytest.mark.parametrize("mark", ["play", "tests"])
def test_the_commands_use_an_environment_of_their_own_and_no_registry_by_name(mark: str) -> None:
    command = block(mark).strip()
    assert command.startswith("python3 -m venv .venv && ")
    assert "://" not in README.read_text(encoding="utf-8")
    assert len(command.splitlines()) == 1
