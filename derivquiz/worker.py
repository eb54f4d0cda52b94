"""The Engine in a process of its own, with limits on its time and its memory.

What a learner or a deck wrote may make a computation hang or grow without bound, and no signal interrupts big-integer code; a
process can be killed. Pebble keeps one process, kills it at the limit and starts another. The engine is started by its name, so
that this module imports no maths and the screen's process stays light.

The limit on time is one of work, the processor's time of the process, where the system can end a process for that (not Windows):
on a busy machine nothing is lost that takes its usual work, only later.
The limit on memory is the address space of the process, where the platform has such a limit (Linux; not Windows, and macOS
ignores it).
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, InvalidStateError
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from derivquiz import serving
from derivquiz.errors import DerivquizError, WorkerDiedError, WorkerError, WorkerTimeoutError
from derivquiz.inquiry import Explanation, Inquiry
from derivquiz.plots import Curve
from derivquiz.wire import Audit, Certainty, Grain, Hint, Lesson, Outcome, Problem, Reading, Request, Solution, Typeset, Verdict

if TYPE_CHECKING:
    from pebble import ProcessPool

    from derivquiz.decks.deck import Template
    from derivquiz.wire import Remark

SECONDS = 1.0
"""How much work one call may take, in seconds of the processor."""
MEMORY = 1 << 30
"""How much address space the process may have, in bytes."""
STARTING = 4.0
"""How much more a call may take while a fresh process still imports its libraries, in seconds."""
WAITING = STARTING if sys.platform == "win32" else 30.0
"""How much longer a call may take by the clock, in seconds: beside other programs, a process waits for the processor."""

ENGINE = "derivquiz.engine:Engine"
AUDITOR = "derivquiz.engine:Auditor"

Result = TypeVar("Result")


class Maths(Protocol):
    """What a session asks of the maths; `Worker` is the one that people get."""

    async def draw(self, deck: str, template: Template, seed: int, level: int | None = None) -> Problem:
        """The problem of a template and a seed."""

    async def read(self, problem: Problem, text: str) -> Reading:
        """What a typed text means."""

    async def mark(self, problem: Problem, text: str) -> Verdict:
        """The mark of an answer."""

    async def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """The answer and its steps."""

    async def hints(self, problem: Problem, right: tuple[str, ...] = ()) -> tuple[Hint, ...]:
        """The ladder of hints, the least telling first; `right` names the parts that need none."""

    async def lesson(self, deck: str, template: Template, asked: Problem | None = None) -> Lesson:
        """The rule in a sentence, and a worked example."""

    async def curve(self, problem: Problem, text: str) -> Curve | None:
        """The function, its derivative and what was typed, to draw."""


def _prepare() -> None:
    """Start what the standard library needs to start processes: a tracker, which inherits standard error by its number.

    What stands for standard error under a running Textual app has no such number. Where a signal ends the program at once, the
    tracker cleans up behind it, and has nothing to tell the terminal.
    """
    if sys.platform != "win32":
        from multiprocessing import resource_tracker

        before = [*sys.warnoptions]
        sys.warnoptions.append("ignore:resource_tracker")
        try:
            with contextlib.redirect_stderr(sys.__stderr__):
                resource_tracker.ensure_running()
        finally:
            sys.warnoptions[:] = before


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Have the processes and threads that are started inside blind to Ctrl+C, which a terminal sends to all of them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Worker:
    """The maths process: started when first asked, replaced when it is killed or dies.

    Every method raises WorkerTimeoutError or WorkerDiedError where the process gave no answer, and passes on the errors of the
    engine. `engine` names the class to run, as module:class.
    """

    def __init__(self, *, engine: str = ENGINE, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._engine = engine
        self._seconds = seconds
        self._memory = memory
        self._pool: ProcessPool | None = None
        self._closed = False
        self._waited_for: set[Future[Any]] = set()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process now, so that it is warm when it is first asked; does nothing once it was closed.

        Raises WorkerDiedError where the system lets none be started.
        """
        with self._lock:
            if self._closed or (self._pool is not None and self._pool.active):
                return
            broken, self._pool = self._pool, None
            if broken is not None:
                _end(broken)
            from pebble import ProcessPool

            _prepare()
            with _uninterrupted():
                pool = ProcessPool(
                    max_workers=1,
                    initializer=serving.begin,
                    initargs=(self._engine, self._memory),
                    context=multiprocessing.get_context("spawn"),
                )
                try:
                    assert pool.active  # noqa: S101  # asking starts it: pebble would wait for the first call
                except BrokenExecutor as error:
                    reason = getattr(error.__cause__, "strerror", None) or str(error.__cause__)
                    raise WorkerDiedError(f"the checker can't be started ({reason}); try it in a folder that is there") from error
            self._pool = pool

    def close(self) -> None:
        """End the process for good; what it was doing is given up."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            _end(pool)
        for future in tuple(self._waited_for):  # pebble leaves them open
            _settle(future, Lost())

    async def draw(self, deck: str, template: Template, seed: int, level: int | None = None) -> Problem:
        """The problem of a template and a seed; raises DrawError where there is none."""
        return await self._call(Problem, "draw", deck, template, seed, level)

    async def read(self, problem: Problem, text: str) -> Reading:
        """What a typed text means in a problem."""
        return await self._call(Reading, "read", problem, text)

    async def mark(self, problem: Problem, text: str) -> Verdict:
        """The mark of an answer: the quick decision first, then, where it is right but unproved, the proof within its own limit.

        A proof that takes too long costs the process, never the mark.
        """
        verdict = await self._call(Verdict, "mark", problem, text, False)
        if verdict.outcome is not Outcome.CORRECT or verdict.certainty is not Certainty.AGREES:
            return verdict
        try:
            return await self._call(Verdict, "mark", problem, text, True)
        except WorkerError:
            return verdict

    async def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """The answer of a problem and the steps that lead to it, as fine as `grain` says."""
        return await self._call(Solution, "solve", problem, grain)

    async def typeset(self, problem: Problem) -> Typeset:
        """A problem and its answer in LaTeX."""
        return await self._call(Typeset, "typeset", problem)

    async def hints(self, problem: Problem, right: tuple[str, ...] = ()) -> tuple[Hint, ...]:
        """The ladder of hints of a problem, the least telling first; `right` names the parts that need none."""
        return await self._call(tuple, "hints", problem, right)

    async def lesson(self, deck: str, template: Template, asked: Problem | None = None) -> Lesson:
        """What is told before a template is asked for the first time; raises DrawError where it has no example."""
        return await self._call(Lesson, "lesson", deck, template, asked)

    async def explain(self, inquiry: Inquiry) -> Explanation:
        """The worked steps of a function outside any deck; raises ReadingError or RequestError."""
        return await self._call(Explanation, "explain", inquiry)

    async def curve(self, problem: Problem, text: str) -> Curve | None:
        """The function, its derivative and what was typed as lines to draw; None where there is no such picture."""
        drawn = await self._call(object, "curve", problem, text)
        return drawn if isinstance(drawn, Curve) else None

    async def pose(self, request: Request) -> Problem:
        """The problem that a line of `derivquiz grade` states; raises RequestError where it can't be posed."""
        return await self._call(Problem, "pose", request)

    async def inspect(self, template: Template) -> tuple[Remark, ...]:
        """What is wrong with a template as it is written; an Auditor's."""
        return await self._call(tuple, "inspect", template)

    async def audit(self, deck: str, template: Template, seeds: Sequence[int]) -> Audit:
        """What the draws of some seeds show, each with the time of a call; an Auditor's."""
        return await self._call(Audit, "audit", deck, template, seeds, seconds=self._seconds * len(seeds))

    async def misconceptions(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        """The wrong answers of a problem by the slugs that lead to them; an Auditor's."""
        return await self._call(tuple, "misconceptions", problem)

    async def warm(self) -> None:
        """Wait until the process has imported all it may need."""
        await self._call(type(None), "warm", seconds=60.0)

    async def _call(self, result: type[Result], method: str, *arguments: Any, seconds: float | None = None) -> Result:
        limit = self._seconds if seconds is None else seconds
        answer = await self._asked(method, arguments, limit)
        if isinstance(answer, Lost) and answer.unasked:  # not this call's doing: the process was gone before it
            answer = await self._asked(method, arguments, limit)
        if isinstance(answer, Lost):
            if answer.timeout:
                raise WorkerTimeoutError(f"the checker was stopped: this took longer than {limit:g} s; it has been replaced")
            raise WorkerDiedError("the checker stopped working on this")
        if isinstance(answer, DerivquizError):
            raise answer
        if not isinstance(answer, result):
            raise WorkerDiedError(f"the checker gave {type(answer).__name__} where {result.__name__} was expected")
        return answer

    async def _asked(self, method: str, arguments: tuple[Any, ...], limit: float) -> Any:
        """What one call gives: an answer, an error of ours, or `Lost`."""
        self.start()
        pool = self._pool
        if pool is None:
            raise WorkerDiedError("the checker was closed")
        work = self._engine, method, arguments, limit, STARTING
        try:
            call = pool.schedule(serving.serve, args=work, timeout=limit + WAITING)
        except RuntimeError:  # another thread has closed it since, or it broke
            return Lost(unasked=True)
        # a cancelled wait must not cancel the call: pebble would kill the process for it
        future = _quiet(call)
        self._waited_for.add(future)
        future.add_done_callback(self._waited_for.discard)
        return await asyncio.shield(asyncio.wrap_future(future))


class Lost:
    """Stands for an answer that did not come."""

    def __init__(self, *, timeout: bool = False, unasked: bool = False) -> None:
        self.timeout = timeout
        self.unasked = unasked


def _quiet(future: Future[Any]) -> Future[Any]:
    """A future that always succeeds: with the answer, the error of ours that was raised, or `Lost`."""
    quiet: Future[Any] = Future()

    def settle(done: Future[Any]) -> None:
        try:
            _settle(quiet, done.result())
        except TimeoutError:
            _settle(quiet, Lost(timeout=True))
        except DerivquizError as error:
            _settle(quiet, error)
        except BrokenExecutor:
            _settle(quiet, Lost(unasked=True))
        except OSError as error:  # pebble's word for a process that ended
            _settle(quiet, Lost(timeout=serving.was_over_limit(getattr(error, "exitcode", 0))))
        except (Exception, CancelledError):  # whatever killed a call, the learner is told the same
            _settle(quiet, Lost())

    future.add_done_callback(settle)
    return quiet


def _settle(future: Future[Any], answer: object) -> None:
    with contextlib.suppress(InvalidStateError):  # it was given up meanwhile
        future.set_result(answer)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
    pool.join()
