"""How long until the first frame and until the first problem's lesson, as ratios to a bare Textual app in the same run.

    python -m tests.benchmarks.startup [--runs N]

Each run is a fresh process on a terminal of its own (a pseudo-terminal of 80x24); they are taken in turn, so that a change of
the machine's speed meets all. Printed: the medians in milliseconds and the median of the ratios, pair by pair.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from statistics import median

BARE = """
from textual.app import App
from textual.widgets import Footer, Static
class Bare(App):
    def compose(self):
        yield Static("READY")
        yield Footer()
Bare().run()
"""
PATIENCE = 30.0


def timed(command: list[str], marks: list[str], environment: dict[str, str]) -> list[float]:
    """Seconds from the start of a command to the moment each text first stands on its terminal, in that order."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(environment)
        os.execvp(command[0], command)  # noqa: S606  # this is the program under test
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    found: list[float] = []
    try:
        while len(found) < len(marks) and time.perf_counter() - began < PATIENCE:
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 65536)
            while len(found) < len(marks) and marks[len(found)].encode() in seen:
                found.append(time.perf_counter() - began)
    finally:
        os.kill(pid, signal.SIGTERM)
        drain(terminal)
        os.waitpid(pid, 0)
        os.close(terminal)
    if len(found) < len(marks):
        raise SystemExit(f"{marks[len(found)]!r} never appeared: {seen[-2000:]!r}")
    return found


def drain(terminal: int) -> None:
    """Read what the program still writes while it ends, so that it isn't held up."""
    end = time.perf_counter() + 3
    while time.perf_counter() < end:
        try:
            if select.select([terminal], [], [], 0.3)[0] and not os.read(terminal, 65536):
                return
        except OSError:
            return


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    bare, home, problem = [], [], []
    for index in range(runs + 1):
        with tempfile.TemporaryDirectory() as folder:
            environment = {"TERM": "xterm-256color", "DERIVQUIZ_DATA": folder}
            (first,) = timed([sys.executable, "-c", BARE], ["READY"], environment)
            (frame,) = timed([sys.executable, "-m", "derivquiz"], ["derivquiz"], environment)
            (asked,) = timed(
                [sys.executable, "-m", "derivquiz", "--deck", "chain", "--seed", "7"], ["goes on to the problem"], environment
            )
        if index:  # the first round warms the disk
            bare.append(first)
            home.append(frame)
            problem.append(asked)
    print(f"{'':34}{'median':>10}{'ratio to bare':>16}")
    for name, times in (
        ("bare Textual app, first frame", bare),
        ("derivquiz, first frame of Home", home),
        ("--deck, first lesson", problem),
    ):
        ratio = median(mine / base for mine, base in zip(times, bare, strict=True))
        print(f"{name:34}{median(times) * 1000:>7.0f} ms{ratio:>16.2f}")


if __name__ == "__main__":
    main()
