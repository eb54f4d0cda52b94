"""A deck file on its author's desk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from derivquiz.commands.deck import new
from derivquiz.commands.deck.desk import Desk
from derivquiz.errors import DeckError
from derivquiz.game import Game

pytestmark = [pytest.mark.xdist_group("check"), pytest.mark.usefixtures("lent_checkers")]


async def test_a_proof_shows_problems_and_what_is_wrong_where(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    new.run(file, "")
    desk = Desk(Game(data=tmp_path), file)
    try:
        text = desk.read()
        proof = await desk.proof(0)
        assert proof.findings == ()
        assert [page.template for page in proof.pages] == ["power-of-linear", "softplus-slope"]
        assert all(page.text.count("Answer: ") == 3 for page in proof.pages)
        desk.write(text.replace('"(a x + b)^n"', '"(a x + b)^(n"'))
        proof = await desk.proof(0)
        (finding,) = proof.findings
        assert "never closed" in finding
        assert [bool(page.text) for page in proof.pages] == [False, True]
        desk.write("format = 1")
        assert "'id' is missing" in (await desk.proof(0)).findings[0]
    finally:
        await desk.close()


def test_another_editors_save_is_noticed_and_our_own_is_not(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("a", encoding="utf-8")
    desk = Desk(Game(data=tmp_path), file)
    desk.read()
    desk.write("ab")
    assert not desk.changed()
    file.write_text("abc", encoding="utf-8")
    assert desk.changed()
    assert desk.read() == "abc"
    assert not desk.changed()


def test_a_file_that_cant_be_saved_keeps_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("a", encoding="utf-8")
    desk = Desk(Game(data=tmp_path), file)
    (tmp_path / f".mine.toml.{os.getpid()}.new").mkdir()
    with pytest.raises(DeckError, match="can't be saved"):
        desk.write("b")
    assert file.read_text(encoding="utf-8") == "a"
