"""PreviewScreen: an example of a template with its answer and its steps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from string import ascii_lowercase

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from derivquiz.reports import Preview
from derivquiz.tui.messages import Failed, PreviewReady
from derivquiz.tui.page import PageScreen
from derivquiz.tui.text import one_line, printed
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.scroll import Scroll
from derivquiz.tui.widgets.solution_view import SolutionView


class PreviewScreen(PageScreen):
    """Draws one example after the other; `draw` gives the one of a number, from the maths process."""

    CSS_PATH = "../decks.tcss"
    BINDINGS = [
        Binding("escape,enter", "close", "Back", id="preview.back", tooltip="Go back to the decks"),
        Binding("n,space,right", "another(1)", "Another", id="preview.next", tooltip="Draw another example"),
        Binding("left", "another(-1)", "Before", show=False, id="preview.before", tooltip="Go back to the example before"),
        Binding("c,ctrl+y", "copy_code", "Copy code", id="preview.copy", tooltip="Copy the code by which this example is played"),
    ]

    def __init__(self, title: str, draw: Callable[[int], Awaitable[Preview]]) -> None:
        async def look() -> Message:
            return PreviewReady(await draw(self._number))

        super().__init__(look)
        self._title = title
        self._number = 1
        self._drawing = True
        self._code = ""

    def compose(self) -> ComposeResult:
        """The problem, its answer, the steps and the code."""
        with Vertical(id="page"):
            yield Plain(self._title, id="name")
            yield Plain("Drawing an example…", id="notice")
            with Scroll(id="scroll"):
                yield Plain(id="prompt")
                yield MathsView(id="picture")
                yield Plain(id="choices")
                yield SolutionView()
                yield Plain(id="code", classes="quiet")
        yield KeyLine()

    @on(PreviewReady)
    def _show(self, event: PreviewReady) -> None:
        problem = event.preview.problem
        self._drawing = False
        self._code = event.preview.code
        self.query_one("#notice", Plain).say("")
        self.query_one("#prompt", Plain).say(problem.prompt)
        self.query_one("#picture", MathsView).show(problem.picture, problem.function)
        choices = zip(ascii_lowercase, problem.choices, strict=False)
        self.query_one("#choices", Plain).say("\n".join(f"{letter}  {printed(one_line(one))}" for letter, one in choices))
        self.query_one(SolutionView).show(event.preview.solution)
        self.query_one("#code", Plain).say(f"Its code: {one_line(self._code)}   derivquiz play {one_line(self._code)} asks it.")
        self._scroll.scroll_home(animate=False)

    @on(Failed)
    def _go_on(self) -> None:
        self._drawing = False

    def _list(self) -> None:
        """Nothing here depends on the width but what sees to it itself."""

    def action_another(self, by: int) -> None:
        """Draw another example, once the last is there."""
        if not self._drawing and self._number + by > 0:
            self._drawing = True
            self._number += by
            self.run_worker(self._load(), group="look")

    def action_copy_code(self) -> None:
        """Copy the code of the example."""
        if self._code:
            self.app.copy_to_clipboard(one_line(self._code))
            self.notify(f"Copied: {one_line(self._code)} (where the terminal allows it)", markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
