"""A formula: the derivative itself, in any form that is equal to it."""

from __future__ import annotations

from derivquiz.decks.kinds import matrix, replies, words
from derivquiz.decks.kinds import worked as solutions
from derivquiz.decks.kinds.question import Question, question
from derivquiz.maths import writing
from derivquiz.maths.deriving import steps
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Expression, Matrix, Vector, names
from derivquiz.maths.marking.equality import Narrower, Same, Undecided
from derivquiz.maths.marking.forms import FORMS
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Grain, Problem, Reading, Solution, Step, Verdict


class Formula:
    """Asks for a derivative as a formula."""

    def ask(self, problem: Problem) -> str:
        """Differentiate f."""
        form = f", {FORMS[problem.form].asked}" if problem.form in FORMS else ""
        if len(problem.variables) == 1 and problem.order == 1:
            return f"Differentiate f{form}."
        return f"Find {words.derivative(problem)}{form}."

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """One expression, unless the function that is stated is a list."""
        function = question(problem).function
        return question(problem).vocabulary(
            "matrix" if isinstance(function, Matrix) else "vector" if isinstance(function, Vector) else "scalar"
        )

    def read(self, problem: Problem, text: str) -> Reading:
        """What a text means as a formula."""
        return replies.read(text, self.vocabulary(problem))[1]

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Right in any form, unless the template asks for one; a formula has no tolerance."""
        asked = question(problem)
        if isinstance(asked.function, Vector | Matrix):
            return matrix.STATED.mark(problem, text, proof=proof)
        parsed, found = replies.read(text, asked.vocabulary())
        if parsed is None:
            return replies.unreadable(found)
        restated = replies.restated(problem, asked, parsed, found)
        if restated is not None:
            return restated
        quantity = asked.quantity()
        results = replies.compare(asked, quantity, parsed, proof=proof)
        free = replies.ambiguous(found, results)
        if free is not None:
            return free
        match results[0]:
            case Same() as result:
                return _right(problem, asked, parsed.expression, found, result)
            case Narrower() as result:
                return replies.domain(problem, found, result)
            case Undecided() as result:
                return replies.undecided(found, result)
            case result:
                seen = replies.witness(asked, result, parsed.expression)
                instead = replies.exactly(quantity, asked, parsed.expression)
                if instead:
                    message = f"close: write {instead}, since a formula is exact"
                    return replies.wrong(problem, found, message, seen)
                return replies.diagnosed(problem, asked, found, parsed.expression, seen)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """The derivative by the rules."""
        asked = question(problem)
        if isinstance(asked.function, Vector | Matrix):
            return matrix.STATED.solve(problem, grain)
        answer = in_form(problem, asked.formula())
        worked = steps.worked(asked.function, problem.wrt * problem.order, grain=grain) if problem.wrt and problem.order else ()
        line, drawn = writing.line(answer), picture.draw(answer)
        if problem.form in FORMS and worked and worked[-1].line != line:
            worked = (*worked, Step(f"Write it {FORMS[problem.form].asked}", line, drawn))
        elif asked.given and worked and worked[-1].line != line:
            said = " and ".join(f"{picture.shown_name(name)} for {inline(meaning)}" for name, meaning in asked.given)
            worked = (*worked, Step(f"Write {said}", line, drawn))
        return Solution(line, drawn, solutions.steps(problem) or worked)


def _right(problem: Problem, asked: Question, answer: Expression, found: Reading, result: Same) -> Verdict:
    left = names(answer) & set(asked.variables)
    if problem.form == "given" and left:
        given = " and ".join(name for name, _ in asked.given)
        return replies.correct(found, result, f"It was to be written with {given} alone.", form=False)
    form = FORMS.get(problem.form)
    if form is not None and not form.holds(asked.meant(answer)):
        return replies.correct(found, result, f"It was to be {form.words}.", form=False)
    return replies.correct(found, result)


def in_form(problem: Problem, answer: Expression) -> Expression:
    """An answer in the form that a problem asks for, as far as it can be put into it."""
    return FORMS[problem.form].put(answer) if problem.form in FORMS else answer


KIND = Formula()
