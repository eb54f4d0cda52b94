"""ShelfDecks and ShelfTemplates: the two lists of the screen of decks, with the keys of each."""

from __future__ import annotations

from textual.binding import Binding

from derivquiz.tui.widgets.marked_list import MarkedList


class ShelfDecks(MarkedList):
    """The decks; the templates of the marked one are shown beside them."""

    BINDINGS = [
        Binding("enter", "screen.practise", "Practise", id="decks.practise", tooltip="Practise this deck alone, until you leave"),
        Binding("right", "screen.enter", "Templates", id="decks.templates", tooltip="Go to the templates of the deck"),
        Binding(
            "ctrl+r", "screen.start_over", "Start over", id="decks.over", tooltip="Let your answers in it count no more; it asks"
        ),
    ]

    def action_select(self) -> None:
        """A click marks a deck and no more: it must not begin a sitting."""


class ShelfTemplates(MarkedList):
    """The templates of one deck."""

    BINDINGS = [
        Binding("enter", "screen.preview", "Preview", id="decks.preview", tooltip="Look at an example with its answer and steps"),
        Binding("left", "screen.leave_templates", "Decks", id="decks.back_to_decks", tooltip="Go back to the decks"),
        Binding("ctrl+t", "screen.set_aside", "Set aside", id="decks.aside", tooltip="Ask this template no more"),
        Binding("ctrl+t", "screen.bring_back", "Bring back", id="decks.bring_back", tooltip="Ask this template again"),
        Binding("f2", "screen.practise", "Practise", id="decks.practise_from_template", tooltip="Practise the deck of it alone"),
    ]

    def action_select(self) -> None:
        """A click marks a template and no more."""
