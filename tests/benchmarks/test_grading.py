"""The benchmark of marking goes on where a process gives no verdict."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast

import pytest

from derivquiz.decks.kinds.question import question
from derivquiz.engine import Engine
from derivquiz.errors import RequestError, WorkerTimeoutError
from derivquiz.requested import pose
from derivquiz.wire import Problem, Request
from derivquiz.worker import Worker
from tests.benchmarks.grading import NONE, SHIPPED, marked, posed, tally

PAIRS: list[dict[str, Any]] = [{"function": f"x^{n}", "answer": f"{n}x"} for n in (2, 3, 4)]


class Direct:
    """The engine as a worker, in this process."""

    async def pose(self, request: Request) -> Problem:
        return pose(request)


class Slow:
    """A worker that is too slow for one function, and refuses another."""

    async def pose(self, request: Request) -> Problem:
        if request.function == "x^3":
            raise WorkerTimeoutError("too slow")
        if request.function == "x^4":
            raise RequestError("refused")
        return pose(request)


def test_a_pair_whose_problem_is_not_posed_in_time_has_no_verdict() -> None:
    problems = [asyncio.run(posed(cast(Worker, Slow()), pair)) for pair in PAIRS]
    assert [problem and problem.function for problem in problems] == ["x^2", None, None]

    async def right(problem: Problem, answer: str) -> str:
        assert question(problem).variables
        return "correct" if answer == "2x" else "wrong"

    said, took = asyncio.run(marked(PAIRS, problems, right))
    assert said == ["correct", NONE, NONE]
    assert len(took) == 1


def test_a_mark_that_is_not_given_in_time_is_no_verdict() -> None:
    problem = pose(Request(function="x^2"))

    async def never(_: Problem, __: str) -> str:
        raise WorkerTimeoutError("too slow")

    said, took = asyncio.run(marked(PAIRS, [problem] * 3, never))
    assert said == [NONE] * 3
    assert len(took) == 3


def test_a_row_is_printed_though_nothing_was_timed(capsys: pytest.CaptureFixture[str]) -> None:
    tally("ours", ["correct", "wrong"], [NONE, NONE], [])
    assert capsys.readouterr().out.split() == ["ours", "0", "1", "0", "0", "0.0", "0.0", "0.0"]


@pytest.mark.parametrize("line", SHIPPED.read_text(encoding="utf-8").splitlines())
def test_a_labelled_pair_comes_out_as_labelled(line: str) -> None:
    pair = json.loads(line)
    problem = asyncio.run(posed(cast(Worker, Direct()), pair))
    assert problem is not None
    assert Engine().mark(problem, pair["answer"]).outcome.value == pair["truth"]
