"""A deck to start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivquiz.commands.deck import check, new, preview
from derivquiz.decks import toml
from derivquiz.errors import DeckError, UnknownCardError
from derivquiz.game import Game
from tests.commands.deck.test_check import Here

pytestmark = [pytest.mark.xdist_group("check"), pytest.mark.usefixtures("lent_checkers")]


def test_a_new_deck_passes_the_check_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "relu-family.toml"
    new.run(file, "")
    assert check.run(Game(data=tmp_path), [file], draws=60, as_json=False, strict=True, start=Here) == 0
    said = capsys.readouterr().out
    assert "0 errors, 0 warnings" in said
    assert 'title = "Relu family"' in file.read_text(encoding="utf-8")


def test_a_title_stands_in_the_file_whatever_it_holds(tmp_path: Path) -> None:
    title = 'The "hard" ones \\ {a}'
    new.run(tmp_path / "hard.toml", title)
    assert toml.load(tmp_path / "hard.toml").title == title
    with pytest.raises(DeckError, match="title: is 61 characters long"):
        new.run(tmp_path / "long.toml", "x" * 61)


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(DeckError, match="is there already"):
        new.run(tmp_path / "mine", "")
    assert file.read_text(encoding="utf-8") == "precious"


def test_a_name_that_makes_no_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="makes no deck id"):
        new.run(tmp_path / "My Deck.toml", "")
    assert not list(tmp_path.iterdir())


def test_a_preview_shows_problems_answers_and_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    new.run(file, "")
    capsys.readouterr()
    preview.run(Game(data=tmp_path), file, template="power-of-linear", number=2, seed=5)
    said = capsys.readouterr().out
    assert said.count("Answer: ") == 2
    assert "(seed 5)" in said
    assert "Chain rule: " in said
    with pytest.raises(UnknownCardError, match="there are power-of-linear, softplus-slope"):
        preview.run(Game(data=tmp_path), file, template="nothing", number=2, seed=5)
