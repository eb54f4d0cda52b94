"""Draw every shipped template many times and look for faults: `python -m tests.soak.content --draws 10000`.

A template of fewer combinations of values, functions, prompts and letters than draws is gone through once, all of it; from any
other so many seeds are drawn. Every different problem is looked at; of the first fifty, and of one in twenty-five after them, the
answer is worked out, measured and marked. Prints a row for each template: whether that was all there is, the different problems,
the share of draws that were refused on the way, the largest whole number in an answer, the seconds it took and the faults found.
`--card` takes some of them, `--processes` spreads them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from time import process_time

import click

from derivquiz.decks.checking import LONGEST_PROMPT, WIDEST
from derivquiz.decks.deck import Template
from derivquiz.decks.drawing import Draft, Trial, shown_parameters, trials, tried
from derivquiz.decks.kinds import KINDS
from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.wire import Outcome, Problem

UGLY = re.compile(r"--|[+-] -|\*\(-|(?<![.\d])[01]\*|\^1\b|[+-] 0(?![.\d])|\{")
"""Signs that meet, factors and terms that nobody writes, and a placeholder that was left."""
LARGEST = 200
FEWEST = 20
"""A template that gives fewer different problems is recited, not drilled."""
EVERY = 25
FIRST = 50
"""The first different problems are worked out and marked too, and of the others one in every so many."""
SEEDED = frozenset({"table", "bug", "curve"})
"""Kinds of question that draw more from the seed than values."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """What the draws of one template came to."""

    card: str
    whole: bool
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
    if len(drawn.prompt) > LONGEST_PROMPT:
        yield f"{where}: a prompt of {len(drawn.prompt)} characters: {drawn.prompt}"
    if any(len(line) > WIDEST for line in drawn.picture.splitlines()):
        yield f"{where}: wider than {WIDEST}: {drawn.picture}"
    clear = drawn.choices.count(drawn.expected) == 1 and len(set(drawn.choices)) == len(drawn.choices)
    if drawn.kind == "choice" and not clear:
        yield f"{where}: choices {drawn.choices}, right {drawn.expected!r}"


def marked(drawn: Problem) -> Iterator[str]:
    """What the marking has against the answer of a problem."""
    if largest(drawn) > LARGEST:
        yield f"{drawn.card}#{drawn.seed}: {largest(drawn)} in {answer(drawn)}"
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
    return drawn.function, drawn.variables, drawn.at, drawn.prompt, drawn.picture, drawn.choices, drawn.answers, drawn.lines


def combinations(template: Template) -> Iterator[Draft]:
    """Everything that can be drawn from the whole ranges of a template."""
    names = [parameter.name for parameter in template.parameters]
    for function, prompt, convention, letter in product(
        range(max(1, len(template.functions))),
        range(max(1, len(template.prompts))),
        range(len(template.conventions)),
        template.letters or template.variables[:1],
    ):
        for values in product(*(parameter.values for parameter in template.parameters)):
            yield Draft(dict(zip(names, values, strict=True)), function, prompt, convention, letter)


def count(template: Template) -> int:
    """How many combinations there are."""
    several = (template.functions, template.prompts, template.conventions, template.letters)
    return prod(len(parameter.values) for parameter in template.parameters) * prod(max(1, len(found)) for found in several)


def all_trials(deck: str, template: Template) -> Iterator[Trial]:
    """Each different problem of a template once."""
    seen = set()
    for draft in combinations(template):
        key = (draft.function, draft.prompt, draft.convention, draft.letter, shown_parameters(template, draft))
        if key in seen:
            continue
        trial = tried(deck, template, 0, None, draft)
        if trial.problem is not None:
            seen.add(key)
        yield trial


def some_trials(deck: str, template: Template, draws: int) -> Iterator[Trial]:
    """The draws of so many seeds, up to the first of each that is asked."""
    for seed in range(draws):
        for trial in trials(deck, template, seed):
            yield trial
            if trial.problem is not None and not trial.objection:
                break
        else:
            yield Trial(None, f"seed {seed}: nothing to draw")


def row(card: str, draws: int) -> Row:
    """Draw a template so many times, or all of it where there is less."""
    started = process_time()
    deck, template = Library.open([shipped()]).template(card)
    different: set[tuple[object, ...]] = set()
    found: list[str] = []
    whole = template.kind not in SEEDED and not template.asked.composites and count(template) <= draws
    made = asked = most = 0
    for trial in all_trials(deck.id, template) if whole else some_trials(deck.id, template, draws):
        made += 1
        drawn = trial.problem
        if drawn is None or trial.objection:
            found += [f"{card}, {trial.objection}"] * trial.objection.startswith("seed")
            continue
        asked += 1
        key = told_apart(drawn)
        if key in different:
            continue
        different.add(key)
        found += faults(drawn)
        if len(different) <= FIRST or len(different) % EVERY == 0:
            most = max(most, largest(drawn))
            found += marked(drawn)
    if len(different) < FEWEST:
        found.append(f"{card}: {len(different)} different problems")
    return Row(card, whole, len(different), 1 - asked / max(made, 1), most, process_time() - started, tuple(found))


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
    click.echo(f"{'template':46} {'':6}{'different':>9} {'refused':>8} {'largest':>8} {'seconds':>8}  faults")
    with ProcessPoolExecutor(processes) as pool:
        for done in pool.map(row, cards, [draws] * len(cards)):
            bad += len(done.faults)
            click.echo(
                f"{done.card:46} {'all' if done.whole else 'drawn':6}{done.different:9} {done.refused:8.0%} {done.largest:8}"
                f" {done.seconds:8.1f}  {len(done.faults)}"
            )
            for fault in done.faults[:5]:
                click.echo(f"    {fault}")
    click.echo(f"{len(cards)} templates, {draws} draws each or all there is, {bad} faults")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
