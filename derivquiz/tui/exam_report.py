"""The report at the end of an exam: every problem, what was answered, what is right, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from derivquiz.reports import Answered
from derivquiz.tui.text import QUIET, one_line, printed, shown
from derivquiz.tui.widgets.verdict_panel import HEADLINES, reason, witness
from derivquiz.wire import Outcome, Verdict

INDENT = 4
LABEL = 10
"""Cells of the words before an answer, the indent among them."""
COLOURS = {Outcome.CORRECT: "$text-success", Outcome.WRONG: "$text-error", Outcome.DOMAIN: "$text-warning"}
GIVEN_UP = "– Given up"


def exam_report(answered: Sequence[Answered], width: int) -> Content:
    """The problems in the order asked, each as wide as there is room."""
    blocks = [Content("\n").join(_block(number, len(answered), one, width)) for number, one in enumerate(answered, start=1)]
    return Content("\n\n").join(blocks)


def _block(number: int, of: int, one: Answered, width: int) -> Iterator[Content]:
    problem, verdict = one.problem, one.verdict
    mark = HEADLINES[verdict.outcome] if verdict else GIVEN_UP
    colour = COLOURS.get(verdict.outcome, QUIET) if verdict else QUIET
    place = f"{number} of {of}  "
    yield Content.assemble((place, "bold"), (mark, f"bold {colour}"), (f"   {one_line(problem.title)}", QUIET))
    yield Content(one_line(problem.prompt))
    function = "\n".join(problem.layout[0]) if problem.choices and problem.layout else ""  # of curves, the picture has them all
    yield _maths("", function or problem.picture, problem.function, width)
    answers = []
    if one.text:
        answers.append(_maths("yours", verdict.reading.picture if verdict else "", one.text, width))
    if one.solution is not None:
        answers.append(_maths("right", one.solution.picture, one.solution.answer, width))
    reasons = [Content(sentence) for sentence in _reasons(verdict)] if verdict is not None else []
    if any("\n" in answer.plain for answer in answers):  # an exponent or a denominator would touch what is next to it
        answers = [line for answer in answers for line in (Content(), answer)]
        reasons = [Content(), *reasons] if reasons else []
    yield from answers
    yield from reasons


def _reasons(verdict: Verdict) -> list[str]:
    said = [one_line(reason(verdict)), witness(verdict.witness, verdict.message), *map(one_line, verdict.notes)]
    return [sentence for sentence in said if sentence]


def _maths(label: str, picture: str, line: str, width: int) -> Content:
    """An expression behind its label: in two dimensions where that fits, else in one line that wraps."""
    room = width - LABEL
    rows = printed(shown(picture)).splitlines()
    if not rows or max(map(cell_len, rows)) > room:
        rows = [one_line(line) or one_line(picture)]
    middle = len(rows) // 2
    margins = [" " * INDENT + (label if place == middle else "").ljust(LABEL - INDENT) for place in range(len(rows))]
    return Content("\n").join([Content.assemble((margin, QUIET), row) for margin, row in zip(margins, rows, strict=True)])
