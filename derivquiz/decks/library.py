"""The decks of some folders: the shipped ones and a learner's own. No maths here: Home reads decks through this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from derivquiz.decks import fields, toml
from derivquiz.decks.deck import Deck, Template
from derivquiz.errors import DeckError, UnknownCardError, UnknownDeckError


@dataclass(frozen=True, slots=True)
class Library:
    """The decks that could be read, and the error of every file that could not."""

    decks: tuple[Deck, ...]
    errors: tuple[DeckError, ...] = ()

    @classmethod
    def open(cls, folders: Sequence[Path], *, told: Callable[[int, int], None] | None = None) -> Library:
        """Read every *.toml file of the folders, in the order of their positions, folders and file names.

        A broken file is an error in `errors` and stops no other; a deck id that two files claim is refused in both. Before each
        file `told`, where it is given, is told how many were read, and how many there are.
        """
        found: list[Deck] = []
        errors: list[DeckError] = []
        files = _files(folders, errors)
        for number, file in enumerate(files):
            if told is not None:
                told(number, len(files))
            try:
                found.append(toml.load(file))
            except DeckError as error:
                errors.append(error)
        claims: dict[str, list[Deck]] = {}
        for deck in found:
            claims.setdefault(deck.id, []).append(deck)
        for deck_id, decks in claims.items():
            if len(decks) > 1:
                errors.extend(_claimed_twice(deck_id, decks))
        sound = [deck for deck in found if len(claims[deck.id]) == 1]
        return cls(tuple(sorted(sound, key=lambda deck: deck.position)), tuple(errors))

    def find(self, deck_id: str) -> Deck:
        """The deck of that id; raises the error of a broken file of that name, else UnknownDeckError with the ids that exist."""
        for deck in self.decks:
            if deck.id == deck_id:
                return deck
        for error in self.errors:
            if error.file is not None and error.file.stem == deck_id:
                raise error
        ids = [deck.id for deck in self.decks]
        near = fields.nearest(deck_id, ids)
        question = f"did you mean {near}? " if near else ""
        there = f"the decks are {', '.join(ids)}" if ids else "there are no decks"
        raise UnknownDeckError(f"no deck is called {fields.shown(deck_id)!r}; {question}{there}")

    def template(self, card: str) -> tuple[Deck, Template]:
        """The template of a card's key ("chain/power-of-quadratic"), by its id or a former one; raises UnknownCardError."""
        deck_id, _, template_id = card.partition("/")
        for deck in self.decks:
            if deck.id == deck_id:
                for template in deck.templates:
                    if template_id == template.id or template_id in template.aliases:
                        return deck, template
        near = fields.nearest(card, [deck.key(template) for deck in self.decks for template in deck.templates])
        would = f"did you mean {near}?" if near else "one is called deck/template, such as chain/power-of-quadratic"
        raise UnknownCardError(f"no template is called {fields.shown(card)!r}; {would}")


def _files(folders: Iterable[Path], errors: list[DeckError]) -> list[Path]:
    files: dict[Path, Path] = {}
    for folder in folders:
        try:
            inside = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
        except FileNotFoundError:
            continue
        except OSError as error:
            errors.append(DeckError(f"can't be listed: {error.strerror or error}", file=folder))
            continue
        for path in inside:
            try:
                files.setdefault(path.resolve(), path)
            except (OSError, RuntimeError):  # a link that leads to itself
                files.setdefault(path, path)
    return list(files.values())


def _claimed_twice(deck_id: str, decks: list[Deck]) -> list[DeckError]:
    errors = []
    for deck in decks:
        others = ", ".join(str(other.file) for other in decks if other is not deck)
        message = f"the deck {deck_id!r} is claimed by {others} too, so none of them is used"
        errors.append(DeckError(message, file=deck.file, key="id", hint="give one of them another id"))
    return errors
