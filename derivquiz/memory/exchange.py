"""Histories of several machines made one, over files of JSON lines: a folder that any file-sync tool carries, or a single file.

Events are a set, and what they amount to depends on the set alone: in whatever order they come, however often, it ends the same.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from derivquiz.errors import DataFolderError, StoreDamagedError, StoreError
from derivquiz.memory import disk
from derivquiz.memory.events import Event
from derivquiz.memory.file import Answer
from derivquiz.memory.lines import LONGEST_LINE, as_line, read_lines
from derivquiz.memory.store import Store
from derivquiz.saving import save
from derivquiz.words import count

LARGEST_FILE = 4 * 2**30
MOST_FILES = 1000
MOST_SKIPPED = 10_000
"""Lines of a file that are no events, and blank ones, before the rest of it is left out: a sync ends in any case."""
_CENTURY_MS = 100 * 366 * 86_400_000
_OURS = re.compile(r"events-[^/]*\.jsonl")


@dataclass
class Exchanged:
    """What an exchange did."""

    taken: int = 0
    """Events that were new here."""
    given: int = 0
    """Events that were new there."""
    warnings: list[str] = field(default_factory=list)
    """A sentence for each file of which something was skipped."""


def export(store: Store, target: Path) -> int:
    """Write every event to a file, whole or not at all, and say how many; raises StoreError where the file exists already."""
    if target.exists():
        raise StoreError(f"{target} exists already; nothing was written over it")
    return _mending(store, lambda: _write(target, (as_line(event).encode("ascii") + b"\n" for event in store.stream())))


def take_in(store: Store, source: Path) -> Exchanged:
    """Take over the events of a file that `export` or `sync` wrote; raises StoreError where it can't be read."""
    if reason := _unusable(source):
        raise StoreError(reason)

    def take() -> Exchanged:
        done = Exchanged()
        done.taken = store.merge(_events(source, set(store.ids()), set(), _latest(store), done.warnings))
        return done

    return _mending(store, take)


def sync(store: Store, folder: Path) -> Exchanged:
    """Take over what the other devices wrote into a folder, and add to this device's own file what none of theirs holds.

    No two devices write one file, so no file-sync tool ever has two versions to choose from. Where the own file holds what this
    history doesn't know, it was restored from a backup, or another machine has a copy of it and the same id: it takes that over
    and goes on under an id of its own. Raises DataFolderError or StoreError.
    """
    if not folder.is_dir():
        raise DataFolderError(f"there is no folder {folder}; make it first, so that nothing is written beside it by mistake")
    return _mending(store, lambda: _sync(store, folder))


def _sync(store: Store, folder: Path) -> Exchanged:
    done = Exchanged()
    latest = _latest(store)
    known = set(store.ids())
    own = folder / f"events-{store.device}.jsonl"
    elsewhere: set[bytes] = set()
    for path in _files(folder, done.warnings):
        if reason := _unusable(path):
            done.warnings.append(f"{reason}; it was left out.")
            continue
        there: set[bytes] = set()
        before = done.taken
        done.taken += store.merge(_events(path, known, there, latest, done.warnings, own=path == own))
        if path == own and done.taken > before:
            own = folder / f"events-{store.rename_device()}.jsonl"
        elsewhere |= there
        known |= there
    missing = len(known - elsewhere)
    if missing:
        _write(own, _together(own, store, elsewhere))
    done.given = missing
    return done


def _mending(store: Store, work: Callable[[], Answer]) -> Answer:
    """What some work gives; done again from the start where the history turned out to be damaged, once that is made again."""
    try:
        return work()
    except StoreDamagedError:
        store.recheck()
        return work()


def _together(own: Path, store: Store, elsewhere: set[bytes]) -> Iterator[bytes]:
    """The lines of the own file that can be read, and a line for each event that no file holds."""
    if own.exists():
        with own.open("rb") as file:
            skipped = 0
            for found in read_lines(_lines(file), own=True):
                if isinstance(found, Event):
                    yield as_line(found).encode("ascii") + b"\n"
                elif (skipped := skipped + 1) > MOST_SKIPPED:
                    break
    for event in store.stream():
        if event.id not in elsewhere:
            yield as_line(event).encode("ascii") + b"\n"


def _files(folder: Path, warnings: list[str]) -> list[Path]:
    """The files of events in a folder, in the order of their names; copies that a sync tool made of a conflict count, too."""
    try:
        found = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    except OSError as error:
        raise DataFolderError(f"{folder} can't be read ({error.strerror})") from error
    if len(found) > MOST_FILES:
        warnings.append(f"{folder} holds {len(found)} files of events; only the first {MOST_FILES} were read.")
    return found[:MOST_FILES]


def _unusable(path: Path) -> str:
    """Why a file can't hold events, as a sentence without its end; empty where it may."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return f"{path} is no file of events, but a folder or a device"
        if status.st_size > LARGEST_FILE:
            return f"{path} is larger than any file of events"
        path.open("rb").close()
    except OSError as error:
        return f"{path} can't be read ({error.strerror})"
    return ""


def _events(
    path: Path, known: set[bytes], there: set[bytes], latest: int, warnings: list[str], *, own: bool = False
) -> Iterator[Event]:
    """The events of a file that aren't known, each only once; `there` takes the ids of all that it holds.

    Raises StoreError where the file can't be read at all.
    """
    skipped = 0
    first = ""
    try:
        with path.open("rb") as file:
            for found in read_lines(_lines(file), latest, own=own):
                if isinstance(found, Event):
                    if found.id not in known and found.id not in there:
                        yield found
                    there.add(found.id)
                else:
                    skipped += 1
                    first = first or found
                    if skipped > MOST_SKIPPED:
                        warnings.append(f"{path.name} holds thousands of lines that are no events; the rest of it was left out.")
                        break
    except OSError as error:
        raise StoreError(f"{path} can't be read ({error.strerror})") from error
    if skipped:
        warnings.append(f"{count(skipped, 'line')} of {path.name} could not be taken over (the first, {first}).")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only its beginning, which is too long as well."""
    blank = 0
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        if not line.strip() and (blank := blank + 1) > MOST_SKIPPED:
            line = b"-"  # which is no event, and is told of
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def _write(target: Path, lines: Iterator[bytes]) -> int:
    """Write a file, whole or not at all, and say how many lines it has; raises DataFolderError or StoreError."""
    try:
        return save(target, lines)
    except OSError as error:
        raise disk.unwritable(error, target.parent) from error


def _latest(store: Store) -> int:
    """The latest logical time to believe: no clock of a learner's machines is a century ahead."""
    return store.now_ms() + _CENTURY_MS
