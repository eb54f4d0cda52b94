"""What `derivquiz explain` promises: steps in text, JSON and LaTeX, and errors that point at the place."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from derivquiz import worker
from derivquiz.cli import main
from derivquiz.commands import explain
from derivquiz.engine import Engine
from derivquiz.errors import WorkerTimeoutError
from derivquiz.inquiry import Explanation, Inquiry


class Direct:
    """The maths in this process."""

    async def explain(self, inquiry: Inquiry) -> Explanation:
        return Engine().explain(inquiry)

    def close(self) -> None:
        pass


@pytest.fixture
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "Worker", Direct)


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments], input=text)


@pytest.mark.usefixtures("_direct")
def test_the_steps_name_their_rules_and_end_in_the_answer() -> None:
    result = run("sin(x^2) e^x")
    assert result.exit_code == 0
    lines = [line for line in result.output.splitlines() if line]
    assert lines[0] == "f(x) = sin(x²)·eˣ"
    assert lines[1].startswith("1. u = sin(x²). Chain rule: outer sin(p), inner x²")
    assert lines[3].startswith("2. Product rule: u = sin(x²)")
    assert lines[5] == "3. Tidied up"
    assert lines[-1] == "f′ = 2*x*cos(x^2)*e^x + sin(x^2)*e^x"


@pytest.mark.usefixtures("_direct")
def test_the_object_of_json_has_the_keys_that_the_help_documents() -> None:
    found = json.loads(run("x^2 y", "--wrt", "x,y", "--json").output)
    assert set(found) == {"function", "variables", "wrt", "order", "at", "grain", "derivatives", "notes"}
    assert [part["name"] for part in found["derivatives"]] == ["∂f/∂x", "∂f/∂y"]
    assert found["derivatives"][0]["answer"] == {"line": "2*x*y", "latex": "2 x y"}
    assert set(found["derivatives"][0]["steps"][0]) == {"rule", "line", "latex", "picture"}
    help_text = run("--help").output
    assert all(key in help_text for key in found)
    assert "\\b" not in help_text
    assert "\n    function     {line, latex}: what was read\n" in help_text


@pytest.mark.usefixtures("_direct")
def test_a_point_and_places_round_once() -> None:
    result = run("sigmoid(2x+1)", "--at", "x=1", "--places", "3")
    assert result.output.splitlines()[-1] == "f′(1) ≈ 0.090"
    assert result.output.count("Rounded once") == 1


@pytest.mark.usefixtures("_direct")
@pytest.mark.parametrize(("grain", "count"), [("every", 6), ("fused", 3), ("expert", 1)])
def test_a_grain_says_how_fine_the_steps_are(grain: str, count: int) -> None:
    found = json.loads(run("sin(x^2) e^x", "--grain", grain, "--json").output)
    assert len(found["derivatives"][0]["steps"]) == count


@pytest.mark.usefixtures("_direct")
@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("x^5", "--order", "2"), "f″"),
        (("x^5", "--order", "5"), "f⁽⁵⁾"),
        (("x^2*y^2", "--wrt", "y", "--order", "2"), "∂²f/∂y²"),
        (("x^2*y^2", "--wrt", "x,y", "--order", "2"), "∂²f/∂x∂y"),
        (("(x*y, x+y)", "--wrt", "x,y"), "∂f₂/∂y"),
        (("x^2", "--at", "x=-1/2"), "f′(−1/2)"),
    ],
)
def test_what_is_derived_has_its_name(arguments: tuple[str, ...], name: str) -> None:
    found = json.loads(run(*arguments, "--json").output)
    assert name in [part["name"] for part in found["derivatives"]]


@pytest.mark.usefixtures("_direct")
def test_latex_is_an_aligned_list_of_the_steps() -> None:
    output = run("x^2*e^x", "--latex").output
    assert output.startswith(r"\[ f(x) = x^{2} e^{x} \]")
    assert r"\begin{align*}" in output
    assert r"\text{Product rule: u = x²" in output


@pytest.mark.usefixtures("_direct")
@pytest.mark.parametrize(
    ("function", "error"),
    [
        ("x^2 +", "Error: something is missing after “+”\n  x^2 +\n      ^\n"),
        ("sinn(x)", "Error: sinn is not in this problem; did you mean sin?\n  sinn(x)\n  ^\n"),
        ("", "Error: nothing to read; type an expression\n"),
        ("undefined", "Error: “undefined” is no function\n"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(function: str, error: str) -> None:
    result = run(function)
    assert result.exit_code == 1
    assert result.stderr == error


@pytest.mark.usefixtures("_direct")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("x", "--at", "2"), 2, "--at takes NAME=VALUE"),
        (("x*y", "--at", "x=2"), 1, "--at y=… is missing"),
        (("x", "--places", "2"), 1, "need a point"),
        (("x", "--at", "x=("), 1, "the value of x"),
        (("[[x, 1], [2, x]]",), 1, "a matrix is not differentiated here"),
        (("x*y", "--wrt", "x,y", "--order", "3"), 1, "the order is 1"),
        (("x", "--order", "9"), 2, "--order"),
    ],
)
def test_what_does_not_fit_is_said(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert words in result.stderr


@pytest.mark.usefixtures("_direct")
def test_a_function_may_come_from_standard_input() -> None:
    assert "f′ = 2*x" in run("-", text="x^2\n").output


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Direct):
        async def explain(self, inquiry: Inquiry) -> Explanation:
            raise WorkerTimeoutError(f"{inquiry.function} takes too long")

    monkeypatch.setattr(explain, "Worker", Slow)
    result = run("x^2")
    assert (result.exit_code, result.stderr) == (1, "Error: x^2 takes too long\n")
    assert worker.SECONDS == 1.0


@pytest.mark.usefixtures("_direct")
@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (("x^2", "--difference", "limit"), "f′ = 2*x"),
        (("x^3", "--difference", "forward", "--at", "x=2"), "forward difference at 2 with h = 0.1 = 12.61"),
        (
            ("x^3", "--difference", "central", "--at", "x=2", "--h", "1", "--h", "0.01"),
            "central difference at 2 with h = 0.01 = 12.0001",
        ),
    ],
)
def test_a_difference_quotient_takes_the_place_of_the_rules(arguments: tuple[str, ...], last: str) -> None:
    assert run(*arguments).output.splitlines()[-1] == last


@pytest.mark.usefixtures("_direct")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sin(x)", "--difference", "limit"), "polynomials"),
        (("x*y", "--difference", "limit"), "one function in one letter"),
        (("x", "--difference", "forward"), "needs a point"),
        (("x", "--difference", "forward", "--at", "x=1", "--h", "0"), "h is not 0"),
    ],
)
def test_a_difference_quotient_that_cannot_be_is_refused(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert words in result.stderr


def test_a_name_to_differentiate_by_is_a_letter() -> None:
    result = CliRunner().invoke(main, ["explain", "x^2", "--wrt", "__import__('os')"])
    assert result.exit_code == 2
    assert "--wrt takes a letter" in result.output
