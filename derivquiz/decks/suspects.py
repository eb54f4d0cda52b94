"""What may be chance in one draw and is a fault of the template in all of them: wrong rules that coincide, answers given away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from derivquiz.decks import acceptance
from derivquiz.decks.deck import Template
from derivquiz.decks.filling import names_of
from derivquiz.decks.hinting import answers_of, hints
from derivquiz.decks.kinds import KINDS, words
from derivquiz.decks.kinds.question import question
from derivquiz.decks.kinds.worked import Line
from derivquiz.errors import EvaluationError
from derivquiz.maths import reading
from derivquiz.maths.deriving import pieces
from derivquiz.maths.deriving.checking import compare
from derivquiz.maths.expression import Expression, names
from derivquiz.maths.marking.quantity import Value
from derivquiz.maths.marking.values import approximate
from derivquiz.wire import Hint, Outcome, Problem, Remark

_BESIDE = re.compile(r"\s*([−+/^=<>≥≤≠(),])\s*")
_NEAR = 1e-9
_DERIVED = ("formula", "value")
_STATED = ("formula", "value", "vector")


def of(template: Template, problem: Problem) -> frozenset[Remark]:
    """What is to be said of a template if it holds for each of its draws; raises what solving a problem raises."""
    answer = KINDS[problem.kind].solve(problem).answer
    return frozenset(
        (*_slips(problem), *_lines(template, problem, answer), *_texts(template, problem, answer), *_rules(template, problem))
    )


def copied(problem: Problem, found: tuple[Hint, ...]) -> str:
    """A formula of the hints that would be marked right, or ""; the function as it stands in the prompt may be right."""
    kind = KINDS[problem.kind]
    for hint in found:
        for text in _typed(hint):
            if text != problem.function and kind.mark(problem, text, proof=False).outcome is Outcome.CORRECT:
                return text
    return ""


def told(problem: Problem) -> str:
    """What a hint of a problem gives away, or ""."""
    return copied(problem, hints(problem))


def _typed(hint: Hint) -> list[str]:
    """What a learner could copy from a rung: each of its one-line formulas, right of the sign of equality."""
    lines = hint.picture.splitlines()
    parts = [line.rpartition(" = ")[2].strip() for line in lines] if all(" = " in line or ":" in line for line in lines) else []
    return [part.rpartition(": ")[2] for part in parts if part]


def _slips(problem: Problem) -> Iterator[Remark]:
    """Stated wrong answers that are the right one, or each other."""
    found = [(slug, reading.parse(text, *problem.variables)) for slug, text in problem.slips]
    right = answers_of(problem) if found else ()
    for slug, wrong in found:
        if len(right) == 1 and _same(wrong, right[0], problem.places):
            yield Remark("error", "slips", f"{slug!r} gives the right answer in every draw", "state what it leads to", part=slug)
    for (one, first), (other, second) in combinations(found, 2):
        if _same(first, second, problem.places):
            message = f"{one!r} and {other!r} give the same in every draw, so neither can be named"
            yield Remark("error", "slips", message, "leave one out, or state what sets them apart", part=other)


def _lines(template: Template, problem: Problem, answer: str) -> Iterator[Remark]:
    """Lines of the worked solution that are the answer before the last: they are hints, too."""
    if problem.kind not in _STATED:
        return
    for text, line in list(zip(template.asked.lines, problem.lines, strict=True))[:-1]:
        if Line.split(line).text in {answer, *(stated for _, stated in problem.answers)}:
            hint = "lead there step by step: each line but the last is a hint"
            yield Remark("error", "lines", "a line before the last is the answer", hint, part=Line.split(text).text)


def _texts(template: Template, problem: Problem, answer: str) -> Iterator[Remark]:
    """Sentences beside the question that hold the answer as it is typed or printed."""
    said = [("prompt", problem.prompt, ""), ("lesson", template.lesson, "")]
    for text, line in zip(template.asked.lines, problem.lines, strict=False) if problem.kind not in ("gap", "bug") else ():
        said.append(("lines", Line.split(line).words, Line.split(text).words))
    for key, sentence, part in said:
        if answer and _holds(sentence, answer, problem.choices):
            yield Remark("error", key, "gives the answer away in every draw", "say what is asked, and not what it is", part=part)


def _holds(sentence: str, answer: str, choices: tuple[str, ...]) -> bool:
    if choices:
        there = [choice for choice in choices if _within(choice, sentence)]
        return there == [answer] and len(answer) > len("no")
    return _within(answer, sentence)


def _within(text: str, sentence: str) -> bool:
    plain, whole = (_BESIDE.sub(r"\1", words.minus(one).replace("*", "").replace("·", "").casefold()) for one in (text, sentence))
    return re.search(rf"(?<![\w.−]){re.escape(plain)}(?![\w]|\.\d)", whole) is not None


def _rules(template: Template, problem: Problem) -> Iterator[Remark]:
    """Wrong rules that the numbers drawn into the function can't tell; those of pieces are often bound to be alike."""
    drawn = {parameter.name for parameter in template.parameters}
    if not any(drawn & names(reading.parse(text, *names_of(template))) for text in template.functions):
        return
    if (
        problem.kind not in _DERIVED
        or problem.answers
        or not problem.wrt
        or pieces.has_pieces(question(problem).function, problem.wrt[0])
    ):
        return
    for _, rules in acceptance.clashes(problem):
        one, *others = sorted(rules)
        message = f"no draw tells {one!r} from {others[0]!r}" if others else f"{one!r} gives the right answer in every draw"
        yield Remark("warning", "parameters", message, "coefficients of 2 and more, exponents of 3 and more show a wrong rule")


def _same(one: Expression, other: Expression, places: int | None) -> bool:
    try:
        if names(one) | names(other):
            found = compare(one, (), other)
            return found.holds and found.points > 0
        first, second = approximate(Value(one)), approximate(Value(other))
    except EvaluationError:
        return False
    near = _NEAR * max(1.0, abs(float(first))) if places is None else 0.5 / 10**places
    return abs(float(first - second)) < near
