"""What several schedules make of simulated learners: `python -m tests.benchmarks.learner [--learners N --days N --answers N]`.

Learners forget after FSRS-6 with weights of their own, follow wrong rules where the decks' problems show them, and learn faster
what rests on what they know. All schedules give the same learners at most the same number of answers a day and the same
feedback. Printed: answers a day; the day on which all templates were met; then, after the course, over all templates the true
retrievability and the probability of a right answer (mean, mean of the lowest tenth, lowest), that probability a month later,
misconceptions left, and the mean difference from the first schedule on the same learners. ± is a standard error of the mean.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from statistics import fmean, stdev

from derivquiz.decks.library import Library, shipped
from tests.benchmarks.learning.course import Result, lowest_tenth, taken
from tests.benchmarks.learning.learner import Learner, born
from tests.benchmarks.learning.schedules import AtRandom, Fsrs, Ours, Schedule, Sm2
from tests.benchmarks.learning.skills import Skill, skills

DRAWS = 4
"""Problems drawn of each template."""
NAMES = ("derivquiz", "FSRS by date", "SM-2", "random, as many", "derivquiz, going on", "random, to the cap")


def results(known: Sequence[Skill], *, learners: int, days: int, answers: int, seed: int = 1) -> dict[str, list[Result]]:
    """What became of each learner under each schedule."""
    cards = {skill.entry.card: skill for skill in known}
    entries = [skill.entry for skill in known]
    found: dict[str, list[Result]] = {name: [] for name in NAMES}
    for number in range(learners):
        name = f"{seed}-{number}"
        nature = born(name, known)

        def follow(schedule: Schedule) -> Result:
            return taken(Learner(nature, cards), schedule, days=days, answers=answers)  # noqa: B023  # called in this round

        ours = follow(Ours(entries, name))
        row = (
            ours,
            follow(Fsrs(entries)),
            follow(Sm2(entries)),
            follow(AtRandom(entries, name, ours.counts)),
            follow(Ours(entries, name, goes_on=True)),
            follow(AtRandom(entries, name)),
        )
        for title, result in zip(NAMES, row, strict=True):
            found[title].append(result)
    return found


def mean(values: Sequence[float], digits: int) -> str:
    """A mean and its standard error."""
    error = stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return f"{fmean(values):.{digits}f} ±{error:.{digits}f}"


COLUMNS: tuple[tuple[str, Callable[[Result], float], int], ...] = (
    ("answers/day", lambda it: it.a_day, 1),
    ("recall", lambda it: fmean(it.recalls), 3),
    ("lowest 10%", lambda it: lowest_tenth(it.recalls), 3),
    ("weakest", lambda it: it.recalls[0], 3),
    ("right", lambda it: fmean(it.rights), 3),
    ("lowest 10%", lambda it: lowest_tenth(it.rights), 3),
    ("weakest", lambda it: it.rights[0], 3),
    ("a month on", lambda it: it.later, 3),
    ("slips left", lambda it: it.active, 1),
)


def table(found: dict[str, list[Result]], days: int) -> str:
    """The rows as they are printed."""
    heads = "".join(f"{head:>15}" for head, _, _ in COLUMNS)
    lines = [f"{'':20}{'all met, day':>14}{heads}{'right, beside':>16}"]
    first = next(iter(found.values()))
    for name, row in found.items():
        seen = [days + 1 if it.seen_all is None else it.seen_all for it in row]
        late = sum(it.seen_all is None for it in row)
        met = f"{fmean(seen):.0f}" if not late else f">{days} in {late}"
        cells = "".join(f"{mean([value(it) for it in row], digits):>15}" for _, value, digits in COLUMNS)
        beside = [fmean(it.rights) - fmean(one.rights) for it, one in zip(row, first, strict=True)]
        lines.append(f"{name:20}{met:>14}{cells}{mean(beside, 3) if row is not first else '':>16}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=40)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--answers", type=int, default=20, help="at most so many a day")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    known = skills(Library.open([shipped()]).decks, DRAWS)
    found = results(known, learners=chosen.learners, days=chosen.days, answers=chosen.answers, seed=chosen.seed)
    held = fmean(len(born(f"{chosen.seed}-{number}", known).slips) for number in range(chosen.learners))
    print(
        f"{chosen.learners} learners, {len(known)} templates, {chosen.days} days, at most {chosen.answers} answers a day,"
        f" {held:.1f} misconceptions each at first\n"
    )
    print(table(found, chosen.days))


if __name__ == "__main__":
    main()
