"""Where things lie: the learner's data and the shipped decks. It imports next to nothing, for those in a hurry."""

from __future__ import annotations

from pathlib import Path


def data_folder(chosen: Path | None) -> Path:
    """Where the learner's data lives: the folder chosen, else the platform's; nothing is made yet."""
    if chosen is not None:
        return chosen.expanduser()
    from platformdirs import user_data_path

    return user_data_path("derivquiz", appauthor=False)


def shipped() -> Path:
    """The folder of the decks that come with the program, in an installed package or in a source checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent / "content"
