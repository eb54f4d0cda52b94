"""The soak of misconceptions: its own wrong rules are right where none is followed, and a short run names what it should."""

from __future__ import annotations

from random import Random

import pytest
import sympy

from derivquiz.engine import Engine
from derivquiz.maths.diagnosing.malrules import MALRULES
from tests.soak import misconceptions, wrongs
from tests.soak.shapes import SHAPES


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_the_other_implementation_differentiates_rightly_without_a_slip(name: str) -> None:
    tree = SHAPES[name](Random(name))
    if not tree.whole.has(wrongs.SIGMOID, wrongs.GELU):
        assert misconceptions.same(wrongs.slope(tree, {}), sympy.diff(tree.whole, wrongs.X))


def test_its_wrong_rules_are_rules_of_the_table() -> None:
    assert set(wrongs.WRONG) <= set(MALRULES)


def test_a_short_run_names_nearly_all_single_rules() -> None:
    engine, found = Engine(), misconceptions.tally()
    for case in misconceptions.cases(5, 24):
        verdict = engine.mark(engine.pose(case.request), case.answer, proof=False)
        found.take(case, verdict.misconceptions, verdict.message)
    assert found.share(two=False) > 0.8
    assert not found.near_unhedged
