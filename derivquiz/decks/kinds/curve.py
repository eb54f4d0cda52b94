"""Match the curve: which of three is that of the derivative of a function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from derivquiz.decks.kinds import cells
from derivquiz.decks.kinds.choice import choose
from derivquiz.decks.kinds.kind import Layout
from derivquiz.decks.seeds import seeded
from derivquiz.errors import DrawError, EvaluationError
from derivquiz.maths import balls, reading
from derivquiz.maths.deriving import tidy
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.rungs import Rung
from derivquiz.maths.expression import Expression, Negate, rational
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.writing import picture, plots
from derivquiz.wire import Certainty, Grain, Outcome, Problem, Reading, Solution, Verdict

PLACES = ("curve a", "curve b", "curve c")
WINDOW = ("-3", "3")
COLUMNS, ROWS = 15, 5
GAP = "   "
ALIKE = 0.25
"""Two curves whose heights, each by its own scale, nowhere differ by more than this can't be told apart."""
_BITS = 64

SLOPE, TURNED, SECOND, ITSELF = "f'", "-f'", "f''", "f"
REASONS = {
    TURNED: "That curve is below 0 where f rises: what is the sign of a slope there?",
    SECOND: "That curve tells how the slope itself changes. Where f turns, the slope is 0: which of them crosses 0 there?",
    ITSELF: "That curve tells how high f is. How steep is it?",
}
NEVER_TURNS = "That curve tells how the slope itself changes. f never turns here: can its slope change sign?"
"""Of the second derivative, where f has neither top nor valley within the window."""


class Curve:
    """Asks for the curve of f′."""

    def ask(self, problem: Problem) -> str:  # noqa: ARG002  # every one is asked in these words
        """Which curve is that of f′?"""
        return "The first curve is f; which other one is f′? (Each has its own scale.)"

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """None but the choices."""
        return Vocabulary(problem.variables)

    def read(self, problem: Problem, text: str) -> Reading:
        """The curve that a text names: its letter or its number."""
        chosen = choose(problem.choices, text)
        if chosen is not None:
            return Reading(text, chosen, chosen)
        error = "that is none of the curves" if text.strip() else "nothing to read"
        return Reading(text, error=error, hint="type a, b or c")

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:  # noqa: ARG002  # a choice needs no proof
        """Right, or what the chosen curve is instead."""
        found = self.read(problem, text)
        if found.error:
            return Verdict(Outcome.UNREADABLE, found, message=f"{found.error}; {found.hint}")
        if found.line == problem.expected:
            return Verdict(Outcome.CORRECT, found, Certainty.PROVED, "Right.")
        what = dict(problem.answers).get(found.line, "")
        reason = NEVER_TURNS if what == SECOND and not _turns(problem) else REASONS.get(what, "")
        return Verdict(Outcome.WRONG, found, Certainty.PROVED, reason)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:  # noqa: ARG002  # there is one step
        """The curve, and the formula that it is drawn from."""
        function = reading.parse(problem.function, *problem.variables)
        where = "above 0 where f rises, below where f falls, and 0 where f is level"
        said = f"{problem.expected.capitalize()} is {where}: that is f′, which is"
        steps = (cells.step(said, differentiate(function, problem.wrt[0])),)
        return Solution(problem.expected, problem.expected, steps)

    def rungs(self, problem: Problem) -> tuple[Rung, ...]:
        """Where to look, then one curve that it is not."""
        wrong = [place for place in problem.choices if place != problem.expected]
        return (
            Rung("Where f rises, f′ is above 0; where f falls, below."),
            Rung(
                "Where f is level, at a top or in a valley, f′ is 0."
                if _turns(problem)
                else "Where f is steepest, f′ is farthest from 0."
            ),
            Rung(f"It is not {wrong[problem.seed % len(wrong)]}."),
        )

    def posed(self, problem: Problem, blank: int | None, blanks: int | None) -> Problem:  # noqa: ARG002  # it has no blanks
        """The problem with its curves in an order drawn for it, the same on every machine."""
        problem = replace(problem, window=problem.window or WINDOW, choices=PLACES)
        known = _trees(problem)
        heights = {name: _heights(problem, tree) for name, tree in known.items()}
        found = [SLOPE]
        for name in (TURNED, SECOND, ITSELF):
            if len(found) < len(PLACES) and not any(_is_alike(heights[name], heights[other]) for other in found):
                found.append(name)
        if len(found) < len(PLACES):
            return problem
        random = seeded(problem.card, problem.seed, problem.function)
        random.shuffle(found)
        return replace(problem, answers=tuple(zip(PLACES, found, strict=True)), expected=PLACES[found.index(SLOPE)])

    def picture(self, problem: Problem) -> str:
        """The formula, and the curves side by side."""
        function, *curves = self.layout(problem)
        head = GAP.join(title.center(COLUMNS) for title, *_ in curves).rstrip()
        rows = [GAP.join(row).rstrip() for row in zip(*(drawn for _, *drawn in curves), strict=True)]
        return "\n".join([*function, head, *rows])

    def layout(self, problem: Problem) -> Layout:
        """The rows of the formula, then a title and the rows of each curve, to be set side by side as there is room."""
        function = reading.parse(problem.function, *problem.variables)
        start = f"f({', '.join(map(picture.shown_name, problem.variables))}) = "
        known = _trees(problem)
        low, high = _window(problem)
        zero = float(-low / (high - low)) if low < 0 < high else None
        drawn = [ITSELF, *(name for _, name in problem.answers)]
        titles = ("f", "a", "b", "c")[: len(drawn)]
        blocks = [plots.plot(_heights(problem, known[name]), ROWS, zero) for name in drawn]
        curves = [(title, *block) for title, block in zip(titles, blocks, strict=True)]
        return (tuple(picture.draw(function, start).split("\n")), *curves)

    def objection(self, problem: Problem) -> str:
        """Curves that can't be told apart, or that have gaps."""
        if not problem.answers:
            return "the curves can't be told apart"
        known = _trees(problem)
        drawn = {ITSELF, *(name for _, name in problem.answers)}
        if any(None in _sampled(known[name], problem.wrt[0], *_window(problem)) for name in drawn):
            return "a curve has a gap within the window"
        return ""


def _trees(problem: Problem) -> dict[str, Expression]:
    function = reading.parse(problem.function, *problem.variables)
    name = problem.wrt[0]
    slope = differentiate(function, name)
    return {ITSELF: function, SLOPE: slope, TURNED: tidy.simplify(Negate(slope)), SECOND: differentiate(function, name, name)}


def _turns(problem: Problem) -> bool:
    """Whether f has a top or a valley within the window."""
    slopes = [slope for slope in _heights(problem, _trees(problem)[SLOPE]) if slope is not None]
    return min(slopes, default=0.0) < 0 < max(slopes, default=0.0)


def _window(problem: Problem) -> tuple[Fraction, Fraction]:
    low, high = (rational(reading.parse(text)) for text in problem.window)
    if low is None or high is None or not low < high:
        raise DrawError(f"{problem.template}: the window goes from a number to a greater one: [-3, 3]")
    return low, high


def _heights(problem: Problem, tree: Expression) -> tuple[float | None, ...]:
    return _sampled(tree, problem.wrt[0], *_window(problem))[1::2]


@lru_cache(maxsize=256)
def _sampled(tree: Expression, name: str, low: Fraction, high: Fraction) -> tuple[float | None, ...]:
    """The heights at the ends and in the middle of each half of a column."""
    steps = 4 * COLUMNS
    return tuple(_height(tree, {name: low + (high - low) * Fraction(i, steps)}) for i in range(steps + 1))


def _height(tree: Expression, point: dict[str, Fraction]) -> float | None:
    try:
        ball = balls.value(tree, point, bits=_BITS)
    except EvaluationError:
        return None
    return float(ball.mid()) if ball.is_finite() else None


def _is_alike(one: Sequence[float | None], other: Sequence[float | None]) -> bool:
    """Whether two curves look the same, each by its own scale."""
    return all(abs(first - second) <= ALIKE for first, second in zip(_scaled(one), _scaled(other), strict=True))


def _scaled(heights: Sequence[float | None]) -> list[float]:
    known = [0.0 if height is None else height for height in heights]
    span = (max(0.0, *known) - min(0.0, *known)) or 1.0
    return [height / span for height in known]


KIND = Curve()
