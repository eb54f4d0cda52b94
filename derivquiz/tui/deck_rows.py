"""What is said of a deck on the shelf and of its templates, as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from derivquiz.reports import DeckRow, Fault, ShelvedDeck, Stage, TemplateRow
from derivquiz.tui.text import QUIET, fitted, one_line
from derivquiz.tui.widgets.deck_list import deck_row
from derivquiz.words import ago, ahead, count

ALL_COLUMNS = 76
"""From this width on a row says its level and its misses."""
TWO_COLUMNS = 50
"""Below this width it says when it is asked again, or its state where it isn't."""
STATE, BACK, LEVEL, MISSED = 12, 11, 5, 6
STYLES = {Stage.KNOWN: "$text-success", Stage.CLOSED: QUIET, Stage.ASIDE: QUIET, Stage.NEW: "$text-accent", Stage.LEARNING: ""}


def found(decks: tuple[ShelvedDeck, ...], wanted: str) -> Iterator[ShelvedDeck]:
    """The decks with all of these words: in the name, then with all templates, or else those templates that have them."""
    words = wanted.casefold().split()
    for deck in decks:
        if not words or _has(f"{deck.row.id} {deck.row.title}", words):
            yield deck
        elif kept := tuple(one for one in deck.templates if _has(f"{one.title} {one.rule} {one.card} {deck.row.title}", words)):
            yield ShelvedDeck(deck.row, deck.about, kept)


def _has(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def shelved_deck(row: DeckRow, width: int, name: int) -> Content:
    """A deck in its list, in one line."""
    if row.error:
        return Content.styled(fitted(f"! {one_line(row.title or row.id)}", width), "$text-warning")
    return deck_row(row, width, name)


def heading(width: int) -> Content:
    """What the columns of templates are."""
    cells = _cells("template", ("state", "asked again", "level", "missed")[width < TWO_COLUMNS :], width)
    return Content.styled("  ".join(cells), QUIET)


def template_row(row: TemplateRow, width: int) -> Content:
    """A template in its list."""
    columns = (str(row.stage), _back(row), f"{row.level}/{row.levels}", f"{row.misses}×" if row.misses else "")
    due = "$text-warning" if row.back == 0 else STYLES[row.stage]
    if width < TWO_COLUMNS:
        title, said = _cells(one_line(row.title), (_back(row) or str(row.stage),), width)
        return Content.assemble(title, "  ", (said, due))
    title, state, back, *more = _cells(one_line(row.title), columns, width)
    return Content.assemble(title, "  ", (state, STYLES[row.stage]), "  ", (back, due), *(f"  {cell}" for cell in more))


def _cells(title: str, columns: tuple[str, ...], width: int) -> list[str]:
    """The columns of a row, as many as there is room for."""
    widths = (STATE, BACK, LEVEL, MISSED)[: 4 if width >= ALL_COLUMNS else 2][width < TWO_COLUMNS :]
    cells = [fitted(text, room) for text, room in zip(columns, widths, strict=False)]
    return [fitted(title, max(8, width - sum(widths) - 2 * len(widths))), *cells]


def _back(row: TemplateRow) -> str:
    return "" if row.back is None else ahead(row.back)


def of_template(row: TemplateRow) -> Content:
    """Everything about a template, in a few lines."""
    facts = [one_line(row.rule), f"level {row.level} of {row.levels}"]
    if row.misses:
        facts.append(f"missed {count(row.misses, 'time')} since it was learnt")
    if row.seen is not None:
        facts.append("answered " + ago(row.seen))
    before = [("✓ " if passed else "– ") + one_line(title) for title, passed in row.requires]
    said = f"After: {',  '.join(before)}" if before else "Nothing has to come before it."
    return Content.assemble((one_line(row.title), "bold"), (f"  {' · '.join(facts)}", QUIET), f"\n{said}")


def of_deck(deck: ShelvedDeck) -> Content:
    """What a deck is about, in a sentence or two."""
    return Content.assemble((one_line(deck.row.title or deck.row.id), "bold"), f"  {one_line(deck.about)}")


def of_fault(fault: Fault) -> Content:
    """What is wrong with a deck, where, and what would be right."""
    place = ", ".join(
        f"{what} {number}" for what, number in (("line", fault.line), ("column", fault.column)) if number is not None
    )
    said = " ".join(part for part in (f"{fault.key}:" if fault.key else "", fault.message) if part)
    lines = [
        Content.styled("This deck can't be used.", "bold $text-warning"),
        Content(one_line(fault.file)),
        Content.styled(place[:1].upper() + place[1:], "bold"),
        Content(one_line(said)),
    ]
    if fault.hint:
        lines.append(Content(one_line(fault.hint[:1].upper() + fault.hint[1:])))
    return Content("\n").join(line for line in lines if line.plain)
