from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivquiz.errors import DataFolderError, StoreDamagedError, StoreError
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


@settings(max_examples=8)
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


def test_a_folder_that_cannot_be_read_is_said(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: Path) -> None:
        raise OSError(5, "Input/output error")

    with machines.store(0) as ours:
        monkeypatch.setattr(Path, "iterdir", unreadable)
        with pytest.raises(DataFolderError, match=r"can't be read \(Input/output error\)"):
            exchange.sync(ours, machines.folder)


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


def test_only_the_first_of_very_many_files_are_read_and_that_is_said(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "cab":
        (machines.folder / f"events-{name}.jsonl").write_text(as_line(replace(EVENT, id=name.encode() * 16)) + "\n")
    monkeypatch.setattr(exchange, "MOST_FILES", 3)
    assert machines.sync(0) == exchange.Exchanged(taken=3)
    monkeypatch.setattr(exchange, "MOST_FILES", 2)
    with machines.store(1) as ours:
        done = exchange.sync(ours, machines.folder)
        assert {event.id[:1] for event in ours.events()} == {b"a", b"b"}
    assert done.taken == 2
    assert done.warnings == [f"{machines.folder} holds 3 files of events; only the first 2 were read."]


def test_how_many_lines_were_skipped_is_said(machines: Machines) -> None:
    file = machines.folder / "events-torn.jsonl"
    file.write_text(f"{as_line(EVENT)}\n\n{{}}\n")
    assert machines.sync(0).warnings == ["1 line of events-torn.jsonl could not be taken over (the first, line 3: it has no id)."]
    file.write_text(f"x\n{as_line(EVENT)}\n{as_line(EVENT)}\n{{}}\n")
    done = machines.sync(1)
    assert done.taken == 1
    assert done.warnings == ["2 lines of events-torn.jsonl could not be taken over (the first, line 1: it is not JSON)."]


@pytest.mark.parametrize(("lines", "taken", "told"), [(["x"] * 3, 1, 1), (["x"] * 4, 0, 2), ([""] * 3, 1, 0), ([""] * 4, 1, 1)])
def test_as_many_lines_as_may_be_skipped_are_followed_to_the_next_event(
    machines: Machines, monkeypatch: pytest.MonkeyPatch, lines: list[str], taken: int, told: int
) -> None:
    monkeypatch.setattr(exchange, "MOST_SKIPPED", 3)
    (machines.folder / "events-torn.jsonl").write_text("\n".join([*lines, as_line(EVENT)]))
    with machines.store(0) as ours:
        done = exchange.sync(ours, machines.folder)
    assert (done.taken, len(done.warnings)) == (taken, told)


def test_what_another_device_gave_already_is_not_given_again(machines: Machines) -> None:
    answer(machines, 0, 2)
    machines.sync(0)
    machines.sync(1)
    answer(machines, 1)
    done = machines.sync(1)
    assert (done.taken, done.given) == (0, 1)
    with machines.store(1) as two:
        own = machines.folder / f"events-{two.device}.jsonl"
    assert len(own.read_bytes().splitlines()) == 1
    answer(machines, 1)
    machines.sync(1)
    assert len(own.read_bytes().splitlines()) == 2


def test_an_own_file_keeps_what_can_be_read_of_it_when_it_is_written_anew(machines: Machines) -> None:
    answer(machines, 0)
    machines.sync(0)
    (own,) = machines.folder.iterdir()
    later = as_line(replace(EVENT, id=b"l" * 16, kind="later"))
    own.write_text(f"{own.read_text()}torn\n{later}\n")
    answer(machines, 0)
    with machines.store(0) as ours:
        exchange.sync(ours, machines.folder)
    kept = b"".join(file.read_bytes() for file in machines.folder.iterdir()).splitlines()
    assert later.encode() in kept
    assert len(machines.shared()) == 2


def test_nothing_is_left_of_a_file_that_could_not_be_written(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(machines, 0)
    target = tmp_path / "all.jsonl"
    with machines.store(0) as ours:
        before = set(tmp_path.iterdir())
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            with pytest.raises((StoreError, DataFolderError)):
                exchange.export(ours, target)
        assert set(tmp_path.iterdir()) == before
        assert exchange.export(ours, target) == 1
    assert set(tmp_path.iterdir()) == {*before, target}
    assert os.name != "posix" or target.stat().st_mode & 0o777 == 0o600
    assert target.read_bytes().endswith(b"\n")


def test_a_file_that_ends_in_an_error_is_no_end_of_the_history(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(as_line(EVENT) + "\n")
    with machines.store(0) as ours:
        monkeypatch.setattr(exchange, "_lines", lambda _: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(StoreError, match=r"all\.jsonl can't be read \(Input/output error\)"):
            exchange.take_in(ours, file)
        monkeypatch.undo()
        assert ours.count() == 0
        assert exchange.take_in(ours, file) == exchange.Exchanged(taken=1)


def test_an_exchange_that_meets_damage_is_done_again_once_the_history_is_made_again(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(as_line(EVENT) + "\n")
    with machines.store(0) as ours:
        met = []
        merge = ours.merge

        def damaged(events: Iterable[Event]) -> int:
            met.append(True)
            if len(met) == 1:
                raise StoreDamagedError("broken")
            return merge(events)

        monkeypatch.setattr(ours, "merge", damaged)
        rechecked = []
        monkeypatch.setattr(ours, "recheck", lambda: rechecked.append(True))
        assert exchange.take_in(ours, file) == exchange.Exchanged(taken=1)
        assert (len(met), len(rechecked)) == (2, 1)


def test_no_clock_a_century_ahead_is_believed_and_any_other_is(machines: Machines) -> None:
    now = int(machines.clocks[0].now * 1000)
    century = 100 * 366 * 86_400_000
    file = machines.folder / "events-ahead.jsonl"
    file.write_text("".join(as_line(replace(EVENT, id=bytes([n]) * 16, hlc=now + century + n)) + "\n" for n in (0, 1)))
    done = machines.sync(0)
    assert done.taken == 1
    assert "far in the future" in done.warnings[0]


def test_torn_lines_of_an_own_file_go_when_it_is_written_anew_and_all_events_stay(machines: Machines) -> None:
    answer(machines, 0)
    machines.sync(0)
    (own,) = machines.folder.iterdir()
    own.write_text(f"torn\n{own.read_text()}torn\n\n")
    assert machines.sync(0).given == 0
    answer(machines, 0)
    assert machines.sync(0).given == 1
    assert list(machines.folder.iterdir()) == [own]
    assert len([event for event in read_lines(own.read_bytes().splitlines()) if isinstance(event, Event)]) == 2
    assert b"torn" not in own.read_bytes()
