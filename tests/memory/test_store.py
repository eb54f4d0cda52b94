from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path

import pytest

from derivquiz.errors import DataFolderError, StoreError, StoreTooNewError
from derivquiz.folders import HISTORY
from derivquiz.memory import schema
from derivquiz.memory.connections import BUSY_SECONDS
from derivquiz.memory.events import Event, Kind, as_row
from derivquiz.memory.rating import Attempt, Rating, normalised
from derivquiz.memory.scheduler import Scheduler
from derivquiz.memory.store import Store
from tests.memory.worlds import DAY, NOON, Clock, ledger, memories, store

REVIEW = Event(
    card="chain/power",
    rating=int(Rating.GOOD),
    took_ms=9000,
    attempts=1,
    hints=0,
    template_hash="f00",
    parameters='{"a":"3"}',
    displayed='{"function":"(3*x + 1)^2"}',
    answer="6(3x+1)",
    verdict="correct",
    misconceptions="",
    grader="0.1",
)


def test_an_answer_is_there_after_opening_again_with_all_that_was_shown_and_typed(tmp_path: Path) -> None:
    with store(tmp_path) as first:
        (written,) = first.append(REVIEW)
        remembered = memories(first)
    with store(tmp_path, seed=2) as again:
        assert again.events() == (written,)
        assert memories(again) == remembered
        assert again.reviews() == 1
        assert again.notice == ""
    assert replace(written, id=b"", device="", hlc=0, at_ms=0, day=0) == REVIEW
    assert (len(written.id), written.day, written.at_ms) == (16, 20_000, int(NOON * 1000))


def test_the_file_says_what_it_is_and_how_it_is_kept(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        connection = ours._connection
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (BUSY_SECONDS * 1000,)
        assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO day VALUES ('x', 1, 1, 1, 1, 1)")


def test_opening_leaves_nothing_behind_but_the_history_and_the_device(tmp_path: Path) -> None:
    store(tmp_path / "deep" / "er").close()
    assert sorted(path.name for path in (tmp_path / "deep" / "er").iterdir()) == ["device", HISTORY]


def test_logical_time_goes_on_where_the_clock_goes_back(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        ours.append(REVIEW)
        clock.now -= 5 * DAY
        ours.append(REVIEW)
        first, second = ours.events()
        assert second.hlc == first.hlc + 1
        assert second.day == first.day - 5
        memory = memories(ours)["chain/power"]
        assert memory.due_day > memory.last_day == second.day
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before


def test_undo_takes_an_answer_back_and_deletes_nothing(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        before = ours.history()
        (slip,) = ours.append(replace(REVIEW, rating=1))
        assert memories(ours) != {card: it.memory for card, it in before.standings.items()}
        ours.undo(slip)
        assert ours.history() == before
        assert len(ours.events()) == 3


def test_a_regrade_counts_at_once_as_if_the_answer_had_been_rated_so(tmp_path: Path) -> None:
    with store(tmp_path / "wrongly") as ours, store(tmp_path / "rightly") as other:
        (slip, _) = ours.append(replace(REVIEW, rating=1), REVIEW)
        other.append(replace(REVIEW, rating=3), REVIEW)
        assert ours.history() != other.history()
        ours.append(Event(kind=Kind.REGRADE, card=REVIEW.card, rating=3, target=slip.id))
        assert ours.history() == other.history()


def test_two_sessions_with_one_seed_lose_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with store(tmp_path, seed=7) as ours:
            ours.append(REVIEW)
    with store(tmp_path) as ours:
        assert ours.reviews() == 2


def test_old_names_are_adopted_once(tmp_path: Path) -> None:
    aliases = {"chain/power": "chain/outer-power", "chain/never": "chain/other"}
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        assert ours.adopt(aliases) == 1
        assert ours.adopt(aliases) == 0
        assert list(memories(ours)) == ["chain/outer-power"]


def test_times_are_those_of_successes_that_count(tmp_path: Path) -> None:
    facts = Attempt("correct", 0, True, False, 9000, 7, 0, True)
    timed = replace(REVIEW, payload=json.dumps(asdict(facts)))
    with store(tmp_path) as ours:
        ours.append(REVIEW, replace(timed, rating=1), replace(timed, kind=Kind.RELEARN))
        assert ours.times() == ()
        (slip, _) = ours.append(timed, timed)
        assert ours.times() == (normalised(9000, 7),) * 2
        ours.undo(slip)
        assert ours.times() == (normalised(9000, 7),)


def test_another_retention_replays_the_schedule(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        for _ in range(3):
            ours.append(replace(REVIEW, rating=4))
        usual = memories(ours)["chain/power"]
    with store(tmp_path, retention=0.97) as ours:
        careful = memories(ours)["chain/power"]
    assert careful.due_day < usual.due_day
    assert careful.stability == usual.stability


def test_two_instances_see_each_others_answers(tmp_path: Path) -> None:
    with store(tmp_path, seed=1) as one, store(tmp_path, seed=2) as two:
        assert one.device == two.device
        for number in range(20):
            (one, two)[number % 2].append(replace(REVIEW, card=f"chain/{number % 3}"))
        assert one.history() == two.history()
        assert one.reviews() == 20
        before = one.caches()
        two.rebuild()
        assert one.caches() == before


def test_threads_may_share_a_store(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        with ThreadPoolExecutor(8) as pool:
            for reads in pool.map(lambda _: (ours.append(REVIEW), ours.history(), ours.times()), range(80)):
                assert reads[1].standings
        assert ours.reviews() == 80
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before


def test_processes_may_open_and_write_one_store_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.memory.appending", str(tmp_path), "30"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    acknowledged = [line for process in running for line in process.communicate(timeout=60)[0].split()]
    assert [process.returncode for process in running] == [0, 0, 0]
    with store(tmp_path) as ours:
        assert {event.id.hex().encode() for event in ours.events() if event.kind is Kind.REVIEW} == set(acknowledged)
        assert len(acknowledged) == 90
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before


def test_merged_events_come_once_and_in_any_order(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path / "one", clock) as one, store(tmp_path / "two", clock, seed=2) as two:
        assert one.device != two.device
        for number in range(12):
            clock.now += DAY * (number % 3)
            (slip,) = (one, two)[number % 2].append(replace(REVIEW, rating=1 + number % 4))
        two.undo(slip)
        backwards = tuple(reversed(two.events()))
        assert one.merge(backwards) == 7
        assert one.merge(backwards) == 0
        assert two.merge(one.events()) == 6
        assert one.caches() == two.caches()


def test_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        ours._connection.execute("PRAGMA user_version = 99")
    files = sorted(tmp_path.iterdir())
    before = (tmp_path / HISTORY).read_bytes()
    with pytest.raises(StoreTooNewError, match="later derivquiz"):
        store(tmp_path)
    assert (tmp_path / HISTORY).read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def of_version(number: int, path: Path) -> None:
    """A history with one review as the derivquiz of that schema left it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number}")
    for statement in chain.from_iterable(schema.MIGRATIONS[:number]):
        connection.execute(statement)
    if number:
        row = as_row(replace(REVIEW, id=b"1" * 16, device="then", hlc=1, at_ms=1, day=19_000))
        connection.execute(f"INSERT INTO event VALUES ({', '.join('?' * len(row))})", row)
    connection.close()


@pytest.mark.parametrize("number", range(len(schema.MIGRATIONS)))
def test_every_older_version_is_brought_up_with_its_answers(tmp_path: Path, number: int) -> None:
    of_version(number, tmp_path / HISTORY)
    with store(tmp_path) as ours, store(tmp_path / "fresh") as fresh:
        assert ours.reviews() == len(memories(ours)) == min(number, 1)
        tables = "SELECT name, sql FROM sqlite_schema ORDER BY name"
        assert ours._connection.execute(tables).fetchall() == fresh._connection.execute(tables).fetchall()
        ours.append(REVIEW)
    with store(tmp_path) as ours:
        assert ours.notice == ""


def test_an_older_version_is_brought_up_in_one_go_after_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    present = len(schema.MIGRATIONS)
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        before = ours.caches()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE extra (a)", "CREATE TABLE more (b)")))
    with store(tmp_path) as ours:
        assert ours.caches() == before
        assert ours._connection.execute("PRAGMA user_version").fetchone() == (present + 1,)
    copy = tmp_path / f"{HISTORY}.version-{present}"
    assert sqlite3.connect(copy).execute("SELECT count(*) FROM event").fetchone() == (1,)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE third (c)", "not SQL")))
    with pytest.raises(StoreError):
        store(tmp_path)
    assert sqlite3.connect(tmp_path / HISTORY).execute("PRAGMA user_version").fetchone() == (present + 1,)


def test_fitted_weights_are_taken_up_at_once_by_every_instance_and_given_back_by_undo(tmp_path: Path) -> None:
    weights = [weight * 1.1 for weight in Scheduler().weights]
    with store(tmp_path, seed=1) as one, store(tmp_path, seed=2) as two:
        one.append(REVIEW)
        usual = one.caches()
        (fitted,) = one.append(Event(kind=Kind.PARAMETERS, payload=json.dumps({"weights": weights})))
        assert one.scheduler.weights == tuple(weights)
        two.append(replace(REVIEW, card="chain/other"))
        assert two.scheduler.weights == tuple(weights)
        before = one.caches()
        one.rebuild()
        assert one.caches() == before != usual
        two.append(Event(kind=Kind.PARAMETERS, payload="[nothing of the kind]"))
        assert two.scheduler.weights == tuple(weights)
        two.undo(fitted)
        one.history()
        assert one.scheduler.weights == two.scheduler.weights == Scheduler().weights
    with store(tmp_path) as ours:
        assert memories(ours)["chain/power"].stability == usual["memory"][0][1]


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / HISTORY)
    other.execute("CREATE TABLE recipes (name)")
    other.close()
    before = (tmp_path / HISTORY).read_bytes()
    with pytest.raises(StoreError, match="another program"):
        store(tmp_path)
    assert (tmp_path / HISTORY).read_bytes() == before


@pytest.mark.parametrize("place", ["a-file/data", "/proc/nowhere/data"])
def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "a-file").write_text("")
    with pytest.raises(DataFolderError, match="--data"):
        store(tmp_path / place)


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise sqlite3_error("attempt to write a readonly database", sqlite3.SQLITE_READONLY)

    monkeypatch.setattr(schema, "create", refused)
    with pytest.raises(DataFolderError, match="can't be written"):
        store(tmp_path)


def sqlite3_error(message: str, code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


def test_a_failed_write_is_rolled_back_and_said(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        ours.append(REVIEW)
        before = ours.caches()
        with pytest.raises(StoreError):
            ours.append(replace(REVIEW, rating="good"))  # type: ignore[arg-type]  # what the types forbid is what is tried
        assert ours.caches() == before
        ours.append(REVIEW)
        assert ours.reviews() == 2


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    ours = store(tmp_path)
    ours.close()
    ours.close()
    with pytest.raises(StoreError, match="closed"):
        ours.append(REVIEW)


def test_the_ledger_of_the_tests_has_the_tables_of_the_store(tmp_path: Path) -> None:
    tables = "SELECT sql FROM sqlite_schema ORDER BY name"
    with store(tmp_path) as ours:
        assert ledger()._connection.execute(tables).fetchall() == ours._connection.execute(tables).fetchall()


def test_the_clock_and_the_time_zone_are_the_ones_given(tmp_path: Path) -> None:
    ours = Store(
        tmp_path / HISTORY,
        scheduler=Scheduler(),
        clock=lambda: 4 * 3600 - 1,
        timezone=lambda at: 1 if at < 4 * 3600 else 0,
        random=random.SystemRandom(),
    )
    with ours:
        assert ours.today() == 0
        assert ours.append(REVIEW)[0].tz_min == 1
