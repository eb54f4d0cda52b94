"""Answers in several parts on the screen: typed cell by cell or on one line, with the marks at the cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events
from textual.binding import Binding
from textual.pilot import Pilot

from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.cell_line import CellLine
from derivquiz.tui.widgets.cell_table import CellTable
from derivquiz.tui.widgets.choices import Choices
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Certainty, Outcome, Part, Problem, Reading, Verdict
from tests.tui import fakes
from tests.tui.fakes import FakeGame, FakeSession
from tests.tui.frames import frame, game_app, past_lesson, press, rest, same_frame
from tests.tui.test_app import HOSTILE
from tests.tui.test_fields import BUG, GAP, JACOBIAN, NEURON, ORDER

TABLE = Problem(
    deck="descent",
    template="neuron-table",
    seed=3,
    kind="graph",
    title="A neuron",
    rule="backprop",
    prompt="Fill in the □: values forward, then the derivatives of L backward.",
    picture="\n".join(("         value   ∂L/∂", "w             2      □", "z = wx        □      □", "L = z²        ·      1")),
    function="",
    variables=("w", "x"),
    nodes=(("z", "w*x"), ("L", "z^2")),
    cells=ORDER,
    layout=NEURON,
)
GRADIENT = replace(fakes.GRADIENT, layout=(("∂f/∂x", "[[]]"), ("∂f/∂y", "[[]]")))
MATRIX = replace(fakes.GRADIENT, kind="jacobian", prompt="Give the Jacobian matrix of f.", layout=JACOBIAN)
LINES = replace(TABLE, nodes=(), lines=("x",), cells=())
STEP = replace(LINES, kind="gap", prompt="What belongs in the place of □?", picture="= 2x + h\n= 2x·□", layout=GAP)
SLIP = replace(LINES, kind="bug", prompt="One line has a slip.", picture="1.  (x²)′ = 2x", layout=BUG)
CURVES = replace(
    LINES,
    kind="curve",
    prompt="The first curve is f; which other one is f′?",
    choices=("curve a", "curve b", "curve c"),
    window=("-3", "3"),
    layout=(("f(x) = x²",), *((title, *("⠤" * 9 + title * 6 for _ in range(5))) for title in "fabc")),
)
WRONG_LINE = "z = -2, dL/dz = -4, dL/dw = 5"
WRONG = Verdict(
    Outcome.WRONG,
    Reading(WRONG_LINE, WRONG_LINE, WRONG_LINE),
    Certainty.PROVED,
    "z and ∂L/∂z are right, ∂L/∂w not.",
    cells=(("z", Part.RIGHT), ("dL/dz", Part.RIGHT), ("dL/dw", Part.WRONG)),
)
UNREAD = Verdict(Outcome.UNREADABLE, Reading("z = 2(, dL/dz = 1, dL/dw = 1", error="A bracket is open", column=5))
SIZES = [(80, 24), (100, 30), (140, 40)]


class Game(FakeGame):
    """A game with problems that have parts."""

    def session(self, *arguments: object, **more: object) -> FakeSession:
        session = super().session(*arguments, **more)  # type: ignore[arg-type]  # fields by name
        session._verdicts = {WRONG_LINE: WRONG, UNREAD.reading.text: UNREAD}
        return session


class Teaching(Game):
    """A game whose first problem has a lesson."""

    def session(self, *arguments: object, **more: object) -> FakeSession:
        session = super().session(*arguments, **more)
        session.teaches = fakes.LESSON
        return session


def line_of(pilot: Pilot[None]) -> CellLine:
    return pilot.app.screen.query_one(CellLine)


def settings_of(game: FakeGame) -> dict[str, bool]:
    return {"cells": game.settings.now.cells}


def calls(pilot: Pilot[None]) -> list[str]:
    game = pilot.app._game  # type: ignore[attr-defined]  # our own app
    return [call for call in game.sessions[-1].calls if call.startswith(("submit", "reveal"))]


async def typed(pilot: Pilot[None], text: str) -> None:
    """Put a text where the cursor is, and wait until it is read."""
    line_of(pilot).insert_text_at_cursor(text)
    await rest(pilot)


async def test_enter_goes_to_the_next_empty_cell_and_marks_when_all_are_filled() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert "your answer  ·  z" in frame(app)
        await press(pilot, "enter")
        assert "Enter again shows the answer" in frame(app)
        await typed(pilot, "-2")
        assert "⏎ Next cell" in frame(app)
        await press(pilot, "enter")
        assert "your answer  ·  ∂L/∂z" in frame(app)
        await typed(pilot, "-4")
        await press(pilot, "enter")
        await typed(pilot, "4")
        assert "⏎ Mark" in frame(app)
        assert calls(pilot) == []
        await press(pilot, "enter")
        assert calls(pilot) == ["submit z = -2, dL/dz = -4, dL/dw = 4"]
        assert line_of(pilot).value == "z = -2, dL/dz = -4, dL/dw = 4"


async def test_above_the_cells_stands_the_function_also_where_a_deck_tells_its_own_solution() -> None:
    told = replace(fakes.POWER, kind="parts", lines=("Begin here: x = 1",), layout=(("x", "[[x]]"), ("slope", "[[slope]]")))
    app = game_app(Game(problems=(told,)), focus="activations")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert "▸□" in frame(app)
        assert told.picture in frame(app)


async def test_the_cells_are_there_at_once_behind_a_lesson() -> None:
    app = game_app(Teaching(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await past_lesson(pilot)
        assert "your answer  ·  z" in frame(app)


async def test_each_cell_is_read_by_itself_under_its_name() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await typed(pilot, "2")
        await press(pilot, "tab")
        await typed(pilot, "3")
        assert app._game.sessions[-1].calls[-1] == "read dL/dz = 3"  # type: ignore[attr-defined]  # our own app
        await press(pilot, "shift+tab")
        assert app._game.sessions[-1].calls[-1] == "read z = 2"  # type: ignore[attr-defined]  # our own app


async def test_keys_typed_faster_than_the_screen_draws_land_in_their_cells() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await pilot.press("2", "tab", "3", "comma", "4")
        await rest(pilot)
        assert line_of(pilot).text == "z = 2, dL/dz = 3, dL/dw = 4"


async def test_a_tab_is_not_overtaken_by_what_is_typed_behind_it() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        for key in ("2", "tab", "3", "5", "backspace", "tab", "4"):  # all are there before the first is seen to
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await rest(pilot)
        assert line_of(pilot).text == "z = 2, dL/dz = 3, dL/dw = 4"


async def test_arrows_and_the_mouse_go_from_cell_to_cell() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        for key, label in (("right", "∂L/∂z"), ("up", "∂L/∂w"), ("down", "∂L/∂z"), ("left", "z")):
            await press(pilot, key)
            assert f"your answer  ·  {label}" in frame(app)
        await typed(pilot, "12")
        await press(pilot, "left", "right", "right")
        assert line_of(pilot).piece == ""
        table = pilot.app.screen.query_one(CellTable)
        row = next(at for at, strip in enumerate(frame(app).splitlines()) if "z = wx" in strip) - table.region.y
        await pilot.click(CellTable, offset=(frame(app).splitlines()[row + table.region.y].index("12") - table.region.x, row))
        await rest(pilot)
        assert line_of(pilot).value == "12"


async def test_a_wrong_answer_shows_at_each_cell_what_became_of_it_and_goes_to_the_first_that_is_wrong() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await typed(pilot, "-2,-4,5")
        await press(pilot, "enter")
        assert "-2 ✓" in frame(app)
        assert "-4 ✓" in frame(app)
        assert "▸5 ✗" in frame(app)
        assert "your answer  ·  ∂L/∂w" in frame(app)
        await typed(pilot, "1")
        assert "▸51 ✗" not in frame(app)
        assert "-2 ✓" in frame(app)


async def test_what_cannot_be_read_is_gone_to() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await typed(pilot, "2(")
        await press(pilot, "tab")
        await typed(pilot, "1,1")
        await press(pilot, "enter")
        assert calls(pilot) == [f"submit {UNREAD.reading.text}"]
        assert "your answer  ·  z" in frame(app)
        assert line_of(pilot).value == "2("


async def test_ctrl_g_goes_to_one_line_and_back_keeps_what_is_typed_and_is_remembered() -> None:
    game = Game(problems=(GRADIENT, GRADIENT))
    app = game_app(game, focus="partials")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await typed(pilot, "4x, y")
        assert "^g One line" in frame(app)
        await press(pilot, "ctrl+g")
        assert line_of(pilot).value == "(4x, y)"
        assert settings_of(game) == {"cells": False}
        assert "^g Cells" in frame(app)
        assert not app.screen.query_one(CellTable).display
        await typed(pilot, " ")
        await press(pilot, "ctrl+g")
        assert settings_of(game) == {"cells": True}
        assert line_of(pilot).text == "(4x, y)"
        await press(pilot, "ctrl+g")
        line_of(pilot).replace_all("4x")
        await rest(pilot)
        await press(pilot, "ctrl+g")
        assert line_of(pilot).value == "4x"
        assert "doesn't fit the cells" in frame(app)


async def test_who_wants_one_line_gets_it_from_the_start_and_the_picture_with_it() -> None:
    game = Game(problems=(TABLE,))
    game.settings.change(replace(game.settings.now, cells=False))
    app = game_app(game, focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert "L = z²        ·      1" in frame(app)
        await typed(pilot, "z = 2, dL/dz = 3")
        await press(pilot, "enter")
        assert calls(pilot) == ["submit z = 2, dL/dz = 3"]


async def test_an_empty_cell_is_marked_as_missing_only_when_enter_is_pressed_twice() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await typed(pilot, "2,3,")
        await press(pilot, "enter")
        assert "Enter again marks what is there" in frame(app)
        assert calls(pilot) == []
        await press(pilot, "enter")
        assert calls(pilot) == ["submit z = 2, dL/dz = 3"]


async def test_the_line_with_the_slip_is_chosen_by_arrow_or_number() -> None:
    app = game_app(Game(problems=(SLIP,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert "which line?" in frame(app)
        await press(pilot, "2")
        assert "line 2 should say" in frame(app)
        await typed(pilot, "2x")
        await press(pilot, "down")
        assert "line 3 should say" in frame(app)
        await press(pilot, "enter")
        assert calls(pilot) == ["submit 3: 2x"]


async def test_what_fills_a_gap_stands_in_it_as_it_is_typed() -> None:
    app = game_app(Game(problems=(STEP,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        assert "= 2x·▸□" in frame(app)
        await typed(pilot, "4h")
        assert "= 2x·▸4h" in frame(app)
        await press(pilot, "enter")
        assert calls(pilot) == ["submit 4h"]


async def test_a_curve_is_picked_with_arrows_and_marked_with_enter() -> None:
    app = game_app(Game(problems=(CURVES,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        for key, value in (("right", "curve a"), ("down", "curve b"), ("left", "curve a"), ("up", "curve c")):
            await press(pilot, key)
            assert line_of(pilot).value == value
        assert "● c" in frame(app)
        await press(pilot, "enter")
        assert calls(pilot) == ["submit curve c"]


async def test_a_click_picks_a_curve_and_another_marks_it() -> None:
    app = game_app(Game(problems=(CURVES,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await pilot.click(Choices, offset=(2 * 18 + 5, 3))
        await rest(pilot)
        assert "● b" in frame(app)
        assert calls(pilot) == []
        await pilot.click(Choices, offset=(5, 3))
        await rest(pilot)
        assert "● b" in frame(app)
        await pilot.click(Choices, offset=(2 * 18 + 5, 3))
        await rest(pilot)
        assert calls(pilot) == ["submit curve b"]


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_frames(width: int, height: int) -> None:
    for name, problem, text in (
        ("table", TABLE, "-2,-4,5"),
        ("matrix", MATRIX, "4x, y; 1"),
        ("gap", STEP, "4h"),
        ("bug", SLIP, "21"),
        ("gradient", GRADIENT, "4x"),
        ("curves", CURVES, "curve b"),
    ):
        app = game_app(Game(problems=(problem,)), focus="descent")
        async with app.run_test(size=(width, height)) as pilot:
            await rest(pilot)
            await past_lesson(pilot)
            for letter in text:
                line_of(pilot).insert_text_at_cursor(letter)
            await rest(pilot)
            if problem is TABLE:
                await press(pilot, "enter")
            same_frame(app, f"cells-{name}")


async def test_hostile_text_in_cells_is_shown_and_does_nothing() -> None:
    texts = ("[red]x[/]", "\x1b[31m\u202ex\x07", "9" * 2000, "広い字" * 40, HOSTILE)
    problem = replace(TABLE, layout=tuple(tuple(f"[bold]{HOSTILE}" if text == "w" else text for text in row) for row in NEURON))
    for size in ((40, 12), (80, 24)):
        app = game_app(Game(problems=(problem,)), focus="descent")
        async with app.run_test(size=size) as pilot:
            await rest(pilot)
            for text in texts:
                line_of(pilot).replace_all("")
                await typed(pilot, text)
                shown = frame(app)
                assert not any(sign in shown for sign in "\x1b\x07\u202e\ud800")
                assert all(len(row) <= size[0] for row in shown.splitlines())
                await press(pilot, "tab")
            await press(pilot, "enter", "enter")


async def test_a_resize_keeps_what_is_in_the_cells_and_the_cell_in_sight() -> None:
    app = game_app(Game(problems=(TABLE,)), focus="descent")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await typed(pilot, "2,3")
        for size in ((30, 14), (160, 50), (20, 8), (100, 30), (80, 16)):
            await pilot.resize_terminal(*size)
            await rest(pilot)
            assert line_of(pilot).text == "z = 2, dL/dz = 3"
            assert app.screen.query_one("#notice", Plain).text == ""
        assert "▸3" in frame(app)


def test_each_key_for_cells_has_an_id_a_tooltip_and_words_and_is_no_letter() -> None:
    own = [binding for binding in CellLine.BINDINGS if binding not in AnswerLine.BINDINGS]
    assert len(own) == 3
    for binding in own:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.tooltip
        assert binding.description
        assert len(binding.key) > 1
