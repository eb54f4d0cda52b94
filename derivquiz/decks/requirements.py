"""What the templates of all decks require of each other: keys that name nothing, and circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derivquiz.decks.deck import Deck, Template
from derivquiz.decks.fields import nearest


def missing(deck: Deck, template: Template, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each required key that names no template, with what would do."""
    keys = set(known)
    for key in template.requires:
        if key not in keys:
            near = nearest(key, keys)
            short = near.removeprefix(f"{deck.id}/")
            yield key, f"did you mean {short!r}?" if near else "a template of this deck, or deck/template of another"


def circles(decks: Iterable[Deck]) -> dict[str, tuple[str, ...]]:
    """For every template that requires itself in the end, the way round: its key, what it requires, … its key."""
    requires = {deck.key(template): template.requires for deck in decks for template in deck.templates}
    found: dict[str, tuple[str, ...]] = {}
    for key in requires:
        way = _way_back(key, requires)
        if way:
            found[key] = way
    return found


def _way_back(start: str, requires: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest way from a template over what it requires back to it; () where there is none."""
    came_from: dict[str, str] = {}
    frontier = [start]
    while frontier:
        following = []
        for key in frontier:
            for below in requires.get(key, ()):
                if below == start:
                    way = [start, key]
                    while way[-1] != start:
                        way.append(came_from[way[-1]])
                    return tuple(reversed(way)) if key != start else (start, start)
                if below in requires and below not in came_from:
                    came_from[below] = key
                    following.append(below)
        frontier = following
    return ()
