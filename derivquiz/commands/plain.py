"""derivquiz --plain: the same session line by line, for screen readers, pipes and scripts."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import Any

import click

from derivquiz.commands import typed
from derivquiz.commands.options import INTERRUPTED
from derivquiz.decks.codes import Code
from derivquiz.errors import DrawError, WorkerError
from derivquiz.game import Game
from derivquiz.reports import Marked, Summary
from derivquiz.sitting.session import Session
from derivquiz.wire import Lesson, Outcome, Problem, Solution, Verdict
from derivquiz.words import count

HELP = """Type the answer and press Enter. An empty line shows the answer and the steps; after that, or after a right answer, the
next problem follows. :hint, or ?, gives the next hint, :typo takes the last answer back, :quit ends."""
BRIEFLY = "An empty line gives a problem up and shows the answer; ? gives a hint, :help says the rest."
LONGEST = 10_000
"""Characters of a line that are looked at."""
MOST_FAILURES = 3
"""After so many problems in a row that could not be drawn the session ends."""
SENTENCES = {
    Outcome.CORRECT: "Right.",
    Outcome.WRONG: "Not right.",
    Outcome.DOMAIN: "Not right everywhere.",
    Outcome.UNREADABLE: "That can't be read, so it doesn't count.",
    Outcome.UNDECIDED: "That could not be decided, so it doesn't count.",
}


def run(game: Game, focus: str, number: int | None, *, as_json: bool) -> int:
    """Play a session on standard input and output; the exit code is 1 where a first answer was not right, 130 after Ctrl+C."""
    typed.standard_input()
    return asyncio.run(_play(game, focus, number, _Json() if as_json else _Words()))


async def _play(game: Game, focus: str, number: int | None, out: _Words) -> int:
    stopped = False
    try:
        overview = await game.open()
        session = game.session(focus, limit=number)
        out.begin()
        out.notice(overview.notice)
        try:
            await _all(session, out)
        except (KeyboardInterrupt, asyncio.CancelledError):  # Ctrl+C while a line is awaited, and at any other time
            stopped = True
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0)  # what asyncio has not cancelled yet would be what is awaited next: the summary
        summary = await session.summary()
        if stopped:
            out.notice(f"\nStopped; what you answered is kept: {count(summary.score.answered, 'answer')}.")
        out.summary(summary)
    finally:
        await game.close()
    return INTERRUPTED if stopped else int(summary.score.right != summary.score.answered)


async def _all(session: Session, out: _Words) -> None:
    """One problem after the other, until there is none or the learner leaves."""
    while (problem := await _next(session, out)) is not None:
        out.notice(session.take_notice())
        out.problem(problem, await session.lesson())
        if not await _asked(session, out):
            return


async def _next(session: Session, out: _Words) -> Problem | None:
    """The next problem; one that can't be drawn is told and left out, and raises its error only after several in a row."""
    for _ in range(MOST_FAILURES - 1):
        try:
            return await session.next()
        except (DrawError, WorkerError) as error:
            out.notice(_sentence(str(error)))
    return await session.next()


async def _asked(session: Session, out: _Words) -> bool:
    """One problem, until it is settled; False where the learner leaves."""
    while True:
        with _interruptible():
            text = out.ask()
        if text is None or text == ":quit":
            return False
        if text == ":help":
            out.help()
        elif text in {":hint", "?"}:
            out.hint(await _hint(session))
        elif text == ":typo":
            if await session.undo():
                return True
            out.hint("There is no answer to take back.")
        elif not text:
            try:
                out.solution(await session.reveal())
            except WorkerError as error:  # it counts as given up all the same, and the session goes on
                out.notice(_sentence(str(error)))
            return True
        else:
            marked = await session.submit(text)
            out.marked(marked)
            if marked.finished:
                return True


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C end the wait for a line at once; as asyncio has it, it would be heard after the line."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if (task := asyncio.current_task()) is not None and task.cancelling():  # it came since the last await
            raise KeyboardInterrupt
        yield
    finally:
        signal.signal(signal.SIGINT, before)


async def _hint(session: Session) -> str:
    try:
        hint = await session.hint()
    except WorkerError as error:
        return _sentence(str(error))
    return "There is no further hint." if hint is None else "\n".join(filter(None, (hint.text, hint.picture)))


def _line() -> str | None:
    """The next line of the input without the blanks around it; None at the end, and where it is closed.

    Of a line that is too long only the beginning: the rest is no answer of its own.
    """
    if sys.stdin is None:  # closed by whoever started the program
        return None
    line = rest = sys.stdin.readline(LONGEST)
    while len(rest) == LONGEST and not rest.endswith("\n"):
        rest = sys.stdin.readline(LONGEST)
    if len(line) == LONGEST and not line.strip():  # blanks without end are no empty line, which would give up
        return "…"
    return line.strip() if line else None


class _Words:
    """What is said, in sentences."""

    def begin(self) -> None:
        self._say(BRIEFLY)

    def ask(self) -> str | None:
        """The next line that is typed; None at the end."""
        if sys.stdin is not None and sys.stdin.isatty():
            click.echo("> ", nl=False)
        return _line()

    def help(self) -> None:
        self._say(HELP)

    def notice(self, sentence: str) -> None:
        self._say(sentence)

    def hint(self, text: str) -> None:
        self._say(text)

    def problem(self, problem: Problem, lesson: Lesson | None) -> None:
        if lesson is not None:
            self._say(f"\nNew: {lesson.title}. {lesson.rule}")
        self._say(f"\n{problem.prompt}")
        head, equals, _ = problem.picture.partition(" = ")
        flat = equals and problem.function and head.strip().startswith("f(")
        self._say(f"{head.strip()} = {problem.function}" if flat else problem.picture)
        for letter, choice in zip("abcdefghij", problem.choices, strict=False):
            self._say(f"{letter}) {choice}")

    def marked(self, marked: Marked) -> None:
        verdict = marked.verdict
        self._say(" ".join(_said(verdict)))
        for note in verdict.notes:
            self._say(f"Note: {note}")
        if marked.due:
            self._say(f"Comes back {marked.due}.")

    def solution(self, solution: Solution) -> None:
        self._say(f"The answer: {solution.answer}")
        for step in solution.steps:
            self._say(f"{step.rule}: {step.line}")

    def summary(self, summary: Summary) -> None:
        score = summary.score
        self._say(f"\n{score.right} of {score.answered} right, {score.points} points. {summary.message}")

    @staticmethod
    def _say(text: str) -> None:
        if text:
            click.echo(
                "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
            )


class _Json(_Words):
    """The same as JSON Lines, one object an event."""

    def begin(self) -> None:
        pass

    def ask(self) -> str | None:
        return _line()

    def help(self) -> None:
        self._event("help", text=HELP)

    def notice(self, sentence: str) -> None:
        if sentence:
            self._event("notice", text=sentence.strip())

    def hint(self, text: str) -> None:
        self._event("hint", text=text)

    def problem(self, problem: Problem, lesson: Lesson | None) -> None:
        shown = {
            key: getattr(problem, key) for key in ("deck", "template", "seed", "kind", "prompt", "picture", "function", "choices")
        }
        self._event("problem", code=str(Code.of(problem)), **shown, lesson=lesson.rule if lesson else None)

    def marked(self, marked: Marked) -> None:
        verdict = marked.verdict
        self._event(
            "verdict",
            verdict=verdict.outcome.value,
            counted=marked.counted,
            finished=marked.finished,
            message=verdict.message,
            read_as=verdict.reading.line or None,
            error=verdict.reading.error or None,
            column=verdict.reading.column,
            witness=None if verdict.witness is None else asdict(verdict.witness),
            misconceptions=list(verdict.misconceptions),
            notes=list(verdict.notes),
            rating=marked.rating or None,
            due=marked.due or None,
        )

    def solution(self, solution: Solution) -> None:
        steps = [{"rule": step.rule, "line": step.line} for step in solution.steps]
        self._event("solution", answer=solution.answer, steps=steps)

    def summary(self, summary: Summary) -> None:
        score = summary.score
        self._event(
            "summary",
            answered=score.answered,
            right=score.right,
            points=score.points,
            seconds=summary.seconds,
            message=summary.message,
        )

    @staticmethod
    def _event(name: str, **facts: Any) -> None:
        click.echo(json.dumps({"event": name, **facts}, ensure_ascii=False))


def _sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _said(verdict: Verdict) -> Iterator[str]:
    """The mark in sentences."""
    reading = verdict.reading
    if verdict.outcome is Outcome.UNREADABLE and not reading.error:
        yield "Not marked: it doesn't count."  # it was read, but something about it is missing
    elif not (verdict.outcome is Outcome.CORRECT and verdict.message.startswith("Right")):
        yield SENTENCES[verdict.outcome]
    if reading.error:
        place = f"at character {reading.column + 1}: " if reading.column is not None else ""
        yield _sentence(f"{place}{reading.error}")
        if reading.hint:
            yield _sentence(reading.hint)
    elif verdict.message:
        yield _sentence(verdict.message)
    found, said = verdict.witness, verdict.message.replace("−", "-")
    if found is not None and not (found.yours in said and found.correct in said):
        place = ", ".join(f"{name} = {value}" for name, value in found.at)
        yield f"At {place} yours is {found.yours}, the right value is {found.correct}."
