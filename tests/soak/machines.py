"""Every command where something is missing or broken: `python -m tests.soak.machines`, on Linux, as root for all of its rows.

A command may refuse, in a sentence; it may not end in a traceback, hang, or be killed. The table has a row for each condition:
how many commands went through, how many refused, and how many went wrong, which are printed.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from derivquiz.folders import HISTORY
from tests.memory.test_store import REVIEW
from tests.memory.worlds import store

ROOT = Path(__file__).parent.parent.parent
SECONDS = 120
WRONG = ("Traceback", "Exception ignored", "Warning: ", "Error: [Errno")
"""What nobody at a terminal should have to read."""
QUIETLY = "exec {} </dev/null"
RESTRAINED = "exec setpriv --bounding-set=-dac_override,-dac_read_search {} </dev/null"
"""Root may write anywhere; without these capabilities it may not."""


@dataclass(frozen=True)
class Machine:
    """Where the history is, what is set (None: what is not), and how the shell starts a command."""

    data: Path
    environment: Mapping[str, str | None] = field(default_factory=dict)
    shell: str = QUIETLY


def commands(place: Path) -> dict[str, list[str]]:
    """What may be typed, with files that are there."""
    deck, events, backup = str(place / "deck.toml"), str(place / "events.jsonl"), str(place / "backup.db")
    typed = [
        *([], ["--plain", "--deck", "chain", "-n", "1"], ["--plain", "--json", "-n", "1"], ["--help"], ["completion", "bash"]),
        *(["decks"], ["stats"], ["stats", "--json"], ["settings"], ["due"], ["due", "--json"]),
        *(["sheet", "--deck", "chain", "-n", "1"], ["sheet", "--deck", "meaning", "-n", "1", "--format", "latex"]),
        *(
            ["grade"],
            ["grade", "--function", "x^2", "--answer", "2x"],
            ["explain", "sin(x^2)"],
            ["play", "chain/power-of-quadratic#7"],
            ["play", "--plain", "chain/power-of-quadratic#7"],
        ),
        *(["backup"], ["backup", str(place / "copy.db")], ["restore"], ["restore", "--yes", backup]),
        *(["sync", str(place / "shared")], ["export", str(place / "out.jsonl")], ["import", events]),
        *(
            ["doctor"],
            ["doctor", "--repair"],
            ["regrade", "--yes"],
            ["disputes"],
            ["suspended"],
            ["reset", "--yes", "chain"],
            ["fit"],
        ),
        *(["deck", "new", str(place / "new.toml")], ["deck", "check", "--draws", "1", deck], ["deck", "preview", deck]),
        *(["deck", "edit", deck], ["deck", "schema"]),
    ]
    return {" ".join(arguments).replace(f"{place}/", ""): arguments for arguments in typed}


def furnish(place: Path) -> Path:
    """A history of a few answers, with all that the commands want; returns its folder."""
    data = place / "data"
    (place / "shared").mkdir()
    with store(data) as ours:
        ours.append(REVIEW, REVIEW)
    for arguments in (["deck", "new", "deck.toml"], ["export", "events.jsonl"], ["backup", "backup.db"]):
        done = started(Machine(data), [*arguments[:-1], str(place / arguments[-1])])
        assert done.returncode == 0, done.stderr
    return data


def started(machine: Machine, arguments: list[str], *, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A command on a machine, ended."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DERIVQUIZ_DATA": str(machine.data), **machine.environment}
    known = {name: value for name, value in environment.items() if value is not None}
    line = machine.shell.format(shlex.join([sys.executable, "-m", "derivquiz", *arguments]))
    return subprocess.run(
        ["bash", "-c", line],
        env=known,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
        check=False,
    )


def went_wrong(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a command ended otherwise than by doing what was asked or refusing it in a sentence."""
    said = done.stdout + done.stderr
    silent = done.returncode != 0 and not said.strip()
    return any(part in said for part in WRONG) or done.returncode not in {0, 1, 2} or silent


def _with(**given: str | None) -> Callable[[Path], AbstractContextManager[Machine]]:
    @contextmanager
    def made(data: Path) -> Iterator[Machine]:
        yield Machine(data, given)

    return made


def _by(shell: str) -> Callable[[Path], AbstractContextManager[Machine]]:
    @contextmanager
    def made(data: Path) -> Iterator[Machine]:
        yield Machine(data, shell=shell)

    return made


@contextmanager
def _home_read_only(data: Path) -> Iterator[Machine]:
    home = data.parent / "home"
    home.mkdir(mode=0o500, exist_ok=True)
    yield Machine(data, {"HOME": str(home), "DERIVQUIZ_DATA": None, "XDG_DATA_HOME": None}, RESTRAINED)


@contextmanager
def _folder_of_mode(data: Path, *, mode: int) -> Iterator[Machine]:
    data.chmod(mode)
    yield Machine(data, shell=RESTRAINED)
    data.chmod(0o700)


@contextmanager
def _file_instead(data: Path, *, below: str = "") -> Iterator[Machine]:
    file = data.parent / "a-file"
    file.write_text("not a folder")
    yield Machine(file / below if below else file)
    assert file.read_text() == "not a folder"


@contextmanager
def _history_instead(data: Path, *, make: Callable[[Path], object]) -> Iterator[Machine]:
    for path in data.glob(f"{HISTORY}*"):
        path.unlink()
    make(data / HISTORY)
    yield Machine(data)


def of_another_program(path: Path) -> None:
    """A database that is no history."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE event (name TEXT)")
    connection.close()


def of_a_later_version(path: Path) -> None:
    """A history that a later derivquiz wrote."""
    store(path.parent).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@contextmanager
def _disk_full(data: Path, *, begun: bool) -> Iterator[Machine]:
    disk = data.parent / "disk"
    disk.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], check=True)
    try:
        if begun:
            shutil.copytree(data, disk / "data")
        with (disk / "rest").open("wb", buffering=0) as rest:
            size = 4096
            while size:
                try:
                    rest.write(b"x" * size)
                except OSError:
                    size //= 2
        yield Machine(disk / "data")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


CONDITIONS: dict[str, Callable[[Path], AbstractContextManager[Machine]]] = {
    "nothing is wrong": _by(QUIETLY),
    "no UTF-8 locale": _with(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING=None),
    "output in Latin-1": _with(PYTHONIOENCODING="latin-1"),
    "TERM=dumb": _with(TERM="dumb"),
    "no TERM": _with(TERM=None),
    "no colours": _with(NO_COLOR="1"),
    "no HOME": _with(HOME=None),
    "home read-only": _home_read_only,
    "standard input closed": _by("exec {} <&-"),
    "standard output closed": _by("exec {} </dev/null >&-"),
    "standard error closed": _by("exec {} </dev/null 2>&-"),
    "output on a full disk": _by("exec {} </dev/null >/dev/full"),
    "the current folder gone": _by('here=$(mktemp -d); cd "$here"; rmdir "$here"; exec {} </dev/null'),
    "data path a file": _file_instead,
    "data path below a file": partial(_file_instead, below="deeper/still"),
    "data folder read-only": partial(_folder_of_mode, mode=0o500),
    "data folder unreadable": partial(_folder_of_mode, mode=0o000),
    "history a folder": partial(_history_instead, make=Path.mkdir),
    "history of another program": partial(_history_instead, make=of_another_program),
    "history of a later version": partial(_history_instead, make=of_a_later_version),
    "disk full from the start": partial(_disk_full, begun=False),
    "disk full later": partial(_disk_full, begun=True),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conditions", nargs="*", help="only those whose name holds one of these")
    parser.add_argument("--say", action="store_true", help="print what each command says at its end")
    chosen = parser.parse_args()
    wrong = 0
    print(f"{'condition':<28}{'commands':>9}{'through':>9}{'refused':>9}{'wrong':>7}")
    for name, condition in CONDITIONS.items():
        if chosen.conditions and not any(part in name for part in chosen.conditions):
            continue
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            counts: Counter[str] = Counter()
            with condition(furnish(place)) as machine:
                for typed, arguments in commands(place).items():
                    try:
                        done = started(machine, arguments)
                    except subprocess.TimeoutExpired:
                        counts["wrong"] += 1
                        print(f"  HANGS  derivquiz {typed}", flush=True)
                        continue
                    said = (done.stderr or done.stdout).strip().splitlines()[-1:]
                    ended = "wrong" if went_wrong(done) else "refused" if done.returncode else "through"
                    counts[ended] += 1
                    if chosen.say or ended == "wrong":
                        print(f"  {ended}  derivquiz {typed}: {done.returncode} {' '.join(said)[:200]}", flush=True)
            wrong += counts["wrong"]
            row = (counts.total(), *(counts[key] for key in ("through", "refused", "wrong")))
            print(f"{name:<28}{row[0]:>9}{row[1]:>9}{row[2]:>9}{row[3]:>7}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
