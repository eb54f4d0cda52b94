from __future__ import annotations

from pathlib import Path

import pytest

from derivquiz.memory import damage
from derivquiz.memory.store import FILE_NAME
from tests.memory.test_store import REVIEW
from tests.memory.worlds import Clock, store

ASIDE = f"{FILE_NAME}.damaged-2024-10-04"


@pytest.fixture
def history(tmp_path: Path) -> Path:
    with store(tmp_path) as ours:
        for _ in range(30):
            ours.append(REVIEW)
    return tmp_path / FILE_NAME


@pytest.mark.parametrize("size", [1, 50, 99, 100, 511, 1000, 4096, 5000, 4096 * 3])
def test_a_truncated_history_is_kept_aside_and_said(history: Path, size: int) -> None:
    broken = history.read_bytes()[:size]
    history.write_bytes(broken)
    check_restored(history, broken)


@pytest.mark.parametrize("header", [b"\0" * 16, b"not a database at all", b"\0" * 4096, b"SQLite format 3\0\xff\xff\xff\xff"])
def test_a_bad_header_is_kept_aside_and_said(history: Path, header: bytes) -> None:
    broken = header + history.read_bytes()[len(header) :]
    history.write_bytes(broken)
    check_restored(history, broken)


def test_an_empty_file_where_there_was_a_history_is_damage(history: Path) -> None:
    history.write_bytes(b"")
    check_restored(history, b"")


def test_a_missing_file_where_there_was_a_history_is_said(history: Path) -> None:
    history.unlink()
    with store(history.parent) as ours:
        assert "is missing" in ours.notice
        assert ours.reviews() == 30


def test_an_empty_file_in_a_new_folder_is_a_fresh_start(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with store(tmp_path) as ours:
        assert ours.notice == ""
        ours.append(REVIEW)
    with store(tmp_path) as ours:
        assert ours.reviews() == 1


def test_a_journal_without_its_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / f"{FILE_NAME}-wal").write_bytes(b"answers")
    with store(tmp_path) as ours:
        assert ours.notice
    assert (tmp_path / f"{ASIDE}-wal").read_bytes() == b"answers"


def test_damage_twice_on_one_day_keeps_both(history: Path) -> None:
    for content in (b"one", b"two"):
        history.write_bytes(content)
        store(history.parent).close()
    assert (history.parent / ASIDE).read_bytes() == b"one"
    assert (history.parent / f"{ASIDE}-2").read_bytes() == b"two"


def test_what_another_instance_put_there_meanwhile_is_not_moved(history: Path) -> None:
    seen = damage.seen(history)
    history.rename(history.with_name("elsewhere"))
    history.write_bytes(b"new")
    assert damage.set_aside(history, "damaged", seen) == ""
    assert history.read_bytes() == b"new"


def test_a_broken_device_file_is_replaced(history: Path) -> None:
    (history.parent / damage.DEVICE_FILE).write_bytes(b"\xff\xfe")
    with store(history.parent) as ours:
        assert ours.notice == ""
        device = ours.device
        assert len(device) == 32
    with store(history.parent, seed=9) as ours:
        assert ours.device == device


def check_restored(history: Path, broken: bytes) -> None:
    clock = Clock()
    with store(history.parent, clock) as ours:
        assert ours.notice.count(".") >= 1
        assert ASIDE in ours.notice
        assert "30 answers could be restored from its journal" in ours.take_notice()
        assert ours.notice == ""
        assert ours.reviews() == 30
        ours.append(REVIEW)
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before
    assert (history.parent / ASIDE).read_bytes() == broken
    with store(history.parent, clock) as ours:
        assert ours.notice == ""
        assert ours.reviews() == 31
