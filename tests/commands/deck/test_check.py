"""The audit of decks: sound ones pass, and every planted fault is found where it stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from derivquiz.cli import main
from derivquiz.commands.deck.check import run
from derivquiz.decks import checking
from derivquiz.decks.deck import Template
from derivquiz.decks.library import Library
from derivquiz.errors import WorkerTimeoutError
from derivquiz.folders import shipped
from derivquiz.game import Game
from derivquiz.wire import Audit, Remark

pytestmark = [pytest.mark.xdist_group("check"), pytest.mark.usefixtures("lent_checkers")]

SOUND = """format = 1
id = "planted"
title = "Planted"

[[template]]
id = "one"
title = "One"
kind = "formula"
rule = "power"
function = "a x^n"
parameters = { a = "2..9", n = "3..6" }
"""

STATED = (
    SOUND[: SOUND.index("kind")]
    + """kind = "value"
rule = "rate"
function = "a x^2"
answer = "f(p + h) - f(p - h)"
prompt = "How much does f change from {p} − {h} to {p} + {h}?"
slips = { forward-for-central = "f(p + h) - f(p)" }
lines = ["Above: f(p + h)", "Above, less below: f(p + h) - f(p - h)"]
parameters = { a = "2..9", p = "1..5", h = "1..3" }
"""
)
CHOSEN = (
    SOUND[: SOUND.index("kind")]
    + """kind = "choice"
rule = "sign"
function = "a x^2"
prompt = "Does f open upwards or downwards?"
choices = ["upwards", "downwards"]
expected = { upwards = "a > 0", downwards = "a < 0" }
parameters = { a = "-9..9 except 0" }
"""
)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    file = tmp_path / "planted.toml"
    file.write_text(SOUND, encoding="utf-8")
    return file


def check(*arguments: object, code: int = 0, data: Path) -> Result:
    typed = ["--data", str(data), "deck", "check", *map(str, arguments)]
    result = CliRunner().invoke(main, typed)
    assert result.exit_code == code, (result.output, result.exception)
    return result


class Here:
    """The maths in this process: the planted faults are ours."""

    async def inspect(self, template: Template) -> tuple[Remark, ...]:
        return checking.inspect(template)

    async def audit(self, deck: str, template: Template, seeds: Sequence[int]) -> Audit:
        return checking.audit(deck, template, seeds)

    def close(self) -> None:
        pass


def found(
    deck: Path,
    text: str,
    data: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    code: int = 1,
    strict: bool = False,
    draws: int = 30,
) -> list[dict[str, Any]]:
    deck.write_text(text, encoding="utf-8")
    assert run(Game(data=data), [deck], draws=draws, as_json=True, strict=strict, start=Here) == code
    report = json.loads(capsys.readouterr().out)
    findings: list[dict[str, Any]] = report["findings"]
    assert report["errors"] == sum(finding["level"] == "error" for finding in findings)
    return findings


def test_a_sound_deck_passes_and_its_problems_are_counted(deck: Path, tmp_path: Path) -> None:
    said = check(deck, data=tmp_path).stdout
    assert said.splitlines()[-1] == "0 errors, 0 warnings"
    assert "1 template, 100 draws, 3" in said


def test_the_shipped_decks_pass(tmp_path: Path) -> None:
    report = json.loads(check(shipped(), "--json", "--draws", 1, data=tmp_path).stdout)
    assert [finding for finding in report["findings"] if finding["level"] == "error"] == []
    assert len(report["templates"]) == sum(len(deck.templates) for deck in Library.open([shipped()]).decks)


def changed(old: str, new: str, text: str = SOUND) -> str:
    assert old in text
    return text.replace(old, new)


FAULTS: dict[str, tuple[str, str, int, int, str]] = {
    "a key that is none": (changed("rule =", "rulle ="), "template.rulle", 9, 1, "did you mean 'rule'"),
    "a kind that is none": (changed("formula", "formla"), "template.kind", 8, 1, "no kind"),
    "a range that runs downwards": (changed("2..9", "9..2"), "template.parameters.a", 11, 1, "downwards"),
    "a range of no value": (changed('"2..9"', '"2 except 2"'), "template.parameters.a", 11, 1, "holds no value"),
    "constraints that refuse nearly all": (SOUND + 'where = "a = 2 n + 3"\n', "where", 12, 1, "refuse 9"),
    "constraints that refuse all": (SOUND + 'where = "a > n + 20"\n', "where", 12, 1, "gives no problem"),
    "a constraint that can't be read": (SOUND + 'where = "a !="\n', "where", 12, 12, "missing"),
    "a constraint on no parameter": (SOUND + 'where = "a != z"\n', "where", 12, 15, "z is not"),
    "a function that can't be read": (changed("a x^n", "a x^(n"), "function", 10, 17, "never closed"),
    "a function of an unknown name": (changed("a x^n", "a x^n + q"), "function", 10, 21, "is q the variable?"),
    "a parameter that nothing uses": (changed('n = "3..6"', 'n = "3..6", c = "1..3"'), "parameters", 11, 1, "'c' is drawn"),
    "a variable that nothing uses": (SOUND + 'variables = ["x", "y"]\nwrt = "x"\n', "variables", 12, 1, "'y' is in no function"),
    "a variable that cancels": (changed("a x^n", "a x - a x + n"), "parameters", 11, 1, "0 everywhere"),
    "a picture that is too wide": (changed("a x^n", "+".join(["a x^n sin(x)"] * 8)), "function", 10, 1, "columns wide"),
    "a prompt that is too long": (SOUND + f'prompt = "{"word " * 70}"\n', "prompt", 12, 1, "characters long"),
    "a placeholder of nothing": (SOUND + 'prompt = "Find {b}"\n', "template.prompt", 12, 1, "{b} names no parameter"),
    "a prerequisite that is none": (SOUND + 'requires = ["rules/powr"]\n', "requires", 12, 14, "did you mean 'rules/power'"),
    "a prerequisite in a circle": (SOUND + 'requires = ["one"]\n', "requires", 12, 1, "planted/one → planted/one"),
    "a function that is nowhere defined": (changed("a x^n", "ln(-a - n x^2)"), "parameters", 11, 1, "defined nowhere"),
    "answers that are too large": (changed("2..9", "300..900"), "parameters", 11, 1, "above 200"),
    "an expected choice that is none": (
        changed('"formula"', '"choice"') + 'choices = ["rises", "falls"]\nexpected = "rise"\n',
        "expected",
        13,
        13,
        "none of the",
    ),
    "choices that are always the same": (
        changed('"formula"', '"choice"') + 'choices = ["{a}", "{a}"]\nexpected = "{a}"\n',
        "template.choices",
        12,
        1,
        "twice",
    ),
    "an id that is taken": (SOUND + SOUND[SOUND.index("[[") :], "template.id", 13, 1, "is taken"),
    "a deck id that is taken": (changed('"planted"', '"chain"'), "id", 0, 0, "claimed"),
    "text that hides": (SOUND + 'prompt = "a\\u202eb"\n', "template.prompt", 12, 1, "U+202E"),
    "a wrong rule that gives the right answer": (
        changed('f(p + h) - f(p)"', '2(f(p + h) - f(p)) - 2 a h^2"', STATED),
        "slips",
        13,
        11,
        "gives the right answer in every draw",
    ),
    "wrong rules that give the same": (
        changed(" }\nlines", ', run-missing = "a (2 p h + h^2)" }\nlines', STATED),
        "slips",
        13,
        52,
        "give the same in every draw",
    ),
    "a hint that is the answer": (
        changed("Above: f(p + h)", "Here: f(p + h) - f(p - h)", STATED),
        "lines",
        14,
        17,
        "before the last is the answer",
    ),
    "words of a hint that give the answer": (
        changed("Above:", "It comes to {q}:", STATED).replace("\nlines", '\nlet = { q = "4 a p h" }\nlines'),
        "lines",
        15,
        11,
        "gives the answer away",
    ),
    "a prompt that names the right choice alone": (
        changed("upwards or downwards?", "upwards?", CHOSEN).replace('"-9..9 except 0"', '"1..40"'),
        "prompt",
        11,
        1,
        "gives the answer away",
    ),
    "a choice that is right in no draw": (
        changed('"a > 0"', '"a > 9"', CHOSEN).replace("a < 0", "a < -9"),
        "parameters",
        14,
        1,
        "none of the choices is right",
    ),
    "an answer that can't be read": (
        changed('f(p + h) - f(p - h)"\nprompt', 'f(p + h) - f(p - q)"\nprompt', STATED),
        "answer",
        11,
        28,
        "q is not",
    ),
    "a line that can't be read": (changed("less below: f(p + h)", "less below: f(p + q)", STATED), "lines", 14, 55, "q is not"),
    "a slip that can't be read": (changed('f(p + h) - f(p)"', 'f(p + h - f(p)"', STATED), "slips", 13, 35, "never closed"),
    "a text that isn't TOML": (changed('title = "Planted"', 'title = "Planted'), "", 3, 17, "not TOML"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_where_it_stands(
    fault: str, deck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, key, line, column, said = FAULTS[fault]
    findings = [finding for finding in found(deck, text, tmp_path, capsys) if finding["level"] == "error"]
    assert len(findings) == 1
    (finding,) = findings
    assert said in f"{finding['message']}; {finding['hint']}"
    assert (finding["key"], finding["line"] or 0, finding["column"] or 0) == (key, line, column)


def test_wrong_rules_that_no_draw_tells_apart_are_a_warning(
    deck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = changed("a x^n", "x^2*(x + a)").replace(', n = "3..6"', "").replace('"2..9"', '"0..40 step 1"')
    findings = found(deck, same, tmp_path, capsys, code=0)
    assert [finding["level"] for finding in findings] == ["warning"] * len(findings)


def test_few_different_problems_are_a_warning_that_strict_takes_for_an_error(
    deck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = changed('"2..9"', '"2..3"')
    (finding,) = found(deck, few, tmp_path, capsys, code=0, draws=60)
    assert (finding["level"], finding["message"]) == ("warning", "gives 8 different problems")
    assert found(deck, few, tmp_path, capsys, code=1, strict=True, draws=60) == [finding]


def test_a_circle_over_several_decks_is_told_with_its_way(tmp_path: Path) -> None:
    for name, other in (("first", "second"), ("second", "first")):
        text = SOUND.replace("planted", name) + f'requires = ["{other}/one"]\n'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    said = check(tmp_path, code=1, data=tmp_path).stdout
    assert "first/one → second/one → first/one" in said


def test_a_template_that_takes_too_long_is_said_and_stops_no_other(
    deck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Slow(Here):
        async def audit(self, deck: str, template: Template, seeds: Sequence[int]) -> Audit:
            if template.id == "one":
                raise WorkerTimeoutError("the checker was stopped")
            return await super().audit(deck, template, seeds)

    deck.write_text(SOUND + SOUND[SOUND.index("[[") :].replace('"one"', '"two"'), encoding="utf-8")
    assert run(Game(data=tmp_path), [deck], draws=60, as_json=True, strict=False, start=Slow) == 1
    report = json.loads(capsys.readouterr().out)
    assert [(finding["template"], finding["message"]) for finding in report["findings"]] == [
        ("one", "drawing fails: the checker was stopped")
    ]
    assert [row["different"] > 0 for row in report["templates"]] == [False, True]


def test_a_folder_of_no_deck_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no deck" in check(tmp_path / "empty", code=1, data=tmp_path).output


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DERIVQUIZ_DATA", raising=False)


def test_all_faults_of_a_file_are_told_and_its_other_templates_are_inspected(
    deck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        'format = 1\nid = "mine"\n'
        '[[template]]\nid = "one"\ntitle = ""\nkind = "formula"\nrule = "A rule"\nfunction = "x^2"\n'
        '[[template]]\nid = "two"\ntitle = "Two"\nkind = "formula"\nrule = "power"\nfunction = "(x^2 + 1"\n'
    )
    findings = found(deck, text, tmp_path, capsys)
    assert [(one["line"], one["key"]) for one in findings] == [
        (1, ""),
        (5, "template.title"),
        (7, "template.rule"),
        (14, "function"),
    ]
