"""What is packed, and that it works from there alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from derivquiz.decks.library import Library
from derivquiz.folders import shipped

ROOT = Path(__file__).parent.parent
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made by the backend that pyproject.toml names; no environment is set up and nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-c", BUILD, str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert built.returncode == 0, built.stderr
    return folder / built.stdout.split()[-1]


def test_the_wheel_holds_the_package_its_decks_and_its_styles_and_no_tests(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    content = {f"derivquiz/content/{file.name}" for file in (ROOT / "content").glob("*.toml")}
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "derivquiz").rglob("*.py")}
    assert len(content) >= 4
    assert content | modules | {"derivquiz/tui/app.tcss", "derivquiz/py.typed"} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"derivquiz"}


def test_the_wheel_alone_finds_its_decks_and_draws_from_them(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    ZipFile(wheel).extractall(site)
    elsewhere.mkdir()

    def run(*arguments: str) -> str:
        command = [sys.executable, "-P", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(site), "DERIVQUIZ_DATA": str(tmp_path / "data")}
        result = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout

    assert Path(run("-c", "import derivquiz; print(derivquiz.__file__)").strip()).is_relative_to(site)
    decks = json.loads(run("-m", "derivquiz", "decks", "--json"))
    assert [deck["id"] for deck in decks if deck["error"] is None] == [deck.id for deck in Library.open([shipped()]).decks]
    assert json.loads(run("-m", "derivquiz", "sheet", "--deck", "chain", "-n", "1", "--json"))["deck"] == "chain"
