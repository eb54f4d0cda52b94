"""Engine: the maths as a service, plain data in and plain data out. It keeps no state between calls; `worker` runs it apart."""

from __future__ import annotations

from collections.abc import Sequence

from derivquiz import explaining, requested
from derivquiz.decks import checking, drawing, hinting, lessons, misconceptions, sketching, typesetting
from derivquiz.decks.deck import Template
from derivquiz.decks.kinds import KINDS
from derivquiz.inquiry import Explanation, Inquiry
from derivquiz.plots import Curve
from derivquiz.wire import Audit, Grain, Hint, Lesson, Problem, Reading, Remark, Request, Solution, Typeset, Verdict


class Engine:
    """What the maths can be asked. Each method may be called with anything a learner or a deck wrote."""

    def draw(self, deck: str, template: Template, seed: int, level: int | None = None) -> Problem:
        """The problem of a template, a seed and a level, the same on every machine; raises DrawError where there is none."""
        return drawing.draw(deck, template, seed, level)

    def read(self, problem: Problem, text: str) -> Reading:
        """What a typed text means in a problem."""
        return KINDS[problem.kind].read(problem, text)

    def mark(self, problem: Problem, text: str, proof: bool = True) -> Verdict:
        """The mark of an answer; without `proof`, which takes milliseconds, SymPy is not asked where no signature settles it."""
        return KINDS[problem.kind].mark(problem, text, proof=proof)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """The answer of a problem and the steps that lead to it, as fine as `grain` says; each step was checked with balls."""
        return KINDS[problem.kind].solve(problem, grain)

    def hints(self, problem: Problem, right: tuple[str, ...] = ()) -> tuple[Hint, ...]:
        """The ladder of hints of a problem, at most four rungs: none holds the answer, or helps with a part that is right."""
        return hinting.hints(problem, right)

    def lesson(self, deck: str, template: Template, asked: Problem | None = None) -> Lesson:
        """The rule of a template and a worked example, which is not the problem `asked`; raises DrawError where it gives none."""
        return lessons.lesson(deck, template, asked)

    def typeset(self, problem: Problem) -> Typeset:
        """A problem and its answer in LaTeX, for paper."""
        return typesetting.typeset(problem)

    def explain(self, inquiry: Inquiry) -> Explanation:
        """The worked steps of a function outside any deck; raises ReadingError or RequestError."""
        return explaining.explain(inquiry)

    def curve(self, problem: Problem, text: str) -> Curve | None:
        """The function, its derivative and what was typed as lines to draw; None where there is no such picture."""
        return sketching.curve(problem, text)

    def pose(self, request: Request) -> Problem:
        """The problem that a line of `derivquiz grade` states; raises RequestError where it can't be posed."""
        return requested.pose(request)

    def warm(self) -> None:
        """Import SymPy and numpy, and make them load what their first use needs, so that no learner waits for that."""
        import numpy as np

        from derivquiz.maths import reading
        from derivquiz.maths.marking import proof
        from derivquiz.maths.marking.signatures import primes

        proof.prove(reading.parse("2*x", "x"), reading.parse("x + x", "x"))
        np.quantile([0.0, 1.0], 0.5)
        primes.prepare()


class Auditor:
    """The maths for those who write decks; it asks SymPy for nothing, so that a process of it starts at once."""

    def inspect(self, template: Template) -> tuple[Remark, ...]:
        """What is wrong with a template as it is written."""
        return checking.inspect(template)

    def audit(self, deck: str, template: Template, seeds: Sequence[int]) -> Audit:
        """What the draws of some seeds show."""
        return checking.audit(deck, template, seeds)

    def misconceptions(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        """The wrong answers of a problem by the slugs that lead to them."""
        return misconceptions.misconceptions(problem)
