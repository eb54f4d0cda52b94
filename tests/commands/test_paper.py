"""A sheet on paper: Markdown and LaTeX."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from derivquiz.commands.paper import Item, latex, markdown
from derivquiz.wire import Solution, Step, Typeset
from tests.tui.fakes import CHOICE, POWER

SHEET = [
    Item(POWER, Solution("2*x", ""), Typeset("f(x) = x^{2}", "2 x")),
    Item(CHOICE, Solution("undefined", ""), Typeset(r"f(x) = \operatorname{ReLU}\left(x\right)", "")),
]


def test_markdown_numbers_the_problems_and_puts_the_key_at_the_end() -> None:
    lines = list(markdown("Chain_rule", SHEET))
    assert lines[0] == r"# Chain\_rule"
    assert "   $$f(x) = x^{2}$$" in lines
    assert "   d) undefined" in lines
    assert lines[-3:] == ["", "1. $2 x$", "2. (d) undefined"]
    assert lines.index("## Answers") == len(lines) - 4


def test_latex_is_a_document_with_its_key_on_a_page_of_its_own() -> None:
    text = "\n".join(latex("Chain & rule", SHEET))
    assert r"\title{Chain \& rule}" in text
    assert r"\[f(x) = x^{2}\]" in text
    assert text.index(r"\newpage") < text.index(r"\item $2 x$") < text.index(r"\item (d) undefined")
    assert text.count(r"\begin{enumerate}") == text.count(r"\end{enumerate}") == 2


def test_the_key_has_the_steps() -> None:
    solution = Solution("2*x", "", (Step("Power rule, done", "2*x", ""), Step("In 100% words", "up & down", "")))
    items = [Item(POWER, solution, Typeset("f(x) = x^{2}", "2 x", ("2 x", "")))]
    assert list(markdown("Sheet", items))[-2:] == ["   - Power rule, done: $2 x$", "   - In 100% words: up & down"]
    written = list(latex("Sheet", items))
    assert written[-6:-2] == [
        r"\begin{itemize}\small",
        r"\item Power rule, done: $2 x$",
        r"\item In 100\% words: up \& down",
        r"\end{itemize}",
    ]


def test_the_share_code_stands_below_each_problem() -> None:
    code = f"{POWER.card}#{POWER.seed}"
    assert f"   `{code}`" in list(markdown("T", SHEET))
    assert any(code.replace("#", r"\#") in line for line in latex("T", SHEET))


@given(st.text(alphabet=st.sampled_from("ab \\{}$&%#_^~`*[]<>|σ′−²"), max_size=30))
def test_no_text_of_a_deck_is_taken_for_markup(text: str) -> None:
    items = [replace(SHEET[0], problem=replace(POWER, prompt=text))]
    (line,) = [line for line in latex("T", items) if line.startswith(r"\item ") and "2 x" not in line]
    bare = re.sub(r"\\text[a-z]+\{\}|\\[&%$#_{}]|\$[^$]*\$", "", line.removeprefix(r"\item "))
    assert not set(bare) & set("\\{}$&%#_^~")
    written = next(line for line in markdown("T", items) if line.startswith("1. "))
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#|~$]", written.removeprefix("1. "))
