"""Before Textual is imported: no animation, and colours whatever the terminal says."""

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pebble import ProcessPool

from derivquiz.decks import toml
from derivquiz.decks.deck import Deck
from derivquiz.folders import shipped
from derivquiz.worker import Worker

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("NO_COLOR", None)
os.environ.pop("DERIVQUIZ_DATA", None)

pytest.register_assert_rewrite("tests.tui.frames")

# a machine with other work on it is no fault of the code's; what wants more examples says so, and the soaks try thousands
settings.register_profile("ours", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")


def pytest_collection_finish() -> None:
    """Search for garbage more seldom, and never among what was imported and collected: that is a seventh of a screen's test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def the_shipped_decks_are_read_once() -> Iterator[None]:
    """Hundreds of tests open a game of its own, and none changes the decks that it comes with."""
    load, content = toml.load, shipped()
    once = cache(load)

    def known(path: Path) -> Deck:
        return once(path) if path.parent == content else load(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(toml, "load", known)
        yield


@pytest.fixture(scope="session")
def pools() -> Iterator[dict[str, ProcessPool]]:
    """The maths processes that are lent, by the names of their engines."""
    lent: dict[str, ProcessPool] = {}
    yield lent
    for pool in lent.values():
        pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
        pool.join()


@pytest.fixture
def lent_checkers(pools: dict[str, ProcessPool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that are run in this process take a maths process that is warm, and leave it for the next: each costs a second."""
    begin, end = Worker.start, Worker.close

    def start(worker: Worker) -> None:
        with worker._lock:
            if worker._pool is None and not worker._closed:
                worker._pool = pools.get(worker._engine)
        begin(worker)
        if worker._pool is not None:
            pools[worker._engine] = worker._pool

    def close(worker: Worker) -> None:
        worker._pool = None
        end(worker)

    monkeypatch.setattr(Worker, "start", start)
    monkeypatch.setattr(Worker, "close", close)
