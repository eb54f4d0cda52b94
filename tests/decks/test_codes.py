"""Share codes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.decks.codes import Code
from derivquiz.errors import ShareCodeError
from tests.tui.fakes import POWER

WORDS = st.text("az09", min_size=1, max_size=5)
IDS = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: "c" + "-".join(words))


@given(st.builds(lambda deck, template: f"{deck}/{template}", IDS, IDS), st.integers(0, 2**63), st.none() | st.integers(0, 8))
def test_a_code_that_was_written_is_read_again(card: str, seed: int, level: int | None) -> None:
    code = Code(card, seed, level)
    assert Code.parse(str(code)) == code


def test_a_problem_has_a_code() -> None:
    assert str(Code.of(replace(POWER, seed=7, level=1))) == f"{POWER.card}#7@2"


@pytest.mark.parametrize("text", ["", "chain", "chain/power", "chain/power#", "chain/power#x", "../x#1", "a/b#1@0", "a/b#1@12"])
def test_another_text_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ShareCodeError, match="looks like chain/power-of-quadratic#7"):
        Code.parse(text)
