"""The names that a problem knows, and how letters typed without a space are split into them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from derivquiz.maths import softmax
from derivquiz.maths.expression import Expression
from derivquiz.maths.functions import FUNCTIONS, NAMES

Shape = Literal["scalar", "vector", "matrix"]

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Delta": "Δ",
    "Phi": "Φ",
    "Omega": "Ω",
}
"""Greek letters by the names they are typed with."""

LOGARITHMS = {"log2": 2, "log10": 10, "lg": 10}
"""Logarithms whose name holds the base."""

_LETTERS = {letter: word for word, letter in GREEK.items()}
_TWO_CASES = {"phi", "varphi", "h"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may occur in a text: the names of the problem, and what the names of functions stand for in it."""

    variables: tuple[str, ...]
    given: tuple[tuple[str, Expression], ...] = ()
    """Names that the prompt gives, with what they stand for; each is read as a name."""
    argument: Expression | None = None
    """What a bare σ, Φ or tanh is taken at; without it a bare function is an error."""
    function: str = ""
    """What the prompt calls the function."""
    definition: Expression | None = None
    """What `function` is, in the variables: f(u) is read as this at u."""
    derivatives: tuple[Expression, ...] = ()
    """Its derivatives f′, f″, … where the text may use them."""
    shape: Shape = "scalar"


class Meaning(NamedTuple):
    """What a name stands for: the kind of its token, and the name in the tree (for "log", the base)."""

    kind: Literal["name", "const", "func", "log", "base", "defined", "list"]
    name: str


class Piece(NamedTuple):
    """A name within a word."""

    meaning: Meaning
    start: int
    end: int


Lookup = dict[str, Meaning]


def spellings(name: str) -> Iterable[str]:
    """The other ways in which a declared name may be typed: x_1 for x1, θ for theta."""
    flat = name.replace("_", "")
    yield flat
    stem = flat.rstrip("0123456789")
    if stem and stem != flat:
        yield f"{stem}_{flat[len(stem) :]}"
    head = GREEK.get(stem) or _LETTERS.get(stem)
    if head:
        tail = flat[len(stem) :]
        yield head + tail
        if tail:
            yield f"{head}_{tail}"


@lru_cache(maxsize=1)
def _everywhere() -> Lookup:
    """The functions and constants, whatever the problem is."""
    table: Lookup = {}
    for typed, name in NAMES.items():
        for form in (typed, typed.capitalize(), typed.upper()) if typed.lower() not in _TWO_CASES else (typed,):
            table[form] = Meaning("func", name)
    for typed, name in NAMES.items():
        table[typed] = Meaning("func", name)
    for typed, base in LOGARITHMS.items():
        table[typed] = Meaning("log", str(base))
    table["log_"] = Meaning("base", "")
    for typed in (softmax.WORD, softmax.WORD.capitalize(), softmax.WORD.upper(), "SoftMax"):
        table[typed] = Meaning("list", softmax.WORD)
    for typed, constant in (("e", "e"), ("pi", "pi"), ("π", "pi"), ("Pi", "pi")):
        table[typed] = Meaning("const", constant)
    return table


@lru_cache(maxsize=256)
def lookup(variables: tuple[str, ...], given: tuple[str, ...], function: str) -> Lookup:
    """Every spelling that may be typed, with its meaning; what the problem declares goes before the table of functions."""
    table = dict(_everywhere())
    if function:
        table[function] = Meaning("defined", function)
    for name in (*given, *variables):
        for form in spellings(name):
            table[form] = Meaning("name", name)
    for name in (*given, *variables):
        table[name] = Meaning("name", name)
    return table


@lru_cache(maxsize=256)
def run_together(variables: tuple[str, ...], given: tuple[str, ...], function: str) -> dict[str, str]:
    """The functions that a variable and another function spell too, with how that is written: asin is arcsin, or a*sin(…)."""
    table = lookup(variables, given, function)
    letters = {name for name, meaning in table.items() if meaning.kind == "name" and len(name) == 1}
    functions = [name for name, meaning in table.items() if meaning.kind == "func" and name[:1] in letters]
    return {name: f"{name[:1]}*{name[1:]}(…)" for name in functions if name[1:] in table and table[name[1:]].kind == "func"}


def split(word: str, table: Lookup) -> tuple[list[Piece], int]:
    """The names that a word is made of, longest first, and how far they reach: short of its end where the rest is no name.

    A word ends early before a number that follows a function (sin2x) and behind log_, whose base follows.
    """
    if word in table:
        return [Piece(table[word], 0, len(word))], len(word)
    longest = max(map(len, table))
    dead: set[int] = set()
    pieces: list[Piece] = []
    best: list[Piece] = []
    # depth first over the places to cut, on a stack of its own; dead places are those from which the end can't be reached
    lengths = [min(longest, len(word))]
    while lengths:
        start = pieces[-1].end if pieces else 0
        if start > (best[-1].end if best else 0):
            best = list(pieces)
        if start == len(word) or (pieces and _stops(pieces[-1], word, start)):
            return pieces, start
        while lengths[-1] and (word[start : start + lengths[-1]] not in table or start + lengths[-1] in dead):
            lengths[-1] -= 1
        if not lengths[-1]:
            dead.add(start)
            lengths.pop()
            if pieces:
                pieces.pop()
            continue
        size = lengths[-1]
        lengths[-1] -= 1
        pieces.append(Piece(table[word[start : start + size]], start, start + size))
        lengths.append(min(longest, len(word) - start - size))
    return best, best[-1].end if best else 0


def _stops(piece: Piece, word: str, end: int) -> bool:
    kind = piece.meaning.kind
    return kind == "base" or (kind in ("func", "log") and word[end].isdigit())


def nearest(name: str, table: Lookup) -> str:
    """The known name that a typed one most likely stands for, or ""."""
    declared = [known for known, meaning in table.items() if meaning.kind == "name" and meaning.name == known]
    if len(name) == 1:
        same = [known for known in declared if known.lower() == name.lower()]
        return same[0] if same else " or ".join(declared) if len(declared) <= 3 else ""
    candidates: dict[str, str] = {}
    for known in (*declared, *FUNCTIONS, *table):
        if len(known) > 1 and known != "log_base":
            candidates.setdefault(known.lower(), known)
    nearest_yet, most = "", 1 if len(name) <= 4 else 2
    for lowered, known in candidates.items():
        if abs(len(known) - len(name)) <= most and (far := distance(name.lower(), lowered, most)) <= most:
            nearest_yet, most = known, far - 1
    return nearest_yet.rstrip("_")


def distance(one: str, other: str, most: int) -> int:
    """How many letters must change, be put in, be left out or change places with the next (Damerau, optimal string alignment).

    Counting stops where it is more than `most`: a word is compared with some 300 names at every keystroke.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:  # a swap reaches back over a row
            return most + 1
    return row[-1]
