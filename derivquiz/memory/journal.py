"""The journal: what was answered since the last backups, as lines of JSON beside the history.

Where the history is damaged, the newest sound backup and the journal give back every answer. It is not synced to the disk at
every line, since the history is; it is for a history that is damaged afterwards.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from derivquiz.memory.events import Event
from derivquiz.memory.lines import LONGEST_LINE, as_line, from_line, read_lines

ENDING = ".journal.jsonl"
_CLOSED = re.compile(r"\.journal-(\d{6,12})\.jsonl")
_OPENED = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
"""How it is written: a line ends alike on every system, also where a file would else be opened as a text (Windows)."""


class Journal:
    """The journal of the history at a path; whoever writes holds the history's lock.

    It is one file, closed at each backup; a closed one goes once two backups hold all of it.
    """

    def __init__(self, history: Path) -> None:
        self._path = history.with_name(history.stem + ENDING)
        self._folder = history.parent
        self._stem = history.stem

    @contextmanager
    def holding(self, events: Sequence[Event]) -> Iterator[None]:
        """Write events ahead of the commit that stands inside; taken back where the commit fails. Raises OSError."""
        text = "".join(as_line(event) + "\n" for event in events).encode("ascii")
        file = os.open(self._path, _OPENED, 0o600)
        try:
            size = os.fstat(file).st_size
            if size:
                os.lseek(file, size - 1, os.SEEK_SET)
                if os.read(file, 1) != b"\n":  # the line before was torn by a crash
                    text = b"\n" + text
            try:
                while text:
                    text = text[os.write(file, text) :]
                yield
            except BaseException:
                with contextlib.suppress(OSError):
                    os.ftruncate(file, size)
                raise
        finally:
            os.close(file)

    def events(self) -> Iterator[Event]:
        """Every event in it that can be read, from the oldest file to the newest."""
        for path in self.files():
            with contextlib.suppress(OSError), path.open("rb") as file:
                yield from (found for found in read_lines(file, own=True) if isinstance(found, Event))

    def files(self) -> list[Path]:
        """Its files, the oldest first."""
        return [*self._closed(), *([self._path] if self._path.exists() else [])]

    def close(self) -> None:
        """Close the file: what is answered from now on goes into another one."""
        closed = self._closed()
        last = int(_CLOSED.fullmatch(closed[-1].name.removeprefix(self._stem))[1]) if closed else 0  # type: ignore[index]  # it matched
        with contextlib.suppress(FileNotFoundError):
            self._path.rename(self._folder / f"{self._stem}.journal-{last + 1:06}.jsonl")

    def forget(self, hlc: int) -> None:
        """Remove the closed files whose last event is at or before a logical time: two backups hold them."""
        for path in self._closed():
            last = _last_hlc(path)
            if last is not None and last > hlc:
                return
            path.unlink(missing_ok=True)

    def _closed(self) -> list[Path]:
        found = (path for path in self._folder.iterdir() if path.name.startswith(self._stem))
        return sorted(path for path in found if _CLOSED.fullmatch(path.name.removeprefix(self._stem)))


def _last_hlc(path: Path) -> int | None:
    """The logical time of the last event that can be read near a file's end."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 2 * LONGEST_LINE))
        for line in reversed(file.read().splitlines()):
            with contextlib.suppress(ValueError):
                return from_line(line.decode("utf-8"), own=True).hlc
    return None
