"""The decks, the history and the worker of one learner."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import cast

import pytest

from derivquiz.decks.codes import Code
from derivquiz.errors import DataFolderError, StoreError, UnknownCardError, UnknownDeckError
from derivquiz.folders import HISTORY, data_folder
from derivquiz.game import Game
from derivquiz.memory.events import Kind, minutes_east
from derivquiz.memory.store import Store
from derivquiz.reports import DeckRow
from derivquiz.worker import Worker
from tests.memory.worlds import DAY, Clock, memories
from tests.sittings import HEAD, TEMPLATE, Direct, asked, right


class Unstarted(Direct):
    """A worker of no process."""

    started = closed = 0

    def start(self) -> None:
        self.started += 1

    def close(self) -> None:
        self.closed += 1


@asynccontextmanager
async def opened(
    data: Path,
    *,
    wall: Clock | None = None,
    folders: Sequence[Path] = (),
    content: Path | None = None,
    code: Code | None = None,
) -> AsyncIterator[Game]:
    game = Game(
        data=data,
        folders=folders,
        random=Random(1),
        wall=wall or Clock(),
        clock=Clock(),
        worker=cast(Worker, Unstarted()),
        content=content,
        code=code,
    )
    try:
        yield game
    finally:
        await game.close()


def write(folder: Path, name: str, text: str = "", *, deck: str = "mine") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(text or HEAD.replace('"mine"', f'"{deck}"') + TEMPLATE.format(id="power", rule="power"))
    return file


ORDER = ("meaning", "rules", "chain", "activations", "partials", "numerical", "losses", "descent")


def rows(decks: Sequence[DeckRow]) -> dict[str, tuple[int, int, int]]:
    return {row.id: (row.templates, row.due, row.new) for row in decks if not row.error}


async def test_the_first_overview_counts_what_the_decks_hold(tmp_path: Path) -> None:
    async with opened(tmp_path) as game:
        overview = await game.open()
        assert [row.id for row in overview.decks] == [*ORDER]
        assert sum(row.templates for row in overview.decks) == sum(row.new for row in overview.decks) > 30
        assert (overview.due, overview.new, overview.streak, overview.reviews, overview.notice) == (0, 10, 0, 0, "")
        assert cast(Unstarted, game._worker).started == 1


async def test_the_figures_follow_the_answers_and_the_days(tmp_path: Path) -> None:
    wall = Clock()
    async with opened(tmp_path, wall=wall) as game:
        sitting = game.session("rules", limit=3)
        await asked(sitting)
        await sitting.reveal()
        for _ in range(2):
            await asked(sitting)
            await right(sitting)
        overview = await game.overview()
        assert (overview.reviews, overview.due, overview.new, overview.streak) == (3, 1, 7, 1)
        before = rows(overview.decks)["rules"]
        wall.now += 30 * DAY
        later = await game.overview()
        assert (later.due, later.new, later.streak) == (3, 10, 0)
        assert rows(later.decks)["rules"] == (before[0], 3, before[2])


async def test_a_restart_finds_the_state(tmp_path: Path) -> None:
    async with opened(tmp_path) as game:
        sitting = game.session("chain", limit=1)
        await asked(sitting)
        await right(sitting)
        before = await game.overview()
    async with opened(tmp_path) as game:
        assert await game.overview() == before
        assert before.reviews == 1
    assert (tmp_path / HISTORY).exists()


async def test_own_decks_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path / "data" / "decks", "one", deck="one")
    write(tmp_path / "more", "two", deck="two")
    async with opened(tmp_path / "data", folders=[tmp_path / "more"]) as game:
        found = rows((await game.overview()).decks)
        assert found["one"] == found["two"] == (1, 0, 1)
        assert "chain" in found
        assert (await asked(game.session("two"))).deck == "two"


async def test_broken_decks_are_listed_with_their_error_and_stop_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    broken = write(folder, "broken", "format = 1\nid = ")
    typo = write(folder, "typo", HEAD.replace("title", "titel"))
    write(folder, "twice", deck="chain")
    async with opened(tmp_path) as game:
        decks = (await game.overview()).decks
        errors = [(row.id, row.error) for row in decks if row.error]
        assert [name for name, _ in errors] == ["broken", "typo", "chain", "twice"]
        said = dict(errors)
        assert said["broken"].startswith(f"{broken}:2")
        assert str(typo) in said["typo"]
        assert "title" in said["typo"]
        assert "claimed" in said["twice"]
        assert list(rows(decks)) == [name for name in ORDER if name != "chain"]
        assert (await asked(game.session("rules"))).deck == "rules"


async def test_a_template_with_a_new_name_keeps_its_history(tmp_path: Path) -> None:
    content = tmp_path / "content"
    file = write(content, "mine")
    async with opened(tmp_path, content=content) as game:
        sitting = game.session("mine", limit=1)
        await asked(sitting)
        await right(sitting)
        assert rows((await game.overview()).decks)["mine"] == (1, 0, 0)
    file.write_text(file.read_text().replace('id = "power"', 'id = "powers"\naliases = ["power"]'))
    for _ in range(2):
        async with opened(tmp_path, content=content) as game:
            assert rows((await game.overview()).decks)["mine"] == (1, 0, 0)
            assert list(memories(game.store())) == ["mine/powers"]


async def test_an_unknown_deck_is_said_before_anything_is_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as game:
        with pytest.raises(UnknownDeckError, match="did you mean chain"):
            game.session("chian")
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_of_decks_that_is_not_there_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path, folders=[tmp_path / "none"]) as game:
        with pytest.raises(DataFolderError, match="none is not a folder of decks"):
            game.library()


async def test_a_data_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with opened(tmp_path / "file" / "data") as game:
        with pytest.raises(DataFolderError, match="--data"):
            await game.overview()


async def test_closing_closes_the_history_and_the_worker(tmp_path: Path) -> None:
    async with opened(tmp_path) as game:
        await game.open()
        worker = cast(Unstarted, game._worker)
        await game.close()
        assert worker.closed == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["device", HISTORY]


def test_the_data_folder_is_the_one_chosen_else_the_platforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folder(tmp_path / "mine") == tmp_path / "mine"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_folder(Path("~/quiz")) == tmp_path / "quiz"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert data_folder(None).name == "derivquiz"
    assert list(tmp_path.iterdir()) == []


def test_the_time_zone_is_that_of_the_machine() -> None:
    assert -14 * 60 <= minutes_east(1_700_000_000.0) <= 14 * 60


async def test_a_share_code_opens_exactly_its_problem_and_no_other(tmp_path: Path) -> None:
    code = Code("chain/power-of-quadratic", 7)
    async with opened(tmp_path, code=code) as game:
        await game.open()
        sitting = game.session("chain", limit=1)
        problem = await asked(sitting)
        assert Code.of(problem) == code
        await right(sitting)
        assert await sitting.next() is None
        (event,) = game.store().events()
        assert (event.card, event.kind) == (code.card, Kind.PRACTICE)


async def test_a_share_code_of_no_template_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path, code=Code("chain/nothing", 7)) as game:
        await game.open()
        with pytest.raises(UnknownCardError, match="chain/nothing"):
            game.session("chain")


def test_a_history_that_could_not_take_over_former_keys_is_opened_anew_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = 0

    def full_at_first(*_: object) -> None:
        nonlocal called
        called += 1
        if called == 1:
            raise StoreError("the disk is full")

    monkeypatch.setattr(Store, "revise", full_at_first)
    game = Game(data=tmp_path)
    with pytest.raises(StoreError, match="full"):
        game.store()
    game.store().close()
    assert called == 2
