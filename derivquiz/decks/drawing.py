"""Template + seed -> Problem, the same on every machine; nothing degenerate comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from derivquiz.decks import acceptance, posing
from derivquiz.decks.constraints import holds
from derivquiz.decks.deck import REFUSED, Level, Template
from derivquiz.decks.filling import PLACEHOLDER, Filled, names_of, parse
from derivquiz.decks.kinds import KINDS, choice, words
from derivquiz.decks.seeds import seeded
from derivquiz.errors import DrawError
from derivquiz.maths import writing
from derivquiz.maths.deriving import tidy
from derivquiz.maths.expression import Expression, names, substitute
from derivquiz.wire import Pairs, Problem

ATTEMPTS = 400
"""Draws that may be rejected before a template is given up."""
COMPARED = 6
"""Draws, rejected ones included, that may be asked in place of the first acceptable one."""
EFFORT = 120
"""Nodes of functions, counted once for each variable, that are searched for wrong rules at most: a draw is to be quick."""
FEW = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """What was drawn: the values of the parameters, and which of the template's functions, prompts, conventions and letters."""

    values: Mapping[str, str]
    function: int = 0
    prompt: int = 0
    convention: int = 0
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One draw: the problem, and why it is not asked ("" where it is); no problem where the constraints refuse the values."""

    problem: Problem | None
    objection: str = REFUSED
    draft: Draft | None = None


def draw(deck_id: str, template: Template, seed: int, level: int | None = None) -> Problem:
    """The problem of a template and a seed; raises DrawError where no draw is acceptable, with what was wrong with the last.

    Where the first acceptable draw can't tell some wrong rules apart, others of the same function are looked at, and the best is
    taken. A level counts from 0, the easiest; None, or one above the template's own, draws from the whole ranges.
    """
    objection = ""
    for trial in trials(deck_id, template, seed, level):
        if trial.problem is None:
            objection = objection or "the constraints reject every draw"
        elif trial.objection:
            objection = trial.objection
        else:
            others = min(COMPARED, EFFORT // acceptance.effort(trial.problem) - 1)
            return (
                _clearest(trial.problem, islice(alike(deck_id, template, trial, level), others)) if others > 0 else trial.problem
            )
    raise DrawError(f"{deck_id}/{template.id} gives no problem in {ATTEMPTS} draws: {objection}")


def _clearest(first: Problem, others: Iterator[Trial]) -> Problem:
    """The first of some problems that leaves the fewest wrong rules untold; what all of the first few leave is left by all."""
    best, fewest = first, acceptance.clashes(first)
    always, seen = fewest, 1
    for trial in others if fewest else ():
        if trial.problem is None or trial.objection:
            continue
        untold = acceptance.clashes(trial.problem)
        always, seen = always & untold, seen + 1
        if len(untold) < len(fewest):
            best, fewest = trial.problem, untold
        if not fewest or (seen >= FEW and fewest == always):
            break
    return best


def trials(deck_id: str, template: Template, seed: int, level: int | None = None) -> Iterator[Trial]:
    """The draws of a seed and a level in their order, as many as are made before a template is given up."""
    random = _random(deck_id, template, seed, level)
    for _ in range(ATTEMPTS):
        yield tried(deck_id, template, seed, level, _draft(template, _narrowed(template, level) or Level(), random))


def alike(deck_id: str, template: Template, first: Trial, level: int | None = None) -> Iterator[Trial]:
    """Draws of the same function, prompt and letters as another, with other values; as many as are compared with it."""
    if first.problem is None or first.draft is None:
        return
    seed = first.problem.seed
    random = _random(deck_id, template, seed, level, "again")
    for _ in range(COMPARED):
        values = _draft(template, _narrowed(template, level) or Level(), random).values
        yield tried(deck_id, template, seed, level, replace(first.draft, values=values))


def _narrowed(template: Template, level: int | None) -> Level | None:
    return template.levels[level] if level is not None and level < len(template.levels) else None


def _random(deck_id: str, template: Template, seed: int, level: int | None, *more: str) -> Random:
    lower = [] if _narrowed(template, level) is None else [str(level)]
    return seeded(deck_id, template.id, seed, *lower, *more)


def tried(deck_id: str, template: Template, seed: int, level: int | None, draft: Draft) -> Trial:
    """The problem of given values, and why it is not asked; raises DrawError where the template can't be read."""
    terms = _terms(template, draft) if template.where else {}
    if not all(holds(template.id, text, terms) for text in template.where):
        return Trial(None)
    problem = replace(build(deck_id, template, seed, draft), level=None if _narrowed(template, level) is None else level)
    return Trial(problem, acceptance.objection(problem, _wanted(template, draft, problem)), draft)


def build(deck_id: str, template: Template, seed: int, draft: Draft) -> Problem:
    """The problem of given values, acceptable or not; raises DrawError where the template can't be read."""
    letters = dict.fromkeys(template.variables, "") | {template.variables[0]: draft.letter if template.letters else ""}
    renamed = {name: letter or name for name, letter in letters.items()}
    terms = _terms(template, draft)
    filled = Filled(template, renamed, terms)
    stated = template.functions[draft.function] if template.functions else ""
    function = filled.expression(stated) if stated else None
    variables = _variables(template, stated)
    at = tuple((renamed[name], writing.line(filled.expression(value))) for name, value in template.at if name in variables)
    problem = Problem(
        deck=deck_id,
        template=template.id,
        seed=seed,
        kind=template.kind,
        title=template.title,
        rule=template.rule,
        prompt="",
        picture="",
        function=writing.line(function) if function else "",
        variables=tuple(renamed[name] for name in variables),
        wrt=tuple(renamed[name] for name in template.wrt if name in variables),
        order=template.order,
        at=at,
        places=template.places,
        given=tuple((name, writing.line(filled.expression(value))) for name, value in template.given),
        form=template.form,
        choices=tuple(filled.text(text) for text in template.choices),
        expected=filled.text(_expected(template, draft, terms)),
        parameters=shown_parameters(template, draft),
        template_hash=template.hash,
    )
    problem = posing.stated(problem, filled, stated)
    convention = filled.text(template.conventions[draft.convention])
    if template.kind == "choice" and not problem.expected:
        problem = replace(problem, expected=choice.derived(problem, convention))
    problem = replace(problem, prompt=_prompt(template, draft, problem, filled, convention))
    return replace(problem, picture=posing.picture_of(problem, function), layout=posing.layout_of(problem))


def _variables(template: Template, stated: str) -> tuple[str, ...]:
    """The variables of the problem: of several functions each has the ones that it holds, as it may have fewer than another."""
    if len(template.functions) < 2 or len(template.variables) < 2 or template.asked.answers or template.asked.lines:
        return template.variables
    held = names(parse(template, stated, names_of(template)))
    return tuple(name for name in template.variables if name in held) if held.intersection(template.wrt) else template.variables


def _wanted(template: Template, draft: Draft, problem: Problem) -> frozenset[str]:
    """The variables of the drawn function as the template writes it, by the letters shown."""
    if template.asked.answers or template.asked.lines or not template.functions:
        return frozenset()
    there = names(parse(template, template.functions[draft.function], names_of(template)))
    variables = _variables(template, template.functions[draft.function])
    return frozenset(shown for name, shown in zip(variables, problem.variables, strict=True) if name in there)


def _draft(template: Template, level: Level, random: Random) -> Draft:
    ranges = {parameter.name: parameter.values for parameter in (*template.parameters, *level.parameters)}
    values = {name: _one(random, choices) for name, choices in ranges.items()}
    functions = level.functions or range(len(template.functions))
    return Draft(
        values,
        function=functions[random.randrange(len(functions))] if functions else 0,
        prompt=random.randrange(max(1, len(template.prompts))),
        convention=random.randrange(len(template.conventions)),
        letter=_one(random, template.letters or template.variables[:1]),
    )


def _one(random: Random, items: Sequence[str]) -> str:
    return items[random.randrange(len(items))]


def _terms(template: Template, draft: Draft) -> dict[str, Expression]:
    """What the names of a template stand for: the drawn values, and what is worked out from them in the order of `let`."""
    terms = {name: parse(template, value, ()) for name, value in draft.values.items()}
    for name, text in template.let:
        terms[name] = tidy.simplify(substitute(parse(template, text, tuple(terms)), terms))
    return terms


def _expected(template: Template, draft: Draft, terms: Mapping[str, Expression]) -> str:
    """The right answer that the template states for what was drawn; "" where it states none."""
    for row in template.expected:
        applies = row.function in (None, draft.function) and row.prompt in (None, draft.prompt)
        if applies and (not row.condition or holds(template.id, row.condition, terms)):
            return row.answer
    return ""


def shown_parameters(template: Template, draft: Draft) -> Pairs:
    """The parameters that the drawn problem shows, with their values."""
    texts = [*template.functions[draft.function :][:1], *(value for _, value in (*template.at, *template.given))]
    shown = posing.names_in(template).union(*(names(parse(template, text, names_of(template))) for text in texts))
    said = [
        *template.choices,
        *(row.answer for row in template.expected),
        *template.conventions,
        *template.prompts[draft.prompt : draft.prompt + 1],
    ]
    used = {*shown, *(match[1].partition(":")[0] for text in said for match in PLACEHOLDER.finditer(text))}
    for name, text in reversed(template.let):
        used |= names(parse(template, text, names_of(template))) if name in used else frozenset()
    return tuple((name, value) for name, value in draft.values.items() if name in used)


def _prompt(template: Template, draft: Draft, problem: Problem, filled: Filled, convention: str) -> str:
    if template.prompts:
        text = filled.sentence(template.prompts[draft.prompt], words.point(problem) if problem.at else "")
    else:
        text = KINDS[template.kind].ask(problem)
    if template.kind != "choice" or template.expected or not problem.at:
        return text
    if convention:
        return f"{text} Where f has a corner, its slope counts as {words.minus(convention)}."
    return f"{text[:-1]}, in the strict sense?" if text.endswith("?") else f"{text} Take it in the strict sense."
