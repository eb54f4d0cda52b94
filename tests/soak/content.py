"""Draw every shipped template many times and look for faults: `python -m tests.soak.content --draws 10000`.

Prints a row for each template: how many different problems it gave, the share of draws that were refused on the way, the largest
whole number in an answer, the seconds it took and the faults found. `--card` takes some of them, `--processes` spreads them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

import click

from derivquiz.decks.drawing import trials
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library, shipped
from derivquiz.wire import Outcome, Problem

UGLY = re.compile(r"--|[+-] -|\*\(-|(?<![.\d])[01]\*|\^1\b|[+-] 0(?![.\d])|\{")
"""Signs that meet, factors and terms that nobody writes, and a placeholder that was left."""
LARGEST = 200
WIDEST = 76
FEWEST = 20
"""A template that gives fewer different problems is recited, not drilled."""
EVERY = 25
"""Every so many draws the answer is marked too."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """What the draws of one template came to."""

    card: str
    different: int
    refused: float
    largest: int
    seconds: float
    faults: tuple[str, ...]


def faults(drawn: Problem) -> Iterator[str]:
    """What is wrong with a problem, in words."""
    where = f"{drawn.card}#{drawn.seed}"
    if drawn.function and UGLY.search(drawn.function):
        yield f"{where}: ugly: {drawn.function}"
    if UGLY.search(drawn.prompt.replace("--", "")) and "{" in drawn.prompt:
        yield f"{where}: a placeholder is left: {drawn.prompt}"
    if any(len(line) > WIDEST for line in drawn.picture.splitlines()):
        yield f"{where}: wider than {WIDEST}: {drawn.picture}"
    if drawn.kind == "choice":
        if drawn.choices.count(drawn.expected) != 1 or len(set(drawn.choices)) < len(drawn.choices):
            yield f"{where}: choices {drawn.choices}, right {drawn.expected!r}"
    elif largest(drawn) > LARGEST:
        yield f"{where}: {largest(drawn)} in {answer(drawn)}"


def marked(drawn: Problem) -> Iterator[str]:
    """What the marking has against the answer of a problem."""
    verdict = KINDS[drawn.kind].mark(drawn, answer(drawn), proof=False)
    if verdict.outcome is not Outcome.CORRECT or not verdict.form:
        yield f"{drawn.card}#{drawn.seed}: {answer(drawn)} is {verdict.outcome}: {verdict.message}"


@lru_cache(maxsize=64)
def answer(drawn: Problem) -> str:
    """The answer of a problem by its own steps."""
    return KINDS[drawn.kind].solve(drawn).answer


def largest(drawn: Problem) -> int:
    """The largest whole number in the answer of a problem."""
    if drawn.kind == "choice":
        return 0
    return max((int(float(number)) for number in NUMBER.findall(answer(drawn))), default=0)


def told_apart(drawn: Problem) -> tuple[object, ...]:
    """What makes a problem another one: what is shown and asked."""
    return drawn.function, drawn.variables, drawn.at, drawn.prompt, drawn.choices, drawn.answers, drawn.lines


def row(card: str, draws: int) -> Row:
    """Draw a template so many times."""
    started = perf_counter()
    deck, template = Library.open([shipped()]).template(card)
    different: Counter[tuple[object, ...]] = Counter()
    found: list[str] = []
    tried = most = 0
    for seed in range(draws):
        drawn = None
        for trial in trials(deck.id, template, seed):
            tried += 1
            if trial.problem is not None and not trial.objection:
                drawn = trial.problem
                break
        if drawn is None:
            found.append(f"{card}#{seed}: nothing to draw")
            continue
        key = told_apart(drawn)
        different[key] += 1
        if different[key] == 1:
            found += faults(drawn)
            most = max(most, largest(drawn))
            found += marked(drawn) if len(different) % EVERY == 1 else ()
    if len(different) < FEWEST:
        found.append(f"{card}: {len(different)} different problems")
    return Row(card, len(different), 1 - draws / max(tried, 1), most, perf_counter() - started, tuple(found))


@click.command()
@click.option("--draws", default=10_000, show_default=True, help="How often each template is drawn.")
@click.option("--card", multiple=True, help="deck/template, or a deck; all where none is named.")
@click.option("--processes", default=2, show_default=True)
def main(draws: int, card: tuple[str, ...], processes: int) -> None:
    """Draw the shipped templates and print what they came to; exit code 1 where a fault was found."""
    library = Library.open([shipped()])
    cards = [deck.key(template) for deck in library.decks for template in deck.templates]
    cards = [key for key in cards if not card or key in card or key.partition("/")[0] in card]
    bad = 0
    click.echo(f"{'template':46} {'different':>9} {'refused':>8} {'largest':>8} {'seconds':>8}  faults")
    with ProcessPoolExecutor(processes) as pool:
        for done in pool.map(row, cards, [draws] * len(cards)):
            bad += len(done.faults)
            click.echo(
                f"{done.card:46} {done.different:9} {done.refused:8.0%} {done.largest:8} {done.seconds:8.1f}  {len(done.faults)}"
            )
            for fault in done.faults[:5]:
                click.echo(f"    {fault}")
    click.echo(f"{len(cards)} templates, {draws} draws each, {bad} faults")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
