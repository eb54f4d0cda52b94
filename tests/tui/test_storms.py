"""What a learner, a cat or a paste can do to the answer line: nothing is answered twice, nothing is lost, nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from derivquiz.tui.widgets.answer_line import LONGEST, AnswerLine
from tests.tui.fakes import CHOICE, POWER, FakeGame, FakeSession
from tests.tui.frames import frame, game_app, press, rest
from tests.tui.test_cells import CURVES, GRADIENT, MATRIX, SLIP, STEP, TABLE, Game, line_of

KINDS = {
    "formula": POWER,
    "choice": CHOICE,
    "gradient": GRADIENT,
    "matrix": MATRIX,
    "table": TABLE,
    "gap": STEP,
    "bug": SLIP,
    "curve": CURVES,
}
STEERING = "\x1b\x07\x00\x9b\u202e\u2066\u2028\r\n\t"
PASTES = (
    "x" * 100_000,
    "\x1b[2J\x1b]0;title\x07\x9b31m" * 50,
    "[red]r[/] [/x] [@click=app.quit]q[/] $primary",
    "1\n2\r\n3\u2028\t4",
    "e\u0301" + "\u0300" * 400 + "\u200d\u20dd",
    "\u202eאבג\u2066 123 \u0661\u0662",
    "((((" * 200 + "]]" * 200 + ";,;,;," * 20,
    "\ud800😀👩‍👩‍👧",
)


def submitted(pilot: Pilot[None]) -> list[str]:
    game = pilot.app._game  # type: ignore[attr-defined]  # our own app
    return [call for call in game.sessions[-1].calls if call.startswith(("submit", "reveal", "next"))]


def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.screen.query_one(AnswerLine).post_message(Paste(text))


@pytest.mark.parametrize("kind", ["choice", "table"])
async def test_a_hostile_paste_into_the_line_and_every_cell_is_cut_down_and_shown_as_it_is(kind: str) -> None:
    app = game_app(Game(problems=(KINDS[kind],)), focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        for text in PASTES:
            for step in (1, 1, -1):
                paste(pilot, text)
                line_of(pilot).action_step(step)
            await pilot.pause()
            shown = frame(app)
            assert not set(STEERING) - {"\n"} & set(shown), repr(text[:9])
            assert len(line_of(pilot).value) <= LONGEST
            line_of(pilot).clear()
        await rest(pilot)
        assert "your answer" in frame(app)
        assert submitted(pilot) == ["next"]


@pytest.mark.parametrize(("kind", "typed"), [("formula", ""), ("bug", ""), *((kind, "7") for kind in KINDS)])
async def test_fifty_presses_of_enter_answer_once_and_leave_the_verdict_standing(kind: str, typed: str) -> None:
    game = Game(problems=(replace(KINDS[kind], title="first"), POWER))
    app = game_app(game, focus="chain")
    app._settle = 60.0  # nobody rests in a storm
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        line = line_of(pilot)
        if line.filled is not None:
            for place in line.filled.places[: 4 if kind == "matrix" else None]:
                line.go(place)
                line.replace_all(typed)
        else:
            line.replace_all(typed)
        await rest(pilot)
        for _ in range(50):
            line.post_message(Key("enter", "\r"))
        await rest(pilot)
        calls = submitted(pilot)
        assert calls[0] == "next"
        assert len(calls) == 1 + bool(typed)
        assert ("submit" in calls[-1]) == bool(typed)
        assert game.sessions[-1].problem is not None
        assert game.sessions[-1].problem.title == "first"


async def test_what_is_typed_before_there_is_a_problem_goes_nowhere_and_what_is_typed_while_one_is_marked_stays() -> None:
    class Slow(FakeGame):
        def session(self, *arguments: object, **more: object) -> FakeSession:
            session = super().session(*arguments, **more)  # type: ignore[arg-type]  # fields by name
            session.open_gate.clear()
            return session

    game = Slow()
    app = game_app(game, focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "x", "enter", "f2", "f3", "tab")
        game.sessions[-1].open_gate.set()
        await rest(pilot)
        assert line_of(pilot).value == ""
        assert submitted(pilot) == ["next"]
        await press(pilot, "7")
        game.sessions[-1].open_gate.clear()
        await pilot.press("enter", "x")
        game.sessions[-1].open_gate.set()
        await rest(pilot)
        assert line_of(pilot).value == "7x"


async def test_a_storm_of_resizes_while_cells_are_typed_in_loses_no_key() -> None:
    random = Random(3)
    app = game_app(Game(problems=(TABLE,)), focus="chain")
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        for key in ("2", "minus", "1", "comma", "3", "4", "comma", "5"):
            await pilot.resize_terminal(random.randint(20, 160), random.randint(6, 50))
            await pilot.press(key)
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        assert line_of(pilot).text == "z = 2-1, dL/dz = 34, dL/dw = 5"
        line = line_of(pilot)
        assert 0 < line.region.bottom <= 24
