"""A watch on the interpreter: whatever opens a file, starts a process, goes to the network or runs code while it is armed."""

from __future__ import annotations

import sys
from typing import Any

FORBIDDEN = (
    *("open", "compile", "exec", "import", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn"),
    *("os.spawn", "os.startfile", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink"),
    *("os.truncate", "os.chmod", "os.chdir", "os.listdir", "os.scandir", "os.putenv", "os.unsetenv", "os.kill"),
    *("shutil.rmtree", "shutil.copyfile", "shutil.move", "tempfile.mkstemp", "tempfile.mkdtemp", "subprocess.Popen"),
    *("pty.spawn", "ctypes.dlopen", "ctypes.dlsym", "pickle.find_class", "marshal.loads", "builtins.input"),
    *("builtins.breakpoint", "webbrowser.open", "urllib.Request"),
)
CYTHON = b"_getframe()"
"""What Cython compiles, of its own, for the trace of an exception that passes through it."""
PREFIXES = ("socket.", "http.", "ftplib.", "smtplib.", "sqlite3.", "winreg.")


class Watch:
    """What an audit hook saw. A hook can't be taken away, so that it is armed around the calls that are watched."""

    def __init__(self) -> None:
        self.armed = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.armed or (event == "compile" and arguments[0] == CYTHON):
            return
        if event in FORBIDDEN or event.startswith(PREFIXES):
            self.armed = False  # telling what it was must not be watched
            self.seen.append(f"{event}: {repr(arguments)[:300]}")
            self.armed = True

    def take(self) -> list[str]:
        """What was seen since the last time."""
        seen, self.seen = self.seen, []
        return seen
