"""What stays in sight on a small terminal: the verdict with its reason, what was said last, and the line that is typed in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.passage import Passage
from derivquiz.tui.widgets.verdict_panel import VerdictPanel
from derivquiz.wire import Certainty, Hint, Outcome, Part, Reading, Verdict
from tests.tui import fakes
from tests.tui.fakes import POWER, FakeGame, FakeSession
from tests.tui.frames import answer, frame, game_app, press, rest
from tests.tui.test_cells import MATRIX, SLIP, Game, calls, line_of, typed

PROMPT = "A question that takes its time before it says what is asked, and then some more of it. " * 4
LONG = replace(POWER, prompt=PROMPT, picture="\n".join(f"f{row}(x) = (3x² + 1)⁴" for row in range(5)))
REASON = "The first reason, which is what helps. " + "And something further that would be good to know. " * 4
POOR = Verdict(Outcome.WRONG, Reading("12x", "12*x", "12x"), Certainty.PROVED, REASON, notes=("a note",))
PARTS = replace(
    POWER,
    kind="graph",
    nodes=(("z", "x"),),
    prompt=PROMPT[:87],
    layout=tuple((name, f"[[{name}]]") for name in "abcdefgh"),
    picture="x",
)
POOR_PARTS = replace(POOR, cells=tuple((name, Part.RIGHT if name < "e" else Part.WRONG) for name in "abcdefgh"))
ALL_PARTS = ", ".join(f"{name} = 1" for name in "abcdefgh")


class Poor(FakeGame):
    """A game in which every answer is wrong, for long reasons."""

    def session(self, *arguments: object, **more: object) -> FakeSession:
        session = super().session(*arguments, **more)  # type: ignore[arg-type]  # fields by name
        session._verdicts = {"12x": POOR, ALL_PARTS: POOR_PARTS, "7": replace(POOR, message="")}
        return session


def shows(pilot: Pilot[None], *texts: str) -> bool:
    return all(text in frame(pilot.app) for text in texts)


@pytest.fixture
def many_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    hint = Hint("Something that would help whoever reads it slowly and to the end, if there is time.", "u = 3x² + 1\nu′ = 6x")
    monkeypatch.setattr(fakes, "HINTS", (hint,) * 4)


@pytest.mark.usefixtures("many_hints")
@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_hints_and_what_is_said_beside_leave_the_verdict_and_its_first_reason_in_sight(size: tuple[int, int]) -> None:
    app = game_app(Poor(problems=(LONG,)), focus="chain")
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        await answer(pilot, "12x")
        assert shows(pilot, "✗ Not right", "The first reason")
        for number in range(1, 5):
            await press(pilot, "f3")
            assert shows(pilot, "✗ Not right", "The first reason", f"Hint {number}")
        await press(pilot, "f3")
        assert shows(pilot, "✗ Not right", "The first reason", "There is no further hint.", "Hint 4", "u′ = 6x")
        assert "f3 Hint" not in frame(app)
        await press(pilot, "f6")
        assert shows(pilot, "✗ Not right", "The first reason", "Noted with the problem")
        await press(pilot, "backspace")
        assert "Noted with the problem" not in frame(app)


async def test_the_cell_that_is_typed_in_and_the_verdict_are_both_in_sight() -> None:
    app = game_app(Poor(problems=(PARTS,)), focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        line_of(pilot).insert_text_at_cursor(", ".join("1" * 8))
        await rest(pilot)
        await press(pilot, "enter")
        assert shows(pilot, "✗ Not right", "The first reason", "▸1 ✗")
        for _ in range(3):
            await press(pilot, "tab")
            assert shows(pilot, "✗ Not right", "▸1 ✗")
        await press(pilot, "tab")
        assert shows(pilot, "✗ Not right", "a   ▸1 ✓")


@pytest.mark.parametrize("answered", [True, False])
async def test_the_solution_leaves_the_verdict_in_a_line_below_the_longest_question(*, answered: bool) -> None:
    app = game_app(Poor(problems=(LONG,)), focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        if answered:
            await answer(pilot, "12x")
        await press(pilot, "f2")
        assert shows(pilot, "✗ Not right" if answered else "– Answer shown; it comes back", "The answer", "24x(3x² + 1)³")
        await press(pilot, *["pagedown"] * 2)
        assert shows(pilot, "✗ Not right" if answered else "– Answer shown; it comes back", "The numbers in front.")


async def test_what_is_left_of_a_long_verdict_is_scrolled_to_behind_the_question() -> None:
    verdict = replace(POOR, message=REASON * 4 + "The very last word.")

    class Endless(FakeGame):
        def session(self, *arguments: object, **more: object) -> FakeSession:
            session = super().session(*arguments, **more)  # type: ignore[arg-type]  # fields by name
            session._verdicts = {"12x": verdict}
            return session

    app = game_app(Endless(problems=(LONG,)), focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await answer(pilot, "12x")
        assert shows(pilot, "✗ Not right", "The first reason")
        await press(pilot, *["pagedown"] * 4)
        assert shows(pilot, "The very last word.", "f4(x)")
        await press(pilot, *["pageup"] * 3)
        assert shows(pilot, "✗ Not right", "A question that takes its time")


@pytest.mark.parametrize("size", [(40, 10), (60, 16)])
async def test_on_the_smallest_terminal_question_verdict_and_solution_are_scrolled_to_and_the_line_stays(
    size: tuple[int, int],
) -> None:
    app = game_app(Poor(problems=(LONG,)), focus="chain")
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        assert shows(pilot, "A question that takes")
        await press(pilot, *["pagedown"] * 4)
        assert shows(pilot, "f4(x)")
        await answer(pilot, "12x")
        assert shows(pilot, "✗ Not right", "The first reason", "12x", "f1 Help")
        await press(pilot, *["pageup"] * 6)
        assert shows(pilot, "A question that takes")
        await press(pilot, "f2")
        assert shows(pilot, "24x(3x² + 1)³", "esc Leave")
        line = app.screen.query_one(AnswerLine)
        assert line.content_size.height == 1
        assert line.value == "12x"
        assert line.region.bottom <= size[1]


async def test_where_a_line_with_a_slip_is_chosen_and_nothing_typed_enter_warns_before_it_gives_up() -> None:
    app = game_app(Game(problems=(SLIP,)), focus="rules")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "down")
        assert "⏎ Mark" not in frame(app)
        await press(pilot, "enter")
        assert shows(pilot, "Enter again shows the answer")
        await typed(pilot, "4x")
        assert "⏎ Mark" in frame(app)
        assert calls(pilot) == []


async def test_the_arrow_before_a_corrected_line_stays_with_the_solution() -> None:
    app = game_app(Game(problems=(SLIP,)), focus="rules")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "down")
        await typed(pilot, "4x")
        before = [row.rstrip() for row in frame(app).splitlines() if "→ 4x" in row]
        await press(pilot, "f2")
        assert before
        assert all(row in frame(app) for row in before)


async def test_back_from_one_line_every_empty_cell_of_a_matrix_is_the_same_box() -> None:
    app = game_app(Game(problems=(MATRIX,)), focus="partials")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "ctrl+g", "ctrl+g")
        assert [row.split() for row in frame(app).splitlines() if "□" in row] == [["▸□", "□"], ["□", "□"]]


async def test_a_wrong_answer_about_which_there_is_nothing_to_say_is_called_wrong_once() -> None:
    app = game_app(Poor(problems=(POWER,)), focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await answer(pilot, "7")
        panel = app.screen.query_one(VerdictPanel)
        assert panel.query_one(Passage).text.startswith("✗ Not right\n")
        assert not panel.said["reason"]
