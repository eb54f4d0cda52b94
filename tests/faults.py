"""An engine that goes wrong in every way a computation can; Worker(engine="tests.faults:Faulty") runs it."""

from __future__ import annotations

import os
import signal
import threading

from derivquiz.decks.deck import Template
from derivquiz.errors import DrawError, RequestError
from derivquiz.wire import Certainty, Grain, Outcome, Problem, Reading, Request, Solution, Verdict

PROBLEM = Problem(
    deck="chain",
    template="power",
    seed=1,
    kind="formula",
    title="A power",
    rule="chain-power",
    prompt="Differentiate f.",
    picture="x²",
    function="x^2",
    variables=("x",),
    wrt=("x",),
)
LIMIT = 0.2
"""The seconds of work that the tests give a call."""
LARGE = 100_000_000
"""A power of this exponent takes a minute, in C code that no signal interrupts."""


class Faulty:
    def read(self, problem: Problem, text: str) -> Reading:
        match text:
            case "hang":
                threading.Event().wait()
            case "starved":  # of the processor: it gets an answer, after longer by the clock than its work may take
                threading.Event().wait(2 * LIMIT)
            case "power":
                return Reading(text, line=hex(7**LARGE))
            case "exit":
                os._exit(3)
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "memory":
                return Reading(text, line=str(len(bytearray(1 << 31))))
            case "bug":
                raise ZeroDivisionError(text)
            case "other":
                return None  # type: ignore[return-value]  # what a broken engine would do
        return Reading(text, line=str(os.getpid()))

    def mark(self, problem: Problem, text: str, proof: bool) -> Verdict:
        if proof:
            self.read(problem, text)
        return Verdict(Outcome.CORRECT, Reading(text, line=text), Certainty.PROVED if proof else Certainty.AGREES)

    def draw(self, deck: str, template: Template, seed: int, level: int | None = None) -> Problem:
        raise DrawError(f"{deck}: {seed if level is None else level}")

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        return Solution("2*x", "2x")

    def pose(self, request: Request) -> Problem:
        raise RequestError(request.function)


class Unstartable:
    def __init__(self) -> None:
        os._exit(4)
