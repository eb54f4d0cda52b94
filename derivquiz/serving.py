"""What runs in the maths process: its limits, the engine it was told of, and one call after the other."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from multiprocessing.connection import wait
from typing import Any

CALM = 0.3
UNASKED = 2.0
LATEST = 2.0
"""After how many seconds a process imports what its first answers don't need: of calm since an answer, of not being asked at all,
and at the latest after the first answer.
"""
_answered = threading.Event()
_ready = threading.Event()
"""Set once all is imported: from then on a call takes its own work alone."""


def begin(engine: str, memory: int) -> None:
    """Set the limits of a fresh process, and start its imports behind it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each of its threads would take address space
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # the terminal belongs to the screen
        os.dup2(silent, stream)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    _in_background(_end_with_parent)
    _in_background(partial(_warm_when_calm, getattr(_instance(engine), "warm", lambda: None)))


def _in_background(function: Callable[[], None]) -> None:
    threading.Thread(target=function, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the screen's process is gone, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@lru_cache(maxsize=1)
def _instance(engine: str) -> Any:
    module, _, name = engine.partition(":")
    return getattr(importlib.import_module(module), name)()


def serve(engine: str, method: str, arguments: tuple[Any, ...], seconds: float, starting: float) -> Any:
    """One call, in the process, which ends with it where the call takes more work than `seconds`, and `starting` at first."""
    try:
        with _limited(seconds if _ready.is_set() else seconds + starting):
            return getattr(_instance(engine), method)(*arguments)
    finally:
        _answered.set()


if sys.platform == "win32":

    def was_over_limit(_code: int) -> bool:
        """Whether a process with this exit code took too much work: here there is no such limit."""
        return False

    def _limited(_seconds: float) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

else:

    def was_over_limit(code: int) -> bool:
        """Whether a process with this exit code took too much work."""
        return code == -signal.SIGPROF

    @contextlib.contextmanager
    def _limited(seconds: float) -> Iterator[None]:
        """Have the system end the process when it has worked for so long: no code of a library can hold that up."""
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def _warm_when_calm(warm: Callable[[], None]) -> None:
    """Import what is needed later once nothing was asked for a moment: the first problem isn't to wait for that."""
    _answered.wait(UNASKED)
    latest = time.monotonic() + LATEST
    while _answered.wait(CALM) and time.monotonic() < latest:
        _answered.clear()
    try:
        warm()
    finally:
        _ready.set()
