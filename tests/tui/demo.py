"""The screens on the scripted game, to look at: python -m tests.tui.demo [--deck DECK] [--light] [--first]."""

from __future__ import annotations

import sys

from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.configured import LIGHT
from tests.tui.fakes import FIRST, OVERVIEW, FakeGame

if __name__ == "__main__":
    deck = sys.argv[sys.argv.index("--deck") + 1] if "--deck" in sys.argv else None
    app = DerivquizApp(FakeGame(FIRST if "--first" in sys.argv else OVERVIEW), deck)
    if "--light" in sys.argv:
        app.theme = LIGHT
    app.run()
