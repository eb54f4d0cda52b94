"""The terminal while the screens are loaded: it echoes nothing, loses no key, and is left as it was found, whatever happens."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from derivquiz import terminal
from tests.terminals import SECONDS

termios = pytest.importorskip("termios")
SCREEN = b"\x1b[?1049h"
"""What begins the screens."""


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: that of who types and looks, and that of the program."""
    here, there = os.openpty()
    yield here, there
    os.close(here)
    os.close(there)


def echoes(end: int) -> bool:
    return bool(termios.tcgetattr(end)[3] & termios.ECHO)


def started(there: int, data: Path, *words: str) -> subprocess.Popen[bytes]:
    given = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "DERIVQUIZ_DATA": str(data)}
    command = [sys.executable, "-m", "derivquiz", *words]
    with heard(signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        return subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env=given, start_new_session=True)


@contextmanager
def heard(*signals: signal.Signals) -> Iterator[None]:
    """Hand no signal on as ignored: the tests may run under nohup, or behind a shell that goes on."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def written(here: int, until: bytes) -> bytes:
    """What a program writes, up to these bytes."""
    found = b""
    while until not in found:
        assert select.select([here], [], [], SECONDS)[0], found
        found += os.read(here, 65536)
    return found


def ended(here: int, process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """The exit code of a program, and what it writes until its end."""
    found = b""
    end = time.monotonic() + SECONDS
    while process.poll() is None:
        assert time.monotonic() < end, found
        if select.select([here], [], [], 0.05)[0]:
            found += os.read(here, 65536)
    while select.select([here], [], [], 0)[0]:
        found += os.read(here, 65536)
    return process.wait(SECONDS), found


def held(here: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the program holds the terminal."""
    while echoes(here):
        assert process.poll() is None
        select.select([], [], [], 0.002)


def test_what_is_typed_while_it_loads_is_not_echoed_and_reaches_the_screens(ends: tuple[int, int], tmp_path: Path) -> None:
    here, there = ends
    before = termios.tcgetattr(there)
    process = started(there, tmp_path)
    try:
        held(here, process)
        os.write(here, b"o")  # opens the settings
        assert b"o" not in written(here, SCREEN).partition(SCREEN)[0]
        written(here, b"The colours of the screens.")
        os.write(here, b"\x11")
        assert ended(here, process)[0] == 0
    finally:
        process.kill()
    assert termios.tcgetattr(there) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_while_it_loads_leaves_the_terminal_as_it_was(number: int, ends: tuple[int, int], tmp_path: Path) -> None:
    here, there = ends
    before = termios.tcgetattr(there)
    process = started(there, tmp_path)
    held(here, process)
    process.send_signal(number)
    assert ended(here, process)[0] in {128 + number, 0}
    assert termios.tcgetattr(there) == before


def test_a_start_that_fails_leaves_the_terminal_as_it_was(ends: tuple[int, int], tmp_path: Path) -> None:
    here, there = ends
    before = termios.tcgetattr(there)
    process = started(there, tmp_path, "--deck", "no-such-deck")
    code, said = ended(here, process)
    assert code
    assert b"no-such-deck" in said
    assert termios.tcgetattr(there) == before


def test_a_terminal_is_held_once_handed_over_once_and_ctrl_c_still_ends_the_loading(
    ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, there = ends
    before = termios.tcgetattr(there)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with os.fdopen(os.dup(there)) as typed:
        monkeypatch.setattr(sys, "stdin", typed)
        terminal.hold()
        terminal.hold()
        now: list[Any] = termios.tcgetattr(there)
        assert not echoes(there)
        assert not now[0] & termios.ICRNL
        assert now[3] & termios.ISIG
        terminal.hand_over()
        assert termios.tcgetattr(there) == before
        other = [*before]
        other[3] &= ~termios.ECHO
        termios.tcsetattr(there, termios.TCSANOW, other)
        terminal.hand_over()
        assert not echoes(there)


def test_where_nothing_is_typed_nothing_is_held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "file").open("w+") as file:
        for stream in (None, file):
            monkeypatch.setattr(sys, "stdin", stream)
            terminal.hold()
            assert not terminal._found
