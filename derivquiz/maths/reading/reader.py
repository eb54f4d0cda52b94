"""Text to the tree, or an error that points at the place and says what would do. Nothing is ever evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from derivquiz.errors import ReadingError
from derivquiz.maths.expression import Comparison, Expression, children
from derivquiz.maths.reading.characters import Source, plain, subscripted
from derivquiz.maths.reading.grammar import Grammar
from derivquiz.maths.reading.latex import without_latex
from derivquiz.maths.reading.lexing import partners, tokenise
from derivquiz.maths.reading.lists import Items, arrange
from derivquiz.maths.reading.stream import Spot
from derivquiz.maths.reading.vocabulary import Shape, Vocabulary, lookup, run_together

__all__ = ["LONGEST", "Parsed", "Shape", "Vocabulary", "parse", "parse_in", "read", "read_condition"]

LONGEST = 500
"""Characters that an answer may have."""

_LONGEST_OF_OURS = 50_000
_DEEPEST_TREE = 150
_LARGEST_TREE = 5000
"""Nodes that an answer may have: what the names of the problem stand for may be long."""
_MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text was read as."""

    expression: Expression
    notes: tuple[str, ...]
    """What else it could have meant, and how to write that."""
    alternatives: tuple[Expression, ...]
    """The other readings of an ambiguous notation."""
    called: bool
    """Whether the prompt's own function occurs by its name, f."""


def read(text: str, vocabulary: Vocabulary) -> Parsed:
    """The reading of a learner's text; raises ReadingError and nothing else, whatever the text is."""
    if len(text) > LONGEST:
        raise ReadingError(f"more than {LONGEST} characters", LONGEST, "write it shorter")
    return _guarded(text, vocabulary, any_shape=False)


@lru_cache(maxsize=4096)
def parse(text: str, *variables: str) -> Expression:
    """The tree of a text of our own, of whatever shape; raises ReadingError."""
    if len(text) > _LONGEST_OF_OURS:
        raise ReadingError(f"more than {_LONGEST_OF_OURS} characters", _LONGEST_OF_OURS)
    return _guarded(text, Vocabulary(variables), any_shape=True).expression


def parse_in(text: str, vocabulary: Vocabulary) -> Expression:
    """The tree of a text of a deck, of whatever shape, in a vocabulary; raises ReadingError."""
    if len(text) > LONGEST:
        raise ReadingError(f"more than {LONGEST} characters", LONGEST)
    return _guarded(text, vocabulary, any_shape=True).expression


def read_condition(text: str, vocabulary: Vocabulary) -> tuple[Comparison, ...]:
    """Comparisons that must all hold: "a != c", "0 < a < 5", "a > 0 and b > 0"; raises ReadingError."""
    if len(text) > LONGEST:
        raise ReadingError(f"more than {LONGEST} characters", LONGEST)
    try:
        tokens, _ = tokenise(_source(text), lookup(*_known(vocabulary)))
        partners(tokens)
        grammar = Grammar(tokens, text, vocabulary)
        rows = grammar.conditions()
        while grammar.token.kind == "comma":
            grammar.take()
            more = grammar.conditions()
            rows = [rows[0] + more[0]] if len(rows) == len(more) == 1 else rows + more
    except RecursionError:
        raise ReadingError("nested too deep") from None
    if len(rows) > 1:
        raise ReadingError("“or” joins conditions that need not all hold", None, "write two constraints")
    if grammar.token.kind != "end":
        raise ReadingError("a condition ends here", grammar.token.column)
    return rows[0]


def _guarded(text: str, vocabulary: Vocabulary, *, any_shape: bool) -> Parsed:
    try:
        return _read(text, vocabulary, any_shape=any_shape)
    except RecursionError:
        raise ReadingError("nested too deep", None, "write it with fewer brackets") from None


def _source(text: str) -> Source:
    source = plain(text)
    if "\\" in source.text or "$" in source.text:
        source = without_latex(source)
    return subscripted(source)


def _known(vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    return vocabulary.variables, tuple(name for name, _ in vocabulary.given), vocabulary.function


def _read(text: str, vocabulary: Vocabulary, *, any_shape: bool) -> Parsed:
    source = _right_side(_without_sentence(_source(text)), vocabulary)
    if match := _TRANSPOSED.search(source.text):
        source = source.part(0, match.start())
    known = _known(vocabulary)
    table = lookup(*known)
    tokens, notes = tokenise(source, table)
    notes = (*notes, *_unseen(source.text, text))
    if len(tokens) == 1:
        raise ReadingError("nothing to read", tokens[0].column if text.strip() else None, "type an expression")
    items = Items(tokens, partners(tokens), text, vocabulary, any_shape)
    expression, spots = arrange(items, ())
    _check_size(expression, _LONGEST_OF_OURS if any_shape else _LARGEST_TREE)
    flips: list[tuple[Spot, ...]] = [(spot,) for spot in list(spots)[:_MOST_ALTERNATIVES]]
    alike = [tuple(spot for spot in spots if spot[0] == kind) for kind in dict.fromkeys(kind for kind, _ in spots)]
    flips += [same for same in alike if len(same) > 1]  # whoever means e^(2x) by e^2x means it throughout
    found = [_other(items, flip) for flip in flips]
    two_ways = run_together(*known)
    together = {name: two_ways[name] for token in tokens if two_ways and (name := text[token.column : token.end]) in two_ways}
    if together:
        tokens, _ = tokenise(source, {name: meaning for name, meaning in table.items() if name not in together})
        found.append((_tree(Items(tokens, partners(tokens), text, vocabulary, any_shape)), " and ".join(together.values())))
    others = {other: writing for other, writing in found if other is not None and other != expression}
    ways = " or ".join(dict.fromkeys(writing for writing in others.values() if writing))
    called = any(token.kind == "defined" for token in tokens)
    return Parsed(expression, (*notes, f"write {ways} if you meant that") if ways else notes, tuple(others), called)


def _tree(items: Items) -> Expression | None:
    try:
        return arrange(items, ())[0]
    except ReadingError:
        return None


def _other(items: Items, flips: tuple[Spot, ...]) -> tuple[Expression | None, str]:
    """The tree with some places read in the other way, and what to write for the first of them."""
    try:
        other, spots = arrange(items, flips)
        _check_size(other, _LARGEST_TREE)
    except ReadingError:
        return None, ""
    return other, spots.get(flips[0], "")


def _check_size(expression: Expression, largest: int) -> None:
    """Refuses trees that are too deep to walk, such as x/2/2/2/…, without walking down them, and those of too many nodes."""
    level: list[Expression] = [expression]
    count = 1
    for _ in range(_DEEPEST_TREE):
        level = [child for node in level for child in children(node)]
        count += len(level)
        if not level:
            return
        if count > largest:
            raise ReadingError("too long when written out", None, "write it shorter")
    raise ReadingError("nested too deep", None, "write it with fewer levels")


_DERIVATIVE = re.compile(
    r"""(d\^?\d?\w*(\(.*\))?/d\w.*      # dy/dx, d/dx …
      | [∂∇].* | grad\w*
      | D\w*(\(.*\))?
      | [^\W\d]\w*'*(\^\(?\d\)?)?(\(.*\))?   # f'(x), y', f(x), y, f_x
      )?$""",
    re.X,
)


def _unseen(plain_text: str, typed: str) -> Iterator[str]:
    """Notes on readings that the eye may not expect: of bars that could hold each other, and of a capital sigma."""
    for bars in _BARS.finditer(plain_text):
        yield f"two pairs of bars, side by side: one within the other is abs({bars[0][1:-1]})"
    if "Σ" in typed:
        yield "Σ is read as σ, the sigmoid; a sum is written out"


_BARS = re.compile(r"\|[^|]*[^|\s(\[{+*/^,-]\s*\|\s*(?:[^\W_]|\d+[^\W_]?)\s*\|[^|]+\|")
"""Two pairs with a single factor between, which may also be one pair in another."""
_TRANSPOSED = re.compile(r"(?<=[])}>])\s*\^\s*[({]?\s*T\s*[)}]?\s*$")
_ABOUT = re.compile(r"\s*[≈≃≅~]")
_FULL_STOP = re.compile(r"(?<=[^.\s])\s*\.\s*$")
_WORD_OF_CASES = re.compile(r"\b(?:if|for|when|where|else|otherwise)\b")
_EQUALS = re.compile(r"(?<![<>!=])=(?![=<])")


def _without_sentence(source: Source) -> Source:
    """A text without what makes a sentence of it: "≈ 1.755" and "1.755." are 1.755."""
    about, stop = _ABOUT.match(source.text), _FULL_STOP.search(source.text)
    return source.part(about.end() if about else 0, stop.start() if stop else len(source.text))


def _right_side(source: Source, vocabulary: Vocabulary) -> Source:
    """What stands behind f'(x) = or dy/dx =, and all of it where nothing of the kind does."""
    match = _EQUALS.search(source.text)
    if not match:
        return source
    left = source.text[: match.start()]
    if _WORD_OF_CASES.search(left):
        return source
    left = re.sub(r"\s", "", left)
    if left in vocabulary.variables:
        return source
    if "/" in left:
        left = re.sub(r"[(){}]", "", left.partition("/")[0]) + "/" + re.sub(r"^[(){}]+", "", left.partition("/")[2])
    if not _DERIVATIVE.match(left):
        return source
    return source.part(match.end(), len(source.text))
