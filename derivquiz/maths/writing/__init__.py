"""The tree to text: one line of the input language, LaTeX, a picture in two dimensions."""

from derivquiz.maths.writing.lines import decimal, latex, line

__all__ = ["decimal", "latex", "line"]
