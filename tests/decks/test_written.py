"""Answers in several parts as people write them in a hurry: understood where there is no doubt, else told what to write."""

from __future__ import annotations

import pytest

from derivquiz.decks.kinds import KINDS
from derivquiz.wire import Outcome
from tests.decks.test_layouts import problems

PRODUCT, MOTION, LINEAR, STEP = (
    "rules/parts-of-a-product",
    "meaning/velocity-and-acceleration",
    "partials/linear",
    "descent/vector-step",
)


@pytest.mark.parametrize(
    ("card", "text"),
    [
        (PRODUCT, "u=x^4 u'=4x^3 v=9-8x^2 v'=-16x"),
        (PRODUCT, "u=x^4, u'=4x^3, v=9-8x^2, v'=-16x."),
        (MOTION, "v: -64, a: -56"),
        (MOTION, "v: -64 a: -56."),
        (MOTION, "v = -64 and a = -56"),
        (LINEAR, "df/dx = -3, df/dy = 8"),
        (LINEAR, "∂f/∂y = 8 ∂f/∂x = -3"),
        (LINEAR, "f_x = -3, f_y = 8"),
        (LINEAR, "df/dx: -3; df/dy: 8."),
        (LINEAR, "(-3, 8)."),
        (STEP, "u=-1.5 v=4.5."),
        ("chain/find-the-bug", "3: 3e^(3x)."),
        ("partials/jacobian", "[[12x, -8], [3y, 3x]]."),
        ("descent/neuron-table", "z=0.5 p=0.622 dL/dp=-0.755 dL/dz=-0.177 dL/dw=0.177"),
    ],
)
def test_what_leaves_no_doubt_is_understood(card: str, text: str) -> None:
    problem = problems()[card]
    assert KINDS[problem.kind].mark(problem, text, proof=False).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("card", "text", "told"),
    [
        (PRODUCT, "x^4 4x^3 9-8x^2 -16x", "type u = …, u′ = …, v = …, v′ = …"),
        (MOTION, "-64 -56", "type v = …, a = …"),
        (MOTION, "v -64, a -56", "write v = …"),
        (MOTION, "v = -64 b = -56", "did you mean t?"),
        (LINEAR, "df/dx = -3", "∂f/∂y is missing; type ∂f/∂x = …, ∂f/∂y = …"),
        (LINEAR, "df/dx = -3, 8", "some parts have a name and some have none; type ∂f/∂x = …, ∂f/∂y = …"),
        (LINEAR, "df/dx = -3, df/dz = 8", "'df/dz' is none of the names here; the names are ∂f/∂x, ∂f/∂y"),
        (LINEAR, "-3 8", "write (…, …), with commas between the components"),
        (LINEAR, "(-3, 8)..", ""),
    ],
)
def test_what_could_mean_another_thing_is_free_and_told_what_to_write(card: str, text: str, told: str) -> None:
    problem = problems()[card]
    verdict = KINDS[problem.kind].mark(problem, text, proof=False)
    assert verdict.outcome is Outcome.UNREADABLE
    assert told.casefold() in verdict.message.casefold()


@pytest.mark.parametrize("text", ["2.", "2.5.", "-0.5.", "x.", ".5."])
def test_a_full_stop_is_no_decimal_point(text: str) -> None:
    problem = problems()[STEP]
    kind = KINDS[problem.kind]
    assert kind.read(problem, f"u = {text}").line == kind.read(problem, f"u = {text.rstrip('.')}").line
