"""What a worker found, as it posts it to its screen (workers touch no widget), and where a screen asks the app to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from derivquiz.sitting.modes import Mode

if TYPE_CHECKING:
    from derivquiz.plots import Curve
    from derivquiz.reports import Marked, Overview, Preview, ShelvedDeck, Statistics, Summary
    from derivquiz.settings import Settings
    from derivquiz.tui.protocols import Play
    from derivquiz.wire import Lesson, Problem, Reading, Solution


class Failed(Message):
    """Something foreseen went wrong; the sentence says what."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class OverviewReady(Message):
    """What Home shows is there."""

    def __init__(self, overview: Overview) -> None:
        super().__init__()
        self.overview = overview


class SummaryReady(Message):
    """What Summary shows is there."""

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self.summary = summary


class StatisticsReady(Message):
    """What Statistics shows is there."""

    def __init__(self, statistics: Statistics) -> None:
        super().__init__()
        self.statistics = statistics


class StatisticsAsked(Message):
    """The statistics are wanted."""


class DecksAsked(Message):
    """The decks are wanted."""


class ShelfReady(Message):
    """The decks as they stand are there."""

    def __init__(self, decks: tuple[ShelvedDeck, ...]) -> None:
        super().__init__()
        self.decks = decks


class PreviewAsked(Message):
    """An example of a template is wanted."""

    def __init__(self, card: str, title: str) -> None:
        super().__init__()
        self.card = card
        self.title = title


class PreviewReady(Message):
    """An example of a template is there."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview


class OverAsked(Message):
    """A deck is to start over, which would cost so many events: the learner is to be asked."""

    def __init__(self, deck: str, title: str, events: int) -> None:
        super().__init__()
        self.deck = deck
        self.title = title
        self.events = events


class SettingsAsked(Message):
    """The settings are wanted."""


class SettingsChanged(Message):
    """Other settings hold from now on."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings


class CardsAsked(Message):
    """The cards of the first start are wanted."""


class CellsChosen(Message):
    """Answers in several parts are typed in cells from now on, or on one line."""

    def __init__(self, wanted: bool) -> None:
        super().__init__()
        self.wanted = wanted


class ProblemReady(Message):
    """There is a problem, or None: the session is over. A lesson comes before the first of its template."""

    def __init__(self, play: Play, problem: Problem | None, lesson: Lesson | None = None) -> None:
        super().__init__()
        self.lesson = lesson
        self.play = play
        self.problem = problem


class ReadingReady(Message):
    """A text was read; `problem` is the one it was read for."""

    def __init__(self, problem: Problem | None, text: str, reading: Reading) -> None:
        super().__init__()
        self.problem = problem
        self.text = text
        self.reading = reading


class MarkReady(Message):
    """An answer was marked."""

    def __init__(self, text: str, marked: Marked) -> None:
        super().__init__()
        self.text = text
        self.marked = marked


class SolutionReady(Message):
    """The solution is there."""

    def __init__(self, solution: Solution) -> None:
        super().__init__()
        self.solution = solution


class CurveReady(Message):
    """The curve of a problem is there, or None: it has no such picture."""

    def __init__(self, problem: Problem, curve: Curve | None) -> None:
        super().__init__()
        self.problem = problem
        self.curve = curve


class Helped(Message):
    """An aid is there; `said` is a sentence about it, if there is one. `last` is whether there are no more hints."""

    def __init__(self, said: str, *, last: bool = False) -> None:
        super().__init__()
        self.said = said
        self.last = last


class Replaced(Message):
    """Another problem takes the place of the one on the screen, or of the `back` latest; `said` is why."""

    def __init__(self, said: str, ready: Message, *, back: int = 1) -> None:
        super().__init__()
        self.back = back
        self.said = said
        self.ready = ready


class Started(Message):
    """A sitting is wanted: on one deck, or "" for the review; in a mode of its own, if it has one."""

    def __init__(self, focus: str, mode: Mode = Mode.REVIEW) -> None:
        super().__init__()
        self.mode = mode
        self.focus = focus


class Left(Message):
    """The learner has ended the drill, or, with `done`, the session has: there is nothing more to ask; `said` may say why.

    `play` is None where it never began.
    """

    def __init__(self, play: Play | None, *, done: bool = False, said: str = "") -> None:
        super().__init__()
        self.play = play
        self.done = done
        self.said = said


class GoneOn(Message):
    """The day is done and the learner goes on: with so many more new templates, or, for 0, with practice."""

    def __init__(self, new: int) -> None:
        super().__init__()
        self.new = new


class SummarySeen(Message):
    """The learner has seen the summary."""


class Quit(Message):
    """The learner is leaving the game."""
