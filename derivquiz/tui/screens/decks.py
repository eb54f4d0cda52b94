"""DecksScreen: the decks, what is in each, and how far the learner is with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from derivquiz.reports import ShelvedDeck, Stage, TemplateRow
from derivquiz.tui import deck_rows
from derivquiz.tui.key_names import way
from derivquiz.tui.messages import Failed, OverAsked, PreviewAsked, ShelfReady, Started
from derivquiz.tui.page import told
from derivquiz.tui.protocols import Shelf
from derivquiz.tui.sized import SizedScreen
from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.key_line import KeyLine
from derivquiz.tui.widgets.marked_list import seen_later
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.shelf_lists import ShelfDecks, ShelfTemplates
from derivquiz.words import count

MOST_NAME = 30


class DecksScreen(SizedScreen):
    """What is typed finds decks and templates. `open_shelf` gives the decks as they stand."""

    AUTO_FOCUS = "#decks"
    CSS_PATH = "../decks.tcss"
    BINDINGS = [
        Binding("escape", "close", "Back", id="decks.back", tooltip="Show all decks again, or go back to Home"),
        Binding("backspace", "erase", "Erase", show=False, id="decks.erase", tooltip="Take the last letter away"),
    ]
    _decks = query_one("#decks", ShelfDecks)
    _templates = query_one("#templates", ShelfTemplates)

    def __init__(self, open_shelf: Callable[[], Shelf]) -> None:
        super().__init__()
        self._open_shelf = open_shelf
        self._shelf: Shelf | None = None
        self._all: tuple[ShelvedDeck, ...] = ()
        self._found: list[ShelvedDeck] = []
        self._shown: ShelvedDeck | None = None
        self._wanted = ""
        self._resizing = False
        self._can: tuple[bool | None, ...] = ()
        """What was offered last: the footer is made anew only where that changes."""

    def compose(self) -> ComposeResult:
        """The decks above or beside the templates, and a few lines on what is marked."""
        with Vertical(id="page"):
            with Horizontal(id="top"):
                yield Plain("Decks", id="name")
                yield Plain("looking…", id="wanted")
            yield Plain(id="notice")
            with Vertical(id="panes"):
                yield ShelfDecks(id="decks")
                with Vertical(id="inside"):
                    yield Plain(id="heading")
                    yield ShelfTemplates(id="templates")
                    yield Plain(id="fault")
            yield Plain(id="details")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the frame, then ask what there is to show."""
        self._do(self._look)

    def on_screen_resume(self) -> None:
        """Look again: something may have been answered meanwhile."""
        if self._shelf is not None:
            self._do(self._look)

    def _do(self, work: Callable[[], Awaitable[Message]]) -> None:
        async def run() -> None:
            self.post_message(await told(work))

        self.run_worker(run(), group="shelf")

    async def _look(self) -> Message:
        self._shelf = self._shelf or self._open_shelf()
        return ShelfReady(await self._shelf.look())

    @on(ShelfReady)
    def _show(self, event: ShelfReady) -> None:
        self._all = event.decks
        self._list(self._decks.highlighted or 0, self._templates.highlighted or 0)

    @on(Failed)
    def _fail(self, event: Failed) -> None:
        self.query_one("#notice", Plain).say(event.sentence)

    def on_resize(self) -> None:
        """Make the rows as long as the lists are wide."""
        if not self._resizing:
            self._resizing = True
            self.call_after_refresh(self._resize_rows)

    def _resize_rows(self) -> None:
        self._resizing = False
        self._list(self._decks.highlighted or 0, self._templates.highlighted or 0)

    def _list(self, deck: int = 0, template: int = 0) -> None:
        """List what is sought, the marks at these places."""
        if not self._all:
            return
        self._found = list(deck_rows.found(self._all, self._wanted))
        self._shown = None
        self._decks.fill(self._deck_options(), deck)
        self._open(template)
        sought = f"{one_line(self._wanted)}▏ {len(self._found)} of {count(len(self._all), 'deck')}"
        self.query_one("#wanted", Plain).say(sought if self._wanted else "type to find")

    def _deck_options(self) -> Iterator[Option]:
        width = max(10, self._decks.scrollable_content_region.width - 2)
        rows = [deck.row for deck in self._found]
        name = min(MOST_NAME, max((cell_len(one_line(row.title or row.id)) for row in rows if not row.error), default=0))
        for row in rows:
            yield seen_later(partial(deck_rows.shelved_deck, row, width, name))

    @property
    def _deck(self) -> ShelvedDeck | None:
        place = self._decks.highlighted
        return self._found[place] if place is not None and place < len(self._found) else None

    @property
    def _template(self) -> TemplateRow | None:
        place, deck = self._templates.highlighted, self._deck
        return deck.templates[place] if place is not None and deck is not None and place < len(deck.templates) else None

    @on(OptionList.OptionHighlighted, "#decks")
    def _turn(self) -> None:
        """Show what is in the deck that is marked now."""
        if self._deck is not self._shown:
            self._open()
        self._tell()

    def _open(self, place: int = 0) -> None:
        deck = self._shown = self._deck
        width = max(20, self._templates.scrollable_content_region.width - 2)
        templates = deck.templates if deck else ()
        self._templates.fill((seen_later(partial(deck_rows.template_row, row, width)) for row in templates), place)
        self._templates.display = bool(templates)
        self.query_one("#heading", Plain).say(deck_rows.heading(width) if templates else "")
        fault = deck.fault if deck else None
        nothing = "" if self._found else "No deck and no template has that in its name."
        self.query_one("#fault", Plain).say(deck_rows.of_fault(fault) if fault else nothing)
        if self._templates.has_focus and not templates:
            self._decks.focus()
        self._tell()

    @on(OptionList.OptionHighlighted, "#templates")
    @on(events.DescendantFocus)
    def _tell(self) -> None:
        """Say more of what is marked."""
        deck, template = self._deck, self._template
        details = self.query_one("#details", Plain)
        if self._templates.has_focus and template is not None:
            details.say(deck_rows.of_template(template))
        else:
            details.say(deck_rows.of_deck(deck) if deck is not None and deck.fault is None else "")
        can = tuple(self.check_action(action, ()) for action in ("practise", "set_aside", "bring_back"))
        if can != self._can:
            self._can = can
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the marked deck or template can do."""
        deck, template = self._deck, self._template
        match action:
            case "practise" | "enter" | "start_over":
                return deck is not None and deck.fault is None
            case "set_aside":
                return template is not None and template.stage is not Stage.ASIDE
            case "bring_back":
                return template is not None and template.stage is Stage.ASIDE
        return True

    def on_key(self, event: events.Key) -> None:
        """What is typed is sought."""
        if event.is_printable and event.character:
            event.stop()
            self._wanted += event.character
            self._list()

    def action_erase(self) -> None:
        """Take the last letter away."""
        self._wanted = self._wanted[:-1]
        self._list()

    def action_close(self) -> None:
        """Show all decks again; go back where they are shown."""
        if self._wanted:
            self._wanted = ""
            self._list()
        else:
            self.dismiss()

    def action_enter(self) -> None:
        """Go to the templates."""
        self._templates.focus()

    def action_leave_templates(self) -> None:
        """Go back to the decks."""
        self._decks.focus()

    def action_practise(self) -> None:
        """Practise the marked deck."""
        if self._deck is not None:
            self.post_message(Started(self._deck.row.id))

    def action_preview(self) -> None:
        """Look at an example of the marked template."""
        if self._template is not None:
            self.post_message(PreviewAsked(self._template.card, self._template.title))

    def action_set_aside(self) -> None:
        """Ask the marked template no more."""
        self._change(lambda shelf, card: shelf.set_aside(card))

    def action_bring_back(self) -> None:
        """Ask the marked template again."""
        self._change(lambda shelf, card: shelf.bring_back(card))

    def _change(self, change: Callable[[Shelf, str], Awaitable[None]]) -> None:
        template, shelf = self._template, self._shelf
        if template is None or shelf is None:
            return

        async def work() -> Message:
            await change(shelf, template.card)
            return await self._look()

        self._do(work)

    def action_start_over(self) -> None:
        """Ask whether the marked deck is to start over."""
        deck, shelf = self._deck, self._shelf
        if deck is None or shelf is None:
            return

        async def work() -> Message:
            return OverAsked(deck.row.id, deck.row.title, await shelf.events(deck.row.id))

        self._do(work)

    @on(OverAsked)
    def _ask(self, event: OverAsked) -> None:
        shelf = self._shelf

        async def work() -> Message:
            if shelf is not None:
                await shelf.start_over(event.deck)
            return await self._look()

        title = one_line(event.title or event.deck)
        if event.events:
            question = f"{title}: start over? {count(event.events, 'event')} of your history would no longer count."
            self.app.push_screen(OverScreen(question), lambda sure: self._do(work) if sure else None)
        else:
            self.notify(f"Nothing was answered in {title} yet.", markup=False)


class OverScreen(ModalScreen[bool]):
    """Asks before a deck starts over."""

    BINDINGS = [
        Binding("y", "answer(True)", "Yes, start over", id="over.yes", tooltip="Let the answers count no more"),
        Binding("n,escape", "answer(False)", "No", id="over.no", tooltip="Leave everything as it is"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question."""
        yield Vertical(Plain(self._question), Plain(id="ways", classes="quiet"), id="asked")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say which keys answer it."""
        ways = way(self, "over.yes", "start over", "answer(True)"), way(self, "over.no", "leave it as it is", "answer(False)")
        self.query_one("#ways", Plain).say(Content("    ").join(ways))

    def action_answer(self, sure: bool) -> None:
        """Go back with the answer."""
        self.dismiss(sure)
