"""The soak's own parts: the oracle is held to mpmath's difference quotients, and both commands to a short run."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from mpmath import mp

from derivquiz.engine import Engine
from derivquiz.maths.expression import Apply, Name, Number
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading import parse
from derivquiz.requested import pose
from derivquiz.wire import Outcome, Request
from tests.soak import making, oracle, pairs, strings
from tests.soak.jets import NoValueError, UnsettledError
from tests.soak.report import Report
from tests.soak.truth import Reference, Truth

STEP = Fraction(1, 10**15)


def test_the_jets_are_the_limits_of_difference_quotients() -> None:
    compared = 0
    for number in range(120):
        random = Random(number)
        function = making.function(random, ("x",), random.choice((1, 2, 3)))
        at = Fraction(random.randint(-3000, 3000), 1009)
        with mp.workdps(60):
            try:
                middle, right, left = (oracle.jet(function, {"x": at + step}, "x") for step in (0, STEP, -STEP))
            except (NoValueError, UnsettledError):
                continue
            width = 2 * mp.mpf(STEP.numerator) / STEP.denominator
            for slope, before, after in ((middle.first, left.value, right.value), (middle.second, left.first, right.first)):
                assert abs((after - before) / width - slope) <= 1e-15 * (1 + abs(slope))
        compared += 1
    assert compared > 80


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_oracle_knows_every_function(name: str) -> None:
    inner = (*map(Number, range(2, FUNCTIONS[name].least + 1)), Name("x"))
    for at in ("1/3", "3"):
        try:
            assert mp.isfinite(oracle.jet(Apply(name, inner), {"x": Fraction(at)}, "x").value)
        except NoValueError:
            continue
        return
    raise AssertionError("no value anywhere")


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        ("2*x/(x^2 + 1)", Truth.RIGHT),
        ("2*x/(x^2 + 1) + 10^(-600)", Truth.WRONG),
        ("2*x/(x^2 + 1)*(1 + 10^(-600))", Truth.WRONG),
        ("2*x/(x^2 + 1) + sin(x) - cos(x - pi/2)", Truth.RIGHT),
        ("2*sqrt(x)^2/(x^2 + 1)", Truth.NARROWER),
        ("2*x/(x^2 + 1) + sqrt(-x^2)", Truth.NOWHERE),
        ("2*x/(x^2 + 1) + step(x - 123)", Truth.WRONG),
    ],
)
def test_what_an_answer_is_can_be_told(answer: str, truth: Truth) -> None:
    reference = Reference(parse("ln(x^2 + 1)", "x"), ("x",), "x", 1, {})
    assert reference.decide(parse(answer, "x")) is truth


@pytest.mark.parametrize("answer", ["0 + max(0, -x - 5)", "0 + step(x - 25/2)", "0"])
def test_where_the_oracle_can_not_follow_a_verdict_it_claims_nothing(answer: str) -> None:
    group = pairs.Group(pose(Request(function="sigmoid(x^6)*(x - x)", variables=("x",))))
    verdict = Engine().mark(group.problem, answer, proof=False)
    truth = group.truth((parse(answer, "x"),), verdict)
    assert (verdict.outcome is Outcome.CORRECT) == (truth is Truth.RIGHT) == (answer == "0")


def test_texts_and_pairs_come_through_without_a_finding(tmp_path: Path) -> None:
    report = Report("short", tmp_path / "findings.jsonl")
    texts = strings.Soak(1, report, draws=range(0))
    for number in range(60):
        texts.one(number, marked=True)
    pairs.Soak(1, report).one(1)
    assert not report.findings
    assert report.counts.total() > 40


def test_an_answer_that_is_right_in_one_of_two_readings_is_known_by_its_message() -> None:
    problem = pose(Request("atanh(x/9)"))
    verdict = Engine().mark(problem, "1/(9*(1 - x^1*x^1/81))")
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.message.startswith(pairs.AMBIGUOUS)


def test_a_power_whose_exponent_is_whole_only_in_value_is_left_open() -> None:
    reference = Reference(parse("x^2", "x"), ("x",), "x", 0, {})
    assert reference.decide(parse("x^(2*x^2/x^2)", "x")) is Truth.UNKNOWN
    assert reference.decide(parse("x^3/x", "x")) is Truth.RIGHT
