"""How long until the first frame and until the first problem's lesson, as ratios to a bare Textual app in the same run.

    python -m tests.benchmarks.startup [--runs N]

Each run is a fresh process on a terminal of its own (a pseudo-terminal of 80x24); they are taken in turn, so that a change of
the machine's speed meets all. Printed: the medians in milliseconds and the median of the ratios, pair by pair, of the time and of
the work, which is the processor's time of the process until then (on Linux; the maths process is not in it). Other load lengthens
the time alone, and unevenly: without it the first ratio counts, else the second says more.
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
from pathlib import Path
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
STARTS = (
    ("bare Textual app, first frame", [sys.executable, "-c", BARE], "READY"),
    ("derivquiz, first frame of Home", [sys.executable, "-m", "derivquiz"], "derivquiz"),
    ("--deck, first lesson", [sys.executable, "-m", "derivquiz", "--deck", "chain", "--seed", "7"], "goes on to the problem"),
)
PATIENCE = 120.0


def work(pid: int) -> float:
    """The seconds that the threads of a process have run so far; 0 where the system doesn't say."""
    return sum(int(file.read_text().split()[0]) for file in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def compiled(cache: Path) -> dict[str, str]:
    """What has Python compile a module once, as installing does, also where the environment forbids it to keep that."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cache)}


def timed(command: list[str], marks: list[str], environment: dict[str, str]) -> list[float]:
    """Seconds from the start of a command to the moment each text first stands on its terminal, in that order."""
    return [seconds for seconds, _ in measured(command, marks, environment)]


def measured(command: list[str], marks: list[str], environment: dict[str, str]) -> list[tuple[float, float]]:
    """What `timed` says, each with the work until then."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(environment)
        os.execvp(command[0], command)  # noqa: S606  # this is the program under test
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    found: list[tuple[float, float]] = []
    try:
        while len(found) < len(marks) and time.perf_counter() - began < PATIENCE:
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 65536)
            while len(found) < len(marks) and marks[len(found)].encode() in seen:
                found.append((time.perf_counter() - began, work(pid)))
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
    rounds: list[list[tuple[float, float]]] = []
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(runs + 1):
            with tempfile.TemporaryDirectory() as folder:
                environment = {"TERM": "xterm-256color", "DERIVQUIZ_DATA": folder, **compiled(Path(cache))}
                rounds.append([measured(command, [mark], environment)[0] for _, command, mark in STARTS])
    del rounds[0]  # it warms the disk, and compiles
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {runs} runs")
    print(f"{'':34}{'median':>10}{'ratio to bare':>16}{'work':>10}{'ratio to bare':>16}")
    for place, (name, _, _) in enumerate(STARTS):
        columns = ""
        for part in range(2):
            middle = median(one[place][part] for one in rounds)
            ratio = median(one[place][part] / one[0][part] if one[0][part] else 0 for one in rounds)
            columns += f"{middle * 1000:>7.0f} ms{ratio:>16.2f}"
        print(f"{name:34}{columns}")


if __name__ == "__main__":
    main()
