"""Hostile decks, read and drawn from: each must be a deck or an error with a place, soon, and touch nothing else.

    python -m tests.soak.decks --count 3000 --seed 1 [--findings FILE]

The files are the shipped decks with slips in them: keys and values exchanged, numbers and ranges made vast, expressions made
into towers, brackets and code, texts made long, hidden or marked up, tables nested, bytes lost. Each is read as the game reads
it. One that is a deck is inspected and drawn from in a process with the limits of the game. A finding is an exception that
isn't an error of ours, an error without a message, more than a second for reading, or an answer that isn't what was asked for.
A process that had to be stopped is counted: that is what it is for. The exit code is 1 on any finding.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

from derivquiz.decks import toml
from derivquiz.decks.deck import Deck
from derivquiz.errors import DeckError, DerivquizError, WorkerError
from derivquiz.folders import shipped
from derivquiz.worker import AUDITOR, Worker
from tests.soak.report import SLOW, Report

DRAWS = 2
MOST_TEMPLATES = 2
"""Templates of a deck that are drawn from."""

BOMBS = (
    "9^9^9^9",
    "x^" * 60 + "x",
    "(" * 90 + "x" + ")" * 90,
    "e^(e^(e^(e^(e^x))))",
    "10^(10^10)*x",
    "sin(" * 40 + "x" + ")" * 40,
    "sqrt(" * 30 + "x" + ")" * 30,
    "1/(" * 40 + "x" + ")" * 40,
    "__import__('os').system('true')",
    "x.__class__",
    "softmax(" + ",".join(["x"] * 60) + ")",
    "max(" + ",".join(["x"] * 60) + ")",
    "(x + a)^" * 12 + "2",
    "log_0(x)",
    "0/0",
    "a^a^a^a^a",
    "tan(10^30 x)",
    "[red]x[/red]",
    "\\u202ex",
    "{a}{b}{c}",
    "{{a}}",
    "x" * 190,
    "∂" * 50,
)
RANGES = ("1..1000000", "-9..9 step 1/999999", "0..1 step 0", "9..1", "1/0", "1e9", "a..b", "2..3 except 2..3", "")
VALUES = ("true", "[]", "{}", "-1", "99999999999999999999", "1e400", "nan", "1979-05-27", '""', "[[1]]", '["a", 1]')
JUNK = ("\x00", "\u202e", "'''", '"""', "[[", "]]", "=", "[template", "\\", "#", "\n\n[[template]]\n", "\ufeff", "é")


def mutated(text: str, random: Random) -> str:
    """A deck's text with a few slips."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice(SLIPS)(text, random)
    return text


def _bomb(text: str, random: Random) -> str:
    places = list(re.finditer(r'(?m)^(?:function|at|where|given = \{ \w+|let = \{ \w+) = "([^"\n]*)"', text))
    if not places:
        return text
    place = random.choice(places)
    return text[: place.start(1)] + random.choice(BOMBS) + text[place.end(1) :]


def _range(text: str, random: Random) -> str:
    return _in_quotes(text, random, random.choice(RANGES))


def _in_quotes(text: str, random: Random, new: str) -> str:
    places = list(re.finditer(r'"[^"\n]*"', text))
    if not places:
        return text
    place = random.choice(places)
    return f'{text[: place.start()]}"{new}"{text[place.end() :]}'


def _value(text: str, random: Random) -> str:
    places = list(re.finditer(r"(?m)= .*$", text))
    if not places:
        return text
    place = random.choice(places)
    return f"{text[: place.start()]}= {random.choice(VALUES)}{text[place.end() :]}"


def _keys(text: str, random: Random) -> str:
    keys = list(re.finditer(r"(?m)^[a-z]+(?= =)", text))
    if not keys:
        return text
    one, other = random.choice(keys), random.choice(keys)
    return f"{text[: one.start()]}{other.group()}{text[one.end() :]}"


def _junk(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(JUNK) * random.choice((1, 1, 1, 50)) + text[place:]


def _cut(text: str, random: Random) -> str:
    first, second = sorted(random.randrange(len(text) + 1) for _ in range(2))
    return text[:first] + text[second:] if random.random() < 0.5 else text[:second]


def _many(text: str, random: Random) -> str:
    return text + text[text.find("\n[[template]]") :] * random.choice((1, 5, 200))


def _long(text: str, random: Random) -> str:
    return _in_quotes(text, random, "word " * random.choice((80, 3000)))


SLIPS: tuple[Callable[[str, Random], str], ...] = (*[_bomb] * 9, _range, _value, _keys, _junk, _cut, _many, _long)


def read(file: Path, report: Report, facts: dict[str, object]) -> Deck | None:
    """The deck of a file, or None where it is refused in order."""
    began = time.process_time()
    try:
        deck = toml.load(file)
    except DeckError as error:
        report.counts["refused"] += 1
        if not error.message:
            report.finding("no-message", facts)
        deck = None
    except Exception:
        report.finding("exception", {**facts, "trace": traceback.format_exc()})
        deck = None
    took = time.process_time() - began
    report.took("read", took)
    if took > SLOW:
        report.finding("slow", {**facts, "seconds": took})
    return deck


async def drawn(deck: Deck, worker: Worker, report: Report, facts: dict[str, object], random: Random) -> None:
    """Inspect and draw from some templates of a deck."""
    bombed = [template for template in deck.templates if not {*template.functions, *template.where}.isdisjoint(BOMBS)]
    asked = bombed or random.sample(deck.templates, min(MOST_TEMPLATES, len(deck.templates)))
    for template in asked[:MOST_TEMPLATES]:
        began = time.perf_counter()
        try:
            remarks = await worker.inspect(template)
            report.counts["inspected"] += 1
            if remarks:
                report.counts["not drawn from: an error of its text"] += 1
                continue
            audit = await worker.audit(deck.id, template, range(DRAWS))
            report.counts["drawn from"] += 1
            if any(len(remark.message) > 1000 for remark in audit.remarks):
                report.finding("no-audit", {**facts, "template": template.id})
        except WorkerError:
            report.counts["process stopped at its limit"] += 1
        except DerivquizError as error:
            report.finding("error", {**facts, "template": template.id, "error": str(error)})
        report.took("inspect and draw", time.perf_counter() - began)


async def run(count: int, seed: int, findings: Path) -> int:
    """Make, read and draw from `count` files; the exit code."""
    report = Report("hostile decks", findings)
    sound = [file.read_text(encoding="utf-8") for file in sorted(shipped().glob("*.toml"))]
    worker = Worker(engine=AUDITOR)
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "hostile.toml"
            for number in range(count):
                random = Random(f"{seed}/{number}")
                text = mutated(random.choice(sound), random)
                file.write_bytes(text.encode("utf-8", "surrogatepass"))
                facts: dict[str, object] = {"seed": seed, "number": number}
                deck = read(file, report, facts)
                if deck is not None:
                    report.counts["decks"] += 1
                    await drawn(deck, worker, report, facts, random)
                report.progress(number + 1, count)
            if {path.name for path in Path(folder).iterdir()} != {"hostile.toml"}:
                report.finding("file-written", {})
    finally:
        worker.close()
    return report.table()


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.decks", description="Hostile decks.")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "derivquiz-decks.jsonl")
    options = parser.parse_args(arguments)
    return asyncio.run(run(options.count, options.seed, options.findings))


if __name__ == "__main__":
    sys.exit(main())
