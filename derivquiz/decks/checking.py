"""The audit of a template: what its file says that can't be meant, and what its draws show that no learner should meet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from derivquiz.decks import drawing, posing, suspects
from derivquiz.decks.deck import REFUSED, Template
from derivquiz.decks.fields import shown, suggestion
from derivquiz.decks.filling import PLACEHOLDER, Filled, names_of
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.kinds.worked import Line
from derivquiz.errors import DerivquizError, ReadingError
from derivquiz.maths import reading
from derivquiz.maths.expression import names
from derivquiz.maths.reading import Vocabulary
from derivquiz.wire import Audit, Outcome, Problem, Remark

WIDEST = 76
"""Columns of a picture that a terminal of 80 shows whole, beside the card's frame."""
HINTED = 2
"""Of so many different problems of an audit the hints are looked at."""
LONGEST_PROMPT = 240
"""Characters of a prompt that leave room for the rest at 24 lines."""

_QUOTED = re.compile(r"'([^']+)'")


def inspect(template: Template) -> tuple[Remark, ...]:
    """What is wrong with a template as it is written, with no draw: texts that can't be read, parameters that nothing uses."""
    return tuple(_unreadable(template)) or tuple(_unused(template))


def audit(deck_id: str, template: Template, seeds: Sequence[int]) -> Audit:
    """Draw a problem for each seed, solve it and mark its own answer; what a learner should never meet is an error.

    Raises nothing: a template that gives no problem is said so.
    """
    remarks: dict[str, Remark] = {}
    refused: Counter[str] = Counter()
    problems: set[str] = set()
    always: frozenset[Remark] | None = None
    drawn = 0
    for seed in seeds:
        try:
            for trial in drawing.trials(deck_id, template, seed):
                drawn += 1
                if trial.objection:
                    refused[trial.objection] += 1
                    continue
                if trial.problem is not None:
                    same = _sameness(trial.problem)
                    if same not in problems:
                        for remark in _faults(trial.problem, hinted=len(problems) < HINTED):
                            remarks.setdefault(remark.name, remark)
                        if always != frozenset() and not remarks:
                            found = suspects.of(template, trial.problem)
                            always = found if always is None else always & found
                    problems.add(same)
                break
            else:
                return Audit(drawn, tuple(problems), tuple(refused.items()), (_nothing(refused, seed),))
        except DerivquizError as error:
            return Audit(drawn, (), (), (_failed(template, error, seed),))
    return Audit(drawn, tuple(problems), tuple(refused.items()), tuple(remarks.values()), always)


def _nothing(refused: Counter[str], seed: int) -> Remark:
    why, _ = refused.most_common(1)[0]
    if why == REFUSED:
        hint = "let the ranges hold values that the constraints allow"
        return Remark(
            "error", "where", f"gives no problem: the constraints refuse {drawing.ATTEMPTS} draws in a row", hint, seed=seed
        )
    hint = "other ranges, or a constraint in `where`, may give one"
    return Remark("error", "parameters", f"gives no problem in {drawing.ATTEMPTS} draws: {why}", hint, seed=seed)


def _sameness(problem: Problem) -> str:
    """What two draws share that are the same problem in other words."""
    return repr(replace(problem, seed=0, prompt="", level=None))


def _unreadable(template: Template) -> Iterator[Remark]:
    drawn = (*(parameter.name for parameter in template.parameters), *(name for name, _ in template.let))
    known = (*template.variables, *drawn)
    expressions = [
        *(("function", text, known) for text in template.functions),
        *(("at", text, drawn) for _, text in template.at),
        *(("given", text, known) for _, text in template.given),
        *(("let", text, drawn) for _, text in template.let),
        *(("parameters", text, ()) for parameter in template.parameters for text in parameter.values),
    ]
    for key, text, allowed in expressions:
        try:
            reading.parse_in(text, Vocabulary(allowed))
        except ReadingError as error:
            undeclared = _undeclared(text, error.column or 0, allowed) if key == "function" else ""
            yield Remark("error", key, error.message, undeclared or error.hint, part=text, column=error.column or 0)
    yield from _stated_unreadable(template)
    for key, text in _conditions(template):
        try:
            conditions = reading.read_condition(text, Vocabulary(drawn))
        except ReadingError as error:
            yield Remark("error", key, error.message, error.hint, part=text, column=error.column or 0)
            continue
        if not any(names(condition.left) | names(condition.right) for condition in conditions):
            yield Remark("error", key, "names no parameter", "a constraint is between parameters: a != b", part=text)
    for expected in template.expected:
        if template.choices and expected.answer not in template.choices:
            hint = suggestion(expected.answer, template.choices)
            yield Remark("error", "expected", f"{shown(expected.answer)!r} is none of the choices", hint, part=expected.answer)


def _undeclared(text: str, column: int, known: Sequence[str]) -> str:
    """What to write for a letter by itself that nothing declares; "" where there is none."""
    letter = text[column : column + 1]
    beside = text[max(0, column - 1) : column] + text[column + 1 : column + 2]
    if not letter.isalpha() or letter in known or any(map(str.isalpha, beside)):
        return ""
    return f'is {letter} the variable? variables = "{letter}"; or a parameter? parameters = {{ {letter} = "2..9" }}'


def _stated_unreadable(template: Template) -> Iterator[Remark]:
    """The texts that state what is asked and can't be read, each with its place."""
    asked = template.asked
    function = next((text for text in template.functions if _is_read(template, text)), "")
    if template.functions and not function:
        return
    filled = Filled(template, {}, {})
    nodes = tuple(name for name, _ in asked.nodes)
    stated = [
        *(("answer", text, function, ()) for _, text in asked.answers if text not in asked.words),
        *(("slips", text, function, ()) for _, text in asked.slips),
        *(("lines", Line.split(text).text, function, ()) for text in asked.lines),
        *(("nodes", text, "", nodes) for _, text in asked.nodes),
        *((key, text, "", ()) for key, text in (("rate", asked.rate), ("steps", asked.steps)) if text),
        *((key, text, "", ()) for key, text in (("blank", asked.blank), ("blanks", asked.blanks)) if text),
        *(("window", text, "", ()) for text in asked.window),
    ]
    for key, text, definition, more in stated:
        plain = text.replace("[[", " (").replace("]]", ") ") if key == "lines" else text
        try:
            reading.parse_in(plain, filled.vocabulary(plain, definition, more))
        except ReadingError as error:
            yield Remark("error", key, error.message, error.hint, part=text, column=error.column or 0)


def _is_read(template: Template, text: str) -> bool:
    try:
        reading.parse(text, *names_of(template))
    except ReadingError:
        return False
    return True


def _conditions(template: Template) -> Iterator[tuple[str, str]]:
    yield from (("where", text) for text in template.where)
    yield from (("expected", expected.condition) for expected in template.expected if expected.condition)


def _unused(template: Template) -> Iterator[Remark]:
    drawn = (*(parameter.name for parameter in template.parameters), *(name for name, _ in template.let))
    known = (*template.variables, *drawn)
    expressions = [*template.functions, *(text for pairs in (template.at, template.given, template.let) for _, text in pairs)]
    used = posing.names_in(template).union(*(names(reading.parse(text, *known)) for text in expressions))
    for _, text in _conditions(template):
        for condition in reading.read_condition(text, Vocabulary(drawn)):
            used |= names(condition.left) | names(condition.right)
    said = (*template.prompts, *template.choices, *(row.answer for row in template.expected), *template.conventions)
    said += tuple(text for pair in template.means for text in pair)
    used |= {match[1].partition(":")[0] for text in said for match in PLACEHOLDER.finditer(text)}
    for parameter in template.parameters:
        if parameter.name not in used:
            yield Remark("error", "parameters", f"{parameter.name!r} is drawn and never used", "use it, or leave it out")
    for name, _ in template.let:
        if name not in used:
            yield Remark("error", "let", f"{name!r} is worked out and never used", "use it, or leave it out")
    for variable in template.variables if template.functions else ():
        if variable not in used:
            yield Remark("error", "variables", f"{variable!r} is in no function", "use it, or leave it out")


def _asked(template: Template) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts that say what is asked beside the function, by their keys."""
    asked = template.asked
    yield "answer", tuple(text for _, text in asked.answers)
    yield "slips", tuple(text for _, text in asked.slips)
    yield "nodes", tuple(text for _, text in asked.nodes)
    yield "rate", (asked.rate,)
    yield "steps", (asked.steps,)
    yield "composite", asked.composites
    yield "window", asked.window
    yield "lines", asked.lines
    yield "blank", (asked.blank,)
    yield "blanks", (asked.blanks,)


def _failed(template: Template, error: DerivquizError, seed: int) -> Remark:
    """A draw that an error of the template ended, at the text that the error quotes."""
    message = str(error).removeprefix(f"{template.id}: ")
    quoted = _QUOTED.search(message)
    part = quoted[1] if quoted else ""
    key = next((key for key, texts in _asked(template) if part and any(part in text for text in texts)), "")
    return Remark("error", key, message, part=part if key else "", seed=seed)


def _faults(problem: Problem, *, hinted: bool) -> Iterator[Remark]:
    """What is wrong with a problem that was drawn, and if asked for, with its hints."""

    def fault(name: str, key: str, message: str, hint: str = "", level: str = "error") -> Remark:
        return Remark(level, key, message, hint, seed=problem.seed, name=name)

    widest = max(map(len, problem.picture.splitlines()), default=0)
    if widest > WIDEST:
        yield fault("wide", "function", f"the picture is {widest} columns wide", f"{WIDEST} fit on a screen of 80")
    if len(problem.prompt) > LONGEST_PROMPT:
        hint = f"{LONGEST_PROMPT} leave room for the rest of the screen"
        yield fault("long", "prompt", f"the prompt is {len(problem.prompt)} characters long", hint)
    if any(len(choice) > WIDEST - len("a  ") for choice in problem.choices):
        yield fault("wide-choice", "choices", "a choice is wider than a screen of 80 columns")
    kind = KINDS[problem.kind]
    try:
        solution = kind.solve(problem)
        verdict = kind.mark(problem, solution.answer, proof=False)
    except DerivquizError as error:
        yield fault("unsolved", "", f"a draw can't be solved: {error}")
        return
    answer = shown(solution.answer)
    if not answer:
        yield fault("no-answer", "", "a draw has no answer")
    elif verdict.outcome is not Outcome.CORRECT:
        said = verdict.message or verdict.reading.error
        yield fault("unmarked", "", f"the answer {answer!r} of a draw isn't taken for right: {said}")
    elif not verdict.form:
        yield fault("formless", "form", f"the answer {answer!r} of a draw hasn't the form that is asked for")
    if hinted and (given := suspects.told(problem)):
        key = "lines" if problem.lines else ""
        yield fault("told", key, f"a hint gives the answer away: {given}", "a hint leads there, and leaves the last step to do")
    if not solution.steps and not problem.expected:
        yield fault("stepless", "", "a draw has no worked steps", level="warning")
