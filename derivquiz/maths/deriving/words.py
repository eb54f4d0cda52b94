"""An expression within a sentence."""

from __future__ import annotations

import re

from derivquiz.maths import writing
from derivquiz.maths.expression import Expression
from derivquiz.maths.writing import picture

PI = re.compile(r"\bpi\b")
SIMPLE_ROOT = re.compile(r"\bsqrt\((\w+)\)")
ROOT = re.compile(r"\bsqrt(?=\()")
COEFFICIENT = re.compile(r"(?<![\w^.])(\d+(?:\.\d+)?)\*(?=[a-zA-Zα-ω(])(?<!(?<![\d.])1\*(?=e\^))")
"""A number that needs no dot before what it multiplies; 1·e^(−x) keeps it, as 1e reads as a power of ten."""


def inline(e: Expression) -> str:
    """As drawn where that takes one line, if need be with a/b for fractions; else as a line that could be typed."""
    drawn = picture.draw(e)
    if "\n" not in drawn:
        return drawn
    if flat := picture.on_one_line(e):
        return flat
    text = ROOT.sub("√", SIMPLE_ROOT.sub(r"√\1", writing.line(e)))
    text = PI.sub("π", COEFFICIENT.sub(r"\1", text))
    return text.replace("-", "−").replace("*", "·")
