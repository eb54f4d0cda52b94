"""Whether a drawn problem is worth asking: what makes one degenerate, in words."""

from __future__ import annotations

from fractions import Fraction

from derivquiz.decks.kinds.question import Question, question
from derivquiz.errors import EvaluationError
from derivquiz.maths import tidy
from derivquiz.maths.equality import Quantity
from derivquiz.maths.expression import Expression, Number, names, rational, walk
from derivquiz.maths.values import approximate
from derivquiz.wire import Problem

LARGEST = 200
"""No integer of an answer is larger."""
BITS = 96

_FRIENDLY = tuple(
    Fraction(n, d) for n, d in ((1, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (-2, 1), (-1, 2), (-3, 1), (9, 1), (-9, 1))
)
_TIE = Fraction(1, 10**6)


def objection(problem: Problem, wanted: frozenset[str]) -> str:
    """Why a problem is degenerate, or ""; `wanted` are the variables that its function had before the values were put in."""
    asked = question(problem)
    lost = sorted(wanted - names(asked.function))
    if lost:
        return f"the variable {lost[0]} cancels"
    if problem.kind == "choice":
        return "" if problem.expected else "none of the choices is right, or more than one is"
    if problem.at and asked.point() is None:
        return "the point is no rational number"
    components = problem.wrt if problem.kind == "gradient" else ("",)
    for component in components:
        found = _component(problem, asked, component)
        if found:
            return found
    return _spread(problem, asked)


def _component(problem: Problem, asked: Question, component: str) -> str:
    quantity = asked.asked(component)
    if problem.at:
        try:
            value = approximate(quantity)
        except EvaluationError as error:
            return f"no value at the point ({error})"
        if problem.places is not None:
            return _rounded(value, problem.places)
        return _large(asked.value(component))
    if not _defined(quantity, problem.variables):
        return "defined nowhere near 0"
    answer = asked.formula(component)
    if rational(answer) == 0 and names(asked.function) & set(problem.variables):
        return "the derivative is 0 everywhere"
    if problem.order and answer == tidy.simplify(asked.function):
        return "the answer equals the problem"
    return _large(answer)


def _defined(quantity: Quantity, variables: tuple[str, ...]) -> bool:
    for i in range(len(_FRIENDLY)):
        point = {name: _FRIENDLY[(i + 3 * j) % len(_FRIENDLY)] for j, name in enumerate(variables)}
        try:
            quantity.at(point, BITS)
        except EvaluationError:
            continue
        return True
    return False


def _rounded(value: Fraction, places: int) -> str:
    """Why a value is poor when it is asked to some places."""
    size = abs(value)
    if not size > Fraction(10, 10**places):
        return "fewer than two digits are left after rounding"
    if not size < LARGEST:
        return f"the value is above {LARGEST}"
    if abs(size * 10**places % 1 - Fraction(1, 2)) < _TIE:
        return "the value lies between two roundings"
    return ""


def _large(answer: Expression) -> str:
    whole = rational(answer)
    numbers = [whole.numerator, whole.denominator] if whole is not None else []
    for node in walk(answer):
        if isinstance(node, Number):
            numbers += [node.value.numerator, node.value.denominator]
    return f"the answer holds a number above {LARGEST}" if any(abs(number) > LARGEST for number in numbers) else ""


def _spread(problem: Problem, asked: Question) -> str:
    """Why a gradient can't show whether its order was understood."""
    if problem.kind != "gradient" or len(problem.wrt) < 2:
        return ""
    items = [asked.value(name) if problem.at else asked.formula(name) for name in problem.wrt]
    return "all components are equal" if all(item == items[0] for item in items) else ""
