"""A problem on a sheet, as a person reads it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from derivquiz.commands import sheet
from derivquiz.commands.sheet import as_text
from derivquiz.errors import WorkerTimeoutError
from derivquiz.wire import Problem, Solution
from derivquiz.worker import Worker
from tests.sittings import deck
from tests.tui.fakes import CHOICE, POWER


def test_choices_have_the_letters_of_the_game_and_minus_signs() -> None:
    text = as_text(3, CHOICE, Solution("-1", "-1"))
    assert text.splitlines() == [
        "3. What is f′(−2)?",
        "",
        "    f(x) = ReLU(x)",
        "",
        "    a  −1",
        "    b  0",
        "    c  1",
        "    d  undefined",
        "",
        "   Answer: a  −1",
        f"   Code: {CHOICE.card}#{CHOICE.seed}",
    ]


def test_an_answer_has_minus_signs_and_a_word_keeps_its_hyphen() -> None:
    assert "Answer: −15/x^4 − 2" in as_text(1, POWER, Solution("-15/x^4 - 2", ""))
    assert "a  right-hand" in as_text(1, replace(CHOICE, choices=("right-hand",)), Solution("right-hand", ""))


class Busy:
    """A maths process that is lost a few times before it answers."""

    def __init__(self, losses: int) -> None:
        self.losses = losses

    async def draw(self, *_: object) -> Problem:
        return POWER

    async def solve(self, _: Problem) -> Solution:
        if self.losses:
            self.losses -= 1
            raise WorkerTimeoutError("this took longer than 1 s")
        return Solution("2*x", "2x")


@pytest.mark.parametrize("losses", [0, sheet.LOSSES - 1, sheet.LOSSES])
def test_a_sheet_survives_a_busy_machine_and_gives_up_in_the_end(losses: int, tmp_path: Path) -> None:
    mine = deck(tmp_path, "power")
    order = sheet.Order(deck="mine", number=1, seed=0)
    making = sheet._made(cast(Worker, Busy(losses)), mine, 0, order)
    if losses == sheet.LOSSES:
        with pytest.raises(WorkerTimeoutError):
            asyncio.run(making)
    else:
        assert asyncio.run(making)[1].answer == "2*x"
