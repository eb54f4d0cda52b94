"""The files of a learner's folder: put there whole, moved aside and never deleted; and whether some of them were lost."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from derivquiz.errors import DataFolderError, StoreError
from derivquiz.memory import connections
from derivquiz.memory.events import ID_BYTES, RandomSource, new_id

DEVICE_FILE = "device"
"""Holds this folder's own id. It is written once there is a history, so it also says later that there was one."""
_NOTHING = 1
"""SQLite takes a file of one byte for an empty one, too."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SIDECARS = ("-wal", "-shm")


def unwritable(error: OSError, folder: Path) -> StoreError | DataFolderError:
    """An error of the file system as one sentence for a person."""
    if error.errno in _FULL:
        return StoreError(f"the disk is full: nothing more can be written in {folder}")
    reason = error.strerror or str(error)
    return DataFolderError(
        f"nothing can be written in {folder} ({reason}); check its permissions or choose another --data folder"
    )


def make_folder(folder: Path) -> None:
    """Make the folder, for its owner alone, with its parents where it is missing; raises DataFolderError with the reason."""
    require_no_file(folder)
    try:
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFolderError(f"the folder {folder} can't be made ({reason}); choose another with --data") from error


def require_no_file(folder: Path) -> None:
    """Raise DataFolderError where a file, or anything else that holds no files, has the place of a folder or of one above it."""
    for part in (folder, *folder.parents):
        if part.exists() and not part.is_dir():
            raise DataFolderError(f"{part} is a file, not a folder; choose a folder with --data")


@dataclass(frozen=True, slots=True)
class Seen:
    """Which file stood at a path, so that it is not mistaken later for one that another instance put there."""

    file: int | None
    """Its number in the file system; None: there was none."""
    empty: bool


def seen(path: Path) -> Seen:
    """What stands at a path now."""
    try:
        found = path.stat()
    except OSError:
        return Seen(None, empty=False)
    return Seen(found.st_ino, empty=stat.S_ISREG(found.st_mode) and found.st_size <= _NOTHING)


def lost(path: Path) -> str:
    """Why the file can't be the learner's history although there was one, as the end of a sentence; empty where all is well."""
    # first what there was: another instance may just create both
    was = any(_size(path.with_name(name)) for name in (DEVICE_FILE, path.name + "-wal", path.stem + ".journal.jsonl"))
    was = was or any(path.parent.glob("backups/history-*.db"))
    size = _size(path)
    if not was or (size is not None and size > _NOTHING):
        return ""
    return "is missing" if size is None else "is empty"


def left_open(path: Path) -> bool:
    """Whether somebody has the history open, or had it open and never came to close it."""
    return bool(_size(path.with_name(path.name + "-wal")))


def set_aside(path: Path, label: str, expected: Seen) -> str:
    """Rename a history with its sidecars to a name that is free, and return that name; empty where there was nothing.

    Does nothing where another instance has done so already: the file there is a new one.
    """
    if seen(path).file != expected.file:
        return ""
    number = 1
    aside = path.with_name(f"{path.name}.{label}")
    while any(aside.with_name(aside.name + end).exists() for end in ("", *_SIDECARS)):
        number += 1
        aside = path.with_name(f"{path.name}.{label}-{number}")
    moved = []
    try:
        for end in ("", *_SIDECARS):
            with contextlib.suppress(FileNotFoundError):
                moved.append(path.with_name(path.name + end).rename(aside.with_name(aside.name + end)))
    except OSError as error:
        raise DataFolderError(f"{path} can't be renamed ({error.strerror}); nothing was deleted") from error
    return moved[0].name if moved else ""


def create(path: Path, random: RandomSource, make: Callable[[Path], object]) -> bool:
    """Put a history at a path, whole or not at all: `make` makes it under another name first.

    False where another instance was faster and its history stands. Raises StoreError or DataFolderError.
    """
    draft = path.with_name(f"{path.name}.new-{new_id(random).hex()[:8]}")
    try:
        draft.touch(0o600)
        make(draft)
        return place(draft, path)
    except sqlite3.Error as error:
        raise connections.explained(error, path) from error
    except OSError as error:
        raise unwritable(error, path.parent) from error
    finally:
        for end in ("", *_SIDECARS):
            with contextlib.suppress(OSError):
                draft.with_name(draft.name + end).unlink(missing_ok=True)


def device(folder: Path, random: RandomSource, former: str = "") -> str:
    """The id of this folder, drawn the first time, and again where it is the former one, which is another machine's, too."""
    path = folder / DEVICE_FILE
    for _ in range(2):
        with contextlib.suppress(FileNotFoundError):
            found = path.read_bytes().strip() if path.is_file() else b""
            if len(found) == 2 * ID_BYTES and found.isalnum() and found != former.encode():
                return found.decode("ascii")
            path.unlink()
        drawn = new_id(random).hex()
        draft = path.with_name(f"{DEVICE_FILE}.new-{drawn[:8]}")
        try:
            draft.touch(0o600)
            draft.write_text(drawn + "\n", "ascii")
            place(draft, path)
        except OSError as error:
            raise unwritable(error, folder) from error
        finally:
            draft.unlink(missing_ok=True)
    return drawn


def place(draft: Path, path: Path) -> bool:
    """Give a finished file its name unless another instance did so first; the name never stands for half a file.

    False where another did so. Raises OSError.
    """
    with draft.open("r+b") as file:  # Windows syncs no file that is open for reading alone
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        draft.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
