"""The deck files that an author named, each read on its own, and what all decks together know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from derivquiz.decks import faults, toml
from derivquiz.decks.deck import Deck, Template
from derivquiz.errors import DeckError
from derivquiz.game import Game


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was named: the decks that could be read, all errors of the files that could not, and every deck there is."""

    decks: tuple[Deck, ...]
    errors: tuple[DeckError, ...]
    all: tuple[Deck, ...]
    sound: tuple[Deck, ...] = ()
    """Of the files that could not be used, what can be read of them: the templates that are not at fault."""

    def templates(self) -> Iterator[tuple[Deck, Template]]:
        """Every template of the decks that were named."""
        return ((deck, template) for deck in self.decks for template in deck.templates)

    def readable(self) -> Iterator[tuple[Deck, Template]]:
        """The templates without a fault of the files that could not be used."""
        return ((deck, template) for deck in self.sound for template in deck.templates)


def choose(game: Game, paths: Sequence[Path]) -> Chosen:
    """Read the named files, and every *.toml file of the named folders; without a name, all decks of the game."""
    library = game.library()
    if not paths:
        broken = [faults.faults(error.file) if error.file is not None else faults.Faults(()) for error in library.errors]
        told = [found.errors or (error,) for found, error in zip(broken, library.errors, strict=True)]
        sound_ = tuple(found.sound for found in broken if found.errors and found.sound is not None)
        return Chosen(library.decks, tuple(error for each in told for error in each), library.decks, sound_)
    decks: list[Deck] = []
    errors: list[DeckError] = []
    sound: list[Deck] = []
    for file in dict.fromkeys(file for path in paths for file in _files(path)):
        try:
            decks.append(toml.load(file))
        except DeckError:
            found = faults.faults(file)
            errors += found.errors
            sound += [found.sound] if found.sound is not None else []
    named = {deck.file.resolve() for deck in decks}
    others = [deck for deck in library.decks if deck.file.resolve() not in named]
    for deck in decks:
        for other in (*decks, *others):
            if other is not deck and other.id == deck.id:
                message = f"the deck {deck.id!r} is claimed by {other.file} too, so none of them would be used"
                errors.append(DeckError(message, file=deck.file, key="id", hint="give one of them another id"))
                break
    return Chosen(tuple(decks), tuple(errors), (*decks, *others), tuple(sound))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.iterdir() if file.suffix == ".toml" and not file.name.startswith("."))
    if not found:
        raise DeckError("holds no deck", file=path, hint="a deck is a file that ends in .toml")
    yield from found
