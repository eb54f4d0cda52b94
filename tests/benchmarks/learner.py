"""What several schedules make of simulated learners: `python -m tests.benchmarks.learner [--learners N --days N --answers N]`.

Learners forget after FSRS-6, each with weights of their own: the defaults, each times a log-normal number (sigma 0.25, and one
talent of 0.4 for the first stabilities), and every card with an ease of its own (0.5); the schedules know the defaults alone. A
learner follows some wrong rules where the decks' drawn problems show them, less after they were named, and meets what rests on
known prerequisites with a better chance and a stronger first memory. All schedules give the same learners the same feedback and
at most so many answers a day, and the nth answer to a card has the same luck under each. Interleaving itself does nothing here.

`derivquiz` is the queue of the game, which stops when its day is done, and `going on` with its practice up to the cap. FSRS and
SM-2 ask what is due by date, then new ones in the order of the files, ten a day like ours, and repeat at the day's end what was
missed. `random` asks any template, as many a day as derivquiz or up to the cap. Printed: on which day all templates were met, and
after the course the true retrievability (`recall`, 0 for what was never met) and the probability of a right answer (`right`) over
all templates, with the mean of the lowest tenth; ± is a standard error of the mean, in the last row that of paired differences.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from statistics import fmean, stdev

from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from tests.benchmarks.learning.course import Result, lowest_tenth, taken
from tests.benchmarks.learning.learner import Learner, born
from tests.benchmarks.learning.schedules import AtRandom, Fsrs, Ours, Schedule, Sm2
from tests.benchmarks.learning.skills import Skill, skills

DRAWS = 4
"""Problems drawn of each template."""
NAMES = ("derivquiz", "FSRS by date", "SM-2", "random, as many", "ours, going on", "random, to cap")


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


ROWS: tuple[tuple[str, Callable[[Result], float], int], ...] = (
    ("answers a day", lambda it: it.a_day, 1),
    ("recall", lambda it: fmean(it.recalls), 3),
    ("  its lowest tenth", lambda it: lowest_tenth(it.recalls), 3),
    ("  the weakest", lambda it: it.recalls[0], 3),
    ("right", lambda it: fmean(it.rights), 3),
    ("  its lowest tenth", lambda it: lowest_tenth(it.rights), 3),
    ("  the weakest", lambda it: it.rights[0], 3),
    ("right a month later", lambda it: it.later, 3),
    ("misconceptions left", lambda it: it.active, 1),
)


def table(found: dict[str, list[Result]], days: int) -> str:
    """The rows as they are printed."""
    columns = list(found.values())
    rows = [("", list(found)), ("all met on day", [met(column, days) for column in columns])]
    rows += [(title, [mean([value(it) for it in column], digits) for column in columns]) for title, value, digits in ROWS]
    rows.append(("right, beside the first", ["", *(beside(column, columns[0]) for column in columns[1:])]))
    return "\n".join(f"{title:24}{''.join(f'{cell:>17}' for cell in cells)}".rstrip() for title, cells in rows)


def met(column: Sequence[Result], days: int) -> str:
    """The mean day on which all was met, or how many learners never came so far."""
    reached = [it.seen_all for it in column if it.seen_all is not None]
    return f"{fmean(reached):.0f}" if len(reached) == len(column) else f"not by {len(column) - len(reached)} in {days}"


def beside(column: Sequence[Result], first: Sequence[Result]) -> str:
    """How much more is right than of the same learners under the first schedule."""
    differences = [fmean(it.rights) - fmean(one.rights) for it, one in zip(column, first, strict=True)]
    return f"{'+' if fmean(differences) >= 0 else ''}{mean(differences, 3)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=20)
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
