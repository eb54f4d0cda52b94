"""The hints of many draws of every shipped template: how many rungs, how long they take, and whether one holds the answer.

    python -m tests.soak.hints --draws 1000

What a rung shows is read again as an answer would be: each formula of its picture that can be typed is marked in the problem, and
none may be right; besides, the balls that guard the ladder are asked once more about the whole of it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from derivquiz.decks import drawing
from derivquiz.decks.hinting import hints
from derivquiz.decks.library import Library
from derivquiz.decks.suspects import copied
from derivquiz.errors import DerivquizError
from derivquiz.folders import shipped
from tests.soak.report import Report

MOST = 4


def main() -> int:
    """Draw, look at the hints, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--marked", type=int, default=50, help="of so many draws of a template the rungs are marked as answers")
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "derivquiz-soak-hints.jsonl")
    options = parser.parse_args()
    report = Report("hints", options.findings)
    rows: list[tuple[str, str, Counter[int], float]] = []
    templates = [(deck.id, template) for deck in Library.open([shipped()]).decks for template in deck.templates]
    for number, (deck, template) in enumerate(templates):
        report.progress(number, len(templates))
        rungs: Counter[int] = Counter()
        slowest = 0.0
        for seed in range(options.draws):
            try:
                problem = drawing.draw(deck, template, seed)
            except DerivquizError as error:
                report.finding("not drawn", {"card": f"{deck}/{template.id}", "why": error})
                break
            began = time.perf_counter()
            found = hints(problem)
            took = time.perf_counter() - began
            slowest = max(slowest, took)
            report.took("hints", took)
            report.counts["problems"] += 1
            report.counts["rungs"] += len(found)
            rungs[len(found)] += 1
            if len(found) > MOST:
                report.finding("too many rungs", {"card": problem.card, "seed": seed})
            if seed < options.marked and (text := copied(problem, found)):
                report.finding(
                    "a rung is the answer", {"card": problem.card, "seed": seed, "function": problem.function, "text": text}
                )
        rows.append((f"{deck}/{template.id}", template.kind, rungs, slowest))
    print(f"\n  {'template':<48}{'kind':<12}" + "".join(f"{n:>7}" for n in range(MOST + 1)) + f"{'slowest':>12}")
    for card, kind, rungs, slowest in rows:
        print(f"  {card:<48}{kind:<12}" + "".join(f"{rungs[n]:>7}" for n in range(MOST + 1)) + f"{1000 * slowest:>9.1f} ms")
    return report.table()


if __name__ == "__main__":
    sys.exit(main())
