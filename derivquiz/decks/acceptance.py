"""Whether a drawn problem is worth asking: what makes one degenerate, in words."""

from __future__ import annotations

from fractions import Fraction

from derivquiz.decks.kinds import KINDS, digits, formula, matrix
from derivquiz.decks.kinds.kind import Posing
from derivquiz.decks.kinds.question import Question, question
from derivquiz.errors import EvaluationError
from derivquiz.maths.deriving import tidy
from derivquiz.maths.diagnosing import clashes as telling
from derivquiz.maths.expression import Expression, Matrix, Vector, names, rational, walk
from derivquiz.maths.marking.equality import Quantity
from derivquiz.maths.marking.forms import FORMS
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Problem

BITS = 96
TOLD_APART = frozenset({"formula", "value", "gradient"})
"""Kinds of question whose draws are compared by how well they tell wrong rules apart."""

_FRIENDLY = tuple(
    Fraction(n, d) for n, d in ((1, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (-2, 1), (-1, 2), (-3, 1), (9, 1), (-9, 1))
)


def objection(problem: Problem, wanted: frozenset[str]) -> str:
    """Why a problem is degenerate, or ""; `wanted` are the variables that its function had before the values were put in."""
    kind = KINDS[problem.kind]
    if isinstance(kind, Posing):
        return kind.objection(problem)
    asked = question(problem)
    lost = sorted(wanted - names(asked.function))
    if lost:
        return f"the variable {lost[0]} cancels"
    if len(set(problem.choices)) < len(problem.choices):
        return "two choices are the same"
    if problem.kind == "choice":
        return "" if problem.expected else "none of the choices is right, or more than one is"
    if problem.kind in matrix.KINDS:
        return _in_grid(problem)
    components = problem.wrt if problem.kind == "gradient" else ("",)
    if problem.at and asked.point() is None and any(rational(asked.value(component)) is None for component in components):
        return "neither the point nor the answer is a rational number"
    answers: list[Expression | None] = []
    for component in components:
        found, answer = _component(problem, asked, component)
        if found:
            return found
        answers.append(answer)
    if len(answers) > 1 and all(answer == answers[0] for answer in answers):
        return "all components are equal"
    return ""


def clashes(problem: Problem) -> frozenset[tuple[str, frozenset[str]]]:
    """The wrong rules, and pairs of them, that a problem can't tell: they give the right answer, or the same wrong one.

    Each stands with the variable that is differentiated by.
    """
    if problem.kind not in TOLD_APART or problem.order != 1 or not problem.function or problem.answers or problem.lines:
        return frozenset()
    asked = question(problem)
    if isinstance(asked.function, Vector | Matrix) or (problem.at and asked.point() is None):
        return frozenset()
    at = asked.point() or None
    found = {name: telling.clashes(asked.function, name, at=at, places=problem.places) for name in problem.wrt}
    return frozenset((name, rules) for name, one in found.items() for rules in one.untold)


def effort(problem: Problem) -> int:
    """How much there is to search for what a problem can't tell: the nodes of its function, once for each variable."""
    if problem.kind not in TOLD_APART or not problem.function:
        return 1
    return max(1, len(problem.wrt)) * sum(1 for _ in walk(question(problem).function))


def _in_grid(problem: Problem) -> str:
    """Why a vector or a matrix is degenerate; an entry may be 0, or what the function is, but not all of them."""
    entries = [entry.question for _, _, entry in matrix.KINDS[problem.kind].grid(problem).each()]
    answers: list[Expression] = []
    for asked in entries:
        quantity = asked.asked()
        if problem.at:
            try:
                approximate(quantity)
            except EvaluationError as error:
                return f"no value at the point ({error})"
        elif not _defined(quantity, problem.variables):
            return "defined nowhere near 0"
        answers.append(asked.value() if problem.at else asked.formula())
    if all(rational(answer) == 0 for answer in answers):
        return "all entries are 0"
    return next((found for answer in answers if (found := digits.large(answer))), "")


def _component(problem: Problem, asked: Question, component: str) -> tuple[str, Expression | None]:
    """Why the answer, or a component of it, is degenerate, and what it is where it is asked exactly."""
    quantity = asked.asked(component)
    if problem.at or (problem.kind == "value" and problem.answers):
        try:
            value = approximate(quantity)
        except EvaluationError as error:
            return f"no value at the point ({error})", None
        if problem.significant is not None:
            return digits.objection(quantity, asked.function, None, problem.significant), None
        if problem.places is not None:
            return digits.rounded(value, problem.places), None
        exact = asked.value(component)
        return digits.large(exact), exact
    if not _defined(quantity, problem.variables):
        return "defined nowhere near 0", None
    answer = formula.in_form(problem, asked.formula(component))
    if problem.form in FORMS and not FORMS[problem.form].holds(answer):
        return f"the answer can't be {FORMS[problem.form].words}", answer
    if rational(answer) == 0 and names(asked.function) & set(problem.variables):
        return "the derivative is 0 everywhere", answer
    if problem.order and answer == tidy.simplify(asked.function):
        return "the answer equals the problem", answer
    return digits.large(answer), answer


def _defined(quantity: Quantity, variables: tuple[str, ...]) -> bool:
    for i in range(len(_FRIENDLY)):
        point = {name: _FRIENDLY[(i + 3 * j) % len(_FRIENDLY)] for j, name in enumerate(variables)}
        try:
            quantity.at(point, BITS)
        except EvaluationError:
            continue
        return True
    return False
