"""HelpScreen: the keys of the screen below, and what may be typed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from derivquiz.mastery import KNOWN
from derivquiz.tui.messages import CardsAsked
from derivquiz.tui.shown import fitted
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.plain import Plain

TYPED = (
    ("2x   2*x   x(x+1)", "products, as on paper or as in code"),
    ("x^2   x**2   x²", "powers; e^(2x) needs its brackets"),
    ("(x+1)/(2x)   ½x", "fractions; x/2y is (x/2)·y"),
    ("sqrt(x)   √x   x^(1/2)", "roots; cbrt(x)"),
    ("e^x   exp(x)   pi   π", "e and π"),
    ("ln x   log x   log_3(x)", "log is the natural logarithm; lg, log2"),
    ("sin 2x   sin(x)^2   sin²x", "sin, cos, tan, sec … and sinh, cosh, tanh …"),
    ("arctan x   sin^-1 x", "inverse functions, never 1/sin"),
    ("|x|   sign(x)   max(0, x)", "and abs, min"),
    ("σ(x)   sigmoid(x)   ReLU(x)", "and tanh, softplus, gelu, silu, Φ, φ"),
    ("σ'(x)   s(1-s)", "slopes of these, and given names"),
    ("1 if x>0 else 0", "cases; also [x>0] and H(x)"),
    ("(2x, 3y)   [2x, 3y]", "vectors, where one is asked"),
    ("1/3   0.333   .5   1e-3", "numbers, exact wherever no places are asked"),
    ("undefined   dne", "where there is no value"),
    ("f'(x) = 2x", "only the right side is read"),
    (r"\frac{1}{2\sqrt{x}}", "pasted LaTeX"),
)
SCORE = (
    "The first answer to a problem counts: 10 points if it is right, and one more for each right one before it, up to 20. "
    "A text that can't be read is free. After a wrong one, try as often as you like. "
    "What you knew comes back later, what you didn't comes back soon."
)


class HelpScreen(ModalScreen[None]):
    """One page of help; it is given the bindings that the screen below has, so that the two agree."""

    CSS_PATH = "../screens.tcss"
    BINDINGS = [
        Binding("escape,f1,question_mark", "close", "Close", id="help.close", tooltip="Go back"),
        Binding("c", "cards", "First cards", id="help.cards", tooltip="Show the three cards of the first start"),
        Binding("up", "turn(-1)", "Up", show=False, id="help.up", tooltip="Scroll up"),
        Binding("down", "turn(1)", "Down", show=False, id="help.down", tooltip="Scroll down"),
        Binding("pageup", "turn(-10)", "Page up", show=False, id="help.page_up", tooltip="Scroll up a page"),
        Binding("pagedown,space", "turn(10)", "Page down", show=False, id="help.page_down", tooltip="Scroll down a page"),
    ]

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__()
        self._keys = bindings

    def compose(self) -> ComposeResult:
        """Keys, what may be typed, how it is scored and when it is known."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = "Help"
            with VerticalScroll(id="text", can_focus=False):
                yield Plain("Keys", classes="section")
                yield Plain(Content("\n").join(self._key_rows()), id="keys")
                yield Plain("What may be typed", classes="section")
                yield Plain(_columns(TYPED), id="typed")
                yield Plain("How it counts", classes="section")
                yield Plain(f"{SCORE}\n\n{KNOWN}", id="score")
        yield KeyLine()

    def on_resize(self) -> None:
        """Say that it scrolls where it does."""
        self.call_after_refresh(self._say_scroll)

    def _say_scroll(self) -> None:
        scrolls = self.query_one("#text", VerticalScroll).max_scroll_y > 0
        self.query_one("#sheet", Vertical).border_subtitle = "↑ ↓ scroll" if scrolls else ""

    def _key_rows(self) -> list[Content]:
        keys: dict[str, list[str]] = {}
        for binding in self._keys:
            for key in Binding.make_bindings([binding]):
                keys.setdefault(binding.id or binding.action, []).append(self.app.get_key_display(key))
        names = [" ".join(keys.get(binding.id or binding.action, [])) for binding in self._keys]
        width = max(map(cell_len, names), default=0)
        names = [name if place == 0 or names[place - 1] != name else "" for place, name in enumerate(names)]
        return [
            Content.assemble((fitted(name, width), "$text-accent"), "  ", binding.tooltip or binding.description)
            for name, binding in zip(names, self._keys, strict=True)
        ]

    def action_turn(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#text", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_cards(self) -> None:
        """Show the cards of the first start."""
        self.post_message(CardsAsked())

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _columns(rows: Sequence[tuple[str, str]]) -> Content:
    width = max(cell_len(left) for left, _ in rows)
    return Content("\n").join(Content.assemble((fitted(left, width), "$text-accent"), "  ", right) for left, right in rows)
