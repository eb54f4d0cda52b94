"""A slope by a table of values: the looked-up numbers, and the rules that lead astray."""

from dataclasses import replace
from pathlib import Path

import pytest

from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library
from derivquiz.errors import DrawError
from derivquiz.folders import shipped
from derivquiz.wire import Outcome, Problem
from tests.decks.test_drawing import template
from tests.decks.test_gap import mark, one

BODY = 'kind = "table"\ncomposite = "g(h(x))"\nat = "a"\nparameters = { a = "1..4" }\n'
VALUES = {"g": (3, 1, 4, 2), "g'": (5, -2, 7, 3), "h": (2, 3, 4, 1), "h'": (-3, 6, 2, 8)}
TABLE = tuple((f"{name}({i})", str(value)) for name, values in VALUES.items() for i, value in enumerate(values, 1))


def fixed(composite: str, tmp_path: Path) -> Problem:
    return replace(one(tmp_path, BODY), composite=composite, at=(("x", "2"),), table=TABLE)


@pytest.mark.parametrize(
    ("composite", "answer"), [("g(h(x))", "42"), ("h(g(x))", "6"), ("g(x)*h(x)", "0"), ("g(x)/h(x)", "-4/3"), ("g(x)h(x)", "0")]
)
def test_the_slope_is_made_of_what_is_looked_up(tmp_path: Path, composite: str, answer: str) -> None:
    problem = fixed(composite, tmp_path)
    assert KINDS["table"].solve(problem).answer == answer
    assert mark(problem, answer).outcome is Outcome.CORRECT
    assert mark(problem, "999").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("composite", "text", "slug"),
    [
        ("g(h(x))", "7", "inner-derivative-missing"),
        ("g(h(x))", "-12", "outer-at-variable"),
        ("g(h(x))", "24", "outer-not-differentiated"),
        ("g(h(x))", "13", "chain-added"),
        ("g(x)*h(x)", "-12", "product-of-derivatives"),
        ("g(x)/h(x)", "-1/3", "quotient-of-derivatives"),
    ],
)
def test_wrong_rules_are_named(tmp_path: Path, composite: str, text: str, slug: str) -> None:
    verdict = mark(fixed(composite, tmp_path), text)
    assert slug in verdict.misconceptions
    assert verdict.message


def test_the_steps_say_where_to_look(tmp_path: Path) -> None:
    steps = KINDS["table"].solve(fixed("g(h(x))", tmp_path)).steps
    assert [step.rule for step in steps[:3]] == [f"From the table, {name} is" for name in ("h(2)", "g′(3)", "h′(2)")]
    assert steps[-1].line == "42"


def test_tables_differ_from_seed_to_seed_and_are_the_same_on_every_machine(tmp_path: Path) -> None:
    made = template(tmp_path, BODY)
    problems = [draw("mine", made, seed) for seed in range(40)]
    assert len({problem.table for problem in problems}) > 30
    assert [draw("mine", made, seed) for seed in range(40)] == problems
    first = problems[0]
    assert first.picture.splitlines()[0] == "x   g(x)   g′(x)   h(x)   h′(x)"
    assert len(first.picture.splitlines()) == 5
    assert Problem.from_json(first.to_json()) == first


def test_no_wrong_rule_gives_the_right_number(tmp_path: Path) -> None:
    made = template(tmp_path, BODY.replace('"g(h(x))"', '["g(h(x))", "g(x)*h(x)", "g(x)/h(x)"]'))
    for seed in range(40):
        problem = draw("mine", made, seed)
        kind = KINDS["table"]
        assert kind.mark(problem, kind.solve(problem).answer, proof=False).outcome is Outcome.CORRECT
        assert kind.solve(problem).answer != "0"


def test_a_point_beside_the_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DrawError, match="points 1 to 4"):
        one(tmp_path, BODY.replace('"1..4"', '"5..6"'))


def test_every_seed_gives_a_table_though_its_draws_share_a_point() -> None:
    deck, asked = Library.open([shipped()]).template("chain/chain-from-values")
    assert all(draw(deck.id, asked, seed).table for seed in range(300))
