"""The keys of what a deck states itself: each mistake at its key, with what would be right; and whatever a learner may type."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.errors import DeckError
from derivquiz.wire import Outcome, Problem
from tests.decks.test_drawing import HEAD, template
from tests.decks.test_guide import EXAMPLES

VALUE = 'kind = "value"\nprompt = "What?"\nanswer = "a"\n'
GAP = 'kind = "gap"\nlines = ["x", "[[x]]"]\n'
GRAPH = 'kind = "graph"\nat = 1\nnodes = { u = "2 x", L = "u^2" }\n'
PLAIN = 'kind = "formula"\nfunction = "x^2"\n'
LAST = HEAD.count("\n")

MISTAKES = {
    "an answer without a prompt": ('kind = "value"\nanswer = "2"\n', "template", "words of its own"),
    "an answer that is a list": (VALUE.replace('"a"', "[1, 2]"), "template.answer", "an expression belongs here"),
    "parts that are one": ('kind = "parts"\nprompt = "?"\nanswer = { u = 1 }\n', "template.answer", 'kind = "value"'),
    "parts that are a text": ('kind = "parts"\nprompt = "?"\nanswer = "1"\n', "template.answer", "answer = {"),
    "a part that can't be typed": (
        'kind = "parts"\nprompt = "?"\nanswer = { "a b" = 1, c = 2 }\n',
        "template.answer.a b",
        "short name",
    ),
    "digits and places": (VALUE + "places = 2\nsignificant = 3\n", "template.significant", "how exact"),
    "no digits": (VALUE + "significant = 0\n", "template.significant", "1 to 12"),
    "a slip that is no slug": (VALUE + 'slips = { "Mean Missing" = "2" }\n', "template.slips.Mean Missing", "mean-missing"),
    "lines of another kind with marks": (VALUE + 'lines = ["x = [[2]]", "3"]\n', "template.lines", 'kind = "gap"'),
    "a single mark": (GAP.replace("[[x]]", "[[x"), "template.lines", "between [[ and ]]"),
    "one line": (GAP.replace('"x", ', ""), "template.lines", "a start and an end"),
    "lines that are a text": (GAP.replace('["x", "[[x]]"]', '"x"'), "template.lines", "array of texts"),
    "a placeholder in words": (GAP.replace('"x",', '"take {q}: x",'), "template.lines", ""),
    "blank and blanks": (GAP + "blank = 1\nblanks = 1\n", "template.blank", "several"),
    "a rate of no steps": (PLAIN + "rate = 0.1\n", "template.rate", "leave it out"),
    "steps without a rate": ('kind = "update"\nfunction = "x^2"\nat = 1\n', "template", ""),
    "a graph without nodes": ('kind = "graph"\nat = 1\n', "template", ""),
    "a node that is an input": (GRAPH.replace("u = ", "x = "), "template.nodes.x", "neither an input"),
    "a node without a name": (GRAPH.replace("u = ", "node = "), "template.nodes.node", "a letter"),
    "a composite of nothing": ('kind = "table"\nat = 1\ncomposite = "g(x)"\n', "template.composite", "g(h(x))"),
    "a composite of one": ('kind = "table"\nat = 1\ncomposite = "g(x)*g(x)"\n', "template.composite", "g(h(x))"),
    "a bug that is no slug": ('kind = "bug"\nfunction = "x^2"\nbugs = ["No Such"]\n', "template.bugs", "no-such"),
    "a window of one end": ('kind = "curve"\nfunction = "x^2"\nwindow = [1]\n', "template.window", "[-3, 3]"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_with_its_key_and_what_would_be_right(tmp_path: Path, name: str) -> None:
    body, key, hint = MISTAKES[name]
    with pytest.raises(DeckError) as caught:
        template(tmp_path, body)
    assert caught.value.key == key, str(caught.value)
    assert hint in caught.value.hint, str(caught.value)
    assert caught.value.line is not None
    assert "None" not in str(caught.value)


@cache
def drawn() -> tuple[Problem, ...]:
    with TemporaryDirectory() as folder:
        return tuple(draw("mine", template(Path(folder), body), 1) for body in EXAMPLES[1:])


PIECES = [
    *("u = ", "v' = ", "dL/dw = ", "∂L/∂u=", "w=", "1: ", "line 2: ", "a", "curve b", ", ", "; ", "\n", ":", "=", "==", "□", "?"),
    *(
        "x^2",
        "2x",
        "0.5",
        "9.54e-7",
        "sin",
        "(",
        ")",
        "[",
        "]",
        "|",
        "'",
        "′",
        "₁",
        "²",
        "\\frac{1}{2}",
        "if x>0",
        "undefined",
        "1/0",
    ),
]


@given(st.integers(0, len(EXAMPLES) - 2), st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8))
def test_whatever_is_typed_is_read_or_says_why_not(which: int, pieces: list[str]) -> None:
    problem, text = drawn()[which], "".join(pieces)
    kind = KINDS[problem.kind]
    found = kind.read(problem, text)
    assert bool(found.line) is not bool(found.error)
    assert found.column is None or 0 <= found.column <= len(text)
    verdict = kind.mark(problem, text, proof=False)
    assert verdict.message or verdict.outcome is Outcome.WRONG
    assert all(state in {"right", "wrong", "missing"} for _, state in verdict.cells)
