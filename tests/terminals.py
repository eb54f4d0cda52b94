"""A program played in a terminal of its own: keys sent when what they answer stands on the screen."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS = 90
"""So long a whole play may take on a busy machine."""
QUIET = 0.4
"""A screen that has written nothing for so long stands, and hears every key: right after a change it hears none."""


def played(
    command: Sequence[str],
    steps: Sequence[tuple[str, str]],
    *,
    environment: Mapping[str, str],
    cwd: Path,
    columns: int = 80,
    lines: int = 24,
) -> tuple[str, int]:
    """What a program wrote, and its exit code; each step has what it waits for and the keys that follow.

    What is awaited must be written after the keys before. Raises TimeoutError, with what was written last, where it never is.
    """
    import fcntl
    import termios

    here, there = os.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    given = {**environment, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env=given, cwd=cwd, start_new_session=True)
    os.close(there)
    written, seen, left = b"", 0, list(steps)
    end = time.monotonic() + SECONDS
    try:
        while chunk := _read(here, end - time.monotonic()):
            written += chunk
            if left and left[0][0].encode() in written[seen:]:
                while chunk := _read(here, QUIET):
                    written += chunk
                seen = len(written)
                os.write(here, left.pop(0)[1].encode())
        if left:
            raise TimeoutError(f"{left[0][0]!r} never came; the last was {written[-500:]!r}")
        return written.decode("utf-8", "replace"), process.wait(SECONDS)
    finally:
        process.kill()
        process.wait()
        os.close(here)


def _read(terminal: int, seconds: float) -> bytes:
    """What comes next; nothing at the end of the program, and where nothing comes so long."""
    ready, _, _ = select.select([terminal], [], [], max(0, seconds))
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:  # Linux says so where the other side is closed
        return b""
