"""Frozen plain data that the game tells its screens and commands: what there is, what an answer brought, what a session was.

It holds what crosses the wire, and nothing else of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivquiz.wire import Problem, Solution, Verdict


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck as Home lists it; `error` is empty where the file is sound."""

    id: str
    title: str
    templates: int = 0
    due: int = 0
    new: int = 0
    mastered: int = 0
    """Templates whose predicted recall a week from now is at least the desired retention."""
    error: str = ""


class Stage(StrEnum):
    """How far a learner is with a template."""

    CLOSED = "not open yet"
    """Something that it requires wasn't passed yet."""
    NEW = "new"
    LEARNING = "learning"
    KNOWN = "known"
    """Its predicted recall a week from now is at least the desired retention."""
    ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template as the screen of decks lists it."""

    card: str
    title: str
    rule: str
    stage: Stage
    back: int | None = None
    """In how many days it is asked again; None where nothing says when."""
    level: int = 1
    """How hard its next problem is, from 1."""
    levels: int = 1
    misses: int = 0
    """How often it was missed after it had been learnt."""
    seen: int | None = None
    """How many days ago it was answered last; None: never."""
    requires: tuple[tuple[str, bool], ...] = ()
    """The titles of the templates that come before, and whether each was passed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a deck file can't be used; `line` and `column` count from 1."""

    file: str
    message: str
    line: int | None = None
    column: int | None = None
    key: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ShelvedDeck:
    """A deck with all that is in it, or with what is wrong with it."""

    row: DeckRow
    about: str = ""
    templates: tuple[TemplateRow, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """An example of a template with its answer, and the code by which others find it."""

    problem: Problem
    solution: Solution
    code: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What Home shows."""

    decks: tuple[DeckRow, ...]
    due: int
    """Cards due today."""
    new: int
    """New cards that today still allows."""
    streak: int
    """Days in a row with an answer, up to today or yesterday."""
    reviews: int
    """Answers remembered in all."""
    notice: str = ""
    """One sentence about the learner's data where something happened to it."""


@dataclass(frozen=True, slots=True)
class Score:
    """The running score of a session: first answers only."""

    answered: int = 0
    right: int = 0
    combo: int = 0
    """Right first answers in a row, now."""
    best_combo: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """What the screen is told after an answer was submitted."""

    verdict: Verdict
    score: Score
    counted: bool
    """True for the answer that fixed the rating; False for a free or a repeated one."""
    finished: bool
    """True once the problem is answered right: Enter goes on."""
    rating: str = ""
    """"again", "hard", "good" or "easy" where this answer fixed it."""
    due: str = ""
    """When the card comes back, in words: "in 3 days"."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One problem of a session and what became of it, for the report at its end."""

    problem: Problem
    text: str
    """The first readable answer as it was typed; empty where it was given up."""
    verdict: Verdict | None
    """None where it was given up."""
    solution: Solution | None
    """None where it could not be had."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One template met in a session."""

    card: str
    title: str
    marks: tuple[bool, ...]
    """Whether each first answer was right, in the order given."""
    due: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What Summary shows after a session."""

    score: Score
    seconds: int
    rows: tuple[SummaryRow, ...]
    """In the order met."""
    due_now: int
    due_tomorrow: int
    message: str
    """One sentence: what the day still holds, or when something comes back."""
    answered: tuple[Answered, ...] = ()
    """Every problem that got its first answer, in order."""
    more_new: int = 0
    """How many new templates could be met at once, by those who go on; 0 where none is open."""
    best: int = 0
    """The most points of an earlier sprint; 0 where there was none, and in other modes."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a deck looks like to its author: what is wrong with it, and problems of each template."""

    findings: tuple[str, ...]
    pages: tuple[ProofPage, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofPage:
    """Some draws of a template, as a sheet prints them."""

    template: str
    line: int
    """Where the template begins in its file, from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Mastery:
    """How much of a deck or of a skill is mastered: the share of its templates whose predicted recall a week from now is at least
    the desired retention.
    """

    name: str
    """The id of the deck, or the rule."""
    title: str
    templates: int
    met: int
    """Templates that were reviewed, or that a placement found known."""
    mastered: int
    recall: float | None = None
    """Mean predicted recall today of those that were met; None where none was."""
    seen: int | None = None
    """How many days ago one was answered last; None: never."""
    misses: int = 0
    back: int | None = None
    """In how many days the next of them is due."""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.mastered / self.templates if self.templates else 0.0


@dataclass(frozen=True, slots=True)
class Retention:
    """How many of the latest reviews of learnt cards were right, beside how many the predictions of that moment promised."""

    reviews: int
    predicted: float
    reached: float
    low: float
    high: float
    """The interval that holds the true rate with 95% confidence (Wilson's)."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was answered on one study day."""

    date: str
    """As YYYY-MM-DD."""
    answers: int
    right: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Owned:
    """A misconception that was named: when last, and what came since."""

    slug: str
    card: str
    """Where it was named last."""
    title: str
    """Of that card's template; empty where it is gone."""
    times: int
    first: str
    last: str
    """Days as YYYY-MM-DD."""
    since: int
    """Answers of any kind since it was named last."""
    right_since: int
    """Right answers to that card since."""
    open: bool
    """Whether `Mode.MISTAKES` still asks for it."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the history holds."""

    date: str
    reviews: int
    """Answers remembered in all."""
    seconds: int
    """Time spent answering."""
    streak: int
    longest_streak: int
    due: int
    new: int
    desired_retention: float
    retention: Retention | None
    """None before the first review of a learnt card."""
    forecast: tuple[int, ...]
    """How many cards come due on each of the next days; today's are those that are due now, what was missed today among them."""
    decks: tuple[Mastery, ...]
    skills: tuple[Mastery, ...]
    """The same by rule: "chain" with all of its kinds is one skill."""
    days: tuple[Day, ...]
    """The days of the last year with an answer, in order."""
    misconceptions: tuple[Owned, ...]
    """The latest first."""
    best_sprint: int
