"""What the check of a derivation promises: right rules pass, a wrong one is found at its node, and nobody is shown it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given

from derivquiz.maths.deriving import derivation, steps
from derivquiz.maths.deriving.checking import compare
from derivquiz.maths.deriving.derivation import Rule, derive, differentiate
from derivquiz.maths.deriving.lines import LEFT_OUT
from derivquiz.maths.expression import Expression, Negate, Product, Quotient, Sum
from derivquiz.maths.reading import parse
from derivquiz.maths.writing import line
from tests.maths.nodes import first_wrong, nodes
from tests.maths.typical import functions

Combine = Callable[..., Expression]
Wrong = Callable[[str, str, Combine], None]


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wrong]:
    """Puts a wrong rule in the place of a right one at one expression; the caches forget it afterwards."""
    right = derivation.rule_at

    def forget() -> None:
        derive.cache_clear()
        differentiate.cache_clear()

    def put(rule: str, where: str, combine: Combine) -> None:
        def rule_at(e: Expression, variable: str) -> Rule:
            found = right(e, variable)
            if found.name == rule and line(e) == where:
                return Rule(found.name, found.parts, combine, found.bindings)
            return found

        monkeypatch.setattr(derivation, "rule_at", rule_at)
        monkeypatch.setattr(steps, "rule_at", rule_at)
        forget()

    yield put
    forget()


@given(functions())
def test_every_node_of_a_derivation_passes(e: Expression) -> None:
    assert first_wrong(derive(e, "x")) is None


WRONG = [
    ("product", "x^2*sin(3*x)", "x^2*sin(3*x)", lambda du, dv: Product((du, dv))),
    ("product", "5 + ln(x*cos(x))", "x*cos(x)", lambda du, dv: Sum((du, dv))),
    ("quotient", "e^(x/(x + 1))", "x/(x + 1)", Quotient),
    ("power", "sin((x^2 + 1)^3)", "(x^2 + 1)^3", lambda du: du),
    ("function", "x*tanh(2*x)", "tanh(2*x)", Negate),
    ("exponential", "2^x + x", "2^x", lambda du: Product((parse("x*2^(x - 1)", "x"), du))),
    ("general-power", "x^x", "x^x", lambda _du, _dv: parse("x*x^(x - 1)", "x")),
    ("constant-multiple", "sqrt(7*x)", "7*x", lambda du: du),
    ("sum", "(x + x^2)^2", "x + x^2", lambda du, dv: Product((du, dv))),
    ("negation", "-x^3 + 1", "-x^3", lambda du: du),
]


@pytest.mark.parametrize(("rule", "function", "node", "combine"), WRONG, ids=[row[0] + " in " + row[1] for row in WRONG])
def test_a_wrong_rule_is_caught_at_its_node(wrong: Wrong, rule: str, function: str, node: str, combine: Combine) -> None:
    wrong(rule, node, combine)
    found = first_wrong(derive(parse(function, "x"), "x"))
    assert found is not None
    assert (found.rule, line(found.before)) == (rule, node)


def test_a_wrong_step_is_not_shown_and_that_is_said(wrong: Wrong) -> None:
    wrong("product", "x^2*sin(3*x)", lambda du, dv: Product((du, dv)))
    e = parse("x^2*sin(3x)", "x")
    found = steps.worked(e, ("x",))
    assert [step.rule.split(":")[0] for step in found] == ["v = sin(3x). Chain rule", LEFT_OUT]
    assert found[-1].line == line(differentiate(e, "x"))


def test_parts_come_before_what_they_are_part_of() -> None:
    found = [line(node.before) for node in nodes(derive(parse("x^2*sin(3x)", "x"), "x"))]
    assert found.index("3*x") < found.index("sin(3*x)") < found.index("x^2*sin(3*x)") == len(found) - 1


@pytest.mark.parametrize(("before", "after", "points"), [("x^2", "2*x", 3), ("sqrt(-1 - x^2)", "x", 0), ("7", "0", 3)])
def test_agreement_counts_its_points(before: str, after: str, points: int) -> None:
    found = compare(parse(before, "x"), ("x",), parse(after, "x"))
    assert found.holds
    assert found.points == points
