"""What the screens ask of the game: the part of `Session` and `Game` that they use, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from derivquiz.sitting.modes import Mode

if TYPE_CHECKING:
    from derivquiz.plots import Curve
    from derivquiz.reports import Marked, Overview, Preview, Proof, Score, ShelvedDeck, Statistics, Summary
    from derivquiz.settings import Settings, SettingsFile
    from derivquiz.wire import Grain, Hint, Lesson, Problem, Reading, Solution


class Play(Protocol):
    """One sitting, as Drill and Summary see it."""

    @property
    def problem(self) -> Problem | None:
        """The problem on the screen."""

    @property
    def score(self) -> Score:
        """The running score."""

    @property
    def focus(self) -> str:
        """The id of the one deck that is practised; empty in a review."""

    @property
    def limit(self) -> int | None:
        """After how many problems it ends; None: it goes on."""

    @property
    def mode(self) -> Mode:
        """What kind of sitting it is."""

    @property
    def grain(self) -> Grain:
        """The size of the steps that `reveal` shows."""

    @property
    def first_sight(self) -> bool:
        """Whether the problem's template was never asked before."""

    @property
    def due(self) -> str:
        """When the problem comes back, in words; empty before its first answer."""

    async def next(self) -> Problem | None:
        """The next problem; None where the session is over."""

    async def read(self, text: str) -> Reading:
        """What the answer line says so far."""

    async def submit(self, text: str) -> Marked:
        """The mark of an answer."""

    async def reveal(self) -> Solution:
        """The answer and its steps; before any answer this is giving up."""

    @property
    def silent(self) -> bool:
        """Whether nothing is said of an answer before the end."""

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints shown for this problem."""

    @property
    def seconds_left(self) -> float | None:
        """How long a sprint still goes on; None in other modes."""

    async def lesson(self) -> Lesson | None:
        """The rule and an example, where they are due."""

    async def hint(self) -> Hint | None:
        """The next rung of the ladder of hints; None at its end."""

    async def undo(self) -> bool:
        """Take the latest answer back; False where there is none."""

    async def dispute(self, note: str = "") -> None:
        """Keep that the latest mark is disputed."""

    async def suspend(self) -> None:
        """Ask the card on the screen no more."""

    async def bury(self) -> None:
        """Ask the card on the screen no more today."""

    async def go_on(self, new: int = 0) -> None:
        """Go on when the day is done: with so many more new templates, or with practice."""

    async def worked(self, grain: Grain) -> Solution:
        """The solution that was revealed, in steps of another size."""

    async def curve(self, text: str) -> Curve | None:
        """The function and what was typed, to draw; None where there is no such picture."""

    async def summary(self) -> Summary:
        """What was asked and what comes back when."""

    def take_notice(self) -> str:
        """One sentence to be shown once; empty where there is none."""


class Preferences(Protocol):
    """What a learner chose, as every app of ours sees it."""

    @property
    def settings(self) -> SettingsFile:
        """What the learner chose."""

    async def keep(self, settings: Settings) -> None:
        """Let these settings hold, and keep them."""


class Table(Preferences, Protocol):
    """The game, as Home and the app see it."""

    @property
    def version(self) -> str:
        """The version to show."""

    @property
    def progress(self) -> tuple[int, int]:
        """How many deck files were read so far, and how many there are."""

    async def open(self) -> Overview:
        """Open the decks and the history; called after the first frame."""

    async def overview(self) -> Overview:
        """What Home shows, now."""

    def session(self, focus: str = "", *, limit: int | None = None, mode: Mode = Mode.REVIEW, notice: str = "") -> Play:
        """A new sitting, which begins with saying the notice."""

    def shelf(self) -> Shelf:
        """The decks, to be looked at and put in order."""

    async def statistics(self) -> Statistics:
        """What the history holds."""

    async def close(self) -> None:
        """Close what `open` opened."""


class Shelf(Protocol):
    """The decks outside any sitting, as the screen of decks sees them."""

    async def look(self) -> tuple[ShelvedDeck, ...]:
        """Every deck with its templates, those that can't be used last."""

    async def preview(self, card: str, seed: int) -> Preview:
        """An example of a template with its answer."""

    async def set_aside(self, card: str) -> None:
        """Ask a card no more, until it is brought back."""

    async def bring_back(self, card: str) -> None:
        """Ask a card again that was set aside."""

    async def events(self, deck: str) -> int:
        """How many events starting a deck over would cost."""

    async def start_over(self, deck: str) -> None:
        """Make all that was answered in a deck count no more."""


class Desk(Protocol):
    """A deck on its author's desk, as the author's screen sees it."""

    @property
    def name(self) -> str:
        """The name of the file."""

    def read(self) -> str:
        """The text of the file; raises DeckError where it can't be read."""

    def write(self, text: str) -> None:
        """Save a text; raises DeckError where it can't be."""

    def changed(self) -> bool:
        """Whether the file is another than was last read or written here."""

    async def proof(self, seed: int) -> Proof:
        """What the saved file asks, drawn from a seed on, and what is wrong with it."""

    async def close(self) -> None:
        """End what `proof` began."""
