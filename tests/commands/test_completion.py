"""Completion by a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from derivquiz.cli import main
from derivquiz.commands.completion import SHELLS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_calls_the_program(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0, result.output
    assert "_DERIVQUIZ_COMPLETE" in result.stdout


def test_decks_are_completed_also_a_learners_own(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "chemistry.toml").touch()
    asked = ShellComplete(main, {}, "derivquiz", "_DERIVQUIZ_COMPLETE")
    found = asked.get_completions(["--data", str(tmp_path), "--deck"], "ch")
    assert [item.value for item in found] == ["chain", "chemistry"]


@pytest.mark.parametrize(
    ("typed", "begun", "found"),
    [
        (["sheet", "--deck"], "ch", ["chain"]),
        (["reset"], "de", ["descent"]),
        (["regrade", "--deck"], "de", ["descent"]),
        (["play"], "chain/power-of-q", ["chain/power-of-quadratic#1"]),
        (["suspended"], "chain/power-of-q", ["chain/power-of-quadratic"]),
        (["explain"], "--gr", ["--grain"]),
        (["explain", "--grain"], "ex", ["expert"]),
        (["deck"], "pre", ["preview"]),
    ],
)
def test_decks_codes_cards_and_options_are_completed(typed: list[str], begun: str, found: list[str]) -> None:
    asked = ShellComplete(main, {}, "derivquiz", "_DERIVQUIZ_COMPLETE")
    assert [item.value for item in asked.get_completions(typed, begun)] == found


def test_a_shell_is_answered(tmp_path: Path) -> None:
    environment = {**os.environ, "_DERIVQUIZ_COMPLETE": "fish_complete", "COMP_WORDS": "derivquiz de", "COMP_CWORD": "de"}
    command = [sys.executable, "-c", "from derivquiz.cli import main; main(prog_name='derivquiz')"]
    said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert {"deck", "decks"} <= {line.split(",")[1].split("\t")[0] for line in said.splitlines()}
