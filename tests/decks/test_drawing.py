import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from derivquiz.decks import acceptance, toml
from derivquiz.decks.deck import Template
from derivquiz.decks.drawing import EFFORT, Draft, build, draw
from derivquiz.decks.library import Library
from derivquiz.errors import DrawError
from derivquiz.folders import shipped
from derivquiz.wire import Problem

HEAD = 'format = 1\nid = "mine"\ntitle = "Mine"\n[[template]]\nid = "one"\ntitle = "One"\nrule = "sum"\n'


def template(tmp_path: Path, body: str) -> Template:
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + body)
    return toml.load(file).templates[0]


def problems(tmp_path: Path, body: str, count: int = 60) -> list[Problem]:
    made = template(tmp_path, body)
    return [draw("mine", made, seed) for seed in range(count)]


POWER = 'kind = "formula"\nfunction = "(a x^2 + b)^n"\n'


def test_the_same_seed_gives_the_same_problem(tmp_path: Path) -> None:
    body = POWER + 'parameters = { a = "2..9", b = "-9..9 except 0", n = "3..6" }\n'
    assert problems(tmp_path, body, 20) == problems(tmp_path, body, 20)


def test_a_seed_gives_what_it_gave_on_every_machine(tmp_path: Path) -> None:
    body = POWER + 'parameters = { a = "2..9", b = "-9..9 except 0", n = "3..6" }\n'
    assert [problem.function for problem in problems(tmp_path, body, 4)] == [
        "(9*x^2 - 1)^3",
        "(6*x^2 - 4)^6",
        "(5*x^2 - 5)^4",
        "(5*x^2 + 6)^6",
    ]


def test_a_level_draws_from_its_part_of_the_ranges_and_the_same_every_time(tmp_path: Path) -> None:
    body = 'kind = "formula"\nfunction = ["a x^n", "a x^n + b"]\nparameters = { a = "2..9", b = "2..9", n = "3..6" }\n'
    made = template(tmp_path, body + 'levels = [{ function = 1, a = "2..3", n = 3 }]\n')
    easy = [draw("mine", made, seed, 0) for seed in range(20)]
    assert {problem.function for problem in easy} == {"2*x^3", "3*x^3"}
    assert {problem.level for problem in easy} == {0}
    assert easy == [draw("mine", made, seed, 0) for seed in range(20)]
    assert draw("mine", made, 7, 1) == draw("mine", made, 7)
    assert draw("mine", made, 7).level is None


def test_what_let_works_out_stands_in_prompts_and_choices(tmp_path: Path) -> None:
    body = 'kind = "choice"\nfunction = "w x + b"\nparameters = { w = 3, b = 0.5, p = -2 }\nlet = { z = "w p + b", y = "z^2" }\n'
    body += 'prompt = "z = {z}"\nchoices = ["{y}", "{w}"]\nexpected = "{y}"\nwhere = "z < y"\n'
    problem = draw("mine", template(tmp_path, body), 1)
    assert (problem.prompt, problem.choices, problem.expected) == ("z = −5.5", ("30.25", "3"), "30.25")
    assert problem.parameters == (("w", "3"), ("b", "0.5"), ("p", "-2"))


def test_the_right_choice_is_the_first_whose_condition_holds(tmp_path: Path) -> None:
    body = 'kind = "choice"\nfunction = "a x"\nparameters = { a = "-9..9 except 0" }\nchoices = ["rising", "falling"]\n'
    found = problems(tmp_path, body + 'expected = { rising = "a > 0", falling = "a < 0" }\n')
    assert {(problem.function.startswith("-"), problem.expected) for problem in found} == {(True, "falling"), (False, "rising")}
    assert not any("strict" in problem.prompt for problem in found)


def test_each_function_may_have_its_own_right_choice(tmp_path: Path) -> None:
    body = 'kind = "choice"\nfunction = ["ln(x - c)", "1/(x - c)"]\nparameters = { c = "2..9" }\n'
    found = problems(tmp_path, body + 'choices = ["x > {c}", "x ≠ {c}"]\nexpected = ["x > {c}", "x ≠ {c}"]\n')
    assert {("ln" in problem.function, problem.expected[2]) for problem in found} == {(True, ">"), (False, "≠")}


def test_each_prompt_may_have_its_own_right_choice_and_conditions(tmp_path: Path) -> None:
    body = 'kind = "choice"\nfunction = "a x"\nparameters = { a = "-9..9 except 0" }\nchoices = ["up", "down"]\n'
    body += 'prompt = ["Where does f go?", "Where does its mirror image go?"]\n'
    found = problems(tmp_path, body + 'expected = [{ up = "a > 0", down = "a < 0" }, { down = "a > 0", up = "a < 0" }]\n')
    for problem in found:
        assert (problem.expected == "up") == (problem.function.startswith("-") == ("mirror" in problem.prompt))


def test_a_problem_does_not_depend_on_the_hashes_of_a_process(tmp_path: Path) -> None:
    code = (
        "from derivquiz.decks.library import Library; from derivquiz.folders import shipped\n"
        "from derivquiz.decks.drawing import draw\n"
        "for d in Library.open([shipped()]).decks:\n"
        "    for t in d.templates[::6]: print(draw(d.id, t, 7).to_json())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.count(b"\n") == sum(len(deck.templates[::6]) for deck in Library.open([shipped()]).decks)


def test_a_problem_says_all_that_is_needed_to_ask_it(tmp_path: Path) -> None:
    body = 'kind = "value"\nfunction = "a x^2 + b"\nat = "p"\nprompt = "Take a = {a}, {x} = {at}: the well-known slope."\n'
    made = template(tmp_path, body + 'letters = ["t"]\nparameters = { a = "-3", b = 5, p = "1/2", q = 9 }\n')
    problem = draw("mine", made, 1)
    assert (problem.function, problem.picture) == ("-3*t^2 + 5", "f(t) = −3t² + 5")
    assert problem.prompt == "Take a = −3, t = 1/2: the well-known slope."
    assert (problem.variables, problem.wrt, problem.at) == (("t",), ("t",), (("t", "1/2"),))
    assert problem.parameters == (("a", "-3"), ("b", "5"), ("p", "1/2"))
    assert (problem.card, problem.seed, problem.title, problem.rule) == ("mine/one", 1, "One", "sum")
    assert problem.template_hash == made.hash


def test_values_are_put_in_as_a_person_would_write_them(tmp_path: Path) -> None:
    made = template(tmp_path, 'kind = "formula"\nfunction = "a x^n + b x + c"\nparameters = { a = 1, b = -1, c = 0, n = 1 }\n')
    shown = {
        ("1", "-1", "0", "2"): "x^2 - x",
        ("-1", "2", "-3", "3"): "-x^3 + 2*x - 3",
        ("1/2", "-2/3", "1", "2"): "x^2/2 - 2*x/3 + 1",
        ("0.5", "3", "-0.25", "2"): "0.5*x^2 + 3*x - 0.25",
    }
    for values, function in shown.items():
        draft = Draft(dict(zip("abcn", values, strict=True)))
        assert build("mine", made, 0, draft).function == function


@pytest.mark.parametrize(
    "body",
    [
        'kind = "formula"\nfunction = "a x^2 + b"\nparameters = { a = "0..1", b = "1..3" }\n',
        'kind = "formula"\nfunction = "(a - b) x + x^2*(a - b)"\nparameters = { a = "1..3", b = "1..3" }\n',
        'kind = "formula"\nfunction = "a e^x + b"\nparameters = { a = "2..3", b = "0..1" }\n',
        'kind = "formula"\nfunction = "ln(a x^2 + b)"\nparameters = { a = "-2..2 except 0", b = "-2..2 except 0" }\n',
        'kind = "formula"\nfunction = "a x^n"\nparameters = { a = "2..90", n = "2..9" }\n',
        'kind = "value"\nfunction = "ln(x + a)"\nat = "p"\nparameters = { a = "-3..3", p = "-3..3" }\n',
        'kind = "value"\nfunction = "abs(x + a)"\nat = "p"\nparameters = { a = "-3..3", p = "-3..3" }\n',
        'kind = "value"\nfunction = "x^n + a"\nat = "p"\nparameters = { n = "2..5", a = "1..3", p = "-5..5 except 0" }\n',
        'kind = "value"\nfunction = "sigmoid(a x)"\nat = "p"\nplaces = 3\nparameters = { a = "1..5", p = "-3..3" }\n',
        'kind = "gradient"\nfunction = "a x + b y"\nvariables = ["x", "y"]\nparameters = { a = "0..3", b = "0..3" }\n',
    ],
)
def test_nothing_degenerate_is_drawn(tmp_path: Path, body: str) -> None:
    from derivquiz.decks.kinds import KINDS

    for problem in problems(tmp_path, body, 40):
        answer = KINDS[problem.kind].solve(problem).answer
        assert all(name in problem.function for name in problem.variables)
        assert answer not in {"0", "undefined", "0.000", problem.function}
        assert "." in answer or all(int(number) <= 200 for number in re.findall("[0-9]+", answer))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('kind = "formula"\nfunction = "a x + q"\nparameters = { a = "2..3" }\n', "q is not in this problem"),
        ('kind = "formula"\nfunction = "a x + ("\nparameters = { a = "2..3" }\n', "can't be read"),
        ('kind = "formula"\nfunction = "a x^2"\nwhere = "a > 9"\nparameters = { a = "2..3" }\n', "constraints reject"),
        ('kind = "formula"\nfunction = "a x^2"\nwhere = "a >"\nparameters = { a = "2..3" }\n', "constraint"),
        ('kind = "formula"\nfunction = "a x^2"\nwhere = "a > pi"\nparameters = { a = "2..3" }\n', "rational"),
        ('kind = "formula"\nfunction = "a x - a x"\nparameters = { a = "2..3" }\n', "400 draws"),
        ('kind = "formula"\nfunction = "sqrt(-a - x^2)"\nparameters = { a = "2..3" }\n', "defined nowhere"),
        ('kind = "value"\nfunction = "a x^2"\nat = "pi"\nparameters = { a = "2..3" }\n', "rational"),
        ('kind = "choice"\nfunction = "a x"\nat = 1\nchoices = ["0", "1"]\nparameters = { a = "2..3" }\n', "choices"),
        ('kind = "formula"\nfunction = "x^(a^(a^a))"\nparameters = { a = "9" }\n', ""),
        ('kind = "value"\nfunction = "x^(10^a)"\nat = 3\nparameters = { a = "9..12" }\n', ""),
        ('kind = "formula"\nfunction = "(1, x)"\n', ""),
    ],
)
def test_a_template_that_gives_no_problem_says_why(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(DrawError) as caught:
        draw("mine", template(tmp_path, body), 1)
    assert reason in str(caught.value)
    assert "one" in str(caught.value)


def test_an_expected_choice_may_be_stated(tmp_path: Path) -> None:
    body = 'kind = "choice"\nfunction = "a x^2"\nprompt = "Which way does f run for x > 0?"\nchoices = ["up", "down"]\n'
    problem = problems(tmp_path, body + 'expected = "up"\nparameters = { a = "2..9" }\n', 1)[0]
    assert (problem.expected, problem.prompt) == ("up", "Which way does f run for x > 0?")


def test_an_exponent_in_a_prompt_is_raised_where_it_is_a_whole_number(tmp_path: Path) -> None:
    body = 'kind = "value"\nfunction = "a x"\nat = "p"\nparameters = { a = [3], p = [-12] }\n'
    body += 'prompt = "{a}^{p} and 2^{x} and e^({a}x)"\n'
    assert problems(tmp_path, body, 1)[0].prompt == "3⁻¹² and 2^x and e^(3x)"


def test_a_long_loss_is_drawn_without_a_long_search_for_wrong_rules() -> None:
    deck, made = Library.open([shipped()]).template("losses/mean-squared-error")
    found = draw(deck.id, made, 11)
    assert acceptance.effort(found) > EFFORT // 2
