"""The words of prompts and reasons: names of derivatives, points, values."""

from __future__ import annotations

from derivquiz.maths import writing
from derivquiz.maths.expression import Expression
from derivquiz.maths.writing import derivatives
from derivquiz.maths.writing.picture import shown_name
from derivquiz.wire import Pairs, Problem, Witness
from derivquiz.words import count


def minus(text: str) -> str:
    """A line as shown in a sentence: with true minus signs."""
    return text.replace("-", "−")


def shown(expression: Expression) -> str:
    """An expression in a sentence."""
    return minus(writing.line(expression))


def derivative(problem: Problem, component: str = "") -> str:
    """What is asked for: f, f′, f″, ∂f/∂x, ∂²f/∂x²."""
    name = component or (problem.wrt[0] if problem.wrt else "")
    if not problem.order or not name:
        return "f"
    return derivatives.called("f", (name,) * problem.order, partial=len(problem.variables) > 1)


def point(problem: Problem) -> str:
    """The point: "2", or "(1, 2)" in several variables."""
    values = [minus(value) for _, value in problem.at]
    return values[0] if len(values) == 1 else f"({', '.join(values)})"


def places(problem: Problem) -> str:
    """How exact an answer is asked: ", to 3 decimal places", or nothing."""
    if problem.places is None:
        return ""
    return f", to {count(problem.places, 'decimal place')}"


def where(at: Pairs) -> str:
    """A point in a sentence: "at x = 2"."""
    return "at " + ", ".join(f"{shown_name(name)} = {minus(value)}" for name, value in at)


def place(problem: Problem) -> str:
    """Where something is asked, behind its name: " at x = 2", " at (x, y) = (1, 2)", or nothing."""
    if len(problem.at) <= 1:
        return f" {where(problem.at)}" if problem.at else ""
    return f" at ({', '.join(map(shown_name, problem.variables))}) = {point(problem)}"


def noun(problem: Problem) -> str:
    """What an answer is compared with, in a sentence."""
    if not problem.order or not problem.wrt:
        return "the value"
    return "the derivative" if len(problem.variables) == 1 else "the partial derivative"


def witness(problem: Problem, found: Witness) -> str:
    """Where an answer and the truth differ: "at x = 2 yours is 24, the derivative is 48"."""
    return seen(found, noun(problem))


def seen(found: Witness, what: str) -> str:
    """The same, with what the truth is called."""
    return f"{where(found.at)} yours is {minus(found.yours)}, {what} is {minus(found.correct)}"


def sentence(text: str) -> str:
    """A text as a sentence: a capital at its start unless a symbol such as f₁′ stands there, a full stop at its end."""
    text = text.strip()
    if not text:
        return text
    first = text if not text.split()[0].isascii() else text[0].upper() + text[1:]
    return first + ("" if text[-1] in ".!?" else ".")
