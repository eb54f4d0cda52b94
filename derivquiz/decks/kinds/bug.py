"""Find the bug: a worked solution with one wrong step, of which the line and what it should say are asked."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from derivquiz.decks.kinds import cells, replies, worked
from derivquiz.decks.kinds.kind import Layout
from derivquiz.decks.kinds.worked import Line
from derivquiz.decks.seeds import seeded
from derivquiz.errors import DrawError
from derivquiz.maths import reading, writing
from derivquiz.maths.deriving import tidy
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.rungs import Rung
from derivquiz.maths.diagnosing import flawed, malrules
from derivquiz.maths.expression import Expression
from derivquiz.maths.marking import equality
from derivquiz.maths.marking.equality import Same, Undecided, Value
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Certainty, Grain, Outcome, Part, Problem, Reading, Solution, Step, Verdict

LONGEST = 60
"""Characters of a line, beyond which it is hard to check."""
MOST_TRIED = 12
_FORM = "the number of the line, a colon, and what it should say"
_LINE = r"\s*(?:line|step|no\.?|#)?\s*\(?\s*(\d{1,2})\s*\)?\s*"
_ANSWER = re.compile(rf"{_LINE}(?:[:;,=]|\.(?=\s)|->|→)\s*(.*)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(rf"{_LINE}[:.]?\s*", re.IGNORECASE)


class Bug:
    """Asks which line is wrong, and what it should be."""

    def ask(self, problem: Problem) -> str:  # noqa: ARG002  # every one is asked in these words
        """Which line has the slip, and what should it say?"""
        start = "One line has a slip, and the lines after it follow from it."
        return f"{start} Type the number of the line, a colon, and what it should say."

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """The variables."""
        return Vocabulary(problem.variables)

    def read(self, problem: Problem, text: str) -> Reading:
        """The number of a line and an expression."""
        return self._read(problem, text)[2]

    def _read(self, problem: Problem, text: str) -> tuple[int, Expression | None, Reading]:
        """The number of a line and what it should say; no expression where the reading has an error."""
        count = len(problem.lines)

        def refused(error: str, hint: str, column: int | None = None) -> tuple[int, None, Reading]:
            return 0, None, Reading(text, error=error, column=column, hint=hint)

        found = _ANSWER.fullmatch(text)
        if found is None or not found[2].strip():
            number = _NUMBER.fullmatch(text) or found
            if not text.strip():
                return refused("nothing to read", "type the number of the line and what it should say: 2: …")
            if number is not None:
                return refused(f"say what line {number[1]} should be, too", f"write {number[1]}: …")
            return refused("say which line it is", f"write {_FORM}", 0)
        if not 1 <= int(found[1]) <= count:
            return refused(f"the lines are 1 to {count}", "write one of these numbers", found.start(1))
        parsed, inner = replies.read(found[2], self.vocabulary(problem))
        if parsed is None:
            return refused(inner.error, inner.hint, None if inner.column is None else inner.column + found.start(2))
        drawn = cells.beside(f"line {found[1]}:  ", inner.picture)
        return int(found[1]), parsed.expression, Reading(text, f"{found[1]}: {inner.line}", drawn, inner.notes)

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Right where the line and its correction are; which of them is not is said."""
        number, answer, found = self._read(problem, text)
        if answer is None:
            return replies.unreadable(found)
        wrong, right = problem.answers[0]
        if str(number) != wrong:
            cells_of = (("line", Part.WRONG), ("correction", Part.MISSING))
            where = "is right" if number < int(wrong) else "follows from the lines before it"
            return Verdict(
                Outcome.WRONG, found, Certainty.PROVED, f"Line {number} {where}: the slip is in another.", cells=cells_of
            )
        result = equality.compare(Value(reading.parse(right, *problem.variables)), answer, proof=proof)
        match result:
            case Same():
                return replace(replies.correct(found, result), cells=(("line", Part.RIGHT), ("correction", Part.RIGHT)))
            case Undecided():
                return replies.undecided(found, result)
        standing = Line.split(problem.lines[number - 1]).filled(*problem.variables)
        if tidy.present(answer) == tidy.present(standing):
            return replies.unreadable(found, "that is what stands there", "write what it should say")
        why = malrules.explain(_parts(problem)[number - 1], problem.wrt, answer)
        message = f"Line {number} is the one, but that is not what it should say. {why.message}".strip()
        cells_of = (("line", Part.RIGHT), ("correction", Part.WRONG))
        return Verdict(Outcome.WRONG, found, Certainty.PROVED, message, None, why.slugs, cells=cells_of)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # its lines are what they are
        """The line and its correction, then the lines as they should be."""
        number, right = problem.answers[0]
        tree = reading.parse(right, *problem.variables)
        said = malrules.MALRULES[problem.expected].clause if problem.expected in malrules.MALRULES else "a rule is broken"
        steps = [cells.step(f"The slip in line {number}: {said}. It should be", tree)]
        answer = f"{number}: {writing.line(tree)}"
        return Solution(answer, cells.beside(f"line {number}:  ", picture.draw(tree)), (*steps, *_corrected(problem)))

    def rungs(self, problem: Problem) -> tuple[Rung, ...]:
        """How to look, what to ask of the wrong line, and one line that is right."""
        number = int(problem.answers[0][0])
        found = [Rung("Take the lines one by one: is the right side the derivative of the left, if the lines before it hold?")]
        if problem.expected in malrules.MALRULES:
            found.append(Rung(f"Ask of each line: {malrules.MALRULES[problem.expected].question}"))
        others = [i for i in range(1, len(problem.lines) + 1) if i != number]
        return (*found, Rung(f"It is not line {others[problem.seed % len(others)]}.")) if len(others) > 1 else tuple(found)

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:  # noqa: ARG002  # it has no blanks
        """The problem with a slip drawn for it, the same on every machine; raises DrawError where no rule gives one."""
        function = reading.parse(problem.function, *problem.variables)
        variable = problem.wrt[0]
        known = list(flawed.flawed(function, variable, frozenset(problem.words)))
        random = seeded(problem.card, problem.seed, problem.function)
        random.shuffle(known)
        for one in known[:MOST_TRIED]:
            names = (*(f"({worked.raised(part)})′" for part, _ in one.lines[:-1]), f"f′({picture.shown_name(variable)})")
            lines = tuple(Line("", name, writing.line(said)).joined() for name, (_, said) in zip(names, one.lines, strict=True))
            if max(map(len, lines)) <= LONGEST and flawed.is_wrong(one, variable):
                answers = ((str(one.wrong + 1), writing.line(one.right)),)
                return replace(problem, lines=lines, answers=answers, expected=one.slug, words=())
        if problem.words:
            raise DrawError(f"{problem.template}: none of {', '.join(problem.words)} gives {problem.function} a wrong step")
        return replace(problem, words=())

    def picture(self, problem: Problem) -> str:
        """The function, and the numbered lines."""
        return "\n".join(row[0] for row in self.layout(problem))

    def layout(self, problem: Problem) -> Layout:
        """The function, and a row for each line, which can be chosen and corrected there."""
        function = reading.parse(problem.function, *problem.variables)
        start = f"f({', '.join(map(picture.shown_name, problem.variables))}) = "
        rows = []
        for number, text in enumerate(problem.lines, 1):
            line = Line.split(text)
            rows.append((f"{number}.  {line.name} = {worked.raised(line.filled(*problem.variables))}", f"[[{number}:]]"))
        return (*((row,) for row in picture.draw(function, start).split("\n")), ("",), *rows)

    def objection(self, problem: Problem) -> str:
        """A function of which no rule gives a worked solution with a slip."""
        return "" if problem.answers else "no wrong rule gives this function a worked solution with a slip"


@lru_cache(maxsize=64)
def _parts(problem: Problem) -> tuple[Expression, ...]:
    return flawed.parts_of(reading.parse(problem.function, *problem.variables), problem.wrt[0])


def _corrected(problem: Problem) -> tuple[Step, ...]:
    names = [Line.split(line).name for line in problem.lines]
    slopes = (differentiate(part, problem.wrt[0]) for part in _parts(problem))
    return tuple(cells.step(f"{name} is", slope) for name, slope in zip(names, slopes, strict=True))


KIND = Bug()
