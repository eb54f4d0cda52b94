"""The terminal before the screens stand: it echoes no key, and keeps every key for them."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from typing import Any

_found: list[tuple[int, list[Any]]] = []
"""The terminal and how it was found, while it is held."""


def hold() -> None:
    """Let the terminal echo no key, and keep each as the screens read it, until `hand_over` or the end of the program.

    Without this, what is typed while they are loaded would stand somewhere on the screen, and Enter would reach them as ctrl+j.
    Does nothing where there is no terminal to hold, as on Windows.
    """
    try:
        import termios
    except ImportError:
        return
    if _found or sys.stdin is None or not sys.stdin.isatty():
        return
    place = sys.stdin.fileno()
    found = termios.tcgetattr(place)
    _found.append((place, found))
    atexit.register(hand_over)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, _end)
    held = [*found]
    held[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
    held[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)  # but ISIG: Ctrl+C ends the loading
    termios.tcsetattr(place, termios.TCSANOW, held)


def hand_over() -> None:
    """Leave the terminal as it was found, with the keys that were typed, to the screens or to the shell."""
    if _found:
        import termios

        place, found = _found.pop()
        termios.tcsetattr(place, termios.TCSANOW, found)


def _end(number: int, _: object) -> None:
    """Hand the terminal over and end at once: an exception may be swallowed where modules are imported, and keep their lock."""
    hand_over()
    os._exit(128 + number)
