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
        assert [line.role for line in found.lines if line.role is not Role.SECANT] == [Role.FUNCTION]
        heights = [y for piece in found.lines[0].pieces for _, y in piece]
        assert max(heights) > min(heights), "the curve of the function, and no level line at the height of the answer"


def test_a_secant_that_is_asked_is_drawn_with_both_its_ends(tmp_path: Path) -> None:
    for body, places in ((RATE, (-2, 5)), (CENTRAL, None)):
        found = sketching.curve(one(tmp_path, body), "31")
        assert found is not None
        assert [line.role for line in found.lines] == [Role.FUNCTION, Role.SECANT]
        (left, _), (right, _) = found.ends
        assert places in (None, (left, right))
        assert found.across[0] < left < right < found.across[1]


def test_a_window_to_choose_a_curve_in_has_no_secant(tmp_path: Path) -> None:
    found = sketching.curve(
        one(tmp_path, 'kind = "curve"\nfunction = "x^3 - a x"\nwindow = [-2, 2]\nparameters = { a = "1..3" }\n'), ""
    )
    assert found is None or found.ends == ()
