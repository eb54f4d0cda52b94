from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivquiz.errors import DataFolderError, StoreError
from derivquiz.folders import HISTORY
from derivquiz.memory import backups, exchange, recovery
from derivquiz.memory.events import ANSWERS, Event, Kind
from derivquiz.memory.lines import as_line, read_lines
from derivquiz.memory.scheduler import Scheduler
from derivquiz.memory.store import Store
from tests.memory.test_lines import EVENT
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, store

CARDS = ("a/one", "a/two", "b/one")
WEIGHTS = [weight * 1.05 for weight in Scheduler().weights]


@pytest.mark.parametrize("line", [b"\n", b"x\n", b"\xff\n"])
def test_a_file_of_endless_lines_that_are_no_events_is_given_up(tmp_path: Path, line: bytes) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "events-a.jsonl").write_bytes(line * (2 * exchange.MOST_SKIPPED + 9) + as_line(EVENT).encode() + b"\n")
    (shared / "events-b.jsonl").write_text(as_line(EVENT) + "\n")
    with store(tmp_path / "data") as ours:
        done = exchange.sync(ours, shared)
    assert done.taken == 1
    assert "the rest of it was left out" in done.warnings[0]


class Machines:
    """Three machines with a folder in common, each with a clock of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "shared"
        self.folder.mkdir()
        self.clocks = [Clock() for _ in range(3)]
        self.seeds = iter(range(10_000))

    def store(self, number: int) -> Store:
        return store(self.root / f"machine-{number}", self.clocks[number], seed=next(self.seeds))

    def sync(self, number: int) -> exchange.Exchanged:
        """Sync a machine; from then on the folder holds all that it knows."""
        with self.store(number) as ours:
            done = exchange.sync(ours, self.folder)
            assert set(ours.ids()) <= self.shared()
        return done

    def shared(self) -> set[bytes]:
        """The ids of all events that the folder holds."""
        files = [file for file in self.folder.iterdir() if file.is_file() and not file.is_symlink()]
        lines = [line for file in files for line in file.read_bytes().splitlines()]
        return {found.id for found in read_lines(lines) if isinstance(found, Event)}

    def do(self, number: int, what: str, source: random.Random) -> None:
        here = self.root / f"machine-{number}"
        card = source.choice(CARDS)
        match what:
            case "later":
                self.clocks[number].now += DAY * source.randint(0, 9)
            case "sync":
                self.sync(number)
            case "copy":  # the whole folder, with the device's id
                other = self.root / f"machine-{source.randrange(3)}"
                if other.exists() and other != here:
                    shutil.rmtree(here, ignore_errors=True)
                    shutil.copytree(other, here)
            case "restore":
                with self.store(number) as ours:
                    found = backups.listed(ours.path)
                if found:
                    recovery.restore(here / HISTORY, source.choice(found).path, "before")
            case _:
                with self.store(number) as ours:
                    events = ours.events()
                    match what:
                        case "answer":
                            kind = source.choice(sorted(ANSWERS))
                            ours.append(replace(REVIEW, card=card, kind=kind, rating=source.randint(1, 4)))
                        case "undo" if events:
                            ours.undo(source.choice(events))
                        case "regrade" if events:
                            ours.append(Event(kind=Kind.REGRADE, card=card, rating=3, target=source.choice(events).id))
                        case "rename":
                            ours.append(Event(kind=Kind.RENAME, card=card, payload=json.dumps({"to": source.choice(CARDS)})))
                        case "suspend":
                            ours.append(Event(kind=Kind.SUSPEND, card=card, payload=source.choice(["", '{"on": false}'])))
                        case "fit":
                            ours.append(Event(kind=Kind.PARAMETERS, payload=json.dumps({"weights": WEIGHTS})))
                        case "backup":
                            ours.back_up()


OPERATIONS = ["answer", "answer", "answer", "undo", "regrade", "rename", "suspend", "fit", "later", "sync", "copy", "backup"]


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*OPERATIONS, "restore"])), max_size=14),
    st.randoms(use_true_random=False),
)
def test_machines_that_sync_in_any_order_end_with_one_history(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[int, str]], source: random.Random
) -> None:
    machines = Machines(tmp_path_factory.mktemp("machines"))
    written: set[bytes] = set()
    for number, what in operations:
        machines.do(number, what, source)
        if what not in {"copy", "restore"}:
            with machines.store(number) as ours:
                written |= set(ours.ids())
        else:
            written = set()  # what only a machine had that was overwritten is gone
            for other in range(3):
                with machines.store(other) as ours:
                    written |= set(ours.ids())
    order = [0, 1, 2]
    source.shuffle(order)
    for number in [*order, *order]:
        machines.sync(number)
    states = []
    for number in range(3):
        assert machines.sync(number).taken == 0
        with machines.store(number) as ours:
            assert written <= set(ours.ids())
            caches = ours.caches()
            states.append((ours.events(), caches))
            ours.rebuild()
            assert ours.caches() == caches
    assert states[0] == states[1] == states[2]


@pytest.fixture
def machines(tmp_path: Path) -> Machines:
    return Machines(tmp_path)


def answer(machines: Machines, number: int, times: int = 1) -> None:
    for _ in range(times):
        machines.do(number, "answer", random.Random(3))


def files(machines: Machines) -> list[str]:
    return sorted(path.name for path in machines.folder.iterdir())


def test_each_device_writes_its_own_file_and_none_twice(machines: Machines) -> None:
    answer(machines, 0, 2)
    answer(machines, 1)
    assert (machines.sync(0).given, machines.sync(1).taken) == (2, 2)
    assert machines.sync(0).taken == 1
    with machines.store(0) as one, machines.store(1) as two:
        assert files(machines) == sorted(f"events-{device}.jsonl" for device in (one.device, two.device))
    before = [path.stat().st_mtime_ns for path in machines.folder.iterdir()]
    assert machines.sync(0).given == machines.sync(1).given == 0
    assert [path.stat().st_mtime_ns for path in machines.folder.iterdir()] == before
    answer(machines, 0)
    assert machines.sync(0).given == 1


def test_what_is_said_of_a_card_on_one_machine_holds_on_the_other(machines: Machines) -> None:
    card = "a/one"
    with machines.store(0) as one:
        (slip, _, _) = one.append(replace(REVIEW, card=card, rating=1), replace(REVIEW, card=card), replace(REVIEW, card="a/two"))
    machines.sync(0)
    machines.sync(1)
    told = (
        Event(kind=Kind.SUSPEND, card=card),
        Event(kind=Kind.SUSPEND, card=card, payload='{"on": false}'),
        Event(kind=Kind.BURY, card=card),
        Event(kind=Kind.REVISE, card=card, payload='{"revision": 2}'),
        Event(kind=Kind.KNOWN, card="b/one", rating=3),
        Event(kind=Kind.REGRADE, card=card, rating=4, target=slip.id),
        Event(kind=Kind.VOID, card=card, target=slip.id),
        Event(kind=Kind.PARAMETERS, payload=json.dumps({"weights": WEIGHTS})),
        Event(kind=Kind.RENAME, card=card, payload=json.dumps({"to": "c/new"})),
    )
    for number, event in enumerate(told):
        with machines.store(number % 2) as ours:
            before = ours.history()
            ours.append(event)
            after = ours.history()
            assert after != before
        machines.sync(number % 2)
        assert machines.sync(1 - number % 2).taken == 1
        with machines.store(1 - number % 2) as theirs:
            assert theirs.history() == after


def test_a_copied_folder_goes_on_under_an_id_of_its_own(machines: Machines) -> None:
    answer(machines, 0)
    machines.sync(0)
    shutil.copytree(machines.root / "machine-0", machines.root / "machine-1")
    answer(machines, 0)
    answer(machines, 1)
    machines.sync(0)
    assert machines.sync(1).taken == 1
    with machines.store(0) as one, machines.store(1) as two:
        assert one.device != two.device
    assert machines.sync(0).taken == 1
    assert len(files(machines)) == 2


def test_a_file_that_a_sync_tool_renamed_is_read_too(machines: Machines) -> None:
    answer(machines, 0, 3)
    machines.sync(0)
    (file,) = machines.folder.iterdir()
    file.rename(file.with_name(f"{file.stem} (conflicted copy).jsonl"))
    assert machines.sync(1).taken == 3


def test_torn_and_hostile_lines_are_skipped_with_a_sentence_and_the_rest_is_taken(machines: Machines) -> None:
    answer(machines, 0, 2)
    machines.sync(0)
    (file,) = machines.folder.iterdir()
    future = replace(EVENT, id=b"f" * 16, hlc=2**52)
    lines = [b"\xff\0", b"[" * 300_000, b"x" * 900_000, as_line(future).encode(), b'{"id": 7}', as_line(EVENT).encode()[:60]]
    hostile = machines.folder / "events-evil.jsonl"
    hostile.write_bytes(b"\n".join(lines))
    (machines.folder / "events-folder.jsonl").mkdir()
    done = machines.sync(1)
    assert done.taken == 2
    lines_said, folder_said = done.warnings
    assert lines_said == "6 lines of events-evil.jsonl could not be taken over (the first, line 1: it is not UTF-8)."
    assert folder_said.endswith("events-folder.jsonl is no file of events, but a folder or a device; it was left out.")
    file.write_bytes(file.read_bytes()[:-30])
    assert machines.sync(1).given == 1, "what a torn file lost is given again"
    assert machines.sync(2).taken == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_what_is_no_file_is_no_file_of_events(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    (machines.folder / "events-null.jsonl").symlink_to("/dev/zero")
    (machines.folder / "events-large.jsonl").write_text("{}")
    monkeypatch.setattr(exchange, "LARGEST_FILE", 1)
    large, null = machines.sync(0).warnings
    assert "larger" in large
    assert "no file of events" in null
    with machines.store(0) as ours, pytest.raises(StoreError, match="larger"):
        exchange.take_in(ours, machines.folder / "events-large.jsonl")


def test_a_folder_that_is_missing_is_not_made(machines: Machines) -> None:
    with machines.store(0) as ours, pytest.raises(DataFolderError, match="make it first"):
        exchange.sync(ours, machines.folder / "not-mounted")


def test_an_export_is_taken_in_once(machines: Machines, tmp_path: Path) -> None:
    answer(machines, 0, 3)
    file = tmp_path / "all.jsonl"
    with machines.store(0) as one, machines.store(1) as two:
        assert exchange.export(one, file) == 3
        with pytest.raises(StoreError, match="exists already"):
            exchange.export(one, file)
        assert exchange.take_in(two, file).taken == 3
        assert exchange.take_in(two, file).taken == 0
        assert one.events() == two.events()
        assert one.caches() == two.caches()
        with pytest.raises(StoreError, match="can't be read"):
            exchange.take_in(two, tmp_path / "none.jsonl")


def test_very_many_events_are_taken_in_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("derivquiz.memory.ledger.CHUNK", 5)
    machines = Machines(tmp_path)
    answer(machines, 0, 12)
    machines.sync(0)
    assert machines.sync(1).taken == 12
    with machines.store(0) as one, machines.store(1) as two:
        assert one.caches() == two.caches()
