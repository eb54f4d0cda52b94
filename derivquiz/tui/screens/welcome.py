"""WelcomeScreen: three cards on how it works, for the first start."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from derivquiz.tui.key_names import worded
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.scroll import Scroll


class Card(NamedTuple):
    """One of them: a title, what it says, a picture, and what it says below that."""

    title: str
    text: str
    picture: str
    more: str


CARDS = (
    Card(
        "What to type",
        "You are asked for a derivative. Type it as on paper or as in code, in any form that is equal:",
        "24x(3x^2+1)^3\n2 sigma(x)(1-sigma(x))\n1/(2sqrt(x))\ne^(-x/2)",
        "{answer.mark=enter} marks it. An answer of several parts has a cell for each: "
        "{answer.next_cell=tab} goes from one to the next.",
    ),
    Card(
        "What the box shows",
        "The box above the line shows, at every key, how it is read. 1/2sqrt(x) and 1/(2sqrt(x)) are not the same:",
        "√x                  1\n──               ─────\n 2                2√x",
        "Nothing counts before {answer.mark=enter}, and a text that can't be read never does. "
        "{app.help=f1} shows all that may be typed.",
    ),
    Card(
        "When things come back",
        "The first answer to a problem counts. After a wrong one you see why, and try again as often as you like.",
        "right    in some days, then weeks, then months\nwrong    in a few problems, and again tomorrow",
        "{drill.hint=f3} gives a hint, {drill.reveal=f2} the answer with its steps.",
    ),
)


HERE = "{welcome.placement=p} begins"
ON_HOME = "{home.placement=p} on Home begins"
PLACEMENT = " Where you know much of it, %s a placement, which skips that."


class WelcomeScreen(ModalScreen[bool]):
    """One card at a time. The result is whether a placement is wanted; it can be, where Home is below."""

    CSS_PATH = "../screens.tcss"
    BINDINGS = [
        Binding("enter,right,space", "turn(1)", "Next", id="welcome.next", tooltip="The next card"),
        Binding("enter,space", "begin", "Begin", id="welcome.begin", tooltip="On the last card: begin"),
        Binding("left", "turn(-1)", "Back", id="welcome.back", tooltip="The card before"),
        Binding("p", "placement", "Placement", id="welcome.placement", tooltip="Find out what you know already"),
        Binding("escape", "close", "Skip", id="welcome.skip", tooltip="Leave the cards; Help shows them again"),
    ]

    def __init__(self, *, placement: bool) -> None:
        super().__init__()
        self._placement = placement
        self._place = 0

    def compose(self) -> ComposeResult:
        """The card."""
        with Vertical(id="card-box"), Scroll(id="card-page"):
            yield Plain(id="card-text")
            yield Plain(id="card-picture")
            yield Plain(id="card-more")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def _show(self) -> None:
        card = CARDS[self._place]
        box = self.query_one("#card-box", Vertical)
        box.border_title = card.title
        box.border_subtitle = f"{self._place + 1} of {len(CARDS)}"
        more = card.more + (PLACEMENT % (HERE if self._placement else ON_HOME) if self._is_last else "")
        self.query_one("#card-text", Plain).say(worded(self, card.text))
        self.query_one("#card-picture", Plain).say(card.picture)
        self.query_one("#card-more", Plain).say(worded(self, more))
        self.query_one("#card-page", Scroll).scroll_home(animate=False)
        self.refresh_bindings()

    @property
    def _is_last(self) -> bool:
        return self._place == len(CARDS) - 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is a card to turn to; a placement is offered where it is spoken of."""
        if action == "placement":
            return self._placement and self._is_last
        if action == "turn":
            return 0 <= self._place + (1 if parameters == (1,) else -1) < len(CARDS)
        return action != "begin" or self._is_last

    def action_turn(self, step: int) -> None:
        """Go to another card."""
        self._place += step
        self._show()

    def action_begin(self) -> None:
        """Go away behind the last card."""
        self.dismiss(False)

    def action_placement(self) -> None:
        """Go away, to a placement."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Go away."""
        self.dismiss(False)
