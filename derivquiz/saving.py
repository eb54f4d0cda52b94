"""A file saved whole or not at all: written under another name first, then put in the place of what stands there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

OWN = 0o600
"""The mode of a file that its owner alone may read and write."""


def save(path: Path, parts: Iterable[bytes], mode: int = OWN) -> int:
    """Put a file of these parts at a path and say how many they were; raises OSError.

    What was there is whole until all of the new one is on the disk, and a link that lies in the way of the draft is not followed.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    number = 0
    try:
        draft.unlink(missing_ok=True)
        draft.touch(OWN, exist_ok=False)
        with draft.open("r+b") as file:
            for part in parts:
                file.write(part)
                number += 1
            file.flush()
            os.fsync(file.fileno())
        if mode != OWN:
            draft.chmod(mode)
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return number
