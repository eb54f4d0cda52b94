"""The session line by line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from derivquiz.cli import main
from derivquiz.commands.options import INTERRUPTED
from derivquiz.commands.plain import BRIEFLY, HELP, LONGEST, _said, _Words
from derivquiz.decks.codes import Code
from derivquiz.engine import Engine
from derivquiz.errors import WorkerDiedError
from derivquiz.game import Game
from derivquiz.sitting.session import Session
from derivquiz.wire import Outcome, Reading, Verdict

pytestmark = [pytest.mark.xdist_group("cli"), pytest.mark.usefixtures("lent_checkers")]


def played(data: Path, typed: str, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["--data", str(data), "--seed", "7", "--plain", *arguments], input=typed)
    assert result.exit_code == code, (result.output, result.exception)
    return result


def events(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_wrong_answer_gets_its_reason_and_the_exit_code_says_so(tmp_path: Path) -> None:
    said = played(tmp_path, "40x\n\n", "--deck", "chain", "-n", "1", code=1).stdout
    assert "New: A power of a quadratic." in said
    assert "Not right. At x = 1 yours is 40" in said
    assert said.count("yours is 40") == 1
    assert "The answer: " in said
    assert "0 of 1 right" in said


def test_right_answers_alone_give_the_exit_code_0(tmp_path: Path) -> None:
    (problem, *_) = events(played(tmp_path / "one", "", "--deck", "chain", "--json"))
    game = Game(data=tmp_path)
    code = Code.parse(problem["code"])
    _, template = game.library().template(code.card)
    answer = Engine().solve(Engine().draw("chain", template, code.seed, code.level)).answer
    found = events(played(tmp_path / "two", f"{answer}\n", "--deck", "chain", "--json", "-n", "1"))
    assert [event["event"] for event in found] == ["problem", "verdict", "summary"]
    assert found[1]["verdict"] == "correct"
    assert found[1]["counted"] is True
    assert found[2]["right"] == found[2]["answered"] == 1


def test_hints_help_and_a_typo_are_asked_for_with_a_colon(tmp_path: Path) -> None:
    typed = ":help\n:typo\n:hint\nq+2(\n40x\n:typo\n:quit\n"
    found = events(played(tmp_path, typed, "--deck", "chain", "--json"))
    assert [event["event"] for event in found] == ["problem", "help", "hint", "hint", "verdict", "verdict", "problem", "summary"]
    assert found[1]["text"] == HELP
    assert found[2]["text"] == "There is no answer to take back."
    assert "Chain rule" in found[3]["text"]
    assert (found[4]["verdict"], found[4]["column"]) == ("unreadable", 0)
    assert found[7]["answered"] == 0


def test_a_session_says_once_how_to_give_up_and_a_question_mark_is_a_hint(tmp_path: Path) -> None:
    said = played(tmp_path, "?\n:quit\n", "--deck", "chain").stdout
    assert said.count(BRIEFLY) == 1
    assert "Chain rule" in said.split(BRIEFLY)[1]


def test_what_was_read_and_lacks_its_places_is_not_said_to_be_unreadable() -> None:
    missing = Verdict(Outcome.UNREADABLE, Reading("0.5"), message="Three decimal places are asked.")
    assert list(_said(missing)) == ["Not marked: it doesn't count.", "Three decimal places are asked."]


def test_the_end_of_the_input_ends_the_session(tmp_path: Path) -> None:
    assert "0 of 0 right" in played(tmp_path, "", "--deck", "chain").stdout


def test_a_terminal_is_steered_by_nothing_that_was_typed(tmp_path: Path) -> None:
    said = played(tmp_path, "\x1b[2Jq\n", "--deck", "chain", code=0).stdout
    assert "\x1b" not in said


def test_closed_streams_take_no_number_from_the_pipes_to_the_maths(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "derivquiz", "--plain", "--data", str(tmp_path), "--deck", "chain", "-n", "1"]
    for closed in ("<&-", ">&-", "<&- >&- 2>&-"):
        played = subprocess.run(
            ["/bin/sh", "-c", f'printf "" | exec "$@" {closed}', "sh", *command], capture_output=True, text=True, check=False
        )
        assert (played.returncode, played.stderr) == (0, ""), closed


def test_the_rest_of_a_line_without_end_is_no_answer_of_its_own(tmp_path: Path) -> None:
    for line in (" " * LONGEST + "40x", "x" * LONGEST + "40x", " " * LONGEST):
        found = events(played(tmp_path, f"{line}\n:quit\n", "--deck", "chain", "--json"))
        assert [event["event"] for event in found] == ["problem", "verdict", "summary"]
        assert found[1]["verdict"] == "unreadable"


def test_a_lost_checker_ends_no_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = {"next", "hint", "reveal"}

    def losing(method: str) -> None:
        before = getattr(Session, method)

        async def after(session: Session) -> object:
            if method in left:
                left.remove(method)
                raise WorkerDiedError("the checker stopped working on this")
            return await before(session)

        monkeypatch.setattr(Session, method, after)

    for method in tuple(left):
        losing(method)
    said = played(tmp_path, ":hint\n:hint\n\n\n", "--deck", "chain", "-n", "2", code=1).stdout
    assert not left
    assert said.count("The checker stopped working on this.") == 3
    assert "Chain rule" in said
    assert "The answer: " in said
    assert "0 of 1 right" in said


@pytest.mark.parametrize(
    "arguments", [["--plain", "--json", "play"], ["play", "--plain", "--json"], ["--plain", "play", "--json"]]
)
def test_a_share_code_is_played_line_by_line_too_exactly_that_problem_and_no_lesson(tmp_path: Path, arguments: list[str]) -> None:
    found = CliRunner().invoke(main, ["--data", str(tmp_path), *arguments, "chain/power-of-quadratic#7"], input="40x\n\n")
    asked, verdict, solution, summary = events(found)
    assert (asked["function"], asked["code"], asked["lesson"]) == ("(7*x^2 - 8)^3", "chain/power-of-quadratic#7", None)
    assert (verdict["verdict"], solution["answer"], summary["answered"]) == ("wrong", "42*x*(7*x^2 - 8)^2", 1)
    assert found.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--plain", "due"], "--plain doesn't go with `derivquiz due`"),
        (["-n", "3", "play", "chain/power-of-quadratic#7"], "-n doesn't go with `derivquiz play`"),
        (["--deck", "chain", "sheet"], "say --deck after the command: derivquiz sheet --deck …"),
        (["play", "--json", "chain/power-of-quadratic#7"], "--json goes with --plain"),
    ],
)
def test_an_option_of_a_session_elsewhere_is_told_where_it_belongs(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert said in result.stderr


def test_json_goes_with_plain_alone(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "--json"])
    assert result.exit_code == 2
    assert "--json goes with --plain" in result.output


def test_an_unknown_deck_is_named(tmp_path: Path) -> None:
    assert "did you mean chain" in played(tmp_path, "", "--deck", "chian", code=1).output


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl+C is heard, though the tests were started in the background of a shell, which has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(("place", "kept"), [("problem", True), ("ask", True), ("begin", True), ("summary", False)])
def test_ctrl_c_ends_a_session_quietly_wherever_it_falls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, kept: bool
) -> None:
    usual = getattr(_Words, place)

    def pressed(*given: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return usual(*given)

    monkeypatch.setattr(_Words, place, pressed)
    result = played(tmp_path, "", "--deck", "chain", code=INTERRUPTED)
    assert "Aborted" not in result.output
    assert ("Stopped; what you answered is kept: 0 answers." in result.output) == kept


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_the_decks_are_read_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Game.open

    async def pressed(game: Game) -> Any:
        signal.raise_signal(signal.SIGINT)
        return await opened(game)

    monkeypatch.setattr(Game, "open", pressed)
    assert played(tmp_path, "", "--deck", "chain", code=INTERRUPTED).output == ""
