from __future__ import annotations

from pathlib import Path

import pytest

from derivquiz.errors import StoreTooNewError
from derivquiz.folders import HISTORY
from derivquiz.memory import doctor
from derivquiz.memory.journal import Journal
from derivquiz.memory.scheduler import Scheduler
from tests.memory.test_backups import zeroed
from tests.memory.test_lines import EVENT
from tests.memory.test_store import REVIEW
from tests.memory.worlds import store


@pytest.fixture
def history(tmp_path: Path) -> Path:
    with store(tmp_path) as ours:
        for _ in range(60):
            ours.append(REVIEW)
        ours.back_up()
    return tmp_path / HISTORY


def wrong(history: Path) -> str:
    return " ".join(doctor.examine(history, Scheduler()).wrong)


def test_a_sound_history_is_said_to_be_sound_and_left_alone(history: Path) -> None:
    before = history.read_bytes()
    found = doctor.examine(history, Scheduler())
    assert found.wrong == []
    said = " ".join(found.well)
    assert "60 events" in said
    assert "bit for bit" in said
    assert "1 backup, the last of 2024-10-04" in said
    assert history.read_bytes() == before


def test_where_there_is_nothing_nothing_is_wrong(tmp_path: Path) -> None:
    assert doctor.examine(tmp_path / HISTORY, Scheduler()).wrong == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("change", ["UPDATE memory SET stability = 3", "DELETE FROM standing", "UPDATE day SET right = 9"])
def test_a_cache_unlike_a_replay_is_found_and_repaired(history: Path, change: str) -> None:
    with store(history.parent) as ours:
        ours._connection.execute(change)
    assert "differs from a replay" in wrong(history)
    with store(history.parent) as ours:
        ours.recheck()
        ours.rebuild()
    assert wrong(history) == ""


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_damage_is_found_and_repaired(history: Path, share: float) -> None:
    zeroed(history, share)
    assert "is damaged" in wrong(history)
    with store(history.parent) as ours:
        ours.recheck()
        assert ours.reviews() == 60
    assert wrong(history) == ""


def test_a_missing_and_an_empty_file_are_found(history: Path) -> None:
    history.write_bytes(b"")
    assert "is empty" in wrong(history)
    history.unlink()
    assert "is missing" in wrong(history)


def test_what_only_the_journal_holds_is_found_and_taken_up(history: Path) -> None:
    with Journal(history).holding([EVENT]):
        pass
    assert "1 event of the journal" in wrong(history)
    with store(history.parent) as ours:
        ours.recheck()
        assert ours.reviews() == 61
    assert wrong(history) == ""


def test_other_settings_are_no_damage(history: Path) -> None:
    found = doctor.examine(history, Scheduler(0.95))
    assert found.wrong == []
    assert "other settings" in " ".join(found.well)


def test_a_backup_that_cannot_be_used_is_named(history: Path) -> None:
    with store(history.parent) as ours:
        made = ours.back_up()
    zeroed(made.path)
    assert made.path.name in " ".join(doctor.examine(history, Scheduler()).well)


def test_a_later_version_is_not_examined(history: Path) -> None:
    with store(history.parent) as ours:
        ours._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNewError):
        doctor.examine(history, Scheduler())
