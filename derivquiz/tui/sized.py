"""SizedScreen: a screen whose styles know how wide and how high it is."""

from __future__ import annotations

from textual.screen import Screen

WIDTHS = [(0, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-low"), (18, "-short"), (24, "-normal"), (32, "-tall")]


class SizedScreen(Screen[None]):
    """A screen with classes for its size, which it has from its first layout on: Textual sets them after that, and so would style
    every widget and lay the screen out a second time before anything is seen.
    """

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def on_screen_resume(self) -> None:
        """Take the classes of the size, before the screen itself is styled for the first time."""
        if not self.stack_updates:
            fitting = (fits(WIDTHS, self.app.size.width), fits(HEIGHTS, self.app.size.height))
            self.update_classes(dict.fromkeys(fitting, True), update=False)


def fits(steps: list[tuple[int, str]], cells: int) -> str:
    """The class of so many cells."""
    return [name for least, name in steps if cells >= least][-1]
