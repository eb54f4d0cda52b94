"""Python programs watched from inside: what they open for writing, compile, start and connect to, their child processes' too.

`sitecustomize.py` below stands on PYTHONPATH, so that each interpreter installs the hook before anything else runs. It can't be
removed again, and it sees every use of a socket, a file and the compiler that goes through Python.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

HOOK = """
import os, sys

def install():
    import json
    log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    changing = ("os.mkdir", "os.remove", "os.truncate", "os.chmod", "sqlite3.connect")
    busy = []

    def said(*what):
        os.write(log, (json.dumps([str(part) for part in what]) + "\\n").encode())

    def hook(event, arguments):
        if busy:
            return
        busy.append(event)
        try:
            if event.startswith("socket.") and not (event == "socket.__new__" and arguments[1] == 1):  # AF_UNIX, asyncio's own
                said("network", event)
                raise OSError("no network here")
            if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] & writing:
                said("written", os.path.abspath(os.fsdecode(arguments[0])))
            elif event in ("os.rename", "os.link", "os.symlink"):
                said("written", os.path.abspath(os.fsdecode(arguments[1])))
            elif event in changing and isinstance(arguments[0], (str, bytes)):
                path = os.fsdecode(arguments[0]).removeprefix("file://").partition("?")[0]
                if not (event == "os.mkdir" and os.path.isdir(path)):
                    said("written", os.path.abspath(path))
            elif event == "compile" and isinstance(arguments[0], (str, bytes)):
                said("compiled", os.fsdecode(arguments[0]))
            elif event in ("os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "os.startfile", "pty.spawn"):
                said("started", event)
        finally:
            busy.clear()

    said("process", " ".join(sys.orig_argv[1:])[:200])
    sys.addaudithook(hook)

install()
"""


@dataclass(frozen=True)
class Seen:
    """What one program and its children did."""

    processes: list[str]
    """The command line of each interpreter."""
    network: list[str]
    written: list[Path]
    compiled: list[str]
    started: list[str]


def environment(folder: Path) -> dict[str, str]:
    """The environment of a program that is watched; its log is in the folder."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(HOOK)
    path = os.pathsep.join([str(folder), *filter(None, sys.path)])
    return {**os.environ, "PYTHONPATH": path, "WATCHED": str(folder / "log"), "PYTHONDONTWRITEBYTECODE": "1"}


def seen(folder: Path) -> Seen:
    """What was noted so far."""
    found = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    said = {
        kind: [what for key, what in found if key == kind] for kind in ("process", "network", "written", "compiled", "started")
    }
    return Seen(said["process"], said["network"], [Path(path) for path in said["written"]], said["compiled"], said["started"])
