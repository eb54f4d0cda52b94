"""A game that plays a script: five problems, marked by a table."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from derivquiz.folders import SETTINGS
from derivquiz.plots import Curve, CurveLine, Role
from derivquiz.reports import (
    Answered,
    Day,
    DeckRow,
    Fault,
    Marked,
    Mastery,
    Overview,
    Owned,
    Preview,
    Retention,
    Score,
    ShelvedDeck,
    Stage,
    Statistics,
    Summary,
    SummaryRow,
    TemplateRow,
)
from derivquiz.settings import Settings, SettingsFile
from derivquiz.sitting.modes import Mode
from derivquiz.wire import Certainty, Grain, Hint, Lesson, Outcome, Problem, Reading, Solution, Step, Verdict, Witness

POWER = Problem(
    deck="chain",
    template="power-of-quadratic",
    seed=7,
    kind="formula",
    title="A power of a quadratic",
    rule="chain",
    prompt="Differentiate f with respect to x.",
    picture="f(x) = (3x² + 1)⁴",
    function="(3*x^2 + 1)^4",
    variables=("x",),
    wrt=("x",),
)
QUOTIENT = Problem(
    deck="rules",
    template="quotient",
    seed=8,
    kind="formula",
    title="A quotient of two lines",
    rule="quotient",
    prompt="Give f′(x).",
    picture="        2x + 1\nf(x) = ────────\n        3x − 4",
    function="(2*x + 1)/(3*x - 4)",
    variables=("x",),
    wrt=("x",),
)
GRADIENT = Problem(
    deck="partials",
    template="quadratic-at-a-point",
    seed=9,
    kind="gradient",
    title="The gradient of a quadratic, at a point",
    rule="partial",
    prompt="Give the gradient ∇f at (1, 2).",
    picture="f(x, y) = 2x² + xy − 3y²",
    function="2*x^2 + x*y - 3*y^2",
    variables=("x", "y"),
    wrt=("x", "y"),
    at=(("x", "1"), ("y", "2")),
)
CHOICE = Problem(
    deck="activations",
    template="relu-slope",
    seed=10,
    kind="choice",
    title="The slope of ReLU",
    rule="relu",
    prompt="What is f′(−2)?",
    picture="f(x) = ReLU(x)",
    function="relu(x)",
    variables=("x",),
    wrt=("x",),
    at=(("x", "-2"),),
    choices=("-1", "0", "1", "undefined"),
)
DECIMAL = Problem(
    deck="activations",
    template="sigmoid-slope-at-a-point",
    seed=11,
    kind="value",
    title="The slope of the sigmoid at a point",
    rule="sigmoid",
    prompt="Find f′(1/2), to 3 decimal places.",
    picture="           1\nf(z) = ─────────\n        1 + e⁻ᶻ",
    function="1/(1 + e^(-z))",
    variables=("z",),
    wrt=("z",),
    at=(("z", "1/2"),),
    places=3,
)
PROBLEMS = (POWER, QUOTIENT, GRADIENT, CHOICE, DECIMAL)

RIGHT = "24*x*(3*x^2 + 1)^3"
PICTURES = {
    RIGHT: "24x(3x² + 1)³",
    "24x(3x^2+1)^3": "24x(3x² + 1)³",
    "4(3x^2+1)^3": "4(3x² + 1)³",
    "-11/(3x-4)^2": "    11\n− ────────\n         2\n  (3x − 4)",
}
SOLUTION = Solution(
    answer=RIGHT,
    picture="24x(3x² + 1)³",
    steps=(
        Step("The chain rule: outside u⁴, inside u = 3x² + 1.", "4*u^3*u'", "4u³ · u′"),
        Step("The power rule on the inside.", "u' = 6*x", "u′ = 6x"),
        Step("Together, with u put back.", "4*(3*x^2 + 1)^3*6*x", "4(3x² + 1)³ · 6x"),
        Step("The numbers in front.", RIGHT, "24x(3x² + 1)³"),
    ),
)
HINTS = (
    Hint("Think of the chain rule."),
    Hint("Outside is u⁴, inside is u.", "u = 3x² + 1"),
)
LESSON = Lesson(
    "A power of a quadratic",
    "Differentiate the outside, leave the inside as it is, and multiply by the derivative of the inside.",
    "f(x) = (x² + 5)³",
    (Step("The chain rule", "3*(x^2+5)^2*2*x", "3(x² + 5)² · 2x"),),
    "6*x*(x^2+5)^2",
)
CURVE = Curve(
    "x",
    (
        CurveLine(Role.FUNCTION, "f", (tuple((x / 8, x * x / 64) for x in range(-24, 25)),)),
        CurveLine(Role.SLOPE, "f′", (((-3.0, -6.0), (3.0, 6.0)),)),
        CurveLine(Role.YOURS, "yours", (((-3.0, -3.0), (3.0, 3.0)),)),
    ),
    (-3.0, 3.0),
    (-6.0, 9.0),
)
UNREADABLE = Reading("4*(3x", error="This bracket is never closed", column=2, hint="write 4*(3x) or go on typing")
WRONG = Verdict(
    Outcome.WRONG,
    Reading("4(3x^2+1)^3", "4*(3*x^2 + 1)^3", "4(3x² + 1)³"),
    message="The slope of the inside is missing: the chain rule multiplies by u′.",
    witness=Witness((("x", "2"),), "8788", "105456"),
    misconceptions=("chain-forgot-inner",),
)
DOMAIN = Verdict(
    Outcome.DOMAIN,
    Reading("24x(3x^2+1)^3*x/x", "24*x*(3*x^2 + 1)^3*x/x", "24x(3x² + 1)³x/x"),
    message="Right wherever it has a value, but at some points it has none where the slope does.",
    witness=Witness((("x", "0"),), "undefined", "0"),
)


def right(text: str) -> Verdict:
    return Verdict(Outcome.CORRECT, read(text), certainty=Certainty.PROVED)


def read(text: str) -> Reading:
    if text.startswith("4*(") and ")" not in text:
        return replace(UNREADABLE, text=text)
    if text == "b":
        return Reading(text, line="0", picture="0")
    notes = ("x/2y is (x/2)·y; write x/(2y) if you meant that",) if "/2y" in text else ()
    return Reading(text, line=text, picture=PICTURES.get(text, text), notes=notes)


VERDICTS: Mapping[str, Verdict] = {
    "4(3x^2+1)^3": WRONG,
    "24x(3x^2+1)^3*x/x": DOMAIN,
    "4*(3x": Verdict(Outcome.UNREADABLE, UNREADABLE),
    "tower": Verdict(Outcome.UNDECIDED, read("tower"), message="This could not be decided; it doesn't count either way."),
}


class FakeSession:
    """A sitting with set problems; `gate` holds back whatever is asked while it is set."""

    def __init__(
        self,
        problems: Sequence[Problem] = PROBLEMS,
        *,
        focus: str = "",
        limit: int | None = None,
        verdicts: Mapping[str, Verdict] = VERDICTS,
    ) -> None:
        self.problem: Problem | None = None
        self.score = Score()
        self.focus = focus
        self.limit = limit
        self.first_sight = False
        self.due = ""
        self.notice = ""
        self.calls: list[str] = []
        self.open_gate = asyncio.Event()
        self.open_gate.set()
        self.lesson_gate = asyncio.Event()
        self.lesson_gate.set()
        self.error: Exception | None = None
        self.solution = SOLUTION
        self.silent = False
        self.grain = Grain.FUSED
        self.mode = Mode.REVIEW
        self.seconds_left: float | None = None
        self.shown = 0
        self.teaches: Lesson | None = None
        self.drawing: Curve | None = CURVE
        self._problems = list(problems[:limit])
        self._verdicts = verdicts
        self._settled = False
        self._before: Score | None = None
        self._rows: dict[str, SummaryRow] = {}
        self._answered: list[Answered] = []
        self.more_new = 0
        self.best = 0
        self.missed_due = "in a few problems"
        self.extra: list[Problem] = []
        """What there is to go on with when the day is done."""

    async def _called(self, what: str) -> None:
        self.calls.append(what)
        await self.open_gate.wait()
        if self.error is not None:
            error, self.error = self.error, None
            raise error

    async def next(self) -> Problem | None:
        await self._called("next")
        if not self._problems:
            return None
        self.problem = self._problems.pop(0)
        self.first_sight = len(self.calls) == 1
        self._settled = False
        self.due = ""
        self.shown = 0
        return self.problem

    async def read(self, text: str) -> Reading:
        await self._called(f"read {text}")
        return read(text)

    async def submit(self, text: str) -> Marked:
        await self._called(f"submit {text}")
        verdict = self._verdicts.get(text) or right(text)
        if verdict.outcome is Outcome.UNREADABLE:
            return Marked(verdict, self.score, counted=False, finished=False)
        passed = verdict.outcome is Outcome.CORRECT
        if verdict.outcome is Outcome.UNDECIDED or self._settled:
            self._settled = True
            return Marked(verdict, self.score, counted=False, finished=passed or verdict.outcome is Outcome.UNDECIDED)
        self._settle(passed, text, verdict)
        return Marked(
            verdict,
            self.score,
            counted=True,
            finished=passed or self.silent,
            rating="good" if passed else "again",
            due="in 3 days" if passed else "",
        )

    async def reveal(self) -> Solution:
        await self._called("reveal")
        if not self._settled:
            self._settle(False)
        return self.solution

    @property
    def hints(self) -> tuple[Hint, ...]:
        return HINTS[: self.shown]

    async def lesson(self) -> Lesson | None:
        lesson, self.teaches = self.teaches, None
        await self.lesson_gate.wait()
        return lesson

    async def hint(self) -> Hint | None:
        await self._called("hint")
        if self.shown == len(HINTS):
            return None
        self.shown += 1
        return HINTS[self.shown - 1]

    async def undo(self) -> bool:
        await self._called("undo")
        before, self._before = self._before, None
        self.score = before or self.score
        return before is not None

    async def dispute(self, note: str = "") -> None:
        await self._called("dispute")

    async def suspend(self) -> None:
        await self._called("suspend")

    async def bury(self) -> None:
        await self._called("bury")

    async def go_on(self, new: int = 0) -> None:
        await self._called(f"go on {new}")
        self._problems, self.extra = self.extra, []

    async def worked(self, grain: Grain) -> Solution:
        await self._called(f"worked {grain}")
        return self.solution

    async def curve(self, text: str) -> Curve | None:
        await self._called(f"curve {text}")
        return self.drawing

    def _settle(self, passed: bool, text: str = "", verdict: Verdict | None = None) -> None:
        assert self.problem is not None
        self._answered.append(Answered(self.problem, text, verdict, self.solution))
        old = self._before = self.score
        combo = old.combo + 1 if passed else 0
        self.score = Score(
            old.answered + 1,
            old.right + passed,
            combo,
            max(old.best_combo, combo),
            old.points + (10 + min(10, old.combo) if passed else 0),
        )
        self._settled = True
        card, title = self.problem.card, self.problem.title
        row = self._rows.get(card, SummaryRow(card, title, (), ""))
        self.due = "in 3 days" if passed else self.missed_due
        self._rows[card] = replace(row, marks=(*row.marks, passed), due=self.due)

    async def summary(self) -> Summary:
        await self._called("summary")
        return Summary(
            self.score,
            372,
            tuple(self._rows.values()),
            9,
            4,
            "9 are still due today; 4 more come back tomorrow.",
            answered=tuple(self._answered),
            more_new=self.more_new,
            best=self.best,
        )

    def take_notice(self) -> str:
        notice, self.notice = self.notice, ""
        return notice


DECKS = (
    DeckRow("rules", "Rules", 15, due=3, new=2, mastered=9),
    DeckRow("chain", "The chain rule", 7, due=5, new=0, mastered=2),
    DeckRow("activations", "Activations", 8, due=0, new=4, mastered=0),
    DeckRow("partials", "Partial derivatives", 7, due=0, new=4, mastered=7),
)
BROKEN = DeckRow("mine", "mine", error='mine.toml:12: template 2: unknown key "varibles"; did you mean "variables"?')
OVERVIEW = Overview((*DECKS, BROKEN), due=8, new=10, streak=4, reviews=128)
FIRST = Overview(tuple(replace(row, due=0, mastered=0, new=row.templates) for row in DECKS), due=0, new=10, streak=0, reviews=0)


STATISTICS = Statistics(
    date="2026-11-21",
    reviews=128,
    seconds=5400,
    streak=4,
    longest_streak=9,
    due=8,
    new=10,
    desired_retention=0.9,
    retention=Retention(80, 0.91, 0.875, 0.785, 0.931),
    forecast=(8, 3, 0, 5, 1),
    decks=(Mastery("rules", "Rules", 15, 11, 9), Mastery("chain", "The chain rule", 7, 5, 2)),
    skills=(
        Mastery("power", "power", 4, 4, 3, 0.94, 1, 2, 3),
        Mastery("chain", "chain", 9, 5, 1, 0.71, 12, 7, 0),
        Mastery("softmax", "softmax", 3, 0, 0),
    ),
    days=(Day("2026-11-18", 4, 3, 300), Day("2026-11-19", 20, 15, 900), Day("2026-11-20", 40, 35, 1200)),
    misconceptions=(
        Owned("chain-forgot-inner", "chain/power", "A power", 3, "2026-11-18", "2026-11-20", 4, 1, True),
        Owned("power-kept-exponent", "rules/power", "A power", 1, "2026-11-18", "2026-11-18", 9, 3, False),
    ),
    best_sprint=140,
)


SHELF = (
    ShelvedDeck(
        DECKS[0],
        "Powers, sums, products and quotients.",
        (
            TemplateRow("rules/power", "A power", "power", Stage.KNOWN, 21, 2, 2, 0, 9),
            TemplateRow("rules/sum", "A polynomial", "sum", Stage.LEARNING, 0, 1, 3, 7, 4, (("A power", True),)),
            TemplateRow("rules/quotient", "A quotient of lines", "quotient", Stage.ASIDE, None, requires=(("A power", True),)),
        ),
    ),
    ShelvedDeck(
        DECKS[1],
        "Functions inside functions.",
        (
            TemplateRow("chain/power", "A power of a quadratic", "chain-power", Stage.LEARNING, 1, 2, 3, 1, 0),
            TemplateRow("chain/root", "A root of a quadratic", "chain-root", Stage.NEW, requires=(("A power", True),)),
            TemplateRow(
                "chain/layers",
                "Three layers deep",
                "chain-layers",
                Stage.CLOSED,
                levels=3,
                requires=(("A power of a quadratic", True), ("A root of a quadratic", False)),
            ),
        ),
    ),
    ShelvedDeck(
        DECKS[2], "What a neuron does to its sum.", (TemplateRow("activations/relu", "The slope of ReLU", "relu", Stage.NEW),)
    ),
    ShelvedDeck(
        BROKEN,
        fault=Fault("mine.toml", 'unknown key "varibles"', 12, 1, "template.varibles", 'did you mean "variables"?'),
    ),
)


class FakeShelf:
    """Some decks in which things are set aside and started over; `gate` holds back the next examples."""

    def __init__(self, decks: tuple[ShelvedDeck, ...]) -> None:
        self.decks = decks
        self.calls: list[str] = []
        self.answered = 6
        self.error: Exception | None = None
        self.problem = POWER
        self.open_gate = asyncio.Event()
        self.open_gate.set()

    async def look(self) -> tuple[ShelvedDeck, ...]:
        if self.error is not None:
            raise self.error
        return self.decks

    async def preview(self, card: str, seed: int) -> Preview:
        self.calls.append(f"preview {card} {seed}")
        await self.open_gate.wait()
        if self.error is not None:
            raise self.error
        return Preview(self.problem, SOLUTION, f"{card}#{seed}")

    async def set_aside(self, card: str) -> None:
        self._change(card, Stage.ASIDE)

    async def bring_back(self, card: str) -> None:
        self._change(card, Stage.NEW)

    def _change(self, card: str, stage: Stage) -> None:
        self.calls.append(f"{stage} {card}")
        self.decks = tuple(
            replace(deck, templates=tuple(replace(one, stage=stage) if one.card == card else one for one in deck.templates))
            for deck in self.decks
        )

    async def events(self, deck: str) -> int:
        return self.answered

    async def start_over(self, deck: str) -> None:
        self.calls.append(f"over {deck}")
        self.answered = 0


class FakeGame:
    """A game whose sittings are `FakeSession`s."""

    version = "0.1.0"

    def __init__(self, overview: Overview = OVERVIEW, *, problems: Sequence[Problem] = PROBLEMS) -> None:
        self.shown = overview
        self.problems = problems
        self.opened = 0
        self.closed = 0
        self.sessions: list[FakeSession] = []
        self.open_gate = asyncio.Event()
        self.open_gate.set()
        self.error: Exception | None = None
        self.verdicts = VERDICTS
        self.settings = SettingsFile(Path("no such folder") / SETTINGS)
        self.refusal: Exception | None = None
        self.progress = (0, 0)
        self.shelved = FakeShelf(SHELF)

    def shelf(self) -> FakeShelf:
        if self.error is not None:
            raise self.error
        return self.shelved

    async def keep(self, settings: Settings) -> None:
        self.settings.change(settings)
        if self.refusal is not None:
            raise self.refusal

    async def open(self) -> Overview:
        await self.open_gate.wait()
        if self.error is not None:
            raise self.error
        self.opened += 1
        return self.shown

    async def overview(self) -> Overview:
        return self.shown

    def session(self, focus: str = "", *, limit: int | None = None, mode: Mode = Mode.REVIEW, notice: str = "") -> FakeSession:
        session = FakeSession(self.problems, focus=focus, limit=limit, verdicts=self.verdicts)
        session.mode = mode
        session.notice = notice
        session.silent = mode is Mode.EXAM
        session.seconds_left = 180.0 if mode is Mode.SPRINT else None
        self.sessions.append(session)
        return session

    async def statistics(self) -> Statistics:
        return STATISTICS

    async def close(self) -> None:
        self.closed += 1
