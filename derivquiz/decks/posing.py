"""What a template states itself, filled into a problem: its answer, its slips, its worked solution; and the problem's picture."""

from __future__ import annotations

import re
from dataclasses import replace

from derivquiz.decks.deck import Template
from derivquiz.decks.filling import Filled, names_of
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.kinds.kind import LaidOut, Layout, Posing
from derivquiz.decks.kinds.worked import MARK, Line, marked
from derivquiz.errors import DrawError
from derivquiz.maths import writing
from derivquiz.maths.expression import Expression, names, rational
from derivquiz.maths.writing import picture
from derivquiz.wire import Problem

SECANT = 2
"""A stated answer that takes f at so many places is about the secant between them."""
_VALUE = re.compile(r"\bf\(([^()]*)\)")
_WORD = re.compile(r"[^\W\d_]+_?\d{0,2}|[^\W\d_]")


def stated(problem: Problem, filled: Filled, function: str) -> Problem:
    """The problem with what its template states of the answer; raises DrawError where that can't be read."""
    asked = filled.template.asked
    answers = tuple((name, text if text in asked.words else _line(filled, text, function)) for name, text in asked.answers)
    slips = tuple((slug, _line(filled, text, function)) for slug, text in asked.slips)
    lines = tuple(_worked(filled, text, function) for text in asked.lines)
    given = asked.words or asked.bugs
    means = tuple((filled.text(choice), filled.sentence(said, "")) for choice, said in filled.template.means)
    problem = replace(problem, means=means, answers=answers, slips=slips, lines=lines, significant=asked.significant, words=given)
    if asked.nodes:
        more = tuple(name for name, _ in asked.nodes)
        nodes = tuple((name, writing.line(filled.stated(text, "", more))) for name, text in asked.nodes)
        problem = replace(problem, nodes=nodes, cells=asked.ask or ("forward", "adjoints"), shown=asked.show)
    if asked.composites:
        choice = sum(map(ord, repr((problem.seed, problem.at))))
        problem = replace(problem, composite=asked.composites[choice % len(asked.composites)].replace(" ", ""))
    if asked.window:
        problem = replace(problem, window=tuple(_line(filled, text, "") for text in asked.window))
    elif problem.kind == "value" and function and len(ends := _ends(asked.answers)) == SECANT:
        problem = replace(problem, window=tuple(_line(filled, text, "") for text in ends))
    if asked.rate:
        problem = replace(problem, rate=_line(filled, asked.rate, ""), count=_count(filled, asked.steps) or 1)
    kind = KINDS[problem.kind]
    if isinstance(kind, Posing):
        return kind.posed(problem, _count(filled, asked.blank), _count(filled, asked.blanks))
    return problem


def picture_of(problem: Problem, function: Expression | None) -> str:
    """What stands below the prompt: the kind's own picture, else the function."""
    kind = KINDS[problem.kind]
    if isinstance(kind, Posing):
        return kind.picture(problem)
    if function is None:
        return ""
    held = names(function)  # a stated answer may use a name that the function hasn't, such as a step h
    shown = [name for name in problem.variables if name in held or not (problem.answers and held)]
    return picture.draw(function, f"f({', '.join(map(picture.shown_name, shown))}) = ")


def layout_of(problem: Problem) -> Layout:
    """Where the parts of an answer can be typed; () where it has none."""
    kind = KINDS[problem.kind]
    return kind.layout(problem) if isinstance(kind, LaidOut) else ()


def names_in(template: Template) -> frozenset[str]:
    """The template's names that may be met in what it states itself."""
    asked = template.asked
    texts = (
        *(text for _, text in (*asked.answers, *asked.slips, *asked.nodes)),
        *asked.lines,
        asked.blank,
        asked.blanks,
        asked.rate,
        asked.steps,
    )
    met = {match.group() for text in texts for match in _WORD.finditer(text)} | {letter for text in texts for letter in text}
    return frozenset(met) & frozenset(names_of(template))


def _ends(answers: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The places where a stated answer takes f, each once."""
    return tuple(dict.fromkeys(place for _, text in answers for place in _VALUE.findall(text)))


def _line(filled: Filled, text: str, function: str) -> str:
    return writing.line(filled.stated(text, function))


def _count(filled: Filled, text: str) -> int | None:
    if not text:
        return None
    number = rational(filled.stated(text))
    if number is None or number.denominator != 1 or number < 1:
        raise DrawError(f"{filled.template.id}: {text!r} is no count: a whole number from 1")
    return int(number)


def _worked(filled: Filled, text: str, function: str) -> str:
    """A line of a worked solution with the values put in."""
    line = Line.split(text)
    blanks = MARK.findall(line.text)
    names = tuple(f"gap{i}" for i in range(len(blanks)))
    source = line.text
    for name, blank in zip(names, blanks, strict=True):
        source = source.replace(f"[[{blank}]]", f"({name})", 1)
    whole = filled.stated(source, function, names)
    parts = {name: filled.stated(blank, function) for name, blank in zip(names, blanks, strict=True)}
    return replace(line, words=filled.sentence(line.words, ""), text=marked(whole, parts)).joined()
