"""The maths process: whatever happens in it, the screen's process goes on, and no process is left behind."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import cast

import pytest
from pebble import ProcessPool

from derivquiz import worker as module
from derivquiz.decks.library import Library
from derivquiz.errors import DrawError, RequestError, WorkerDiedError, WorkerTimeoutError
from derivquiz.folders import shipped
from derivquiz.wire import Certainty, Request, Solution
from derivquiz.worker import Worker
from tests.faults import LIMIT, PROBLEM

pytestmark = pytest.mark.xdist_group("worker")

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the address space has no limit here, or processes no descriptor")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One for all: that it goes on after everything done to it is what the tests are about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "STARTING", 0.0)
        patch.setattr(module, "WAITING", 2.0)
        worker = Worker(engine="tests.faults:Faulty", seconds=LIMIT, memory=1 << 29)
        worker.start()
        yield worker
        worker.close()


async def pid(worker: Worker) -> int:
    return int((await worker.read(PROBLEM, "pid")).line)


def ended(process: int) -> bool:
    """Whether a process is gone, waiting for it up to ten seconds."""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 10)[0])
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("fault", ["hang", "power"])
async def test_what_takes_too_long_is_stopped_and_the_next_call_works(worker: Worker, fault: str) -> None:
    before = await pid(worker)
    with pytest.raises(WorkerTimeoutError, match=r"stopped.*replaced"):
        await worker.read(PROBLEM, fault)
    assert await pid(worker) != before


@pytest.mark.skipif(sys.platform == "win32", reason="the clock is the only limit here")
async def test_what_only_waits_for_the_processor_is_answered_late(worker: Worker) -> None:
    before = await pid(worker)
    assert (await worker.read(PROBLEM, "starved")).text == "starved"
    assert await pid(worker) == before


@pytest.mark.parametrize("fault", ["exit", "kill", pytest.param("memory", marks=LINUX)])
async def test_a_crash_is_survived_and_the_next_call_works(worker: Worker, fault: str) -> None:
    before = await pid(worker)
    with pytest.raises(WorkerDiedError, match="stopped working"):
        await worker.read(PROBLEM, fault)
    assert (await worker.solve(PROBLEM)) == Solution("2*x", "2x")
    assert (await pid(worker) == before) == (fault == "memory")  # which is refused it, and goes on


@LINUX
async def test_a_process_that_was_killed_while_it_waited_costs_no_answer(worker: Worker) -> None:
    before = await pid(worker)
    os.kill(before, signal.SIGKILL)
    assert ended(before)
    assert await pid(worker) != before
    assert (await worker.read(PROBLEM, "pid")).text == "pid"


async def test_a_call_that_comes_while_the_process_is_being_closed_is_told_so() -> None:
    class Closing:
        active = True

        def schedule(self, *_: object, **__: object) -> None:
            raise RuntimeError("The Pool is not active")

    closing = Worker()
    closing._pool = cast(ProcessPool, Closing())
    with pytest.raises(WorkerDiedError, match="stopped working"):
        await closing.read(PROBLEM, "pid")


@pytest.mark.parametrize("fault", ["bug", "other"])
async def test_what_an_engine_must_not_do_is_told_like_a_crash(worker: Worker, fault: str) -> None:
    with pytest.raises(WorkerDiedError):
        await worker.read(PROBLEM, fault)
    assert await pid(worker)


async def test_our_own_errors_pass_through(worker: Worker) -> None:
    before = await pid(worker)
    with pytest.raises(DrawError, match=r"^chain: 7$"):
        await worker.draw("chain", Library.open([shipped()]).decks[0].templates[0], 7)
    with pytest.raises(RequestError, match=r"^x\^2$"):
        await worker.pose(Request(function="x^2"))
    assert await pid(worker) == before


async def test_who_stops_waiting_does_not_stop_the_process(worker: Worker) -> None:
    before = await pid(worker)
    waiting = asyncio.create_task(worker.read(PROBLEM, "pid"))
    await asyncio.sleep(0)  # it has asked now
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await pid(worker) == before


async def test_calls_at_once_are_all_answered(worker: Worker) -> None:
    readings = await asyncio.gather(*(worker.read(PROBLEM, str(number)) for number in range(20)))
    assert [reading.text for reading in readings] == [str(number) for number in range(20)]


async def test_a_proof_is_taken_where_there_is_one(worker: Worker) -> None:
    verdict = await worker.mark(PROBLEM, "2x")
    assert verdict.certainty is Certainty.PROVED


@pytest.mark.parametrize("fault", ["hang", "exit"])
async def test_a_proof_that_is_lost_costs_the_process_and_never_the_mark(worker: Worker, fault: str) -> None:
    before = await pid(worker)
    verdict = await worker.mark(PROBLEM, fault)
    assert verdict.certainty is Certainty.AGREES
    assert await pid(worker) != before


def test_starting_starts_the_process_before_it_is_asked() -> None:
    before = set(multiprocessing.active_children())
    worker = Worker(engine="tests.faults:Faulty")
    worker.start()
    started = set(multiprocessing.active_children()) - before
    worker.close()
    assert len(started) == 1


@LINUX
async def test_closing_leaves_no_process_and_no_call_opens_it_again() -> None:
    worker = Worker(engine="tests.faults:Faulty")
    process = await pid(worker)
    under_way = asyncio.create_task(worker.read(PROBLEM, "hang"))
    await asyncio.sleep(0)
    await asyncio.to_thread(worker.close)
    assert ended(process)
    for call in (under_way, worker.read(PROBLEM, "pid")):
        with pytest.raises(WorkerDiedError):
            await call
    worker.close()


async def test_an_engine_that_cannot_start_is_said_and_not_tried_for_ever() -> None:
    worker = Worker(engine="tests.faults:Unstartable")
    for _ in range(2):
        with pytest.raises(WorkerDiedError):
            await worker.solve(PROBLEM)
    worker.close()


PARENT = """
import asyncio, os, signal
from derivquiz.worker import Worker
from tests.faults import PROBLEM

async def main():
    worker = Worker(engine="tests.faults:Faulty")
    print((await worker.read(PROBLEM, "pid")).line, flush=True)
    FAULT
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


@LINUX
@pytest.mark.parametrize("doing", ["pass", 'asyncio.ensure_future(worker.read(PROBLEM, "hang")); await asyncio.sleep(0)'])
def test_a_screen_that_is_killed_leaves_no_orphan(doing: str) -> None:
    command = [sys.executable, "-c", PARENT.replace("FAULT", doing)]
    killed = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=30, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert ended(int(killed.stdout))


def test_a_program_that_is_ended_at_once_leaves_no_word_of_its_tracker_behind() -> None:
    program = "import os; from derivquiz.worker import Worker; Worker().start(); os._exit(3)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (3, "")
