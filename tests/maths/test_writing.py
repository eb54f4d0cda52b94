"""What is written reads back as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given

from derivquiz.maths.expression import Expression
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from tests.maths.expressions import VARIABLES, answers


@given(answers())
def test_a_line_reads_back_as_the_same_tree(node: Expression) -> None:
    assert parse(line(node), *VARIABLES) == node
