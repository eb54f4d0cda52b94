"""The decks as they stand: what is listed of each, and what may be changed outside a sitting."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivquiz.decks.codes import Code
from derivquiz.engine import Engine
from derivquiz.errors import UnknownCardError
from derivquiz.game import Game
from derivquiz.reports import ShelvedDeck, Stage, TemplateRow
from derivquiz.settings import Settings
from tests.memory.worlds import DAY, Clock
from tests.sittings import HEAD, TEMPLATE, asked, right
from tests.test_game import opened

LEVELLED = """levels = [{ a = "2..3" }, { a = "4..5" }]
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    first, second = (TEMPLATE.format(id=name, rule=rule) for name, rule in (("base", "power"), ("next", "chain")))
    text = HEAD + first + LEVELLED + second + 'requires = ["base"]\n'
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return folder


async def rows(game: Game) -> dict[str, TemplateRow]:
    found: tuple[ShelvedDeck, ...] = await game.shelf().look()
    return {row.card: row for deck in found for row in deck.templates}


async def test_a_template_goes_from_closed_to_known_and_says_when_it_comes_back(tmp_path: Path, content: Path) -> None:
    wall = Clock()
    async with opened(tmp_path, wall=wall, content=content) as game:
        base, later = (await rows(game)).values()
        assert (base.stage, base.back, base.seen, base.requires) == (Stage.NEW, None, None, ())
        assert (later.stage, later.requires) == (Stage.CLOSED, (("The template base", False),))
        assert (base.level, base.levels, later.level, later.levels) == (1, 3, 1, 1)
        sitting = game.session("mine", new_a_day=1)
        await asked(sitting)
        await right(sitting)
        base, later = (await rows(game)).values()
        assert (base.stage, base.seen) in {(Stage.LEARNING, 0), (Stage.KNOWN, 0)}
        assert base.back
        assert (later.stage, later.requires) == (Stage.NEW, (("The template base", True),))
        wall.now += DAY * base.back
        now = (await rows(game))["mine/base"]
        assert (now.back, now.seen) == (0, base.back)


async def test_a_level_that_was_chosen_is_the_one_that_is_shown_and_drawn(tmp_path: Path, content: Path) -> None:
    async with opened(tmp_path, content=content) as game:
        game.settings.change(Settings(level=2))
        assert (await rows(game))["mine/base"].level == 2
        preview = await game.shelf().preview("mine/base", 5)
        assert preview.problem.level == 1
        assert Code.parse(preview.code) == Code("mine/base", 5, 1)
        assert preview.solution == Engine().solve(preview.problem)
        with pytest.raises(UnknownCardError):
            await game.shelf().preview("mine/gone", 1)


async def test_a_card_is_set_aside_and_brought_back(tmp_path: Path, content: Path) -> None:
    async with opened(tmp_path, content=content) as game:
        await game.shelf().set_aside("mine/base")
        base, later = (await rows(game)).values()
        assert (base.stage, base.back) == (Stage.ASIDE, None)
        assert later.stage is Stage.NEW
        await game.shelf().bring_back("mine/base")
        assert (await rows(game))["mine/base"].stage is Stage.NEW
        sitting = game.session("mine")
        await asked(sitting)
        await sitting.bury()
        buried = [row for row in (await rows(game)).values() if row.stage is Stage.ASIDE]
        assert [row.back for row in buried] == [1]


async def test_a_deck_starts_over(tmp_path: Path, content: Path) -> None:
    async with opened(tmp_path, content=content) as game:
        sitting = game.session("mine")
        await asked(sitting)
        await right(sitting)
        shelf = game.shelf()
        assert await shelf.events("mine") == 1
        await shelf.start_over("mine")
        assert await shelf.events("mine") == 0
        assert (await rows(game))["mine/base"].stage is Stage.NEW


async def test_a_deck_that_cannot_be_used_says_where_and_what_would_be_right(tmp_path: Path, content: Path) -> None:
    (content / "bad.toml").write_text(HEAD.replace('"mine"', '"bad"') + 'colour = "red"\n', encoding="utf-8")
    async with opened(tmp_path, content=content) as game:
        *sound, bad = await game.shelf().look()
        assert [deck.row.id for deck in sound] == ["mine"]
        assert bad.fault is not None
        assert bad.fault.file.endswith("bad.toml")
        assert (bad.fault.line, bad.fault.column) == (4, 1)
        assert "colour" in bad.fault.key + bad.fault.message
        assert bad.row.error
