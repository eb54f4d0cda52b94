"""derivquiz deck check: reads decks as strictly as it can, and draws from every template as a learner would meet it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

import click

from derivquiz.commands.deck.files import Chosen, choose
from derivquiz.decks import lines, requirements
from derivquiz.decks.deck import REFUSED, Deck, Template
from derivquiz.errors import DeckError, WorkerError
from derivquiz.game import Game
from derivquiz.wire import Audit, Remark
from derivquiz.words import count
from derivquiz.worker import AUDITOR, Worker

CHUNK = 50
"""Draws that are asked of a process at once."""
MOST_REFUSED = 0.9
FEWEST = 20
"""Different problems below which a template is recited, not drilled."""
ENOUGH = 60
"""Draws that tell whether there are so many."""
SEVERAL = 5
"""Different problems below which it may be chance what all of them have."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a deck, and where."""

    level: str
    file: str
    line: int | None
    column: int | None
    template: str
    key: str
    message: str
    hint: str
    seed: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        parts = (place, self.level, self.template, self.key, self.message)
        shown = f" (seed {self.seed})" if self.seed is not None else ""
        return ": ".join(part for part in parts if part) + shown + (f"; {self.hint}" if self.hint else "")


@dataclass
class _Seen:
    """What the draws of a template showed so far."""

    draws: int = 0
    problems: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    remarks: dict[str, Remark] = field(default_factory=dict)
    always: frozenset[Remark] | None = None

    def add(self, audit: Audit) -> None:
        self.draws += audit.draws
        self.problems.update(audit.problems)
        self.refused.update(dict(audit.refused))
        for remark in audit.remarks:
            self.remarks.setdefault(remark.name or f"{remark.key}: {remark.message}", remark)
        if audit.always is not None:
            self.always = audit.always if self.always is None else self.always & audit.always


class Auditing(Protocol):
    """What the check asks; a `Worker` on an Auditor, or the maths itself where nothing hostile is to be feared."""

    async def inspect(self, template: Template) -> tuple[Remark, ...]:
        """What is wrong with a template as it is written."""

    async def audit(self, deck: str, template: Template, seeds: Sequence[int]) -> Audit:
        """What the draws of some seeds show."""

    def close(self) -> None:
        """Give up what was begun."""


def apart() -> Auditing:
    """The maths in a process of its own."""
    return Worker(engine=AUDITOR)


def run(
    game: Game, paths: Sequence[Path], *, draws: int, as_json: bool, strict: bool, start: Callable[[], Auditing] = apart
) -> int:
    """Check decks, print what is found, and return the exit code: 0 where nothing is wrong, 1 where something is."""
    chosen = choose(game, paths)
    findings = [of_error(error) for error in chosen.errors]
    findings += unmet(chosen)
    seen = asyncio.run(_audited(chosen, draws, start))
    decks = (*chosen.decks, *chosen.sound)
    texts = {deck.file: deck.file.read_text(encoding="utf-8-sig", errors="replace") for deck in decks}
    for deck, template in chosen.templates():
        for remark in _remarks(seen[deck.key(template)], draws):
            findings.append(of_remark(deck, template, remark, texts[deck.file]))
    for deck, template in chosen.readable():
        findings += (
            of_remark(deck, template, remark, texts[deck.file]) for remark in seen[_undrawn(deck, template)].remarks.values()
        )
    findings.sort(key=lambda finding: (finding.file, finding.line or 0, finding.column or 0))
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        _print_json(chosen, seen, findings)
    else:
        _print(chosen, seen, findings)
    return 1 if errors or (strict and findings) else 0


def _undrawn(deck: Deck, template: Template) -> str:
    """The key of a template of a file that can't be used: it is inspected, and nothing is drawn of it."""
    return f"{deck.file}:{template.line}"


async def _audited(chosen: Chosen, draws: int, start: Callable[[], Auditing]) -> dict[str, _Seen]:
    """What the draws of every template show, on all cores; a template that can't be read isn't drawn from."""
    inspecting = [(deck, template, deck.key(template)) for deck, template in chosen.templates()]
    inspecting += [(deck, template, _undrawn(deck, template)) for deck, template in chosen.readable()]
    seen = {key: _Seen() for _, _, key in inspecting}
    work = [
        (deck, template, range(start, min(start + CHUNK, draws)))
        for deck, template in chosen.templates()
        for start in range(0, draws, CHUNK)
    ]
    workers = [start() for _ in range(min(os.cpu_count() or 1, max(1, len(work), len(inspecting))))]
    try:
        steps, shown = len(seen) + len(work), sys.stderr is not None and sys.stderr.isatty()
        with click.progressbar(length=steps, label="checking", file=sys.stderr, hidden=not shown) as bar:
            await asyncio.gather(*(_inspect(worker, inspecting, seen, bar.update) for worker in workers))
            work = [item for item in work if not seen[item[0].key(item[1])].remarks]
            await asyncio.gather(*(_draw(worker, work, seen, bar.update) for worker in workers))
    finally:
        for worker in workers:
            worker.close()
    return seen


async def _inspect(
    worker: Auditing, work: list[tuple[Deck, Template, str]], seen: dict[str, _Seen], advance: Callable[[int], None]
) -> None:
    while work:
        _, template, key = work.pop(0)
        try:
            remarks = await worker.inspect(template)
        except WorkerError as error:
            remarks = (Remark("error", "", f"can't be read: {error}"),)
        seen[key].add(Audit(0, (), (), remarks))
        advance(1)


async def _draw(
    worker: Auditing, work: list[tuple[Deck, Template, range]], seen: dict[str, _Seen], advance: Callable[[int], None]
) -> None:
    while work:
        deck, template, seeds = work.pop(0)
        try:
            found = await worker.audit(deck.id, template, seeds)
        except WorkerError as error:
            found = Audit(0, (), (), (Remark("error", "", f"drawing fails: {error}", seed=seeds[0]),))
        seen[deck.key(template)].add(found)
        advance(1)


def _remarks(seen: _Seen, draws: int) -> Iterator[Remark]:
    """What is to be said of a template after its draws."""
    yield from seen.remarks.values()
    if any(remark.level == "error" for remark in seen.remarks.values()):
        return
    if len(seen.problems) >= SEVERAL:
        yield from sorted(seen.always or (), key=lambda remark: (remark.key, remark.message))
    refused = seen.refused[REFUSED]
    if seen.draws and refused > MOST_REFUSED * seen.draws:
        message = f"the constraints refuse {refused / seen.draws:.0%} of the draws"
        yield Remark("error", "where", message, "let the ranges hold only what the constraints allow")
    poor = seen.refused.total() - refused
    if seen.draws - refused and poor > MOST_REFUSED * (seen.draws - refused):
        why = max((why for why in seen.refused if why != REFUSED), key=seen.refused.__getitem__)
        message = f"{poor / (seen.draws - refused):.0%} of the draws are refused, most because {why}"
        yield Remark("error", "parameters", message, "choose ranges that give a problem more often")
    if draws >= ENOUGH and len(seen.problems) < FEWEST:
        message = f"gives {count(len(seen.problems), 'different problem')}"
        yield Remark("warning", "parameters", message, f"below {FEWEST} they are recited, not solved: widen the ranges")


def unmet(chosen: Chosen) -> Iterator[Finding]:
    """The prerequisites that name no template, or run in a circle."""
    known = [deck.key(template) for deck in chosen.all for template in deck.templates]
    round_about = requirements.circles(chosen.all)
    for deck, template in chosen.templates():
        text = deck.file.read_text(encoding="utf-8-sig", errors="replace")
        for key, hint in requirements.missing(deck, template, known):
            part = key.removeprefix(f"{deck.id}/")
            remark = Remark("error", "requires", f"{key!r} names no template", hint, part=part)
            yield of_remark(deck, template, remark, text)
        way = round_about.get(deck.key(template))
        if way:
            remark = Remark("error", "requires", f"runs in a circle: {' → '.join(way)}", "leave one of them out")
            yield of_remark(deck, template, remark, text)


def of_error(error: DeckError) -> Finding:
    """A file that can't be used."""
    return Finding("error", str(error.file or ""), error.line, error.column, "", error.key, error.message, error.hint)


def of_remark(deck: Deck, template: Template, remark: Remark, text: str) -> Finding:
    """A remark on a template, with its place in the text of the file."""
    path = lines.table(text, template.line)
    path = (*path, remark.key) if remark.key else path
    place = lines.value(text, path, remark.part, remark.column) if remark.part else lines.find(text, path)
    line, column = place if place is not None else (template.line, 1)
    return Finding(remark.level, str(deck.file), line, column, template.id, remark.key, remark.message, remark.hint, remark.seed)


def _print(chosen: Chosen, seen: dict[str, _Seen], findings: Iterable[Finding]) -> None:
    counts = Counter(finding.level for finding in findings)
    for finding in findings:
        click.echo(str(finding))
    for deck in chosen.decks:
        keys = [deck.key(template) for template in deck.templates]
        draws = sum(seen[key].draws for key in keys)
        different = sum(len(seen[key].problems) for key in keys)
        click.echo(
            f"{deck.file}: {count(len(keys), 'template')}, {count(draws, 'draw')}, {count(different, 'different problem')}"
        )
    click.echo(f"{count(counts['error'], 'error')}, {count(counts['warning'], 'warning')}")


def _print_json(chosen: Chosen, seen: dict[str, _Seen], findings: Sequence[Finding]) -> None:
    counts = Counter(finding.level for finding in findings)
    templates = [
        {
            "file": str(deck.file),
            "deck": deck.id,
            "template": template.id,
            "draws": seen[deck.key(template)].draws,
            "different": len(seen[deck.key(template)].problems),
            "refused": dict(seen[deck.key(template)].refused),
        }
        for deck, template in chosen.templates()
    ]
    report = {
        "errors": counts["error"],
        "warnings": counts["warning"],
        "findings": [asdict(finding) for finding in findings],
        "templates": templates,
    }
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))
