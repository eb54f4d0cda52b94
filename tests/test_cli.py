"""The commands, as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from derivquiz import __version__
from derivquiz.cli import main
from derivquiz.decks.library import Library
from derivquiz.folders import HISTORY, shipped
from tests.memory.test_store import REVIEW
from tests.memory.worlds import store

pytestmark = [pytest.mark.xdist_group("cli"), pytest.mark.usefixtures("lent_checkers")]

A1 = {"id": "a1", "function": "sin(x^2)", "variable": "x", "answer": "cos(x^2)"}
A2 = {"id": "a2", "expected": "2x cos(x^2)", "answer": "x cos(x^2) 2"}
A3 = {"id": "a3", "expected": "xsinx", "at": {"x": "0.7"}, "places": 6, "answer": "0.450952"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is read or written."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DERIVQUIZ_DATA", raising=False)


def run(*arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments, input=stdin, env=env)
    assert result.exit_code == code, (result.output, result.exception)
    return result


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def graded(*lines: object, code: int = 0) -> list[dict[str, Any]]:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    return objects(run("grade", stdin=text, code=code))


def test_the_version() -> None:
    assert run("--version").stdout == f"derivquiz {__version__}\n"


@pytest.mark.parametrize("arguments", [("--help",), ("-h",)])
def test_the_help_names_the_commands(arguments: tuple[str, ...]) -> None:
    said = run(*arguments).stdout
    assert all(f"\n  {command} " in said for command in ("decks", "grade", "sheet", "stats"))
    assert all(option in said for option in ("--deck", "--number", "--seed", "--data", "--decks"))


@pytest.mark.parametrize("command", ["decks", "grade", "sheet", "stats"])
def test_each_command_has_its_help(command: str) -> None:
    assert "Usage: " in run(command, "--help").stdout


@pytest.mark.parametrize("arguments", [(), ("deck",)])
def test_the_list_of_commands_breaks_off_no_sentence(arguments: tuple[str, ...]) -> None:
    assert "..." not in run(*arguments, "--help").stdout.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("decks", "--json", "--data", __file__), 1, "is a file, not a folder"),
        (("stats", "--json", "--bogus"), 2, "No such option"),
        (("sheet", "--json", "--deck", "chian"), 1, "did you mean chain?"),
        (("--plain", "--json", "--deck", "chian"), 1, "did you mean chain?"),
        (("deck", "check", "--json", "nowhere"), 2, "does not exist"),
        (("play", "--plain", "--json", "nothing"), 1, "is no share code"),
        (("explain", "--json", "x^"), 1, "something is missing"),
    ],
)
def test_an_error_is_json_too_where_json_was_asked_for(arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run(*arguments, code=code)
    assert said in json.loads(result.stdout)["error"]
    assert said in result.stderr


def test_an_error_is_not_json_where_json_is_but_an_argument() -> None:
    assert run("suspended", "--", "--json", code=1).stdout == ""


@pytest.mark.parametrize("arguments", [("--deck", "chian"), ("sheet", "--deck", "chian")])
def test_an_unknown_deck_names_those_that_exist_and_the_nearest(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    said = run(*arguments, code=1).stderr
    assert "did you mean chain?" in said
    assert "rules, chain, activations, partials, numerical, losses, descent" in said
    assert "terminal" not in said
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_the_game_says_what_works() -> None:
    for arguments in ((), ("--deck", "chain")):
        assert "needs a terminal" in run(*arguments, code=2).stderr


def test_what_belongs_after_the_command_is_said() -> None:
    assert "derivquiz sheet" in run("--deck", "chain", "sheet", "--deck", "chain", code=2).stderr


def test_decks_as_json(tmp_path: Path) -> None:
    own = tmp_path / "decks"
    own.mkdir()
    (own / "broken.toml").write_text("format = 9\n")
    decks = json.loads(run("decks", "--json", "--data", str(tmp_path)).stdout)
    assert all(list(deck) == ["id", "title", "templates", "due", "new", "error"] for deck in decks)
    *sound, broken = decks
    library = Library.open([shipped()])
    assert [deck["id"] for deck in sound] == [deck.id for deck in library.decks]
    assert all(deck["error"] is None and deck["templates"] == deck["new"] > 0 == deck["due"] for deck in sound)
    assert [deck["templates"] for deck in sound] == [len(deck.templates) for deck in library.decks]
    assert broken["id"] == "broken"
    assert str(own / "broken.toml") in broken["error"]


def test_decks_to_read(tmp_path: Path) -> None:
    own = tmp_path / "decks"
    own.mkdir()
    (own / "broken.toml").write_text("format = 9\n")
    said = run("decks", "--data", str(tmp_path)).stdout.splitlines()
    assert len(said) == 9
    assert "The chain rule" in said[2]
    assert said[8].startswith("broken ")
    assert "cannot be used" in said[8]


def test_a_folder_of_decks_may_stand_before_and_after_the_command(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        text = (shipped() / "chain.toml").read_text().replace('id = "chain"', f'id = "{name}"', 1)
        (tmp_path / name / "a.toml").write_text(text)
    first, second = str(tmp_path / "one"), str(tmp_path / "two")
    decks = json.loads(run("--decks", first, "decks", "--decks", second, "--json").stdout)
    assert {"one", "two"} < {deck["id"] for deck in decks}
    assert "not a folder of decks" in run("decks", "--decks", str(tmp_path / "none"), code=1).stderr


def test_the_data_folder_is_the_one_said_last(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW, REVIEW)
    data, other = str(tmp_path), str(tmp_path / "other")

    def reviews(*arguments: str, env: dict[str, str] | None = None) -> int:
        return int(json.loads(run(*arguments, env=env).stdout)["reviews"])

    assert reviews("--data", data, "stats", "--json") == 2
    assert reviews("stats", "--data", data, "--json") == 2
    assert reviews("--data", other, "stats", "--data", data, "--json") == 2
    assert reviews("stats", "--json", env={"DERIVQUIZ_DATA": data}) == 2
    assert reviews("--data", other, "stats", "--json", env={"DERIVQUIZ_DATA": data}) == 0
    assert (tmp_path / "other" / HISTORY).exists()


def test_stats_to_read(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW)
    said = run("stats", "--data", str(tmp_path)).stdout
    assert said.startswith("1 answer remembered, ")
    assert "The chain rule" in said


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = run("stats", "--data", str(tmp_path / "file" / "data"), code=1).stderr
    assert said.startswith("Error: ")
    assert "Traceback" not in said


def test_a_sheet_is_complete_and_the_same_again(tmp_path: Path) -> None:
    arguments = ("sheet", "--deck", "chain", "-n", "9", "--seed", "7", "--json")
    once = run(*arguments)
    problems = objects(once)
    assert len(problems) == 9
    for problem in problems:
        keys = {"deck", "template", "seed", "parameters", "prompt", "kind", "variables", "function", "answer"}
        assert keys <= set(problem)
        assert (problem["deck"], bool(problem["prompt"]), bool(problem["answer"])) == ("chain", True, True)
        assert isinstance(problem["parameters"], dict)
        assert isinstance(problem["variables"], list)
    assert len({problem["template"] for problem in problems}) > 1
    assert run(*arguments).stdout == once.stdout
    assert run(*arguments[:-2], "8", "--json").stdout != once.stdout
    assert list(tmp_path.iterdir()) == []
    marks = graded(
        *(
            {
                "function": problem["function"],
                "variables": problem["variables"],
                "wrt": problem["wrt"],
                "answer": problem["answer"],
            }
            for problem in problems
            if problem["kind"] == "formula"
        )
    )
    assert {mark["verdict"] for mark in marks} == {"correct"}


def test_a_sheet_to_read() -> None:
    said = run("sheet", "--deck", "partials", "-n", "2").stdout
    problems, key = said.split("\nAnswers\n\n")
    assert problems.startswith("1. ")
    assert problems.count("Code: partials/") == 2
    assert [line[:3] for line in key.splitlines() if line[:1].strip()] == ["1. ", "2. "]


def test_the_three_documented_lines() -> None:
    a1, a2, a3 = graded(A1, A2, A3)
    assert list(a1) == ["id", "verdict", "certainty", "reading", "witness", "misconceptions", "message", "column", "ms"]
    assert (a1["id"], a1["verdict"], a1["certainty"], a1["reading"]) == ("a1", "wrong", "proved", "cos(x^2)")
    assert a1["witness"] == {"at": {"x": "1"}, "yours": "0.540302", "correct": "1.080605"}
    assert a1["misconceptions"] == ["inner-derivative-missing"]
    assert (bool(a1["message"]), a1["column"], a1["ms"] > 0) == (True, None, True)
    assert (a2["id"], a2["verdict"], a2["witness"]) == ("a2", "correct", None)
    assert (a3["id"], a3["verdict"]) == ("a3", "correct")


def test_what_cannot_be_used_gets_an_error_in_its_place_and_the_rest_its_verdicts() -> None:
    lines = [
        A1,
        "not JSON",
        "",
        "[1]",
        {"id": "e", "answer": "x"},
        {"id": "n", "function": "x^2"},
        {"id": "t", "function": 7, "answer": "x"},
        {"id": "p", "function": "x^2", "answer": "x", "places": -1, "at": {"x": "1"}},
        {"id": "o", "function": "x^2", "answer": "x", "order": 1.5},
        {"id": ["l"], "function": "x^2", "answer": "x", "at": 2},
        {"id": "u", "function": "x^2", "answer": "2x^", "anything": "else"},
        A2,
    ]
    found = graded(*lines, code=1)
    assert [answer.get("line") for answer in found] == [None, 2, 4, 5, 6, 7, 8, 9, 10, None, None]
    wrong = [answer for answer in found if "line" in answer]
    assert all(set(answer) - {"id"} == {"error", "line"} and answer["error"] for answer in wrong)
    assert [answer.get("id") for answer in wrong] == [None, None, "e", "n", "t", "p", "o", None]
    assert [answer["verdict"] for answer in found if "line" not in answer] == ["wrong", "unreadable", "correct"]
    assert found[-2]["column"] is not None


def test_text_that_is_no_text_stops_nothing() -> None:
    lines = (
        b'\xef\xbb\xbf{"expected": "x", "answer": "x"}\n\xff\xfe\n'
        + rb'{"id": "\ud800", "expected": "x", "answer": "\ud800"}'
        + b"\n"
    )
    first, second, third = objects(run("grade", stdin=lines, code=1))
    assert (first["verdict"], second["line"], third["verdict"], third["id"]) == ("correct", 2, "unreadable", "\ud800")


def test_one_answer_by_options() -> None:
    (second,) = objects(run("grade", "--function", "t^3", "--answer", "6t", "--variable", "t", "--order", "2"))
    assert second["verdict"] == "correct"
    (value,) = objects(run("grade", "--expected", "x sin x", "--at", "x=0.7", "--places", "3", "--answer", "0.451"))
    assert value["verdict"] == "correct"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--function", "x"), "--answer"),
        (("--answer", "x"), "--function or --expected"),
        (("--expected", "x", "--answer", "x", "--at", "x"), "NAME=VALUE"),
    ],
)
def test_options_that_do_not_go_together_are_said(arguments: tuple[str, ...], said: str) -> None:
    assert said in run("grade", *arguments, code=2).stderr


@pytest.fixture
def grade() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "derivquiz", "grade"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    with process:
        yield process
        process.kill()


def test_each_line_is_answered_before_the_next_is_sent(grade: subprocess.Popen[str]) -> None:
    assert grade.stdin is not None
    assert grade.stdout is not None
    for line in (A2, A1, A3):
        grade.stdin.write(json.dumps(line) + "\n")
        grade.stdin.flush()
        assert json.loads(grade.stdout.readline())["id"] == line["id"]
    grade.stdin.close()
    assert grade.wait(timeout=20) == 0


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    command = f"{sys.executable} -m derivquiz sheet --deck chain -n 200 --json | head -n 1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


def test_mixing_goes_with_a_deck(tmp_path: Path) -> None:
    assert "--mix goes with --deck" in run("--data", str(tmp_path), "--mix", code=2).stderr
