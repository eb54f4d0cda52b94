"""A file saved whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from derivquiz.saving import save


def failing() -> Iterator[bytes]:
    yield b"half"
    raise OSError("the disk is full")


def test_a_file_is_made_of_its_parts_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert save(file, [b"one", b"two"]) == 2
    assert file.read_bytes() == b"onetwo"
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_was_there_stays_where_not_all_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"before")
    with pytest.raises(OSError, match="full"):
        save(file, failing())
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name != "posix", reason="it takes links")
def test_a_link_is_replaced_and_never_written_through(tmp_path: Path) -> None:
    mine, file = tmp_path / "mine", tmp_path / "a"
    mine.write_bytes(b"mine")
    for place in (file, tmp_path / f".a.{os.getpid()}.new"):
        place.symlink_to(mine)
    save(file, [b"new"])
    assert (file.read_bytes(), mine.read_bytes(), file.is_symlink()) == (b"new", b"mine", False)
