from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from derivquiz.cli import main
from derivquiz.folders import HISTORY
from derivquiz.memory import backups
from tests.memory.test_backups import zeroed
from tests.memory.test_store import REVIEW
from tests.memory.worlds import store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with store(folder) as ours:
        for _ in range(40):
            ours.append(REVIEW)
    return folder


def said(data: Path, *arguments: str, code: int = 0, typed: str = "") -> str:
    result = CliRunner().invoke(main, [*arguments, "--data", str(data)], input=typed)
    assert result.exit_code == code, result.output
    return result.output


def test_a_backup_is_made_listed_and_restored_after_asking(data: Path) -> None:
    assert "no backups" in said(data, "restore")
    assert "40 answers backed up" in said(data, "backup")
    (made,) = backups.listed(data / HISTORY)
    assert f"{made.path.name}  40 answers" in said(data, "restore", "--list")
    with store(data) as ours:
        ours.append(REVIEW)
    said(data, "restore", made.path.name, code=1, typed="n\n")
    with store(data) as ours:
        assert ours.reviews() == 41
    assert "40 answers restored; what was there is kept as history.db.before-restore-" in said(
        data, "restore", made.path.name, typed="y\n"
    )
    with store(data) as ours:
        assert ours.reviews() == 40
    assert "no file nowhere" in said(data, "restore", "nowhere", code=1)


def test_what_a_restore_put_aside_does_not_come_back_with_a_repair(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "forty.db"
    said(data, "backup", str(target))
    for _ in range(2):
        with store(data) as ours:
            ours.append(REVIEW)
        said(data, "backup")
    said(data, "restore", str(target), "--yes")
    zeroed(data / HISTORY)
    assert "40 answers could be restored" in said(data, "doctor", "--repair")
    with store(data) as ours:
        assert ours.reviews() == 40


def test_a_backup_is_made_before_a_file_is_taken_in(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "theirs.jsonl"
    said(tmp_path / "other", "export", str(file))
    said(data, "import", str(file))
    (made,) = backups.listed(data / HISTORY)
    assert backups.check(made.path)[1] == 40
    said(tmp_path / "third", "import", str(file))
    assert not backups.listed(tmp_path / "third" / HISTORY)


def test_a_backup_goes_where_it_is_told_and_over_nothing(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    assert "40 answers backed up" in said(data, "backup", str(target))
    assert "exists already" in said(data, "backup", str(target), code=1)
    assert "40 answers restored" in said(tmp_path / "other", "restore", str(target), "--yes")


def test_the_doctor_says_what_is_wrong_and_repairs_it(data: Path) -> None:
    assert "bit for bit" in said(data, "doctor")
    zeroed(data / HISTORY)
    assert "--repair" in said(data, "doctor", code=1)
    assert "40 answers could be restored from its journal" in said(data, "doctor", "--repair")
    assert "bit for bit" in said(data, "doctor")


def test_two_machines_sync_over_a_folder_and_over_a_file(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    assert "there is no folder" in said(data, "sync", str(folder), code=1)
    folder.mkdir()
    assert "0 events taken over, 40 events given; 40 events in all" in said(data, "sync", str(folder))
    assert "40 events taken over, 0 events given" in said(tmp_path / "other", "sync", str(folder))
    file = tmp_path / "all.jsonl"
    assert "40 events written" in said(data, "export", str(file))
    with file.open("a") as more:
        more.write("{torn\n")
    output = said(tmp_path / "third", "import", str(file))
    assert "40 events taken over" in output
    assert "line 41: it is not JSON" in output


def test_a_fit_of_few_reviews_says_why_not_and_can_be_forgotten(data: Path) -> None:
    assert "There are 40 reviews" in said(data, "fit")
    assert "own weights" in said(data, "fit", "--forget")


def test_what_is_due_is_said_with_exit_code_0_whatever_is_there(data: Path, tmp_path: Path) -> None:
    assert said(data, "due") == "0 due\n", "its only card is in no deck"
    assert said(tmp_path / "none", "due", "--json") == '{"due": 0}\n'
    (data / HISTORY).write_bytes(b"nothing of the kind" * 50)
    assert said(data, "due") == ""
