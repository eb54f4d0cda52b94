"""Before Textual is imported: no animation, and colours whatever the terminal says."""

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from derivquiz.decks import toml
from derivquiz.decks.deck import Deck
from derivquiz.decks.library import shipped

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("NO_COLOR", None)
os.environ.pop("DERIVQUIZ_DATA", None)

pytest.register_assert_rewrite("tests.tui.frames")

# a machine with other work on it is no fault of the code's; what wants more examples says so
settings.register_profile("ours", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")


def pytest_collection_finish() -> None:
    """Search for garbage more seldom, and never among what was imported and collected: that is a seventh of a screen's test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def the_shipped_decks_are_read_once() -> Iterator[None]:
    """Hundreds of tests open a game of its own, and none changes the decks that it comes with."""
    load, content = toml.load, shipped()
    once = cache(load)

    def known(path: Path) -> Deck:
        return once(path) if path.parent == content else load(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(toml, "load", known)
        yield
