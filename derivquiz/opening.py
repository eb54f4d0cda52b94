"""From the shell into the screens: it imports next to nothing, since whoever opens the game waits for it."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from derivquiz import terminal

if TYPE_CHECKING:
    from textual.app import App

    from derivquiz.game import Game


def hindrance() -> str:
    """Why no screens can be drawn here, in a sentence; empty where they can."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return "the game needs a terminal; `derivquiz --plain`, `derivquiz sheet` and `derivquiz grade` work without one"
    if os.environ.get("TERM") == "dumb":
        return "this terminal (TERM=dumb) can't draw screens; use another one, or `derivquiz --plain`"
    if "utf" not in sys.stdout.encoding.lower():
        return f"the game writes UTF-8, and this terminal is set to {sys.stdout.encoding}: try LC_ALL=C.UTF-8"
    return ""


def home() -> None:
    """Open Home on the learner's data; what `derivquiz` alone does. Never returns."""
    terminal.hold()
    from derivquiz.folders import data_folder
    from derivquiz.game import Game

    show(Game(data=data_folder()))


def show(game: Game, deck: str | None = None, number: int | None = None) -> None:
    """Run the screens on a game, or the drill of one deck; never returns."""
    gc.disable()  # until all is loaded: it stays, and a collection would look through it again and again
    from derivquiz.tui.app import DerivquizApp

    run(DerivquizApp(game, deck, number, welcome=True, loaded=keep_loaded))


def keep_loaded() -> None:
    """Let no collection of garbage look through what was loaded so far, which would hold the screen up."""
    gc.freeze()
    gc.enable()


def run(app: App[None]) -> None:
    """Run an app and end with it; never returns."""
    end_gently(app.exit)
    gc.freeze()  # as `keep_loaded` does, for what was imported by now
    app.run()
    sys.exit(app.return_code or 0)


def end_gently(leave: Callable[[], None]) -> None:
    """Leave the screens on a signal and when the terminal goes away, so that it is left as it was found."""
    import asyncio

    def leave_soon(number: int, _: object) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # they don't stand yet, or no more
            sys.exit(128 + number)
        loop.call_soon_threadsafe(leave)

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave_soon)
