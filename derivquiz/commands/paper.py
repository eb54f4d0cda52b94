"""A sheet of problems with its key, in Markdown and in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from derivquiz.decks.codes import Code
from derivquiz.wire import Problem, Solution, Typeset

_SYMBOLS = {
    "′": "'",
    "″": "''",
    "−": "-",
    "·": r"\cdot",
    "×": r"\times",
    "∂": r"\partial",
    "∇": r"\nabla",
    "√": r"\surd",
    "≤": r"\le",
    "≥": r"\ge",
    "≠": r"\ne",
    "≈": r"\approx",
    "→": r"\to",
    "∞": r"\infty",
    "½": r"\tfrac12",
    "□": r"\square",
    "²": "^2",
    "³": "^3",
    "ⁿ": "^n",
    "ᵢ": "_i",
    "ŷ": r"\hat y",
    "α": r"\alpha",
    "β": r"\beta",
    "δ": r"\delta",
    "Δ": r"\Delta",
    "ε": r"\varepsilon",
    "η": r"\eta",
    "θ": r"\theta",
    "λ": r"\lambda",
    "μ": r"\mu",
    "π": r"\pi",
    "σ": r"\sigma",
    "φ": r"\varphi",
    "Φ": r"\Phi",
    **{digit: f"_{i}" for i, digit in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    **{digit: f"^{i}" for i, digit in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹") if i not in {2, 3}},
    "⁻": "^-",
}
"""What a sentence may hold that LaTeX has in mathematics alone."""
SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "&%$#_{}"
}
"""What LaTeX takes for a command, and how it is written to be printed."""
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$])")


@dataclass(frozen=True, slots=True)
class Item:
    """A problem of a sheet, its solution, and both in LaTeX."""

    problem: Problem
    solution: Solution
    typeset: Typeset


def markdown(title: str, items: Sequence[Item]) -> Iterator[str]:
    """The lines of a sheet in Markdown, formulas between dollar signs, the key at its end."""
    yield f"# {_escaped(title)}"
    for number, item in enumerate(items, 1):
        yield from ("", f"{number}. {_escaped(item.problem.prompt)}")
        if item.typeset.function:
            yield from ("", f"   $${item.typeset.function}$$")
        elif item.problem.picture:
            yield from ("", "   ```text", *(f"   {line}" for line in item.problem.picture.splitlines()), "   ```")
        for letter, choice in zip(ascii_lowercase, item.problem.choices, strict=False):
            yield from ("", f"   {letter}) {_escaped(choice)}")
        yield from ("", f"   `{Code.of(item.problem)}`")
    yield from ("", "## Answers", "")
    for number, item in enumerate(items, 1):
        yield f"{number}. {_key(item, _escaped, '$')}"
        for rule, line in _steps(item, _escaped):
            yield f"   - {rule}: {line}"


def latex(title: str, items: Sequence[Item]) -> Iterator[str]:
    """The lines of a LaTeX document, the key on a page of its own."""
    yield from (r"\documentclass{article}", r"\usepackage[margin=2.5cm]{geometry}", r"\usepackage{amsmath,amssymb}")
    yield from (rf"\title{{{_set(title)}}}", r"\date{}", r"\begin{document}", r"\maketitle", r"\begin{enumerate}")
    for item in items:
        yield rf"\item {_set(item.problem.prompt)}"
        if item.typeset.function:
            yield rf"\[{item.typeset.function}\]"
        elif item.problem.picture:
            yield from (
                r"\begin{flushleft}\ttfamily",
                *(rf"\mbox{{{_set(line)}}}\\" for line in item.problem.picture.splitlines()),
            )
            yield r"\end{flushleft}"
        if item.problem.choices:
            letters = zip(ascii_lowercase, item.problem.choices, strict=False)
            yield r"\par\noindent " + r"\quad ".join(rf"({letter})~{_set(choice)}" for letter, choice in letters)
        yield rf"\hfill{{\footnotesize\texttt{{{_set(str(Code.of(item.problem)))}}}}}"
    yield from (r"\end{enumerate}", r"\newpage", r"\section*{Answers}", r"\begin{enumerate}")
    for item in items:
        yield rf"\item {_key(item, _set, '$')}"
        steps = list(_steps(item, _set))
        if steps:
            yield from (r"\begin{itemize}\small", *(rf"\item {rule}: {line}" for rule, line in steps), r"\end{itemize}")
    yield from (r"\end{enumerate}", r"\end{document}")


def _key(item: Item, words: Callable[[str], str], sign: str) -> str:
    answer = item.solution.answer
    letters = dict(zip(item.problem.choices, ascii_lowercase, strict=False))
    if answer in letters:
        return f"({letters[answer]}) {words(answer)}"
    return f"{sign}{item.typeset.answer}{sign}" if item.typeset.answer else words(printed(answer))


def _steps(item: Item, words: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The rules of the worked solution, each with what it leads to."""
    written = item.typeset.steps or ("",) * len(item.solution.steps)
    for step, formula in zip(item.solution.steps, written, strict=True):
        yield words(step.rule), f"${formula}$" if formula else words(printed(step.line))


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _set(text: str) -> str:
    """A sentence as LaTeX sets it; a letter that it doesn't know stays what it is."""
    return "".join(f"${_SYMBOLS[letter]}$" if letter in _SYMBOLS else SPECIAL.get(letter, letter) for letter in text)


def printed(text: str) -> str:
    """A text with minus signs in place of hyphens, but for those inside a word."""
    return re.sub(r"(?<![^\W\d_])-", "−", text)
