"""What the README promises: its pictures are frames of the game, and its commands touch nothing but their own environment."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.screenshots import MARKS, README, block, pictures
from tests.tui.frames import RECORDED

PACKAGE = README.parent / "derivquiz"


async def test_the_pictures_are_what_the_game_shows(tmp_path: Path) -> None:
    if RECORDED.read_text().strip() != version("textual"):
        pytest.skip("another Textual may draw otherwise")
    drawn = await pictures(tmp_path)
    assert tuple(drawn) == MARKS
    for mark, picture in drawn.items():
        assert block(mark) == picture, "python -m tests.screenshots draws it anew"


@pytest.mark.parametrize("mark", ["play", "tests"])
def test_the_commands_use_an_environment_of_their_own_and_no_registry_by_name(mark: str) -> None:
    command = block(mark).strip()
    assert command.startswith("python3 -m venv .venv && ")
    assert "://" not in README.read_text(encoding="utf-8")
    assert len(command.splitlines()) == 1


def test_the_map_names_every_folder_and_what_stands_at_the_top() -> None:
    _, _, house = README.read_text(encoding="utf-8").partition("## How the house is built")
    drawn = house.split("```")[1]
    top = {path.name for path in PACKAGE.glob("*.py")} | {path.name for path in (PACKAGE / "sitting").glob("*.py")}
    folders = {f"{path.parent.name}/" for path in PACKAGE.rglob("*.py") if path.parent.parent in {PACKAGE, PACKAGE / "maths"}}
    assert not {name for name in (top - {"__init__.py"}) | folders if name not in drawn}
    named = set(re.findall(r"[a-z_]+\.py", drawn))
    assert named <= {path.name for path in PACKAGE.rglob("*.py")}
