"""What is drawn beside a problem."""

from pathlib import Path

from derivquiz.decks import sketching
from derivquiz.plots import Role
from tests.decks.test_gap import one
from tests.decks.test_stated import CENTRAL, PARTS, RATE


def test_of_a_problem_that_states_its_answer_the_function_alone_is_drawn(tmp_path: Path) -> None:
    for body in (RATE, CENTRAL, PARTS):
        found = sketching.curve(one(tmp_path, body), "31")
        assert found is not None
        assert [line.role for line in found.lines] == [Role.FUNCTION]
        heights = [y for piece in found.lines[0].pieces for _, y in piece]
        assert max(heights) > min(heights), "the curve of the function, and no level line at the height of the answer"
