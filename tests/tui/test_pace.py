"""What keeps the screens quick, counted rather than timed: widgets mounted and styled, layouts made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from textual.content import Content
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen

from derivquiz.reports import DeckRow
from derivquiz.tui import deck_rows
from derivquiz.tui.messages import ShelfReady
from derivquiz.tui.screens.decks import DecksScreen
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.sized import HEIGHTS, WIDTHS
from derivquiz.tui.widgets.curve_view import DRAWN
from derivquiz.tui.widgets.solution_view import SHOWN
from derivquiz.tui.working import DEPENDENT, PLOTTED, SOLVED
from tests.tui.frames import answer, game_app, press, rest

SIZES = ((80, 24), (140, 40), (60, 12))


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How many layouts were made meanwhile, and how many widgets were styled."""
    count = {"layouts": 0, "styled": 0}
    lay_out, style = Screen._refresh_layout, Stylesheet.apply

    def laid_out(self: Screen[object], *given: object, **named: object) -> None:
        count["layouts"] += 1
        lay_out(self, *given, **named)  # type: ignore[arg-type]  # as it was called

    def styled(self: Stylesheet, node: DOMNode, **named: object) -> None:
        count["styled"] += bool(node.parent) and node.is_attached
        style(self, node, **named)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch:
        patch.setattr(Screen, "_refresh_layout", laid_out)
        patch.setattr(Stylesheet, "apply", styled)
        yield count


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_screen_becomes_styles_all_that_depends_on_it(size: tuple[int, int]) -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        drill = app.screen
        assert isinstance(drill, DrillScreen)
        for selector, shown in (("#curve", DRAWN), ("#solution", SHOWN), ("#hints", SHOWN)):
            drill.query_one(selector).add_class(shown)
        for likes in (*((like,) for like in DEPENDENT), (SOLVED, PLOTTED), (PLOTTED, SOLVED)):
            for really in (True, False):
                for like in likes:
                    drill._become(like, really)
                quick = rules(drill)
                app.stylesheet.update(drill)
                assert rules(drill) == quick, (likes, really)


def rules(screen: DrillScreen) -> dict[DOMNode, object]:
    """How each widget of a screen looks."""
    return {node: dict(node.styles.base.get_rules()) for node in screen.walk_children()}


async def test_a_verdict_mounts_no_widget_and_takes_few_layouts_and_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    app = game_app(focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await answer(pilot, "4(3x^2+1)^3", enter=False)
        before = everything(app.screen.walk_children())
        with counted(monkeypatch) as count:
            await press(pilot, "enter")
        assert count["layouts"] <= 2
        assert count["styled"] <= 4
        await press(pilot, "f2", "enter")
        assert everything(app.screen.walk_children()) == before


@pytest.mark.parametrize(("size", "classes"), [((80, 24), {"-narrow", "-normal"}), ((120, 40), {"-wide", "-tall"})])
async def test_a_screen_has_the_classes_of_its_size_when_it_is_laid_out_first(
    size: tuple[int, int], classes: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first: dict[Screen[object], set[str]] = {}
    lay_out = Screen._refresh_layout

    def laid_out(self: Screen[object], *given: object, **named: object) -> None:
        first.setdefault(self, {name for name in self.classes if name in {step for _, step in (*WIDTHS, *HEIGHTS)}})
        lay_out(self, *given, **named)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Screen, "_refresh_layout", laid_out)
    app = game_app()
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        await press(pilot, "t", "escape", "d", "escape", "o", "escape", "enter")
    assert {type(screen).__name__: found for screen, found in first.items()} == dict.fromkeys(
        ("HomeScreen", "StatisticsScreen", "DecksScreen", "SettingsScreen", "DrillScreen"), classes
    )


@pytest.mark.parametrize("key", ["end", "home"])
async def test_of_a_thousand_decks_only_the_rows_that_are_seen_are_written(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = deck_rows.shelved_deck

    def noted(row: DeckRow, width: int, name: int) -> Content:
        written.append(row.id)
        return write(row, width, name)

    monkeypatch.setattr(deck_rows, "shelved_deck", noted)
    app = game_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "d")
        decks = app.screen
        assert isinstance(decks, DecksScreen)
        one = decks._all[0]
        rows = [replace(one, row=replace(one.row, id=f"deck-{number}", title=f"Deck {number}")) for number in range(1000)]
        decks.post_message(ShelfReady(tuple(rows)))
        await rest(pilot)
        if key == "home":
            await press(pilot, "end")
        written.clear()
        await press(pilot, key)
        assert decks._decks.highlighted == (999 if key == "end" else 0)
        assert len(written) <= 2 * pilot.app.size.height


def everything(nodes: Iterable[DOMNode]) -> set[int]:
    """Which widgets these are."""
    return {id(node) for node in nodes}
