"""Where things lie: the learner's folder, what is called how in it, and the shipped decks. It imports next to nothing."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "DERIVQUIZ_DATA"
"""What says in the environment which folder is the learner's."""
HISTORY = "history.db"
SETTINGS = "settings.toml"
OWN_DECKS = "decks"
"""The folder of a learner's own decks."""


def data_folder(chosen: Path | None = None) -> Path:
    """Where the learner's data lives: the folder chosen, else what the environment says, else the platform's; nothing is made."""
    said = chosen or os.environ.get(VARIABLE)
    if said:
        return Path(said).expanduser()
    from platformdirs import user_data_path

    return user_data_path("derivquiz", appauthor=False)


def shipped() -> Path:
    """The folder of the decks that come with the program, in an installed package or in a source checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent / "content"
