"""Kill the program at random moments, again and again: `python -m tests.soak.kills --count 1000`.

Processes play sessions by a script over one store and say through a pipe what they were told is kept; each is killed by SIGKILL
at a random moment, while starting, playing or backing up. Then a session with a real maths process goes on while that process is
killed under it. Nothing that was acknowledged may be lost, and the caches must be those of a replay.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from derivquiz.decks.deck import Deck
from derivquiz.errors import WorkerError
from derivquiz.folders import HISTORY
from derivquiz.memory.scheduler import Scheduler
from derivquiz.memory.store import Store
from derivquiz.sitting.session import Session
from derivquiz.worker import Maths, Worker
from tests.sittings import Direct, shipped_deck

CHECK_EVERY = 50
HOUR = 3600.0
ANSWERS = ("1", "0", "x", "2x", "x^2 + 1", "no idea")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="kills of the program")
    parser.add_argument("--maths", type=int, default=50, help="kills of the maths process")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    source = random.Random(chosen.seed)
    found: Counter[str] = Counter()
    deck = shipped_deck("rules")
    acknowledged: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, chosen.count + 1):
            acknowledged += run(Path(folder), deck, source, found, number)
            if number % CHECK_EVERY == 0 or number == chosen.count:
                check(Path(folder), acknowledged, found)
                print(
                    f"{number} kills, {len(acknowledged)} acknowledged, {found['lost']} lost, {found[BAD[1]]} {BAD[1]}",
                    flush=True,
                )
        rest = without_maths(Path(folder), deck, source, found=found, acknowledged=acknowledged, kills=chosen.maths)
        asyncio.run(rest)
        check(Path(folder), acknowledged, found)
    found["acknowledged"] = len(acknowledged)
    print(f"\n{'what':<44}{'number':>10}")
    for name in ROWS:
        print(f"{name:<44}{found[name]:>10,}")
    return int(any(found[name] for name in BAD))


BAD = ("lost", "checks with caches unlike a replay", "notices of damage", "ends by themselves")
FIRST = ("kills of the program", "of these before the first answer", "kills of the maths", "backups that stand")
ROWS = (*FIRST, "acknowledged", "checks", *BAD)


def run(data: Path, deck: Deck, source: random.Random, found: Counter[str], number: int) -> list[str]:
    """Play in a process of its own, kill it, and return what it had acknowledged."""
    reading, writing = os.pipe()
    seed = source.randrange(10**9)
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            asyncio.run(play(data, deck, seed, number, writing))
        os._exit(1)
    os.close(writing)
    heard = b""
    with os.fdopen(reading, "rb") as pipe:
        if source.random() < 0.7:  # in the midst of playing
            for _ in range(source.randint(1, 8)):
                heard += pipe.readline()
            time.sleep(source.uniform(0, 0.02))
        else:  # while starting, or soon after
            time.sleep(source.uniform(0, 0.3))
        found["ends by themselves"] += os.waitpid(child, os.WNOHANG) != (0, 0)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        heard += pipe.read()
    kept = [line.decode() for line in heard.split(b"\n")[:-1]]
    found["kills of the program"] += 1
    found["of these before the first answer"] += not kept
    return kept


async def play(data: Path, deck: Deck, seed: int, number: int, pipe: int) -> None:
    """Answer, give up and undo until killed; a day of the clock is twenty runs, so that backups are made, too."""
    source = random.Random(seed)
    store = opened(data, lambda: time.time() + number * 1.2 * HOUR)
    threading.Thread(target=store.keep_up, daemon=True).start()
    while True:
        session = sitting(store, deck, Direct(), source)
        for _ in range(20):
            await answer(session, store, source, lambda key: os.write(pipe, key.encode() + b"\n"))


async def answer(session: Session, store: Store, source: random.Random, told: Callable[[str], object]) -> None:
    """Play one problem; `told` hears the id of each event once the session has said that it is kept."""
    if await session.next() is None:
        return
    if source.random() < 0.2:
        await session.reveal()
    elif not (await session.submit(source.choice(ANSWERS))).counted:
        return
    told(last(store))
    if source.random() < 0.1 and await session.undo():
        told(last(store))


async def without_maths(
    data: Path, deck: Deck, source: random.Random, *, found: Counter[str], acknowledged: list[str], kills: int
) -> None:
    """Play one session while its maths process is killed again and again."""
    if not kills:
        return
    worker = Worker()
    await worker.warm()
    with opened(data, lambda: time.time() + 10**4 * HOUR) as store:
        session = sitting(store, deck, worker, source)
        while found["kills of the maths"] < kills:
            with contextlib.suppress(WorkerError):
                await worker.warm()
            killer = threading.Timer(source.uniform(0, 0.3), kill_maths, (found,))
            killer.start()
            for _ in range(3):
                with contextlib.suppress(WorkerError):
                    await answer(session, store, source, acknowledged.append)
            killer.join()
            print(f"{found['kills of the maths']} kills of the maths, {len(acknowledged)} acknowledged", flush=True)
    worker.close()


def kill_maths(found: Counter[str]) -> None:
    """Kill the children of this process that run the maths."""
    for child in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for process in child.read_text().split():
            tree = [process, *Path(f"/proc/{process}/task/{process}/children").read_text().split()]
            for one in tree:
                name = Path(f"/proc/{one}/cmdline").read_bytes()
                if b"resource_tracker" not in name and (b"forkserver" not in name or one != process):
                    os.kill(int(one), signal.SIGKILL)
                    found["kills of the maths"] += 1


def sitting(store: Store, deck: Deck, maths: Maths, source: random.Random) -> Session:
    return Session(decks=[deck], maths=maths, store=store, clock=time.monotonic, random=source, focus=deck.id)


def opened(data: Path, clock: Callable[[], float]) -> Store:
    return Store(data / HISTORY, scheduler=Scheduler(), clock=clock, timezone=lambda _: 0, random=random.SystemRandom())


def last(store: Store) -> str:
    """The id of the latest event."""
    query = "SELECT id FROM event ORDER BY hlc DESC, id DESC LIMIT 1"
    found: bytes = store.ask(lambda connection: connection.execute(query).fetchone()[0])
    return found.hex()


def check(data: Path, acknowledged: list[str], found: Counter[str]) -> None:
    """Compare what was acknowledged with what is there, and the caches with a replay."""
    with opened(data, lambda: time.time() + 10**5 * HOUR) as store:
        there = {key.hex() for key in store.ids()}
        found["lost"] = sum(key not in there for key in acknowledged)
        found["notices of damage"] += bool(store.notice)
        before = store.caches()
        store.rebuild()
        found["checks"] += 1
        found["checks with caches unlike a replay"] += store.caches() != before
        found["backups that stand"] = len(list((data / "backups").glob("history-*.db")))


if __name__ == "__main__":
    sys.exit(main())
