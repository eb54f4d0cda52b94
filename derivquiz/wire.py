"""Frozen plain data that crosses the wall between the screen and the maths.

Everything here pickles, and holds text, numbers and tuples only: an expression travels as a line of the input language or as the
lines of its two-dimensional picture. Nothing here imports anything of ours.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One drawn instance of a template, complete in itself: it can be shown, marked and explained with nothing else at hand.

    Expressions are lines of the input language. `seed` and `parameters` say where it came from and are never used to mark it.
    """

    deck: str
    template: str
    seed: int
    kind: str
    """The kind of question: the name of a file in decks/kinds."""
    title: str
    """What the template is called; hidden until the problem is answered."""
    rule: str
    """The rule it drills ("chain", "product", …); hidden until the problem is answered."""
    prompt: str
    """What is asked, in a sentence or two."""
    picture: str
    """The function in two dimensions, several lines, without trailing blanks."""
    function: str
    variables: tuple[str, ...]
    wrt: tuple[str, ...] = ()
    """The variables it is differentiated by: one, or several for a gradient."""
    order: int = 1
    """How many times it is differentiated; 0 asks for the function's own value."""
    at: Pairs = ()
    """The point, as (variable, value) pairs; empty where a formula is asked."""
    places: int | None = None
    """To how many decimal places; None asks for the exact value."""
    given: Pairs = ()
    """Names that the prompt gives, as (name, expression) pairs: ("s", "sigmoid(z)")."""
    form: str = ""
    """The form asked for: "" (any), "given" (in terms of the given names alone), or a name of `maths.marking.forms.FORMS`."""
    choices: tuple[str, ...] = ()
    means: Pairs = ()
    """What may be chosen, in the order shown; and what choosing it says, as (choice, words) pairs, where the deck tells."""
    expected: str = ""
    """The right choice, or an answer that is not a derivative of `function`; empty where the answer is derived."""
    parameters: Pairs = ()
    template_hash: str = ""
    level: int | None = None
    """The level of difficulty it was drawn at, from 0; None where the template's ranges were whole."""
    answers: Pairs = ()
    """Right answers that are no derivative of `function`, as (name, expression) pairs; the name is "" where there is one."""
    significant: int | None = None
    """To how many significant digits; None asks for the exact value, or for `places`."""
    slips: Pairs = ()
    """Wrong answers with what leads to them, as (slug, expression) pairs."""
    words: tuple[str, ...] = ()
    """What a part of an answer may be that is no expression: "minimum", "maximum"."""
    rate: str = ""
    """The learning rate of the steps of gradient descent that are asked."""
    count: int = 1
    """How many such steps."""
    nodes: Pairs = ()
    """The nodes of a computational graph in their order, as (name, formula) pairs over its inputs, which are the point."""
    cells: tuple[str, ...] = ()
    """What is asked of the graph: a node's name for its value, "dL/dw" for an adjoint."""
    shown: tuple[str, ...] = ()
    """What is shown of it, in the same names."""
    composite: str = ""
    """What a table of values is asked for the derivative of: "g(h(x))"."""
    table: Pairs = ()
    """The values of that table: ("g(2)", "3"), ("g'(2)", "-1")."""
    window: tuple[str, ...] = ()
    """From where to where curves are drawn; where the answer is stated, the ends of the secant that it is about."""
    lines: tuple[str, ...] = ()
    """A worked solution, "words: name = expression" each; what is blank stands in [[…]]."""
    layout: tuple[tuple[str, ...], ...] = ()
    """Where an answer in several parts can be typed part by part, as rows of texts: [[name]] is a field, [[…]] one of a matrix
    of a shape that is asked too, [[2:]] what should stand in line 2. A picture of more than the function is shown by it as well;
    where curves are to be chosen from, as the rows of the function, then a title and the rows of each curve.
    """

    @property
    def card(self) -> str:
        """The key of the template in a learner's memory."""
        return f"{self.deck}/{self.template}"

    @property
    def is_pictured(self) -> bool:
        """Whether its picture holds more than its function: a worked solution to fill or to mend, a table, curves."""
        return self.kind in {"gap", "bug"} or bool(self.nodes or self.table or (self.window and self.choices))

    def to_json(self) -> str:
        """The problem as one line of JSON, for the history."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Problem:
        """The problem that `to_json` wrote; raises ValueError or TypeError on anything else."""
        try:
            fields: dict[str, Any] = json.loads(text)
        except RecursionError as error:
            raise ValueError("it is nested too deeply") from error
        if not isinstance(fields, dict):
            raise TypeError("no problem")
        for name in ("at", "given", "means", "parameters", "answers", "slips", "nodes", "table"):
            fields[name] = tuple((str(key), str(value)) for key, value in fields.get(name, ()))
        for name in ("variables", "wrt", "choices", "words", "cells", "shown", "window", "lines"):
            fields[name] = tuple(fields.get(name, ()))
        fields["layout"] = tuple(map(tuple, fields.get("layout", ())))
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text was read as, or why it could not be read."""

    text: str
    line: str = ""
    """The expression in one line of the input language; empty where it could not be read."""
    picture: str = ""
    """The expression in two dimensions."""
    notes: tuple[str, ...] = ()
    """What else it could have meant and how to write that."""
    error: str = ""
    column: int | None = None
    """Where the error is, or the part of an answer that lacks something, in characters from 0."""
    hint: str = ""
    """What would do instead."""


@dataclass(frozen=True, slots=True)
class Request:
    """What `derivquiz grade` is asked to mark an answer against: the derivative of `function`, or `expected` itself."""

    function: str = ""
    expected: str = ""
    variables: tuple[str, ...] = ()
    """The names allowed; empty: every letter of the function or the expression."""
    wrt: tuple[str, ...] = ()
    """The variables to differentiate by; several ask for a gradient. Empty: x where it occurs, else the first name."""
    order: int = 1
    at: Pairs = ()
    places: int | None = None


class Outcome(StrEnum):
    """What became of an answer."""

    CORRECT = "correct"
    WRONG = "wrong"
    DOMAIN = "domain"
    UNREADABLE = "unreadable"
    UNDECIDED = "undecided"


class Certainty(StrEnum):
    """How sure a mark is: an exact proof (also of a wrong), a randomised identity test, or agreement to many digits."""

    PROVED = "proved"
    SIGNATURE = "signature"
    AGREES = "agrees"


class Part(StrEnum):
    """What became of one part of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Witness:
    """A point where an answer and the truth differ, with both values as decimals ("undefined" where there is none)."""

    at: Pairs
    yours: str
    correct: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mark of one answer and the reason for it."""

    outcome: Outcome
    reading: Reading
    certainty: Certainty | None = None
    message: str = ""
    """The reason, in words; it never contains the right answer."""
    witness: Witness | None = None
    misconceptions: tuple[str, ...] = ()
    """Slugs of the wrong rules that give this answer, most likely first."""
    form: bool = True
    """False where the answer is right but not in the form that was asked."""
    notes: tuple[str, ...] = ()
    cells: Pairs = ()
    """Of an answer in several parts what became of each, as (name, `Part`) pairs; () where its parts can't be told apart."""


class Grain(StrEnum):
    """How fine a worked solution is: a line for every rule, simple parts fused into one line, or a line a derivative."""

    EVERY = "every"
    FUSED = "fused"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a worked solution: the rule in words, and the expression it leads to."""

    rule: str
    line: str
    picture: str


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer of a problem with the steps that lead to it."""

    answer: str
    """In the input language; for a choice, its words."""
    picture: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A problem, its answer and the steps to it in LaTeX, each "" where it is words rather than mathematics."""

    function: str
    answer: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """One rung of the ladder of hints: a sentence, and what it speaks of in two dimensions."""

    text: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is shown before a template is asked for the first time: its rule in a sentence and one worked example."""

    title: str
    rule: str
    picture: str
    """The function of the example in two dimensions."""
    steps: tuple[Step, ...]
    answer: str
    """In the input language; for a choice, its words."""
    prompt: str = ""
    """What the example asks."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a template: an "error" that a learner would meet, or a "warning"."""

    level: str
    key: str
    """The key of the template that is at fault; "" where it is none in particular."""
    message: str
    hint: str = ""
    part: str = ""
    """The text of the value that is at fault, as it stands in the file."""
    column: int = 0
    """Where in that text, from 0."""
    seed: int | None = None
    """The seed of a draw that shows it."""
    name: str = ""
    """What it is, in a word: of a template's remarks of one name the first is told."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What some draws of a template showed."""

    draws: int
    """How many were made, those that were refused among them."""
    problems: tuple[str, ...]
    """What is different between the problems; two alike are listed once."""
    refused: tuple[tuple[str, int], ...]
    """Why draws were refused, and how often."""
    remarks: tuple[Remark, ...] = ()
    always: frozenset[Remark] | None = None
    """What is to be said if it holds for every other draw, too; None where no problem was drawn."""
