"""An expression within a sentence."""

from __future__ import annotations

import re

from derivquiz.maths import writing
from derivquiz.maths.expression import Expression
from derivquiz.maths.writing import picture

PI = re.compile(r"\bpi\b")


def inline(e: Expression) -> str:
    """As drawn where that takes one line, else as a line that could be typed."""
    drawn = picture.draw(e)
    if "\n" not in drawn:
        return drawn
    return PI.sub("π", writing.line(e).replace("-", "−").replace("*", "·"))
