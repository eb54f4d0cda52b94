"""derivquiz due: how much is due, for a shell prompt. It must cost nothing to speak of, so it imports as little as it can."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from derivquiz.folders import HISTORY, OWN_DECKS, SETTINGS, data_folder, shipped
from derivquiz.memory.events import DAY_START, minutes_east, study_day
from derivquiz.memory.glance import glance
from derivquiz.saving import save

KNOWN = "cards.json"
"""In the data folder: all templates, and the deck files that they were read from. It may be deleted at any time."""

Card = tuple[str, list[str]]
"""The rule of a template, and the keys of the cards that it requires."""


def main(*, data: Path | None = None, folders: Sequence[Path] = (), as_json: bool = False) -> None:
    """Print how many cards want an answer today, "7 due"; nothing where that can't be told. It never fails."""
    try:
        number = due(data, folders, time.time())
        said = json.dumps({"due": number}) if as_json else f"{number} due"
    except Exception as error:  # a prompt must come up whatever is wrong
        said = json.dumps({"due": None, "error": str(error)}) if as_json else ""
    try:
        if said:
            print(said, flush=True)  # noqa: T201  # this is what a prompt does
    except OSError:  # a full disk, a closed pipe: nobody reads it, and nothing is to be said of that at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def due(data: Path | None, folders: Sequence[Path], now: float) -> int:
    """How many cards of the decks there are want an answer on the study day of a moment."""
    data = data_folder(data)
    found = glance(data / HISTORY, study_day(int(now * 1000), minutes_east(now), day_start(data)))
    if not found.due and not found.slips:
        return 0
    known = cards(data, [shipped(), data / OWN_DECKS, *folders])
    due = found.due & known.keys()
    if found.slips:
        from derivquiz.memory.order import Entry
        from derivquiz.sitting.reminding import reminders

        entries = [Entry(card, card.partition("/")[0], rule, tuple(requires)) for card, (rule, requires) in known.items()]
        due |= set(reminders(entries, found.learnt, found.slips, found.passed)) - found.aside
    return len(due)


def day_start(data: Path) -> int:
    """The hour at which a study day begins for this learner."""
    file = data / SETTINGS
    if not file.exists():
        return DAY_START
    from derivquiz.settings import read

    return read(file).settings.day_start


def cards(data: Path, folders: Sequence[Path]) -> dict[str, Card]:
    """All templates by key: as kept from the last time while the deck files are the same, else read from them."""
    files = [
        [entry.path, entry.stat().st_mtime_ns, entry.stat().st_size]
        for folder in folders
        if folder.is_dir()
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    ]
    try:
        kept = json.loads((data / KNOWN).read_bytes() if (data / KNOWN).is_file() else b"")
        if kept["files"] == files:
            return {card: (rule, requires) for card, (rule, requires) in kept["templates"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    from derivquiz.decks.library import Library

    decks = Library.open(folders).decks
    found = {deck.key(template): (template.rule, list(template.requires)) for deck in decks for template in deck.templates}
    with suppress(OSError):  # it is read anew the next time
        save(data / KNOWN, [json.dumps({"files": files, "templates": found}).encode("utf-8")])
    return found
