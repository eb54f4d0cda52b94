"""The first sight of a template: its rule in a sentence, and one worked example that is not the problem asked."""

from __future__ import annotations

from derivquiz.decks import drawing
from derivquiz.decks.deck import Template
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.kinds.question import question
from derivquiz.errors import DerivquizError, DrawError
from derivquiz.maths.deriving.rungs import one_line
from derivquiz.maths.expression import Matrix, Vector
from derivquiz.wire import Lesson, Problem

TRIED = 8
"""So many draws are looked at for the friendliest example."""


def lesson(deck_id: str, template: Template, asked: Problem | None = None) -> Lesson:
    """The lesson of a template, by its easiest level; raises DrawError where it gives no problem at all.

    The seeds are below 0, which no session draws; an example that is the problem `asked` is passed over.
    """
    example = _friendliest(_examples(deck_id, template, asked))
    solution = KINDS[example.kind].solve(example)
    return Lesson(
        title=template.title,
        rule=template.lesson or rule(example),
        picture=example.picture,
        steps=solution.steps,
        answer=solution.answer,
        prompt=example.prompt,
    )


def rule(problem: Problem) -> str:
    """The rule of a problem in a sentence, from its derivation."""
    function = question(problem).function
    if isinstance(function, Vector | Matrix):
        function = function.items[0] if isinstance(function, Vector) else function.rows[0][0]
    if not (problem.order and problem.wrt):
        return "Put the values in, and round once, at the end." if problem.places is not None else "Put the values in."
    return one_line(function, problem.wrt[0])


def _examples(deck_id: str, template: Template, asked: Problem | None) -> list[Problem]:
    found: list[Problem] = []
    error: DrawError | None = None
    for seed in range(-TRIED, 0):
        try:
            problem = drawing.draw(deck_id, template, seed, 0 if template.levels else None)
        except DrawError as failed:
            error = failed
            continue
        if asked is None or _told_apart(problem) != _told_apart(asked):
            found.append(problem)
    if not found:
        if asked is not None:
            return [asked] if error is None else _examples(deck_id, template, None)
        raise error or DrawError(f"{deck_id}/{template.id} gives no problem")
    return found


def _told_apart(problem: Problem) -> tuple[object, ...]:
    """What makes a problem another one: the function and the point, what is stated, and the words where they say it all."""
    said = "" if problem.function or problem.lines else problem.prompt
    return problem.function, problem.at, problem.answers, problem.lines, said


def _friendliest(problems: list[Problem]) -> Problem:
    """The one with steps, the shortest answer and the smallest numbers; the first of several."""

    def cost(problem: Problem) -> tuple[bool, int]:
        try:
            solution = KINDS[problem.kind].solve(problem)
        except DerivquizError:
            return True, 0
        texts = (problem.function, solution.answer, *(value for _, value in problem.at))
        return not solution.steps, sum(map(len, texts)) + 2 * sum(text.count("-") for text in texts)

    return min(problems, key=cost)
