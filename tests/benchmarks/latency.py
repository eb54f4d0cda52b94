"""How long a learner waits for an answer to a key, as ratios to a bare Textual app's key echo in the same run.

    python -m tests.benchmarks.latency [--keys N] [--answers N]

The screens run without a terminal on the real game: own data folder, real maths process, one shipped deck. Bare echo: a key
pressed in an Input, until the screen has its new frame composed. "reads as": a key on the answer line, until the box shows what
that text reads as. Verdict: Enter, until the verdict is on the screen. Longest block: the longest time in which the loop could
run nothing else meanwhile, seen by a timer of one millisecond. A round of everything comes first, unmeasured, as warm-up.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from statistics import median

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Footer, Input

from derivquiz.game import Game
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.phase import Phase
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.widgets.answer_line import AnswerLine
from derivquiz.tui.widgets.reading_box import ReadingBox

TYPED = "2x(x^2+1)^3/sqrt(3x-4)"
WRONG = "123x^2+456"
PATIENCE = 30.0
TICK = 0.001


class Bare(App[None]):
    """An Input and a footer."""

    def compose(self) -> ComposeResult:
        """The line that echoes."""
        yield Input(select_on_focus=False)
        yield Footer()


class Blocks:
    """The longest time for which the loop ran something else than this."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        """Come back every millisecond, and keep the longest delay."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(TICK)
            self.longest = max(self.longest, time.perf_counter() - began - TICK)


@asynccontextmanager
async def watched(blocks: Blocks) -> AsyncIterator[None]:
    """Watch the loop meanwhile."""
    task = asyncio.create_task(blocks.watch())
    try:
        yield
    finally:
        task.cancel()


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


async def shown(app: App[None], met: Callable[[], bool]) -> float:
    """Seconds until something is so and the screen was drawn since."""
    began = time.perf_counter()
    await until(met)
    drawn = asyncio.Event()
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()
    return time.perf_counter() - began


async def echoes(keys: int) -> list[float]:
    """Seconds from a key to its echo in a bare app."""
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
            times.append(await shown(app, lambda length=length: len(line.value) == length))  # type: ignore[misc]
    return times


async def readings(app: DerivquizApp, keys: int) -> list[float]:
    """Seconds from a key on the answer line to what the text reads as then."""
    line, box = app.screen.query_one(AnswerLine), app.screen.query_one(ReadingBox)
    read: list[str] = []
    show = box.show

    def note(reading: object) -> None:
        show(reading)  # type: ignore[arg-type]
        read.append(line.value)

    box.show = note  # type: ignore[method-assign]
    times = []
    try:
        for number in range(keys):
            if number % len(TYPED) == 0:
                line.replace_all("")
                await settled(app)
            read.clear()
            text = TYPED[: number % len(TYPED) + 1]
            send(app, text[-1])
            times.append(await shown(app, lambda text=text: text in read))  # type: ignore[misc]
    finally:
        del box.show
    return times


async def settled(app: DerivquizApp) -> None:
    """Wait until nothing is under way."""
    await app.workers.wait_for_complete()
    await asyncio.sleep(0.02)


async def verdicts(app: DerivquizApp, answers: int) -> list[float]:
    """Seconds from Enter to the verdict, each on a problem of its own."""
    times = []
    for _ in range(answers):
        drill = app.screen
        if not isinstance(drill, DrillScreen):
            raise SystemExit("the drill is over")
        await settled(app)
        if drill.has_class("-teaching"):
            send(app, "enter")
            await until(lambda drill=drill: drill._phase is Phase.ASKING)  # type: ignore[misc]
        drill.query_one(AnswerLine).replace_all(WRONG)
        await settled(app)
        send(app, "enter")
        times.append(await shown(app, lambda drill=drill: drill.query_one("#verdict").display))  # type: ignore[misc]
        await settled(app)
        send(app, "f2")
        await until(lambda drill=drill: drill._phase is Phase.DONE)  # type: ignore[misc]
        await settled(app)
        send(app, "enter")
        await until(lambda drill=drill: drill._phase in {Phase.ASKING, Phase.TEACHING})  # type: ignore[misc]
    return times


def p99(times: Sequence[float]) -> float:
    """The time that one in a hundred exceeds; of fewer, the longest."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]


async def run(keys: int, answers: int) -> None:
    """Measure, and print the table."""
    await echoes(2 * len(TYPED))
    idle = Blocks()
    async with watched(idle):
        bare = await echoes(keys)
    with tempfile.TemporaryDirectory() as folder:
        app = DerivquizApp(Game(data=Path(folder), random=Random(7)), "chain", settle=0)
        async with app.run_test(size=(80, 24)):
            drill = app.screen
            if not isinstance(drill, DrillScreen):
                raise SystemExit("the drill did not open")
            await until(lambda: drill._phase in {Phase.ASKING, Phase.TEACHING})
            await verdicts(app, 3)
            if drill.has_class("-teaching"):
                send(app, "enter")
                await until(lambda: drill._phase is Phase.ASKING)
            await readings(app, 2 * len(TYPED))
            typing, marking = Blocks(), Blocks()
            async with watched(typing):
                read = await readings(app, keys)
            async with watched(marking):
                marked = await verdicts(app, answers)
    unit, late = median(bare), p99(bare)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {keys} keys, {answers} answers")
    print(f"{'':26}{'median':>11}{'of bare':>9}{'p99':>11}{'of bare p99':>13}{'longest block':>16}")
    for name, times, blocks in (
        ("bare echo", bare, idle),
        ('key to "reads as"', read, typing),
        ("Enter to verdict", marked, marking),
    ):
        middle, worst = median(times), p99(times)
        print(
            f"{name:26}{middle * 1000:>8.1f} ms{middle / unit:>9.2f}{worst * 1000:>8.1f} ms{worst / late:>13.2f}"
            f"{blocks.longest * 1000:>13.1f} ms"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=440)
    parser.add_argument("--answers", type=int, default=40)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.keys, arguments.answers))


if __name__ == "__main__":
    main()
