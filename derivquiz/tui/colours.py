"""Colours that can be read: a theme of high contrast, and in each theme a quiet one that is still no riddle."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

LEGIBLE = 4.5
"""The least contrast of text to what is behind it, by the Web Content Accessibility Guidelines 2.2 (1.4.3, level AA)."""
QUIETEST, STEP = 55, 5
"""How much of the foreground is in the quiet colour at least, in percent, and by how much more at a time."""
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#4fc3ff",
    secondary="#c8a2ff",
    accent="#ffff00",
    warning="#ffb000",
    error="#ff8080",
    success="#40ff40",
    foreground="#ffffff",
    background="#000000",
    surface="#101010",
    panel="#1c1c1c",
    variables={
        "text-muted": "#e0e0e0",
        "text-disabled": "#c8c8c8",
        "quiet": "#d0d0d0",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
        "scrollbar": "#c0c0c0",
    },
)
"""White on black; every colour of text has at least 7 to 1, as level AAA asks."""


TEXTS = ("primary", "secondary", "accent", "success", "warning", "error")
"""What the colours of text are for."""


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """The colours of text of a theme, each nearer to its foreground where it couldn't be read, and a quiet one.

    A theme of the terminal's own colours, whose values nobody here knows, keeps them.
    """
    if "ansi" in variables["foreground"]:
        return {"quiet": variables["foreground"]}
    foreground, background = Color.parse(variables["foreground"]), Color.parse(variables["background"])
    mended = {"quiet": variables.get("quiet") or quiet(variables)}
    for name in (f"text-{what}" for what in TEXTS):
        colour = Color.parse(variables[name])
        nearer = (colour.blend(foreground, percent / 100, 1.0) for percent in range(0, 100, STEP))
        mended[name] = next((one for one in nearer if contrast(one, background) >= LEGIBLE), foreground).hex
    return mended


def quiet(variables: Mapping[str, str]) -> str:
    """The foreground of a theme, thinned by its background as far as it can still be read."""
    foreground, background = Color.parse(variables["foreground"]), Color.parse(variables["background"])
    thinned = (background.blend(foreground, percent / 100, 1.0) for percent in range(QUIETEST, 100, STEP))
    return next((colour for colour in thinned if contrast(colour, background) >= LEGIBLE), foreground).hex


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours' luminances, from 1 to 21, as the guidelines define it."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
