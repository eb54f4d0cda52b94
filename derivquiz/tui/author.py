"""AuthorApp: a deck beside the problems that it asks, drawn anew whenever the file is saved."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import TextArea

from derivquiz.errors import DerivquizError
from derivquiz.reports import Proof, ProofPage
from derivquiz.tui.configured import ConfiguredApp
from derivquiz.tui.key_names import worded
from derivquiz.tui.protocols import Desk, Preferences
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.plain import Plain

LOOK = 0.5
"""Seconds between two looks at the file, which another editor may have saved."""
UNSAVED = "Not saved yet: {author.save=ctrl+s} saves, {author.quit=ctrl+q} once more leaves without."
CHANGED = "The file was changed elsewhere: {author.reload=ctrl+r} takes that, {author.save=ctrl+s} overwrites it."


class AuthorApp(ConfiguredApp):
    """The text of a deck on the left, the problems of the template at the cursor on the right, and below what is wrong."""

    TITLE = "derivquiz deck edit"
    CSS_PATH: ClassVar[str] = "author.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="author.save", tooltip="Save the file and draw anew", priority=True),
        Binding("f5", "redraw", "Other problems", id="author.redraw", tooltip="Draw other problems"),
        Binding("ctrl+r", "reload", "Reload", id="author.reload", tooltip="Take the file as it is on the disk", priority=True),
        Binding("ctrl+q", "quit", "Quit", id="author.quit", tooltip="Leave; what isn't saved is asked for once", priority=True),
    ]

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(preferences, self.CSS_PATH)
        self._desk = desk
        self._saved = ""
        self._seed = 0
        self._proof = Proof(())
        self._leaving = False

    def compose(self) -> ComposeResult:
        """The text, the problems, the findings."""
        with Horizontal(id="desk"):
            yield TextArea(id="text", show_line_numbers=True, soft_wrap=False, tab_behavior="focus")
            with VerticalScroll(id="problems"):
                yield Plain(id="page")
        with Vertical(id="below"):
            yield Plain(id="findings")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the file."""
        self.query_one("#desk").border_title = self._desk.name
        self.action_reload()
        self.set_interval(LOOK, self._look)

    async def on_unmount(self) -> None:
        """End the processes that drew."""
        await self._desk.close()

    def action_save(self) -> None:
        """Save what is on the screen."""
        text = self.query_one(TextArea).text
        try:
            self._desk.write(text)
        except DerivquizError as error:
            self._say(str(error))
            return
        self._saved = text
        self._draw()

    def action_reload(self) -> None:
        """Take the file as it is."""
        try:
            self._saved = self._desk.read()
        except DerivquizError as error:
            self._say(str(error))
            return
        area = self.query_one(TextArea)
        place = area.cursor_location
        area.load_text(self._saved)
        area.move_cursor(place)
        self._draw()

    def action_redraw(self) -> None:
        """Draw other problems."""
        self._seed += 100
        self._draw()

    async def action_quit(self) -> None:
        """Leave; what isn't saved takes a second press."""
        if self._is_dirty and not self._leaving:
            self._leaving = True
            self._say(worded(self, UNSAVED))
            return
        self.exit()

    @property
    def _is_dirty(self) -> bool:
        return self.query_one(TextArea).text != self._saved

    def _look(self) -> None:
        """Take up what another editor saved."""
        if not self._desk.changed():
            return
        if self._is_dirty:
            self._say(worded(self, CHANGED))
        else:
            self.action_reload()

    @work(exclusive=True, group="proof")
    async def _draw(self) -> None:
        self.query_one("#problems").loading = not self._proof.pages
        proof = await self._desk.proof(self._seed)
        self._proof = proof
        self.query_one("#problems").loading = False
        self._say("\n".join(proof.findings[:4]) or "Nothing is wrong with it.")
        self.query_one("#findings").set_class(bool(proof.findings), "-wrong")
        self._turn()

    @on(TextArea.SelectionChanged)
    def _turn(self) -> None:
        """Show the problems of the template at the cursor."""
        line = self.query_one(TextArea).cursor_location[0] + 1
        page = self._page(line)
        self.query_one("#problems").border_title = page.template if page else ""
        self.query_one("#page", Plain).say(page.text if page else "")
        self._leaving = False

    def _page(self, line: int) -> ProofPage | None:
        above = [page for page in self._proof.pages if page.line <= line]
        return above[-1] if above else next(iter(self._proof.pages), None)

    def _say(self, sentence: str) -> None:
        self.query_one("#findings", Plain).say(sentence)
