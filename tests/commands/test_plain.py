"""The session line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from derivquiz.cli import main
from derivquiz.commands.plain import HELP
from derivquiz.decks.codes import Code
from derivquiz.engine import Engine
from derivquiz.game import Game

pytestmark = pytest.mark.xdist_group("cli")


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


def test_the_end_of_the_input_ends_the_session(tmp_path: Path) -> None:
    assert "0 of 0 right" in played(tmp_path, "", "--deck", "chain").stdout


def test_a_terminal_is_steered_by_nothing_that_was_typed(tmp_path: Path) -> None:
    said = played(tmp_path, "\x1b[2Jq\n", "--deck", "chain", code=0).stdout
    assert "\x1b" not in said


def test_json_goes_with_plain_alone(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "--json"])
    assert result.exit_code == 2
    assert "--json goes with --plain" in result.output


def test_an_unknown_deck_is_named(tmp_path: Path) -> None:
    assert "did you mean chain" in played(tmp_path, "", "--deck", "chian", code=1).output
