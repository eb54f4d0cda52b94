"""How well drawn problems tell wrong rules apart, before and after draws are compared.

    python -m tests.soak.draws --draws 300 [--card rules/quotient]

For each shipped template whose wrong rules show in its answer: the share of draws in which some rule gives the right answer, or
two rules give the same wrong one though they are not bound to, of first acceptable draws and of those that are asked; the rules,
by themselves and in pairs, that are left untold in most; how many different problems there are; and the times of a draw.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from derivquiz.decks import acceptance, drawing
from derivquiz.decks.deck import Template
from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.wire import Problem

MOST_SHOWN = 2


@dataclass
class Row:
    """A template's draws."""

    card: str
    first: int = 0
    asked: int = 0
    pairs_before: int = 0
    pairs_after: int = 0
    different: set[str] = field(default_factory=set)
    untold: Counter[str] = field(default_factory=Counter)


def templates(card: str) -> Iterator[tuple[str, Template]]:
    """The shipped templates, or one of them."""
    library = Library.open([shipped()])
    for deck in library.decks:
        for template in deck.templates:
            if card in ("", f"{deck.id}/{template.id}"):
                yield deck.id, template


def first_acceptable(deck: str, template: Template, seed: int) -> Problem:
    """The first draw of a seed that is no degenerate one."""
    return next(trial.problem for trial in drawing.trials(deck, template, seed) if trial.problem and not trial.objection)


def row(deck: str, template: Template, draws: int, times: list[float]) -> Row:
    """The draws of one template."""
    found = Row(f"{deck}/{template.id}")
    for seed in range(draws):
        before = acceptance.clashes(first_acceptable(deck, template, seed))
        began = time.thread_time()
        problem = drawing.draw(deck, template, seed)
        times.append(time.thread_time() - began)
        after = acceptance.clashes(problem)
        found.first += bool(before)
        found.asked += bool(after)
        found.pairs_before += len(before)
        found.pairs_after += len(after)
        found.different.add(f"{problem.function} {problem.at}")
        found.untold.update(" = ".join(sorted(rules)) for _, rules in after)
    return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=300)
    parser.add_argument("--card", default="")
    given = parser.parse_args()
    times: list[float] = []
    rows = []
    print(f"  {'template':<44}{'first':>7}{'asked':>7}{'different':>11}  left untold in most")
    for deck, template in templates(given.card):
        if template.kind not in acceptance.TOLD_APART or template.order != 1 or template.asked.answers or template.asked.lines:
            continue
        one = row(deck, template, given.draws, times)
        rows.append(one)
        most = ", ".join(f"{rules} ({count})" for rules, count in one.untold.most_common(MOST_SHOWN))
        shares = f"{one.first / given.draws:>7.0%}{one.asked / given.draws:>7.0%}"
        print(f"  {one.card:<44}{shares}{len(one.different):>11}  {most}", flush=True)
    total = max(1, given.draws * len(rows))
    before, after = sum(one.first for one in rows), sum(one.asked for one in rows)
    print(f"  silent or colliding: {before / total:.1%} of first draws, {after / total:.1%} of those asked")
    pairs = [sum(one.pairs_before for one in rows), sum(one.pairs_after for one in rows)]
    print(f"  rules and pairs of rules left untold, a draw: {pairs[0] / total:.2f} and {pairs[1] / total:.2f}")
    kept = [1000 * seconds for seconds in sorted(times)]
    print(f"  a draw: p50 {kept[len(kept) // 2]:.1f} ms, p95 {kept[int(len(kept) * 0.95)]:.1f}, most {kept[-1]:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
