"""Where an answer in several parts can be typed part by part: the layout agrees with what is asked, and gives nothing away."""

from __future__ import annotations

import re
from functools import cache

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.wire import Part, Problem

FIELD = re.compile(r"\[\[(.*?)\]\]")


@cache
def problems() -> dict[str, Problem]:
    """A problem of each template of ours that has a layout."""
    templates = [(deck.id, one) for deck in Library.open([shipped()]).decks for one in deck.templates]
    single = {"formula", "value", "choice", "curve", "table"}
    drawn = [draw(deck_id, one, 3) for deck_id, one in templates if one.kind not in single]
    return {problem.card: problem for problem in drawn if problem.layout}


def fields(problem: Problem) -> list[str]:
    return [name for row in problem.layout for text in row for name in FIELD.findall(text)]


def test_every_kind_with_parts_has_a_layout() -> None:
    kinds = {problem.kind for problem in problems().values()}
    assert kinds == {"bug", "gap", "gradient", "graph", "hessian", "jacobian", "parts", "update", "vector"}


def test_named_fields_are_the_names_of_the_answer() -> None:
    seen = 0
    for problem in problems().values():
        names = fields(problem)
        if names[0] in {"", "…"} or names[0].endswith(":"):
            continue
        answer = KINDS[problem.kind].solve(problem).answer
        said = [part.split("=")[0].strip() for part in answer.split(", ") if "=" in part]
        assert sorted(names) == sorted(said), problem.card
        seen += 1
    assert seen >= 8


def test_a_vector_has_a_field_for_each_component_and_a_hessian_one_for_each_pair() -> None:
    assert fields(problems()["partials/three-variables"]) == [""] * 3
    assert fields(problems()["activations/softmax-value"]) == [""] * 3
    assert problems()["partials/hessian"].layout == (("", "∂/∂x", "∂/∂y"), ("∂/∂x", "[[]]", "[[]]"), ("∂/∂y", "[[]]", "[[]]"))


@pytest.mark.parametrize("card", ["partials/jacobian", "activations/softmax-jacobian", "descent/hidden-weights"])
def test_the_shape_of_a_matrix_that_is_part_of_the_question_is_not_shown(card: str) -> None:
    assert problems()[card].layout == (("[[…]]",),)


def test_the_lines_of_a_bug_are_numbered_fields() -> None:
    problem = problems()["chain/find-the-bug"]
    assert fields(problem) == [f"{number}:" for number in range(1, len(problem.lines) + 1)]


def test_a_blank_within_a_line_is_a_field_there() -> None:
    rows = [row for row in problems()["rules/product-rule-proof"].layout if FIELD.search(row[0])]
    assert rows == [("= (x + h)² + (x + 8)·[[]]", "Divided by h")]


def test_the_layout_of_a_table_is_its_picture_with_fields_for_boxes() -> None:
    problem = problems()["descent/neuron-table"]
    assert FIELD.sub("□", " ".join(" ".join(row) for row in problem.layout)).split() == problem.picture.split()
    assert sorted(fields(problem)) == sorted(problem.cells)


def test_a_layout_comes_back_from_the_history() -> None:
    for problem in problems().values():
        assert Problem.from_json(problem.to_json()) == problem


@pytest.mark.parametrize(
    ("card", "text", "states"),
    [
        ("partials/linear", "(-3, 9)", (Part.RIGHT, Part.WRONG)),
        ("partials/linear", "(8, -3)", (Part.WRONG, Part.WRONG)),
        ("partials/hessian", "[[14, 9e^y], [9e^y, x]]", (Part.RIGHT, Part.RIGHT, Part.RIGHT, Part.WRONG)),
        ("partials/jacobian", "[[12x, 3y], [-8, 3x]]", (Part.RIGHT, Part.WRONG, Part.WRONG, Part.RIGHT)),
        ("partials/jacobian", "(1, 2, 3)", ()),
    ],
)
def test_of_a_wrong_vector_or_matrix_it_is_known_which_entries_are_right(card: str, text: str, states: tuple[Part, ...]) -> None:
    problem = problems()[card]
    assert tuple(state for _, state in KINDS[problem.kind].mark(problem, text, proof=False).cells) == states
