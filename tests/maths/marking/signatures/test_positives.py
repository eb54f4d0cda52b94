from __future__ import annotations

from itertools import combinations, product

import pytest

from derivquiz.maths.marking.signatures.draws import ImpossibleError, VanishingError
from derivquiz.maths.marking.signatures.positives import LARGEST_NUMBER, Positives
from derivquiz.maths.marking.signatures.primes import Kind, tower

PRIMES = tower(Kind.ANGLES, 0).primes
P = PRIMES[0]
SOME = [pow(3, 7**k, P) for k in range(90, 100)]
"""Values that are no small number, nor one another's inverse or product."""


def over(top: int, bottom: int, prime: int = P) -> int:
    return top * pow(bottom, -1, prime) % prime


def test_an_inverse_times_its_value_is_1_and_0_has_none() -> None:
    known = Positives(PRIMES)
    for level, prime in enumerate(PRIMES):
        assert known.inverse(SOME[0], level) * SOME[0] % prime == 1
        with pytest.raises(VanishingError):
            known.inverse(prime, level)


def test_a_value_shares_its_size_with_its_opposite_and_its_inverses() -> None:
    known = Positives(PRIMES)
    for value in SOME:
        inverse = over(1, value)
        sizes = {known.shared(one, 0)[0] for one in (value, P - value, inverse, P - inverse)}
        assert sizes == {min(value, P - value, inverse, P - inverse)}
        assert known.shared(value, 0)[1] == known.shared(P - value, 0)[1] != known.shared(inverse, 0)[1]
    assert known.shared(1, 0) == known.shared(P - 1, 0) == (1, False)


def test_what_is_kept_as_positive_is_known_by_its_opposite_and_its_inverses_at_its_level_alone() -> None:
    known = Positives(PRIMES)
    for value in (*SOME[:2], *(over(1, one) for one in SOME[2:4])):
        assert known.of(value, 0) is None
        known.mark(value, 0)
        known.mark(over(1, value), 0)
        for one in (value, over(1, value)):
            assert known.of(one, 0) == known.of(P - one, 0) == one
            with pytest.raises(ImpossibleError):
                known.mark(P - one, 0)
        assert known.of(value % PRIMES[1], 1) is None
        known.mark(PRIMES[1] - value % PRIMES[1], 1)


def test_a_small_number_and_its_inverse_have_the_sign_of_the_number() -> None:
    known = Positives(PRIMES)
    for value in (1, 7, LARGEST_NUMBER - 1):
        for one in (value, over(1, value)):
            assert known.implied(one, 0) == 1
            assert known.implied(P - one, 0) == -1
    assert known.implied(LARGEST_NUMBER, 0) is None
    assert known.implied(P - LARGEST_NUMBER, 0) is None
    assert known.implied(SOME[0], 0) is None


def test_a_small_number_times_or_over_positive_values_has_the_sign_of_the_number() -> None:
    known = Positives(PRIMES)
    for value in SOME[:3]:
        known.mark(value, 0)
    a, b, c = SOME[:3]
    for top, bottom, small in product((1, a, a * b, a * a, a * b * c, a * a * a), (1, b, c, b * c), (1, 12)):
        value = over(small * top, bottom)
        parts = {1: 0, a: 1, a * b: 2, a * a: 2, a * b * c: 3, a * a * a: 3}[top] + {1: 0, b: 1, c: 1, b * c: 2}[bottom]
        cancelled = sum(2 for one in (b, c) if bottom % one == 0 and top % one == 0)
        expected = 1 if parts - cancelled <= 3 else None
        assert known.implied(value, 0) == expected
        assert known.implied(P - value, 0) == (None if expected is None else -expected)
        assert known.implied(value, 1) is None or value < LARGEST_NUMBER
    assert known.implied(SOME[4] * a % P, 0) is None


def test_of_many_positive_values_products_of_two_are_tried() -> None:
    known = Positives(PRIMES)
    for value in SOME[:4]:
        known.mark(value, 0)
    assert known.implied(SOME[0] * SOME[1] * SOME[3] % P, 0) == 1
    known.mark(SOME[4], 0)
    for a, b in combinations(SOME[:5], 2):
        assert known.implied(5 * a * b % P, 0) == known.implied(over(5 * a, b), 0) == 1
    assert known.implied(SOME[0] * SOME[1] * SOME[2] % P, 0) is None
    for value in SOME[5:8]:
        known.mark(value, 0)
    assert known.implied(over(SOME[5], SOME[0]), 0) == 1
    assert known.implied(SOME[7] * SOME[6] % P, 0) is None


def test_looking_for_a_reason_is_counted() -> None:
    known = Positives(PRIMES)
    known.implied(SOME[0], 0)
    known.implied(7, 0)
    assert known.searches == 2
