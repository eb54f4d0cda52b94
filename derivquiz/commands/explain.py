"""derivquiz explain: the worked steps of anything typed."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import click

from derivquiz.commands import typed
from derivquiz.commands.paper import SPECIAL
from derivquiz.errors import ReadingError
from derivquiz.inquiry import Explanation, Inquiry, Section
from derivquiz.wire import Grain
from derivquiz.words import printable
from derivquiz.worker import Worker

UNREADABLE = 1
WIDEST = 100
_NAME = re.compile(r"[^\W\d_]{1,10}_?[0-9]{0,2}")


def run(given: Mapping[str, Any]) -> int:
    """Print the steps; the exit code is 1 where the function can't be read or worked out."""
    inquiry = inquiry_of(given)
    try:
        found = asyncio.run(_explained(inquiry))
    except ReadingError as error:
        for line in _pointed(inquiry.function, error):
            click.echo(line, err=True)
        if given["as_json"]:
            click.echo(json.dumps({"error": str(error), "column": error.column}, ensure_ascii=False))
        return UNREADABLE
    if given["as_json"]:
        click.echo(json.dumps(as_fields(inquiry, found), ensure_ascii=False, indent=2))
    else:
        for line in as_latex(found) if given["latex"] else as_text(found, rounded=inquiry.places is not None):
            click.echo(line)
    return 0


def inquiry_of(given: Mapping[str, Any]) -> Inquiry:
    """The inquiry of the options; a usage error where a point is not NAME=VALUE."""
    wrt = tuple(name.strip() for text in given["wrt"] for name in text.split(",") if name.strip())
    for name in wrt:
        if not _NAME.fullmatch(name):
            raise click.UsageError(f"--wrt takes a letter, with or without a number, such as x or x1, not {name[:40]!r}")
    function = _typed() if given["function"] == "-" else given["function"]
    return Inquiry(
        function,
        tuple(dict.fromkeys(wrt)),
        given["order"],
        tuple(typed.point(given["at"]).items()),
        given["places"],
        Grain(given["grain"]),
        given["difference"] or "",
        given["h"],
    )


def _typed() -> str:
    """The line on standard input; a usage error where that is closed."""
    lines = typed.standard_input()
    if lines is None:
        raise click.UsageError("standard input is closed: pipe a function in, or give it in place of the -")
    return lines.readline().rstrip("\n")


async def _explained(inquiry: Inquiry) -> Explanation:
    worker = Worker()
    try:
        return await worker.explain(inquiry)
    finally:
        worker.close()


def _pointed(text: str, error: ReadingError) -> Iterator[str]:
    """An error, and below it the text with a caret under the place."""
    yield f"Error: {error}"
    if error.column is None or "\n" in text:
        return
    shown = printable(text)
    start = max(0, error.column - WIDEST // 2)
    yield f"  {'…' if start else ''}{shown[start : start + WIDEST]}"
    yield " " * (2 + bool(start) + error.column - start) + "^"


def as_text(found: Explanation, *, rounded: bool = False) -> Iterator[str]:
    """The steps as plain text, each expression in two dimensions."""
    yield from found.picture.splitlines()
    for note in found.notes:
        yield f"({note})"
    for section in found.sections:
        yield ""
        if len(found.sections) > 1:
            yield section.name
            yield ""
        for number, step in enumerate(section.steps, 1):
            yield f"{number}. {step.rule}"
            yield ""
            yield from (f"     {line}".rstrip() for line in step.picture.splitlines())
            yield ""
        yield f"{section.name} {'≈' if rounded else '='} {section.steps[-1].line}"


def as_latex(found: Explanation) -> Iterator[str]:
    """The steps as LaTeX: an `align*` of each section, the rules as text beside the lines."""
    yield rf"\[ f({', '.join(found.variables) or 'x'}) = {found.latex} \]"
    for section in found.sections:
        yield rf"% {section.name}"
        yield r"\begin{align*}"
        last = len(section.steps) - 1
        for i, (step, line) in enumerate(zip(section.steps, section.latex, strict=True)):
            yield rf"  & {line} && \text{{{_escaped(step.rule)}}}" + (r" \\" if i < last else "")
        yield r"\end{align*}"


def _escaped(text: str) -> str:
    """A sentence within LaTeX; its formulas stay as they are in Unicode, which XeLaTeX and LuaLaTeX print."""
    return "".join(SPECIAL.get(letter, letter) for letter in text)


def as_fields(inquiry: Inquiry, found: Explanation) -> dict[str, Any]:
    """The object that --json prints; its keys are documented in the command's help."""
    return {
        "function": {"line": found.function, "latex": found.latex},
        "variables": list(found.variables),
        "wrt": list(found.wrt),
        "order": inquiry.order,
        "at": dict(inquiry.at),
        "grain": inquiry.grain.value,
        "derivatives": [_fields(section) for section in found.sections],
        "notes": list(found.notes),
    }


def _fields(section: Section) -> dict[str, Any]:
    steps = [
        {"rule": step.rule, "line": step.line, "latex": latex, "picture": step.picture}
        for step, latex in zip(section.steps, section.latex, strict=True)
    ]
    return {"name": section.name, "steps": steps, "answer": {"line": steps[-1]["line"], "latex": steps[-1]["latex"]}}
