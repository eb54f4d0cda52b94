from __future__ import annotations

import ast

from tests.soak.mutating import mutations

SOURCE = """
from os import path
LEAST = 3
def clamp(value: int | None, most):
    'words'
    if value is None or not value < most:
        raise ValueError
    return [one + LEAST for one in range(value) if one]
"""
EXPECTED = {
    "LEAST = 4",
    "LEAST = 2",
    "if value is not None or not value < most:",
    "if value is None and (not value < most):",
    "if value is None or value < most:",
    "if value is None or not value <= most:",
    "if value is None or not value >= most:",
    "if not (value is None or not value < most):",
    "    pass",
    "return None",
    "return [one - LEAST for one in range(value) if one]",
    "return [one + LEAST for one in range(value) if not one]",
}


def test_each_mutation_changes_one_line_and_is_taken_back() -> None:
    tree = ast.parse(SOURCE)
    before = ast.unparse(tree).splitlines()
    changed = set()
    for mutation in mutations(tree):
        with mutation.applied():
            after = ast.unparse(tree).splitlines()
        (line,) = (new for old, new in zip(before, after, strict=True) if old != new)
        changed.add(line[4:] if line.startswith("    ") else line)
        assert mutation.line == {"LEAST": 3}.get(line.split()[0], mutation.line)
        assert ast.unparse(tree).splitlines() == before
    assert changed == EXPECTED
