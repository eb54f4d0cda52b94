"""The decks on their screen: what is listed and found, the example of a template, and what is changed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from textual.pilot import Pilot

from derivquiz.errors import DrawError, StoreError
from derivquiz.reports import DeckRow, Fault, ShelvedDeck, Stage, TemplateRow
from derivquiz.tui.deck_rows import found, heading, template_row
from derivquiz.tui.screens.decks import DecksScreen, OverScreen
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.home import HomeScreen
from derivquiz.tui.screens.preview import PreviewScreen
from derivquiz.tui.screens.summary import SummaryScreen
from derivquiz.tui.widgets.shelf_lists import ShelfDecks, ShelfTemplates
from tests.tui.fakes import POWER, SHELF, FakeGame, FakeShelf
from tests.tui.frames import answer, frame, game_app, press, rest, same_frame, screen_of
from tests.tui.test_app import HOSTILE

SIZES = [(80, 24), (100, 30), (140, 40)]


async def opened(pilot: Pilot[None]) -> None:
    await rest(pilot)
    await press(pilot, "d")
    assert screen_of(pilot.app) is DecksScreen


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_each_state_at_each_size(width: int, height: int) -> None:
    app = game_app()
    async with app.run_test(size=(width, height)) as pilot:
        await opened(pilot)
        same_frame(app, "decks")
        await press(pilot, "down", "right", "down", "down")
        same_frame(app, "decks-template")
        await press(pilot, "enter")
        same_frame(app, "preview")
        await press(pilot, "escape", "left", "end")
        same_frame(app, "decks-broken")
        await press(pilot, *"la")
        same_frame(app, "decks-found")


async def test_what_is_typed_finds_decks_and_templates_and_escape_shows_all_again() -> None:
    app = game_app()
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, *"root x", "backspace", "backspace")
        assert "1 of 4 decks" in frame(app)
        assert "A root of a quadratic" in frame(app)
        assert "Three layers" not in frame(app)
        await press(pilot, *"zz")
        assert "No deck and no template" in frame(app)
        await press(pilot, "right", "enter", "ctrl+t", "ctrl+r", "f2")
        assert screen_of(app) is DecksScreen
        await press(pilot, "escape")
        assert "type to find" in frame(app)
        await press(pilot, "escape")
        assert screen_of(app) is HomeScreen


def test_a_deck_that_is_found_by_its_name_has_all_of_its_templates() -> None:
    assert [len(deck.templates) for deck in found(SHELF, "CHAIN rule")] == [3]
    assert [deck.row.id for deck in found(SHELF, "")] == ["rules", "chain", "activations", "mine"]
    assert [one.title for deck in found(SHELF, "chain layers") for one in deck.templates] == ["Three layers deep"]
    assert not list(found(SHELF, "chain nothing"))


async def test_a_template_is_set_aside_and_brought_back_by_the_same_key_and_its_deck_practised() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "right", "down", "ctrl+t")
        assert game.shelved.calls == ["set aside rules/sum"]
        assert "Bring back" in frame(app)
        await press(pilot, "ctrl+t", "left")
        assert game.shelved.calls[1:] == ["new rules/sum"]
        assert app.screen.query_one(ShelfTemplates).highlighted == 1
        assert app.screen.query_one(ShelfDecks).has_focus
        await press(pilot, "right", "f2")
        assert screen_of(app) is DrillScreen
        await press(pilot, "escape")
        assert screen_of(app) is DecksScreen


async def test_a_deck_practised_from_the_decks_ends_with_its_summary_and_then_on_the_decks_as_they_were() -> None:
    app = game_app(FakeGame())
    async with app.run_test() as pilot:
        await opened(pilot)
        await press(pilot, "down", "right", "f2")
        await answer(pilot, "4(3x^2+1)^3")
        await press(pilot, "escape")
        assert screen_of(app) is SummaryScreen
        assert "Enter: back to the decks" in frame(app)
        await press(pilot, "enter")
        assert screen_of(app) is DecksScreen
        assert app.screen.query_one("#templates").has_focus
        await press(pilot, "escape")
        assert screen_of(app) is HomeScreen


async def test_a_deck_starts_over_only_after_a_yes_and_is_practised_by_enter() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test(notifications=True) as pilot:
        await opened(pilot)
        for key in ("n", "escape"):
            await press(pilot, "ctrl+r")
            assert screen_of(app) is OverScreen
            assert "Rules: start over? 6 events" in " ".join(frame(app).split())
            await press(pilot, key)
            assert not game.shelved.calls
        await press(pilot, "ctrl+r")
        assert await pilot.click("#ways", offset=(20, 0))
        await rest(pilot)
        assert screen_of(app) is DecksScreen
        assert not game.shelved.calls
        await press(pilot, "ctrl+r", "y")
        assert game.shelved.calls == ["over rules"]
        await press(pilot, "ctrl+r")
        assert screen_of(app) is DecksScreen
        assert "Nothing was answered in Rules yet." in frame(app)
        await press(pilot, "enter")
        assert screen_of(app) is DrillScreen
        assert game.sessions[0].focus == "rules"


async def test_examples_follow_each_other_and_their_code_is_copied() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test(notifications=True) as pilot:
        await opened(pilot)
        await press(pilot, "right", "enter")
        assert screen_of(app) is PreviewScreen
        for key in ("left", "n", "space", "right", "left"):
            await press(pilot, key)
        assert game.shelved.calls == [f"preview rules/power {number}" for number in (1, 2, 3, 4, 3)]
        await press(pilot, "c")
        assert app.clipboard == "rules/power#3"
        await press(pilot, "n")
        await press(pilot, "ctrl+y")
        assert app.clipboard == "rules/power#4"
        await press(pilot, "enter")
        assert screen_of(app) is DecksScreen


async def test_an_example_that_takes_long_blocks_no_key_and_is_asked_for_once() -> None:
    game = FakeGame()
    game.shelved.open_gate.clear()
    app = game_app(game)
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("right", "enter", "n", "n", "c")
        await pilot.pause()
        assert "Drawing an example" in frame(app)
        assert game.shelved.calls == ["preview rules/power 1"]
        assert not app.clipboard
        await pilot.press("escape")
        await pilot.pause()
        assert screen_of(app) is DecksScreen
        game.shelved.open_gate.set()


async def test_an_example_that_cannot_be_had_and_a_shelf_that_cannot_be_opened_say_why() -> None:
    game = FakeGame()
    app = game_app(game)
    async with app.run_test() as pilot:
        await opened(pilot)
        game.shelved.error = DrawError("no draw was accepted")
        await press(pilot, "right", "enter")
        assert "no draw was accepted" in frame(app)
        game.shelved.error = None
        await press(pilot, "n")
        assert "24x(3x² + 1)³" in frame(app)
        assert "no draw" not in frame(app)
        await press(pilot, "escape", "escape")
        game.error = StoreError("the history is locked")
        await press(pilot, "d")
        assert "the history is locked" in frame(app)


def many(number: int) -> tuple[ShelvedDeck, ...]:
    return tuple(
        ShelvedDeck(
            DeckRow(f"deck-{n}", f"Deck {n}", 9),
            templates=tuple(TemplateRow(f"deck-{n}/{t}", f"Template {n}.{t}", "chain", Stage.NEW) for t in range(9)),
        )
        for n in range(number)
    )


def test_a_narrow_row_says_when_a_template_is_asked_again_or_else_its_state() -> None:
    row = TemplateRow("rules/power", "A power", "power", Stage.KNOWN, back=124)
    assert template_row(row, 36).plain == f"{'A power':<25}in 124 days"
    assert template_row(replace(row, back=None, stage=Stage.ASIDE), 36).plain.rstrip().endswith("  set aside")
    assert heading(36).plain.split() == ["template", "asked", "again"]


async def test_a_thousand_decks_are_browsed_found_and_their_rows_made_when_they_come_near() -> None:
    game = FakeGame()
    game.shelved = FakeShelf(many(1000))
    app = game_app(game)
    async with app.run_test() as pilot:
        await opened(pilot)
        decks = app.screen.query_one(ShelfDecks)
        assert decks.option_count < 200
        decks.highlighted = decks.option_count - 2
        await press(pilot, "pagedown")
        assert 130 < decks.option_count < 600
        await press(pilot, "end")
        assert "Deck 999" in frame(app)
        assert "Template 999.1" in frame(app)
        await press(pilot, *"502.3")
        assert "1 of 1000 decks" in frame(app)
        assert "Template 502.3" in frame(app)


async def test_hostile_text_in_decks_templates_faults_and_examples_is_shown_and_does_nothing() -> None:
    game = FakeGame()
    row = TemplateRow(HOSTILE, HOSTILE, HOSTILE, Stage.LEARNING, 3, requires=((HOSTILE, False),))
    game.shelved = FakeShelf(
        (
            ShelvedDeck(DeckRow(HOSTILE, HOSTILE, 1), HOSTILE, (row,)),
            ShelvedDeck(DeckRow(HOSTILE, HOSTILE, error=HOSTILE), fault=Fault(HOSTILE, HOSTILE, 1, 2, HOSTILE, HOSTILE)),
        )
    )
    game.shelved.problem = replace(
        POWER, title=HOSTILE, prompt=HOSTILE, picture=HOSTILE, function=HOSTILE, choices=(HOSTILE, "1")
    )
    app = game_app(game)
    async with app.run_test(size=(80, 20), notifications=True) as pilot:
        await opened(pilot)
        frames = [frame(app)]
        for keys in (["right"], ["enter"], ["c"], ["escape", "left", "ctrl+r"], ["n", "down"], ["["]):
            await press(pilot, *keys)
            frames.append(frame(app))
        for shown in frames:
            assert not any(character in shown for character in "\x1b\x07\u202e\u2066\ud800")
        assert sum("[/x]" in shown for shown in frames) >= 4


async def test_a_storm_of_resizes_keeps_the_marks_and_what_is_sought() -> None:
    random = Random(11)
    app = game_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "down", "right", "down", *"r")
        deck, template = app.screen.query_one(ShelfDecks), app.screen.query_one(ShelfTemplates)
        await press(pilot, "down")
        places = deck.highlighted, template.highlighted
        for _ in range(5):
            await pilot.resize_terminal(random.randint(12, 160), random.randint(4, 50))
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        assert (deck.highlighted, template.highlighted) == places
        assert "r▏" in frame(app)
        assert template.has_focus
