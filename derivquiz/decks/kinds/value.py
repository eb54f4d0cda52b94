"""A value at a point: exact, or to so many decimal places."""

from __future__ import annotations

from derivquiz.decks.kinds import digits, replies, words, worked
from derivquiz.decks.kinds.question import Question, question
from derivquiz.errors import ConventionError, UndefinedError
from derivquiz.maths import writing
from derivquiz.maths.deriving import steps
from derivquiz.maths.expression import Expression, Undefined, names
from derivquiz.maths.marking import equality
from derivquiz.maths.marking.equality import Narrower, Same, Undecided
from derivquiz.maths.marking.values import approximate
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Grain, Problem, Reading, Solution, Step, Verdict


class Value:
    """Asks for a number: f′(2), or f(2) at order 0."""

    def ask(self, problem: Problem) -> str:
        """Find f′(2), to 3 decimal places."""
        what = words.derivative(problem)
        one = len(problem.variables) == 1
        point = f"{what}({words.point(problem)})" if one else f"{what} {words.where(problem.at)}"
        return f"Find {point}{words.places(problem)}."

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """The variables too: an answer with the point not put in deserves its reason."""
        return question(problem).vocabulary()

    def read(self, problem: Problem, text: str) -> Reading:
        """What a text means as a number."""
        return replies.read(text, self.vocabulary(problem))[1]

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Exact, or as many places as asked; never with a witness, which would be the answer."""
        asked = question(problem)
        parsed, found = replies.read(text, asked.vocabulary())
        if parsed is None:
            return replies.unreadable(found)
        restated = replies.restated(problem, asked, parsed, found)
        if restated is not None:
            return restated
        if names(asked.meant(parsed.expression)):
            return _unfinished(problem, asked, parsed.expression, found)
        quantity = asked.asked()
        count = digits.places(quantity, problem.places, problem.significant)
        if count is not None:
            return _rounded(problem, asked, parsed.expression, found, count)
        results = replies.compare(asked, quantity, parsed, proof=proof)
        free = replies.ambiguous(found, results)
        if free is not None:
            return free
        match results[0]:
            case Same() as result:
                return replies.correct(found, result)
            case Undecided() as result:
                return replies.undecided(found, result)
            case Narrower() as result:
                return replies.domain(problem, found, result, show=False)
            case _ if replies.is_rounded(quantity, parsed.expression):
                return replies.wrong(problem, found, "close, but rounded: the exact value is asked")
            case _:
                return replies.diagnosed(problem, asked, found, parsed.expression, None)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """The value, with the derivation that leads to it."""
        asked = question(problem)
        count = digits.places(asked.asked(), problem.places, problem.significant)
        way = worked.steps(problem) or _steps(problem, asked, count, grain)
        try:
            approximate(asked.asked())
        except (ConventionError, UndefinedError):
            undefined = writing.line(Undefined())
            return Solution(undefined, picture.draw(Undefined()), way if way and way[-1].line == undefined else ())
        text = digits.shown(asked.asked(), count, problem.significant) if count is not None else writing.line(asked.value())
        shown = words.minus(text) if count is not None else picture.draw(asked.value())
        if problem.significant is not None and not problem.lines:
            way = way[:-1]  # its number stands in places, which is not how it is asked
        if way and way[-1].line != text:
            way = (*way, Step("Work it out" if count is None else "Work it out, and round once", text, shown))
        return Solution(text, shown, way)


def _steps(problem: Problem, asked: Question, count: int | None, grain: Grain) -> tuple[Step, ...]:
    if problem.wrt and problem.order:
        return steps.worked(asked.function, problem.wrt * problem.order, at=dict(asked.at), places=count, grain=grain)
    way = steps.evaluated(asked.function, at=dict(asked.at), places=count)
    if not asked.stated or asked.value() == asked.function:
        return way
    return (Step("With the numbers in it", writing.line(asked.function), picture.draw(asked.function)), *way)


def _rounded(problem: Problem, asked: Question, answer: Expression, found: Reading, count: int) -> Verdict:
    return digits.mark(asked.located(), answer, found, count, problem.significant) or replies.diagnosed(
        problem, asked, found, answer, None
    )


def _unfinished(problem: Problem, asked: Question, answer: Expression, found: Reading) -> Verdict:
    """A free verdict for an answer with a variable left in it."""
    if problem.order and isinstance(equality.compare(asked.quantity(), asked.meant(answer), proof=False), Same):
        return replies.unfinished(problem, found, f"that is {words.derivative(problem)} as a formula")
    return replies.unreadable(
        found, f"a number is asked, and {replies.left_in(asked, answer)} is left in it", replies.put_in(problem)
    )


KIND = Value()
