"""How long a learner waits for an answer to a key, as ratios to a bare Textual app's key echo in the same run.

    python -m tests.benchmarks.latency [--keys N] [--answers N]

The screens run without a terminal on the real game: own data folder, real maths process, one shipped deck. Bare echo: a key
pressed in an Input, until the screen has its new frame composed. "reads as": a key on the answer line, until the box shows what
that text reads as. Verdict: Enter, until the verdict is on the screen. Work: the processor's time of the loop's thread in that,
which other programs don't lengthen; the rest is waiting, for the next frame (Textual draws 60 a second at most), for the maths
process or, on a machine with other load, for a turn. Longest block: the longest time in which the loop could run nothing else
meanwhile, seen by a timer of one millisecond, the work in it, and where a look from beside found it. A round of everything comes
first, unmeasured, as warm-up; the row "all, with the start" holds that, too. The last row is another start, of Home, from which
the other screens are opened for the first time.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from random import Random
from statistics import median
from types import FrameType
from typing import NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Footer, Input

from derivquiz import opening
from derivquiz.game import Game
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.phase import Phase
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.reading_box import ReadingBox

TYPED = "2x(x^2+1)^3/sqrt(3x-4)"
WRONG = "123x^2+456"
PATIENCE = 120.0
TICK = 0.001
LOOK = 0.004


class Wait(NamedTuple):
    """How long a learner waited, and how much of it the loop's thread worked, in seconds."""

    seconds: float
    work: float


class Bare(App[None]):
    """An Input and a footer."""

    def compose(self) -> ComposeResult:
        """The line that echoes."""
        yield Input(select_on_focus=False)
        yield Footer()


class Blocks:
    """The longest time for which the loop ran something else than this, how much of it was its own work, and what that was."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.busy = 0.0
        """The processor's time of the loop's thread meanwhile; far below `longest`, others kept the machine busy."""
        self.where = ""
        self._began = 0.0
        self._seen: Counter[str] = Counter()
        self._thread = threading.get_ident()
        self._over = threading.Event()

    async def watch(self) -> None:
        """Come back every millisecond, and keep the longest delay."""
        while True:
            self._seen = Counter()
            self._began, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - self._began - TICK
            if late > self.longest:
                self.longest, self.busy = late, time.thread_time() - worked
                self.where = self._seen.most_common(1)[0][0] if self._seen else ""

    def look(self) -> None:
        """Look from another thread at what the loop runs while it doesn't come back."""
        while not self._over.wait(LOOK):
            if time.perf_counter() - self._began > max(3 * LOOK, self.longest / 2):
                self._seen[place(sys._current_frames().get(self._thread))] += 1

    def end(self) -> None:
        """Look no more."""
        self._over.set()


def place(frame: FrameType | None) -> str:
    """What a thread does: the innermost function of the game on its stack, and the innermost of all."""
    inner, ours = "", ""
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        here = f"{name}.{frame.f_code.co_qualname}"
        inner = inner or here
        if name.startswith("derivquiz") or (not ours and name == "textual.screen"):
            ours = here
            break
        frame = frame.f_back
    return f"{ours}: {inner}" if ours and ours != inner else inner


@asynccontextmanager
async def watched(*every: Blocks) -> AsyncIterator[None]:
    """Watch the loop meanwhile."""
    tasks = [asyncio.create_task(blocks.watch()) for blocks in every]
    for blocks in every:
        threading.Thread(target=blocks.look, daemon=True).start()
    try:
        yield
    finally:
        for task, blocks in zip(tasks, every, strict=True):
            task.cancel()
            blocks.end()


def send(app: App[None], character: str) -> None:
    """Press a key, as the driver of a terminal would."""
    keys = {"^": "circumflex_accent", "(": "left_parenthesis", ")": "right_parenthesis", "+": "plus", "-": "minus", "/": "slash"}
    app.post_message(events.Key(keys.get(character, character), character if len(character) == 1 else None))


async def until(met: Callable[[], bool]) -> None:
    """Let the loop go on until something is so."""
    end = time.perf_counter() + PATIENCE
    while not met():
        if time.perf_counter() > end:
            raise SystemExit("the screen never showed what was waited for")
        await asyncio.sleep(TICK)  # to come back at once would keep the other threads from running


async def drawn(app: App[None]) -> None:
    """Let the screen be drawn."""
    done = asyncio.Event()
    app.screen.call_after_refresh(done.set)
    await done.wait()


async def shown(app: App[None], met: Callable[[], bool]) -> Wait:
    """The wait until something is so and the screen was drawn since."""
    began, worked = time.perf_counter(), time.thread_time()
    await until(met)
    await drawn(app)
    return Wait(time.perf_counter() - began, time.thread_time() - worked)


async def echoes(keys: int) -> list[Wait]:
    """The wait from a key to its echo in a bare app."""
    app = Bare()
    times = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = app.query_one(Input)
        for number in range(keys):
            if number % len(TYPED) == 0:
                line.value = ""
                await pilot.pause()
            length = len(line.value) + 1
            send(app, TYPED[number % len(TYPED)])
            times.append(await shown(app, lambda length=length: len(line.value) == length))  # type: ignore[misc]  # mypy can't infer it
    return times


async def readings(app: DerivquizApp, keys: int) -> list[Wait]:
    """The wait from a key on the answer line to what the text reads as then."""
    line, box = app.screen.query_one(AnswerLine), app.screen.query_one(ReadingBox)
    read: list[str] = []
    show = box.show

    def note(reading: object) -> None:
        show(reading)  # type: ignore[arg-type]  # as it was called
        read.append(line.value)

    box.show = note  # type: ignore[method-assign]  # it is listened to
    times = []
    try:
        for number in range(keys):
            if number % len(TYPED) == 0:
                line.replace_all("")
                await settled(app)
            read.clear()
            text = TYPED[: number % len(TYPED) + 1]
            send(app, text[-1])
            times.append(await shown(app, lambda text=text: text in read))  # type: ignore[misc]  # mypy can't infer it
    finally:
        del box.show
    return times


async def settled(app: DerivquizApp) -> None:
    """Wait until nothing is under way."""
    for _ in range(2):
        await app.workers.wait_for_complete()
        await drawn(app)
    await asyncio.sleep(0.02)


async def find_formula(app: DerivquizApp, drill: DrillScreen) -> None:
    """Go on to the next problem that asks for a formula: others have an input of their own."""
    while True:
        await settled(app)
        if drill.has_class("-teaching"):
            send(app, "enter")
            await until(lambda: drill._phase is Phase.ASKING)
        elif drill._play is not None and drill._play.problem is not None and drill._play.problem.kind == "formula":
            return
        else:
            await give_up(app, drill)


async def give_up(app: DerivquizApp, drill: DrillScreen) -> None:
    """Look at the solution, and go on."""
    send(app, "f2")
    await until(lambda: drill._phase is Phase.DONE)
    await settled(app)
    send(app, "enter")
    await until(lambda: drill._phase in {Phase.ASKING, Phase.TEACHING})


async def verdicts(app: DerivquizApp, drill: DrillScreen, answers: int) -> list[Wait]:
    """The wait from Enter to the verdict, each on a problem of its own."""
    times = []
    for _ in range(answers):
        await find_formula(app, drill)
        drill.query_one(AnswerLine).replace_all(WRONG)
        await settled(app)
        send(app, "enter")
        times.append(await shown(app, lambda: drill.query_one("#verdict").display))
        await settled(app)
        await give_up(app, drill)
    return times


async def tour(data: Path) -> Blocks:
    """The longest block while Home and, one after the other, the screens around it are opened."""
    blocks = Blocks()
    gc.disable()  # as the command does, until all is loaded
    app = DerivquizApp(Game(data=data, random=Random(7)), settle=0, loaded=opening.keep_loaded)
    async with watched(blocks), app.run_test(size=(80, 24)):
        home = app.screen
        await until(lambda: app._opened)
        await settled(app)
        for key in ("t", "d", "o", "question_mark"):
            send(app, key)
            await until(lambda: app.screen is not home)
            await settled(app)
            send(app, "escape")
            await until(lambda: app.screen is home)
            await settled(app)
    return blocks


def p99(times: Sequence[float]) -> float:
    """The time that one in a hundred exceeds; of fewer, the longest."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]


@contextmanager
def pauses() -> Iterator[list[float]]:
    """The work of each collection of garbage meanwhile, in seconds."""
    found: list[float] = []
    began = 0.0

    def collect(phase: str, _: object) -> None:
        nonlocal began
        if phase == "start":
            began = time.thread_time()
        else:
            found.append(time.thread_time() - began)

    gc.callbacks.append(collect)
    try:
        yield found
    finally:
        gc.callbacks.remove(collect)


async def run(keys: int, answers: int) -> None:
    """Measure, and print the table."""
    gc.freeze()
    await echoes(2 * len(TYPED))
    idle, typing, marking, ever = (Blocks() for _ in range(4))
    async with watched(idle):
        bare = await echoes(keys)
    with tempfile.TemporaryDirectory() as folder, pauses() as collected:
        gc.disable()  # as the command does, until all is loaded
        app = DerivquizApp(Game(data=Path(folder), random=Random(7)), "chain", settle=0, loaded=opening.keep_loaded)
        async with watched(ever), app.run_test(size=(80, 24)):
            drill = app.screen
            if not isinstance(drill, DrillScreen):
                raise SystemExit("the drill did not open")
            await until(lambda: drill._phase in {Phase.ASKING, Phase.TEACHING})
            await verdicts(app, drill, 3)
            await find_formula(app, drill)
            await readings(app, 2 * len(TYPED))
            async with watched(typing):
                read = await readings(app, keys)
            async with watched(marking):
                marked = await verdicts(app, drill, answers)
        touring = await tour(Path(folder))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {keys} keys, {answers} answers")
    print(f"{'':22}{'median':>10}{'p99':>10}{'work':>10}{'p99':>10}{'longest block':>16}{'work':>10}  where")
    for name, waits, blocks in (
        ("bare echo", bare, idle),
        ('key to "reads as"', read, typing),
        ("Enter to verdict", marked, marking),
        ("all, with the start", [], ever),
        ("from screen to screen", [], touring),
    ):
        columns = "".join(
            f"{figure(values) * 1000:>7.1f} ms" if waits else " " * 10
            for values in ([wait.seconds for wait in waits], [wait.work for wait in waits])
            for figure in (median, p99)
        )
        print(f"{name:22}{columns}{blocks.longest * 1000:>13.1f} ms{blocks.busy * 1000:>7.1f} ms  {blocks.where}")
    for name, waits in (('key to "reads as"', read), ("Enter to verdict", marked)):
        ratios = [
            figure([wait[part] for wait in waits]) / figure([wait[part] for wait in bare])
            for part in (0, 1)
            for figure in (median, p99)
        ]
        print("{} over bare echo: median {:.2f}, p99 {:.2f}; work {:.2f}, {:.2f}".format(name, *ratios))
    print(f"longest collection of garbage: {max(collected, default=0) * 1000:.1f} ms of {len(collected)}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=440)
    parser.add_argument("--answers", type=int, default=40)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.keys, arguments.answers))


if __name__ == "__main__":
    main()
