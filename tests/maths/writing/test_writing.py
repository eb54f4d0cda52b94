"""What is written reads back as the same tree."""

from __future__ import annotations

from hypothesis import given

from derivquiz.maths.expression import Expression
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import latex, line
from tests.maths.expressions import VARIABLES, answers


@given(answers())
def test_a_line_reads_back_as_the_same_tree(node: Expression) -> None:
    assert parse(line(node), *VARIABLES) == node


@given(answers())
def test_latex_reads_back_as_the_same_tree(node: Expression) -> None:
    assert parse(latex(node), *VARIABLES) == node
