from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from derivquiz.errors import DataFolderError, StoreError
from derivquiz.folders import HISTORY
from derivquiz.memory.journal import Journal
from derivquiz.memory.lines import as_line
from tests.memory.test_lines import EVENT
from tests.memory.test_store import REVIEW
from tests.memory.worlds import store

NAME = "history.journal.jsonl"


def test_every_answer_stands_in_the_journal_as_in_the_history(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        for _ in range(3):
            ours.append(REVIEW, REVIEW)
        ours.undo(ours.events()[0])
        assert tuple(Journal(ours.path).events()) == ours.events()


def test_a_line_torn_by_a_crash_harms_no_other(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        with (tmp_path / NAME).open("ab") as file:
            file.write(as_line(EVENT).encode()[:40])
        ours.append(REVIEW)
        assert tuple(Journal(ours.path).events()) == ours.events()


def test_what_is_not_committed_does_not_stay_in_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / HISTORY)
    with journal.holding([EVENT]):
        pass
    with pytest.raises(KeyError), journal.holding([EVENT]):
        raise KeyError
    assert list(journal.events()) == [EVENT]


def test_what_was_being_committed_at_a_crash_is_there_afterwards(tmp_path: Path) -> None:
    with store(tmp_path) as ours, store(tmp_path, seed=2) as crashed:
        crashed.append(REVIEW)
        with Journal(ours.path).holding([EVENT]):
            pass
        with store(tmp_path, seed=3) as again:
            assert again.notice == ""
            assert again.reviews() == 2


@pytest.mark.parametrize(
    ("number", "kind", "sentence"),
    [(errno.ENOSPC, StoreError, "disk is full"), (errno.EROFS, DataFolderError, "nothing can be written")],
)
def test_a_disk_that_takes_nothing_is_said_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception], sentence: str
) -> None:
    def full(file: int, text: bytes) -> int:
        if len(text) < 50:
            raise OSError(number, os.strerror(number))
        return real(file, text[: len(text) // 2])

    real = os.write
    with store(tmp_path) as ours:
        kept = ours.append(REVIEW)
        before = ours.caches()
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(kind, match=sentence):
            ours.append(REVIEW)
        monkeypatch.setattr(os, "write", real)
        assert ours.events() == kept == tuple(Journal(ours.path).events())
        assert ours.caches() == before
        ours.append(REVIEW)
        assert ours.reviews() == 2


def test_a_full_disk_under_the_database_is_said_and_loses_nothing(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        kept = list(ours.append(REVIEW))
        (pages,) = ours._connection.execute("PRAGMA page_count").fetchone()
        ours._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(StoreError, match="disk is full"):
            kept.extend(event for _ in range(1000) for event in ours.append(REVIEW))
        ours._connection.execute("PRAGMA max_page_count = 1000000")
        assert ours.events() == tuple(kept) == tuple(Journal(ours.path).events())
        kept += ours.append(REVIEW)
    with store(tmp_path) as ours:
        assert ours.reviews() == len(kept)
