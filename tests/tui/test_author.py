"""The author's desk: the deck beside its problems."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from derivquiz.errors import DeckError
from derivquiz.reports import Proof, ProofPage
from derivquiz.tui.author import AuthorApp
from derivquiz.tui.widgets.plain import Plain
from tests.tui.fakes import FakeGame
from tests.tui.frames import rest

TEXT = "format = 1\n\n[[template]]\nid = 'one'\n\n[[template]]\nid = 'two'\n"


class FakeDesk:
    """A file in memory; a text with "wrong" in it has a finding."""

    name = "mine.toml"

    def __init__(self) -> None:
        self.disk = TEXT
        self.seen = TEXT
        self.seeds: list[int] = []
        self.closed = False
        self.is_full = False

    def read(self) -> str:
        self.seen = self.disk
        return self.disk

    def write(self, text: str) -> None:
        if self.is_full:
            raise DeckError("can't be saved: no space left on device")
        self.disk = self.seen = text

    def changed(self) -> bool:
        return self.disk != self.seen

    async def proof(self, seed: int) -> Proof:
        self.seeds.append(seed)
        if "wrong" in self.disk:
            return Proof(("mine.toml:1:1: error: [b]wrong[/b] is no key",))
        return Proof((), (ProofPage("one", 3, f"1. [red]First[/red] {seed}"), ProofPage("two", 6, "1. Second")))

    async def close(self) -> None:
        self.closed = True


def said(pilot: Pilot[None], name: str) -> str:
    return pilot.app.query_one(f"#{name}", Plain).text


async def test_the_problems_of_the_template_at_the_cursor_are_shown() -> None:
    desk = FakeDesk()
    app = AuthorApp(desk, FakeGame())
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert app.query_one(TextArea).text == TEXT
        assert said(pilot, "page") == "1. [red]First[/red] 0"
        app.query_one(TextArea).move_cursor((6, 0))
        await rest(pilot)
        assert said(pilot, "page") == "1. Second"
    assert desk.closed


async def test_saving_draws_anew_and_shows_what_is_wrong_as_it_is() -> None:
    desk = FakeDesk()
    app = AuthorApp(desk, FakeGame())
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press(*"wrong", "ctrl+s")
        await rest(pilot)
        assert desk.disk == "wrong" + TEXT
        assert said(pilot, "findings") == "mine.toml:1:1: error: [b]wrong[/b] is no key"
        assert app.query_one("#findings").has_class("-wrong")


async def test_other_problems_come_from_other_seeds() -> None:
    desk = FakeDesk()
    app = AuthorApp(desk, FakeGame())
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("f5")
        await rest(pilot)
        assert len(set(desk.seeds)) == 2
        assert said(pilot, "page") == f"1. [red]First[/red] {desk.seeds[-1]}"


async def test_what_another_editor_saved_is_taken_up_where_nothing_was_typed() -> None:
    desk = FakeDesk()
    app = AuthorApp(desk, FakeGame())
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        desk.disk = TEXT + "# more\n"
        app._look()
        await rest(pilot)
        assert app.query_one(TextArea).text == TEXT + "# more\n"


async def test_what_was_typed_is_never_overwritten_unasked() -> None:
    desk = FakeDesk()
    app = AuthorApp(desk, FakeGame())
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("x")
        desk.disk = TEXT + "# more\n"
        app._look()
        await rest(pilot)
        assert app.query_one(TextArea).text == "x" + TEXT
        assert "Ctrl+R takes that" in said(pilot, "findings")
        await pilot.press("ctrl+r")
        await rest(pilot)
        assert app.query_one(TextArea).text == TEXT + "# more\n"


async def test_leaving_with_something_unsaved_takes_a_second_press() -> None:
    app = AuthorApp(FakeDesk(), FakeGame())
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("x", "ctrl+q")
        assert app.is_running
        assert "Not saved yet" in said(pilot, "findings")
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_a_full_disk_is_said_and_loses_nothing() -> None:
    desk = FakeDesk()
    desk.is_full = True
    app = AuthorApp(desk, FakeGame())
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("x", "ctrl+s")
        await rest(pilot)
        assert "no space left" in said(pilot, "findings")
        assert app.query_one(TextArea).text == "x" + TEXT


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 10)])
async def test_text_and_problems_share_the_screen_at_every_size(size: tuple[int, int]) -> None:
    app = AuthorApp(FakeDesk(), FakeGame())
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        text, problems = app.query_one("#text").region, app.query_one("#problems").region
        assert text.area > 0
        assert problems.area > 0
        assert (text.right <= problems.x) == (size[0] >= 100)
