"""The ladder of hints of a problem: what its kind of question needs, and nothing that gives the answer away."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Protocol, runtime_checkable

from derivquiz.decks.kinds import KINDS, words, worked
from derivquiz.decks.kinds.matrix import MatrixKind
from derivquiz.decks.kinds.question import Question, question
from derivquiz.decks.kinds.worked import Line
from derivquiz.errors import DerivquizError, EvaluationError, ReadingError
from derivquiz.maths import reading
from derivquiz.maths.deriving import pieces
from derivquiz.maths.deriving.checking import compare
from derivquiz.maths.deriving.definitions import unfolded
from derivquiz.maths.deriving.rungs import Rung, ladder
from derivquiz.maths.expression import (
    Expression,
    Matrix,
    Name,
    Number,
    Vector,
    children,
    names,
    rational,
    substitute,
    walk,
)
from derivquiz.maths.writing.picture import shown_name
from derivquiz.wire import Hint, Problem

MOST = 4
_STATED = ("formula", "value", "vector", "choice", "parts")
"""Kinds of question whose answer a deck may state, with the lines that lead to it."""
_OPEN = re.compile(r"(?<= at| by| is| of| to)\.$")
_FEWEST_CHOICES = 3
"""Of fewer choices none can be left out without telling the right one."""


@runtime_checkable
class Hinting(Protocol):
    """A kind of question that has rungs of its own."""

    def rungs(self, problem: Problem) -> Sequence[Rung]:
        """The rungs, whether or not they give the answer away."""


def hints(problem: Problem, right: Collection[str] = ()) -> tuple[Hint, ...]:
    """The rungs of a problem, at most four, without those that hold the answer or anything equal to it.

    `right` names the parts of it that the learner has by now: they need no help.
    """
    kind = KINDS[problem.kind]
    try:
        rungs = kind.rungs(problem) if isinstance(kind, Hinting) else _rungs(problem, right)
        done = tuple(f"{worked.shown(name)}:" for name in right if name)
        rungs = [rung for rung in rungs if not rung.text.startswith(done)]
        answers = answers_of(problem)
        sound = [rung for rung in rungs if not gives_away(problem, rung, answers)]
    except DerivquizError:  # a question of a kind that has nothing to derive
        return ()
    return tuple(Hint(rung.text, rung.picture()) for rung in sound[:MOST])


def _rungs(problem: Problem, right: Collection[str]) -> tuple[Rung, ...]:
    if problem.lines and problem.kind in _STATED:
        return tuple(_of_lines(problem))
    asked = question(problem)
    if asked.stated and problem.kind != "choice":
        return (Rung("Write down what is asked as a formula, put the numbers into it, and work it out last of all."),)
    if problem.kind == "gradient":
        return tuple(_of_gradient(problem, asked, right))
    kind = KINDS[problem.kind]
    if isinstance(kind, MatrixKind):
        return tuple(_of_grid(problem, kind, right))
    if problem.kind == "choice" and not (problem.at and problem.order and problem.wrt):
        return tuple(_of_choice(problem))
    if isinstance(asked.function, Vector | Matrix):
        return ()
    if not (problem.order and problem.wrt):
        return tuple(_of_value(problem, asked)) if problem.kind in ("value", "choice") else ()
    if problem.kind not in ("formula", "value", "choice"):
        return ladder(asked.function, problem.wrt[0])[:1]
    return tuple(_of_derivative(problem, asked))


def _of_lines(problem: Problem) -> Iterator[Rung]:
    """The rungs of an answer that the deck works out itself: what its lines do, then each of them but the last."""
    lines = [Line.split(text) for text in problem.lines]
    if lines[0].words:
        yield Rung(_begun(f"Begin with this: {lines[0].words}"))
    for line in lines[:-1]:
        if problem.kind == "parts":  # a line may be one of the parts that are asked
            continue
        yield Rung(
            f"{line.words or 'A line of the way'}:", ((f"{line.name} = " if line.name else "", line.filled(*problem.variables)),)
        )
    if len(lines) > 1 and lines[-1].words:
        yield Rung(_begun(f"The last line: {lines[-1].words}"))


def _begun(text: str) -> str:
    """What a line says, as a sentence: left open where its formula belongs to it, as in "It is 0 at …"."""
    return _OPEN.sub(" …", words.sentence(text))


def _of_derivative(problem: Problem, asked: Question) -> Iterator[Rung]:
    """The rungs of one derivative, once or several times, as a formula or at a point."""
    variable = problem.wrt[0]
    function = asked.function
    point = asked.point()
    if problem.at and point is not None and len(point) == 1 and pieces.has_pieces(function, variable):
        yield from _of_pieces(problem, function, variable, point[variable])
        return
    rungs = list(ladder(function, variable))
    if not rungs:
        return
    frozen = sorted(names(function) - {variable})
    first = f"{_listed(frozen)} counts as a number here. " if len(frozen) == 1 else f"{_listed(frozen)} count as numbers here. "
    start = (first if frozen else "") + ("Differentiate first, and put the point in last. " if problem.at else "")
    start += {1: "", 2: "Differentiate twice. "}.get(problem.order, f"Differentiate {problem.order} times. ")
    yield Rung(start + rungs[0].text, rungs[0].shown)
    called = words.derivative(replace(problem, order=1))
    inside = [rung.called(called) for rung in rungs[1:]]
    if problem.at:
        yield from inside[:2]
        shown = ((f"{words.derivative(problem)} = ", asked.formula()),)
        yield Rung("The derivative, before the point is put in:", shown)
    elif problem.order > 1:
        yield from inside[:2]
        earlier = Question(asked.function, asked.variables, asked.wrt, problem.order - 1, (), asked.given)
        shown = ((f"{words.derivative(replace(problem, order=problem.order - 1))} = ", earlier.formula()),)
        yield Rung("The derivative before the last:", shown)
    else:
        yield from inside


def _of_pieces(problem: Problem, function: Expression, variable: str, at: Fraction) -> Iterator[Rung]:
    place = f"{shown_name(variable)} = {words.point(problem)}"
    yield Rung(f"The function is made of pieces. Which of them holds around {place}, and is that a corner?")
    try:
        left, right = (pieces.beside(function, variable, at, side) for side in (-1, 1))
    except EvaluationError:
        return
    if left.value != right.value:
        yield Rung(f"It is a corner: {place} is where two pieces meet. Look at how steep each of them is there.")
        yield Rung("What does the prompt say of a corner: which value is agreed on, if any is?")
        return
    conditions = tuple(("", part) for one in left.conditions for part in (one.left,))
    if conditions:
        yield Rung(f"It is no corner. Find the sign of this at {place}:", conditions)
        yield Rung("What is left of the function there is one piece:", (("f = ", left.value),))


def _of_value(problem: Problem, asked: Question) -> Iterator[Rung]:
    meant, used = unfolded(asked.function)
    yield Rung("No derivative is asked: put the point into the function.")
    if used:
        yield Rung("What the function means:", tuple((f"{words.shown(name)} = ", meaning) for name, meaning in used))
    parts = [part for part in children(meant) if names(part)]
    if parts and problem.at:
        put = substitute(parts[-1], dict(asked.at))
        yield Rung("Begin with this part:", (("", put),))


def _of_choice(problem: Problem) -> Iterator[Rung]:
    wrong = [choice for choice in problem.choices if choice != problem.expected]
    if len(problem.choices) >= _FEWEST_CHOICES:
        for i in range(min(2, len(wrong) - 1)):
            yield Rung(f"You can leave out {words.minus(wrong[(problem.seed + i) % len(wrong)])}.")


def _of_gradient(problem: Problem, asked: Question, right: Collection[str]) -> Iterator[Rung]:
    left = [name for name in problem.wrt if f"∂f/∂{shown_name(name)}" not in right] or list(problem.wrt)
    variable = max(left, key=lambda name: sum(1 for _ in walk(asked.formula(name))))
    others = [name for name in problem.variables if name != variable]
    rungs = ladder(asked.function, variable)
    held = f"{_listed(others)} {'counts as a number' if len(others) == 1 else 'count as numbers'}"
    start = f"One component at a time: for ∂f/∂{shown_name(variable)}, {held}."
    yield Rung(f"{start} {rungs[0].text if rungs else ''}".strip(), rungs[0].shown if rungs else ())
    yield from (rung.called(f"∂f/∂{shown_name(variable)}") for rung in rungs[1:3])
    shown = tuple((f"∂f/∂{shown_name(name)} = ", asked.formula(name)) for name in left)
    if problem.at:
        yield Rung("The gradient, before the point is put in:", shown)
    elif len(left) > 1:
        yield Rung("One of the components:", shown[:1])


def _of_grid(problem: Problem, kind: MatrixKind, right: Collection[str]) -> Iterator[Rung]:
    every = [entry for _, _, entry in kind.grid(problem).each()]
    entries = [entry for entry in every if entry.label not in right] or every
    hard = max(entries, key=lambda entry: sum(1 for _ in walk(entry.question.formula())))
    asked = hard.question
    if not (asked.order and asked.wrt):
        yield Rung("Work out one entry after the other.")
        return
    rungs = ladder(asked.function, asked.wrt[0])
    means = kind.grid(problem).means
    yield Rung(words.sentence(f"Entry by entry{f', {means}' if means else ''}") + f" For {hard.label}: {rungs[0].text}")
    yield from (rung.called(hard.label) for rung in rungs[1:3])
    if problem.at:
        yield Rung("That entry, before the point is put in:", ((f"{hard.label} = ", asked.formula()),))
    elif len(entries) > 1:
        yield Rung("One of the entries:", ((f"{hard.label} = ", asked.formula()),))


def _listed(letters: Sequence[str]) -> str:
    return " and ".join(map(shown_name, letters))


def answers_of(problem: Problem) -> tuple[Expression, ...]:
    """The answer as expressions, one for each component; none where it is words."""
    asked = question(problem)
    kind = KINDS[problem.kind]
    try:
        if problem.kind == "gradient":
            return tuple(asked.value(name) if problem.at else asked.formula(name) for name in problem.wrt)
        if isinstance(kind, MatrixKind):
            found = [entry.question for _, _, entry in kind.grid(problem).each()]
            return tuple(one.value() if problem.at else one.formula() for one in found)
        if problem.kind == "value":
            return (asked.value(),)
        if problem.kind == "formula" and not isinstance(asked.function, Vector | Matrix):
            return (asked.meant(asked.formula()),)
        if isinstance(kind, Hinting) or problem.kind == "parts":
            return tuple(_stated(problem, kind.solve(problem).answer))
        answer = reading.parse(kind.solve(problem).answer, *problem.variables, *(name for name, _ in problem.given))
    except DerivquizError:
        return ()
    whole = answer.items if isinstance(answer, Vector) else children(answer) if isinstance(answer, Matrix) else (answer,)
    return tuple(asked.meant(part) for part in whole)


def _stated(problem: Problem, answer: str) -> Iterator[Expression]:
    """The values of an answer that is a list of names and values, such as u = x^2, v = sin(x); what is a word is left out."""
    for part in answer.split(", "):
        text = part.rpartition(" = ")[2].rpartition(": ")[2]
        with suppress(ReadingError):
            yield reading.parse(text, *problem.variables, *(name for name, _ in problem.nodes))


def gives_away(problem: Problem, rung: Rung, answers: Sequence[Expression]) -> bool:
    """Whether a rung holds the answer, or every component of it, as it stands or as anything equal to it.

    What the function itself holds gives nothing away, nor does a number as a part of a formula.
    """
    if problem.kind == "choice" and len(problem.expected) > 2 and problem.expected.casefold() in rung.text.casefold():
        return True
    if not answers:
        return False
    known = frozenset(walk(reading.parse(problem.function, *problem.variables))) if problem.function else frozenset()
    told = [part for _, tree in rung.shown for part in _told(tree, known, problem.variables)]
    return all(any(_equal(answer, part) for part in told) for answer in answers)


def _told(tree: Expression, known: frozenset[Expression], variables: Sequence[str]) -> Iterator[Expression]:
    """What a shown tree tells: itself and its parts, with what is left to be worked out as it is, as 0 and as 1."""
    blanks = names(tree) - set(variables)
    forms = [tree] + [substitute(tree, dict.fromkeys(blanks, Number(value))) for value in (0, 1)] * bool(blanks)
    for form in forms:
        yield form
        for part in walk(form):
            if part is not form and part not in known and not isinstance(part, Number | Name):
                yield part


def _equal(answer: Expression, part: Expression) -> bool:
    if rational(answer) is not None and rational(part) is not None:
        return rational(answer) == rational(part)
    found = compare(answer, (), part)
    return found.holds and found.points > 0
