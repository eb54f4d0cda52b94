"""A choice: one of a few answers, given by its words, its number or its letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from derivquiz.decks.kinds import words
from derivquiz.decks.kinds.question import question
from derivquiz.decks.kinds.worked import steps as worked_lines
from derivquiz.errors import ConventionError, EvaluationError, ReadingError, UndefinedError
from derivquiz.maths import reading
from derivquiz.maths.deriving import steps
from derivquiz.maths.expression import Expression, rational
from derivquiz.maths.marking.quantity import Derivative, has_no_slope
from derivquiz.maths.marking.values import ERROR, approximate
from derivquiz.maths.reading import Vocabulary
from derivquiz.wire import Certainty, Grain, Outcome, Problem, Reading, Solution, Step, Verdict

UNDEFINED = "undefined"
_SAME_WORDS = {"dne": UNDEFINED, "doesnotexist": UNDEFINED, "none": UNDEFINED, "no": UNDEFINED, "notdefined": UNDEFINED}
_SIGNS = str.maketrans({"−": "-", "·": "*", "²": "^2", "³": "^3", "″": "''", "′": "'", "≥": ">=", "≤": "<=", "≠": "!="})
_FEWEST = 3
"""Signs of a part of a choice that stands for the whole."""
_WORDY = re.compile(r"[\wθ\s,:;=()-]*[a-zθ]{3,}[\wθ\s,:;=()-]*")
_TOKEN = re.compile(r"(?<!\w)-?\d+(?:[./]\d+)*|[^\W\d_]+")
_FILLERS = frozenset(("a", "an", "the", "at", "it", "is", "f", "x", "has", "there", "should"))
_ENDING = re.compile(r"(?:ing|es|ed|e|s)$")
_LETTERS = "abcdefghij"


class Choice:
    """Asks to choose; "undefined" is an answer like any other."""

    def ask(self, problem: Problem) -> str:
        """What is f′(2)?"""
        return f"What is {words.derivative(problem)}({words.point(problem)})?" if problem.at else "Which is right?"

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """The variables, for a choice that is written as an expression."""
        return Vocabulary(problem.variables)

    def read(self, problem: Problem, text: str) -> Reading:
        """The choice that a text names."""
        chosen = choose(problem.choices, text)
        if chosen is not None:
            return Reading(text, line=chosen, picture=chosen)
        if not text.strip():
            return Reading(text, error="nothing to read", hint="type one of the choices, or its letter")
        return Reading(
            text,
            error="that is none of the choices",
            hint=f"type the letter of one, a to {_LETTERS[len(problem.choices) - 1]}, or its words",
        )

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:  # noqa: ARG002  # a choice needs no proof
        """Right or wrong, with no witness: it would give the answer away."""
        found = self.read(problem, text)
        if found.error:
            return Verdict(Outcome.UNREADABLE, found, message=f"{found.error}; {found.hint}")
        if found.line == problem.expected:
            return Verdict(Outcome.CORRECT, found, Certainty.PROVED, "Right.")
        return Verdict(Outcome.WRONG, found, Certainty.PROVED, _reason(problem, found.line))

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """The right choice, with the derivation where there is one."""
        stated = worked_lines(problem)
        if stated or problem.means:
            return Solution(problem.expected, problem.expected, (*stated, *_concluded(problem, stated)))
        asked = question(problem)
        worked: tuple[Step, ...] = ()
        if problem.at and problem.wrt and problem.order:
            agreed = None if problem.expected == UNDEFINED else _tree(problem.expected)
            worked = steps.worked(asked.function, problem.wrt * problem.order, at=dict(asked.at), agreed=agreed, grain=grain)
        elif problem.at:
            worked = steps.evaluated(asked.function, at=dict(asked.at))
        leads_there = bool(worked) and choose(problem.choices, worked[-1].line) == problem.expected
        return Solution(problem.expected, problem.expected, worked if leads_there else ())


def choose(choices: tuple[str, ...], text: str) -> str | None:
    """The choice that a text names: by its words, its value, its letter, or its number where the choices hold no numbers."""
    typed = _spelled(text)
    spelled = {_spelled(choice): choice for choice in choices}
    by_words = {said.strip("()."): choice for said, choice in spelled.items()} | spelled
    if typed not in by_words:  # a letter may come as (a), a sentence with its full stop
        typed = typed.strip("().")
    typed = _SAME_WORDS.get(typed, typed) if UNDEFINED in choices else typed
    if typed in by_words:
        return by_words[typed]
    if len(typed) == 1 and typed in _LETTERS[: len(choices)]:
        return choices[_LETTERS.index(typed)]
    if len(typed) >= _FEWEST and (found := _holding(choices, text)):
        return found
    try:
        value = rational(reading.read(text, Vocabulary(())).expression)
    except ReadingError:
        return None
    numbers = {choice: _number(choice) for choice in choices}
    if any(number is not None for number in numbers.values()):
        return next((choice for choice, number in numbers.items() if number is not None and number == value), None)
    if any(map(str.isdigit, "".join(choices))):  # 6 means x = 6 there, and not the sixth
        return None
    if value is not None and value.denominator == 1 and 1 <= value <= len(choices):
        return choices[int(value) - 1]
    return None


def _holding(choices: tuple[str, ...], text: str) -> str | None:
    """The only choice that holds all the words and numbers of a text, whatever their order: "2, min" for "a minimum at 2"."""
    wanted = _tokens(text)
    if not wanted or not _WORDY.fullmatch(text.casefold().translate(_SIGNS).strip(". ")):
        return None
    holding = [choice for choice in choices if all(any(_is_said(token, other) for other in _tokens(choice)) for token in wanted)]
    return holding[0] if len(holding) == 1 else None


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text.casefold().translate(_SIGNS)) if token not in _FILLERS]


def _is_said(token: str, other: str) -> bool:
    """Whether a token is another, or a form of it or its beginning: rises and rising, min and minimum."""
    if token == other:
        return True
    stem = _ENDING.sub("", token)
    return len(stem) >= _FEWEST and token.isalpha() and (other.startswith(token) or stem == _ENDING.sub("", other))


def _spelled(text: str) -> str:
    """A text as it is compared: however it is spaced, and with the signs of a keyboard."""
    return "".join(text.split()).casefold().translate(_SIGNS)


def derived(problem: Problem, convention: str) -> str:
    """The right choice by the function itself: the one that its derivative at the point equals, the convention's value at a kink,
    or "undefined"; "" where there is no point, and where no choice, or more than one, is right.
    """
    if not problem.at:
        return ""
    asked = question(problem)
    try:
        value = approximate(asked.asked())
    except ConventionError:
        quantity, point = asked.located()
        if isinstance(quantity, Derivative) and not has_no_slope(quantity, point):
            return ""
        right = convention or UNDEFINED
        return choose(problem.choices, right) or ""
    except UndefinedError:
        return UNDEFINED if UNDEFINED in problem.choices else ""
    except EvaluationError:
        return ""
    numbers = {choice: _number(choice) for choice in problem.choices}
    found = [choice for choice, number in numbers.items() if number is not None and abs(number - value) < ERROR]
    return found[0] if len(found) == 1 else ""


def _concluded(problem: Problem, way: tuple[Step, ...]) -> Iterator[Step]:
    """The step from the last stated line to the choice: what the choice says, where the deck tells."""
    said = dict(problem.means).get(problem.expected, "")
    if said or not way or way[-1].line != problem.expected:
        yield Step(_capital(said) or "So the answer is", problem.expected, words.minus(problem.expected))


def _capital(text: str) -> str:
    """A clause as it begins a line: with a capital, unless a symbol such as f′ comes first."""
    first, *_ = text.split() or [""]
    return text[:1].upper() + text[1:] if len(first) > 1 and first.isascii() and first.isalpha() else text


def _tree(choice: str) -> Expression | None:
    try:
        return reading.parse(choice)
    except ReadingError:
        return None


def _number(choice: str) -> Fraction | None:
    tree = _tree(choice)
    return None if tree is None else rational(tree)


def _reason(problem: Problem, chosen: str) -> str:
    """What the choice says, or what to look at instead, where there is something to say."""
    said = dict(problem.means).get(chosen, "")
    if said:
        return f"This choice says: {said}."
    if not problem.at or not problem.order:
        return ""
    if chosen == UNDEFINED:
        return "There is a slope to name here: look at the sides of the point, and at what the prompt agrees on."
    if problem.expected == UNDEFINED:
        return "Compare the slopes just left and just right of the point: which one would it be?"
    return "Look at which piece of the function holds at the point, and how steep it is there."


KIND = Choice()
