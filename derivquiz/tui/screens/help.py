"""HelpScreen: the keys of the screen below, and what may be typed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from derivquiz.mastery import KNOWN
from derivquiz.tui.key_names import SCROLL, worded
from derivquiz.tui.messages import CardsAsked
from derivquiz.tui.text import fitted
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.scroll import Scroll

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
    ]

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__()
        self._keys = bindings

    def compose(self) -> ComposeResult:
        """Keys, what may be typed, how it is scored and when it is known."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = "Help"
            with Scroll(id="text"):
                yield Plain("Keys", classes="section")
                yield Plain(id="keys")
                yield Plain("What may be typed", classes="section")
                yield Plain(id="typed")
                yield Plain("How it counts", classes="section")
                yield Plain(f"{SCORE}\n\n{KNOWN}", id="score")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say that it scrolls, as long as it does."""
        self.watch(self.query_one("#text", Scroll), "show_vertical_scrollbar", self._say_scroll)

    def on_resize(self) -> None:
        """Make the columns as wide as there is room."""
        self.call_after_refresh(self._list)

    def _list(self) -> None:
        width = max(20, self.query_one("#text", Scroll).scrollable_content_region.width)
        self.query_one("#keys", Plain).say(_columns(self._key_rows(), width))
        self.query_one("#typed", Plain).say(_columns(TYPED, width))

    def _say_scroll(self, scrolls: bool) -> None:
        self.query_one("#sheet", Vertical).border_subtitle = worded(self, SCROLL) if scrolls else ""

    def _key_rows(self) -> list[tuple[str, str]]:
        """The keys of each binding and what it does; a key of several is named once."""
        keys: dict[str, list[str]] = {}
        for binding in self._keys:
            for key in Binding.make_bindings([binding]):
                keys.setdefault(binding.id or binding.action, []).append(self.app.get_key_display(key))
        names = [" ".join(keys.get(binding.id or binding.action, [])) for binding in self._keys]
        names = [name if place == 0 or names[place - 1] != name else "" for place, name in enumerate(names)]
        return [(name, binding.tooltip or binding.description) for name, binding in zip(names, self._keys, strict=True)]

    def action_cards(self) -> None:
        """Show the cards of the first start."""
        self.post_message(CardsAsked())

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _columns(rows: Sequence[tuple[str, str]], width: int) -> Content:
    """Two columns; what is longer than its column goes on below itself."""
    left = min(max((cell_len(name) for name, _ in rows), default=0), width // 2)
    lines = []
    for name, text in rows:
        first, *more = Content(text).wrap(max(8, width - left - 2)) or [Content()]
        lines.append(Content.assemble((fitted(name, left), "$text-accent"), "  ", first))
        lines += [Content(" " * (left + 2)).append(line) for line in more]
    return Content("\n").join(lines)
