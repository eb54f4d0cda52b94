"""Marking a vector or a matrix entry by entry: which are right, and what the whole has wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from derivquiz.decks.kinds import replies, separating, words
from derivquiz.decks.kinds.grid import Entry, Grid, Rows, size
from derivquiz.maths.diagnosing import malrules
from derivquiz.maths.expression import Expression, Matrix, Negate, Vector, names, rational
from derivquiz.maths.marking import equality
from derivquiz.maths.marking.equality import Different, Narrower, Result, Same, Undecided
from derivquiz.maths.reading import Vocabulary
from derivquiz.wire import Certainty, Outcome, Pairs, Part, Problem, Reading, Verdict

TRANSPOSED = "jacobian-transposed"
SWAPPED = "components-swapped"
OFF_DIAGONAL_ZERO = "softmax-off-diagonal-zero"
OFF_DIAGONAL_SIGN = "softmax-off-diagonal-sign"
MOST_PERMUTED = 3
MOST_NAMED = 4
"""With more entries than this their number is told, and not each of them."""


def mark(problem: Problem, grid: Grid, text: str, vocabulary: Vocabulary, *, proof: bool) -> Verdict:
    """Right where every entry is; a wrong answer is told which are, and what pattern its entries have."""
    parsed, found = replies.read(text, vocabulary)
    rows, remark = grid.arranged(parsed.expression) if parsed is not None else (None, "")
    if parsed is None or rows is None:
        if apart := separating.fitted(text, vocabulary, grid.height, grid.width):
            said = f"{grid.size()}, with commas between the entries"
            return replies.unreadable(Reading(text, error=said, hint=f"write {separating.written(apart)}"))
        if parsed is None:
            return replies.unreadable(_shaped(grid, _apart(found, vocabulary)))
        return _misshapen(problem, grid, parsed.expression, found)
    trial = Trial(grid, rows, proof=proof)
    results = [(entry, trial.result(entry, rows[i][j])) for i, j, entry in grid.each()]
    same = [result for _, result in results if isinstance(result, Same)]
    right = len(same) == len(results)
    others = [_is_right(grid, tree) for tree in parsed.alternatives]
    if any(other != right for other in others):
        verdicts: list[Result] = [Same(Certainty.AGREES) if one else Different(None) for one in (right, *others)]
        free = replies.ambiguous(found, verdicts)
        if free is not None:
            return free
    if right:
        message = f"Right, though {remark}." if remark else "Right."
        return replies.correct(found, weakest(same), message, form=not remark)
    if not any(isinstance(result, Different) for _, result in results):
        for _, result in results:
            if isinstance(result, Undecided):
                return replies.undecided(found, result)
        for _, result in results:
            if isinstance(result, Narrower):
                return replies.domain(problem, found, result, show=not problem.at)
    return _wrong(problem, trial, found, results)


@dataclass(slots=True)
class Trial:
    """An answer's entries against what is asked, each pair compared once at the most."""

    grid: Grid
    rows: Rows
    proof: bool = False
    known: dict[tuple[int, Expression], Result] = field(default_factory=dict)

    def result(self, entry: Entry, item: Expression) -> Result:
        """The result for an entry if this stood there."""
        key = (id(entry), item)
        if key not in self.known:
            asked = entry.question
            self.known[key] = equality.compare(asked.asked(), asked.meant(item), proof=self.proof)
        return self.known[key]

    def is_same(self, entry: Entry, item: Expression) -> bool:
        """Whether an entry would be right."""
        return isinstance(self.result(entry, item), Same)

    def fits(self, rows: Rows) -> bool:
        """Whether other rows would be right throughout."""
        return all(self.is_same(entry, rows[i][j]) for i, j, entry in self.grid.each())


def weakest(results: list[Same]) -> Same:
    """The result of the whole: as certain as the least certain of its parts."""
    order = [Certainty.PROVED, Certainty.SIGNATURE, Certainty.AGREES]
    certainty = max((result.certainty for result in results), key=order.index)
    return Same(certainty, tuple(dict.fromkeys(note for result in results for note in result.notes)))


def states(results: Iterable[tuple[str, Result]]) -> Pairs:
    """What became of each entry, by its label."""
    return tuple((label, Part.RIGHT if isinstance(result, Same) else Part.WRONG) for label, result in results)


def _is_right(grid: Grid, answer: Expression) -> bool:
    rows, _ = grid.arranged(answer)
    return rows is not None and Trial(grid, rows).fits(rows)


def _shaped(grid: Grid, found: Reading) -> Reading:
    """A text that can't be read, with the shape that is asked where it has another."""
    apart = separating.rows_of(found.text, blanks=False)
    if len(apart) == grid.height and all(len(row) == grid.width for row in apart):
        return found
    return replace(found, hint=f"{grid.size()}: write {grid.example()}")


def _misshapen(problem: Problem, grid: Grid, answer: Expression, found: Reading) -> Verdict:
    if not isinstance(answer, Vector | Matrix):
        return replies.unreadable(found, grid.asked(), f"write {grid.example()}")
    rows = answer.rows if isinstance(answer, Matrix) else (answer.items,)
    turned = tuple(zip(*rows, strict=True))
    if grid.arranged(Matrix(turned))[0] is not None and Trial(grid, turned).fits(turned):
        return replies.wrong(
            problem, found, f"{malrules.message((TRANSPOSED,))} {words.sentence(grid.asked())}", misconceptions=(TRANSPOSED,)
        )
    return replies.wrong(problem, found, f"{grid.asked()}; yours has {size(answer, grid.shape)}")


def _wrong(problem: Problem, trial: Trial, found: Reading, results: list[tuple[Entry, Result]]) -> Verdict:
    slug = _pattern(problem, trial, results)
    named = [(entry.label, result) for entry, result in results]
    if slug == replies.NOT_SUBSTITUTED:
        return replies.unfinished(problem, found, "those are the formulas")
    left = {name for i, j, entry in trial.grid.each() for name in names(entry.question.meant(trial.rows[i][j]))}
    if problem.at and left:
        message = f"numbers are asked, and {' and '.join(sorted(left))} is left in yours"
        return replies.unreadable(found, message, replies.put_in(problem))
    if slug in (SWAPPED, TRANSPOSED):
        message = f"{malrules.message((slug,))} {words.sentence(trial.grid.means)}"
        return replace(replies.wrong(problem, found, message, misconceptions=(slug,)), cells=states(named))
    wrong = [
        (entry, result, trial.rows[i][j])
        for (i, j, entry), (_, result) in zip(trial.grid.each(), results, strict=True)
        if not isinstance(result, Same)
    ]
    reasons = [_told(results)]
    reasons += [f"{entry.label}: {close}" for entry, _, item in wrong[:MOST_NAMED] if (close := _close(problem, entry, item))]
    slugs = (slug,) if slug else _shared(wrong)
    reasons.append(malrules.message(slugs))
    seen = next(((entry, one) for entry, result, item in wrong if (one := replies.witness(entry.question, result, item))), None)
    if seen is not None:
        reasons.append(f"{seen[0].label}: {words.witness(problem, seen[1])}")
    message = " ".join(words.sentence(reason) for reason in reasons if reason)
    return Verdict(Outcome.WRONG, found, Certainty.PROVED, message, seen[1] if seen else None, slugs, cells=states(named))


def _pattern(problem: Problem, trial: Trial, results: list[tuple[Entry, Result]]) -> str:
    """The slug of what the entries as a whole have wrong, or ""."""
    grid, rows = trial.grid, trial.rows
    quick = Trial(grid, rows, known={key: result for key, result in trial.known.items() if not trial.proof})
    if grid.height == grid.width > 1 and quick.fits(tuple(zip(*rows, strict=True))):
        return TRANSPOSED
    if any(quick.fits(order) for order in _orders(rows)):
        return SWAPPED
    if problem.at and any(names(item) for row in rows for item in row):
        formulas = all(
            isinstance(equality.compare(e.question.quantity(), e.question.meant(rows[i][j]), proof=False), Same)
            for i, j, e in grid.each()
        )
        return replies.NOT_SUBSTITUTED if formulas else ""
    if grid.is_softmax() and all(isinstance(results[i * (grid.width + 1)][1], Same) for i in range(grid.height)):
        beside = [(entry, rows[i][j]) for i, j, entry in grid.each() if i != j]
        if all(rational(item) == 0 for _, item in beside):
            return OFF_DIAGONAL_ZERO
        if all(quick.is_same(entry, Negate(item)) for entry, item in beside):
            return OFF_DIAGONAL_SIGN
    return ""


def _orders(rows: Rows) -> Iterator[Rows]:
    """The same entries with rows, columns or both in another order."""
    if max(len(rows), len(rows[0])) > MOST_PERMUTED:
        return
    for order in permutations(rows):
        for columns in permutations(zip(*order, strict=True)):
            changed = tuple(zip(*columns, strict=True))
            if changed != rows:
                yield changed


def _told(results: list[tuple[Entry, Result]]) -> str:
    """Which entries are right and which are not."""
    right = [entry.label for entry, result in results if isinstance(result, Same)]
    return told(right, [entry.label for entry, result in results if not isinstance(result, Same)], "entries")


def told(right: list[str], others: list[str], noun: str = "parts") -> str:
    """Which parts are right and which are not, by their labels; nothing of a single one."""
    count = len(right) + len(others)
    if not right:
        return f"{'neither' if count == 2 else 'none'} of the {noun} is right" if count > 1 else ""
    if count <= MOST_NAMED:
        return f"{listed(right)} {'are' if len(right) > 1 else 'is'} right, {listed(others)} not"
    if len(others) <= MOST_NAMED:
        return f"{listed(others)} {'are' if len(others) > 1 else 'is'} not right, the others are"
    return f"{len(right)} of the {count} {noun} {'are' if len(right) > 1 else 'is'} right, {others[0]} is not"


def listed(labels: list[str]) -> str:
    """Labels in a sentence: "u, v and w"."""
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _shared(wrong: Sequence[tuple[Entry, Result, Expression]]) -> tuple[str, ...]:
    """The wrong rules that every wrong entry has in common."""
    found: list[tuple[str, ...]] = []
    for entry, _, item in wrong[:MOST_NAMED]:
        asked = entry.question
        if not asked.wrt or not asked.order:
            return ()
        wrt = asked.wrt * asked.order if len(asked.wrt) == 1 else asked.wrt
        found.append(malrules.diagnose(asked.function, wrt, asked.meant(item), at=asked.point() or None))
    return tuple(slug for slug in found[0] if all(slug in others for others in found))


def _close(problem: Problem, entry: Entry, item: Expression) -> str:
    """What to write for decimals that are right but for rounding."""
    asked = entry.question
    if problem.at:
        return "close, but rounded: the exact value is asked" if replies.is_rounded(asked.asked(), item) else ""
    instead = replies.exactly(asked.quantity(), asked, item)
    return f"close: write {instead}, since a formula is exact" if instead else ""


def read(text: str, vocabulary: Vocabulary) -> Reading:
    """What a text means, drawn as the vector or the matrix that it is."""
    return _apart(replies.read(text, vocabulary)[1], vocabulary)


def _apart(found: Reading, vocabulary: Vocabulary) -> Reading:
    """A text that can't be read, with the commas that it lacks where it is entries without them."""
    rows = separating.even(found.text, vocabulary) if found.error else ()
    if not rows:
        return found
    return replace(found, error="there are no commas between the entries", column=None, hint=f"write {separating.written(rows)}")
