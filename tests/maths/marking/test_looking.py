"""Where an answer is looked at and with how many bits: what a verdict costs, and what it rests on where nothing proves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

import pytest
from flint import arb

from derivquiz.errors import EvaluationError, TooLargeError, UndefinedError
from derivquiz.maths.balls import Point
from derivquiz.maths.expression import Expression
from derivquiz.maths.marking import sampling
from derivquiz.maths.marking.equality import Same, Undecided, Value, compare
from derivquiz.maths.reading import parse
from derivquiz.wire import Certainty

FRIENDLY = [1, 2, 3, -1]


@dataclass
class Watched:
    """A truth that remembers where it was looked at; it may keep its tree to itself, so that nothing proves an answer."""

    expression: Expression
    told: bool
    looks: list[tuple[Fraction, int]] = field(default_factory=list)
    fails: Callable[[int], EvaluationError | None] = lambda _: None
    """Why it has no value at the look of a number, counted from 1; None where it has one."""

    @property
    def names(self) -> frozenset[str]:
        return frozenset({"x"})

    @property
    def tree(self) -> Expression:
        return self.expression

    def symbolic(self) -> Expression | None:
        return self.expression if self.told else None

    def at(self, point: Point, bits: int) -> arb:
        self.looks.append((point["x"], bits))
        if error := self.fails(len(self.looks)):
            raise error
        return Value(self.expression).at(point, bits)

    @property
    def bits(self) -> Counter[int]:
        """How often it was looked at with how many bits."""
        return Counter(bits for _, bits in self.looks)


def watched(
    truth: str,
    answer: str,
    *,
    told: bool = True,
    verdict: type[object] = Same,
    fails: Callable[[int], EvaluationError | None] = lambda _: None,
) -> Watched:
    """The truth after a comparison with an answer."""
    seen = Watched(parse(truth, "x"), told, fails=fails)
    assert isinstance(compare(seen, parse(answer, "x"), proof=False), verdict)
    return seen


def turns(count: int) -> str:
    return "+".join(f"abs(x - {centre})" for centre in range(count))


def waves(*numbers: int) -> str:
    return "+".join(f"sin({number}x)" for number in numbers)


def test_what_is_settled_is_looked_at_at_friendly_points_four_random_ones_and_likely_holes() -> None:
    looks = watched("sin(2x)", "2sin(x)cos(x)").looks
    assert [at for at, _ in looks[:4]] == FRIENDLY
    assert all(at.denominator > 1000 for at, _ in looks[4:8])
    assert [at for at, _ in looks[8:-1]] == [0, 2, -2]
    assert {bits for _, bits in looks[:-1]} == {128}
    assert looks[-1] == (looks[7][0], 2048)


def test_what_nothing_settles_is_looked_at_at_twenty_random_points_before_any_break() -> None:
    looks = watched("sin(2x)", "2sin(x)cos(x)", told=False).looks
    first_sharp = [bits for _, bits in looks].index(512)
    assert [at for at, _ in looks[:4]] == FRIENDLY
    assert first_sharp == 4 + 20
    assert all(at.denominator > 1000 for at, _ in looks[4:first_sharp])
    assert {bits for _, bits in looks} == {128, 512, 2048, 8192}


def test_the_highest_precision_is_for_the_clearest_of_six_and_the_one_nearest_to_1() -> None:
    seen = watched("e^(40x)", "(e^(20x))^2", told=False)
    random = list(dict.fromkeys(at for at, bits in seen.looks if bits == 128 and at.denominator > 1000))
    *_, clearest, nearest = (at for at, bits in seen.looks if bits == 8192)
    assert clearest == min(random[:6], key=lambda at: float(Value(seen.expression).at({"x": at}, 128).rad().log()))
    assert clearest != random[0]
    assert sampling.distance({"x": nearest}) == min(sampling.distance({"x": at}) for at in random)


def test_a_point_that_cannot_be_looked_at_again_is_not_the_clearest() -> None:
    before = watched("2x", "x + x", told=False).looks
    again = next(number for number, look in enumerate(before) if look in before[:number])
    seen = watched("2x", "x + x", told=False, fails=lambda look: UndefinedError("") if look == again + 1 else None)
    assert next(at for at, bits in seen.looks if bits == 8192) != before[again][0]


def test_where_nothing_has_a_value_two_hundred_more_points_are_tried() -> None:
    seen = watched("sqrt(-1 - x^2)", "x", verdict=Undecided)
    sizes, holes = 20, 5
    assert seen.bits[128] == 4 + 20 + sizes + 200 + holes


def test_a_search_ends_as_soon_as_eight_points_agree() -> None:
    pieces, others, clearest = 2, 4 + 20 + 20, 4
    enough = watched("2x", "x + x", told=False, fails=lambda look: UndefinedError("") if 8 < look <= others + pieces else None)
    assert enough.bits[128] == others + clearest
    few = watched("2x", "x + x", told=False, fails=lambda look: UndefinedError("") if 7 < look < 100 else None)
    assert few.bits[128] == 100 - pieces + clearest


@pytest.mark.parametrize(("count", "verdict"), [(20, Undecided), (21, Same)])
def test_undefined_is_right_where_the_truth_has_no_value_at_more_than_twenty_points(count: int, verdict: type[object]) -> None:
    watched("x", "undefined", verdict=verdict, fails=lambda look: UndefinedError("") if look <= count else TooLargeError(""))


def test_what_signatures_doubt_is_looked_at_again_at_forty_points_that_agreed() -> None:
    looks = watched("x", "x + relu(x - 10^5000)", verdict=Undecided).looks
    places = list(dict.fromkeys(at for at, _ in looks))
    assert looks[-40:] == [(at, 2048) for at in places[:40]]
    assert looks[-41][1] == 8192


def test_what_is_vast_is_looked_at_with_more_bits_before_it_agrees() -> None:
    large = watched("2^63*(x^2 + x^4)", "2^63*x^2*(1 + x^2)").looks
    vaster = watched("2^66*(x^2 + x^4)", "2^66*x^2*(1 + x^2)").looks
    assert [(int(at), bits) for at, bits in large[:2]] == [(1, 128), (2, 128)]
    assert [(int(at), bits) for at, bits in vaster[:4]] == [(1, 128), (1, 512), (2, 128), (2, 512)]
    vast = watched("abs(x) + e^(10^4*x)*abs(x - 3)", "e^(10^4*x)*abs(x - 3) + abs(x)", told=False)
    assert set(vast.bits) == {128, 512, 2048, 8192}
    assert vast.bits[8192] > 2


def test_trees_of_more_than_sixty_functions_are_looked_at_with_fewer_bits() -> None:
    light = watched(waves(*range(1, 31)), waves(*range(30, 0, -1)), told=False)
    heavy = watched(waves(*range(1, 32)), waves(*range(30, 0, -1)) + "+cos(31x - pi/2)", told=False)
    assert (light.bits[8192], heavy.bits[8192]) == (2, 0)
    assert heavy.bits[2048] == 2 < light.bits[2048]


def test_pieces_are_looked_at_with_no_more_than_so_many_bits_in_all() -> None:
    seen = watched(turns(24), turns(24) + "+0", told=False)
    assert seen.bits[2048] == 24 * 8192 // 2048 + 1
    assert seen.bits[8192] == 2
    few = watched(turns(10), turns(10) + "+0", told=False)
    assert 2 < few.bits[2048] < 24 * 8192 // 2048
    centres = sorted({at for at, bits in few.looks if bits == 512})
    assert all(any(one < at < other for at in centres) for one, other in pairwise(range(10)))


def test_a_seed_moves_the_random_points_and_not_the_friendly_ones() -> None:
    truth, answer = parse("sin(2x)", "x"), parse("2sin(x)cos(x)", "x")
    seen = [Watched(truth, told=True) for _ in range(2)]
    for seed, one in enumerate(seen):
        assert compare(one, answer, proof=False, seed=seed) == Same(Certainty.SIGNATURE)
    assert seen[0].looks[:4] == seen[1].looks[:4]
    assert not {at for at, _ in seen[0].looks[4:8]} & {at for at, _ in seen[1].looks[4:8]}
