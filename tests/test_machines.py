"""Where something is missing or broken a command says so in a sentence; `python -m tests.soak.machines` tries them all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from derivquiz.cli import main
from derivquiz.folders import HISTORY
from tests.memory.test_store import REVIEW
from tests.memory.worlds import store
from tests.soak.machines import Machine, of_a_later_version, of_another_program, started, went_wrong

pytestmark = [pytest.mark.xdist_group("machines"), pytest.mark.skipif(os.name != "posix", reason="they are made with a shell")]

SOUND = """
format = 1
id = "sound"
title = "Sound"
[[template]]
id = "power"
title = "A power"
kind = "formula"
rule = "power"
function = "a x^n"
parameters = { a = "2..9", n = "3..9" }
"""
ON_A_HISTORY: tuple[tuple[str, ...], ...] = (
    *(("stats",), ("decks",), ("backup",), ("doctor",), ("doctor", "--repair"), ("disputes",), ("suspended",)),
    *(("reset", "chain"), ("fit",), ("export", "out.jsonl"), ("sync", "."), ("import", "events.jsonl")),
)


def a_file(data: Path) -> str:
    data.write_text("")
    return "is a file, not a folder"


def a_folder(data: Path) -> str:
    (data / HISTORY).mkdir(parents=True)
    return "can't be written"


def of_another(data: Path) -> str:
    data.mkdir()
    of_another_program(data / HISTORY)
    return "a database of another program"


def of_later(data: Path) -> str:
    of_a_later_version(data / HISTORY)
    return "please update derivquiz"


def with_a_trigger(data: Path) -> str:
    with store(data) as ours:
        ours._connection.execute("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END")
    return "holds 't', which no derivquiz history has"


@pytest.mark.parametrize("broken", [a_file, a_folder, of_another, of_later, with_a_trigger])
@pytest.mark.parametrize("arguments", ON_A_HISTORY, ids=" ".join)
def test_a_history_that_cannot_be_had_is_said_by_every_command_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[Path], str], arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.jsonl").touch()
    sentence = broken(tmp_path / "data")
    before = as_it_is(tmp_path)
    result = CliRunner().invoke(main, ["--data", "data", *arguments])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert as_it_is(tmp_path) == before


def as_it_is(folder: Path) -> dict[Path, bytes]:
    """What the files hold that matter."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file() and not file.name.endswith(("-shm", "-wal"))}


@pytest.mark.parametrize(
    ("shell", "environment", "arguments", "said"),
    [
        ("exec {} </dev/null", {"LC_ALL": "C", "PYTHONUTF8": "0"}, ["explain", "--help"], "worked steps"),
        ("exec {} </dev/null", {"PYTHONIOENCODING": "latin-1"}, ["deck", "schema"], "$schema"),
        ("exec {} </dev/null", {"HOME": None, "TERM": None}, ["settings"], "[keys]"),
        ("exec {} <&-", {}, [], "the game needs a terminal"),
        ("exec {} </dev/null >/dev/full", {}, ["--help"], "what is printed can't be written: No space left on device"),
        ("exec {} </dev/null >/dev/full", {}, ["completion", "bash"], "what is printed can't be written"),
    ],
)
def test_a_terminal_that_lacks_something_gets_a_sentence(
    tmp_path: Path, shell: str, environment: dict[str, str | None], arguments: list[str], said: str
) -> None:
    done = started(Machine(tmp_path / "data", environment, shell), arguments)
    assert not went_wrong(done), done.stderr
    assert said in done.stdout + done.stderr


def test_a_checker_that_cannot_be_started_is_a_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = f"cd {gone}; rmdir {gone}; exec {{}} </dev/null"
    done = started(Machine(tmp_path / "data", shell=shell), ["explain", "x"])
    assert done.stderr == "Error: the checker can't be started (No such file or directory); try it in a folder that is there\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_session_quietly_and_what_was_answered_stays(tmp_path: Path, number: signal.Signals, code: int) -> None:
    command = [sys.executable, "-m", "derivquiz", "--data", str(tmp_path), "--plain", "--json", "--deck", "rules"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")  # gives up
        process.stdin.flush()
        events = (json.loads(line)["event"] for line in process.stdout)
        assert "solution" in events
        assert next(events) == "problem"
        os.killpg(process.pid, number)
        rest, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (code, "")
    assert ("Stopped; what you answered is kept: 1 answer." in rest) == (number == signal.SIGINT)
    with store(tmp_path) as ours:
        assert ours.reviews() == 1


@pytest.mark.parametrize("closed", ["2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("text", "code"), [(SOUND, 0), ("x = 1", 1)])
def test_a_check_without_streams_says_by_its_exit_code_what_it_found(tmp_path: Path, closed: str, text: str, code: int) -> None:
    deck = tmp_path / "deck.toml"
    deck.write_text(text)
    machine = Machine(tmp_path / "data", {}, f"exec {{}} {closed}")
    done = started(machine, ["deck", "check", "--draws", "1", str(deck)])
    assert (done.returncode, done.stderr) == (code, "")


def test_what_is_made_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    data, shared = tmp_path / "data", tmp_path / "shared"
    shared.mkdir(mode=0o700)
    before = os.umask(0)
    try:
        for arguments in (["settings", "--init"], ["decks"], ["backup"], ["due"]):
            assert CliRunner().invoke(main, ["--data", str(data), *arguments]).exit_code == 0
        with store(data) as ours:
            ours.append(REVIEW)
            assert CliRunner().invoke(main, ["due"], env={"DERIVQUIZ_DATA": str(data)}).exit_code == 0
            given = (["export", str(shared / "all.jsonl")], ["backup", str(shared / "copy.db")], ["sync", str(shared)])
            for arguments in given:
                assert CliRunner().invoke(main, ["--data", str(data), *arguments]).exit_code == 0
            made = {path: path.stat().st_mode & 0o777 for path in (data, *data.rglob("*"), *shared.iterdir())}
    finally:
        os.umask(before)
    assert {path.name for path in made} >= {
        "settings.toml",
        "all.jsonl",
        "copy.db",
        HISTORY,
        f"{HISTORY}-wal",
        "history.journal.jsonl",
        "device",
        "backups",
    }
    assert {path for path, mode in made.items() if mode != (0o700 if path.is_dir() else 0o600)} == set()
