"""What a kind of question can do."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from derivquiz.maths.reading import Vocabulary
from derivquiz.wire import Grain, Problem, Reading, Solution, Verdict

Layout = tuple[tuple[str, ...], ...]
"""Rows of texts with fields in them, as `Problem.layout` has it."""
ANY_SHAPE: Layout = (("[[…]]",),)
"""The layout of a matrix whose shape is part of what is asked."""


class Kind(Protocol):
    """A kind of question: how it is posed, what it accepts, how it is marked and solved."""

    def ask(self, problem: Problem) -> str:
        """What is asked, where the template has no words of its own."""

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """The names that may be typed."""

    def read(self, problem: Problem, text: str) -> Reading:
        """What a text means as an answer; never raises for a text, its error is in the reading."""

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """The mark of a text as an answer; with `proof` SymPy may be asked, and the caller limits the time."""

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """The answer and the steps that lead to it, as fine as `grain` says."""


@runtime_checkable
class Posing(Protocol):
    """What a kind of question can do whose problems are not just a function: it completes them, draws them, refuses poor ones."""

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:
        """The problem with what the kind works out once; raises DrawError where it can't."""

    def picture(self, problem: Problem) -> str:
        """What stands below the prompt."""

    def objection(self, problem: Problem) -> str:
        """Why the problem is degenerate, or ""."""


@runtime_checkable
class LaidOut(Protocol):
    """What a kind of question can do whose answer has parts: it says where each can be typed."""

    def layout(self, problem: Problem) -> Layout:
        """Rows of texts, with a field for each part; () where one line is enough."""
