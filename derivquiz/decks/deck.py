"""Deck, Template, Parameter: what a deck file says, as frozen data.

No maths here: Home reads decks through this and `toml` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FORMAT = 1
"""The version of the deck format that is read."""
REFUSED = "the constraints refuse it"
"""Why there is no problem of a draw whose values a template's constraints rule out."""
FORMS = ("given", "factored", "expanded", "no-negative-exponents", "no-fraction")
"""The forms that a formula may be asked in: in terms of the given names, or as `maths.marking.forms` says."""


@dataclass(frozen=True, slots=True)
class KindKeys:
    """Which keys a kind of question must have and may have, beside those that every template has."""

    needs: frozenset[str] = frozenset()
    allows: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()
    """Keys any of which stands in for `function`, and for `at` where that is needed."""


def _keys(needs: str = "", allows: str = "", instead: str = "") -> KindKeys:
    return KindKeys(frozenset(needs.split()), frozenset(f"{allows} {instead}".split()), frozenset(instead.split()))


KINDS: dict[str, KindKeys] = {
    "formula": _keys("", "order given form slips lines", "answer"),
    "value": _keys("at", "order places significant slips lines", "answer"),
    "gradient": _keys("", "at"),
    "jacobian": _keys("", "at given"),
    "hessian": _keys("", "at given"),
    "vector": _keys("", "at given order lines", "answer"),
    "choice": _keys("choices", "at convention order lines", "expected"),
    "gap": _keys("", "at places blank blanks", "lines"),
    "update": _keys("at rate", "steps places significant"),
    "graph": _keys("at nodes", "ask show places", "nodes"),
    "table": _keys("at composite", "", "composite"),
    "bug": _keys("", "bugs"),
    "curve": _keys("", "window"),
    "parts": _keys("answer", "places significant words lines", "answer"),
}
"""The kinds of question, each with a file in kinds/; jacobian, hessian and vector share matrix.py."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A letter of a template and the values it may take, each a line of the input language ("3", "-1/2", "sin")."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of difficulty: the parameters that it draws from less than all of their values, and the functions it draws."""

    parameters: tuple[Parameter, ...] = ()
    functions: tuple[int, ...] = ()
    """Places in the template's functions, from 0; empty: all of them."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A right answer that a template states, {a} standing for a parameter's value, and when it is right."""

    answer: str
    condition: str = ""
    """A comparison between parameters; "" holds always."""
    function: int | None = None
    """Which of the template's functions was drawn, from 0; None: any."""
    prompt: int | None = None
    """Which of its prompts was drawn, from 0; None: any."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template says of an answer that is no derivative of its function; expressions in the parameters throughout."""

    answers: tuple[tuple[str, str], ...] = ()
    """The right answer by its name; by "" where there is one."""
    significant: int | None = None
    """How many significant digits are asked."""
    slips: tuple[tuple[str, str], ...] = ()
    """Wrong answers by the slug of what leads to them."""
    words: tuple[str, ...] = ()
    """What a part of an answer may be that is no expression."""
    rate: str = ""
    """The learning rate."""
    steps: str = ""
    """How many steps of gradient descent; "" for one."""
    nodes: tuple[tuple[str, str], ...] = ()
    """The nodes of a graph in their order, by name."""
    ask: tuple[str, ...] = ()
    """What is asked of the graph: names of cells, or "forward", "adjoints"."""
    show: tuple[str, ...] = ()
    """What is shown of it."""
    composites: tuple[str, ...] = ()
    """What may be made of the functions of a table, "g(h(x))": one is drawn."""
    bugs: tuple[str, ...] = ()
    """The slugs of the wrong rules that a worked solution may follow; empty: all."""
    window: tuple[str, ...] = ()
    """From where to where curves are drawn: two numbers."""
    lines: tuple[str, ...] = ()
    """A worked solution, "words: name = expression" each, with what may be blank in [[…]]."""
    blank: str = ""
    """Which blank is left, from the last."""
    blanks: str = ""
    """How many of the blanks are left, from the last."""


@dataclass(frozen=True, slots=True)
class Template:
    """A parameterised problem. Expressions are lines of the input language in which parameters stand for their values."""

    id: str
    title: str
    kind: str
    rule: str
    """The rule it drills; two problems in a row don't share one where there is a choice."""
    functions: tuple[str, ...]
    """One of them is drawn."""
    prompts: tuple[str, ...]
    """One of them is drawn; {a} stands for a parameter's value. Empty: the kind's own words."""
    variables: tuple[str, ...]
    letters: tuple[str, ...]
    """What a template's one variable may be called, one drawn; empty: as `variables` says."""
    wrt: tuple[str, ...]
    order: int
    at: tuple[tuple[str, str], ...]
    """(variable, expression in the parameters) pairs."""
    places: int | None
    given: tuple[tuple[str, str], ...]
    """Names that the prompt gives, as (name, expression) pairs."""
    form: str
    choices: tuple[str, ...]
    """What may be chosen; {a} stands for a parameter's value."""
    means: tuple[tuple[str, str], ...]
    """What choosing it says, as (choice, words) pairs, where the deck tells."""
    expected: tuple[Expected, ...]
    """The right answer, where it is no derivative: the first that applies."""
    conventions: tuple[str, ...]
    """One is drawn: the value at a kink that the prompt agrees on, or "" for mathematically undefined."""
    parameters: tuple[Parameter, ...]
    levels: tuple[Level, ...]
    """The easiest first; above the last of them the ranges are whole."""
    let: tuple[tuple[str, str], ...]
    """Names for what is worked out from the parameters, as (name, expression) pairs."""
    where: tuple[str, ...]
    """Constraints between parameters, each a comparison: "a != c"."""
    requires: tuple[str, ...]
    """Keys (deck/template) of the templates that come before."""
    aliases: tuple[str, ...]
    """Ids it had before."""
    revision: int
    lesson: str
    """The rule in a sentence, for its first sight; empty: from the derivation."""
    hash: str
    """Of what the file says of it, so that an edit can be told."""
    line: int
    """Where it stands in its file, from 1."""
    asked: Asked = Asked()


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck file that could be read."""

    id: str
    title: str
    about: str
    templates: tuple[Template, ...]
    file: Path
    position: int = 1000
    """Where it stands in a list of decks, low first."""

    def key(self, template: Template) -> str:
        """The name of a template's card in a learner's memory: deck/template."""
        return f"{self.id}/{template.id}"
