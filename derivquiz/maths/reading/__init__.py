"""Text to the tree: characters, tokens, a Pratt parser, and what to say where it can't be read."""

from derivquiz.maths.reading.reader import LONGEST, Parsed, parse, parse_in, read, read_condition
from derivquiz.maths.reading.vocabulary import Shape, Vocabulary

__all__ = ["LONGEST", "Parsed", "Shape", "Vocabulary", "parse", "parse_in", "read", "read_condition"]
